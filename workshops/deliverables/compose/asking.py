"""Questions that several deliverables put: asked once under the same key, answered for all."""

from datetime import date

from workshops.deliverables.compose.desk import Desk
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.telling import inner, line, role_of
from workshops.deliverables.rules.answers import count_in, day_in, range_in
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.deliverables.rules.needs import slug


def headcount(d: Desk, role: str) -> int | None:
    """How many people there are in a role: asked, never guessed."""
    agency = line(d.evidence.engagement.agency)
    name = role_of(d, role)
    return d.ask_for(
        f"headcount:{slug(role)}",
        d.gettext("How many people work as %(role)s at %(agency)s?", role=name, agency=agency),
        d.gettext("Groups, hours and cost for %(role)s", role=name),
        count_in,
    )


def manager_of(d: Desk, e: ExperimentFact) -> str:
    """The responsible manager with title; an empty text after asking who it is."""
    sheet = e.sheet
    if sheet.responsible_manager:
        return titled(sheet.responsible_manager, sheet.responsible_title)
    return d.ask(
        f"manager:{e.key}",
        d.gettext("Which manager is responsible for “%(name)s” from here on?", name=inner(e.name)),
        d.gettext("Who decides, releases hours and follows up"),
    )


def titled(name: str, title: str) -> str:
    """A person with what they are, as it stands inside a sentence."""
    return f"{line(name)} ({line(title)})" if line(title) else line(name)


def whom(d: Desk) -> str:
    """Whom the agency decides through: its first contact, else the responsible manager."""
    e = d.evidence.engagement
    if e.contact:
        return titled(e.contact, e.contact_title)
    managers = [m for each in d.carried if (m := each.sheet.responsible_manager)]
    return (
        line(managers[0])
        if managers
        else d.gettext("the management of %(agency)s", agency=line(e.agency))
    )


def by_when(d: Desk) -> date | None:
    """The day for the decision: the engagement's target while it lies ahead, else asked for."""
    target = d.evidence.engagement.target_on
    if target and target > d.evidence.today:
        return target
    return d.ask_for(
        f"decide-by:{d.kind}",
        d.gettext("By which day can %(agency)s decide?", agency=line(d.evidence.engagement.agency)),
        d.gettext("The date of the decision that this document asks for"),
        day_in,
    )


def rate(d: Desk) -> tuple[float, float] | None:
    """What an hour of work costs, from and to."""
    return d.ask_for(
        "rate:hour",
        d.gettext("What does an hour of work cost, in kroner, from and to?"),
        d.gettext("The cost of the hours"),
        range_in,
    )


def day_for(d: Desk, key: str, question: str, purpose: str) -> date | None:
    """A day that only the agency can name."""
    return d.ask_for(key, question, purpose, day_in)


def span(d: Desk, amounts: tuple[float, float]) -> str:
    """An amount from and to."""
    return d.words.amounts(*amounts)


def named(d: Desk, e: ExperimentFact) -> str:
    """The responsible manager for the inside of a sentence, known or not."""
    return short(line(manager_of(d, e))) or d.gettext("the responsible manager")
