"""Who teaches, with what, where, and what managers do for it."""

from collections.abc import Iterator

from workshops.core.text import fold
from workshops.deliverables.compose.asking import manager_of
from workshops.deliverables.compose.common import code_points
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.telling import inner, line
from workshops.deliverables.rules.answers import one_in
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.deliverables.rules.needs import FEW, Need, by_skill, keys_of, needs_of, slug
from workshops.documents.blocks import Column, Section, Sentence


def trainers(d: Desk) -> Section | None:
    """T14: people at level 4, the agency's own first."""
    told = [
        _trainer(d, key, found) for key, found in by_skill(needs_of(d.evidence, d.carried)).items()
    ]
    return section("t14-trainers", d.gettext("Who can teach it"), [bullets("t14-trainers", told)])


def _trainer(d: Desk, key: str, found: list[Need]) -> list[Sentence]:
    skill, agency = line(found[0].skill), d.evidence.engagement.agency
    able = [t for t in d.evidence.trainers if fold(t.skill) == fold(found[0].skill)]
    able.sort(key=lambda t: (t.organisation != agency, fold(t.name)))
    keys = keys_of(found)
    if able:
        names = d.words.listing(f"{line(t.name)} ({line(t.organisation)})" for t in able[:4])
        return [d.tell("%(skill)s: %(names)s.", keys, skill=skill, names=names)]
    answer = d.ask(
        f"trainer:{key}",
        d.gettext("Who at %(agency)s can teach “%(skill)s”?", agency=line(agency), skill=skill),
        d.gettext("Own trainers come before bought ones"),
    )
    if answer:
        return [d.tell("%(skill)s: %(names)s.", keys, skill=skill, names=short(line(answer)))]
    return [d.tell("%(skill)s: nobody is on record as able to teach it.", keys, skill=skill)]


def materials(d: Desk) -> Section | None:
    """T15: what the experiments made that can be used as it is."""
    rows = [_material(d, e, made) for e in d.carried for made in e.artefacts]
    columns = [
        Column(d.gettext("Material"), width=4),
        Column(d.gettext("Kind"), width=2),
        Column(d.gettext("Licence"), width=2),
    ]
    caption = d.gettext("Material that is handed over")
    blocks = [table("t15-materials:table", caption, columns, rows)]
    return section("t15-materials", d.gettext("Material"), blocks)


def _material(d: Desk, e: ExperimentFact, made: tuple[str, str, str]) -> list[Sentence]:
    name, kind, licence = made
    licence = licence or d.ask(
        f"licence:{e.key}:{slug(name)}",
        d.gettext("Under which terms may “%(name)s” be used by others?", name=inner(name)),
        d.gettext("The material is handed over with its licence"),
    )
    return [d.cell(line(name), [e.key]), d.cell(line(kind)), d.cell(line(licence) or d.asked())]


def access(d: Desk) -> Section | None:
    """T16: where, in which language, and what people need to take part."""
    needs = {
        name: w.key
        for w in d.evidence.workshops
        if (w.attended or 0) >= FEW
        for name, _n in w.needs
    }
    agency = line(d.evidence.engagement.agency)
    place = d.ask(
        "place:training",
        d.gettext(
            "Where at %(agency)s can the training be held, and in which languages?", agency=agency
        ),
        d.gettext("Place, language and access"),
    )
    told = [
        d.tell(
            "Place and language: %(place)s.", [d.evidence.engagement.key], place=short(line(place))
        )
        if place
        else None,
        d.tell(
            "At the workshops people asked for %(needs)s; plan for it from the start.",
            needs.values(),
            needs=d.words.listing(line(name) for name in needs),
        )
        if needs
        else None,
    ]
    return section(
        "t16-access", d.gettext("Place, language and access"), [paragraph("t16-access", *told)]
    )


def managers(d: Desk) -> Section | None:
    """T17: before, during and after, from the management sheet."""
    blocks = [bullets(f"managers:{e.key}", _managers(d, e)) for e in d.carried]
    return section(
        "t17-managers",
        d.gettext("What managers do"),
        [*blocks, code_points(d, "t17-managers:code", d.carried)],
    )


def _managers(d: Desk, e: ExperimentFact) -> Iterator[list[Sentence]]:
    who = manager_of(d, e)
    name = short(line(who)) or d.gettext("The responsible manager")
    sheet, keys = e.sheet, [e.key]
    teller = line(sheet.who_tells_staff) or name
    yield [
        d.tell(
            "Before: staff hear what changes after “%(name)s”, and why, from %(teller)s.",
            keys,
            teller=teller,
            name=inner(e.name),
        )
    ]
    if sheet.competing_targets:
        yield [
            d.tell(
                "Before: %(manager)s decides what gives way to the practice: %(targets)s.",
                keys,
                manager=name,
                targets=short(line(sheet.competing_targets)),
            )
        ]
    yield [_hours(d, e, name)]
    for routine in sheet.routines_to_change[:3]:
        yield [d.tell("After: this routine has been changed: %(what)s.", keys, what=line(routine))]


def _hours(d: Desk, e: ExperimentFact, manager: str) -> Sentence:
    hours = e.sheet.hours_released_week
    if hours is None:
        hours = d.ask_for(
            f"hours-released:{e.key}",
            d.gettext("How many hours a week are released for “%(name)s”?", name=inner(e.name)),
            d.gettext("Whether the training fits into working hours"),
            one_in,
        )
    if hours is None:
        return d.tell("During: %(manager)s releases the hours.", [e.key], manager=manager)
    return d.tell_n(
        "During: %(manager)s releases %(num)s hour a week, as in the experiment.",
        "During: %(manager)s releases %(num)s hours a week, as in the experiment.",
        int(hours) if hours == int(hours) else 2,
        [e.key],
        manager=manager,
        num=d.words.number(hours),
    )
