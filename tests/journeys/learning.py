"""From a running experiment to its decision: what was seen, what was measured, and why."""

from playwright.sync_api import Page, expect

from tests.journeys.site import press
from tests.journeys.sorting import FIRST

SEEN = (
    "Betjenten afbrød og forklarede reglerne, før den unge var færdig.",
    "To betjente svarede forskelligt på det samme spørgsmål om visitation.",
)
SKILL = "Betjentene forsvarer sig, før de har lyttet færdig"
PRACTICE = "Betjentene svarer forskelligt på det samme"
MANDATE = "Betjentene må ikke love et skriftligt svar"
RESULT: tuple[tuple[str, dict[str, str]], ...] = (
    ("measured", {"n_actual": "24", "value": "67", "interval_low": "49", "interval_high": "82"}),
    ("groups", {"subgroups-0-value": "62", "subgroups-0-n": "13", "guardrails-0-value": "4"}),
    (
        "learned",
        {
            "assumption": "De unge kommer for belønningen",
            "seen": "De kom igen, da de fik svar",
            "lesson": "Et skriftligt svar inden 14 dage betyder mere end en belønning.",
            "reuse_conditions": "En ordstyrer, der ikke er fra politiet",
        },
    ),
    ("spread", {}),
)


def write_observations(manager: Page, engagement: str) -> None:
    """While it ran, staff wrote down what they saw."""
    manager.goto(f"{engagement}/notes/new")
    for text in SEEN:
        manager.locator("[name=text]").fill(text)
        manager.locator("[name=kind]").select_option("observation")
        manager.locator("main [name=language]").select_option("da")
        manager.locator("[name=role]").select_option("front_line")
        manager.locator("[name=legal_basis]").select_option("public_task")
        press(manager, "Save and write another")
        expect(manager.locator("[name=text]")).to_have_value("")


def end(manager: Page, experiment: str) -> None:
    """Its last day is behind us."""
    manager.goto(experiment)
    press(manager, "End the experiment")
    manager.locator("[name=ended_on]").fill("2026-12-18")
    press(manager, "End the experiment")


def write_result(manager: Page) -> None:
    """The result in four steps, held against the rule while it is written."""
    press(manager, "Write the result")
    for step, values in RESULT:
        manager.wait_for_url(f"**/results/{step}")
        for name, value in values.items():
            manager.locator(f"[name={name}]").fill(value)
        press(manager, "Save and go on" if values else "Save")
    expect(manager.locator("main")).to_contain_text("The rule says:")
    expect(manager.locator("main")).to_contain_text("the threshold of 60 % is met")


def link_observations(manager: Page) -> None:
    """What was seen belongs to this experiment, and so does what a citizen said about it."""
    press(manager, "Link observations")
    for text in (*SEEN, FIRST):
        manager.get_by_label(text).check()
    press(manager, "Save")
    for text in (*SEEN, FIRST):
        expect(manager.locator("main")).to_contain_text(text)


def find_causes(manager: Page, experiment: str) -> None:
    """What stood in the way, each with the cause that says where it is cured; and a skill."""
    manager.goto(f"{experiment}/findings/barriers/new")
    _add_barrier(manager, SKILL, "skill", "3", "7", SEEN[0])
    _add_barrier(manager, PRACTICE, "uneven_practice", "2", "5", SEEN[1], FIRST)
    _add_barrier(manager, MANDATE, "mandate", "2", "3", FIRST)
    manager.goto(f"{experiment}/findings/skills/new")
    manager.locator("[name=skill]").fill("At lytte færdig, før man svarer")
    manager.locator("[name=role]").fill("Betjent i lokalpolitiet")
    manager.locator("[name=task]").fill("Mødet med vrede unge")
    manager.locator("[name=level_needed]").select_option("3")
    manager.locator("[name=level_seen]").select_option("1")
    manager.locator("[name=n_seen]").fill("8")
    press(manager, "Save")
    for cure in ("Training", "Supervision"):
        expect(manager.get_by_role("cell").filter(has_text=cure).first).to_be_visible()


def decide(manager: Page) -> None:
    """The rule was locked before anybody knew; now it decides."""
    press(manager, "Decide")
    press(manager, "Decide as the rule says: Scale")
    expect(manager.locator("main")).to_contain_text("Decision: Scale")


def _add_barrier(
    manager: Page, text: str, cause: str, severity: str, seen: str, *notes: str
) -> None:
    manager.locator("[name=text]").fill(text)
    manager.locator("[name=cause]").select_option(cause)
    manager.locator("[name=role]").fill("Betjent i lokalpolitiet")
    manager.locator("[name=severity]").select_option(severity)
    manager.locator("[name=frequency]").fill(seen)
    for note in notes:
        manager.get_by_label(note).check()
    press(manager, "Save and add another")
    expect(manager.locator("[name=text]")).to_have_value("")
