"""Every sentence is translated, once and alike."""

from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from click.testing import CliRunner

messages = import_module("workshops.cli.messages")


@pytest.mark.parametrize("area", sorted(messages.areas()))
def test_every_message_is_translated(area: str) -> None:
    assert list(messages.wanting(area, messages.areas()[area])) == []


def test_a_gap_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    have, want = Catalog(locale="da"), Catalog()
    have.add("kept", "beholdt")
    have.add("old", "gammel")
    have.add("unsure", "usikker", flags=["fuzzy"])
    have.add("%(n)s rows", "rækker")
    for known in ("kept", "new", "unsure", "%(n)s rows"):
        want.add(known)
    monkeypatch.setattr(messages, "stored", lambda _area: have)
    monkeypatch.setattr(messages, "source", lambda _folders: want)
    found = " ".join(messages.wanting("x", []))
    assert "not translated: 'new'" in found
    assert "no longer used: 'old'" in found
    assert "fuzzy: 'unsure'" in found


def test_two_slices_that_translate_differently_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    for name, word in (("a", "Gem"), ("b", "Bevar")):
        text = f'{head}msgid "Save"\nmsgstr "{word}"\n'
        (tmp_path / f"{name}.po").write_text(text, encoding="utf-8")
    monkeypatch.setattr(messages, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="otherwise elsewhere"):
        messages.compile_all()


def test_bringing_catalogues_up_to_date_twice_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "FOLDER", tmp_path)
    run = CliRunner()
    assert run.invoke(messages.messages, ["update"]).exit_code == 0
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert run.invoke(messages.messages, ["update"]).exit_code == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    assert b"POT-Creation-Date: 2026-01-01" in first["shell.po"]
