"""From two issued proposals to a pack that the agency has, acknowledges and answers."""

from io import BytesIO
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from tests.journeys.proposals import EMAIL, OFFICER
from tests.journeys.site import Site, link_in, press

PACK = "Unge og politiet: to forslag"
OWNER = "Dorthe Friis Ølgaard"
MEMBERS = {"index.pdf", "index.docx", "data/evidence.json", "data/trace.csv", "SHA256SUMS"}


def make_pack(site: Site, manager: Page, engagement: str) -> str:
    """Both proposals go into one pack, which the worker builds; its address."""
    manager.goto(f"{engagement}/deliverables")
    press(manager, "Make a pack")
    manager.locator("[name=title]").fill(PACK)
    boxes = manager.locator("[name=versions]")
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        box.check()
    manager.locator("[name=kind]").select_option("ordinary")
    manager.locator("main [name=language]").select_option("da")
    press(manager, "Make the pack")
    expect(manager.locator("main")).to_contain_text("Waiting for its turn")
    site.work()
    manager.reload()
    expect(manager.get_by_text("Ready", exact=True)).to_be_visible()
    return manager.url


def deliver(site: Site, manager: Page, second: Page) -> str:
    """The contact at the agency gets a link of their own; its address."""
    press(manager, "Deliver the pack")
    manager.get_by_label(OFFICER).check()
    press(manager, "Send the links")
    expect(manager.get_by_role("row").filter(has_text=OFFICER)).to_contain_text("Sent")
    site.work()
    return link_in(second, EMAIL, "/d/")


def receive(site: Site, link: str) -> None:
    """The link opens only for the address it went to; the officer fetches and acknowledges."""
    officer = site.somebody("da")
    officer.goto(link)
    officer.locator("[name=email]").fill(EMAIL.replace("lone", "mads"))
    press(officer, "Fortsæt")
    expect(officer.get_by_role("button", name="Hent")).to_have_count(0)
    officer.locator("[name=email]").fill(EMAIL)
    press(officer, "Fortsæt")
    with officer.expect_download() as fetched:
        officer.get_by_role("button", name="Hent").first.click()
    pack = ZipFile(BytesIO(fetched.value.path().read_bytes()))
    assert set(pack.namelist()) >= MEMBERS
    assert sum(name.startswith("documents/") for name in pack.namelist()) == 4
    officer.locator("[name=name]").fill(OFFICER)
    officer.locator("[name=title]").fill("Chefkonsulent")
    press(officer, "Kvittér")
    expect(officer.locator("main")).to_contain_text(f"{OFFICER}, Chefkonsulent")


def read_receipt(manager: Page, pack: str) -> None:
    """The project manager sees who has it."""
    manager.goto(pack)
    expect(manager.get_by_role("row").filter(has_text=OFFICER)).to_contain_text("Receipt given")


def answer(site: Site, second: Page) -> None:
    """Whoever gave the receipt is asked; one recommendation is accepted, with who sees to it."""
    site.work()
    officer = site.somebody("da")
    officer.goto(link_in(second, EMAIL, "/a/"))
    first = officer.locator("main form").first
    first.locator("select").select_option("accepted")
    first.locator("[name=owner_name]").fill(OWNER)
    first.locator("button[type=submit]").click()
    expect(officer.locator("main")).to_contain_text("Accepteret")


def read_answer(manager: Page, engagement: str) -> None:
    """The answer stands beside what was recommended."""
    manager.goto(f"{engagement}/adoption")
    expect(manager.locator("main")).to_contain_text("0 of 3 recommendations are in use.")
    row = manager.get_by_role("row").filter(has_text=OWNER)
    expect(row).to_contain_text("Accepted")
