"""The post tray: messages that did not count by themselves, and what can be done with each."""

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import locale
from workshops.core.db import db, transaction
from workshops.core.errors import Problem
from workshops.invitations.forms import AnswerForm
from workshops.invitations.forms.tray import DeclineForm, PassOnForm
from workshops.invitations.queries import incoming as queries
from workshops.invitations.queries.incoming import Message
from workshops.invitations.services import countering, settling
from workshops.invitations.views.message import message_page, short, why
from workshops.planning.models import Answer
from workshops.planning.queries.polls import find_open
from workshops.tables.writing import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked, posted
from workshops.web.downloads import download
from workshops.web.fields import options
from workshops.web.language import chosen_timezone, language, say
from workshops.web.pages import paginate

bp = Blueprint("tray", __name__, url_prefix="/mail")
Answered = Response | tuple[str, int]


@bp.get("")
@needs("R", "incoming_mail")
def index() -> str:
    """What waits, the newest first."""
    counts = queries.count_reasons(current_actor())
    wish, chosen = _wish(counts)
    return render_template(
        "invitations/tray/index.html",
        page=paginate(queries.search_tray(current_actor(), chosen)),
        reasons=[(key, short(reason), counts[reason]) for key, reason in _numbered(counts)],
        wish=wish,
        why=why,
    )


@bp.get("/messages.xlsx")
@needs("R", "incoming_mail")
def export_xlsx() -> Response:
    """The messages that the list shows now, as a workbook."""
    header, rows = _exported()
    return download(write_xlsx("messages", header, rows), "messages.xlsx", XLSX_TYPE)


@bp.get("/messages.csv")
@needs("R", "incoming_mail")
def export_csv() -> Response:
    """The messages that the list shows now, as Danish Excel opens them."""
    header, rows = _exported()
    return download(write_csv(header, rows), "messages.csv", CSV_TYPE)


@bp.get("/<id:incoming_id>")
@needs("R", "incoming_mail")
def show(incoming_id: str) -> str:
    """One message: what came, from whom, why it did not count, and what can be done."""
    return message_page(queries.get_message(current_actor(), incoming_id))


@bp.post("/<id:incoming_id>/answer")
@needs("U", "invitation")
def answer(incoming_id: str) -> Answered:
    """Write it down as an answer of the guest."""
    form = AnswerForm()
    if not form.validate_on_submit():
        return message_page(_message(incoming_id), _("Choose yes, maybe or no.")), 422
    given = Answer(str(form.answer.data))
    return _settled(
        incoming_id,
        lambda message: settling.apply_by_hand(
            current_actor(), message=message, answer=given, seen=form.seen.data or ""
        ),
    )


@bp.post("/<id:incoming_id>/same-person")
@needs("U", "invitation")
def same_person(incoming_id: str) -> Answered:
    """The sender is the guest: keep the address."""
    return _settled(
        incoming_id,
        lambda message: settling.same_person(current_actor(), message=message, seen=posted("seen")),
    )


@bp.post("/<id:incoming_id>/dismiss")
@needs("U", "incoming_mail")
def dismiss(incoming_id: str) -> Answered:
    """Leave everything as it is."""
    return _settled(incoming_id, lambda message: settling.dismiss(current_actor(), message=message))


@bp.post("/<id:incoming_id>/substitute")
@needs("P", "invitation")
def substitute(incoming_id: str) -> Answered:
    """Invite somebody else in the guest's place."""
    return _settled(
        incoming_id, lambda message: settling.send_substitute(current_actor(), message=message)
    )


@bp.post("/<id:incoming_id>/pass-on")
@needs("U", "incoming_mail")
def pass_on(incoming_id: str) -> Answered:
    """Send it to an engagement's project manager."""
    message, form = _message(incoming_id), PassOnForm()
    found = {each.public_id: each for each in queries.list_own_engagements(current_actor())}
    form.engagement.choices = options((key, each.name) for key, each in found.items())
    if not form.validate_on_submit():
        return message_page(message, form=form), 422
    chosen = found[str(form.engagement.data)]
    try:
        with transaction():
            settling.pass_on(current_actor(), message=message, engagement=chosen)
    except Problem as problem:
        return message_page(_message(incoming_id), say(problem)), problem.status
    flash(_("The message is on its way to %(name)s.", name=chosen.manager.name), "success")
    return redirect(url_for("tray.index"))


@bp.post("/<id:incoming_id>/confirm")
@needs("P", "invitation")
def confirm(incoming_id: str) -> Answered:
    """The guest has been asked, and the proposed time is theirs."""
    message = _message(incoming_id)
    try:
        with transaction():
            countering.confirm(current_actor(), message=message)
    except Problem as problem:
        return message_page(_message(incoming_id), say(problem)), problem.status
    flash(_("The proposed time counts as the guest's own."), "success")
    return redirect(url_for("tray.show", incoming_id=incoming_id))


@bp.post("/<id:incoming_id>/accept")
@needs("P", "invitation")
def accept(incoming_id: str) -> Answered:
    """Move everybody to the proposed time."""
    return _settled(
        incoming_id, lambda message: countering.accept(current_actor(), message=message)
    )


@bp.post("/<id:incoming_id>/poll")
@needs("P", "invitation")
def poll(incoming_id: str) -> Answered:
    """Ask about the proposed time in the workshop's open date poll."""
    message = _message(incoming_id)
    found = find_open(message.workshop) if message.workshop else None
    if found is None:
        return message_page(message, _("No date poll is open for this workshop.")), 409
    return _settled(
        incoming_id,
        lambda message: countering.add_to_poll(current_actor(), message=message, poll=found),
    )


@bp.post("/<id:incoming_id>/decline")
@needs("P", "invitation")
def decline(incoming_id: str) -> Answered:
    """Tell the guest why the time stands."""
    form = DeclineForm()
    if not form.validate_on_submit():
        return message_page(_message(incoming_id), decline=form), 422
    reason = form.reason.data or ""
    return _settled(
        incoming_id,
        lambda message: countering.decline(current_actor(), message=message, reason=reason),
    )


def _numbered(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Each reason with the number that stands for it in the address."""
    return [(str(number), reason) for number, reason in enumerate(counts, start=1)]


def _wish(counts: Mapping[str, int]) -> tuple[str, str]:
    """The number that the address asks for and its reason; both empty without one."""
    wish = asked("reason")
    chosen = dict(_numbered(counts)).get(wish, "")
    return (wish, chosen) if chosen else ("", "")


def _exported() -> tuple[list[str], list[list[str]]]:
    actor = current_actor()
    chosen = _wish(queries.count_reasons(actor))[1]
    header = [_("From"), _("Mail address"), _("Subject"), _("Why it waits"), _("Received")]
    return header, [
        [
            incoming.from_name,
            incoming.from_address,
            incoming.subject,
            why(incoming),
            locale.short_moment(incoming.created_at, chosen_timezone(), language()),
        ]
        for incoming in db.session.scalars(queries.search_tray(actor, chosen))
    ]


def _message(incoming_id: str) -> Message:
    return queries.get_message(current_actor(), incoming_id)


def _settled(incoming_id: str, act: Callable[[Message], object]) -> Answered:
    """Do one thing with a message and go back to the list."""
    message = _message(incoming_id)
    try:
        with transaction():
            act(message)
    except Problem as problem:
        return message_page(_message(incoming_id), say(problem)), problem.status
    flash(_("The message is settled."), "success")
    return redirect(url_for("tray.index"))
