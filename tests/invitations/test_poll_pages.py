"""The pages of a date poll: asking, the result, choosing, and what a guest sees by link."""

from typing import Any

from flask import Flask

from tests.factories import make_facilitator, make_person, make_user, make_workshop
from tests.invitations.makers import list_letters, make_planned
from tests.pages import Client, Page
from tests.planning.makers import cast, make_poll, standing, work
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.invitations.services import polling
from workshops.mail.models import LetterState
from workshops.planning.models.polls import DatePoll, PollState
from workshops.planning.queries import list_participations
from workshops.planning.queries import polls as queries

LINES = "Åse Ærlig <aase@kommune.example>\nBo Dahl <bo@kommune.example>"
ROWS = {
    "rows-0-day": "2027-01-12",
    "rows-0-starts": "9.00",
    "rows-0-minutes": "4:00",
    "rows-1-day": "24.12.2026",
    "rows-1-starts": "10.00",
    "rows-1-minutes": "",
    "closes_on": "2026-12-04",
}


def _as_manager(client: Client, poll: DatePoll) -> str:
    client.sign_in(poll.workshop.engagement.manager)
    return f"/polls/{poll.public_id}"


def _token_path(poll: DatePoll, number: int = 0) -> str:
    return "/p/" + polling.link_of(poll.guests[number]).url().rpartition("/")[2]


def _tap(client: Client, poll: DatePoll, slot: int, word: str, status: int = 303) -> Page:
    data = {"slot": poll.slots[slot].public_id, "vote": word}
    return client.submit(_token_path(poll), data, status)


def test_days_and_people_are_checked_then_sent_with_nothing_typed_twice(
    app: Flask, client: Client
) -> None:
    manager, workshop = make_planned()
    url = f"/workshops/{workshop.public_id}/polls"
    page = client.sign_in(manager).fetch(f"{url}/new")
    free = page.form("polls/check")[1]
    assert (free["rows-0-minutes"], "free" in free) == (["360"], False)
    ticked = [box.get("value") for box in page.all("input", name="free")][:2]
    checked = client.submit(f"{url}/check", {**ROWS, "guests": LINES, "free": ticked}, 200)
    assert "juleaftensdag" in checked.text.lower() or "Christmas Eve" in checked.text
    client.submit_form(checked, "polls/new", required="aase@kommune.example")
    poll = queries.find_open(workshop)
    assert poll is not None
    assert [(slot.starts_at.isoformat(), slot.length_minutes) for slot in poll.slots][2:] == [
        ("2026-12-24T09:00:00+00:00", 360),
        ("2027-01-12T08:00:00+00:00", 240),
    ]
    assert (len(poll.slots), poll.quorum) == (4, 1)
    asked = [(one.person.name, one.required) for one in poll.guests]
    assert asked == [("Åse Ærlig", True), ("Bo Dahl", False)]
    work()
    assert [(letter.kind, letter.calendar) for letter in list_letters()] == [("poll_ask", None)] * 2


def test_what_cannot_be_asked_keeps_everything_typed(app: Flask, client: Client) -> None:
    manager, workshop = make_planned()
    client.sign_in(manager)
    url = f"/workshops/{workshop.public_id}/polls"
    empty = {"guests": "", "closes_on": "2026-12-04"}
    assert "Propose at least one day." in client.submit(f"{url}/check", empty, 422).text
    late = {**ROWS, "guests": LINES, "closes_on": "2027-02-01", "required": "bo@kommune.example"}
    page = client.submit(f"{url}/new", late, 422)
    held = page.form("polls/check")[1]
    assert (held["rows-0-day"], held["required"]) == (["12.01.2027"], ["bo@kommune.example"])
    assert held["guests"] == [LINES]


