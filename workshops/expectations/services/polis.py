"""Bringing a Polis conversation in: statements become notes, votes become support by group.

All of it comes in or nothing. The same conversation can be brought in again: what is known stays
as it is, votes are counted anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, insert, select

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Invalid, NotAllowed
from workshops.core.text import N_, public_id
from workshops.engagements.models import Engagement
from workshops.expectations import permissions
from workshops.expectations.models import (
    ExpectationNote,
    NoteKind,
    NoteVote,
    SpeakerRole,
    ViewpointGroup,
)
from workshops.expectations.rules import consent, polis
from workshops.planning.models import Workshop

MOST_BYTES = 50 * 1024 * 1024
ORIGIN = "polis"


class BadRows(Invalid):
    """Rows of an export that break a rule; nothing was brought in."""

    def __init__(self, faults: Sequence[polis.Fault]) -> None:
        super().__init__(
            N_("Nothing was imported. Values that break a rule: %(count)s."), count=len(faults)
        )
        self.faults = faults


@dataclass(frozen=True)
class Wish:
    """How statements come in: language, workshop, and whether their authors agreed to be quoted."""

    language: str = "en"
    workshop: Workshop | None = None
    quotable: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Report:
    """What came in, or would have."""

    topic: str
    statements: int
    new: int
    known: int
    excluded: int
    hidden: int
    unreviewed: int
    flagged: int
    authors: int
    voters: int
    votes: int
    groups: Mapping[str, int]


def read_folder(folder: Path) -> polis.Conversation:
    """The conversation in a folder. Raises Invalid when it cannot be read, BadRows for its rows."""
    files: dict[str, str] = {}
    for name in (polis.COMMENTS, polis.VOTES, polis.PARTICIPANTS, polis.SUMMARY):
        path = folder / name
        if path.is_file():
            files[name] = _text(path)
    conversation, faults = polis.read_conversation(folder.resolve().name, files)
    if faults:
        raise BadRows(faults)
    return conversation


def import_polis(
    actor: Actor, *, engagement: Engagement, conversation: polis.Conversation, wish: Wish
) -> Report:
    """Bring a conversation in; with `dry_run` only say what would come in. Raises NotAllowed.

    A statement that was moderated out stays out; one that came in before and is out now is hidden.
    """
    if not permissions.can_import_notes(actor, engagement):
        raise NotAllowed(N_("Only the engagement's project managers can import notes."))
    if wish.workshop is not None and wish.workshop.engagement_id != engagement.id:
        raise Invalid(N_("Choose a workshop of this engagement."), "workshop")
    known = _known(engagement, conversation)
    report = _report(conversation, known)
    if wish.dry_run:
        return report
    _hide(conversation, known)
    notes = known | _add(engagement, conversation, known, wish)
    _count(conversation, notes, _groups(engagement, conversation))
    activity.record(
        actor,
        "notes_imported",
        engagement,
        title=f"{conversation.topic[:150]} (+{report.new})",
        engagement_id=engagement.id,
    )
    return report


def _text(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise Invalid(N_("%(file)s is larger than 50 MB."), file=path.name)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Invalid(N_("%(file)s is not UTF-8 text."), file=path.name) from wrong


def _origin(conversation: polis.Conversation, number: int | str) -> str:
    return f"{ORIGIN}:{conversation.name[:150]}:{number}"


def _known(engagement: Engagement, conversation: polis.Conversation) -> dict[int, ExpectationNote]:
    """The notes that came in before, by the number of the statement; tombstones among them."""
    notes = db.session.scalars(
        select(ExpectationNote)
        .where(
            ExpectationNote.engagement_id == engagement.id,
            ExpectationNote.origin.startswith(_origin(conversation, ""), autoescape=True),
        )
        .order_by(ExpectationNote.id)
    )
    return {int(str(note.origin).rpartition(":")[2]): note for note in notes}


def _report(conversation: polis.Conversation, known: Mapping[int, ExpectationNote]) -> Report:
    coming = [each for each in conversation.statements if not each.out]
    numbers = {each.number for each in coming}
    votes = {number: cast for number, cast in conversation.votes.items() if number in numbers}
    again = [known[each.number] for each in conversation.statements if each.number in known]
    gone = {each.number for each in conversation.statements if each.out}
    return Report(
        topic=conversation.topic,
        statements=len(conversation.statements),
        new=sum(each.number not in known for each in coming),
        known=len(again),
        excluded=len(conversation.statements) - len(coming),
        hidden=sum(known[number].usable for number in gone if number in known),
        unreviewed=sum(not each.reviewed for each in coming),
        flagged=polis.flagged(coming),
        authors=len({each.author for each in coming}),
        voters=len({voter for cast in votes.values() for voter in cast}),
        votes=sum(len(cast) for cast in votes.values()),
        groups=conversation.sizes,
    )


def _hide(conversation: polis.Conversation, known: Mapping[int, ExpectationNote]) -> None:
    for each in conversation.statements:
        note = known.get(each.number)
        if each.out and note is not None and note.usable:
            note.hidden_at = clock.now()
    db.session.flush()


def _add(
    engagement: Engagement,
    conversation: polis.Conversation,
    known: Mapping[int, ExpectationNote],
    wish: Wish,
) -> dict[int, ExpectationNote]:
    """The statements that are new, as notes under random codes: one for each author."""
    codes = {
        each.author: known[each.number].speaker_code
        for each in conversation.statements
        if each.number in known and known[each.number].withdrawn_at is None
    }
    now, added = clock.now(), {}
    for each in conversation.statements:
        if each.out or each.number in known:
            continue
        code = codes.setdefault(each.author, public_id())
        added[each.number] = _note(each, code, each.written_at or now, wish)
        added[each.number].engagement_id = engagement.id
        added[each.number].origin = _origin(conversation, each.number)
    db.session.add_all(added.values())
    db.session.flush()
    return added


def _note(each: polis.Statement, code: str, written_at: datetime, wish: Wish) -> ExpectationNote:
    return ExpectationNote(
        workshop_id=wish.workshop.id if wish.workshop else None,
        text=each.text,
        kind=NoteKind.QUOTE,
        speaker_role=SpeakerRole.UNKNOWN,
        speaker_code=code,
        language=wish.language,
        created_at=written_at,
        quote_consent=wish.quotable,
        consent_version=consent.TERMS if wish.quotable else "",
        consented_at=written_at if wish.quotable else None,
    )


def _groups(engagement: Engagement, conversation: polis.Conversation) -> dict[str, ViewpointGroup]:
    """The conversation's groups by name, with their sizes as they are now."""
    source = conversation.name[:120]
    found = {
        group.name: group
        for group in db.session.scalars(
            select(ViewpointGroup).where(
                ViewpointGroup.engagement_id == engagement.id, ViewpointGroup.source == source
            )
        )
    }
    for name, size in conversation.sizes.items():
        group = found.setdefault(
            name, ViewpointGroup(engagement_id=engagement.id, source=source, name=name, size=size)
        )
        group.size = size
    for name in set(found) - set(conversation.sizes):
        found[name].size = 0
    db.session.add_all(found.values())
    db.session.flush()
    return found


def _count(
    conversation: polis.Conversation,
    notes: Mapping[int, ExpectationNote],
    groups: Mapping[str, ViewpointGroup],
) -> None:
    """Write the votes as they stand now, in place of those written before."""
    live = {number: note.id for number, note in notes.items() if note.withdrawn_at is None}
    db.session.execute(delete(NoteVote).where(NoteVote.note_id.in_(list(live.values()))))
    rows = [
        {
            "note_id": note_id,
            "group_id": groups[name].id if name else None,
            "agrees": tally.agrees,
            "disagrees": tally.disagrees,
            "passes": tally.passes,
        }
        for number, note_id in live.items()
        for name, tally in conversation.tallies(number).items()
    ]
    if rows:
        db.session.execute(insert(NoteVote), rows)
