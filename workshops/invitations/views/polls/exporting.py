"""The votes of a poll as a file: people down, days across."""

from flask import Response
from flask_babel import gettext as _

from workshops.core import locale
from workshops.invitations.views.polls.blueprint import bp
from workshops.invitations.views.polls.result import word_of
from workshops.planning.models.polls import DatePoll
from workshops.planning.queries import polls as queries
from workshops.tables.writing import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from workshops.web.access import current_actor, needs
from workshops.web.downloads import download
from workshops.web.language import language


@bp.get("/polls/<id:poll_id>/votes.csv")
@needs("X", "date_poll")
def export_csv(poll_id: str) -> Response:
    """For Danish Excel."""
    poll = queries.get_poll(current_actor(), poll_id)
    return download(write_csv(_header(poll), _rows(poll)), "votes.csv", CSV_TYPE)


@bp.get("/polls/<id:poll_id>/votes.xlsx")
@needs("X", "date_poll")
def export_xlsx(poll_id: str) -> Response:
    """A workbook."""
    poll = queries.get_poll(current_actor(), poll_id)
    return download(write_xlsx(_("Votes"), _header(poll), _rows(poll)), "votes.xlsx", XLSX_TYPE)


def _header(poll: DatePoll) -> list[str]:
    days = [locale.short_moment(one.starts_at, poll.timezone, language()) for one in poll.slots]
    return [_("Name"), _("E-mail"), _("Must be there"), *days]


def _rows(poll: DatePoll) -> list[list[str]]:
    guests = sorted(poll.guests, key=lambda guest: (guest.person.name_sort, guest.id))
    said = [(guest, queries.votes_of(guest), queries.noted_of(guest)) for guest in guests]
    return [
        [
            guest.person.name,
            guest.person.email or "",
            _("Yes") if guest.required else "",
            *(word_of(votes.get(slot.id), slot.id in noted) for slot in poll.slots),
        ]
        for guest, votes, noted in said
    ]
