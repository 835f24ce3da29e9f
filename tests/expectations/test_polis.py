"""Polis exports: what comes in, what stays out, and what is said of a bad row."""

import csv
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.expectations.polis import COMMENTS, PARTICIPANTS, VOTES, real_export, write_export
from tests.factories import make_engagement, make_user, make_workshop
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.db import db, transaction
from workshops.core.errors import Invalid, NotAllowed
from workshops.engagements.models import Engagement
from workshops.expectations.models import ExpectationNote, NoteVote, ViewpointGroup
from workshops.expectations.queries.notes import votes_of
from workshops.expectations.rules.standing import Tally
from workshops.expectations.services import polis as services
from workshops.expectations.services.polis import BadRows, Report, Wish, read_folder
from workshops.expectations.services.withdrawal import withdraw_note

AS_IT_IS = Wish()
real = pytest.mark.parametrize(
    ("name", "counts"),
    [
        (
            "london.youth.policing",
            {"new": 36, "excluded": 3, "voters": 26, "groups": {"A": 3, "B": 18, "C": 3}},
        ),
        (
            "scoop-hivemind.affordable-housing",
            {"new": 119, "excluded": 46, "voters": 378, "groups": {"A": 347, "B": 34}},
        ),
    ],
)


def folder_of(name: str) -> Path:
    """The folder of a real conversation; skips where it is not."""
    return real_export(name) or pytest.skip("the conversations are not beside the project")


def bring_in(engagement: Engagement, folder: Path, wish: Wish = AS_IT_IS) -> Report:
    conversation = read_folder(folder)
    with transaction():
        return services.import_polis(
            COMMAND_LINE, engagement=engagement, conversation=conversation, wish=wish
        )


def notes() -> list[ExpectationNote]:
    return list(db.session.scalars(select(ExpectationNote).order_by(ExpectationNote.id)))


def votes(note: ExpectationNote) -> dict[str | None, Tally]:
    return {
        group.name if group else None: tally
        for group, tally in votes_of([note.id])[note.id].items()
    }


@both_databases
def test_statements_become_notes_and_votes_become_support(app: Flask, tmp_path: Path) -> None:
    report = bring_in(make_engagement(), write_export(tmp_path / "letters"))
    first, second, third = notes()
    assert second.text == 'To linjer,\nog "citat" i den ene'
    assert first.speaker_code == second.speaker_code != third.speaker_code
    assert first.origin == "polis:letters:0"
    assert (first.created_at.isoformat(), first.quotable) == ("2022-07-27T15:09:49+00:00", False)
    assert votes(first) == {"A": Tally(1), "B": Tally(1), None: Tally(0, 0, 1)}
    assert votes(second) == {"A": Tally(1)}
    assert report == Report(
        *("Breve fra det offentlige", 4, 3, 0, 1, 0, 1, 0, 2, 3, 4, {"A": 1, "B": 1})
    )


@both_databases
def test_again_nothing_comes_in_twice_and_votes_are_counted_anew(
    app: Flask, tmp_path: Path
) -> None:
    engagement, folder = make_engagement(), write_export(tmp_path / "letters")
    bring_in(engagement, folder)
    before = [(note.public_id, note.speaker_code) for note in notes()]
    more = COMMENTS + "1658934589217,x,4,8,0,0,1,Nyt\n1658934589218,x,5,9,0,0,1,Mere\n"
    write_export(folder, comments=more, votes=VOTES + "30,x,0,2,-1\n")
    report = bring_in(engagement, folder)
    assert (report.new, report.known) == (2, 3)
    assert [(note.public_id, note.speaker_code) for note in notes()][:3] == before
    assert notes()[4].speaker_code == notes()[2].speaker_code
    assert votes(notes()[0])["B"] == Tally(0, 1)
    assert db.session.scalar(select(func.count()).select_from(ViewpointGroup)) == 2


def test_what_was_withdrawn_stays_so_and_what_is_moderated_out_later_is_hidden(
    app: Flask, tmp_path: Path
) -> None:
    engagement, folder = make_engagement(), write_export(tmp_path / "letters")
    bring_in(engagement, folder)
    with transaction():
        withdraw_note(COMMAND_LINE, note=notes()[0])
    write_export(folder, comments=COMMENTS.replace(",0,Ring", ",-1,Ring"))
    assert bring_in(engagement, folder).hidden == 1
    gone, _kept, out = notes()
    assert (gone.text, votes_of([gone.id])) == ("", {})
    assert out.hidden_at is not None


