"""Starting, ending, following up, abandoning; deleting drafts; and what can then be found."""

from datetime import date, timedelta

import pytest
from flask import Flask

from tests.experiments.makers import make_experiment
from tests.factories import make_user
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.experiments import queries
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import ConceptState
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.queries.plans import find_sheet
from workshops.experiments.services import plans, sheet, states
from workshops.search.queries import Wish, search

TODAY = date(2026, 11, 23)


def owner_of(experiment: Experiment) -> Actor:
    """The project manager of an experiment's engagement."""
    return experiment.engagement.manager.actor()


def start(experiment: Experiment, day: date = TODAY) -> None:
    """Start as the project manager."""
    with transaction():
        states.start_experiment(
            owner_of(experiment),
            experiment=experiment,
            version=experiment.version,
            started_on=day,
            today=TODAY,
        )


def end(experiment: Experiment, day: date = TODAY) -> None:
    """End as the project manager."""
    with transaction():
        states.conclude_experiment(
            owner_of(experiment),
            experiment=experiment,
            version=experiment.version,
            ended_on=day,
            today=TODAY,
        )


def abandon(experiment: Experiment, reason: str = "The agency was closed.") -> None:
    """Abandon as the project manager."""
    with transaction():
        states.abandon_experiment(
            owner_of(experiment),
            experiment=experiment,
            version=experiment.version,
            reason=reason,
        )


def test_a_registered_experiment_starts_and_ends(app: Flask) -> None:
    experiment = make_experiment()
    start(experiment)
    assert (experiment.state, experiment.started_on) == (State.RUNNING, TODAY)
    assert experiment.registered_before_start
    end(experiment)
    assert (experiment.state, experiment.ended_on) == (State.CONCLUDED, TODAY)
    assert experiment.concept
    assert experiment.concept.state is ConceptState.TESTED


def test_a_start_before_the_registration_is_told_as_it_was(app: Flask) -> None:
    experiment = make_experiment()
    start(experiment, date(2026, 10, 1))
    assert not experiment.registered_before_start


@pytest.mark.parametrize("missing", [{"responsible_manager": ""}, {"hours_released_week": None}])
def test_without_manager_or_hours_it_does_not_start(app: Flask, missing: dict[str, object]) -> None:
    experiment = make_experiment()
    found = find_sheet(experiment)
    assert found
    with transaction():
        sheet.change_sheet(
            owner_of(experiment), experiment=experiment, values=missing, version=found.version
        )
    with pytest.raises(Conflict):
        start(experiment)
    assert experiment.state is State.REGISTERED


@pytest.mark.parametrize("state", [s for s in State if s is not State.REGISTERED])
def test_only_what_is_registered_starts(app: Flask, state: State) -> None:
    experiment = make_experiment(state=state)
    with pytest.raises(Conflict):
        start(experiment)


def test_days_in_the_future_are_refused(app: Flask) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(Invalid):
        start(make_experiment(), tomorrow)
    with pytest.raises(Invalid):
        end(make_experiment(state=State.RUNNING), tomorrow)


def test_only_what_is_decided_is_followed_up(app: Flask) -> None:
    decided, concluded = (
        make_experiment(state=State.DECIDED),
        make_experiment(state=State.CONCLUDED),
    )
    with transaction():
        states.follow_up_experiment(owner_of(decided), experiment=decided, version=decided.version)
    assert decided.state is State.FOLLOWED_UP
    with pytest.raises(Conflict), transaction():
        states.follow_up_experiment(
            owner_of(concluded), experiment=concluded, version=concluded.version
        )


def test_abandoning_needs_a_reason(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    with pytest.raises(Invalid):
        abandon(experiment, " ")
    abandon(experiment)
    assert (experiment.state, experiment.abandoned_reason) == (
        State.ABANDONED,
        "The agency was closed.",
    )


def test_a_registered_experiment_is_never_deleted(app: Flask) -> None:
    experiment = make_experiment()
    with pytest.raises(Conflict), transaction():
        plans.delete_experiment(owner_of(experiment), experiment=experiment)
    assert experiment.deleted_at is None


def test_a_draft_is_deleted_and_brought_back(app: Flask) -> None:
    experiment = make_experiment(state=State.IDEA)
    actor = owner_of(experiment)
    with transaction():
        plans.delete_experiment(actor, experiment=experiment)
    assert queries.list_experiments(actor, experiment.engagement) == []
    with transaction():
        plans.restore_experiment(
            actor, experiment=queries.get_to_restore(actor, experiment.public_id)
        )
    assert queries.get_experiment(actor, experiment.public_id) == experiment


def found(text: str, *engagements: int) -> list[str]:
    """The titles that a search gives to a reader who works on some engagements."""
    wish = Wish(text=text, engagements=frozenset(engagements))
    return [hit.title_text for hit in search(make_user().actor(), wish).hits]


def test_a_draft_is_found_by_its_own_people_only_and_a_registered_one_by_all(app: Flask) -> None:
    draft = make_experiment(state=State.IDEA, name="Sommerfuglebrev")
    assert found("sommerfuglebrev") == []
    assert found("sommerfuglebrev", draft.engagement_id) == [draft.name]
    shown = make_experiment(name="Vinterbrev")
    assert found("vinterbrev") == [shown.name]


def test_what_is_deleted_or_renamed_is_found_as_it_now_is(app: Flask) -> None:
    draft = make_experiment(state=State.IDEA, name="Sommerfuglebrev")
    actor, here = owner_of(draft), draft.engagement_id
    with transaction():
        plans.change_plan(
            actor, experiment=draft, values={"name": "Efterårsbrev"}, version=draft.version
        )
    assert (found("sommerfuglebrev", here), found("efterårsbrev", here)) == ([], ["Efterårsbrev"])
    with transaction():
        plans.delete_experiment(actor, experiment=draft)
    assert found("efterårsbrev", here) == []


def test_an_outsider_takes_no_step(app: Flask) -> None:
    experiment, outsider = make_experiment(), make_user().actor()
    with pytest.raises(NotAllowed), transaction():
        states.abandon_experiment(
            outsider, experiment=experiment, version=experiment.version, reason="No."
        )
    assert clock.now() > experiment.registered_at  # type: ignore[operator]
    db.session.rollback()
