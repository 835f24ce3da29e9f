"""Registering with its similar experiments, new versions, the sheet, start, end and abandon."""

from typing import Any

from tests.experiments.makers import make_experiment
from tests.factories import make_engagement
from tests.pages import Client, text_of
from workshops.core.db import db
from workshops.experiments.models.kinds import Decision
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.models.sheet import ManagementSheet
from workshops.experiments.queries.plans import find_sheet


def test_a_similar_experiment_is_opened_before_the_plan_is_locked(client: Client) -> None:
    past = make_experiment(make_engagement(), State.DECIDED, decision=Decision.STOP)
    experiment = make_experiment(state=State.DESIGNED)
    url = f"/experiments/{experiment.public_id}/register"
    page = client.sign_in(experiment.engagement.manager).fetch(url)
    assert past.name in page.text
    assert "Register and lock the plan" not in page.text
    client.submit(url, {"version": str(experiment.version)}, 409)

    opened = client.submit_form(page, past.public_id).response.location
    assert f"similar to “{experiment.name}”" in client.fetch(opened).text

    page = client.fetch(url)
    assert "Looked at" in page.text
    client.submit_form(page, "/register")
    assert experiment.state is State.REGISTERED
    shown = client.fetch(f"/experiments/{experiment.public_id}")
    assert "Registered before start" in shown.text
    assert past.name in shown.links()


def test_what_is_missing_stands_on_the_registration_with_its_links(client: Client) -> None:
    experiment = make_experiment(state=State.IDEA, hypothesis="")
    page = client.sign_in(experiment.engagement.manager).fetch(
        f"/experiments/{experiment.public_id}/register"
    )
    assert page.links()["Write the hypothesis."].endswith("/plan/hypothesis")
    assert "No registered experiment is like this one." in page.text


def test_a_new_version_is_made_with_a_reason_and_shows_what_changed(client: Client) -> None:
    experiment = make_experiment()
    url = f"/experiments/{experiment.public_id}/amend"
    page = client.sign_in(experiment.engagement.manager).fetch(url)
    again = client.submit_form(page, "/amend", 422, threshold="24.5")
    assert "Give the reason" in again.text

    sent = client.submit_form(page, "/amend", threshold="24.5", reason="The plan was too strict.")

    shown = client.fetch(sent.response.location)
    assert "Version 2" in shown.text
    assert "The plan was too strict." in shown.text
    cells = [text_of(cell) for cell in shown.all("td")]
    assert cells == ["Threshold", "22", "24.5"]


def test_a_second_new_version_from_the_same_page_is_merged(client: Client) -> None:
    experiment = make_experiment()
    url = f"/experiments/{experiment.public_id}/amend"
    page = client.sign_in(experiment.engagement.manager).fetch(url)
    client.submit_form(page, "/amend", min_n="150", reason="Fewer letters.")
    merge = client.submit_form(page, "/amend", 409, min_n="120", reason="Even fewer.")
    assert "150" in merge.text


def test_the_gate_names_what_is_missing_and_opens_when_it_is_there(client: Client) -> None:
    experiment = make_experiment()
    db.session.execute(db.delete(ManagementSheet))
    db.session.commit()
    url = f"/experiments/{experiment.public_id}/start"
    page = client.sign_in(experiment.engagement.manager).fetch(url)
    edit = page.links()["A responsible manager is named"]
    client.submit(url, {"version": "1", "started_on": "2026-11-23"}, 409)

    sheet = client.fetch(edit)
    typed: dict[str, Any] = {"responsible_manager": "Dorthe Friis", "hours_released_week": "6.5"}
    client.submit_form(sheet, "/sheet/edit", code_points=["2", "9"], ready_mandate="3", **typed)
    client.submit_form(client.fetch(url), "/start", started_on="2026-11-20")

    found = find_sheet(experiment)
    assert found
    assert (found.hours_released_week, found.code_points) == (6.5, [2, 9])
    assert (found.ready_mandate, experiment.state) == (3, State.RUNNING)


def test_the_second_editor_of_a_sheet_gets_the_merge_page(client: Client) -> None:
    experiment = make_experiment()
    url = f"/experiments/{experiment.public_id}/sheet/edit"
    page = client.sign_in(experiment.engagement.manager).fetch(url)
    client.submit_form(page, "/sheet/edit", sponsor="The director")
    assert "The director" in client.submit_form(page, "/sheet/edit", 409, sponsor="The deputy").text


def test_the_sheet_is_read_with_its_matrix(client: Client) -> None:
    experiment = make_experiment()
    page = client.sign_in(experiment.engagement.manager).fetch(
        f"/experiments/{experiment.public_id}/sheet"
    )
    assert "Dorthe Friis Ølgaard" in page.text
    cells = [text_of(cell) for cell in page.all("td")]
    assert cells[0] == "3 in place"
    assert "5. Ask for results and effects, not activity" in page.text


def test_before_its_planned_end_the_next_act_of_a_running_experiment_is_its_results(
    client: Client,
) -> None:
    early = make_experiment(state=State.RUNNING)
    late = make_experiment(early.engagement, State.RUNNING, ends_on=early.started_on)
    client.sign_in(early.engagement.manager)
    buttons = [
        [
            text_of(a)
            for a in client.fetch(f"/experiments/{e.public_id}").all("a", class_="button-primary")
        ]
        for e in (early, late)
    ]
    assert buttons == [["Results so far"], ["End the experiment"]]


def test_an_experiment_is_ended_and_abandoned_with_a_reason(client: Client) -> None:
    ending, leaving = make_experiment(state=State.RUNNING), make_experiment()
    client.sign_in(ending.engagement.manager)
    page = client.fetch(f"/experiments/{ending.public_id}/end")
    client.submit_form(page, "/end", 422, ended_on="2026-12-24")
    client.submit_form(page, "/end", ended_on="2026-11-20")
    assert ending.state is State.CONCLUDED
    assert "Write the result" in client.fetch(f"/experiments/{ending.public_id}").links()

    client.sign_in(leaving.engagement.manager)
    page = client.fetch(f"/experiments/{leaving.public_id}/abandon")
    client.submit_form(page, "/abandon", 422, reason=" ")
    client.submit_form(page, "/abandon", reason="The agency was closed.")
    assert "The agency was closed." in client.fetch(f"/experiments/{leaving.public_id}").text


def test_a_decided_experiment_is_followed_up_with_one_button(client: Client) -> None:
    experiment = make_experiment(state=State.DECIDED)
    page = client.sign_in(experiment.engagement.manager).fetch(
        f"/experiments/{experiment.public_id}"
    )
    client.submit_form(page, "/follow-up")
    assert experiment.state is State.FOLLOWED_UP
