"""Pages of themes and the expectation map: what bears each, how it stands, what answers it."""

from io import BytesIO

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from tests.expectations.makers import make_group, make_note, make_theme, make_votes
from tests.experiments.makers import make_concept, make_experiment
from tests.factories import make_engagement, make_user, save
from tests.pages import Client
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.expectations.models import ExpectationNote, Strength, Theme
from workshops.experiments.models import ConceptExpectation, ExperimentTheme
from workshops.experiments.models.kinds import Decision, ExperimentState
from workshops.experiments.queries.answered import list_answers
from workshops.experiments.rules.answers import Answered, Trial, answered_by


def url_of(engagement: Engagement, path: str) -> str:
    """One of the pages of an engagement."""
    return f"/engagements/{engagement.public_id}/{path}"


def a_minority(engagement: Engagement) -> tuple[Theme, ExpectationNote]:
    """A theme of one note in twenty-five that 80 % of one small group support."""
    for _ in range(24):
        make_note(engagement)
    note = make_note(engagement, text="Vi vil ringes op", quote_consent=True)
    theme = make_theme(engagement, note, make_note(engagement, hidden_at=clock.now()))
    young, old = make_group(engagement, "Gruppe A"), make_group(engagement, "Gruppe B")
    make_votes(note, young, 8, 1, 1)
    make_votes(note, old, 20, 70, 10)
    make_votes(note, make_group(engagement, "Gruppe C"), 3, 1)
    return theme, note


