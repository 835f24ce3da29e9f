"""A concept says which expectations it answers; with none it does not go to test."""

import pytest
from flask import Flask

from tests.experiments.makers import make_concept, make_expectation, make_experiment
from tests.factories import make_engagement
from tests.pages import Client
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, Stale
from workshops.expectations.services import triage
from workshops.experiments.models import Concept
from workshops.experiments.models.kinds import ConceptState, ExperimentState
from workshops.experiments.queries import concepts as queries
from workshops.experiments.queries.plans import list_tested
from workshops.experiments.services import concepts, plans
from workshops.experiments.services.concepts import ConceptDraft, Stand


def change(concept: Concept, *stands: Stand, version: int | None = None) -> None:
    """Say what a concept answers, as the project manager."""
    with transaction():
        concepts.change_concept(
            concept.engagement.manager.actor(),
            concept=concept,
            draft=ConceptDraft(concept.name, stands=stands),
            version=version or concept.version,
        )


def move(concept: Concept, to: ConceptState) -> None:
    """Take a concept a step, as the project manager."""
    with transaction():
        concepts.move_concept(concept.engagement.manager.actor(), concept=concept, to=to)


def test_a_concept_becomes_ready_once_it_answers_an_expectation(app: Flask) -> None:
    concept = make_concept(state=ConceptState.IDEA, expectations=[])
    with pytest.raises(Conflict, match="which expectation"):
        move(concept, ConceptState.READY)

    theme = make_expectation(concept.engagement)
    change(concept, Stand(theme, False, "Another unit does that."))
    with pytest.raises(Conflict, match="which expectation"):
        move(concept, ConceptState.READY)

    change(concept, Stand(theme, True, "It begins with what to do."))
    move(concept, ConceptState.READY)
    assert concept.state is ConceptState.READY


def test_an_answer_to_a_deleted_expectation_does_not_count(app: Flask) -> None:
    concept = make_concept(state=ConceptState.IDEA)
    concept.expectations[0].theme.deleted_at = clock.now()
    db.session.commit()
    with pytest.raises(Conflict):
        move(concept, ConceptState.READY)


@pytest.mark.parametrize("state", [ConceptState.READY, ConceptState.IN_TEST])
def test_what_is_ready_or_in_test_keeps_an_answer(app: Flask, state: ConceptState) -> None:
    concept = make_concept(state=state)
    with pytest.raises(Invalid):
        change(concept)
    db.session.expire_all()
    assert [one.answered for one in concept.expectations] == [True]


def test_an_expectation_that_is_not_answered_needs_a_because(app: Flask) -> None:
    concept = make_concept()
    with pytest.raises(Invalid):
        change(concept, Stand(make_expectation(concept.engagement), False))


def test_an_expectation_of_another_engagement_is_refused(app: Flask) -> None:
    concept = make_concept()
    with pytest.raises(Invalid):
        change(concept, Stand(make_expectation(make_engagement()), True))


def test_a_concept_that_answers_nothing_does_not_enter_an_experiment(app: Flask) -> None:
    experiment = make_experiment(state=ExperimentState.IDEA)
    empty = make_concept(experiment.engagement, state=ConceptState.IDEA, expectations=[])
    with pytest.raises(Invalid, match="which expectation"), transaction():
        plans.change_plan(
            experiment.engagement.manager.actor(),
            experiment=experiment,
            values={"concept": empty},
            version=experiment.version,
        )


def test_where_an_expectation_was_merged_the_one_it_became_is_answered(client: Client) -> None:
    concept = make_concept()
    manager, engagement = concept.engagement.manager, concept.engagement
    experiment = make_experiment(engagement, concept=concept)
    theme, winner = concept.expectations[0].theme, make_expectation(engagement)
    with transaction():
        triage.merge_themes(manager.actor(), loser=theme, winner=winner)

    page = client.sign_in(manager).fetch(f"/concepts/{concept.public_id}")
    assert winner.statement in page.text
    assert theme.statement not in page.text
    assert list_tested(experiment) == [winner]
    assert [row.answered for row in queries.list_concepts(manager.actor(), engagement)] == [1]
    change(concept, Stand(winner, True))
    assert [one.theme for one in concept.expectations] == [winner]


def test_the_second_of_two_editors_is_stale(app: Flask) -> None:
    concept = make_concept()
    opened, theme = concept.version, concept.expectations[0].theme
    change(concept, Stand(theme, True))
    with pytest.raises(Stale):
        change(concept, Stand(theme, True), version=opened)


def test_a_concept_is_deleted_and_brought_back_until_it_is_tested(app: Flask) -> None:
    concept = make_concept()
    actor = concept.engagement.manager.actor()
    with transaction():
        concepts.delete_concept(actor, concept=concept)
    assert queries.list_concepts(actor, concept.engagement) == []
    with transaction():
        concepts.restore_concept(
            actor, concept=queries.get_concept(actor, concept.public_id, deleted=True)
        )
    assert [one.concept for one in queries.list_concepts(actor, concept.engagement)] == [concept]

    move(concept, ConceptState.IN_TEST)
    with pytest.raises(Conflict), transaction():
        concepts.delete_concept(actor, concept=concept)
