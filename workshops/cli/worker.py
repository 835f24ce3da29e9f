"""The worker: does jobs, sends letters and reads the mailbox until it is told to stop."""

import logging
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from workshops.core import clock
from workshops.core.config import Settings
from workshops.invitations.services.receiving import receive
from workshops.jobs import runner
from workshops.mail import rules, sender
from workshops.mail.imap import Mailbox, Unreachable, mailbox_of
from workshops.mail.imap import poll as read_new

log = logging.getLogger(__name__)
MAILBOX_PAUSE = 60.0
SIGNALS = {signal.SIGTERM, signal.SIGINT}


@dataclass(frozen=True)
class Step:
    """One kind of work. `work` says whether there may be more; else there is a pause in seconds."""

    work: Callable[[], bool]
    pause: float


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option("--poll", default=1.0, show_default=True, help="Seconds between two looks.")
@click.option(
    "--lease",
    default=rules.LEASE.total_seconds(),
    show_default=True,
    help="Seconds after which a letter of a worker that died is taken over.",
)
@with_appcontext
def worker(once: bool, poll: float, lease: float) -> None:
    """Do jobs, send letters, and read the mailbox every minute where IMAP_URL is set.

    Several may run at once; SIGTERM lets the current piece of work finish.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    settings: Settings = app.config["SETTINGS"]
    steps = [
        Step(lambda: _work(settings.timezone), poll),
        Step(lambda: sender.send_one(timedelta(seconds=lease)), poll),
    ]
    if settings.imap_url:
        mailbox = mailbox_of(settings.imap_url)
        steps.append(Step(lambda: _read(mailbox), MAILBOX_PAUSE))
    if once:
        for step in steps:
            while attempt(app, step.work):
                pass
        return
    _run(app, steps)


def attempt(app: Flask, step: Callable[[], bool]) -> bool:
    """One step in a context of its own. What goes wrong is logged and the worker lives on."""
    try:
        with app.app_context():
            return step()
    except Exception:
        log.exception("the worker could not take its next step")
        return False


def _run(app: Flask, steps: Sequence[Step]) -> None:
    """Each kind of work in its own thread, so that a slow mail server holds up no job."""
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    stop = threading.Event()

    def keep_on(step: Step) -> None:
        while not stop.is_set():
            if not attempt(app, step.work):
                stop.wait(step.pause)

    threads = [threading.Thread(target=keep_on, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    signal.sigwait(SIGNALS)
    stop.set()
    for thread in threads:
        thread.join()


def _read(mailbox: Mailbox) -> bool:
    """Read the mailbox once; a mail server that cannot be asked is no reason to stop."""
    try:
        read_new(mailbox, receive)
    except Unreachable as wrong:
        log.warning("%s", wrong)
    return False


def _work(zone: str) -> bool:
    runner.queue_daily(zone, clock.now())
    return runner.work_one()
