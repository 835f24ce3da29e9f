"""Writes what citizens of the story said and expect: notes and the themes they bear."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from workshops.cli.demo.story import Cast
from workshops.core import clock
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.expectations.models import (
    ExpectationNote,
    NoteKind,
    NoteVote,
    SpeakerRole,
    Strength,
    Theme,
    ViewpointGroup,
)
from workshops.expectations.queries.expectation_map import get_map
from workshops.expectations.rules.personal_data import find_personal_data, fingerprint
from workshops.expectations.services import journey, notes, themes, triage
from workshops.planning.models import Workshop
from workshops.planning.queries import list_of_engagement

TEXT = Path(__file__).with_name("evidence.toml")


def write_evidence(cast: Cast) -> dict[str, Theme]:
    """Notes as they were taken on the day, then the themes that sorting gave, by their key."""
    story = tomllib.loads(TEXT.read_text("utf-8"))
    written = {}
    for line in story["notes"]:
        key, *parts = line.split(" | ")
        written[key] = _write_note(parts, cast)
    cast.notes.update(written)
    _write_votes(story, cast)
    found = {raw["key"]: _write_theme(raw, cast) for raw in story["theme"]}
    for line in story["journeys"]:
        key, *stages = line.split(" | ")
        _put_in_order(cast.engagements[key], stages)
    return found


def _put_in_order(engagement: Engagement, stages: list[str]) -> None:
    actor = engagement.manager.actor()
    for place, name in enumerate(stages):
        standing = [stage.name for stage in get_map(actor, engagement).stages]
        for _ in range(standing.index(name) - place):
            journey.move_stage(actor, engagement=engagement, name=name, earlier=True)


def _write_note(parts: list[str], cast: Cast) -> ExpectationNote:
    key, where, kind, role, segment, stage, touchpoint, consent, text = parts
    engagement = cast.engagements[key]
    workshop = _workshop(engagement, where)
    with clock.frozen_at(workshop.sittings[0].ends_at if workshop else _asked_at(where, cast)):
        return notes.write_note(
            engagement.manager.actor(),
            engagement=engagement,
            facts=notes.NoteFacts(
                text=text,
                kind=NoteKind(kind),
                role=SpeakerRole(role),
                segment=segment,
                stage=stage,
                touchpoint=touchpoint,
                workshop=workshop,
                quote_consent=consent == "quote",
            ),
            checked=fingerprint(find_personal_data(text)),
        )


def _write_votes(story: dict[str, Any], cast: Cast) -> None:
    """Votes as an imported conversation would have brought them."""
    groups = {}
    for line in story["groups"]:
        key, name, size = line.split(" | ")
        engagement_id = cast.engagements[key].id
        groups[name] = ViewpointGroup(
            engagement_id=engagement_id, source="Spørgerunde", name=name, size=int(size)
        )
    db.session.add_all(groups.values())
    for line in story["votes"]:
        key, name, *counts = line.split(" | ")
        agrees, disagrees, passes = (int(count) for count in counts)
        vote = NoteVote(note_id=cast.notes[key].id, group=groups[name])
        vote.agrees, vote.disagrees, vote.passes = agrees, disagrees, passes
        db.session.add(vote)
    db.session.flush()


def _asked_at(where: str, cast: Cast) -> datetime:
    """When somebody was interviewed outside a workshop, from "week -11"."""
    return cast.moment(int(where.removeprefix("week ")), 2, "10.00")


def _workshop(engagement: Engagement, begins: str) -> Workshop | None:
    found = list_of_engagement(engagement.manager.actor(), engagement)
    return next((each for each in found if each.name.startswith(begins)), None)


def _write_theme(raw: dict[str, Any], cast: Cast) -> Theme:
    engagement = cast.engagements[raw["engagement"]]
    actor = engagement.manager.actor()
    bearing = [cast.notes[key] for key in raw["notes"]]
    with clock.frozen_at(max(note.created_at for note in bearing)):
        theme = themes.make_theme(
            actor,
            engagement=engagement,
            facts=themes.ThemeFacts(
                statement=raw["statement"],
                description=raw.get("description", ""),
                stage=raw["stage"],
                touchpoint=raw["touchpoint"],
                strength=Strength(raw["strength"]),
                present_service=raw["present"],
                gap=raw["gap"],
            ),
        )
        triage.place_notes(actor, theme=theme, notes=bearing)
    return theme
