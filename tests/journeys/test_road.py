"""The whole road, walked in a browser: from a request to a cancelled workshop."""

import pytest

from tests.journeys import asking, guests
from tests.journeys.site import Site
from tests.marks import both_databases
from workshops.planning.models import Answer


@pytest.mark.browser
@both_databases
def test_the_road_from_a_request_to_a_cancelled_workshop(site: Site) -> None:
    contact = asking.ask_for_help(site)
    asking.confirm_by_mail(site, contact)
    manager = site.staff()
    asking.accept(manager)
    workshop = asking.plan_from_recipe(manager)
    asking.change_agenda(manager, workshop)
    asking.pin_a_block(manager)
    guests.paste_twelve(manager, workshop)
    guests.send_invitations(site, manager)
    link = guests.answer_by_link(site, manager, 1, Answer.YES)
    guests.answer_by_link(site, manager, 2, Answer.MAYBE)
    guests.answer_by_link(site, manager, 3, Answer.NO)
    guests.read_counts(manager, workshop, yes=1, maybe=1, no=1, none=9)
    guests.move_workshop(site, manager, workshop)
    guests.read_updates(site)
    guests.read_counts(manager, workshop, yes=0, maybe=0, no=0, none=12)
    guests.cancel_workshop(site, manager, workshop)
    guests.read_cancellation(site, link)
    assert site.complaints == []
