"""The attendance list of a day, on screen, on paper and as a file; name badges beside it."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import Response, render_template
from flask_babel import gettext as _

from workshops.core import clock, locale
from workshops.core.text import fold, sort_key
from workshops.planning import permissions
from workshops.planning.models import Seat, Sitting
from workshops.planning.queries import attendance as queries
from workshops.planning.queries.attendance import AtDoor
from workshops.planning.views.blueprint import bp
from workshops.tables.writing import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import asked
from workshops.web.downloads import download
from workshops.web.language import language
from workshops.web.pages import Sorting, here

SORTS: dict[str, Callable[[AtDoor], Any]] = {
    "name": lambda one: one.participation.person.name_sort,
    "agency": lambda one: sort_key(_agency(one)),
    "came": lambda one: (one.arrived_at is None, str(one.arrived_at), not one.came),
}
SHOWS: dict[str, Callable[[AtDoor], bool]] = {
    "": lambda one: one.expected or one.came,
    "missing": lambda one: one.missing(clock.now()),
    "all": lambda _one: True,
}


@bp.get("/workshops/<id:workshop_id>/days/<id:sitting_id>/attendance")
@needs("U", "participation")
def attendance(workshop_id: str, sitting_id: str) -> str:
    """Who was expected and who came; everybody on one page, because it is printed."""
    sitting = queries.get_day(current_actor(), workshop_id, sitting_id)
    everybody = queries.list_at_door(sitting)
    order = _sorting()
    show = _show()
    return render_template(
        "planning/attendance.html",
        sitting=sitting,
        workshop=sitting.workshop,
        everybody=everybody,
        guests=_chosen(everybody, order, show),
        sorting=order,
        show=show,
        here=here,
        choices=[(key, label, sum(map(SHOWS[key], everybody))) for key, label in _labels()],
        total=queries.count(everybody),
        seats=[(seat, queries.count(everybody, seat)) for seat in Seat],
        totals=_totals(everybody),
        now=clock.now(),
        may_export=permissions.can_export_participants(current_actor(), sitting.workshop),
        kept={
            "workshop_id": workshop_id,
            "sitting_id": sitting_id,
            "show": show or None,
            "sort": ("-" if order.descending else "") + order.key,
        },
    )


@bp.get("/workshops/<id:workshop_id>/days/<id:sitting_id>/attendance.xlsx")
@needs("X", "participation")
def attendance_xlsx(workshop_id: str, sitting_id: str) -> Response:
    """The list that the page shows now, as a workbook."""
    header, rows = _exported(_to_export(workshop_id, sitting_id))
    return download(write_xlsx(_("Attendance"), header, rows), "attendance.xlsx", XLSX_TYPE)


@bp.get("/workshops/<id:workshop_id>/days/<id:sitting_id>/attendance.csv")
@needs("X", "participation")
def attendance_csv(workshop_id: str, sitting_id: str) -> Response:
    """The list that the page shows now, as Danish Excel opens it."""
    header, rows = _exported(_to_export(workshop_id, sitting_id))
    return download(write_csv(header, rows), "attendance.csv", CSV_TYPE)


@bp.get("/workshops/<id:workshop_id>/days/<id:sitting_id>/badges")
@needs("U", "participation")
def badges(workshop_id: str, sitting_id: str) -> str:
    """Name badges of 90 by 55 mm for those who are expected on site, ten on a sheet."""
    sitting = queries.get_day(current_actor(), workshop_id, sitting_id)
    on_site = [
        one.participation.person
        for one in queries.list_at_door(sitting)
        if (one.expected or one.came) and one.participation.seat is Seat.ON_SITE
    ]
    return render_template(
        "planning/badges.html", sitting=sitting, workshop=sitting.workshop, people=on_site
    )


def _sorting() -> Sorting:
    wish = asked("sort", "name")
    key = wish.lstrip("-")
    return Sorting(key, wish.startswith("-")) if key in SORTS else Sorting("name", False)


def _show() -> str:
    wish = asked("show")
    return wish if wish in SHOWS else ""


def _labels() -> list[tuple[str, str]]:
    return [("", _("Expected or here")), ("missing", _("Did not come")), ("all", _("Everybody"))]


def _chosen(everybody: list[AtDoor], order: Sorting, show: str) -> list[AtDoor]:
    shown = [one for one in everybody if SHOWS[show](one)]
    return sorted(shown, key=SORTS[order.key], reverse=order.descending)


def _agency(one: AtDoor) -> str:
    organisation = one.participation.person.organisation
    return organisation.name if organisation else ""


def _totals(everybody: list[AtDoor]) -> list[tuple[str, list[tuple[str, int]]]]:
    """How often each need was named by those who come, with the words of the first who did."""
    coming = [one.need for one in everybody if one.need and (one.expected or one.came)]
    return [
        (_("Food and drink"), _summed([need.diet for need in coming])),
        (_("To get in and take part"), _summed([need.access for need in coming])),
    ]


def _summed(said: list[str]) -> list[tuple[str, int]]:
    words = {fold(text): text for text in reversed(said) if text}
    counted = Counter(fold(text) for text in said if text)
    return sorted(
        ((words[key], number) for key, number in counted.items()),
        key=lambda pair: (-pair[1], sort_key(pair[0])),
    )


def _to_export(workshop_id: str, sitting_id: str) -> Sitting:
    sitting = queries.get_day(current_actor(), workshop_id, sitting_id)
    require(permissions.can_export_participants(current_actor(), sitting.workshop))
    return sitting


def _exported(sitting: Sitting) -> tuple[list[str], list[list[str]]]:
    guests = _chosen(queries.list_at_door(sitting), _sorting(), _show())
    header = [
        _("Name"),
        _("Organisation"),
        _("Sits"),
        _("Answer"),
        _("Came"),
        _("At"),
        _("Note"),
        _("Food and drink"),
        _("To get in and take part"),
    ]
    return header, [_row(one) for one in guests]


def _row(one: AtDoor) -> list[str]:
    placed, need = one.participation, one.need
    instead = _("instead of %(name)s", name=one.instead_of) if one.instead_of else ""
    return [
        placed.person.name,
        _agency(one),
        _("Online") if placed.seat is Seat.ONLINE else _("On site"),
        {"yes": _("Yes"), "maybe": _("Maybe"), "no": _("No")}.get(placed.answer, _("No answer")),
        _came(one),
        _time(one),
        "; ".join(part for part in (_("walk-in") if placed.walked_in else "", instead) if part),
        need.diet if need else "",
        need.access if need else "",
    ]


def _came(one: AtDoor) -> str:
    absent = one.participation.attended is False or one.missing(clock.now())
    return str(_("Came") if one.came else _("Did not come") if absent else "")


def _time(one: AtDoor) -> str:
    zone = one.participation.sitting.timezone
    return locale.time_of_day(one.arrived_at, zone, language()) if one.arrived_at else ""
