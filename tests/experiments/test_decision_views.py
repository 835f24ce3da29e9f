"""The decision's page: one step as the rule says, two people otherwise."""

from flask import Flask

from tests.experiments.learned import make_result
from tests.experiments.makers import make_experiment
from tests.factories import make_user
from tests.pages import Client, Page
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Decision
from workshops.experiments.models.kinds import ExperimentState as State


def _url(experiment: Experiment) -> str:
    return f"/experiments/{experiment.public_id}/decision"


def _concluded(client: Client, value: float = 40.0) -> Experiment:
    experiment = make_experiment(state=State.CONCLUDED)
    make_result(experiment, value=value)
    client.sign_in(experiment.owner)
    return experiment


def _depart(client: Client, experiment: Experiment, status: int = 302) -> Page:
    sent = {"decision": "scale", "version": str(experiment.version), "reason": "The strike."}
    return client.submit(_url(experiment), sent, status)


def _acts(page: Page) -> list[str]:
    return [str(form.get("action")).rpartition("/")[2] for form in page.all("form")]


def test_the_rules_own_decision_is_one_button(client: Client) -> None:
    experiment = _concluded(client, value=20.0)
    page = client.fetch(_url(experiment))
    assert "Decide as the rule says: Scale" in page.text
    sent = {"decision": "scale", "version": str(experiment.version)}
    client.submit(_url(experiment), sent)
    assert "Decided Scale" in client.fetch(_url(experiment)).text


def test_without_a_reason_the_page_says_so_and_keeps_the_choice(client: Client) -> None:
    experiment = _concluded(client)
    sent = {"decision": "scale", "version": str(experiment.version)}
    page = client.submit(_url(experiment), sent, 422)
    assert "Say why you decide otherwise than the rule." in page.text
    chosen = [o for o in page.all("option") if o.get("selected") is not None]
    assert [option.get("value") for option in chosen] == ["scale"]


def test_a_second_person_confirms_on_their_own_sign_in(client: Client) -> None:
    experiment = _concluded(client)
    _depart(client, experiment)
    waiting = client.fetch(_url(experiment))
    assert "Waits for a second person" in waiting.text
    assert "confirm" not in _acts(waiting)
    version = {"version": str(experiment.version)}
    client.submit(f"{_url(experiment)}/confirm", version, 409)

    other = Client(client.app).sign_in(make_user(Role.ADMINISTRATOR, name="Åse Bro"))
    page = other.fetch(_url(experiment))
    other.submit_form(page, "/confirm")
    assert "Confirmed by Åse Bro" in client.fetch(_url(experiment)).text
    db.session.refresh(experiment)
    assert (experiment.state, experiment.decision) == (State.DECIDED, Decision.SCALE)


def test_a_second_person_may_refuse_with_a_remark(client: Client) -> None:
    experiment = _concluded(client)
    _depart(client, experiment)
    other = Client(client.app).sign_in(make_user())
    page = other.fetch(_url(experiment))
    assert "Say why you do not confirm it." in other.submit_form(page, "/refuse", 422).text
    other.submit_form(page, "/refuse", remark="The strike was over.")
    assert "Decide as the rule says: Stop" in client.fetch(_url(experiment)).text


def test_who_decided_takes_it_back(client: Client) -> None:
    experiment = _concluded(client)
    _depart(client, experiment)
    client.submit_form(client.fetch(_url(experiment)), "/withdraw")
    assert "Decide as the rule says: Stop" in client.fetch(_url(experiment)).text
    client.submit(f"{_url(experiment)}/withdraw", {}, 409)


def test_what_was_opened_before_a_change_can_be_sent_again(client: Client) -> None:
    experiment = _concluded(client)
    old = {"decision": "adapt", "version": "0", "reason": "It nearly worked."}
    page = client.submit(_url(experiment), old, 409)
    assert "Somebody else has changed this" in page.text
    versions = {f.get("value") for f in page.all("input", name="version")}
    assert versions == {str(experiment.version)}


def test_a_rule_in_words_is_judged_on_the_page(client: Client) -> None:
    words = "Eight of ten can say what is asked of them."
    experiment = make_experiment(
        state=State.CONCLUDED, decision_words=words, threshold=None, guardrails=[], min_n=10
    )
    make_result(experiment, n_actual=10, value=None)
    client.sign_in(experiment.owner)
    assert "judge" not in _acts(client.fetch(_url(experiment)))
    other = Client(client.app).sign_in(make_user(name="Åse Bro"))
    page = other.fetch(_url(experiment))
    other.submit_form(page, "/judge", met="yes", words="I heard nine of them.")
    shown = client.fetch(_url(experiment)).text
    assert "Judged by Åse Bro: I heard nine of them." in shown
    assert "Decide as the rule says: Scale" in shown


def test_the_level_is_set_lower_but_not_higher(client: Client) -> None:
    experiment = _concluded(client)
    experiment.evidence_ceiling = experiment.evidence_level = 2
    db.session.commit()
    url = f"/experiments/{experiment.public_id}/results"
    page = client.fetch(url)
    client.submit_form(page, "/results", level="1")
    assert "Evidence level 1 of 5." in client.fetch(url).text
    client.submit_form(client.fetch(url), "/results", 422, level="3")


def test_readers_have_no_part_in_it(app: Flask, client: Client) -> None:
    experiment = _concluded(client)
    _depart(client, experiment)
    reader = Client(app).sign_in(make_user(Role.READER))
    assert _acts(reader.fetch(_url(experiment))) == _acts(reader.fetch("/"))
    reader.submit(f"{_url(experiment)}/confirm", {}, 403)
