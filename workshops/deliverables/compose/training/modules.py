"""Objectives, the modules that lead to them, and the hours they take."""

from workshops.core.text import N_
from workshops.deliverables.compose.asking import headcount
from workshops.deliverables.compose.desk import Desk, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.parts import RecommendationKind
from workshops.deliverables.compose.telling import inner, line, people_in, role_of, standard
from workshops.deliverables.rules.hours import STEP_HOURS, hours_for, mix_of
from workshops.deliverables.rules.needs import Need, by_role, by_skill, keys_of, needs_of
from workshops.documents.blocks import Block, Column, Facts, Section, Sentence

ABLE = {
    1: N_("After “%(module)s”, %(role)s can explain to a colleague why and how: %(task)s%(with)s"),
    2: N_("After “%(module)s”, %(role)s can carry this out with a guide at hand: %(task)s%(with)s"),
    3: N_("After “%(module)s”, %(role)s can carry this out and analyse it alone: %(task)s%(with)s"),
    4: N_("After “%(module)s”, %(role)s can assess, teach and develop this: %(task)s%(with)s"),
}


def objectives(d: Desk) -> Section | None:
    """T10: one objective a need, with its task, its condition and its standard."""
    blocks = [
        paragraph(f"objective:{need.key}", objective(d, need))
        for need in needs_of(d.evidence, d.carried)
    ]
    return section("t10-objectives", d.gettext("What people will be able to do"), blocks)


def objective(d: Desk, need: Need) -> Sentence:
    """ "After X, role can verb task condition standard", resting on what the need rests on."""
    experiment = need.experiments[0]
    text = d.gettext(
        ABLE[need.level_needed],
        module=inner(need.skill),
        role=people_in(d, [need.role]),
        task=_task(need),
        **{"with": _condition(d, need)},
    )
    aim = standard(d, experiment)
    if aim:
        text = d.gettext(
            "%(text)s. The standard is the experiment's own: %(aim)s", text=text, aim=short(aim)
        )
    return Sentence(f"{text}.", d.cite(need.keys))


def _task(need: Need) -> str:
    return short(line(need.tasks[0] if need.tasks else need.skill))


def _condition(d: Desk, need: Need) -> str:
    artefacts = [name for e in need.experiments for name, _kind, _licence in e.artefacts]
    if artefacts and need.level_needed <= 2:
        return d.gettext(", using “%(artefact)s”", artefact=line(artefacts[0]))
    sites = [site for e in need.experiments for site in e.sites]
    if sites:
        return d.gettext(", in the daily work as it was done at %(site)s", site=line(sites[0]))
    return d.gettext(", in the daily work")


def content(d: Desk) -> Section | None:
    """T11 and T12: each module with its practice, its method cards and its mix."""
    blocks: list[Block] = []
    for key, found in by_skill(needs_of(d.evidence, d.carried)).items():
        blocks.append(_module(d, key, found))
        d.recommend(
            RecommendationKind.TRAINING_MODULE,
            f"module:{key}",
            _row(d, found),
            keys_of(found),
        )
    if blocks:
        blocks.append(_mix(d))
    return section("t11-content", d.gettext("Modules"), blocks)


def _row(d: Desk, found: list[Need]) -> str:
    roles = people_in(d, (need.role for need in found))
    hours = max(need.hours for need in found)
    return d.words.ngettext(
        "Module “%(skill)s” for %(roles)s: %(num)s hour a person at the most",
        "Module “%(skill)s” for %(roles)s: %(num)s hours a person at the most",
        hours,
        skill=inner(found[0].skill),
        roles=roles,
    )


