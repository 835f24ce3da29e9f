"""Today: what needs me now."""

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from workshops.accounts.permissions import may_ever
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.engagements.permissions import can_open_engagement
from workshops.engagements.queries import list_my_names
from workshops.mail.models import Letter, LetterState
from workshops.overview.queries import today
from workshops.overview.views.blueprint import bp
from workshops.overview.views.evidence_needs import Need, evidence_needs
from workshops.overview.views.outbox import late_letters
from workshops.planning.queries import answer_counts_of
from workshops.planning.queries.waiting import list_proposals_to_me, list_to_decide
from workshops.web.access import current_actor, signed_in
from workshops.web.language import chosen_timezone, local_day


@bp.get("/")
@signed_in
def home() -> str:
    """The next workshops with their answers, and everything that waits for the reader."""
    actor = current_actor()
    mine = list_my_names(actor)
    sittings = today.list_coming_sittings(actor, clock.now(), own=bool(mine))
    return render_template(
        "overview/home.html",
        needs=_needs(actor),
        engagements=mine,
        can_open=can_open_engagement(actor),
        sittings=sittings,
        answers=answer_counts_of([sitting.id for sitting in sittings]),
        today=local_day(clock.now()),
        zone=chosen_timezone(),
    )


def _needs(actor: Actor) -> list[Need]:
    mail = [*_waiting(actor), *_mail(actor), *_tray(actor)]
    work = [*_polls(actor), *_substitutes(actor), *_tasks(actor), *_requests(actor), *_held(actor)]
    return [*mail, *evidence_needs(actor), *work]


def _polls(actor: Actor) -> list[Need]:
    said = {
        "late": (_("The last day to answer has passed"), "warning"),
        "enough": (_("Enough people can come"), "neutral"),
    }
    return [
        Need(
            _("Choose the date of “%(name)s”", name=poll.workshop),
            url_for("polls.show", poll_id=poll.public_id),
            *said[poll.why],
            poll.engagement,
        )
        for poll in list_to_decide(actor, clock.now())
    ]


def _substitutes(actor: Actor) -> list[Need]:
    if not may_ever(actor, "P", "invitation"):
        return []
    return [
        Need(
            _("%(name)s wants to send somebody else", name=each.guest),
            url_for("invitations.guests", workshop_id=each.public_id),
            _("Decide"),
            "warning",
            each.workshop,
        )
        for each in list_proposals_to_me(actor)
    ]


def _waiting(actor: Actor) -> list[Need]:
    said = late_letters() if may_ever(actor, "R", "outbox") else ""
    return [Need(said, url_for("overview.outbox"), _("Not sent yet"), "warning")] if said else []


def _tray(actor: Actor) -> list[Need]:
    number = today.count_waiting_messages(actor) if may_ever(actor, "U", "incoming_mail") else 0
    if not number:
        return []
    said = ngettext(
        "%(num)s message could not count by itself",
        "%(num)s messages could not count by themselves",
        number,
    )
    return [Need(said, url_for("tray.index"), _("Post tray"), "warning")]


def _mail(actor: Actor) -> list[Need]:
    return [
        Need(
            _undelivered(letter),
            url_for("overview.letter", letter_id=letter.public_id),
            _("Not delivered"),
            "danger",
            " · ".join(filter(None, [letter.subject, letter.reason and _(letter.reason)])),
        )
        for letter in today.list_undelivered_letters(actor)
    ]


def _undelivered(letter: Letter) -> str:
    """What became of a letter that did not arrive."""
    name = letter.to_name or letter.to_address
    if letter.state is LetterState.BOUNCED:
        return str(_("A letter to %(name)s came back", name=name))
    return str(_("A letter to %(name)s did not leave", name=name))


def _tasks(actor: Actor) -> list[Need]:
    now = local_day(clock.now())
    found = []
    for task in today.list_due_tasks(actor, now):
        days = (task.due_on - now).days if task.due_on else 0
        late = ngettext("%(num)s day late", "%(num)s days late", -days)
        soon = ngettext("In %(num)s day", "In %(num)s days", days)
        status = late if days < 0 else _("Today") if days == 0 else soon
        kind = "danger" if days < 0 else "warning" if days == 0 else "neutral"
        url = url_for("overview.engagement", engagement_id=task.public_id)
        found.append(Need(task.title, url, status, kind, task.engagement))
    return found


def _requests(actor: Actor) -> list[Need]:
    return [
        Need(
            _("Answer the request from %(agency)s", agency=request.agency),
            url_for("engagements.request_page", request_id=request.public_id),
            _("New request"),
            "warning",
            request.question,
        )
        for request in today.list_waiting_requests(actor)
    ]


def _held(actor: Actor) -> list[Need]:
    return [
        Need(
            _("Say how “%(name)s” went", name=workshop.name),
            url_for("overview.workshop", workshop_id=workshop.public_id),
            _("Over"),
            "neutral",
            workshop.engagement,
        )
        for workshop in today.list_unfinished_workshops(actor, clock.now())
    ]
