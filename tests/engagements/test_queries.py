"""Who sees which engagement."""

import pytest
from flask import Flask

from tests.factories import make_engagement, make_user, save
from workshops.core import clock
from workshops.core.actor import ANONYMOUS, Role
from workshops.core.errors import NotFound
from workshops.engagements import permissions, queries
from workshops.engagements.models import EngagementMember, EngagementState, MemberPart


@pytest.mark.parametrize("role", [Role.PROJECT_MANAGER, Role.READER, Role.ADMINISTRATOR])
def test_staff_see_every_engagement(app: Flask, role: Role) -> None:
    engagement = make_engagement()
    found = queries.get_engagement(make_user(role).actor(), engagement.public_id)
    assert found is engagement


def test_a_facilitator_sees_an_engagement_only_when_assigned(app: Flask) -> None:
    engagement, facilitator = make_engagement(), make_user(Role.FACILITATOR)
    with pytest.raises(NotFound):
        queries.get_engagement(facilitator.actor(), engagement.public_id)
    save(
        EngagementMember(
            engagement_id=engagement.id, user_id=facilitator.id, part=MemberPart.FACILITATOR
        )
    )
    assert queries.get_engagement(facilitator.actor(), engagement.public_id) is engagement
    assert permissions.is_member(facilitator.actor(), engagement)
    assert not permissions.can_edit_engagement(facilitator.actor(), engagement)


def test_nobody_sees_a_deleted_engagement(app: Flask) -> None:
    manager = make_user()
    engagement = make_engagement(manager, deleted_at=clock.now())
    with pytest.raises(NotFound):
        queries.get_engagement(manager.actor(), engagement.public_id)


def test_a_stranger_sees_none(app: Flask) -> None:
    engagement = make_engagement()
    with pytest.raises(NotFound):
        queries.get_engagement(ANONYMOUS, engagement.public_id)


def test_my_engagements_are_those_i_work_on_that_are_not_closed(app: Flask) -> None:
    manager = make_user()
    later = make_engagement(manager, name="Østjyllands breve")
    sooner = make_engagement(manager, name="Akutmodtagelsen", state=EngagementState.PAUSED)
    make_engagement(manager, state=EngagementState.CLOSED)
    make_engagement()
    assert queries.list_my_engagements(manager.actor()) == [sooner, later]


def test_a_manager_may_edit_only_their_own(app: Flask) -> None:
    engagement, other = make_engagement(), make_user()
    assert permissions.can_edit_engagement(engagement.manager.actor(), engagement)
    assert not permissions.can_edit_engagement(other.actor(), engagement)
    assert permissions.can_edit_engagement(make_user(Role.ADMINISTRATOR).actor(), engagement)
