"""Beginning an experiment from a theme, writing its plan step by step, deleting a draft."""

from datetime import timedelta
from typing import Any

from flask import Flask

from tests.experiments.makers import make_concept, make_expectation, make_experiment
from tests.factories import make_engagement, make_user
from tests.pages import Client
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.experiments.models import Concept, Experiment
from workshops.experiments.models.kinds import ConceptState
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.models.sheet import ManagementSheet
from workshops.experiments.queries.plans import list_tested
from workshops.overview.tasks import purge_deleted


def plan_url(experiment: Experiment, step: str) -> str:
    """The address of one step of a plan."""
    return f"/experiments/{experiment.public_id}/plan/{step}"


def only_experiment() -> Experiment:
    """The one experiment there is."""
    found: Experiment = db.session.scalars(db.select(Experiment)).one()
    return found


def test_a_new_experiment_from_a_theme_begins_with_its_expectation(client: Client) -> None:
    engagement = make_engagement()
    theme = make_expectation(engagement, statement="I want one letter, not three")
    client.sign_in(engagement.manager)
    page = client.fetch(
        f"/engagements/{engagement.public_id}/experiments/new?theme={theme.public_id}"
    )
    assert "because they expect this: “I want one letter, not three”" in page.text

    client.submit_form(page, "/new", name="One letter")

    made = only_experiment()
    assert (made.name, made.owner, made.state) == ("One letter", engagement.manager, State.IDEA)
    assert list_tested(made) == [theme]
    assert theme.statement in made.hypothesis


def test_a_new_experiment_from_a_concept_tests_what_the_concept_answers(client: Client) -> None:
    engagement = make_engagement()
    make_expectation(engagement)
    concept = make_concept(engagement)
    client.sign_in(engagement.manager)
    page = client.fetch(
        f"/engagements/{engagement.public_id}/experiments/new?concept={concept.public_id}"
    )

    client.submit_form(page, "/new", name="One letter")

    made = only_experiment()
    assert (made.concept, list_tested(made)) == (concept, [concept.expectations[0].theme])


def test_a_concept_from_a_theme_answers_it(client: Client) -> None:
    engagement = make_engagement()
    theme, _other = make_expectation(engagement), make_expectation(engagement)
    page = client.sign_in(engagement.manager).fetch(f"/themes/{theme.public_id}")
    page = client.fetch(page.links()["New concept"])

    client.submit_form(page, "/new", name="One letter")

    made = db.session.scalars(db.select(Concept)).one()
    assert [(one.theme, one.answered) for one in made.expectations] == [(theme, True)]


def test_what_is_measured_is_not_done_while_there_is_no_rule(client: Client) -> None:
    experiment = make_experiment(state=State.IDEA, threshold=None, guardrails=[])
    client.sign_in(experiment.engagement.manager)
    page = client.fetch(plan_url(experiment, "identity"))
    assert "Measure (not started)" in page.text


def test_a_new_experiment_without_a_title_keeps_what_was_typed(client: Client) -> None:
    engagement = make_engagement()
    url = f"/engagements/{engagement.public_id}/experiments/new"
    page = client.sign_in(engagement.manager).fetch(url)
    again = client.submit_form(page, "/new", 422, hypothesis="We believe in it.")
    assert "We believe in it." in again.text
    assert "This field is required" in again.text


def test_the_last_missing_thing_makes_an_idea_a_designed_experiment(client: Client) -> None:
    experiment = make_experiment(state=State.IDEA, legal_basis="")
    client.sign_in(experiment.engagement.manager)
    page = client.fetch(f"/experiments/{experiment.public_id}")
    assert "1 thing is missing" in page.text
    step = client.fetch(page.links()["Name the legal basis."])

    client.submit_form(step, "/plan/", go="page", legal_basis="Public task")

    assert experiment.state is State.DESIGNED
    assert "Register" in client.fetch(f"/experiments/{experiment.public_id}").links()


def test_save_and_go_on_leads_to_the_next_step(client: Client) -> None:
    experiment = make_experiment(state=State.IDEA)
    page = client.sign_in(experiment.engagement.manager).fetch(plan_url(experiment, "identity"))
    sent = client.submit_form(page, "/plan/", go="next", name="A clearer letter")
    assert sent.response.location == plan_url(experiment, "hypothesis")
    assert experiment.name == "A clearer letter"


