"""From a concept that answers an expectation to an experiment that is locked and has started."""

from playwright.sync_api import Page, expect

from tests.experiments.makers import make_experiment
from tests.journeys.site import press
from tests.journeys.sorting import DECIDE, SPEAK
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.experiments.models.kinds import ExperimentState

CONCEPT = "Samtalekreds med faste regler"
EXPERIMENT = "Månedlig samtalekreds i Nordby"
HYPOTHESIS = (
    "Vi tror, at en samtalekreds med faste regler vil få flere unge til at sige deres mening til "
    "politiet, fordi de ved, hvad der sker bagefter."
)
STEPS: tuple[dict[str, str], ...] = (
    {"problem": "Unge siger, at de ikke tør kritisere politiet, når det hører på dem."},
    {
        "change_tested": "Seks unge og to betjente mødes hver måned med en ordstyrer udefra.",
        "assumptions": "Betjentene kan lytte uden at forsvare sig",
    },
    {
        "metric": "Unge, der siger, at de trygt kunne sige deres mening",
        "unit": "%",
        "metric_source": "Tre spørgsmål på papir efter hvert møde",
        "baseline": "41",
        "baseline_n": "26",
        "baseline_on": "2026-09-30",
        "min_n": "20",
    },
    {
        "threshold": "60",
        "miss_margin": "10",
        "guardrails-0-metric": "Unge, der går før tid",
        "guardrails-0-limit": "10",
        "guardrails-0-unit": "%",
    },
    {
        "participants_planned": "24 unge og 8 betjente",
        "sites": "Nordby ungdomshus",
        "subgroups": "Unge under 18",
        "starts_on": "2026-11-23",
        "ends_on": "2026-12-18",
    },
    {
        "harm_check": "Ingen navne skrives ned, og ingen spørges om egne sager.",
        "equal_treatment": "Alle, der har meldt sig, kan komme.",
        "legal_basis": "Almindelig vejledning",
    },
)
SHEET = {
    "responsible_manager": "Dorthe Friis Ølgaard",
    "responsible_title": "Leder af lokalpolitiet",
    "may_decide": "Mødernes form og referat",
    "hours_released_week": "6,5",
    "competing_targets": "To timers svartid",
    "who_tells_staff": "Lederen, på mandagsmødet",
}
CHOSEN = {
    "metric": ("better", "up"),
    "threshold": ("operator", "at_least"),
    "guardrails-0-metric": ("guardrails-0-operator", "at_most"),
}
PAST = "Samtaler mellem unge og vagter på stationen"


def have_tried(engagement: str) -> None:
    """Elsewhere something like it has been tried and decided already."""
    db.session.rollback()
    query = db.select(Engagement).filter_by(public_id=engagement.rsplit("/", 1)[1])
    make_experiment(
        db.session.scalars(query).one(),
        ExperimentState.DECIDED,
        name=PAST,
        hypothesis="Vi tror, at samtaler vil få unge til at sige deres mening.",
    )
    db.session.rollback()


def write_concept(manager: Page, theme: str) -> None:
    """What is tried answers one expectation, and says why it does not answer another."""
    manager.goto(theme)
    press(manager, "New concept")
    manager.locator("[name=name]").fill(CONCEPT)
    rows = manager.locator(".stand-row")
    answered, other = rows.filter(has_text=SPEAK), rows.filter(has_text=DECIDE)
    answered.locator("select").select_option("answers")
    other.locator("select").select_option("does_not")
    press(manager, "Save")
    expect(manager.get_by_text("Say why the concept does not answer")).to_have_count(2)
    other.locator("input").fill("Kredsen rådgiver; ledelsen bestemmer.")
    press(manager, "Save")
    expect(manager.get_by_role("heading", level=1)).to_have_text(CONCEPT)


def plan(manager: Page) -> str:
    """The plan in six steps; the address of the experiment."""
    press(manager, "Plan an experiment")
    expect(manager.get_by_label(SPEAK)).to_be_checked()
    manager.locator("[name=name]").fill(EXPERIMENT)
    manager.locator("[name=hypothesis]").fill(HYPOTHESIS)
    press(manager, "Save and go on")
    manager.locator("[name=kind]").select_option("before_after")
    for step in STEPS:
        for name, value in step.items():
            manager.locator(f"[name={name}]").fill(value)
        for name in CHOSEN.keys() & step.keys():
            word, choice = CHOSEN[name]
            manager.locator(f"[name={word}]").select_option(choice)
        press(manager, "Save and go on")
    expect(manager.get_by_role("heading", level=1)).to_have_text(EXPERIMENT)
    return manager.url


def register(manager: Page) -> None:
    """One that is like it must be opened first; then the plan is locked."""
    press(manager, "Register")
    expect(manager.get_by_role("button", name="Register and lock the plan")).to_have_count(0)
    press(manager, f"Open it {PAST}")
    expect(manager.locator("main")).to_contain_text("It is noted as looked at.")
    press(manager, "Back to the registration")
    press(manager, "Register and lock the plan")
    expect(manager.locator("main")).to_contain_text("its plan is locked")


def start(manager: Page, experiment: str) -> None:
    """It needs somebody who answers for it, and their hours."""
    press(manager, "Start")
    expect(manager.locator("[name=started_on]")).to_have_count(0)
    manager.goto(f"{experiment}/sheet/edit")
    for name, value in SHEET.items():
        manager.locator(f"[name={name}]").fill(value)
    press(manager, "Save")
    press(manager, "Start")
    manager.locator("[name=started_on]").fill("2026-11-23")
    press(manager, "Start the experiment")
    expect(manager.locator("main")).to_contain_text("The experiment is running.")
    expect(manager.get_by_text("Registered before start")).to_be_visible()
