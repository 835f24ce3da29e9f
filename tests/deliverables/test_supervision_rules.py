"""How supervision is set up, on plain values, and what the proposal makes of it."""

import pytest

from tests.deliverables.calls import CALLED
from tests.deliverables.evidence import FIRST
from tests.deliverables.night import SECOND, VISIT
from tests.deliverables.test_compose_anything import texts
from workshops.deliverables.compose import CatalogueWords, compose
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import Evidence
from workshops.deliverables.rules.supervision import (
    FOCUS_MINUTES,
    SESSION,
    SESSION_MINUTES,
    Cadence,
    Form,
    Function,
    balance,
    cadence_for,
    form_for,
    groups_of,
)

N, F, R = Function


def told(evidence: Evidence) -> str:
    """The whole proposal as one text."""
    return " ".join(texts(compose(DeliverableKind.SUPERVISION, evidence, CatalogueWords("en"))))


def test_the_functions_are_weighed_by_how_often_each_was_called_for() -> None:
    assert balance([CALLED]) == {N: 30, F: 47, R: 23}
    assert balance([VISIT]) == {N: 0, F: 0, R: 100}
    assert balance([]) == {N: 0, F: 0, R: 0}


def test_a_session_adds_up() -> None:
    assert (FOCUS_MINUTES, SESSION_MINUTES) == (35, 100)
    assert [step.minutes for step in SESSION] == [5, 10, 35, 35, 10, 5]


@pytest.mark.parametrize(
    ("people", "sizes"),
    [(5, (5,)), (6, (6,)), (7, (7,)), (8, (4, 4)), (13, (5, 4, 4)), (24, (6, 6, 6, 6))],
)
def test_groups_are_sixes_begun_and_never_under_four(people: int, sizes: tuple[int, ...]) -> None:
    assert groups_of(people) == sizes


@pytest.mark.parametrize(
    ("shares", "roles", "people", "uneven", "form"),
    [
        ((10, 80, 10), ["visitator"], 4, False, Form.PAIRS),
        ((10, 80, 10), ["visitator"], 12, False, Form.ACTION_LEARNING),
        ((10, 80, 10), ["visitator"], None, False, Form.ACTION_LEARNING),
        ((60, 30, 10), ["visitator"], 12, True, Form.GROUP),
        ((20, 70, 10), ["visitator", "jurist"], 12, False, Form.GROUP),
        ((30, 30, 40), ["visitator"], 12, True, Form.EXTERNAL),
        ((10, 80, 10), ["teamledere", "kontorchef"], 12, False, Form.PEERS),
    ],
)
def test_the_form_follows_from_balance_roles_and_number(
    shares: tuple[int, int, int], roles: list[str], people: int | None, uneven: bool, form: Form
) -> None:
    assert form_for(dict(zip(Function, shares, strict=True)), roles, people, uneven) is form


def test_sessions_are_close_together_where_it_was_more_than_a_nuisance() -> None:
    assert cadence_for(CALLED.barriers) == Cadence(2, 3, 4)
    assert Cadence(2, 3, 4).sessions == 14


def test_two_agencies_get_the_set_up_that_their_records_ask_for() -> None:
    first, second = told(FIRST), told(SECOND)
    assert "Group supervision with a practice lead" in first
    assert "Supervision in pairs" in second
    assert "There are fewer than five people, so they work two and two." in second
