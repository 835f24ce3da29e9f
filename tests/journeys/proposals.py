"""From a decided experiment to two proposals that the agency has read and the lab has issued."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.site import Site, link_in, press

OFFICER, EMAIL = "Lone Bæk", "lone.baek@politi.example"
TRAINING, SUPERVISION = "Training proposal", "Supervision proposal"
MAP = "Map of citizens’ expectations"
OWN_WORDS = "Vi foreslår at begynde i Nordby."
REMARK = "Skriv også, hvem der er ordstyrer."
PEOPLE = "48"


def name_contact(manager: Page, engagement: str) -> None:
    """Who at the agency reads, receives and answers."""
    manager.goto(engagement)
    press(manager, "Name a contact at the agency")
    manager.locator("[name=name]").fill(OFFICER)
    manager.locator("[name=email]").fill(EMAIL)
    manager.locator("[name=role_title]").fill("Chefkonsulent")
    press(manager, "Save")
    expect(manager.locator("main")).to_contain_text(OFFICER)


def compose(manager: Page, engagement: str, kind: str) -> str:
    """A draft in Danish from the records; the address of its page."""
    manager.goto(f"{engagement}/deliverables")
    press(manager, kind)
    manager.locator("main [name=language]").select_option("da")
    press(manager, "Compose the draft")
    expect(manager.locator("main")).to_contain_text("The draft is composed.")
    return manager.url


def edit_text(manager: Page, draft: str) -> None:
    """The project manager adds a sentence to the summary, with its source."""
    manager.goto(draft)
    manager.locator(".piece").first.get_by_role("link", name="Edit").click()
    text = manager.locator("[name=text]")
    text.fill(f"{text.input_value()}\n{OWN_WORDS} [1]")
    press(manager, "Save")
    expect(manager.locator(".piece").first).to_contain_text(OWN_WORDS)


def answer_question(manager: Page, draft: str) -> None:
    """The agency has told how many they are: the draft says it, and own words stay."""
    manager.goto(f"{draft}/questions")
    manager.locator("main").get_by_role("link", name="Hvor mange arbejder som").click()
    manager.locator("[name=answer]").fill(PEOPLE)
    manager.locator("[name=answered_by]").fill(OFFICER)
    press(manager, "Save")
    manager.goto(draft)
    press(manager, "Compose anew")
    summary = manager.locator(".piece").first
    expect(summary).to_contain_text("The evidence says something new here")
    summary.get_by_role("button", name="Keep mine").click()
    expect(manager.locator(".piece").first).to_contain_text(OWN_WORDS)
    expect(manager.get_by_role("cell", name=PEOPLE, exact=True).first).to_be_visible()


def send_for_review(manager: Page, draft: str) -> None:
    """With the journal number that the records system gave, the draft goes to the agency."""
    manager.goto(f"{draft}/edit")
    manager.locator("[name=journal_number]").fill("2026-4711")
    manager.locator("[name=short_description]").fill("Forslag efter forsøg med samtalekredse")
    press(manager, "Save")
    press(manager, "Send to the agency")
    expect(manager.get_by_label(OFFICER)).to_be_checked()
    press(manager, "Send")
    expect(manager.locator("main")).to_contain_text("The draft is on its way to the agency.")


def review(site: Site, second: Page) -> None:
    """The agency's contact comments on a section and approves, without an account."""
    site.work()
    officer = site.somebody("da")
    officer.goto(link_in(second, EMAIL, "/r/"))
    summary = _section(officer, "1 Resumé")
    summary.locator("summary").click()
    summary.locator("[name=text]").fill(REMARK)
    summary.get_by_role("button").last.click()
    expect(_section(officer, "1 Resumé")).to_contain_text(REMARK)
    officer.get_by_role("button", name="Det kan udsendes").click()
    expect(officer.locator("#verdict")).to_contain_text("Godkendt af myndigheden")


def settle(manager: Page, draft: str) -> None:
    """What the agency said is answered; then a second person is asked."""
    manager.goto(f"{draft}/review")
    comment = manager.locator("main").filter(has_text=REMARK)
    comment.locator("textarea").fill("Det står i afsnit 3.")
    press(manager, "Settle")
    manager.goto(draft)
    press(manager, "Ask for approval")
    press(manager, "Ask for approval")


def approve(second: Page, draft: str) -> None:
    """Somebody else than the author reads it as it will be printed."""
    second.goto(draft)
    press(second, "Read and approve")
    expect(second.locator("article")).to_contain_text("Spørgsmål til myndigheden")
    press(second, "Approve these words")
    expect(second.locator("main")).to_contain_text("Approved. It can be issued now.")


def issue(site: Site, manager: Page, draft: str) -> str:
    """The words are frozen, the worker draws them as PDF and DOCX; the version's address."""
    manager.goto(draft)
    press(manager, "Issue")
    press(manager, "Issue")
    expect(manager.locator("main")).to_contain_text("The files are being made")
    site.work()
    manager.reload()
    for ending, begins in ((".docx", b"PK"), (".pdf", b"%PDF-")):
        link = manager.get_by_role("link", name=re.compile(re.escape(ending))).first
        answer = manager.request.get(link.get_attribute("href") or "")
        assert answer.body().startswith(begins)
    return manager.url


def _section(page: Page, heading: str) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", name=heading)).first
