"""What has to be learned, by whom, and how many they are."""

from collections.abc import Iterator

from workshops.deliverables.compose.asking import headcount
from workshops.deliverables.compose.common import not_cured
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.telling import LEVELS, capital, inner, line, people_in, role_of
from workshops.deliverables.rules.answers import levels_in
from workshops.deliverables.rules.evidence import BarrierFact
from workshops.deliverables.rules.needs import (
    FEW,
    Need,
    by_role,
    in_place,
    keys_of,
    needs_of,
    unmeasured,
)
from workshops.documents.blocks import Block, Column, Section, Sentence

GRAVE = 3


def needs(d: Desk) -> Section | None:
    """T6, T9 and T21: the needs, weightiest first, with what each rests on."""
    found = needs_of(d.evidence, d.carried)
    blocks = [_opening(d, found), _table(d, found)] if found else []
    seen: set[str] = set()
    blocks += [paragraph(f"need:{need.key}", *_told(d, need, seen)) for need in found]
    blocks += [_unknown(d), _already(d)]
    return section("t6-needs", d.gettext("What has to be learned"), blocks)


def _opening(d: Desk, found: tuple[Need, ...]) -> Block:
    keys = keys_of(found)
    first = found[0]
    count = d.tell_n(
        "The experiments left one need that training can meet.",
        "The experiments left %(num)s needs that training can meet; the weightiest stands first.",
        len(found),
        keys,
    )
    leading = d.tell(
        "%(skill)s for %(role)s comes first: levels wanting × share of staff × weight of what "
        "citizens expect × certainty of the evidence gives %(priority)s.",
        first.keys,
        skill=line(first.skill),
        role=people_in(d, [first.role]),
        priority=d.words.number(first.priority),
    )
    return paragraph("t6-needs:opening", count, leading if len(found) > 1 else None)


def _table(d: Desk, found: tuple[Need, ...]) -> Block:
    columns = [
        Column(d.gettext("Role"), width=5),
        Column(d.gettext("Skill"), width=6),
        Column(d.gettext("Seen"), number=True, width=2),
        Column(d.gettext("Needed"), number=True, width=3),
        Column(d.gettext("Gap"), number=True, width=2),
        Column(d.gettext("People seen"), number=True, width=3),
        Column(d.gettext("Priority"), number=True, width=3),
    ]
    return table("t6-needs:table", d.gettext("Needs"), columns, [_row(d, n) for n in found])


def _row(d: Desk, need: Need) -> list[Sentence]:
    figures = (need.level_seen, need.level_needed, need.gap)
    return [
        d.cell(role_of(d, need.role), need.keys),
        d.cell(line(need.skill)),
        *(d.cell(d.words.number(figure)) for figure in figures),
        d.cell(people(d, need.n_seen)),
        d.cell(d.words.number(need.priority)),
    ]


def people(d: Desk, n: int) -> str:
    """A count of people; fewer than five are not counted out."""
    if n == 0:
        return d.gettext("told by the agency")
    return d.words.number(n) if n >= FEW else d.gettext("under %(few)s", few=FEW)


def _told(d: Desk, need: Need, told: set[str]) -> Iterator[Sentence]:
    role, skill = role_of(d, need.role), line(need.skill)
    yield d.tell(
        "%(role)s, %(skill)s: the lowest seen is “%(seen)s”; the practice needs “%(needed)s”.",
        need.keys,
        role=capital(role),
        skill=skill,
        seen=d.gettext(LEVELS[need.level_seen]),
        needed=d.gettext(LEVELS[need.level_needed]),
    )
    for barrier in [b for b in need.barriers if b.key not in told][:3]:
        told.add(barrier.key)
        yield from _seen(d, barrier)
    names = d.words.listing(d.quoted(inner(e.name)) for e in need.experiments)
    if len(need.experiments) > 1:
        yield d.tell(
            "The same was seen in %(names)s.", [e.key for e in need.experiments], names=names
        )


def _seen(d: Desk, barrier: BarrierFact) -> Iterator[Sentence]:
    keys = [barrier.key, barrier.experiment, *barrier.notes]
    yield d.tell_n(
        "Seen once: %(what)s.",
        "Seen %(num)s times: %(what)s.",
        max(barrier.frequency, 1),
        keys,
        what=short(line(barrier.text)),
    )
    if barrier.severity >= GRAVE:
        yield d.tell("It was judged as grave.", keys[:2])


def _unknown(d: Desk) -> Block:
    """Needs of which nobody saw a level: they wait for the agency's answer."""
    items = []
    for barrier in unmeasured(d.carried):
        role = people_in(d, [barrier.role])
        what = short(line(barrier.text))
        answer = d.ask_for(
            f"levels:{barrier.key}",
            d.gettext(
                "At which level from 0 to 4 are %(role)s today, and which is needed: %(what)s?",
                role=role,
                what=what,
            ),
            d.gettext("Whether this becomes a module, and how long it takes"),
            levels_in,
        )
        if answer is None:
            told = d.tell(
                "For %(role)s nobody has measured the level yet: %(what)s.",
                [barrier.key, barrier.experiment, *barrier.notes],
                role=role,
                what=what,
            )
            items.append([told])
    return bullets("t6-needs:unmeasured", items)


def _already(d: Desk) -> Block:
    told = [
        d.tell(
            "No hours are planned for %(skill)s: %(role)s are already at the level that is needed.",
            need.keys,
            role=people_in(d, [need.role]),
            skill=inner(need.skill),
        )
        for need in in_place(d.evidence, d.carried)
    ]
    return paragraph("t6-needs:in-place", *told)


def elsewhere(d: Desk) -> Section | None:
    """T7: what training will not solve."""
    opening = d.gettext(
        "More teaching will not move what follows, because people already know and can; each is "
        "taken up where it can be cured."
    )
    return not_cured(d, "t7-not-cured", d.gettext("What training will not solve"), opening)


def target(d: Desk) -> Section | None:
    """T8 and T9: who they are, how many, and where they begin."""
    rows = [_target(d, found) for found in by_role(needs_of(d.evidence, d.carried))]
    columns = [
        Column(d.gettext("Role"), width=3),
        Column(d.gettext("People"), number=True, width=2),
        Column(d.gettext("Begins from"), width=3),
        Column(d.gettext("Hours each"), number=True, width=2),
    ]
    caption = d.gettext("Who is to learn")
    return section(
        "t8-target",
        d.gettext("Who it is for"),
        [table("t8-target:table", caption, columns, rows)],
    )


def _target(d: Desk, found: list[Need]) -> list[Sentence]:
    first = found[0]
    count = headcount(d, first.role)
    entry = min(need.level_seen for need in found)
    return [
        d.cell(role_of(d, first.role), keys_of(found)),
        d.cell(d.words.number(count) if count is not None else d.asked()),
        d.cell(
            d.gettext("level %(level)s: %(words)s", level=entry, words=d.gettext(LEVELS[entry]))
        ),
        d.cell(d.words.number(sum(need.hours for need in found))),
    ]
