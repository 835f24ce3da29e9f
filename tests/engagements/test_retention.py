"""What is forgotten at night."""

import os
from datetime import timedelta
from pathlib import Path

from flask import Flask

from tests.factories import make_engagement, make_file, make_letter, make_request
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.engagements import tasks
from workshops.engagements.models import EngagementFile, EngagementRequest, RequestState
from workshops.files.models import StoredFile
from workshops.mail import tasks as mail_tasks
from workshops.mail.models import LetterState

OLD, YOUNG = timedelta(days=31), timedelta(days=29)


def forget(folder: Path) -> None:
    with transaction():
        tasks.forget(folder=folder)


@both_databases
def test_requests_never_confirmed_go_after_thirty_days(app: Flask, tmp_path: Path) -> None:
    made = [
        make_request(state=state, created_at=clock.now() - age)
        for state in (RequestState.UNCONFIRMED, RequestState.RECEIVED)
        for age in (OLD, YOUNG)
    ]
    left = {request.id for request in made[1:]}
    forget(tmp_path)
    assert set(db.session.scalars(db.select(EngagementRequest.id))) == left


@both_databases
def test_deleted_files_go_after_thirty_days_and_their_bytes_after_them(
    app: Flask, tmp_path: Path
) -> None:
    gone, kept = (make_file(make_engagement()) for _ in range(2))
    gone.deleted_at, kept.deleted_at = clock.now() - OLD, clock.now() - YOUNG
    db.session.commit()
    names = (gone.public_id, kept.public_id, "undone", "undone.part")
    day_before = (clock.now() - timedelta(hours=25)).timestamp()
    for name in (*names, "being_written"):
        (tmp_path / name).write_bytes(b"x")
    for name in names:
        os.utime(tmp_path / name, (day_before, day_before))
    os.utime(tmp_path / "being_written", (clock.now().timestamp(),) * 2)
    kept_name = kept.public_id
    for _night in range(2):
        forget(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {kept_name, "being_written"}
    assert list(db.session.scalars(db.select(StoredFile.public_id))) == [kept_name]
    assert len(db.session.scalars(db.select(EngagementFile)).all()) == 1


@both_databases
def test_ended_letters_lose_their_texts_after_thirty_days(app: Flask) -> None:
    old, young, waiting = (
        make_letter(state=state, updated_at=clock.now() - age)
        for state, age in (
            (LetterState.HANDED_OVER, OLD),
            (LetterState.HANDED_OVER, YOUNG),
            (LetterState.QUEUED, OLD),
        )
    )
    with transaction():
        mail_tasks.forget_texts()
    db.session.expire_all()
    assert (old.text, old.html, old.calendar, old.state) == ("", "", None, LetterState.HANDED_OVER)
    assert young.text
    assert waiting.text


@both_databases
def test_a_mail_server_s_words_go_with_the_text_and_their_meaning_stays(app: Flask) -> None:
    said = "550 5.1.1 <ida@agency.example>: no such user here"
    old, young = (
        make_letter(updated_at=clock.now() - age, last_error=said) for age in (OLD, YOUNG)
    )
    meant, ended = old.reason, old.updated_at
    with transaction():
        mail_tasks.forget_texts()
    db.session.expire_all()
    assert (old.text, old.last_error, old.reason) == ("", "", meant)
    assert meant == young.reason != ""
    assert young.last_error == said
    assert old.updated_at >= ended
