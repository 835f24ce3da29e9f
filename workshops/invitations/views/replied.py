"""What the invited person sees of an answer in their name: accept it, dismiss it, take it back."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.addresses import normal_address
from workshops.core.db import transaction
from workshops.core.errors import Gone, Problem
from workshops.invitations import forms
from workshops.invitations.calendar import words
from workshops.invitations.models import InvitationReply, LetterKind, ReplyOutcome
from workshops.invitations.queries import sent_of, shown_now
from workshops.invitations.queries.incoming import get_reply_by_link
from workshops.invitations.rules.letters import spoken
from workshops.invitations.services import addresses, letters, responses, settling
from workshops.invitations.services.beside import version_of
from workshops.invitations.views import parts
from workshops.mail import links
from workshops.web import limits
from workshops.web.access import by_link
from workshops.web.arguments import posted
from workshops.web.language import language, say, speak

bp = Blueprint("replied", __name__, url_prefix="/answer")
bp.register_error_handler(Gone, parts.gone_page)
TAPS_AN_HOUR, HOUR_SECONDS = 60, 3600
Answered = Response | tuple[str, int]


@bp.get("/<token:token>")
@by_link("reply")
def show(token: str) -> str:
    """The answer. However often it is opened, nothing changes."""
    return _page(token, _reply(token))


@bp.post("/<token:token>/accept")
@by_link("reply")
def accept(token: str) -> Answered:
    """The answer is mine; the address too, if ticked."""
    keep, seen = posted("keep") == "yes", posted("seen")
    return _done(
        token, lambda reply: settling.accept_by_link(reply=reply, seen=seen, keep_address=keep)
    )


@bp.post("/<token:token>/dismiss")
@by_link("reply")
def dismiss(token: str) -> Answered:
    """The answer is not mine."""
    return _done(token, lambda reply: settling.dismiss_by_link(reply=reply))


@bp.post("/<token:token>/undo")
@by_link("reply")
def undo(token: str) -> Answered:
    """I said no such thing."""
    return _done(token, lambda reply: settling.undo_by_link(reply=reply))


def _reply(token: str) -> InvitationReply:
    """The reply behind a token; the page speaks its guest's language."""
    claim = links.read(responses.PURPOSE, token, clock.now())
    if request.method == "POST":
        limits.hit(f"reply:{claim.id}", TAPS_AN_HOUR, HOUR_SECONDS)
    reply = get_reply_by_link(claim.id, claim.version)
    speak(spoken(reply.invitation.participation.person.language))
    return reply


def _done(token: str, act: Callable[[InvitationReply], None]) -> Answered:
    reply = _reply(token)
    try:
        with transaction():
            act(reply)
    except Gone:
        raise
    except Problem as problem:
        return _page(token, reply, say(problem)), problem.status
    return redirect(url_for("replied.show", token=token), 303)


def _page(token: str, reply: InvitationReply, problem: str = "") -> str:
    invitation = reply.invitation
    placed, shown = invitation.participation, shown_now(invitation.participation)
    asked = any(each.kind is LetterKind.WAS_IT_YOU for each in invitation.letters)
    stands = reply.outcome is ReplyOutcome.APPLIED and placed.answer is reply.answer
    return render_template(
        "invitations/replied.html",
        token=token,
        reply=reply,
        placed=placed,
        workshop=placed.sitting.workshop,
        when=words.when(shown.starts_at, shown.ends_at, shown.timezone, language()),
        waits=reply.outcome is ReplyOutcome.WAITING and reply.answer is not None,
        may_undo=stands and asked,
        own=reply.incoming.from_address == normal_address(addresses.address_of(invitation)),
        page=letters.link_of(invitation, sent_of(invitation)).url(),
        seen=version_of([placed]),
        problem=problem,
        words=forms,
    )
