"""Which function does which job, and which come by the clock."""

from datetime import time
from functools import partial

from workshops.adoption import tasks as adoption_tasks
from workshops.cli.demo import handover
from workshops.core.config import Settings
from workshops.deliverables import tasks as deliverables_tasks
from workshops.deliverables.queries.packs import BUILD as BUILD_PACK
from workshops.deliverables.services.rendering import RENDER
from workshops.deliverables.services.withdrawing import RENEW
from workshops.deliverables.tasks.packs import build_pack
from workshops.engagements import tasks as engagements_tasks
from workshops.expectations import tasks as expectations_tasks
from workshops.experiments import tasks as experiments_tasks
from workshops.invitations import tasks as invitations_tasks
from workshops.invitations.queries.polls import TELL as TELL_POLL_GUEST
from workshops.invitations.services.reminding import JOB as REMIND_GUESTS
from workshops.jobs import registry
from workshops.jobs import tasks as job_tasks
from workshops.mail import tasks as mail_tasks
from workshops.overview import tasks as overview_tasks
from workshops.people import tasks as people_tasks
from workshops.planning import tasks as planning_tasks
from workshops.planning.services.polls import REMIND as REMIND_VOTERS
from workshops.planning.services.seats import SETTLE as SETTLE_SEATS
from workshops.planning.services.voting import NUDGE as NUDGE_VOTER
from workshops.search import tasks as search_tasks
from workshops.search.services import FORGET as FORGET_WORDS
from workshops.web import repeats


def plan_all(settings: Settings) -> None:
    """Tie every kind of job to its function."""
    _plan_daily(settings)
    _plan_single()
    _plan_deliverables(settings)
    if settings.demo:
        _plan_demo()


def _tidy() -> None:
    """What is only kept for a while: done jobs, and the keys of forms that were sent."""
    job_tasks.tidy()
    repeats.forget_old()


def _plan_daily(settings: Settings) -> None:
    """What comes by the clock."""
    forget = partial(engagements_tasks.forget, folder=settings.instance / "files")
    remind = partial(experiments_tasks.remind, zone=settings.timezone, base_url=settings.base_url)
    for kind, function, at in (
        (people_tasks.RENEW, people_tasks.renew, time(0, 5)),
        (job_tasks.TIDY, _tidy, time(3, 30)),
        (engagements_tasks.FORGET, forget, time(3, 35)),
        (overview_tasks.PURGE, overview_tasks.purge_deleted, time(3, 40)),
        (mail_tasks.FORGET, mail_tasks.forget_texts, time(3, 45)),
        (mail_tasks.FORGET_INCOMING, mail_tasks.forget_incoming, time(3, 46)),
        (planning_tasks.PURGE_NEEDS, planning_tasks.purge_needs, time(3, 50)),
        (expectations_tasks.FORGET, expectations_tasks.forget, time(3, 55)),
        (adoption_tasks.FORGET, adoption_tasks.forget, time(3, 57)),
        (experiments_tasks.REMIND, remind, time(6, 30)),
        (adoption_tasks.REMIND, adoption_tasks.remind, time(7, 15)),
    ):
        registry.handles(kind, function)
        registry.every(kind, at=at)


def _plan_single() -> None:
    """What services put into the queue."""
    registry.handles(FORGET_WORDS, search_tasks.forget)
    registry.handles(REMIND_GUESTS, invitations_tasks.remind)
    registry.handles(TELL_POLL_GUEST, invitations_tasks.tell_poll_guest)
    registry.handles(REMIND_VOTERS, planning_tasks.remind_voters)
    registry.handles(SETTLE_SEATS, planning_tasks.settle_seats)
    registry.handles(NUDGE_VOTER, planning_tasks.nudge_voter)


def _plan_deliverables(settings: Settings) -> None:
    """Composing anew after a withdrawal, and making files in a process of their own."""
    registry.handles(RENEW, deliverables_tasks.renew_draft)
    folder = settings.instance / "files"
    registry.handles_long(RENDER, partial(deliverables_tasks.render_version, folder=folder))
    registry.handles_long(BUILD_PACK, partial(build_pack, folder=folder, lab=settings.lab_name))


def _plan_demo() -> None:
    """What the demo's story leaves to the worker."""
    registry.handles(handover.PACK_UP, handover.pack_up)
    registry.handles(handover.HAND_OVER, handover.hand_over)
