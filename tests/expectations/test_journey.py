"""Stages of the service stand as citizens meet them, wherever they are listed."""

import pytest
from flask import Flask

from tests.expectations.makers import make_note, make_theme
from tests.factories import make_engagement, make_user
from tests.marks import both_databases
from tests.pages import Client
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, NotAllowed
from workshops.deliverables.queries.evidence import gather
from workshops.engagements.models import Engagement
from workshops.expectations.queries import notes
from workshops.expectations.queries.expectation_map import get_map
from workshops.expectations.queries.themes import list_places
from workshops.expectations.rules.journey import in_order, swapped
from workshops.expectations.services import journey
from workshops.expectations.services.themes import move_theme

BEFORE, DECISION, AFTER = "Før afgørelsen", "Afgørelse", "Efter afgørelsen"


@pytest.mark.parametrize(
    ("used", "said", "stands"),
    [
        ([], ["a"], []),
        (["b", "a", "b"], [], ["b", "a"]),
        (["b", "a"], ["a", "b"], ["a", "b"]),
        (["c", "b", "a"], ["a"], ["a", "c", "b"]),
        (["", "b", "a"], ["a", "gone"], ["a", "b", ""]),
        (["", ""], ["", "a"], [""]),
        (["a"], ["a", "a"], ["a"]),
    ],
)
def test_what_was_put_in_order_comes_first(
    used: list[str], said: list[str], stands: list[str]
) -> None:
    assert in_order(used, said) == stands


@pytest.mark.parametrize(
    ("stage", "earlier", "stands"),
    [
        ("a", True, "abc"),
        ("b", True, "bac"),
        ("c", True, "acb"),
        ("a", False, "bac"),
        ("b", False, "acb"),
        ("c", False, "abc"),
    ],
)
def test_a_stage_moves_by_one_place(stage: str, earlier: bool, stands: str) -> None:
    assert swapped("abc", stage, earlier=earlier) == list(stands)


def _service() -> Engagement:
    engagement = make_engagement()
    make_theme(engagement, stage=DECISION, touchpoint="Brevet")
    make_theme(engagement)
    make_theme(engagement, stage=AFTER)
    make_theme(engagement, stage=BEFORE)
    return engagement


def _stages(engagement: Engagement) -> list[str]:
    return [stage.name for stage in get_map(engagement.manager.actor(), engagement).stages]


@both_databases
def test_managers_say_in_which_order_citizens_meet_the_stages(app: Flask, client: Client) -> None:
    engagement = _service()
    assert _stages(engagement) == [DECISION, AFTER, BEFORE, ""]
    client.sign_in(engagement.manager)
    url = f"/engagements/{engagement.public_id}/expectation-map"
    page = client.fetch(url)
    assert "1 of 4" in page.text
    answer = client.submit(f"{url}/stages", {"stage": BEFORE, "to": "earlier"})
    assert answer.response.location == f"{url}#stage-2"
    client.submit(f"{url}/stages", {"stage": DECISION, "to": "later"})
    assert _stages(engagement) == [BEFORE, DECISION, AFTER, ""]
    assert f"“{DECISION}” is stage 2 of the journey now." in client.fetch(url).text


def test_themes_and_notes_do_not_move_the_stages(app: Flask) -> None:
    engagement = _service()
    actor = engagement.manager.actor()
    last = get_map(actor, engagement).themes[-2]
    assert last.stage == BEFORE
    with transaction():
        for _ in range(4):
            move_theme(actor, theme=last, up=True)
    assert _stages(engagement) == [DECISION, AFTER, BEFORE, ""]


def _ordered() -> Engagement:
    engagement = _service()
    with transaction():
        for _ in range(2):
            actor = engagement.manager.actor()
            journey.move_stage(actor, engagement=engagement, name=BEFORE, earlier=True)
    return engagement


def test_lists_filters_and_documents_follow_the_journey(app: Flask, client: Client) -> None:
    engagement = _ordered()
    stages = [BEFORE, DECISION, AFTER]
    for number, stage in enumerate([AFTER, "", "Altid", DECISION, BEFORE]):
        make_note(engagement, stage=stage, text=f"Note {number}")
    assert list_places(engagement)["stage"] == stages
    assert notes.words_used(engagement, "stage") == [*stages, "Altid"]
    assert gather(engagement, "da", clock.now().date()).journey == (*stages, "")
    client.sign_in(engagement.manager)
    listed = client.fetch(f"/engagements/{engagement.public_id}/notes?sort=stage").text
    places = [listed.index(f"Note {number}") for number in (4, 3, 0, 2, 1)]
    assert places == sorted(places)


def test_a_stage_that_nobody_names_any_longer_is_said(app: Flask) -> None:
    engagement = _service()
    for gone in ("Uden for kortet", ""):
        with pytest.raises(Conflict):
            journey.move_stage(
                engagement.manager.actor(), engagement=engagement, name=gone, earlier=True
            )


def test_only_who_may_change_themes_moves_stages(app: Flask, client: Client) -> None:
    engagement = _service()
    reader = make_user(Role.READER)
    with pytest.raises(NotAllowed):
        journey.move_stage(reader.actor(), engagement=engagement, name=AFTER, earlier=True)
    page = client.sign_in(reader).fetch(f"/engagements/{engagement.public_id}/expectation-map")
    assert "Move earlier" not in page.text
    assert _stages(engagement)[0] == DECISION
    db.session.rollback()