def _module(d: Desk, key: str, found: list[Need]) -> Block:
    keys = keys_of(found)
    roles = d.words.listing(role_of(d, need.role) for need in found)
    items = [
        (d.gettext("Module"), d.cell(line(found[0].skill), keys)),
        (d.gettext("For"), d.cell(roles)),
        (d.gettext("Practise"), d.cell("; ".join(_tasks(found)), keys)),
    ]
    for term, texts, named in (
        (d.gettext("Begin with what went wrong"), _trouble(found), _trouble_keys(found)),
        (d.gettext("Change it teaches"), _changes(found), keys),
        (d.gettext("Material to use"), _artefacts(found), keys),
        (d.gettext("Methods"), _methods(found), _method_keys(found)),
    ):
        if texts:
            items.append((term, d.cell("; ".join(texts), named)))
    return Block(f"module:{key}", Facts(tuple(items)))


def _tasks(found: list[Need]) -> list[str]:
    tasks = [short(line(task)) for need in found for task in need.tasks]
    return list(dict.fromkeys(tasks)) or [line(found[0].skill)]


def _trouble(found: list[Need]) -> list[str]:
    texts = [short(line(b.text)) for need in found for b in need.barriers]
    return list(dict.fromkeys(texts))[:3]


def _trouble_keys(found: list[Need]) -> list[str]:
    return [key for need in found for b in need.barriers[:3] for key in (b.key, *b.notes)]


def _changes(found: list[Need]) -> list[str]:
    changes = [short(line(e.change_tested)) for need in found for e in need.experiments]
    return [change for change in dict.fromkeys(changes) if change]


def _artefacts(found: list[Need]) -> list[str]:
    made = [name for need in found for e in need.experiments for name, _k, _l in e.artefacts]
    return list(dict.fromkeys(line(name) for name in made))


def _methods(found: list[Need]) -> list[str]:
    used = [name for need in found for e in need.experiments for _key, name in e.methods]
    return list(dict.fromkeys(line(name) for name in used))


def _method_keys(found: list[Need]) -> list[str]:
    return [key for need in found for e in need.experiments for key, _name in e.methods]


def _mix(d: Desk) -> Block:
    told = []
    for found in by_role(needs_of(d.evidence, d.carried)):
        mix = mix_of(sum(need.hours for need in found))
        told.append(
            d.tell(
                "Of the hours for %(role)s, %(work)s are practice in the daily work, %(others)s "
                "are learning from colleagues, and %(course)s are taught.",
                keys_of(found),
                role=people_in(d, [found[0].role]),
                work=d.words.number(mix.at_work),
                others=d.words.number(mix.from_others),
                course=d.words.number(mix.course),
            )
        )
    rule = d.tell("The 70–20–10 split is a rule of thumb for planning, not a finding.")
    return paragraph("t12-mix", *told, rule)


def hours(d: Desk) -> Section | None:
    """T13: hours a person and in all, by role and skill."""
    rows = [_hours(d, need) for need in needs_of(d.evidence, d.carried)]
    columns = [
        Column(d.gettext("Role"), width=3),
        Column(d.gettext("Module"), width=4),
        Column(d.gettext("From–to"), number=True, width=2),
        Column(d.gettext("Hours each"), number=True, width=2),
        Column(d.gettext("People"), number=True, width=3),
        Column(d.gettext("Hours in all"), number=True, width=3),
    ]
    blocks = [table("t13-hours:table", d.gettext("Hours"), columns, rows)]
    if rows:
        steps = d.words.listing(
            d.gettext("%(step)s–%(next)s: %(hours)s h", step=step, next=step + 1, hours=hours)
            for step, hours in STEP_HOURS.items()
        )
        default = d.tell(
            "Hours are planned by level step (%(steps)s) and may be adjusted.", steps=steps
        )
        blocks.append(paragraph("t13-hours:rule", default))
    return section("t13-hours", d.gettext("Hours"), blocks)


def _hours(d: Desk, need: Need) -> list[Sentence]:
    count = headcount(d, need.role)
    each = hours_for(need.level_seen, need.level_needed)
    return [
        d.cell(role_of(d, need.role), need.keys),
        d.cell(line(need.skill)),
        d.cell(f"{need.level_seen}–{need.level_needed}"),
        d.cell(d.words.number(each)),
        d.cell(d.asked() if count is None else d.words.number(count)),
        d.cell(d.asked() if count is None else d.words.number(each * count)),
    ]
