"""What of experiments and deliverables needs the reader now."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.engine import Row

from workshops.adoption.queries import list_overdue
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.deliverables.queries import list_drafts_waiting
from workshops.experiments.queries import list_past_end_names
from workshops.experiments.queries.decisions import list_awaiting_confirmation
from workshops.web.language import local_day


@dataclass(frozen=True)
class Need:
    """One thing that needs the reader: what, where it is done, how pressing, and a word on it."""

    label: str
    url: str
    status: str
    kind: str
    hint: str = ""


def evidence_needs(actor: Actor) -> list[Need]:
    """Decisions to confirm, drafts that wait, experiments past their end, checks that are late."""
    return [*_decisions(actor), *_drafts(actor), *_experiments(actor), *_checks(actor)]


def _decisions(actor: Actor) -> list[Need]:
    return [
        Need(
            _("Confirm or refuse a decision against the rule: %(name)s", name=one.name),
            url_for("experiments.decision", experiment_id=one.public_id),
            _("Second person"),
            "warning",
            one.engagement,
        )
        for one in list_awaiting_confirmation(actor)
    ]


def _drafts(actor: Actor) -> list[Need]:
    return [_draft(actor, one) for one in list_drafts_waiting(actor)]


def _draft(actor: Actor, draft: Row[int, str, str, int | None, str]) -> Need:
    asked = draft.approver_id == actor.id
    said = _("Approve or send back: %(title)s") if asked else _("Read the comments: %(title)s")
    return Need(
        said % {"title": draft.title},
        url_for("deliverables.draft", deliverable_id=draft.public_id),
        _("Approval") if asked else _("Comments"),
        "warning",
        draft.engagement,
    )


def _checks(actor: Actor) -> list[Need]:
    """One line an engagement, however many of its recommendations are overdue."""
    return [
        Need(
            ngettext(
                "Ask how it goes with %(num)s recommendation",
                "Ask how it goes with %(num)s recommendations",
                count,
            ),
            url_for("adoption.of_engagement", engagement_id=public_id),
            _("Check overdue"),
            "warning",
            name,
        )
        for public_id, name, count in list_overdue(actor, local_day(clock.now()))
    ]


def _experiments(actor: Actor) -> list[Need]:
    return [
        Need(
            _("Enter the result of “%(name)s”", name=one.name),
            url_for("experiments.show", experiment_id=one.public_id),
            _("Past its end"),
            "danger",
            one.engagement,
        )
        for one in list_past_end_names(actor, local_day(clock.now()))
    ]
