"""What others find of it, and what happens when somebody takes their words back."""

from playwright.sync_api import Page, expect

from tests.journeys.planning import EXPERIMENT
from tests.journeys.site import press
from tests.journeys.sorting import FIRST


def find_in_library(reader: Page) -> None:
    """Somebody with another question meets the experiment and what became of it."""
    reader.goto("/library")
    reader.locator("main [name=q]").fill("kritiserer politi")
    press(reader, "Search")
    main = reader.locator("main")
    expect(main.get_by_role("link", name=EXPERIMENT)).to_be_visible()
    main.get_by_role("link", name=EXPERIMENT).click()
    expect(main).to_contain_text("Scale")


def withdraw(manager: Page, engagement: str) -> None:
    """Somebody asks for their words back: three presses, and they are gone."""
    manager.goto(f"{engagement}/notes?q=speak+their+mind")
    manager.locator("main").get_by_role("link", name=FIRST[:40]).click()
    press(manager, "Withdraw the note on request")
    press(manager, "Withdraw and erase")
    expect(manager.locator("main")).to_contain_text("The note is withdrawn")


def expect_words_gone(manager: Page, engagement: str, drafts: list[str]) -> None:
    """No page or file that can still change has the words."""
    for page in (f"{engagement}/notes", f"{engagement}/themes", *drafts):
        answer = manager.goto(page)
        assert answer
        assert answer.ok
        if not manager.url.endswith(page):  # what is issued opens on its version in force
            press(manager, "Begin the next version")
        expect(manager.locator("main")).not_to_contain_text(FIRST)
    exported = manager.request.get(f"{engagement}/notes/export.json")
    assert exported.ok
    assert FIRST not in exported.text()


def expect_flagged(manager: Page, version: str) -> None:
    """What was sent keeps its bytes, and says that something it rests on was withdrawn."""
    manager.goto(version)
    warning = manager.get_by_text("A note that this version rests on was withdrawn")
    expect(warning).to_be_visible()
