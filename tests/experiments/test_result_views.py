"""The pages of results, barriers, accounts and the decision."""

from typing import Any

import pytest

from tests.expectations.makers import make_note
from tests.experiments.learned import (
    make_account,
    make_artefact,
    make_barrier,
    make_finding,
    make_observation,
    make_result,
)
from tests.experiments.makers import make_experiment
from tests.factories import make_user
from tests.pages import Client, Page, values_of
from workshops.core.actor import Role
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.models.kinds import Payer

TABS = ("results", "barriers", "accounts", "decision")


def _url(experiment: Experiment, rest: str) -> str:
    return f"/experiments/{experiment.public_id}/{rest}"


def _owned(client: Client, state: State = State.RUNNING) -> Experiment:
    experiment = make_experiment(state=state)
    client.sign_in(experiment.owner)
    return experiment


def _save(
    client: Client, page: Page, typed: dict[str, Any] | None = None, status: int = 302
) -> Page:
    """Send the page's own form with everything else it holds."""
    (form,) = [form for form in page.all("form") if not form.get("action")]
    held = {name: value for name, value in values_of(form).items() if name != "csrf_token"}
    return client.submit(page.url, {**held, **(typed or {})}, status)


def _make(kind: str, experiment: Experiment) -> str:
    """A finding of that kind; its public id."""
    if kind == "barriers":
        return make_barrier(experiment).public_id
    if kind == "skills":
        return make_finding(experiment).public_id
    return make_artefact(experiment).public_id


def _fill(experiment: Experiment, rows: int = 1) -> None:
    make_result(
        experiment, interval_low=18.0, interval_high=23.0, control_value=30.0, control_n=210
    )
    for _ in range(rows):
        make_barrier(experiment, make_observation(experiment))
        make_finding(experiment)
        make_artefact(experiment)
    make_account(experiment, Payer.STATE)
    make_account(experiment, Payer.MUNICIPALITY, cost_high=6e6, gain_high=0, gain_low=0)


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("state", list(State))
def test_every_tab_stands_in_every_state(client: Client, tab: str, state: State) -> None:
    experiment = _owned(client, state)
    client.fetch(_url(experiment, tab))
    _fill(experiment)
    client.fetch(_url(experiment, tab))


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_takes_the_same_queries_for_one_row_as_for_forty(client: Client, tab: str) -> None:
    one, many = _owned(client), make_experiment(state=State.RUNNING)
    many.engagement_id = one.engagement_id
    _fill(one)
    _fill(many, 40)
    client.fetch(_url(one, tab))
    few = client.fetch(_url(one, tab)).queries
    client.fetch(_url(many, tab), queries=few)


def test_a_result_is_written_in_steps(client: Client) -> None:
    experiment = _owned(client)
    page = client.fetch(_url(experiment, "results/measured"))
    typed = {"n_actual": "240", "value": "20.5", "interval_low": "18"}
    again = _save(client, page, typed, 422)
    assert "Give both ends" in again.text
    done = _save(client, again, {"interval_high": "23"})
    assert done.response.location == _url(experiment, "results/groups")
    page = client.fetch(_url(experiment, "results/groups"))
    done = _save(
        client, page, {"subgroups-0-value": "9", "subgroups-0-n": "3", "guardrails-0-value": "2"}
    )
    assert done.response.location == _url(experiment, "results/learned")
    shown = client.fetch(_url(experiment, "results")).text
    assert "20.5 per 100 letters (between 18 and 23)" in shown
    assert "People over 75 looked at apart Fewer than 5; not shown" in shown
    assert "Complaints at most 5 per 100 letters 2 per 100 letters kept" in shown


def test_a_small_group_is_in_no_view(client: Client) -> None:
    experiment = _owned(client)
    make_result(experiment, subgroup_results=[{"name": "People over 75", "value": 77.125, "n": 4}])
    body = client.fetch(_url(experiment, "results")).response.get_data(as_text=True)
    assert "77.125" not in body


def test_the_second_editor_of_a_result_merges(client: Client) -> None:
    experiment = _owned(client)
    page = client.fetch(_url(experiment, "results/measured"))
    _save(client, page, {"n_actual": "240", "value": "20.5"})
    merged = _save(client, page, {"n_actual": "240", "value": "19"}, 409)
    assert "Saved by the other 20.5" in merged.text
    _save(client, merged)
    assert "19 per 100 letters" in client.fetch(_url(experiment, "results")).text


@pytest.mark.parametrize("rest", ["results/nothing", "findings/nothing/new"])
def test_there_are_no_other_steps_or_kinds(client: Client, rest: str) -> None:
    client.fetch(_url(_owned(client), rest), 404)


def test_several_barriers_are_written_in_a_row(client: Client) -> None:
    experiment = _owned(client)
    note = make_observation(experiment)
    page = client.fetch(_url(experiment, "findings/barriers/new"))
    typed = {"text": "They fear to decide.", "cause": "confidence", "severity": "3"}
    more = {"role": "Case worker", "frequency": "4", "notes": [note.public_id], "another": "1"}
    done = _save(client, page, {**typed, **more})
    empty = client.fetch(done.response.location)
    (form,) = [form for form in empty.all("form") if not form.get("action")]
    held = values_of(form)
    assert (held["role"], held["text"]) == (["Case worker"], [""])
    _save(client, empty, {"text": ""}, 422)
    shown = client.fetch(_url(experiment, "barriers")).text
    assert "They fear to decide. rests on 1 observation" in shown
    assert "Confidence: unsure of doing right Supervision proposal" in shown


