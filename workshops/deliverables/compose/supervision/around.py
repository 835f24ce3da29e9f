"""What is kept to oneself, what is passed on, and what managers do."""

from collections.abc import Iterator

from workshops.deliverables.compose.asking import named
from workshops.deliverables.compose.common import code_points
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.supervision.facts import practices, setting
from workshops.deliverables.compose.telling import capital, inner, line, people_in
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.deliverables.rules.needs import Need, by_role, needs_of, slug
from workshops.deliverables.rules.needs import keys_of as need_keys
from workshops.deliverables.rules.triage import barriers_for
from workshops.documents.blocks import Column, Section, Sentence


def confidence(d: Desk) -> Section | None:
    """S14: themes are kept, cases are not."""
    s, agency = setting(d), line(d.evidence.engagement.agency)
    place = d.ask(
        "kept:supervision",
        d.gettext(
            "Where at %(agency)s are the themes of the sessions kept, and for how long?",
            agency=agency,
        ),
        d.gettext("What may be written down and when it is deleted"),
    )
    told = [
        d.tell(
            "What %(roles)s say of a case stays in the room; written down are themes and actions, "
            "never a citizen's data.",
            s.keys,
            roles=people_in(d, s.roles),
        )
    ]
    if place:
        told.append(
            d.tell(
                "They are kept here: %(place)s.",
                [d.evidence.engagement.key],
                place=short(line(place)),
            )
        )
    return section(
        "s14-confidence", d.gettext("What stays in the room"), [paragraph("s14-confidence", *told)]
    )


def escalation(d: Desk) -> Section | None:
    """S15: what is passed on, to whom, how fast."""
    columns = [
        Column(d.gettext("When this comes up"), width=5),
        Column(d.gettext("It goes to"), width=4),
        Column(d.gettext("Within"), width=2),
    ]
    rows = [
        [d.cell(capital(what), keys), d.cell(whom), d.cell(when)]
        for what, whom, when, keys in _ladder(d)
    ]
    caption = d.gettext("What is passed on")
    return section(
        "s15-escalation", caption, [table("s15-escalation:table", caption, columns, rows)]
    )


Rung = tuple[str, str, str, tuple[str, ...]]


def _ladder(d: Desk) -> Iterator[Rung]:
    e, keys = d.carried[0], practices(d)
    agency = line(d.evidence.engagement.agency)
    sponsor = line(e.sheet.sponsor) or named(d, e)
    yield (
        d.gettext("A citizen is at risk"),
        d.gettext("Manager on duty at %(agency)s", agency=agency),
        d.gettext("The same day"),
        keys,
    )
    yield (
        d.gettext("Practice may be unlawful"),
        d.gettext("Legal staff of %(agency)s", agency=agency),
        d.gettext("2 working days"),
        keys,
    )
    yield (
        d.gettext("The same overload in two sessions"),
        sponsor,
        d.gettext("1 week"),
        keys,
    )
    yield from _own(d)


def _own(d: Desk) -> Iterator[Rung]:
    """Rungs out of the experiment itself: its rules in the way and its guardrails."""
    for barrier in barriers_for(DeliverableKind.POLICY_BRIEF, d.carried)[:2]:
        yield (
            d.gettext("A rule is in the way: %(what)s", what=short(line(barrier.text), 90)),
            d.gettext("The policy brief"),
            d.gettext("Next session"),
            (barrier.key, barrier.experiment, *barrier.notes),
        )
    watched: dict[tuple[str, str], list[str]] = {}
    for e in d.carried:
        for g in e.guardrails:
            watched.setdefault((line(g.name), named(d, e)), []).append(e.key)
    for (name, manager), keys in watched.items():
        what = d.gettext("%(name)s breaks its limit", name=name)
        yield what, manager, d.gettext("1 week"), tuple(keys)


def managers(d: Desk) -> Section | None:
    """S16: what managers free, say and keep out of."""
    blocks = [bullets(f"managers:{e.key}", _managers(d, e)) for e in d.carried]
    points = code_points(d, "s16-managers:code", d.carried)
    return section("s16-managers", d.gettext("What managers do"), [*blocks, points])


def _managers(d: Desk, e: ExperimentFact) -> Iterator[list[Sentence]]:
    manager, name, keys = named(d, e), inner(e.name), [e.key]
    yield [
        d.tell(
            "%(manager)s puts the sessions of “%(name)s” into the rota, as part of the work.",
            keys,
            manager=manager,
            name=name,
        )
    ]
    if line(e.sheet.competing_targets):
        what = short(line(e.sheet.competing_targets))
        yield [d.tell("While they last, this has to give way: %(what)s.", keys, what=what)]
    if line(e.sheet.may_decide):
        what = short(line(e.sheet.may_decide))
        yield [d.tell("Members may decide on their own: %(what)s.", keys, what=what)]


def learning(d: Desk) -> Section | None:
    """S17: the objectives of training that supervision keeps alive."""
    roles = {slug(b.role) for b in setting(d).situations}
    needs = [n for n in needs_of(d.evidence, d.carried) if slug(n.role) in roles]
    items = [[_kept(d, found)] for found in by_role(needs)]
    return section(
        "s17-training", d.gettext("Link to the training"), [bullets("s17-training:list", items)]
    )


def _kept(d: Desk, found: list[Need]) -> Sentence:
    return d.tell(
        "The sessions keep alive what %(role)s learn in %(skills)s.",
        need_keys(found),
        role=people_in(d, [found[0].role]),
        skills=d.words.listing(d.quoted(inner(need.skill)) for need in found),
    )
