"""The outbox and the jobs: what is known of each, and starting again what was given up."""

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from workshops.core import clock, locale
from workshops.core.db import transaction
from workshops.core.errors import Problem
from workshops.core.text import N_
from workshops.invitations.permissions import can_correct_address
from workshops.invitations.queries import find_missed_by
from workshops.jobs.models import Job, JobState
from workshops.mail import message
from workshops.mail.models import Letter, LetterState
from workshops.mail.outbox import RESTARTABLE
from workshops.mail.queries import waiting
from workshops.overview.queries import outbox as queries
from workshops.overview.services import outbox as services
from workshops.overview.views.blueprint import bp
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked
from workshops.web.language import chosen_timezone, language, say
from workshops.web.pages import paginate, sorting

PATIENCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Word:
    """A state as a person reads it: the word, and what it means."""

    label: str
    meaning: str = ""


LETTER_WORDS = {
    LetterState.QUEUED: Word(N_("Waiting"), N_("It leaves as soon as the mail server takes it.")),
    LetterState.SENDING: Word(N_("Being sent"), N_("The mail server is being asked to take it.")),
    LetterState.KEPT: Word(
        N_("Kept here"),
        N_("No mail server is set up, so it has not left. It can be read here."),
    ),
    LetterState.HANDED_OVER: Word(
        N_("Accepted by the mail server"),
        N_("The mail server took it. Whether it has reached the mailbox is not known."),
    ),
    LetterState.BOUNCED: Word(
        N_("Came back"),
        N_("The mail server took it, but a mail server on the way sent it back."),
    ),
    LetterState.REFUSED: Word(
        N_("Refused"),
        N_("The mail server refused it for good. Check the address, then try again."),
    ),
    LetterState.GIVEN_UP: Word(N_("Given up"), N_("The mail server did not take it for 48 hours.")),
    LetterState.FAILED: Word(
        N_("Fault here"),
        N_("It could not be sent because of a fault in Samskab; no mail server refused it."),
    ),
    LetterState.SUPERSEDED: Word(
        N_("Replaced"), N_("A newer letter about the same thing was sent instead.")
    ),
}
JOB_WORDS = {
    JobState.READY: Word(N_("Waiting")),
    JobState.RUNNING: Word(N_("Running")),
    JobState.DONE: Word(N_("Done")),
    JobState.FAILED: Word(N_("Failed")),
}


@bp.get("/lab/outbox")
@needs("R", "outbox")
def outbox() -> str:
    """Every letter that the reader may see, with what is known of it."""
    wish = asked("state")
    state = LetterState(wish) if wish in set(LetterState) else None
    columns = {"queued": Letter.queued_at, "to": Letter.to_name, "subject": Letter.subject}
    chosen, order = sorting(columns, "-queued")
    actor = current_actor()
    return render_template(
        "overview/outbox.html",
        page=paginate(queries.search_letters(actor, state).order_by(order, Letter.id.desc())),
        counts=queries.count_letters(actor),
        sorting=chosen,
        state=state,
        words=LETTER_WORDS,
        offline=not current_app.config["SETTINGS"].smtp_url,
        late=late_letters(),
    )


@bp.get("/lab/outbox/<id:letter_id>")
@needs("R", "outbox")
def letter(letter_id: str) -> str:
    """One letter as it is or will be sent."""
    return _letter_page(queries.get_letter(current_actor(), letter_id))


@bp.post("/lab/outbox/<id:letter_id>/restart")
@needs("U", "outbox")
def restart_letter(letter_id: str) -> Response | tuple[str, int]:
    """Try a letter again."""
    actor = current_actor()
    found = queries.get_letter(actor, letter_id)
    try:
        with transaction():
            services.restart_letter(actor, letter=found)
    except Problem as problem:
        return _letter_page(found, say(problem)), problem.status
    flash(_("The letter is waiting to be sent again."), "success")
    return redirect(url_for("overview.letter", letter_id=letter_id))


@bp.get("/lab/jobs")
@needs("R", "job")
def jobs() -> str:
    """Work done later: what waits, what was done, what failed."""
    return _jobs_page()


@bp.post("/lab/jobs/<id:job_id>/restart")
@needs("U", "job")
def restart_job(job_id: str) -> Response | tuple[str, int]:
    """Try a failed job again."""
    found = queries.get_job(job_id)
    try:
        with transaction():
            services.restart_job(current_actor(), job=found)
    except Problem as problem:
        return _jobs_page(say(problem)), problem.status
    flash(_("The job is waiting to be done again."), "success")
    return redirect(url_for("overview.jobs"))


def late_letters() -> str:
    """The sentence about letters that the mail server keeps waiting; empty when all is well."""
    number, since = waiting()
    if since is None or clock.now() - since < PATIENCE:
        return ""
    return str(
        ngettext(
            "%(num)s letter is waiting for the mail server, since %(since)s.",
            "%(num)s letters are waiting for the mail server, the oldest since %(since)s.",
            number,
            since=locale.short_moment(since, chosen_timezone(), language()),
        )
    )


def _letter_page(found: Letter, problem: str = "") -> str:
    """The page of a letter. Personal links work only where the letter can leave no other way."""
    return render_template(
        "overview/letter.html",
        letter=found,
        word=LETTER_WORDS[found.state],
        headers=message.headers(found, current_app.config["SETTINGS"]),
        text=message.pieces(found.text, found),
        html=message.filled(found.html, found, lambda _spec: f"[{_('personal link')}]"),
        calendar=message.pieces((found.calendar or b"").decode(), found),
        live=found.state is LetterState.KEPT,
        parts=message.parts(found),
        correct_at=_correct_at(found),
        may_restart=found.state in RESTARTABLE,
        problem=problem,
    )


def _correct_at(letter: Letter) -> str | None:
    """Where the address can be put right by the one who reads, if the letter missed a guest."""
    missed = find_missed_by(letter)
    if missed is None:
        return None
    placed = missed.participation
    workshop = placed.sitting.workshop
    if not can_correct_address(current_actor(), workshop, placed.person):
        return None
    return url_for(
        "guest.show",
        workshop_id=workshop.public_id,
        participation_id=placed.public_id,
        _anchor="address",
    )


def _jobs_page(problem: str = "") -> str:
    wish = asked("state")
    state = JobState(wish) if wish in set(JobState) else None
    chosen, order = sorting({"when": Job.run_at, "kind": Job.kind}, "-when")
    return render_template(
        "overview/jobs.html",
        page=paginate(queries.search_jobs(state).order_by(order, Job.id.desc())),
        sorting=chosen,
        state=state,
        views=[(_("All"), url_for("overview.jobs"), not state), *_job_views(state)],
        words=JOB_WORDS,
        problem=problem,
    )


def _job_views(state: JobState | None) -> list[tuple[str, str, bool]]:
    return [
        (_(word.label), url_for("overview.jobs", state=value.value), value is state)
        for value, word in JOB_WORDS.items()
    ]