def test_guardrails_are_rows_that_grow_without_scripts(client: Client) -> None:
    experiment = make_experiment(state=State.IDEA, guardrails=[])
    page = client.sign_in(experiment.engagement.manager).fetch(plan_url(experiment, "rule"))
    typed: dict[str, Any] = {"guardrails-0-metric": "Sick leave", "guardrails-0-limit": "2.5"}
    again = client.submit_form(page, "/plan/", 422, go="more", **typed)
    assert "Choose one of the options." in again.text
    typed["guardrails-0-operator"] = "at_most"
    sent = client.submit_form(page, "/plan/", go="more", **typed)

    assert sent.response.location == plan_url(experiment, "rule")
    assert experiment.guardrails == [
        {"metric": "Sick leave", "operator": "at_most", "limit": 2.5, "unit": ""}
    ]
    assert "guardrails-2-metric" in client.fetch(plan_url(experiment, "rule")).form("/plan/")[1]


def test_a_guardrail_without_a_limit_is_sent_back(client: Client) -> None:
    experiment = make_experiment(state=State.IDEA)
    page = client.sign_in(experiment.engagement.manager).fetch(plan_url(experiment, "rule"))
    again = client.submit_form(page, "/plan/", 422, **{"guardrails-1-metric": "Sick leave"})
    assert "Give the limit." in again.text


def test_a_concept_that_answers_nothing_is_refused_with_a_clear_message(client: Client) -> None:
    experiment = make_experiment(state=State.IDEA)
    empty = make_concept(experiment.engagement, state=ConceptState.IDEA, expectations=[])
    page = client.sign_in(experiment.engagement.manager).fetch(plan_url(experiment, "identity"))
    again = client.submit_form(page, "/plan/", 422, concept=empty.public_id)
    assert "One that answers none is not tested." in again.text
    assert experiment.concept != empty


def test_a_replication_names_a_registered_experiment(client: Client) -> None:
    past, experiment = make_experiment(name="Short letters"), make_experiment(state=State.IDEA)
    page = client.sign_in(experiment.engagement.manager).fetch(plan_url(experiment, "identity"))
    assert (
        "no registered experiment of that title"
        in client.submit_form(
            page, "/plan/", 422, kind="replication", replicates="Long letters"
        ).text
    )
    client.submit_form(page, "/plan/", kind="replication", replicates="short letters")
    assert experiment.replicates_id == past.id


def test_the_second_of_two_editors_gets_the_merge_page(client: Client) -> None:
    experiment = make_experiment(state=State.IDEA)
    page = client.sign_in(experiment.engagement.manager).fetch(plan_url(experiment, "ethics"))
    client.submit_form(page, "/plan/", harm_check="Nobody at all.")
    merge = client.submit_form(page, "/plan/", 409, harm_check="Perhaps some.")
    assert "Nobody at all." in merge.text
    assert "Perhaps some." in merge.text


def test_locked_fields_are_read_and_not_asked_for(client: Client) -> None:
    experiment = make_experiment()
    client.sign_in(experiment.engagement.manager)
    page = client.fetch(plan_url(experiment, "hypothesis"))
    assert "Locked since the registration" in page.text
    assert "hypothesis" not in page.form("/plan/")[1]
    assert "assumptions" in page.form("/plan/")[1]
    assert client.fetch(plan_url(experiment, "rule")).all("textarea") == []


def test_a_draft_is_deleted_with_a_way_back(app: Flask, client: Client) -> None:
    experiment = make_experiment(state=State.IDEA)
    url = f"/experiments/{experiment.public_id}"
    page = client.sign_in(experiment.engagement.manager).fetch(url)
    listed = client.submit_form(page, "/delete").response.location
    client.submit_form(client.fetch(listed), "/restore")
    assert client.fetch(url).status == 200


def test_the_bin_brings_a_draft_and_a_concept_back(client: Client) -> None:
    experiment = make_experiment(state=State.IDEA, deleted_at=clock.now())
    concept = make_concept(experiment.engagement, deleted_at=clock.now())
    client.sign_in(experiment.engagement.manager)
    for record in (experiment, concept):
        client.submit_form(client.fetch("/lab/bin"), record.public_id, 303)
        assert record.deleted_at is None


def test_a_draft_is_gone_for_good_after_thirty_days(app: Flask) -> None:
    old = clock.now() - timedelta(days=31)
    experiment = make_experiment(state=State.IDEA, deleted_at=old)
    assert experiment.concept
    experiment.concept.deleted_at = old
    db.session.commit()
    with transaction():
        purge_deleted()
    for kind in (Experiment, Concept, ManagementSheet):
        assert db.session.scalars(db.select(kind)).all() == []


def test_a_reader_sees_a_registered_experiment_without_acts_and_no_draft(client: Client) -> None:
    shown, draft = make_experiment(), make_experiment(state=State.DESIGNED)
    client.sign_in(make_user(Role.READER))
    page = client.fetch(f"/experiments/{shown.public_id}")
    assert [url for url in page.links().values() if "/plan/" in url] == []
    assert "Start" not in page.links()
    client.fetch(f"/experiments/{draft.public_id}", 404)
