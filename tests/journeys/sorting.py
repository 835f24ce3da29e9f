"""From two real conversations to themes: imported by the administrator, sorted by keyboard."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.expectations.polis import real_export
from tests.factories import make_organisation
from tests.journeys.asking import choose_goal
from tests.journeys.site import Site, press
from workshops.core.db import db

YOUTH, HOUSING = "london.youth.policing", "scoop-hivemind.affordable-housing"
POLICE, COUNCIL = "Østkredsens Politi", "Boligrådet"
TITLE, OTHER_TITLE = "Unge ser politiet efter", "Boliger, folk kan betale"
QUESTION = "Hvordan får unge en reel plads i tilsynet med politiet?"
ABOUT_THEMSELVES = re.compile("I am|I identify|I had|My |English is")
SPEAK = "Jeg vil kunne sige min mening til politiet uden at være bange"
EXPLAIN = "Jeg vil have forklaret, hvad politiet gjorde, og hvorfor"
DECIDE = "Jeg vil være med dér, hvor der bestemmes"
PLACES = (
    ("Involve them more in training", DECIDE),
    ("Give the young Londoners a chance", SPEAK),
    ("give them the autonomy", DECIDE),
    ("First - ensure", SPEAK),
    ("Have officers write briefs", EXPLAIN),
    ("Have talks with police officers", SPEAK),
    ("To have open dialogues", SPEAK),
    ("educate young people", EXPLAIN),
    ("Have community police officers", SPEAK),
    ("do regular, independent", EXPLAIN),
    ("pan3l discussions", SPEAK),
)
FIRST = "Give the young Londoners a chance to speak their mind to the police"


def conversations() -> tuple[Path, Path] | None:
    """The folders of the two conversations, where they are."""
    youth, housing = real_export(YOUTH), real_export(HOUSING)
    return (youth, housing) if youth and housing else None


def open_engagements(manager: Page) -> tuple[str, str]:
    """The lab takes two questions on; the addresses of their pages."""
    for name in (POLICE, COUNCIL):
        make_organisation(name=name)
    db.session.rollback()
    return _open(manager, POLICE, TITLE), _open(manager, COUNCIL, OTHER_TITLE)


def bring_in(site: Site, folder: Path, engagement: str, new: int) -> None:
    """The administrator imports a conversation at the command line."""
    db.session.rollback()
    words = ["--engagement", engagement.rsplit("/", 1)[1], "--quotable"]
    done = site.app.test_cli_runner().invoke(args=["lab", "import", "polis", str(folder), *words])
    assert done.exit_code == 0, done.output
    assert f"{new} new notes" in done.output


def sort_by_keyboard(manager: Page, engagement: str) -> None:
    """What people said about themselves is hidden; the rest goes to themes, or is passed over."""
    manager.goto(f"{engagement}/triage")
    note = manager.locator("#triage .note-text")
    _hide_and_undo(manager)
    made: list[str] = []
    while len(made) < len(PLACES):
        text = note.inner_text()
        theme = next((theme for words, theme in PLACES if text.startswith(words)), "")
        if ABOUT_THEMSELVES.match(text):
            manager.keyboard.press("h")
        elif theme:
            _place(manager, theme)
            made.append(theme)
        else:
            manager.keyboard.press("ArrowRight")
        expect(note).not_to_have_text(text)


def see_themes(manager: Page, engagement: str) -> str:
    """Three themes, borne by what was said; the address of the one that most bears."""
    manager.goto(f"{engagement}/themes")
    for theme in (SPEAK, EXPLAIN, DECIDE):
        expect(manager.get_by_role("link", name=theme)).to_be_visible()
    manager.get_by_role("link", name=SPEAK).click()
    expect(manager.locator("main")).to_contain_text(FIRST)
    return manager.url


def _open(manager: Page, agency: str, title: str) -> str:
    manager.goto("/engagements/new")
    manager.locator("[name=organisation]").fill(agency)
    manager.locator("[name=name]").fill(title)
    manager.locator("[name=question]").fill(QUESTION)
    choose_goal(manager)
    press(manager, "Open the engagement")
    expect(manager.get_by_role("heading", level=1)).to_have_text(title)
    return manager.url


def _hide_and_undo(manager: Page) -> None:
    """The wrong key was pressed; Z takes it back."""
    hidden = manager.locator("#triage").get_by_role("link", name="Hidden notes")
    manager.keyboard.press("h")
    expect(hidden).to_have_text("Hidden notes (1)")
    manager.keyboard.press("z")
    expect(hidden).to_have_text("Hidden notes (0)")


def _place(manager: Page, theme: str) -> None:
    """By its number where the theme is there, else under a new one."""
    key = manager.locator("[data-key][name=theme]").filter(has_text=theme)
    if key.count():
        manager.keyboard.press(key.get_attribute("data-key") or "")
        return
    manager.keyboard.press("t")
    manager.keyboard.type(theme)
    manager.keyboard.press("Enter")
