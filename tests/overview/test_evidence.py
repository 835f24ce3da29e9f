"""The chain on an engagement's page, and what of it stands on Today."""

from datetime import date

import pytest
from flask import Flask

from tests.deliverables.makers import make_deliverable, make_version
from tests.expectations.makers import make_note, make_theme
from tests.experiments.makers import make_experiment
from tests.factories import make_engagement, make_user, save
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Role
from workshops.deliverables.models import DeliverableSource, DeliverableState
from workshops.deliverables.models.issued import VersionSource
from workshops.engagements.models import Engagement
from workshops.experiments.models.kinds import Decision, ExperimentState
from workshops.overview.queries.chain import Chain, chain_of


@pytest.fixture
def manager(app: Flask) -> User:
    return make_user()


@pytest.fixture
def engagement(manager: User) -> Engagement:
    return make_engagement(manager, name="Brevet")


def _fill(engagement: Engagement) -> None:
    make_theme(engagement, make_note(engagement))
    make_note(engagement)
    make_note(engagement, hidden_at=clock.now())
    make_note(engagement, withdrawn_at=clock.now())
    make_note()
    for state in (ExperimentState.IDEA, ExperimentState.RUNNING, ExperimentState.CONCLUDED):
        make_experiment(engagement, state=state)
    make_deliverable(engagement, state=DeliverableState.IN_REVIEW)
    make_deliverable(engagement, deleted_at=clock.now())


def test_the_chain_counts_what_may_be_built_upon(engagement: Engagement) -> None:
    _fill(engagement)

    found = chain_of(engagement)

    assert (found.notes, found.unsorted) == (2, 1)
    assert (found.themes, found.concepts) == (4, 3)
    assert (found.experiments, found.under_way, found.waiting, found.decided) == (3, 1, 1, 0)
    assert (found.deliverables, found.in_review, found.issued) == (1, 1, 0)


def test_an_engagement_without_evidence_has_an_empty_chain(engagement: Engagement) -> None:
    assert chain_of(engagement) == Chain(*[0] * 13)


def test_the_chain_leads_its_people_everywhere(
    client: Client, manager: User, engagement: Engagement
) -> None:
    _fill(engagement)
    base = f"/engagements/{engagement.public_id}"

    page = client.sign_in(manager).fetch(f"{base}?tab=evidence", queries=12)

    links = page.links()
    assert links["Notes"] == f"{base}/notes"
    assert links["Sort the notes"] == f"{base}/triage"
    assert links["Deliverables"] == f"{base}/deliverables"
    assert "1 is not sorted yet" in page.text


def test_a_reader_sees_no_way_to_notes_and_drafts(client: Client, engagement: Engagement) -> None:
    _fill(engagement)

    page = client.sign_in(make_user(Role.READER)).fetch(
        f"/engagements/{engagement.public_id}?tab=evidence"
    )

    hidden = {"Notes", "Deliverables", "Sort the notes", "Write a note"}
    assert hidden & set(page.links()) == set()


def test_today_names_experiments_past_their_end_and_decisions_to_confirm(
    client: Client, manager: User, engagement: Engagement
) -> None:
    make_experiment(engagement, name="Boksen", owner_id=manager.id, ends_on=date(2026, 11, 20))
    other = make_user()
    make_experiment(
        make_engagement(other),
        ExperimentState.CONCLUDED,
        name="Opkaldet",
        owner_id=other.id,
        proposed_decision=Decision.SCALE,
        decided_by_id=other.id,
        departure_reason="Tallet var tæt på.",
    )

    text = client.sign_in(manager).fetch("/").text

    assert "Enter the result of “Boksen”" in text
    assert "Confirm or refuse a decision against the rule: Opkaldet" in text


def test_a_note_s_page_leads_to_the_documents_that_cite_it(
    client: Client, manager: User, engagement: Engagement
) -> None:
    note = make_note(engagement)
    draft, issued = (make_deliverable(engagement, title=title) for title in ("Udkast", "Udsendt"))
    version = make_version(issued, 2, title="Udsendt")
    key = f"note:{note.public_id}"
    save(
        DeliverableSource(
            deliverable_id=draft.id, key=key, position=1, kind="note", label="En note"
        )
    )
    save(VersionSource(version_id=version.id, key=key))

    page = client.sign_in(manager).fetch(
        f"/engagements/{engagement.public_id}/notes/{note.public_id}"
    )

    assert page.links()["Udkast"] == f"/deliverables/{draft.public_id}"
    assert page.links()["Udsendt · 2"] == f"/versions/{version.public_id}"
