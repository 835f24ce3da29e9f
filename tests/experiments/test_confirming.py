"""Letters to those who may stand behind a decision against the rule."""

from flask import Flask
from sqlalchemy import select

from tests.experiments.test_decision import _concluded, _decide
from tests.factories import make_member, make_user
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.engagements.models import MemberPart
from workshops.experiments.models.kinds import Decision
from workshops.experiments.services import decision as services
from workshops.experiments.services.confirming import LETTER
from workshops.mail.models import Letter, LetterState


def asked() -> list[Letter]:
    """The letters that ask for a second person, the oldest first."""
    return list(db.session.scalars(select(Letter).where(Letter.kind == LETTER).order_by(Letter.id)))


def wait_again() -> None:
    """Let the letter wait, as it does where a mail server is set."""
    with transaction():
        asked()[0].state = LetterState.QUEUED


def test_the_engagement_s_other_managers_get_one_letter_each(app: Flask) -> None:
    experiment = _concluded()
    other, helper = make_user(), make_user(Role.FACILITATOR)
    make_user(Role.ADMINISTRATOR)
    make_member(experiment.engagement, other, MemberPart.CO_MANAGER)
    make_member(experiment.engagement, helper)

    _decide(experiment, Decision.SCALE, "The strike in week 47.")

    (letter,) = asked()
    assert letter.to_address == other.email
    assert f"/experiments/{experiment.public_id}/decision" in letter.text
    assert "The strike in week 47." in letter.text


def test_administrators_are_asked_where_there_is_no_other_manager(app: Flask) -> None:
    admins = {make_user(Role.ADMINISTRATOR).email, make_user(Role.ADMINISTRATOR).email}
    make_user()

    _decide(_concluded(), Decision.SCALE, "The strike in week 47.")

    assert {letter.to_address for letter in asked()} == admins


def test_what_the_rule_says_needs_no_letter(app: Flask) -> None:
    make_user(Role.ADMINISTRATOR)

    _decide(_concluded(value=20.0), Decision.SCALE)

    assert asked() == []


def test_a_decision_taken_back_is_not_asked_about_and_a_new_one_is(app: Flask) -> None:
    make_user(Role.ADMINISTRATOR)
    experiment = _concluded()
    _decide(experiment, Decision.SCALE, "The strike in week 47.")
    wait_again()
    with transaction():
        services.withdraw_decision(experiment.owner.actor(), experiment=experiment)

    _decide(experiment, Decision.ADAPT, "It nearly worked.")

    assert [letter.state for letter in asked()] == [LetterState.SUPERSEDED, LetterState.KEPT]
