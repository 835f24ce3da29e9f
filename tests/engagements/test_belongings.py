"""Stages, tasks, people and files of an engagement."""

from io import BytesIO

import pytest
from sqlalchemy import select

from tests.engagements.pages import engagement_of, form_of, url_of
from tests.factories import (
    make_file,
    make_user,
    save,
)
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.engagements.models import (
    Engagement,
    EngagementContact,
    EngagementMember,
    EngagementTask,
    MemberPart,
    Stage,
    StageState,
)
from workshops.files.models import StoredFile


@pytest.fixture
def manager(client: Client) -> User:
    """A project manager who is signed in."""
    user = make_user()
    client.sign_in(user)
    return user


def test_a_stage_is_finished_skipped_dated_and_opened_again(client: Client, manager: User) -> None:
    engagement = engagement_of(manager)
    engagement.stages[0].state = StageState.CURRENT
    db.session.commit()
    client.fetch(url_of(engagement, "/stages/scoping"))
    client.submit(url_of(engagement, "/stages/scoping/move"), {"act": "finish"})
    assert engagement.stages[1].state is StageState.CURRENT
    page = client.submit(url_of(engagement, "/stages/learning/move"), {"act": "skip"}, status=422)
    assert "Say why the stage is skipped." in page.text
    client.submit(
        url_of(engagement, "/stages/learning/move"), {"act": "skip", "reason": "Kendt stof"}
    )
    client.submit(url_of(engagement, "/stages/scoping/move"), {"act": "reopen"})
    form = form_of(client, url_of(engagement, "/stages/analysis"), "/day")
    client.submit(url_of(engagement, "/stages/analysis/day"), {**form, "due_on": "2027-01-15"})
    db.session.expire_all()
    states = [stage.state.value for stage in engagement.stages[:3]]
    assert states == ["current", "skipped", "current"]
    assert str(engagement.stages[2].due_on) == "2027-01-15"
    client.fetch(url_of(engagement, "/stages/nowhere"), status=404)


def test_a_task_is_written_done_changed_deleted_and_brought_back(
    client: Client, manager: User
) -> None:
    engagement = engagement_of(manager)
    new = form_of(client, url_of(engagement, "/tasks/new"), "/new")
    client.submit(url_of(engagement, "/tasks/new"), {**new, "title": " "}, status=422)
    data = {**new, "title": "Ring til Aarhus", "owner": manager.public_id, "due_on": "24.11.2026"}
    client.submit(url_of(engagement, "/tasks/new"), data)
    task = db.session.scalars(select(EngagementTask)).one()
    url = url_of(engagement, f"/tasks/{task.public_id}")
    client.fetch(url)
    client.submit(url, {**data, "version": "1", "stage": "analysis"})
    client.submit(url, {**data, "version": "1", "stage": "test"}, status=409)
    client.submit(f"{url}/done", {"done": "1"})
    db.session.refresh(task)
    assert (task.stage, task.owner, bool(task.done_at)) == (Stage.ANALYSIS, manager, True)
    client.submit(f"{url}/delete", {})
    client.fetch(url, status=404)
    client.submit(f"{url}/restore", {})
    client.fetch(url)


def test_a_facilitator_marks_tasks_but_does_not_change_them(client: Client) -> None:
    engagement, facilitator = engagement_of(make_user()), make_user(Role.FACILITATOR)
    part = MemberPart.FACILITATOR
    save(EngagementMember(engagement_id=engagement.id, user_id=facilitator.id, part=part))
    task = save(EngagementTask(engagement_id=engagement.id, title="Ring", stage=Stage.SCOPING))
    client.sign_in(facilitator)
    url = url_of(engagement, f"/tasks/{task.public_id}")
    client.submit(f"{url}/done", {"done": "1"})
    client.submit(f"{url}/delete", {}, status=403)
    client.fetch(url, status=403)
    other = engagement_of(make_user())
    client.submit(url_of(other, f"/tasks/{task.public_id}/done"), {"done": "0"}, status=404)


def test_colleagues_and_contacts_come_and_go(client: Client, manager: User) -> None:
    engagement, colleague = engagement_of(manager), make_user(Role.FACILITATOR)
    data = {"user": colleague.public_id, "part": "facilitator"}
    client.fetch(url_of(engagement, "/members/new"))
    client.submit(url_of(engagement, "/members/new"), data)
    client.submit(url_of(engagement, f"/members/{colleague.public_id}/remove"), {})
    client.submit(url_of(engagement, f"/members/{manager.public_id}/remove"), {}, status=409)
    client.fetch(url_of(engagement, "/contacts/new"))
    for name in ("Lone Bæk", "Åse Øst"):
        email = f"{name[0].lower()}@agency.example".replace("å", "aa")
        client.submit(url_of(engagement, "/contacts/new"), {"name": name, "email": email})
    bad = {"name": "Ida", "email": "ida"}
    client.submit(url_of(engagement, "/contacts/new"), bad, status=422)
    second = db.session.scalars(select(EngagementContact).order_by(EngagementContact.id)).all()[1]
    key = second.person.public_id
    client.submit(url_of(engagement, f"/contacts/{key}/first"), {})
    client.submit(url_of(engagement, f"/contacts/{key}/remove"), {})
    rest = db.session.scalars(select(EngagementContact)).one()
    assert (rest.person.name, rest.first) == ("Lone Bæk", True)


def _upload(client: Client, engagement: Engagement, name: str, content: bytes, status: int) -> None:
    data = {"file": (BytesIO(content), name)}
    client.submit(url_of(engagement, "/files/new"), data, status=status)


def test_a_file_is_added_served_as_attachment_deleted_and_brought_back(
    client: Client, manager: User
) -> None:
    engagement = engagement_of(manager)
    client.fetch(url_of(engagement, "/files/new"))
    _upload(client, engagement, "kort.html", b"<script>", 422)
    _upload(client, engagement, "Kontrakt æøå.pdf", b"%PDF-1.7", 302)
    stored = db.session.scalars(select(StoredFile)).one()
    url = url_of(engagement, f"/files/{stored.public_id}")
    response = client.fetch(url).response
    assert response.data == b"%PDF-1.7"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    client.submit(f"{url}/delete", {})
    client.fetch(url, status=404)
    client.submit(f"{url}/restore", {})
    client.fetch(url)


def test_bytes_are_served_only_to_those_of_the_engagement(client: Client, manager: User) -> None:
    engagement, other = engagement_of(manager), engagement_of(manager)
    key = make_file(engagement).public_id
    client.fetch(url_of(engagement, f"/files/{key}"))
    client.fetch(url_of(other, f"/files/{key}"), status=404)
    client.sign_in(make_user())
    client.fetch(url_of(engagement, f"/files/{key}"), status=404)
    client.sign_in(make_user(Role.READER))
    client.fetch(url_of(engagement, f"/files/{key}"), status=403)
