"""Who sees which experiments: drafts belong to the engagement's own people."""

import pytest
from flask import Flask

from tests.experiments.makers import make_experiment
from tests.factories import make_engagement, make_member, make_user
from workshops.core import clock
from workshops.core.actor import WORKER, Role
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.experiments import queries
from workshops.experiments.models.kinds import ExperimentState as State

DRAFTS = (State.IDEA, State.DESIGNED)


@pytest.mark.parametrize("role", [Role.READER, Role.PROJECT_MANAGER, Role.ADMINISTRATOR])
def test_an_outsider_sees_an_experiment_from_its_registration_on(app: Flask, role: Role) -> None:
    engagement, outsider = make_engagement(), make_user(role).actor()
    made = {state: make_experiment(engagement, state) for state in State}

    seen = queries.list_experiments(outsider, engagement)

    assert [e.state for e in seen] == [state for state in State if state not in DRAFTS]
    with pytest.raises(NotFound):
        queries.get_experiment(outsider, made[State.IDEA].public_id)


def test_the_engagements_own_people_see_its_drafts(app: Flask) -> None:
    engagement, facilitator = make_engagement(), make_user(Role.FACILITATOR)
    make_member(engagement, facilitator)
    made = [make_experiment(engagement, state) for state in State]

    for user in (engagement.manager, facilitator):
        assert queries.list_experiments(user.actor(), engagement) == made


def test_a_facilitator_of_another_engagement_sees_none(app: Flask) -> None:
    engagement, facilitator = make_engagement(), make_user(Role.FACILITATOR)
    make_experiment(engagement)
    assert queries.list_experiments(facilitator.actor(), engagement) == []


def test_an_experiment_that_was_abandoned_before_registration_stays_a_draft(app: Flask) -> None:
    engagement, reader = make_engagement(), make_user(Role.READER).actor()
    make_experiment(engagement, State.ABANDONED, registered_at=None)
    assert queries.list_experiments(reader, engagement) == []


def test_experiments_of_a_deleted_engagement_are_gone(app: Flask) -> None:
    experiment = make_experiment()
    actor = experiment.engagement.manager.actor()
    experiment.engagement.deleted_at = clock.now()
    db.session.commit()
    with pytest.raises(NotFound):
        queries.get_experiment(actor, experiment.public_id)


def test_past_end_are_those_registered_or_running_after_their_last_day(app: Flask) -> None:
    engagement, today = make_engagement(), clock.now().date()
    late = [
        make_experiment(engagement, state, ends_on=today.replace(day=day))
        for day, state in ((22, State.RUNNING), (20, State.REGISTERED))
    ]
    make_experiment(engagement, State.RUNNING, ends_on=today)
    make_experiment(engagement, State.CONCLUDED, ends_on=today.replace(day=1))
    other = make_user().actor()

    assert queries.list_past_end(engagement.manager.actor(), today) == late[::-1]
    assert queries.list_past_end(other, today) == []
    assert queries.list_past_end(WORKER, today) == late[::-1]
