"""From an agency's request to a planned workshop."""

from playwright.sync_api import Page, expect

from tests.journeys.site import ADMINISTRATOR, AGENCY, Site, link_in, press

CONTACT = "lone.baek@gaeld.example"
QUESTION = "Hvorfor ringer folk til os, når de har læst brevet?"
TITLE = "Breve om gæld"
WORKSHOP = "Breve, alle forstår"


def ask_for_help(site: Site) -> Page:
    """The agency's contact types a request, in Danish."""
    contact = site.somebody("da")
    contact.goto("/ask")
    contact.locator("[name=agency]").fill(AGENCY)
    contact.locator("[name=contact_name]").fill("Lone Bæk")
    contact.locator("[name=contact_email]").fill(CONTACT)
    contact.locator("[name=question]").fill(QUESTION)
    press(contact, "Send henvendelsen")
    contact.wait_for_url("**/ask/sent")
    return contact


def confirm_by_mail(site: Site, contact: Page) -> None:
    """The letter leaves; its link confirms the request with one press."""
    site.work()
    contact.goto(link_in(site.staff(ADMINISTRATOR), CONTACT, "/ask/confirm/"))
    expect(contact.get_by_text(QUESTION)).to_be_visible()
    press(contact, "Bekræft")
    expect(contact.get_by_role("heading", level=1)).to_have_text("Vi har din henvendelse")


def accept(manager: Page) -> None:
    """The project manager takes it on: the request becomes an engagement."""
    manager.goto("/engagements/requests")
    manager.get_by_role("link", name=AGENCY).first.click()
    press(manager, "Accept")
    expect(manager.locator("[name=organisation]")).to_have_value(AGENCY)
    expect(manager.locator("[name=question]")).to_have_value(QUESTION)
    manager.locator("[name=name]").fill(TITLE)
    press(manager, "Open the engagement")
    expect(manager.locator("[name=name]")).to_have_value(TITLE)
    choose_goal(manager)
    press(manager, "Open the engagement")
    expect(manager.get_by_role("heading", level=1)).to_have_text(TITLE)


def choose_goal(manager: Page) -> None:
    """What nobody can know beforehand."""
    manager.locator("[name=kind]").select_option("series")
    manager.locator("[name=goal]").select_option(index=1)


def plan_from_recipe(manager: Page) -> str:
    """A workshop of half a day with a ready agenda; the address of its page."""
    press(manager, "Workshops")
    press(manager, "Plan a workshop")
    manager.locator("[name=name]").fill(WORKSHOP)
    manager.locator("[name=starts_on]").fill("2026-12-08")
    manager.locator("[name=recipe]").select_option("half-day")
    manager.locator("[name=room]").select_option(label="Værkstedet (20)")
    manager.locator("select[name=language]").select_option("da")
    press(manager, "Plan the workshop")
    expect(manager.get_by_role("heading", level=1)).to_have_text(WORKSHOP)
    return manager.url


def change_agenda(manager: Page, workshop: str) -> None:
    """A block typed in one line, moved up from the keyboard, another one pinned."""
    manager.goto(f"{workshop}/agenda")
    blocks = manager.locator("[data-block]")
    count = blocks.count()
    manager.get_by_label("New block").fill("Indtjek 15")
    manager.keyboard.press("Enter")
    expect(blocks).to_have_count(count + 1)
    expect(blocks.last).to_contain_text("15 min")
    expect(manager.get_by_label("New block")).to_be_focused()
    blocks.last.focus()
    manager.keyboard.press("Alt+ArrowUp")
    expect(blocks.nth(count - 1)).to_contain_text("Indtjek")
    expect(blocks.nth(count - 1)).to_be_focused()
    expect(blocks.nth(count - 1)).to_contain_text("Check-in")


def pin_a_block(manager: Page) -> None:
    """The second block starts when the clock says so; what runs into it is said."""
    manager.locator("[data-block]").nth(1).get_by_role("link").first.click()
    manager.locator("[name=pinned]").fill("09:05")
    press(manager, "Save")
    pinned = manager.locator("[data-block]").nth(1)
    expect(pinned).to_contain_text("Fixed start")
    expect(pinned).to_contain_text("past this fixed start")
