"""How an expectation is told: what citizens expect, who bears it, and their own words."""

from workshops.core.text import clean_line
from workshops.deliverables.compose.desk import Desk
from workshops.deliverables.compose.telling import line
from workshops.deliverables.rules.evidence import ThemeFact
from workshops.deliverables.rules.needs import FEW
from workshops.documents.blocks import Block, Quote, Sentence


def expectation(d: Desk, theme: ThemeFact) -> list[Sentence]:
    """What citizens expect, by how many it is borne, and where they differ."""
    keys = [theme.key]
    said = d.tell("Citizens expect: %(what)s.", keys, what=line(theme.statement))
    notes = d.tell_n("One note says so.", "%(num)s notes say so.", len(theme.notes), keys)
    told = [said, notes if theme.notes else None, _strength(d, theme), _standing(d, theme)]
    return [s for s in told if s is not None]


def _strength(d: Desk, theme: ThemeFact) -> Sentence | None:
    if theme.strength == "essential":
        return d.tell("The lab judges it as essential to them.", [theme.key])
    if theme.strength == "wish":
        return d.tell("The lab judges it as a wish rather than a demand.", [theme.key])
    return None


def _standing(d: Desk, theme: ThemeFact) -> Sentence | None:
    votes = [v for v in theme.votes if v.size >= FEW]
    agrees, disagrees = sum(v.agrees for v in votes), sum(v.disagrees for v in votes)
    if agrees + disagrees < FEW:
        return None
    values = {"agrees": d.words.number(agrees), "votes": d.words.number(agrees + disagrees)}
    if theme.standing == "shared":
        return d.tell(
            "All viewpoint groups share it: %(agrees)s of %(votes)s votes for or against agree.",
            [theme.key],
            **values,
        )
    if theme.standing == "contested":
        return d.tell(
            "It is contested: %(agrees)s of %(votes)s votes for or against agree, and the "
            "viewpoint groups stand on different sides.",
            [theme.key],
            **values,
        )
    if theme.standing == "minority":
        return d.tell(
            "It is a minority's view, with %(agrees)s of %(votes)s votes for or against it, and "
            "is kept as such.",
            [theme.key],
            **values,
        )
    return d.tell("%(agrees)s of %(votes)s votes for or against agree.", [theme.key], **values)


def quotes(d: Desk, theme: ThemeFact, most: int = 2) -> list[Block]:
    """One or two quotes of those who consented, with the speaker's code."""
    quotable = [n for n in theme.notes if n.quotable and n.kind in ("quote", "survey", "")]
    fresh = [n for n in quotable if n.key not in d.quoted_notes and clean_line(n.text)]
    same = [n for n in fresh if n.language == d.words.language] or fresh
    d.quoted_notes.update(note.key for note in same[:most])
    return [
        Block(f"quote:{note.key}", Quote(clean_line(note.text), note.speaker, d.cite([note.key])))
        for note in same[:most]
    ]


def answered(d: Desk) -> tuple[ThemeFact, ...]:
    """The expectations that the experiments going on answer."""
    keys = {key for e in d.carried for key in e.themes}
    carried = {e.key for e in d.carried}
    return tuple(t for t in d.evidence.themes if t.key in keys or carried & set(t.answered_by))
