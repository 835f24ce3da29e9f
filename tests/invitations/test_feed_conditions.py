"""Feeds asked for under conditions (RFC 9110 13)."""

import pytest
from flask import Flask

from tests.invitations.makers import make_invited
from tests.invitations.test_feeds import team


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-Match": "*"}, 200),
        ({"If-Match": "{tag}"}, 200),
        ({"If-Match": '"x", {tag}'}, 200),
        ({"If-Match": "W/{tag}"}, 412),
        ({"If-Match": '"other"'}, 412),
        ({"If-Match": "*", "If-None-Match": "{tag}"}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": 'W/"x", W/{tag}'}, 304),
        ({"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 412),
        ({"If-Unmodified-Since": "Thu, 01 Jan 2099 00:00:00 GMT"}, 200),
        ({"If-Match": "*", "If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 200),
        ({"If-Modified-Since": "never"}, 200),
    ],
)
def test_conditions_are_judged_as_the_standard_says(
    app: Flask, headers: dict[str, str], status: int
) -> None:
    manager, workshop, _sent = make_invited()
    path, web = team(workshop, manager), app.test_client()
    tag = web.get(path).headers["ETag"]
    asked = {name: value.format(tag=tag) for name, value in headers.items()}
    answered = web.get(path, headers=asked)

    assert answered.status_code == status
    assert bool(answered.data) is (status == 200)