def test_a_dry_run_changes_nothing(app: Flask, tmp_path: Path) -> None:
    folder = write_export(tmp_path / "letters")
    assert bring_in(make_engagement(), folder, Wish(dry_run=True)).new == 3
    assert notes() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("comments", "0,7,1,0,1,Breve", "0,7,1,0,2,Breve", (2, "moderated", "2")),
        ("comments", "x,3,9", "x,tre,9", (5, "comment-id", "tre")),
        ("comments", "x,3,9", "x,1,9", (5, "comment-id", "1")),
        ("comments", "Ring til folk", "  ", (5, "comment-body", "")),
        ("comments", "Ring til folk", "Jeg er 010190-1234", (5, "comment-body", "")),
        ("comments", "1658934589216", "i går", (5, "timestamp", "i går")),
        ("comments", "0,0,0,Ring til folk", "0", (5, "", "")),
        ("comments", "comment-body", "text", (1, "comment-body", "")),
        ("votes", "10,x,2,1,1", "10,x,2,1,5", (8, "vote", "5")),
        ("votes", "10,x,2,1,1", "10,x,99,1,1", (8, "comment-id", "99")),
        ("votes", "voter-id", "who", (1, "voter-id", "")),
        ("participants-votes", "2,,1,0", "2,,B,0", (3, "group-id", "B")),
    ],
)
def test_a_bad_row_is_named_and_nothing_comes_in(
    app: Flask, tmp_path: Path, file: str, old: str, new: str, fault: tuple[int, str, str]
) -> None:
    texts = {"comments": COMMENTS, "votes": VOTES, "participants-votes": PARTICIPANTS}
    assert old in texts[file]
    folder = write_export(tmp_path / "letters", **{file: texts[file].replace(old, new, 1)})
    with pytest.raises(BadRows) as bad:
        bring_in(make_engagement(), folder)
    told = [(f.file, f.row, f.column, f.value) for f in bad.value.faults]
    assert (f"{file}.csv", *fault) in told
    assert notes() == []


def test_columns_and_files_that_are_not_needed_may_be_missing(app: Flask, tmp_path: Path) -> None:
    plain: dict[str, str | None] = {
        "comments": "comment-id,author-id,moderated,is-meta,comment-body\n0,1,1,False,Kort\n",
        "votes": "comment-id,voter-id,vote\n0,1,-1\n0,1,1\n",
        "participants-votes": None,
        "summary": None,
    }
    report = bring_in(make_engagement(), write_export(tmp_path / "x", **plain))
    assert (report.topic, votes(notes()[0])) == ("x", {None: Tally(1)})
    assert notes()[0].created_at == clock.now()
    write_export(tmp_path / "y", **{**plain, "votes": None})
    assert bring_in(make_engagement(), tmp_path / "y").votes == 0


def test_an_export_without_statements_or_in_another_encoding_is_refused(
    app: Flask, tmp_path: Path
) -> None:
    folder = write_export(tmp_path / "x", comments=None)
    with pytest.raises(BadRows):
        read_folder(folder)
    (folder / "comments.csv").write_bytes(COMMENTS.encode("latin-1"))
    with pytest.raises(Invalid, match="UTF-8"):
        read_folder(folder)


def test_an_address_is_counted_and_only_project_managers_import(app: Flask, tmp_path: Path) -> None:
    folder = write_export(tmp_path / "x", comments=COMMENTS.replace("til folk", "til a@b.example"))
    engagement = make_engagement()
    assert bring_in(engagement, folder, Wish(dry_run=True)).flagged == 1
    reader = make_user(Role.READER).actor()
    with pytest.raises(NotAllowed):
        services.import_polis(
            reader, engagement=engagement, conversation=read_folder(folder), wish=Wish()
        )
    elsewhere = Wish(workshop=make_workshop())
    with pytest.raises(Invalid):
        bring_in(engagement, folder, elsewhere)


@real
def test_a_real_conversation_comes_in_as_it_is_described(
    app: Flask, name: str, counts: dict[str, Any]
) -> None:
    report = bring_in(make_engagement(), folder_of(name))
    assert {key: getattr(report, key) for key in counts} == counts
    assert db.session.scalar(select(func.count()).select_from(ExpectationNote)) == report.new
    every = NoteVote.agrees + NoteVote.disagrees + NoteVote.passes
    assert db.session.scalar(select(func.sum(every))) == report.votes


@real
def test_the_last_vote_is_the_one_that_polis_counts(name: str, counts: dict[str, Any]) -> None:
    folder = folder_of(name)
    conversation = read_folder(folder)
    mine = {
        (voter, str(number)): str(vote)
        for number, cast in conversation.votes.items()
        for voter, vote in cast.items()
    }
    with (folder / "participants-votes.csv").open(encoding="utf-8", newline="") as file:
        theirs = {
            (row["participant"], column): value
            for row in csv.DictReader(file)
            for column, value in row.items()
            if column.isdigit() and value
        }
    differing = {key for key in theirs if mine.get(key) != theirs[key]}
    assert (len(theirs), differing) == (len(mine), set())