def test_a_minority_view_is_kept_with_its_numbers(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    theme, _note = a_minority(engagement)
    client.sign_in(engagement.manager)
    page = client.fetch(f"/themes/{theme.public_id}")
    assert "4 % of the engagement's notes" in page.text
    assert "Strongest in Gruppe A, where 80 % of 10 votes agree." in page.text
    assert "Gruppe B 20 10 70 20 %" in page.text
    assert "Gruppe C Fewer than five votes; not shown" in page.text
    assert "Under half agree" in page.text
    listed = client.fetch(url_of(engagement, "expectation-map"))
    assert "Gruppe A (80 %)" in listed.text
    assert "1 expectation without an answer" in listed.text


def test_raw_notes_are_for_the_engagements_own_people(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    quotable = make_note(engagement, text="Brevet er for langt", quote_consent=True)
    secret = make_note(engagement, text="Min sag ligger stille")
    theme = make_theme(engagement, quotable, secret)
    url = f"/themes/{theme.public_id}"
    assert secret.text in client.sign_in(engagement.manager).fetch(url).text
    for stranger in (make_user(), make_user(Role.READER), make_user(Role.ADMINISTRATOR)):
        page = client.sign_in(stranger).fetch(url)
        assert secret.text not in page.text
        assert quotable.text in page.text
        assert "2 notes bear this theme." in page.text
    client.sign_in(make_user(Role.FACILITATOR)).fetch(url, 404)


def test_a_merged_theme_leads_to_the_one_it_went_into(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    winner = make_theme(engagement)
    loser = make_theme(engagement, merged_into_id=winner.id)
    client.sign_in(engagement.manager)
    page = client.fetch(f"/themes/{loser.public_id}", 302)
    assert page.response.location == f"/themes/{winner.public_id}"
    assert loser.statement not in client.fetch(url_of(engagement, "themes")).text


@pytest.mark.parametrize("count", [10, 60])
def test_lists_and_map_take_the_same_queries_however_long(
    app: Flask, client: Client, count: int
) -> None:
    engagement = make_engagement()
    group = make_group(engagement, "A")
    for number in range(count):
        theme = make_theme(engagement, make_note(engagement), stage=f"Trin {number % 4}")
        make_votes(theme.links[0].note, group, 6)
        save(ExperimentTheme(experiment_id=make_experiment(engagement).id, theme_id=theme.id))
    client.sign_in(engagement.manager)
    client.fetch(url_of(engagement, "themes?sort=-notes"), queries=12)
    client.fetch(url_of(engagement, "themes?sort=strength"), queries=12)
    client.fetch(url_of(engagement, "expectation-map"), queries=11)
    client.fetch(url_of(engagement, "expectation-map.csv"), queries=11)
    client.fetch(f"/themes/{theme.public_id}", queries=16)


def test_the_map_shows_each_expectation_with_its_answer(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    place = {"stage": "Før ansøgning", "touchpoint": "Brevet"}
    tested = make_theme(engagement, strength=Strength.ESSENTIAL, gap="Ingen svarfrist", **place)
    unmet = make_theme(engagement, **place)
    nowhere = make_theme(engagement)
    experiment = make_experiment(name="Brev med frist")
    save(ExperimentTheme(experiment_id=experiment.id, theme_id=tested.id))
    client.sign_in(make_user(Role.READER))
    page = client.fetch(url_of(engagement, "expectation-map"))
    assert "2 expectations without an answer" in page.text
    for text in (tested.statement, unmet.statement, nowhere.statement, "Ingen svarfrist"):
        assert text in page.text
    assert page.links()["Brev med frist"] == f"/experiments/{experiment.public_id}"
    assert "2 1 without an answer" in page.text
    sheet = client.visit(url_of(engagement, "expectation-map.xlsx")).response.data
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[1:]] == [tested.statement, unmet.statement, nowhere.statement]
    assert [row[13] for row in rows[1:]] == ["Being tested", "No answer yet", "No answer yet"]
    assert rows[1][15] == "Brev med frist"


def test_empty_lists_offer_the_first_act(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    client.sign_in(engagement.manager)
    assert "Sort notes" in client.fetch(url_of(engagement, "themes")).text
    assert "New theme" in client.fetch(url_of(engagement, "expectation-map")).text
    client.sign_in(make_user(Role.READER))
    assert "New theme" not in client.fetch(url_of(engagement, "expectation-map")).text


def test_what_was_said_of_a_merged_theme_holds_for_the_winner(app: Flask) -> None:
    engagement = make_engagement()
    winner = make_theme(engagement)
    loser = make_theme(engagement, merged_into_id=winner.id)
    said = ConceptExpectation(theme=loser, answered=True)
    concept = make_concept(engagement, expectations=[said])
    experiment = make_experiment(engagement, concept=concept)
    actor = engagement.manager.actor()
    answer = list_answers(actor, [winner])[winner.id]
    assert answer.concepts == [concept]
    assert answer.experiments == [experiment]


def test_a_draft_experiment_is_no_answer_to_outsiders(app: Flask) -> None:
    engagement = make_engagement()
    theme = make_theme(engagement)
    draft = make_experiment(engagement, state=ExperimentState.IDEA, registered_at=None)
    save(ExperimentTheme(experiment_id=draft.id, theme_id=theme.id))
    mine, other = engagement.manager.actor(), make_user(Role.READER).actor()
    assert list_answers(mine, [theme])[theme.id].state is Answered.IDEA
    assert list_answers(other, [theme])[theme.id].state is Answered.NONE
    db.session.rollback()


@pytest.mark.parametrize(
    ("idea", "trials", "answered"),
    [
        (False, [], Answered.NONE),
        (True, [], Answered.IDEA),
        (False, [Trial(ExperimentState.DESIGNED)], Answered.IDEA),
        (True, [Trial(ExperimentState.RUNNING)], Answered.IN_TEST),
        (True, [Trial(ExperimentState.DECIDED, Decision.ADAPT)], Answered.IN_TEST),
        (True, [Trial(ExperimentState.DECIDED, Decision.STOP)], Answered.NOT_FOUND),
        (True, [Trial(ExperimentState.ABANDONED)], Answered.NOT_FOUND),
        (
            False,
            [Trial(ExperimentState.ABANDONED), Trial(ExperimentState.FOLLOWED_UP, Decision.SCALE)],
            Answered.FOUND,
        ),
    ],
)
def test_how_far_an_answer_has_come(idea: bool, trials: list[Trial], answered: Answered) -> None:
    assert answered_by(idea, trials) is answered
    assert answered.unmet is (answered in (Answered.NONE, Answered.IDEA, Answered.NOT_FOUND))
