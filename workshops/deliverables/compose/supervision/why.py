"""What supervision is for here: purpose, hard situations, the balance of its functions."""

from collections.abc import Iterator

from workshops.core.text import N_
from workshops.deliverables.compose.common import not_cured, warning
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.supervision.facts import hard, keys_of, setting
from workshops.deliverables.compose.telling import capital, inner, line, moved, role_of, standard
from workshops.deliverables.rules.evidence import BarrierFact, ExperimentFact
from workshops.deliverables.rules.supervision import Function, balance, function_of
from workshops.documents.blocks import Block, Chart, Column, Section, Sentence

REASONS = {
    Function.NORMATIVE: N_("%(share)s of the work is to keep the standard, because: %(what)s."),
    Function.FORMATIVE: N_("%(share)s is to grow skill in hard calls, because: %(what)s."),
    Function.RESTORATIVE: N_("%(share)s is to help people bear up, because: %(what)s."),
}


def purpose(d: Desk) -> Section | None:
    """S2: one paragraph an experiment, tied to the new practice."""
    blocks = [paragraph(f"purpose:{e.key}", *_purpose(d, e)) for e in d.carried if hard((e,))]
    blocks += warning(d, "s2-purpose:sure", d.carried)
    return section("s2-purpose", d.gettext("Purpose"), blocks)


def _purpose(d: Desk, e: ExperimentFact) -> Iterator[Sentence | None]:
    agency, change = line(d.evidence.engagement.agency), short(line(e.change_tested))
    if change:
        yield d.tell(
            "Supervision is to make this practice last at %(agency)s: %(change)s.",
            [e.key],
            agency=agency,
            change=change,
        )
    else:
        yield d.tell(
            "Supervision is to make “%(name)s” last at %(agency)s.",
            [e.key],
            name=inner(e.name),
            agency=agency,
        )
    yield moved(d, e)
    if e.hypothesis:
        yield d.tell("The thought behind it: %(what)s.", [e.key], what=short(line(e.hypothesis)))
    if standard(d, e):
        told = short(standard(d, e))
        yield d.tell("It holds as long as this holds: %(aim)s.", [e.key], aim=told)


def situations(d: Desk) -> Section | None:
    """S3: what was hard, with counts, nobody named."""
    rows = [_situation(d, barrier) for barrier in hard(d.carried)]
    columns = [
        Column(d.gettext("What was hard"), width=5),
        Column(d.gettext("For whom"), width=2),
        Column(d.gettext("Why"), width=3),
        Column(d.gettext("Times"), number=True),
    ]
    caption = d.gettext("Situations from the experiments")
    return section(
        "s3-situations",
        d.gettext("What was hard"),
        [table("s3-situations:table", caption, columns, rows)],
    )


def _situation(d: Desk, barrier: BarrierFact) -> list[Sentence]:
    return [
        d.cell(capital(short(line(barrier.text))), keys_of(barrier)),
        d.cell(role_of(d, barrier.role)),
        d.cell(d.gettext(barrier.cause.label)),
        d.cell(d.words.number(max(barrier.frequency, 1))),
    ]


def functions(d: Desk) -> Section | None:
    """S4: standards, skill and strength in per cent, each with its reason."""
    shares = balance(d.carried)
    items = [[_reason(d, f, share)] for f, share in shares.items() if share]
    blocks = [_chart(d, shares), bullets("s4-functions:why", items)]
    return section("s4-functions", d.gettext("What supervision must do"), blocks)


def _chart(d: Desk, shares: dict[Function, int]) -> Block:
    bars = tuple((d.gettext(f.label), float(share)) for f, share in shares.items())
    told = d.words.listing(f"{label.lower()} {_share(d, share)}" for label, share in bars)
    summary = d.gettext("Balance of the functions: %(shares)s.", shares=told)
    return Block(
        "s4-functions:chart", Chart(d.gettext("Balance of the functions"), summary, bars, "%")
    )


def _share(d: Desk, share: float) -> str:
    return d.words.measure(share, "%")


def _reason(d: Desk, function: Function, share: int) -> Sentence:
    behind = [b for e in d.carried for b in e.barriers if function_of(b) is function]
    behind.sort(key=lambda b: (-b.frequency, b.key))
    skills = [s for e in d.carried for s in e.skills if s.level_seen == 2]
    what = [short(line(b.text), 90) for b in behind[:2]]
    keys = [key for b in behind for key in keys_of(b)]
    if function is Function.FORMATIVE:
        keys += [key for s in skills for key in (s.key, s.experiment)]
        what = what or [line(s.skill) for s in skills[:2]]
    text = d.gettext(REASONS[function], share=_share(d, share), what="; ".join(what))
    return Sentence(text, d.cite(keys))


def elsewhere(d: Desk) -> Section | None:
    """What supervision does not cure, and where it went."""
    opening = d.gettext(
        "Talking it over will not move what follows; each is taken up where it can be cured."
    )
    return not_cured(d, "not-cured", d.gettext("What supervision will not solve"), opening)


def unfounded(d: Desk) -> Section | None:
    """What is said when no situation called for supervision."""
    if setting(d).situations:
        return None
    told = d.tell(
        "No experiment that goes on showed hard calls, strain or uneven practice, so there is "
        "nothing to build supervision on.",
        [e.key for e in d.carried],
    )
    return section("s3-situations", d.gettext("What was hard"), [paragraph("unfounded", told)])
