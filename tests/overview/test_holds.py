"""Days that a poll keeps free are nowhere shown as days of the workshop."""

from flask import Flask

from tests.factories import make_engagement, make_room, make_user, make_workshop, save
from tests.invitations.makers import make_invited
from tests.pages import Client
from tests.planning.makers import TIMES, cast, make_poll
from workshops.planning import queries
from workshops.planning.models import Workshop
from workshops.planning.queries import bookings, team


def _pages(workshop: Workshop) -> list[str]:
    """Every page that shows days of workshops or people on them."""
    here, engagement = f"/workshops/{workshop.public_id}", workshop.engagement.public_id
    room = workshop.sittings[0].room
    return [
        "/",
        "/workshops?when=all",
        "/calendar?view=list&day=2027-01-01",
        "/calendar?view=month&day=2027-01-12",
        f"/lab/rooms/{room.public_id if room else ''}",
        here,
        f"{here}/agenda",
        f"{here}/guests",
        f"/engagements/{engagement}",
        f"/engagements/{engagement}?tab=workshops",
    ]


def test_no_page_shows_a_hold_as_a_day(app: Flask, client: Client) -> None:
    manager = make_user(name="Mette Lund")
    workshop = make_workshop(make_engagement(manager))
    workshop.sittings[0].room = make_room()
    save(workshop)
    client.sign_in(manager)
    before = [client.fetch(url).text for url in _pages(workshop)]
    poll = make_poll(workshop, with_holds=True)
    cast(poll, 0, "mmm")
    after = [client.fetch(url).text for url in _pages(workshop)]
    shown = [text.replace("Open the date poll", "Find a date together") for text in after]
    assert shown == before


def test_holds_count_nowhere(app: Flask) -> None:
    _, workshop, invitations = make_invited()
    make_poll(workshop, with_holds=True)
    first, last = TIMES[0][0], TIMES[-1][0]
    actor = workshop.engagement.manager.actor()
    assert queries.answer_counts(workshop).total == len(invitations)
    assert len(queries.list_participations(workshop)) == len(invitations)
    assert bookings.list_sittings_between(actor, first, last) == []
    assert bookings.list_crowded(workshop) == []
    assert team.coverage(workshop, team.list_needs(workshop)) == []
