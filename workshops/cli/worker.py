"""The worker: does jobs and sends letters until it is told to stop."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from workshops.core import clock
from workshops.core.config import Settings
from workshops.jobs import runner
from workshops.mail import rules, sender

log = logging.getLogger(__name__)
SIGNALS = {signal.SIGTERM, signal.SIGINT}


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
    """Do jobs and send letters. Several may run at once; SIGTERM lets the current one finish."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    settings: Settings = app.config["SETTINGS"]
    steps = (
        lambda: _work(settings.timezone),
        lambda: sender.send_one(timedelta(seconds=lease)),
    )
    if once:
        for step in steps:
            while attempt(app, step):
                pass
        return
    _run(app, steps, poll)


def attempt(app: Flask, step: Callable[[], bool]) -> bool:
    """One step in a context of its own. What goes wrong is logged and the worker lives on."""
    try:
        with app.app_context():
            return step()
    except Exception:
        log.exception("the worker could not take its next step")
        return False


def _run(app: Flask, steps: tuple[Callable[[], bool], ...], poll: float) -> None:
    """Each kind of work in its own thread, so that a slow mail server holds up no job."""
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    stop = threading.Event()

    def keep_on(step: Callable[[], bool]) -> None:
        while not stop.is_set():
            if not attempt(app, step):
                stop.wait(poll)

    threads = [threading.Thread(target=keep_on, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    signal.sigwait(SIGNALS)
    stop.set()
    for thread in threads:
        thread.join()


def _work(zone: str) -> bool:
    runner.queue_daily(zone, clock.now())
    return runner.work_one()
