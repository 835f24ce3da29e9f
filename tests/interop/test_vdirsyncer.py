"""vdirsyncer as subscriber: it fetches everything once, then only what has changed."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.browser.live import serving
from tests.invitations.makers import make_invited
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import transaction
from workshops.invitations.services.feeds import Wish, make_feed
from workshops.planning.models import Workshop, WorkshopState
from workshops.planning.services.sittings import SittingPlan, change_sitting
from workshops.planning.services.workshops import change_state

CONFIG = """
[general]
status_path = "{folder}/status/"
[pair feed]
a = "remote"
b = "local"
collections = null
conflict_resolution = "a wins"
[storage remote]
type = "http"
url = "{url}"
[storage local]
type = "filesystem"
path = "{folder}/copy/"
fileext = ".ics"
"""


class Subscriber:
    """A folder that vdirsyncer keeps equal to a feed."""

    def __init__(self, folder: Path, url: str) -> None:
        self.copy, self.config = folder / "copy", folder / "config"
        self.copy.mkdir()
        self.config.write_text(CONFIG.format(folder=folder, url=url))
        self._run("discover")

    def sync(self) -> set[str]:
        """Fetch; the entries as texts. vdirsyncer names what it got by HTTP after its content."""
        self._run("sync")
        return {path.read_text() for path in self.copy.iterdir()}

    def _run(self, verb: str) -> None:
        program = Path(sys.executable).with_name("vdirsyncer")
        subprocess.run([program, "-c", self.config, verb], check=True, timeout=60)


def move_second_day(manager: User, workshop: Workshop) -> None:
    """Let the second day begin an hour later."""
    sitting = workshop.sittings[1]
    local = (sitting.starts_at + timedelta(hours=2)).replace(tzinfo=None)
    plan, version = SittingPlan(local, sitting.length_minutes, room=sitting.room), sitting.version
    with transaction():
        change_sitting(manager.actor(), sitting=sitting, plan=plan, version=version)


def cancel(manager: User, workshop: Workshop) -> None:
    """Call the workshop off."""
    to, why = WorkshopState.CANCELLED, "Sygdom"
    with transaction():
        change_state(manager.actor(), workshop=workshop, to=to, now=clock.now(), reason=why)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_subscriber_gets_what_changed_and_nothing_else(app: Flask, tmp_path: Path) -> None:
    manager, workshop, _sent = make_invited(sittings=3)
    with transaction():
        _feed, token = make_feed(manager.actor(), wish=Wish(engagement=workshop.engagement))
    with serving(app) as url:
        subscriber = Subscriber(tmp_path, f"{url}/feed/team/{token}.ics")
        first = subscriber.sync()
        assert (len(first), subscriber.sync()) == (3, first)
        move_second_day(manager, workshop)
        second = subscriber.sync()
        assert (len(first - second), len(second - first)) == (1, 1)
        cancel(manager, workshop)
        assert ["STATUS:CANCELLED" in each for each in subscriber.sync()] == [True] * 3
