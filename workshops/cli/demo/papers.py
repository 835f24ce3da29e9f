"""Writes the story's deliverables: composed, read by the agency, approved, issued and answered."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select

from workshops.adoption.models import Adoption, Status
from workshops.adoption.queries import list_askable
from workshops.adoption.rules import Said
from workshops.adoption.services import answering, asking
from workshops.cli.demo.story import ZONE, Cast
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.deliverables.compose import CatalogueWords
from workshops.deliverables.models import AgencyQuestion, Deliverable, DeliverableKind
from workshops.deliverables.models.kinds import Verdict
from workshops.deliverables.models.review import Reviewer
from workshops.deliverables.queries.documents import Imprint, document_of, stamp_of
from workshops.deliverables.services import Facts, describe, issuing, make_deliverable, reviewing
from workshops.deliverables.services.composing import compose_draft
from workshops.deliverables.services.gathering import compose_again, compose_now
from workshops.deliverables.services.questions import answer_question
from workshops.engagements.models import Engagement
from workshops.engagements.queries.people import list_contacts
from workshops.expectations.services.withdrawal import withdraw_note
from workshops.experiments.models import Experiment

TEXT = Path(__file__).with_name("papers.toml")
LANGUAGE, WITHDRAWN = "da", "u2"
Raw = dict[str, Any]


def write_papers(cast: Cast) -> None:
    """Every deliverable in the order of the story."""
    made: dict[tuple[str, str], Deliverable] = {}
    for raw in tomllib.loads(TEXT.read_text("utf-8"))["paper"]:
        engagement = cast.engagements[raw["engagement"]]
        key = (raw["engagement"], raw["kind"])
        with clock.frozen_at(min(cast.moment(raw["week"], 0, "09.10"), cast.now)):
            actor = engagement.manager.actor()
            paper = (
                _take_up(actor, made[key]) if raw.get("again") else _make(raw, actor, engagement)
            )
            made[key] = paper
            _answer_questions(raw, actor, paper)
            _review(raw, cast, actor, paper)
            if raw.get("issued"):
                _issue(raw, cast, actor, paper)
                _ask_adoption(raw, cast, actor, engagement)


def withdraw_one(cast: Cast) -> None:
    """A citizen takes back what she said after it was issued, which flags the versions."""
    note = cast.notes[WITHDRAWN]
    withdraw_note(note.engagement.manager.actor(), note=note)


def _make(raw: Raw, actor: Actor, engagement: Engagement) -> Deliverable:
    kind, today = DeliverableKind(raw["kind"]), clock.now().astimezone(ZONE).date()
    named = select(Experiment).where(Experiment.name == raw.get("subject"))
    subject = db.session.scalar(named.where(Experiment.engagement_id == engagement.id))
    composed = compose_now(engagement, kind=kind, language=LANGUAGE, today=today, subject=subject)
    paper = make_deliverable(
        actor,
        engagement=engagement,
        kind=kind,
        language=LANGUAGE,
        title=composed.title,
        subject=subject,
    )
    compose_draft(actor, deliverable=paper, composed=composed)
    if "journal" in raw:
        facts = Facts(paper.title, raw["journal"], raw["description"], library_listed=True)
        describe(actor, deliverable=paper, version=paper.version, facts=facts)
    return paper


def _take_up(actor: Actor, paper: Deliverable) -> Deliverable:
    return issuing.begin_next(actor, deliverable=paper)


def _answer_questions(raw: Raw, actor: Actor, paper: Deliverable) -> None:
    """What the agency said to the questions, and the draft composed anew with it."""
    mine = AgencyQuestion.engagement_id == paper.engagement_id
    for line in raw.get("answers", []):
        part, answer = line.split(" | ")
        for question in db.session.scalars(select(AgencyQuestion).where(mine)):
            if question.key.startswith(part):
                answer_question(
                    actor,
                    engagement=paper.engagement,
                    question=question,
                    version=question.version,
                    answer=answer,
                    answered_by=_first_contact(paper),
                )
    if raw.get("answers"):
        today = clock.now().astimezone(ZONE).date()
        compose_draft(actor, deliverable=paper, composed=compose_again(paper, today))


def _review(raw: Raw, cast: Cast, actor: Actor, paper: Deliverable) -> None:
    if "comments" not in raw:
        return
    lines = [line.split(" | ") for line in raw["comments"]]
    names = dict.fromkeys([line[0] for line in lines]) or [_first_contact(paper)]
    asked = reviewing.Asking([cast.people[name] for name in names], "")
    sent = reviewing.send_for_review(
        actor, deliverable=paper, document=document_of(paper, _imprint(paper)), asking=asked
    )
    reviewers = {each.person.name: each for each in sent.reviewers}
    for name, text, answer in lines:
        _comment(actor, reviewers[name], text, answer)
    if "verdict" in raw:
        for each in sent.reviewers:
            reviewing.decide_review(reviewer=each, verdict=Verdict(raw["verdict"]), remark="")


def _first_contact(paper: Deliverable) -> str:
    return next(c.person.name for c in list_contacts(paper.engagement) if c.first)


def _comment(actor: Actor, reviewer: Reviewer, text: str, answer: str) -> None:
    section = reviewer.round.document["sections"][1]["key"]
    said = reviewing.comment(reviewer=reviewer, section_key=section, text=text)
    if answer != "-":
        reviewing.settle_comment(actor, comment=said, answer=answer)


def _issue(raw: Raw, cast: Cast, actor: Actor, paper: Deliverable) -> None:
    issuing.approve(cast.actor(raw["approver"]), deliverable=paper, seen=stamp_of(paper))
    issuing.issue(actor, deliverable=paper, printing=lambda number: _imprint(paper, number))


def _imprint(paper: Deliverable, number: int | None = None) -> Imprint:
    words = CatalogueWords(paper.language)
    return Imprint(
        lab=current_app.config["SETTINGS"].lab_name,
        kind=words.gettext(paper.kind.label),
        version=words.gettext("Version %(number)s", number=number)
        if number
        else words.gettext("Unissued draft"),
        date=words.date(clock.now().astimezone(ZONE).date()),
        approver=paper.approved_by.name if paper.approved_by else "",
        gone=words.gettext("withdrawn or deleted since"),
    )


def _ask_adoption(raw: Raw, cast: Cast, actor: Actor, engagement: Engagement) -> None:
    """Ask the first contact, and write down what the agency said so far."""
    if "adopted" not in raw:
        return
    first = next(c.person for c in list_contacts(engagement) if c.first)
    holder = asking.Holder(first.name, first.email or "")
    begun = asking.ask_agency(
        actor, engagement=engagement, versions=list_askable(engagement), holders=[holder]
    )
    for adoption, line in zip(begun, raw["adopted"], strict=False):
        _answer_adoption(actor, adoption, line, first.name)
    with clock.frozen_at(cast.now - timedelta(days=2)):
        for adoption, line in zip(begun, raw.get("checked", []), strict=False):
            _answer_adoption(actor, adoption, line, first.name)


def _answer_adoption(actor: Actor, adoption: Adoption, line: str, who: str) -> None:
    status, reason, place, owner, title = (part.strip() for part in line.split("|"))
    said = Said(
        Status(status),
        reason=reason,
        place=place,
        in_use_on=adoption.in_use_on or (clock.now().date() if place else None),
        owner_name=owner,
        owner_title=title,
    )
    answering.answer_on_behalf(
        actor, adoption=adoption, said=said, version=adoption.version, note=f"Telefon med {who}"
    )
