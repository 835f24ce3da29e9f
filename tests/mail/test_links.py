"""Personal links: bound to purpose, record, version and expiry; keys can change."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from workshops.app import create_app
from workshops.core.config import read_settings
from workshops.core.errors import Gone, NotFound
from workshops.mail import links


def test_token_says_what_it_was_made_for(app: Flask, frozen_clock: datetime) -> None:
    token = links.make("answer", 17, 2, frozen_clock + timedelta(days=30))

    assert links.read("answer", token, frozen_clock) == links.LinkClaim(id=17, version=2)


def test_token_of_another_purpose_is_not_known(app: Flask, frozen_clock: datetime) -> None:
    token = links.make("confirm", 17, 1, frozen_clock + timedelta(days=1))

    with pytest.raises(NotFound):
        links.read("answer", token, frozen_clock)


def test_every_changed_character_is_noticed(app: Flask, frozen_clock: datetime) -> None:
    token = links.make("answer", 17, 1, frozen_clock + timedelta(days=1))

    for place in range(len(token)):
        other = "1" if token[place] != "1" else "2"
        with pytest.raises(NotFound):
            links.read("answer", token[:place] + other + token[place + 1 :], frozen_clock)


def test_expired_token_is_gone_after_a_minutes_grace(app: Flask, frozen_clock: datetime) -> None:
    token = links.make("answer", 17, 1, frozen_clock)

    assert links.read("answer", token, frozen_clock + timedelta(seconds=60)).id == 17
    with pytest.raises(Gone):
        links.read("answer", token, frozen_clock + timedelta(seconds=61))


def test_older_key_still_reads_and_a_foreign_one_does_not(
    app: Flask, frozen_clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = links.make("answer", 17, 1, frozen_clock + timedelta(days=1))
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [app.config["SECRET_KEY"]])
    monkeypatch.setitem(app.config, "SECRET_KEY", "another-key-of-thirty-two-letters")
    new = links.make("answer", 17, 1, frozen_clock + timedelta(days=1))

    assert new != old
    assert links.read("answer", old, frozen_clock) == links.read("answer", new, frozen_clock)
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", None)
    with pytest.raises(NotFound):
        links.read("answer", old, frozen_clock)


@pytest.mark.parametrize("token", ["", ".", "17.1.99", "æ.b.c.d", "1.1.1." + "A" * 43])
def test_nonsense_is_not_known(app: Flask, frozen_clock: datetime, token: str) -> None:
    with pytest.raises(NotFound):
        links.read("answer", token, frozen_clock)


def test_older_keys_come_from_the_settings(app: Flask) -> None:
    given = {
        "WORKSHOPS_ENV": "demo",
        "WORKSHOPS_SECRET_KEY": "new",
        "WORKSHOPS_OLDER_SECRET_KEYS": "older,oldest",
    }
    made = create_app(read_settings(app.config["SETTINGS"].instance, given))

    assert (made.config["SECRET_KEY"], made.config["SECRET_KEY_FALLBACKS"]) == (
        "new",
        ["older", "oldest"],
    )


def test_a_hidden_token_is_the_same_each_time_and_its_hash_says_nothing(app: Flask) -> None:
    token = links.make_hidden("delivery", "nonce")

    assert links.make_hidden("delivery", "nonce") == token
    assert len(token) == 43
    assert token not in links.hash_of(token)
    assert links.make_hidden("delivery", "other") != token
    assert links.make_hidden("feed", "nonce") != token


def test_a_hidden_token_outlives_a_change_of_key(
    app: Flask, frozen_clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = links.make_hidden("delivery", "nonce")
    spec = links.LinkSpec(
        "/d/{token}", "delivery", 1, 1, frozen_clock, "nonce", links.hash_of(token)
    )
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [app.config["SECRET_KEY"]])
    monkeypatch.setitem(app.config, "SECRET_KEY", "another-key-of-thirty-two-letters")

    assert links.make_hidden("delivery", "nonce") != token
    assert links.LinkSpec.restored(spec.stored()).url().endswith(f"/d/{token}")