def test_one_tap_a_day_is_saved_and_can_be_changed(app: Flask, client: Client) -> None:
    poll = make_poll()
    cast(poll, 1, "ymn")
    url = _token_path(poll)
    page = client.fetch(url, queries=5)
    assert "Du svarer for Åse Ærlig" in page.text
    assert ("Bo Dahl" in page.text, "1 ja" in page.text) == (False, False)
    page = _tap(client, poll, 0, "yes")
    assert page.response.location == f"{url}#day-{poll.slots[0].public_id}"
    shown = client.fetch(url)
    assert "Gemt: ja" in shown.text
    assert ("2 ja" in shown.text, "Bo Dahl" in shown.text) == (True, False)
    _tap(client, poll, 0, "no")
    assert standing(poll)[0] == (1, 0, 1, 1)


def test_looking_at_a_poll_changes_nothing_and_wrong_taps_are_told(
    app: Flask, client: Client
) -> None:
    poll, other = make_poll(), make_poll()
    for method in ("GET", "HEAD", "GET"):
        assert client.visit(_token_path(poll), method).writes == []
    _tap(client, poll, 0, "perhaps", 422)
    stray = {"slot": other.slots[0].public_id, "vote": "yes"}
    client.submit(_token_path(poll), stray, 404)
    client.submit(_token_path(poll)[:-2], stray, 404)
    assert standing(poll) == [(0, 0, 0, 3)] * 3


def test_a_guest_elsewhere_sees_both_clocks(app: Flask, client: Client) -> None:
    guest = make_person(timezone="America/Nuuk", languages=["en"])
    poll = make_poll(people=[(guest, False)], quorum=1)
    page = client.fetch(_token_path(poll))
    assert "Tuesday 12 January 2027 at 09:00–13:00" in page.text
    assert "Where you are: Tuesday 12 January 2027 at 06:00–10:00 (Nuuk)" in page.text


def test_the_result_shows_who_said_what_and_offers_the_best_day(app: Flask, client: Client) -> None:
    poll = make_poll()
    cast(poll, 0, "nyy")
    cast(poll, 1, "yym")
    url = _as_manager(client, poll)
    page = client.fetch(url, queries=14)
    [button] = page.all("button", class_="button-primary")
    assert "13 January" in "".join(button.itertext())
    assert "Åse Ærlig must be there and has said no" in page.text
    assert page.text.count("Best so far") == 1
    cells = ["".join(cell.itertext()).split() for cell in page.all("td")]
    assert cells[:3] == [["✓", "Yes"], ["✓", "Yes"], ["~", "If", "need", "be"]]


def test_ten_people_more_cost_no_more_queries(app: Flask, client: Client) -> None:
    people = [(make_person(), number < 3) for number in range(13)]
    poll = make_poll(people=people)
    for number in range(13):
        cast(poll, number, "ymn")
    client.fetch(_as_manager(client, poll), queries=14)
    Client(app).fetch(_token_path(poll), queries=5)


def test_choosing_leads_to_the_invitation_of_everybody_polled(app: Flask, client: Client) -> None:
    poll = make_poll()
    cast(poll, 0, "-y-")
    cast(poll, 1, "-y-")
    url = _as_manager(client, poll)
    to = f"{url}/slots/{poll.slots[1].public_id}/choose"
    location = client.submit(to, {}).response.location
    assert location == f"{url}/invite"
    check = client.fetch(location)
    client.submit_form(check, "invite/send")
    letters = [letter.to_name for letter in list_letters() if letter.kind == "invitation_invite"]
    assert sorted(letters) == ["Bo Dahl", "Eva Holm", "Åse Ærlig"]
    roles = {row.person.name: row.role.value for row in list_participations(poll.workshop)}
    assert (roles["Åse Ærlig"], roles["Bo Dahl"]) == ("key_person", "participant")
    page = client.fetch(_token_path(poll))
    assert "onsdag den 13. januar 2027 kl. 09.00" in page.text.lower()
    _tap(client, poll, 1, "no", 409)


def test_a_refused_day_asks_for_the_reason(app: Flask, client: Client) -> None:
    poll = make_poll(quorum=1)
    cast(poll, 0, "ny-")
    url = _as_manager(client, poll)
    to = f"{url}/slots/{poll.slots[0].public_id}/choose"
    assert "must be there and has said no" in client.fetch(to).text
    page = client.submit(to, {"reason": ""}, 422)
    client.submit_form(page, "choose", reason="Åse sender en anden")
    assert (poll.state, poll.reason) == (PollState.CHOSEN, "Åse sender en anden")


