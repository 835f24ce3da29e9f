"""The seven tests that a draft is not boilerplate, (a) to (g), and what follows from them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.deliverables.calls import CALLED, LETTER
from tests.deliverables.evidence import FIRST
from tests.deliverables.night import SECOND, VISIT
from tests.deliverables.test_compose_anything import texts
from workshops.core.errors import Invalid
from workshops.deliverables.compose import CatalogueWords, Composition, compose
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import Evidence, ThemeFact
from workshops.deliverables.rules.phase import NEEDS_NO_DECISION
from workshops.documents.blocks import Block, Sentence, sentences_of
from workshops.experiments.models.kinds import Cause

TRAINING, SUPERVISION = DeliverableKind.TRAINING, DeliverableKind.SUPERVISION
ARGUED = [
    kind
    for kind in DeliverableKind
    if kind not in (DeliverableKind.WORKSHOP_REPORT, DeliverableKind.HANDOVER)
]
BOTH = replace(
    FIRST,
    experiments=(CALLED, LETTER, VISIT),
    themes=(*FIRST.themes, *SECOND.themes),
)


def made(kind: DeliverableKind, evidence: Evidence = FIRST, language: str = "en") -> Composition:
    """A deliverable in a language."""
    return compose(kind, evidence, CatalogueWords(language))


def blocks(composed: Composition, *beginnings: str) -> list[Block]:
    """The blocks whose keys begin so."""
    found = [b for s in composed.sections for b in s.blocks if b.key.startswith(beginnings)]
    assert found
    return found


def said(composed: Composition) -> Iterator[Sentence]:
    """Every sentence."""
    for section in composed.sections:
        for block in section.blocks:
            yield from sentences_of(block.content)


def test_a_every_objective_function_and_step_names_its_evidence() -> None:
    rows = [
        *blocks(made(TRAINING), "objective:", "module:"),
        *blocks(made(SUPERVISION), "s4-functions:why"),
        *blocks(made(DeliverableKind.ROADMAP), "r-steps:table"),
    ]
    for block in rows:
        named = [key for s in sentences_of(block.content) for key in s.sources]
        assert any(key.startswith(("experiment:", "note:")) for key in named), block.key
    for kind in (TRAINING, SUPERVISION, DeliverableKind.ROADMAP, DeliverableKind.POLICY_BRIEF):
        assert all(
            any(key.startswith("experiment:") for key in r.sources)
            for r in made(kind).recommendations
        )


@pytest.mark.parametrize("kind", list(DeliverableKind))
def test_b_what_is_unknown_is_a_numbered_question_and_never_a_gap(kind: DeliverableKind) -> None:
    composed = made(kind)
    assert all(text.strip() for text in texts(composed))
    assert [q.number for q in composed.questions] == list(range(1, len(composed.questions) + 1))
    asked = [q.key for q in composed.questions]
    answered = replace(FIRST, answers=dict.fromkeys(asked, "den 1.3.2027"))
    again = [q.text for q in made(kind, answered).questions]
    assert all("You answered “den 1.3.2027”. Give it in figures." in text for text in again)


@pytest.mark.parametrize("kind", list(DeliverableKind))
def test_c_without_an_experiment_all_that_rested_on_it_alone_is_gone(kind: DeliverableKind) -> None:
    of_it = {VISIT.key, *(b.key for b in VISIT.barriers), *(s.key for s in VISIT.skills)}
    words = ("natbesøg", "nathjælper", "Planlægning af ruter", "Område Å", "dødsfald")
    told = " ".join(texts(made(kind, BOTH)))
    if kind is not DeliverableKind.WORKSHOP_REPORT:
        assert any(word in told for word in words)
    without = made(kind, replace(BOTH, experiments=(CALLED, LETTER)))
    told = " ".join(texts(without))
    assert [word for word in words if word in told] == []
    assert {source.key for source in without.sources} & of_it == set()


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", ARGUED)
def test_d_two_agencies_share_less_than_two_fifths(kind: DeliverableKind, language: str) -> None:
    first, second = (
        {s.text for s in said(made(kind, evidence, language)) if len(s.text.split()) >= 4}
        for evidence in (FIRST, SECOND)
    )
    assert len(first & second) / min(len(first), len(second)) < 0.4


@pytest.mark.parametrize("cause", [c for c in Cause if c not in (Cause.KNOWLEDGE, Cause.SKILL)])
def test_e_no_other_cause_gives_a_training_objective(cause: Cause) -> None:
    barriers = tuple(replace(b, cause=cause) for b in CALLED.barriers)
    experiment = replace(CALLED, barriers=barriers, skills=())
    composed = made(TRAINING, replace(FIRST, experiments=(experiment,)))
    keys = [b.key for s in composed.sections for b in s.blocks]
    assert [key for key in keys if key.startswith(("objective:", "module:"))] == []
    assert composed.recommendations == ()
    assert [n.barrier for n in composed.not_cured] == [
        b.key for b in sorted(barriers, key=lambda b: (-b.severity, -b.frequency))
    ]


@pytest.mark.parametrize("kind", list(DeliverableKind))
def test_f_a_withdrawn_note_is_in_no_draft(kind: DeliverableKind) -> None:
    gone = {"note:n1", "note:n2", "note:n3"}
    cleaned = replace(FIRST, themes=tuple(_without(t, gone) for t in FIRST.themes))
    composed = made(kind, cleaned)
    assert {s.key for s in composed.sources} & gone == set()
    assert "Jeg ville bare gerne vide hvorfor" not in " ".join(texts(composed))


def _without(theme: ThemeFact, gone: set[str]) -> ThemeFact:
    return replace(theme, notes=tuple(n for n in theme.notes if n.key not in gone))


@pytest.mark.parametrize("kind", [TRAINING, SUPERVISION])
def test_g_on_evidence_of_level_one_it_says_which_test_to_run_first(kind: DeliverableKind) -> None:
    weak = replace(CALLED, evidence_level=1, result=None, n_actual=12)
    composed = made(kind, replace(FIRST, experiments=(weak,)))
    told = " ".join(texts(composed))
    assert "run this test first" in told
    assert "Count at least 150 cases; the last test had 12." in told
    assert composed.recommendations == ()


@pytest.mark.parametrize("kind", sorted(set(DeliverableKind) - NEEDS_NO_DECISION))
def test_nothing_is_composed_before_an_experiment_is_decided(kind: DeliverableKind) -> None:
    running = replace(CALLED, decision=None)
    with pytest.raises(Invalid, match="No experiment has been decided"):
        made(kind, replace(FIRST, experiments=(running,)))


def test_weak_evidence_warns() -> None:
    told = " ".join(texts(made(TRAINING, SECOND)))
    assert "evidence level 2 or less" in told


@pytest.mark.parametrize("kind", list(DeliverableKind))
def test_a_summary_has_150_words_at_the_most(kind: DeliverableKind) -> None:
    first = made(kind).sections[0]
    told = " ".join(s.text for b in first.blocks for s in sentences_of(b.content))
    assert first.key.endswith(("summary", "advice"))
    assert 10 <= len(told.split()) <= 150


def test_only_those_who_agreed_are_quoted_and_small_groups_are_not_shown() -> None:
    told = [" ".join(texts(made(kind))) for kind in DeliverableKind]
    for text in told:
        assert "Sagsbehandleren kender ikke reglen" not in text
        assert "borgere med tolk" not in text
        assert "Jura" not in text
    assert any("Jeg ville bare gerne vide hvorfor." in text for text in told)
