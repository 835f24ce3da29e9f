"""What people in a role need to learn: skill findings of several experiments brought together."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workshops.core.text import fold
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.answers import count_in, levels_in
from workshops.deliverables.rules.evidence import (
    BarrierFact,
    Evidence,
    ExperimentFact,
    SkillFact,
)
from workshops.deliverables.rules.hours import hours_for
from workshops.deliverables.rules.priority import priority
from workshops.deliverables.rules.triage import barriers_for

FEW = 5


@dataclass(frozen=True, slots=True)
class Need:
    """One role's distance in one skill, with everything that it rests on."""

    role: str
    skill: str
    level_seen: int
    level_needed: int
    n_seen: int
    tasks: tuple[str, ...]
    findings: tuple[SkillFact, ...]
    barriers: tuple[BarrierFact, ...]
    experiments: tuple[ExperimentFact, ...]
    share: float
    weight: float

    @property
    def key(self) -> str:
        """The stable end of its blocks' keys."""
        return f"{slug(self.role)}:{slug(self.skill)}"

    @property
    def gap(self) -> int:
        """Levels wanting."""
        return self.level_needed - self.level_seen

    @property
    def hours(self) -> int:
        """Hours a person needs."""
        return hours_for(self.level_seen, self.level_needed)

    @property
    def level(self) -> int:
        """How sure the best of its experiments is."""
        return max(e.evidence_level for e in self.experiments)

    @property
    def priority(self) -> float:
        """Its weight among the needs."""
        return priority(gap=self.gap, share=self.share, weight=self.weight, level=self.level)

    @property
    def keys(self) -> tuple[str, ...]:
        """The sources of everything said about it: experiments, findings, barriers, notes."""
        notes = (key for b in self.barriers for key in b.notes)
        return (
            *(e.key for e in self.experiments),
            *(f.key for f in self.findings),
            *(b.key for b in self.barriers),
            *notes,
        )


def slug(text: str) -> str:
    """A text as the part of a key: "Visitator, nat" is "visitator-nat"."""
    return re.sub(r"[^a-z0-9æø]+", "-", fold(text)).strip("-")[:60] or "x"


def headcounts(roles: Iterable[str], answers: Mapping[str, str]) -> dict[str, int | None]:
    """How many people there are in each role, as far as the agency has said."""
    return {role: count_in(answers.get(f"headcount:{slug(role)}", "")) for role in roles}


def needs_of(evidence: Evidence, experiments: tuple[ExperimentFact, ...]) -> tuple[Need, ...]:
    """The needs with a gap, the weightiest first."""
    found = [n for n in _all(evidence, experiments) if n.gap > 0]
    return tuple(sorted(found, key=lambda n: (-n.priority, fold(n.role), fold(n.skill))))


def by_role(needs: Iterable[Need]) -> list[list[Need]]:
    """The needs of each role together, in the order of the weightiest."""
    roles: dict[str, list[Need]] = {}
    for need in needs:
        roles.setdefault(slug(need.role), []).append(need)
    return list(roles.values())


def by_skill(needs: Iterable[Need]) -> dict[str, list[Need]]:
    """The needs by the key of the skill that a module teaches."""
    modules: dict[str, list[Need]] = {}
    for need in needs:
        modules.setdefault(slug(need.skill), []).append(need)
    return modules


def keys_of(needs: Iterable[Need]) -> tuple[str, ...]:
    """What several needs rest on."""
    return tuple(dict.fromkeys(key for need in needs for key in need.keys))


def in_place(evidence: Evidence, experiments: tuple[ExperimentFact, ...]) -> tuple[Need, ...]:
    """What people were seen to master already."""
    return tuple(n for n in _all(evidence, experiments) if n.gap <= 0)


def unmeasured(experiments: tuple[ExperimentFact, ...]) -> tuple[BarrierFact, ...]:
    """Barriers of knowledge or skill in a role of which no level was seen in their experiment."""
    seen = {(e.key, fold(s.role)) for e in experiments for s in e.skills}
    return tuple(
        barrier
        for barrier in barriers_for(DeliverableKind.TRAINING, experiments)
        if (barrier.experiment, fold(barrier.role)) not in seen
    )


def _all(evidence: Evidence, experiments: tuple[ExperimentFact, ...]) -> list[Need]:
    groups: dict[tuple[str, str], list[SkillFact]] = {}
    for finding in [s for e in experiments for s in e.skills] + _answered(evidence, experiments):
        groups.setdefault((slug(finding.role), slug(finding.skill)), []).append(finding)
    shares = _shares([group[0].role for group in groups.values()], groups.values(), evidence)
    return [_need(evidence, experiments, group, shares) for group in groups.values()]


def _answered(evidence: Evidence, experiments: tuple[ExperimentFact, ...]) -> list[SkillFact]:
    """Findings out of what the agency has answered about levels that nobody measured."""
    found = []
    for barrier in unmeasured(experiments):
        levels = levels_in(evidence.answers.get(f"levels:{barrier.key}", ""))
        if levels:
            seen, needed = levels
            fact = SkillFact(
                barrier.key, barrier.experiment, barrier.text, barrier.role, needed, seen, 0
            )
            found.append(fact)
    return found


def _need(
    evidence: Evidence,
    experiments: tuple[ExperimentFact, ...],
    group: list[SkillFact],
    shares: Mapping[str, float],
) -> Need:
    first = group[0]
    keys = {finding.experiment for finding in group}
    own = tuple(e for e in experiments if e.key in keys)
    barriers = barriers_for(DeliverableKind.TRAINING, own)
    return Need(
        role=first.role,
        skill=first.skill,
        level_seen=min(finding.level_seen for finding in group),
        level_needed=max(finding.level_needed for finding in group),
        n_seen=sum(finding.n_seen for finding in group),
        tasks=tuple(dict.fromkeys(f.task for f in group if f.task)),
        findings=tuple(group),
        barriers=tuple(b for b in barriers if slug(b.role) == slug(first.role)),
        experiments=own,
        share=shares[slug(first.role)],
        weight=_weight(evidence, own),
    )


def _weight(evidence: Evidence, experiments: tuple[ExperimentFact, ...]) -> float:
    """The heaviest expectation that these experiments answer; none, none."""
    answered = {key for e in experiments for key in e.themes}
    weights = (
        theme.weight
        for theme in evidence.themes
        if theme.key in answered or {e.key for e in experiments} & set(theme.answered_by)
    )
    return max(weights, default=0.0)


def _shares(
    roles: list[str], groups: Iterable[list[SkillFact]], evidence: Evidence
) -> dict[str, float]:
    """Each role's share of the staff: by headcount once all are known, else by people seen."""
    counts = headcounts(dict.fromkeys(roles), evidence.answers)
    known = {slug(role): count for role, count in counts.items() if count}
    if set(known) != {slug(role) for role in roles}:
        known = {}
        for group in groups:
            most = max(finding.n_seen for finding in group)
            role = slug(group[0].role)
            known[role] = max(known.get(role, 1), most)
    total = sum(known.values())
    return {role: count / total for role, count in known.items()}
