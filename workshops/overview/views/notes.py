"""Participants' own notes, by the personal link of their invitation: no account, no script."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.config import LANGUAGES
from workshops.core.db import erase_log, transaction
from workshops.expectations.models import ExpectationNote, SpeakerRole
from workshops.expectations.queries import notes as queries
from workshops.expectations.services import notes as words
from workshops.expectations.services import own, withdrawal
from workshops.expectations.services.own import OwnWords
from workshops.invitations.models import Invitation
from workshops.invitations.queries import get_by_link
from workshops.invitations.services import answers, letters
from workshops.mail import links
from workshops.overview.forms import OwnNoteForm
from workshops.overview.views.blueprint import bp
from workshops.people.models import Person
from workshops.planning.models import Workshop
from workshops.web import limits
from workshops.web.access import by_link
from workshops.web.arguments import asked, posted
from workshops.web.language import language, speak

POSTS_AN_HOUR, HOUR_SECONDS = 60, 3600


@dataclass(frozen=True)
class Guest:
    """Whoever holds the link, and the workshop it is for."""

    token: str
    invitation: Invitation
    workshop: Workshop
    person: Person


@bp.get("/i/<token:token>/notes")
@by_link("invitation")
def own_notes(token: str) -> str:
    """What the guest wrote, and a field to write more."""
    return _page(_guest(token), _form())


@bp.post("/i/<token:token>/notes")
@by_link("invitation")
def write_own_note(token: str) -> Response:
    """Keep what the guest expects."""
    guest, form = _guest(token), _form()
    with form.saving(lambda: _page(guest, form)):
        own.write_own(
            answers.link_actor(guest.invitation),
            workshop=guest.workshop,
            person=guest.person,
            words=_words(form),
            checked=posted("checked"),
        )
    return _back(guest, "written")


@bp.post("/i/<token:token>/speaker")
@by_link("invitation")
def say_speaker(token: str) -> Response:
    """As whom the guest speaks, asked once beside their notes."""
    guest, roles = _guest(token), {role.value: role for role in own.ASKED}
    with transaction():
        own.say_role(
            answers.link_actor(guest.invitation),
            workshop=guest.workshop,
            person=guest.person,
            role=roles.get(posted("role"), SpeakerRole.UNKNOWN),
        )
    return _back(guest, "said")


@bp.get("/i/<token:token>/notes/<id:note_id>")
@by_link("invitation")
def own_note(token: str, note_id: str) -> str:
    """One of the guest's notes, to change."""
    guest = _guest(token)
    note = queries.get_own(guest.workshop, guest.person, note_id)
    values = {"text": note.text, "quotable": note.quote_consent, "version": note.version}
    return _change_page(guest, note, _form(values))


@bp.post("/i/<token:token>/notes/<id:note_id>")
@by_link("invitation")
def change_own_note(token: str, note_id: str) -> Response:
    """Change it."""
    guest = _guest(token)
    note = queries.get_own(guest.workshop, guest.person, note_id)
    form = _form({"version": note.version})
    with form.saving(lambda: _change_page(guest, note, form)):
        own.change_own(
            answers.link_actor(guest.invitation),
            note=note,
            words=_words(form),
            version=form.version.data or 0,
            checked=posted("checked"),
        )
    return _back(guest, "changed")


@bp.get("/i/<token:token>/notes/<id:note_id>/withdraw")
@by_link("invitation")
def ask_withdraw_own_note(token: str, note_id: str) -> str:
    """Ask once before it is erased."""
    guest = _guest(token)
    note = queries.get_own(guest.workshop, guest.person, note_id)
    return render_template("overview/note_withdraw.html", token=token, note=note)


@bp.post("/i/<token:token>/notes/<id:note_id>/withdraw")
@by_link("invitation")
def withdraw_own_note(token: str, note_id: str) -> Response:
    """Erase it."""
    guest = _guest(token)
    note = queries.get_own(guest.workshop, guest.person, note_id)
    with transaction():
        withdrawal.withdraw_own(answers.link_actor(guest.invitation), note=note)
    erase_log()
    return _back(guest, "withdrawn")


def _guest(token: str) -> Guest:
    """The guest behind a token; the page speaks their language. Raises NotFound and Gone."""
    claim = links.read(letters.PURPOSE, token, clock.now())
    if request.method == "POST":
        limits.hit(f"notes:{claim.id}", POSTS_AN_HOUR, HOUR_SECONDS)
    invitation = get_by_link(claim.id, claim.version)
    placed = invitation.participation
    spoken = placed.person.language
    speak(spoken if spoken in LANGUAGES else "en")
    return Guest(token, invitation, placed.sitting.workshop, placed.person)


def _form(values: dict[str, object] | None = None) -> OwnNoteForm:
    form = OwnNoteForm(data=values)
    form.quotable.label.text = own.consent_words(language())
    return form


def _words(form: OwnNoteForm) -> OwnWords:
    return OwnWords(form.text.data or "", bool(form.quotable.data), language())


def _back(guest: Guest, done: str) -> Response:
    return redirect(url_for("overview.own_notes", token=guest.token, done=done), 303)


def _page(guest: Guest, form: OwnNoteForm) -> str:
    notes = queries.list_own(guest.workshop, guest.person)
    return render_template(
        "overview/own_notes.html",
        token=guest.token,
        workshop=guest.workshop,
        form=form,
        notes=notes,
        roles=own.ASKED if own.is_to_ask(notes) else (),
        may_write=own.can_write_now(guest.workshop),
        ends=own.writing_ends_at(guest.workshop),
        marked=words.marked(form.text.data or "") if request.method == "POST" else None,
        done=asked("done"),
    )


def _change_page(guest: Guest, note: ExpectationNote, form: OwnNoteForm) -> str:
    return render_template(
        "overview/own_note.html",
        token=guest.token,
        note=note,
        form=form,
        may_write=own.can_write_now(guest.workshop),
        marked=words.marked(form.text.data or "") if request.method == "POST" else None,
    )
