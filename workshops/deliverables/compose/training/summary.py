"""What stands first: the whole in 150 words, and what is asked of whom."""

from workshops.deliverables.compose.asking import by_when, named, whom
from workshops.deliverables.compose.common import summary as summed
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section
from workshops.deliverables.compose.telling import inner, line, moved, people_in, role_of
from workshops.deliverables.compose.training.cost import total_hours
from workshops.deliverables.compose.voices import answered
from workshops.deliverables.rules.needs import Need, by_role, keys_of, needs_of
from workshops.documents.blocks import Section, Sentence


def decision(d: Desk) -> Section | None:
    """T22: what is asked, of whom, by when."""
    found = needs_of(d.evidence, d.carried)
    day, keys = by_when(d), [e.key for e in d.carried]
    if day:
        opening = d.tell(
            "We ask %(who)s to decide by %(day)s:", keys, who=whom(d), day=d.words.date(day)
        )
    else:
        opening = d.tell("We ask %(who)s to decide:", keys, who=whom(d))
    items = [[_train(d, own)] for own in by_role(found)]
    items += [[_release(d, own)] for own in by_role(found)]
    blocks = [paragraph("t22-decision:of", opening), bullets("t22-decision:list", items, True)]
    return section("t22-decision", d.gettext("What we ask you to decide"), blocks)


def _train(d: Desk, found: list[Need]) -> Sentence:
    return d.tell(
        "That %(role)s are trained in %(skills)s.",
        keys_of(found),
        role=people_in(d, [found[0].role]),
        skills=_skills(d, found),
    )


def _release(d: Desk, found: list[Need]) -> Sentence:
    experiment = found[0].experiments[0]
    return d.tell_n(
        "That %(manager)s releases %(num)s hour for each of them in working time (%(role)s).",
        "That %(manager)s releases %(num)s hours for each of them in working time (%(role)s).",
        sum(need.hours for need in found),
        [experiment.key],
        manager=named(d, experiment),
        role=role_of(d, found[0].role),
    )


def _skills(d: Desk, found: list[Need]) -> str:
    return d.words.listing(d.quoted(inner(need.skill)) for need in found)


def summary(d: Desk) -> Section | None:
    """T2: made last, read first."""
    found = needs_of(d.evidence, d.carried)
    told = [moved(d, e) for e in d.carried[:2]]
    told += [_need(d, found), _served(d), _hours(d, found), _asked(d)]
    return summed("t2-summary", d.gettext("Summary"), [t for t in told if t])


def _need(d: Desk, found: tuple[Need, ...]) -> Sentence | None:
    if not found:
        return d.tell("No lack of knowledge or skill was seen, so training is not the cure.")
    roles = by_role(found)[:3]
    what = "; ".join(f"{role_of(d, own[0].role)}: {_skills(d, own)}" for own in roles)
    keys = [key for own in roles for key in keys_of(own)]
    return d.tell("For the effect to hold, this must be learned: %(what)s.", keys, what=what)


def _served(d: Desk) -> Sentence | None:
    themes = answered(d)
    if not themes:
        return None
    first = max(themes, key=lambda t: t.weight)
    return d.tell(
        "It serves what citizens expect most: %(what)s.", [first.key], what=line(first.statement)
    )


def _hours(d: Desk, found: tuple[Need, ...]) -> Sentence | None:
    hours = total_hours(d, found)
    if not hours:
        return None
    return d.tell_n(
        "In all it takes %(num)s hour.", "In all it takes %(num)s hours.", hours, keys_of(found)
    )


def _asked(d: Desk) -> Sentence | None:
    if not d.questions:
        return None
    return d.tell_n(
        "One question to %(agency)s is open.",
        "%(num)s questions to %(agency)s are open.",
        len(d.questions),
        agency=line(d.evidence.engagement.agency),
    )
