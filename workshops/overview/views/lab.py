"""The lab's own pages, gathered on one."""

from flask import current_app, render_template
from flask_babel import gettext as _

from workshops.accounts.permissions import may_ever
from workshops.overview.views.blueprint import bp
from workshops.web.access import current_actor, signed_in


@bp.get("/lab")
@signed_in
def lab() -> str:
    """People, rooms, methods, outbox and settings, as far as one may see them."""
    pages = [
        ("person", "people.index", _("People"), _("The directory: who can do what, and where.")),
        (
            "organisation",
            "people.organisations",
            _("Organisations"),
            _("Ministries, regions, municipalities and others."),
        ),
        ("room", "planning.rooms", _("Rooms"), _("Where workshops are held, with equipment.")),
        ("method", "methods.index", _("Methods"), _("Cards for the agenda.")),
        (
            "taxonomy",
            "engagements.goal_list",
            _("Strategic goals"),
            _("What every engagement serves."),
        ),
        ("calendar", "overview.calendar", _("Calendar"), _("Workshops, rooms and people.")),
        ("outbox", "overview.outbox", _("Outbox"), _("Every letter and what is known of it.")),
        (
            "incoming_mail",
            "tray.index",
            _("Post tray"),
            _("Messages that did not count by themselves and wait for a person."),
        ),
        ("job", "overview.jobs", _("Jobs"), _("Work done later, and what failed.")),
        ("user", "accounts.users", _("Accounts"), _("Who signs in, and as what.")),
        ("bin", "overview.bin", _("Bin"), _("What was deleted in the last 30 days.")),
    ]
    actor = current_actor()
    seen = [page[1:] for page in pages if may_ever(actor, "R", page[0])]
    seen = [page for page in seen if page[0] in current_app.view_functions]
    return render_template("overview/lab.html", pages=seen)
