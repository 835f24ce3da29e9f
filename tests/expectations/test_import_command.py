"""`lab import polis`."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.expectations.polis import COMMENTS, write_export
from tests.factories import make_engagement, make_workshop
from workshops.core.db import db
from workshops.expectations.models import ExpectationNote


def run(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["lab", "import", "polis", *words])
    return done.exit_code, done.output


def count() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(ExpectationNote)) or 0


def test_a_folder_comes_in_and_the_report_says_what_did(app: Flask, tmp_path: Path) -> None:
    workshop, folder = make_workshop(), write_export(tmp_path / "letters")
    words = [str(folder), "--engagement", workshop.engagement.public_id]
    words += ["--workshop", workshop.public_id, "--language", "da", "--quotable", "--json"]
    code, said = run(app, *words)
    assert (code, json.loads(said)["new"], count()) == (0, 3, 3)
    note = db.session.scalars(select(ExpectationNote)).first()
    assert note
    assert (note.language, note.workshop_id, note.quotable) == ("da", workshop.id, True)


def test_a_dry_run_says_what_would_come_in(app: Flask, tmp_path: Path) -> None:
    words = [str(write_export(tmp_path / "x")), "--engagement", make_engagement().public_id]
    code, said = run(app, *words, "--dry-run")
    assert (code, count()) == (0, 0)
    assert "3 new notes would come in, 0 known, 1 moderated out" in said


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_bad_rows_are_named_and_nothing_comes_in(
    app: Flask, tmp_path: Path, more: list[str]
) -> None:
    folder = write_export(tmp_path / "x", comments=COMMENTS.replace("x,3,9", "x,tre,9"))
    words = [str(folder), "--engagement", make_engagement().public_id, *more]
    code, said = run(app, *words)
    assert (code, count()) == (1, 0)
    plain = "comments.csv, row 5, column comment-id: “tre” must be a whole number"
    assert (json.loads(said)["faults"][0]["row"] == 5) if more else (plain in said)


def test_an_unknown_engagement_or_language_is_refused(app: Flask, tmp_path: Path) -> None:
    folder = str(write_export(tmp_path / "x"))
    assert run(app, folder, "--engagement", "a" * 16)[0] == 1
    known = make_engagement().public_id
    assert run(app, folder, "--engagement", known, "--language", "klingon")[0] == 2
