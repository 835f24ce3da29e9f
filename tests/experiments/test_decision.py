"""Deciding: as the rule says in one step, otherwise with a reason and a second person."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from tests.experiments.learned import make_result
from tests.experiments.makers import make_experiment
from tests.factories import make_engagement, make_member, make_user
from workshops.activity.queries import list_for_record
from workshops.core.actor import COMMAND_LINE, Actor, Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.engagements.models import MemberPart
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Decision
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.queries.decisions import list_awaiting_confirmation
from workshops.experiments.services import decision as services

TODAY = date(2026, 11, 23)
MISS = 40.0


def _concluded(value: float = MISS) -> Experiment:
    experiment = make_experiment(state=State.CONCLUDED)
    make_result(experiment, value=value)
    return experiment


def _owner(experiment: Experiment) -> Actor:
    return experiment.owner.actor()


def _decide(experiment: Experiment, decision: Decision, reason: str = "") -> None:
    with transaction():
        services.decide(
            _owner(experiment),
            experiment=experiment,
            version=experiment.version,
            decision=decision,
            today=TODAY,
            reason=reason,
        )


def _confirm(actor: Actor, experiment: Experiment) -> None:
    with transaction():
        services.confirm_decision(
            actor, experiment=experiment, version=experiment.version, today=TODAY
        )


def _refuse(actor: Actor, experiment: Experiment, remark: str) -> None:
    with transaction():
        services.refuse_decision(
            actor, experiment=experiment, version=experiment.version, remark=remark
        )


def test_as_the_rule_says_is_one_step(app: Flask) -> None:
    experiment = _concluded(value=20.0)
    _decide(experiment, Decision.SCALE)
    assert (experiment.state, experiment.decision) == (State.DECIDED, Decision.SCALE)
    assert (experiment.rule_says, experiment.decided_on) == (Decision.SCALE, TODAY)
    assert experiment.decided_by == experiment.owner
    assert [entry.act for entry in list_for_record(experiment)] == ["decided_by_rule"]


def test_scaling_a_miss_is_refused_without_a_reason(app: Flask) -> None:
    experiment = _concluded()
    with pytest.raises(Invalid, match="Say why"):
        _decide(experiment, Decision.SCALE, "  ")
    assert (experiment.state, experiment.proposed_decision) == (State.CONCLUDED, None)


def test_scaling_a_miss_waits_for_a_second_person(app: Flask) -> None:
    experiment = _concluded()
    _decide(experiment, Decision.SCALE, "The strike in week 47 kept the lines busy.")
    assert experiment.state is State.CONCLUDED
    assert (experiment.decision, experiment.decided_on) == (None, None)
    assert (experiment.rule_says, experiment.proposed_decision) == (Decision.STOP, Decision.SCALE)

    second = make_user()
    _confirm(second.actor(), experiment)
    assert (experiment.state, experiment.decision) == (State.DECIDED, Decision.SCALE)
    assert (experiment.confirmed_by, experiment.proposed_decision) == (second, None)
    newest, oldest = list_for_record(experiment)
    assert (newest.act, oldest.act) == ("departure_confirmed", "departure_proposed")
    assert newest.reason == oldest.reason == "The strike in week 47 kept the lines busy."


@pytest.mark.parametrize("broken", [{}, {"departure_reason": "Because"}])
def test_the_database_itself_refuses_to_scale_a_miss(app: Flask, broken: dict[str, str]) -> None:
    experiment = _concluded()
    experiment.rule_says, experiment.decision = Decision.STOP, Decision.SCALE
    for name, value in broken.items():
        setattr(experiment, name, value)
    with pytest.raises(IntegrityError, match="departure"):
        db.session.flush()
    db.session.rollback()


def test_the_owner_cannot_be_the_second_person(app: Flask) -> None:
    experiment = _concluded()
    _decide(experiment, Decision.ADAPT, "It nearly worked.")
    with pytest.raises(Conflict, match="Somebody else"):
        _confirm(_owner(experiment), experiment)


def test_the_one_who_decided_cannot_be_the_second_person(app: Flask) -> None:
    experiment, colleague = _concluded(), make_user()
    make_member(experiment.engagement, colleague, MemberPart.MANAGER)
    with transaction():
        services.decide(
            colleague.actor(),
            experiment=experiment,
            version=experiment.version,
            decision=Decision.ADAPT,
            today=TODAY,
            reason="It nearly worked.",
        )
    with pytest.raises(Conflict, match="Somebody else"):
        _confirm(colleague.actor(), experiment)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.READER])
def test_other_roles_cannot_be_the_second_person(app: Flask, role: Role) -> None:
    experiment, other = _concluded(), make_user(role)
    _decide(experiment, Decision.ADAPT, "It nearly worked.")
    with pytest.raises(NotAllowed):
        _confirm(other.actor(), experiment)


def test_the_product_itself_cannot_be_the_second_person(app: Flask) -> None:
    experiment = _concluded()
    _decide(experiment, Decision.ADAPT, "It nearly worked.")
    with pytest.raises(NotAllowed):
        _confirm(COMMAND_LINE, experiment)


def test_a_refusal_needs_a_remark_and_clears_the_way(app: Flask) -> None:
    experiment, second = _concluded(), make_user(Role.ADMINISTRATOR).actor()
    _decide(experiment, Decision.SCALE, "The strike in week 47.")
    with pytest.raises(Invalid, match="Say why"):
        _refuse(second, experiment, " ")
    _refuse(second, experiment, "The strike was over by then.")
    assert (experiment.proposed_decision, experiment.departure_reason) == (None, "")
    _decide(experiment, Decision.STOP)
    assert experiment.decision is Decision.STOP


def test_who_decided_can_take_a_waiting_decision_back(app: Flask) -> None:
    experiment = _concluded()
    _decide(experiment, Decision.SCALE, "The strike in week 47.")
    with transaction():
        services.withdraw_decision(_owner(experiment), experiment=experiment)
    with pytest.raises(Conflict):
        _confirm(make_user().actor(), experiment)


def test_nothing_is_decided_before_the_end_or_twice(app: Flask) -> None:
    running = make_experiment(state=State.RUNNING)
    with pytest.raises(Conflict, match="once it is concluded"):
        _decide(running, Decision.SCALE)
    experiment = _concluded(value=20.0)
    _decide(experiment, Decision.SCALE)
    with pytest.raises(Conflict, match="only once"):
        _decide(experiment, Decision.STOP, "Changed our minds.")


def test_a_decision_on_what_has_changed_since_is_refused(app: Flask) -> None:
    experiment = _concluded(value=20.0)
    with pytest.raises(Stale), transaction():
        services.decide(
            _owner(experiment),
            experiment=experiment,
            version=experiment.version + 1,
            decision=Decision.SCALE,
            today=TODAY,
        )


def test_today_lists_what_waits_for_others_than_the_two(app: Flask) -> None:
    engagement = make_engagement()
    mine = make_experiment(engagement, state=State.CONCLUDED)
    _decide(mine, Decision.HAND_OVER, "The ministry asks for it.")
    waiting = [(mine.public_id, mine.name, engagement.name)]
    assert list_awaiting_confirmation(make_user().actor()) == waiting
    assert list_awaiting_confirmation(make_user(Role.ADMINISTRATOR).actor()) == waiting
    assert list_awaiting_confirmation(_owner(mine)) == []
    assert list_awaiting_confirmation(make_user(Role.READER).actor()) == ()
    _confirm(make_user().actor(), mine)
    assert list_awaiting_confirmation(make_user().actor()) == []
