"""Evidence of every shape that the records allow, for Hypothesis."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from workshops.deliverables.rules.evidence import (
    AccountFact,
    ActionFact,
    BarrierFact,
    EngagementFact,
    Evidence,
    ExperimentFact,
    MeasuredFact,
    NoteFact,
    SheetFact,
    SkillFact,
    ThemeFact,
    TrainerFact,
    VoteFact,
    WorkshopFact,
)
from workshops.experiments.models.kinds import Cause, Decision, ExperimentState, Operator, Payer

name = st.from_regex(r"[A-ZÆØÅa-zæøå][a-zæøå]{0,8}( [a-zæøå,.–]{1,9}){0,4}", fullmatch=True)
text = st.one_of(st.just(""), name)
role = st.sampled_from(["sagsbehandlere", "teamledere", "Visitator, nat", "chefer"])
skill = st.sampled_from(["samtale", "Notat i sagen", "observation"])
day = st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2027, 12, 31)))
value = st.one_of(st.none(), st.integers(-5, 120).map(float), st.floats(0, 99).map(float))
count = st.one_of(st.none(), st.integers(0, 400))
level = st.integers(0, 4)


def keys(kind: str, most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """Keys of a kind, some of which no record has: what was withdrawn since."""
    made = st.integers(0, most + 1).map(lambda n: f"{kind}:{n}")
    return st.lists(made, max_size=3, unique=True).map(tuple)


def many(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to `most` of something."""
    return st.lists(strategy, max_size=most).map(tuple)


measured = st.builds(
    MeasuredFact,
    name=name,
    value=value,
    n=count,
    operator=st.one_of(st.none(), st.sampled_from(Operator)),
    limit=value,
)
sheet = st.builds(
    SheetFact,
    responsible_manager=text,
    responsible_title=text,
    sponsor=text,
    may_decide=text,
    hours_released_week=st.one_of(st.none(), st.floats(0, 37)),
    competing_targets=text,
    routines_to_change=many(name),
    who_loses=text,
    who_tells_staff=text,
    code_points=many(st.integers(1, 9)),
    readiness=st.dictionaries(
        st.sampled_from(["mandate", "time", "skill", "data", "line"]), st.integers(0, 3)
    ),
)
account = st.builds(AccountFact, st.sampled_from(Payer), *[st.floats(0, 1e6) for _ in range(4)])


@st.composite
def experiments(draw: st.DrawFn, number: int) -> ExperimentFact:
    """An experiment with barriers and skills of its own."""
    key = f"experiment:{number}"
    barriers = [
        BarrierFact(
            f"barrier:{number}-{n}",
            key,
            draw(name),
            draw(st.sampled_from(Cause)),
            draw(st.one_of(st.just(""), role)),
            draw(text),
            draw(st.integers(1, 3)),
            draw(st.integers(0, 30)),
            draw(keys("note", 6)),
        )
        for n in range(draw(st.integers(0, 5)))
    ]
    skills = [
        SkillFact(
            f"skill_finding:{number}-{n}",
            key,
            draw(skill),
            draw(role),
            draw(level),
            draw(level),
            draw(st.integers(0, 30)),
            draw(text),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    made = draw(_experiment(key))
    fields = made.__dict__ | {"barriers": tuple(barriers), "skills": tuple(skills)}
    return ExperimentFact(**fields)


def _experiment(key: str) -> st.SearchStrategy[ExperimentFact]:
    return st.builds(
        ExperimentFact,
        key=st.just(key),
        name=name,
        state=st.sampled_from(ExperimentState),
        hypothesis=text,
        change_tested=text,
        concept=text,
        sites=many(name),
        starts_on=day,
        metric=text,
        unit=st.sampled_from(["", "%", "dage"]),
        baseline=value,
        threshold=value,
        decision_words=text,
        min_n=st.integers(0, 50),
        result=value,
        n_actual=count,
        control_value=value,
        control_n=count,
        subgroups=many(measured),
        guardrails=many(measured),
        assumptions=many(text),
        surprises=text,
        learning=st.tuples(text, text, text),
        reuse_conditions=text,
        evidence_level=st.integers(1, 5),
        rule_says=st.one_of(st.none(), st.sampled_from(Decision)),
        decision=st.one_of(st.none(), st.sampled_from(Decision)),
        decided_by=text,
        decided_on=day,
        departure_reason=text,
        themes=keys("theme", 3),
        methods=many(st.tuples(st.just(f"method:{key}"), name), 1),
        artefacts=many(st.tuples(name, text, text)),
        sheet=sheet,
        accounts=many(account),
        versions=many(st.tuples(st.integers(1, 4), st.just(date(2026, 1, 1)), text)),
    )


@st.composite
def themes(draw: st.DrawFn, number: int) -> ThemeFact:
    """A theme with notes; the notes of all themes have different keys."""
    notes = tuple(
        NoteFact(f"note:{number * 2 + n}", draw(name), "borger B-1", draw(st.booleans()))
        for n in range(draw(st.integers(0, 2)))
    )
    return ThemeFact(
        key=f"theme:{number}",
        statement=draw(name),
        stage=draw(text),
        touchpoint=draw(text),
        strength=draw(st.sampled_from(["unknown", "wish", "expected", "essential"])),
        gap=draw(text),
        notes=notes,
        weight=draw(st.floats(0, 1)),
        votes=draw(many(st.builds(VoteFact, text, *[st.integers(0, 50)] * 4))),
        standing=draw(st.sampled_from(["shared", "contested", "minority", "plain"])),
        answered_by=draw(keys("experiment", 2)),
    )


counted = st.tuples(name, st.integers(1, 20))
workshop = st.builds(
    WorkshopFact,
    key=st.just("workshop:1"),
    name=name,
    purpose=text,
    held_on=day,
    days=st.just(1),
    invited=st.integers(0, 40),
    attended=count,
    disciplines=many(counted),
    coverage_gaps=many(name),
    blocks=many(st.tuples(st.just("09.00"), st.integers(5, 90), name)),
    themes=keys("theme", 3),
    needs=many(counted),
)
engagement = st.builds(
    EngagementFact,
    key=st.just("engagement:1"),
    name=name,
    question=text,
    agency=name,
    contact=text,
    goals=many(name),
    target_on=day,
)
asked = st.sampled_from(["headcount:sagsbehandlere", "rate:hour", "start:training", "hr-partner"])


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    """Everything that an engagement may hold."""
    return Evidence(
        engagement=draw(engagement),
        today=date(2026, 11, 25),
        language="da",
        experiments=tuple(draw(experiments(n)) for n in range(draw(st.integers(0, 3)))),
        themes=tuple(draw(themes(n)) for n in range(draw(st.integers(0, 3)))),
        workshops=draw(many(workshop, 1)),
        trainers=draw(many(st.builds(TrainerFact, name, name, skill))),
        actions=draw(
            many(st.builds(ActionFact, st.just("engagement:1"), name, text, day, st.booleans()))
        ),
        answers=draw(
            st.dictionaries(asked, st.sampled_from(["12", "1.3.2027", "ved ikke", "3-400"]))
        ),
    )
