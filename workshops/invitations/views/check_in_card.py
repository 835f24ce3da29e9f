"""The card that a guest shows at the door: a square code and the same in letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import segno
from flask import current_app, url_for
from markupsafe import Markup

from workshops.core import clock
from workshops.invitations.models import Invitation
from workshops.planning.models import Answer, Place, Sitting
from workshops.planning.queries.attendance import codes_of


@dataclass(frozen=True)
class Card:
    """One day's card. The drawing says the address that staff open; it permits guests nothing."""

    sitting: Sitting
    code: str
    drawing: Markup
    here: bool


def cards_of(invitations: Sequence[Invitation]) -> list[Card]:
    """A card for each day that the guest comes to and that is not over; one query for all."""
    placed = [each.participation for each in invitations]
    codes = codes_of([one.id for one in placed])
    return [
        Card(one.sitting, codes[one.id], _drawing(codes[one.id]), one.attended is True)
        for one in placed
        if one.id in codes
        and one.answer is Answer.YES
        and one.place not in (Place.WAITING, Place.OFFERED)
        and one.sitting.ends_at > clock.now()
    ]


def _drawing(code: str) -> Markup:
    """The square code as SVG without any style; a quarter of it may be covered."""
    path = url_for("planning.show_code", code_id=code)
    out = BytesIO()
    segno.make_qr(current_app.config["SETTINGS"].base_url + path, error="q").save(
        out, kind="svg", xmldecl=False, svgns=False, svgclass=None, lineclass=None, omitsize=True
    )
    drawn = out.getvalue().decode().replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
    return Markup(drawn)  # noqa: S704 - drawn by us from our own address and a code of our own