@pytest.mark.parametrize("kind", ["barriers", "skills", "artefacts"])
def test_a_finding_is_changed_and_merged(client: Client, kind: str) -> None:
    experiment = _owned(client)
    field = {"barriers": "text", "skills": "skill", "artefacts": "name"}[kind]
    url = _url(experiment, f"findings/{kind}/{_make(kind, experiment)}")
    page = client.fetch(url)
    _save(client, page, {field: "First"})
    merged = _save(client, page, {field: "Second"}, 409)
    _save(client, merged, {field: "Both"})
    (form,) = [form for form in client.fetch(url).all("form") if not form.get("action")]
    assert values_of(form)[field] == ["Both"]


@pytest.mark.parametrize("kind", ["barriers", "skills", "artefacts"])
def test_a_deleted_finding_is_brought_back(client: Client, kind: str) -> None:
    experiment = _owned(client)
    url = _url(experiment, f"findings/{kind}/{_make(kind, experiment)}")
    back = client.submit(f"{url}/delete", {}).response.location
    client.fetch(url, 404)
    client.submit_form(client.fetch(back), "/restore")
    client.fetch(url)


def test_observations_are_found_ticked_and_unticked(client: Client) -> None:
    experiment = _owned(client)
    kept = make_observation(experiment, make_note(experiment.engagement, text="Brevet er langt"))
    make_note(experiment.engagement, text="Køen er 100 % for lang")
    page = client.fetch(_url(experiment, "observations?q=100 %25"))
    (box,) = page.all("input", name="note")
    client.submit(
        _url(experiment, "observations?q=100"),
        {"shown": box.get("value"), "note": box.get("value")},
    )
    shown = client.fetch(_url(experiment, "results")).text
    assert "Brevet er langt" in shown
    assert "Køen er 100 % for lang" in shown
    client.submit(_url(experiment, "observations"), {"shown": kept.public_id})
    assert "Brevet er langt" not in client.fetch(_url(experiment, "results")).text
    assert "Nothing fits" in client.fetch(_url(experiment, "observations?q=findes-ikke")).text


def test_the_page_of_notes_takes_the_same_queries_for_many(client: Client) -> None:
    experiment = _owned(client)
    make_observation(experiment)
    client.fetch(_url(experiment, "observations"))
    few = client.fetch(_url(experiment, "observations")).queries
    for _ in range(40):
        make_observation(experiment)
    client.fetch(_url(experiment, "observations?page=2"), queries=few)


def test_an_outsider_sees_the_result_but_no_note_and_no_barrier(client: Client) -> None:
    experiment = make_experiment(state=State.DECIDED)
    _fill(experiment)
    client.sign_in(make_user(Role.READER))
    shown = client.fetch(_url(experiment, "results")).text
    assert "20.5 per 100 letters" in shown
    assert "Observations" not in shown
    for rest in ("barriers", "observations", "results/measured", "accounts/edit"):
        client.fetch(_url(experiment, rest), 403)


def test_accounts_are_typed_and_the_alarm_is_seen(client: Client) -> None:
    experiment = _owned(client)
    page = client.fetch(_url(experiment, "accounts/edit"))
    wrong = _save(client, page, {"state-gain_low": "5", "state-gain_high": "4"}, 422)
    assert "The high figure must be at least the low one." in wrong.text
    typed = {"state-gain_low": "4,000,000", "municipality-cost_low": "6000000"}
    _save(client, wrong, {**typed, "state-gain_high": ""})
    shown = client.fetch(_url(experiment, "accounts")).text
    assert "Municipalities: a loss of 6 million kroner a year" in shown
    assert "All levels together −2 million kroner" in shown


def test_two_who_type_accounts_merge(client: Client) -> None:
    experiment = _owned(client)
    page = client.fetch(_url(experiment, "accounts/edit"))
    _save(client, page, {"state-gain_low": "5"})
    merged = _save(client, page, {"citizen-gain_low": "7"}, 409)
    _save(client, merged)
    shown = client.fetch(_url(experiment, "accounts")).text
    assert "5 kroner" in shown
    assert "7 kroner" in shown


def test_barriers_and_skills_are_taken_out_as_files(client: Client) -> None:
    experiment = _owned(client)
    make_barrier(experiment, make_observation(experiment), text="=1+1")
    make_finding(experiment)
    body = client.visit(_url(experiment, "barriers.csv")).response.get_data().decode("utf-8-sig")
    barrier = "'=1+1;Knowledge: does not know;Training proposal;Case worker;"
    assert body.splitlines()[1] == barrier + "Kundecenter Aarhus;2;7;1"
    body = client.visit(_url(experiment, "skills.csv")).response.get_data().decode("utf-8-sig")
    assert body.splitlines()[1].endswith("Writing the first three lines of a decision;3;1;12")
    for name in ("barriers.xlsx", "skills.xlsx"):
        assert client.visit(_url(experiment, name)).response.get_data()[:2] == b"PK"
    client.sign_in(make_user(Role.READER))
    assert client.visit(_url(experiment, "barriers.csv")).status == 403
