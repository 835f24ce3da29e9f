"""The card for the door on a guest's own page."""

from datetime import timedelta

from tests.invitations.makers import list_invitations, make_invited
from tests.invitations.pressing import press
from tests.invitations.test_link_pages import path_of
from tests.pages import Client
from workshops.core import clock
from workshops.planning.queries.attendance import find_code


def test_a_guest_who_comes_is_shown_a_code_that_is_not_the_link(client: Client) -> None:
    _manager, _workshop, (first, *_rest) = make_invited()
    url = path_of(first)
    assert not client.fetch(url).all("section", id="check-in")
    press(client, url, answer="yes")
    page = client.fetch(url)
    assert page.writes == []
    code = find_code(list_invitations()[0].participation)
    assert code
    assert f"{code.code[:3]} {code.code[3:]}" in page.text
    (section,) = page.all("section", id="check-in")
    (drawing,) = [e for e in section.iter() if e.tag.endswith("}svg")]
    assert drawing.get("viewbox") or drawing.get("viewBox")
    assert "style" not in drawing.attrib
    client.fetch(f"/i/{code.code}{'x' * 10}", status=404)


def test_no_card_is_shown_to_somebody_who_does_not_come_or_when_it_is_over(client: Client) -> None:
    _manager, workshop, (first, second, *_rest) = make_invited()
    press(client, path_of(first), answer="no")
    assert not client.fetch(path_of(first)).all("section", id="check-in")
    press(client, path_of(second), answer="yes")
    with clock.frozen_at(workshop.sittings[0].starts_at + timedelta(days=1)):
        assert not client.fetch(path_of(second)).all("section", id="check-in")