def test_letters_that_did_not_arrive_are_named(app: Flask, client: Client) -> None:
    poll = make_poll()
    url = _as_manager(client, poll)
    assert "did not arrive" not in client.fetch(url).text
    with transaction():
        list_letters()[1].state = LetterState.BOUNCED
    page = client.fetch(url)
    assert f"Bo Dahl, {poll.guests[1].person.email}" in page.links()


def test_votes_can_be_taken_away_as_a_file(app: Flask, client: Client) -> None:
    poll = make_poll()
    cast(poll, 0, "ymn")
    url = _as_manager(client, poll)
    lines = client.visit(f"{url}/votes.csv").response.get_data(as_text=True).splitlines()
    first = [line for line in lines if line.startswith("Åse")]
    assert [line.split(";")[2:] for line in first] == [["Yes", "Yes", "If need be", "No"]]
    assert client.visit(f"{url}/votes.xlsx").response.data[:2] == b"PK"


def test_staff_end_remind_and_change_days(app: Flask, client: Client) -> None:
    poll = make_poll()
    url = _as_manager(client, poll)
    client.submit(f"{url}/nudge", {})
    more = client.fetch(f"{url}/slots/new")
    typed: dict[str, Any] = {"rows-0-day": "2027-01-20"}
    client.submit_form(more, "slots/new", **typed)
    client.submit(f"{url}/slots/{poll.slots[0].public_id}/remove", {})
    assert [f"{slot.starts_at:%d}" for slot in poll.slots] == ["13", "14", "20"]
    client.submit_form(client.fetch(f"{url}/close"), "/close")
    assert poll.state is PollState.CLOSED
    assert client.visit(f"{url}/close").status == 302
    client.submit(f"{url}/close", {}, 409)
    work()
    assert {letter.kind for letter in list_letters()} == {"poll_ask", "poll_closed"}


def test_more_people_are_asked_and_nobody_twice(app: Flask, client: Client) -> None:
    poll = make_poll(with_holds=True)
    known = f"Åse <{poll.guests[0].person.email}>\nIda Ny <ida@kommune.example>"
    url = _as_manager(client, poll) + "/guests/new"
    client.submit_form(client.fetch(url), "guests/new", guests=known, required="y")
    assert [(one.person.name, one.required) for one in poll.guests][3:] == [("Ida Ny", True)]
    work()
    sent = [letter.kind for letter in list_letters() if letter.to_name == "Ida Ny"]
    assert sent == ["poll_ask", *["invitation_hold"] * 3]
    assert client.submit_form(client.fetch(url), "guests/new", 422, guests=known).status == 422


def test_today_says_when_a_date_can_be_chosen(app: Flask, client: Client) -> None:
    poll = make_poll()
    client.sign_in(poll.workshop.engagement.manager)
    assert "Choose the date" not in client.fetch("/").text
    cast(poll, 0, "y--")
    cast(poll, 1, "y--")
    assert "Choose the date of" in client.fetch("/").text


def test_others_see_no_votes(app: Flask, client: Client) -> None:
    poll = make_poll()
    url = f"/polls/{poll.public_id}"
    wishes: dict[Any, int] = {
        make_user(): 404,
        make_user(Role.READER): 403,
        make_facilitator(make_workshop()): 404,
    }
    for user, status in wishes.items():
        client.sign_in(user).fetch(url, status)
    page = client.sign_in(make_facilitator(poll.workshop)).fetch(url)
    assert [b for b in page.all("button") if "Choose" in "".join(b.itertext())] == []
    db.session.rollback()


def test_a_lost_link_is_sent_again_to_its_address_alone(app: Flask, client: Client) -> None:
    poll = make_poll()
    address = str(poll.guests[0].person.email)
    for _ in range(2):
        client.submit("/invitation-link", {"email": address.upper()}, 200)
    again = [letter for letter in list_letters() if letter.kind == "poll_again"]
    assert [letter.to_address for letter in again] == [address]
