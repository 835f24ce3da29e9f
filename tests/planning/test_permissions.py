"""Whose workshops are whose."""

from flask import Flask

from tests.factories import make_engagement, make_facilitator, make_workshop
from tests.pages import Client


def test_facilitator_of_one_workshop_does_not_see_the_others_of_its_engagement(
    app: Flask, client: Client
) -> None:
    engagement = make_engagement()
    mine, other = make_workshop(engagement), make_workshop(engagement)
    facilitator = make_facilitator(mine)

    client.sign_in(facilitator).fetch(f"/workshops/{mine.public_id}")
    client.fetch(f"/workshops/{other.public_id}", status=404)
