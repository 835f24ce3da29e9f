"""How a message in the post tray is shown."""

from flask import render_template
from flask_babel import gettext as _

from workshops.core.addresses import readable_address
from workshops.invitations import forms, permissions
from workshops.invitations.forms.tray import DeclineForm, PassOnForm
from workshops.invitations.queries.incoming import Message, list_own_engagements
from workshops.invitations.services.beside import version_of
from workshops.mail.models import Incoming
from workshops.planning.queries.bookings import Clash, list_clashes_at
from workshops.planning.queries.polls import find_open
from workshops.web.access import current_actor
from workshops.web.fields import options


def why(incoming: Incoming) -> str:
    """The reason in the reader's language."""
    params = dict(incoming.params)
    if "address" in params:
        params["address"] = readable_address(str(params["address"]))
    return _(incoming.reason, **params) if incoming.reason else ""


def short(reason: str) -> str:
    """A reason for many messages, with dots where each has its own name."""
    return str(_(reason)).replace("%(address)s", "…").replace("%(organiser)s", "…")


def message_page(
    message: Message,
    problem: str = "",
    form: PassOnForm | None = None,
    decline: DeclineForm | None = None,
) -> str:
    """The page of a message, with what can be done and what went wrong."""
    actor, workshop = current_actor(), message.workshop
    engagement = workshop.engagement if workshop else None
    placed = message.invitation.participation if message.invitation else None
    return render_template(
        "invitations/tray/message.html",
        message=message,
        incoming=message.incoming,
        reply=message.reply,
        placed=placed,
        seen=version_of([placed]) if placed else "",
        workshop=workshop,
        why=why(message.incoming),
        may_settle=message.waits and permissions.can_settle_mail(actor, engagement),
        may_note=workshop is not None and permissions.can_note_answers(actor, workshop),
        clashes=_clashes(message),
        poll=find_open(workshop) if workshop and message.proposes else None,
        problem=problem,
        form=form or _pass_on_form(),
        decline=decline or DeclineForm(formdata=None),
        words=forms,
    )


def _pass_on_form() -> PassOnForm:
    form = PassOnForm(formdata=None)
    found = list_own_engagements(current_actor())
    form.engagement.choices = options((each.public_id, each.name) for each in found)
    return form


def _clashes(message: Message) -> list[Clash]:
    """What would be taken at the proposed time."""
    reply = message.reply
    if not message.proposes or reply is None or reply.starts_at is None or reply.ends_at is None:
        return []
    minutes = int((reply.ends_at - reply.starts_at).total_seconds() // 60)
    sitting = reply.invitation.participation.sitting
    return list_clashes_at(current_actor(), sitting, reply.starts_at, minutes)
