"""From a pasted list to a cancelled workshop: what is sent, what is answered, what is read."""

from dataclasses import dataclass

from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.invitations.makers import list_letters
from tests.journeys.site import Site, link_in, press
from workshops.core.db import db
from workshops.mail.message import filled_calendar
from workshops.planning.models import Answer

NAMES = (
    "Åse Ærlig",
    "Bo Dahl",
    "Carl Æbelø",
    "Dorthe Ørum",
    "Eva Å",
    "Finn Bech",
    "Gitte Riis",
    "Hans-Jørgen Østergaard",
    "Ida Krogh",
    "Jens Toft",
    "Kirsten Lykkegaard",
    "Lars Aaen",
)
WRONG, RIGHT = "guest3.kommune.example", "guest3@kommune.example"
REASON = "Lokalet er lukket, vi ses senere."


@dataclass(frozen=True)
class Entry:
    """What one letter puts into a calendar."""

    to: str
    method: str
    uid: str
    sequence: int
    text: str


def pasted() -> str:
    """The list as it is copied from elsewhere."""
    return "\n".join(f"{name} <guest{n}@kommune.example>" for n, name in enumerate(NAMES, 1))


def paste_twelve(manager: Page, workshop: str) -> None:
    """Twelve lines, one of them wrong; the page names it at once, and again when it is sent."""
    manager.goto(f"{workshop}/invite")
    area, read = manager.locator("[name=guests]"), manager.locator("#read")
    area.fill(pasted().replace(RIGHT, WRONG))
    expect(read).to_contain_text("Line 3")
    expect(read).to_contain_text("11 people read")
    press(manager, "Check before sending")
    expect(read).to_contain_text(WRONG)
    area.fill(area.input_value().replace(WRONG, RIGHT))
    expect(read).to_contain_text("12 people read")
    press(manager, "Check before sending")


def send_invitations(site: Site, manager: Page) -> None:
    """The check page says who gets what; the worker sends it."""
    expect(manager.get_by_role("heading", level=1)).to_have_text("Check and send")
    expect(manager.locator("main")).to_contain_text("Hans-Jørgen Østergaard")
    expect(manager.locator(".letter-text")).to_contain_text("Kære")
    press(manager, "Send 12 invitations")
    expect(manager.locator("main")).to_contain_text("No answer (12)")
    site.work()
    sent = entries(site)
    assert [(each.method, each.sequence) for each in sent] == [("REQUEST", 0)] * 12
    assert len({each.uid for each in sent}) == 12


def answer_by_link(site: Site, manager: Page, number: int, answer: Answer) -> str:
    """A guest taps once in a browser that knows nobody; the address of their page."""
    guest = site.somebody("da")
    address = link_in(manager, f"guest{number}@kommune.example", "/i/")
    guest.goto(address)
    guest.locator(f"#answer button[value={answer.value}]").click()
    expect_answer(guest, answer)
    return address


def expect_answer(guest: Page, answer: Answer) -> None:
    """The page says what was answered, and marks the button."""
    said = guest.locator("#answer .alert").filter(has_text="Du har svaret")
    expect(said).to_be_visible()
    expect(guest.locator("#answer [aria-current]")).to_have_attribute("value", answer.value)


def read_counts(manager: Page, workshop: str, yes: int, maybe: int, no: int, none: int) -> None:
    """The project manager sees how many answered what."""
    manager.goto(f"{workshop}/guests")
    words = {"Yes": yes, "Maybe": maybe, "No": no, "No answer": none}
    for word, count in words.items():
        link = manager.get_by_role("link", name=f"{word} ({count})", exact=True)
        expect(link).to_be_visible()


def move_workshop(site: Site, manager: Page, workshop: str) -> None:
    """A day later: nobody hears of it before the check page is sent."""
    manager.goto(workshop)
    manager.get_by_role("link", name="Change time or place").click()
    manager.locator("[name=starts_on]").fill("2026-12-09")
    press(manager, "Save")
    assert len(entries(site)) == 12
    manager.goto(f"{workshop}/guests")
    press(manager, "Check and send update")
    expect(manager.get_by_role("row")).to_have_count(13)
    expect(manager.get_by_text("Asked again", exact=True).first).to_be_visible()
    press(manager, "Send 12 letters")
    site.work()


def read_updates(site: Site) -> None:
    """Each guest has the same entry once more, with the next number and the new day."""
    first, second = entries(site)[:12], entries(site)[12:]
    again, before = ({(each.to, each.uid) for each in part} for part in (second, first))
    assert (again, len(second)) == (before, 12)
    assert {(each.method, each.sequence) for each in second} == {("REQUEST", 1)}
    assert all("20261209T" in each.text for each in second)


def cancel_workshop(site: Site, manager: Page, workshop: str) -> None:
    """Every guest gets a cancellation of the same entry, with the reason."""
    manager.goto(workshop)
    press(manager, "Cancel the workshop")
    manager.locator("[name=reason]").fill(REASON)
    press(manager, "Cancel the workshop")
    expect(manager.locator("main")).to_contain_text(REASON)
    site.work()
    first, last = entries(site)[:12], entries(site)[24:]
    assert [each.uid for each in last] == [each.uid for each in first]
    assert {(each.method, each.sequence) for each in last} == {("CANCEL", 2)}


def read_cancellation(site: Site, address: str) -> None:
    """The link still answers, and says why."""
    guest = site.somebody("da")
    guest.goto(address)
    expect(guest.locator("main")).to_contain_text(REASON)
    expect(guest.locator("button[name=answer]")).to_have_count(0)


def entries(site: Site) -> list[Entry]:
    """The calendar entries that have left, in the order of the letters."""
    db.session.rollback()
    found = []
    for letter in list_letters():
        if letter.calendar_method:
            text = filled_calendar(letter).decode()
            event = Calendar.from_ical(text).walk("VEVENT")[0]
            uid, sequence = str(event["UID"]), int(str(event["SEQUENCE"]))
            found.append(Entry(letter.to_address, letter.calendar_method, uid, sequence, text))
    return found
