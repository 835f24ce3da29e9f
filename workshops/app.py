"""create_app: the one place that wires settings, extensions, blueprints, subscriptions and jobs."""

from datetime import time
from functools import partial
from pathlib import Path

from flask import Blueprint, Flask
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from workshops.accounts import queries as accounts
from workshops.accounts import views as accounts_views
from workshops.accounts.permissions import may_ever
from workshops.activity import models as activity_models
from workshops.activity import views as activity
from workshops.adoption import subscribers as adoption_subscribers
from workshops.adoption import tasks as adoption_tasks
from workshops.adoption import views as adoption
from workshops.cli import lab
from workshops.core import resting
from workshops.core.config import Settings, read_settings
from workshops.core.db import db
from workshops.core.events import subscribe
from workshops.deliverables import subscribers as deliverables_subscribers
from workshops.deliverables import tasks as deliverables_tasks
from workshops.deliverables import views as deliverables
from workshops.deliverables.events import PackDelivered, PackReceived
from workshops.deliverables.models import delivery as deliverables_delivery
from workshops.deliverables.models import issued as deliverables_issued
from workshops.deliverables.models import review as deliverables_review
from workshops.deliverables.queries.packs import BUILD as BUILD_PACK
from workshops.deliverables.services.rendering import RENDER
from workshops.deliverables.services.withdrawing import RENEW
from workshops.deliverables.tasks.packs import build_pack
from workshops.engagements import subscribers as engagements_subscribers
from workshops.engagements import tasks as engagements_tasks
from workshops.engagements import views as engagements
from workshops.expectations import models as expectations_models
from workshops.expectations import subscribers as expectations_subscribers
from workshops.expectations import tasks as expectations_tasks
from workshops.expectations import views as expectations
from workshops.expectations.events import NoteWithdrawn, QuoteConsentWithdrawn
from workshops.experiments import tasks as experiments_tasks
from workshops.experiments import views as experiments
from workshops.experiments.models import learning as experiments_learning
from workshops.experiments.models import sheet as experiments_sheet
from workshops.invitations import models as invitations_models
from workshops.invitations import subscribers as invitations
from workshops.invitations.views import answers as answer_pages
from workshops.invitations.views import guest as guest_pages
from workshops.invitations.views import polls as poll_pages
from workshops.invitations.views import staff as invitation_pages
from workshops.jobs import models as jobs_models
from workshops.jobs import registry
from workshops.jobs import tasks as job_tasks
from workshops.library import views as library
from workshops.mail import tasks as mail_tasks
from workshops.mail.imap import mailbox_of
from workshops.mail.signing import signer
from workshops.mail.transport import mail_server
from workshops.overview import tasks as overview_tasks
from workshops.overview import views as overview
from workshops.overview.queries.resting import experiments_on, papers_on
from workshops.people import tasks as people_tasks
from workshops.people import views as people
from workshops.people.events import PersonsMerged
from workshops.planning import subscribers as planning_subscribers
from workshops.planning import tasks as planning_tasks
from workshops.planning import views as planning
from workshops.planning.events import (
    DateChosen,
    ParticipationAnswered,
    ParticipationRemoved,
    ParticipationsMerged,
    PollClosed,
    PollNudged,
    PollOpened,
    SlotsAdded,
    WorkshopCancelled,
)
from workshops.planning.models import attendance as planning_attendance
from workshops.planning.services.polls import REMIND as REMIND_VOTERS
from workshops.planning.services.voting import NUDGE as NUDGE_VOTER
from workshops.planning.views import methods
from workshops.search import tasks as search_tasks
from workshops.search.services import FORGET as FORGET_WORDS
from workshops.web import (
    access,
    design,
    errors,
    headers,
    language,
    limits,
    logging,
    navigation,
    sessions,
    site,
    urls,
)

ROOT = Path(__file__).resolve().parent.parent
MODELS = (
    activity_models,
    invitations_models,
    jobs_models,
    planning_attendance,
    limits,
    expectations_models,
    experiments_learning,
    experiments_sheet,
    deliverables_delivery,
    deliverables_issued,
    deliverables_review,
)
BLUEPRINTS: tuple[Blueprint, ...] = (
    site.bp,
    activity.bp,
    accounts_views.bp,
    people.bp,
    engagements.bp,
    methods.bp,
    planning.bp,
    invitation_pages.bp,
    guest_pages.bp,
    answer_pages.bp,
    poll_pages.bp,
    expectations.bp,
    experiments.bp,
    deliverables.bp,
    adoption.bp,
    library.bp,
    overview.bp,
)
MAX_REQUEST_BYTES = 21 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Without `settings` they are read from the environment and instance/.

    Raises WrongSettings with a sentence for the console when one is missing or wrong.
    """
    settings = settings or read_settings(ROOT / "instance")
    app = logging.Application(
        "workshops",
        root_path=str(ROOT / "workshops"),
        template_folder="../templates",
        static_folder="../static",
        instance_path=str(settings.instance.resolve()),
        instance_relative_config=True,
    )
    app.jinja_env.undefined = StrictUndefined
    _configure(app, settings)
    urls.init_converters(app)
    urls.init_links(app)
    _init_web(app, settings)
    _init_extensions(app)
    _mount(app)
    _subscribe()
    _plan_jobs(settings)
    _plan_deliverables(settings)
    app.cli.add_command(lab)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.from_mapping(
        SETTINGS=settings,
        DEBUG=settings.debug,
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.older_secret_keys),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": not settings.debug},
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # pages send no referrer; web.headers reads the origin instead
    )
    if settings.smtp_url:
        mail_server(settings.smtp_url)
    signer(settings)
    if settings.imap_url:
        mailbox_of(settings.imap_url)
    if not settings.demo:
        app.config["TRUSTED_HOSTS"] = [*headers.own_hosts(settings), "localhost", "127.0.0.1"]


def _init_web(app: Flask, settings: Settings) -> None:
    """What happens to every request, in this order: log, session's age, origin; errors; proxies."""
    logging.init_logging(app, with_messages=settings.demo)
    sessions.init_sessions(app, settings)
    headers.init_headers(app, settings)
    errors.init_errors(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_prefix=0)
        app.wsgi_app = proxied  # type: ignore[method-assign]


def _init_extensions(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "workshops" / "migrations"))
    CSRFProtect(app)
    login = LoginManager(app)
    login.session_protection = None
    login.user_loader(accounts.find_signed_in)
    language.init_language(app)
    navigation.init_navigation(app)
    access.init_gate(app, may_ever)


def _mount(app: Flask) -> None:
    """Every blueprint, in the order of the layers."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if app.config["SETTINGS"].debug:
        app.register_blueprint(design.bp)


def _subscribe() -> None:
    """Which slice reacts to which fact of a lower one."""
    subscribe(PersonsMerged, engagements_subscribers.on_persons_merged)
    subscribe(PersonsMerged, planning_subscribers.on_persons_merged)
    subscribe(PersonsMerged, expectations_subscribers.on_persons_merged)
    subscribe(PersonsMerged, deliverables_subscribers.on_persons_merged)
    subscribe(ParticipationAnswered, planning_subscribers.on_participation_answered)
    subscribe(ParticipationRemoved, invitations.on_participation_removed)
    subscribe(ParticipationsMerged, invitations.on_participations_merged)
    subscribe(WorkshopCancelled, invitations.on_workshop_cancelled)
    subscribe(PollOpened, invitations.on_poll_opened)
    subscribe(SlotsAdded, invitations.on_slots_added)
    subscribe(PollNudged, invitations.on_poll_nudged)
    subscribe(DateChosen, invitations.on_date_chosen)
    subscribe(PollClosed, invitations.on_poll_closed)
    subscribe(NoteWithdrawn, deliverables_subscribers.on_note_withdrawn)
    subscribe(QuoteConsentWithdrawn, deliverables_subscribers.on_consent_withdrawn)
    subscribe(PackDelivered, adoption_subscribers.on_pack_delivered)
    subscribe(PackReceived, adoption_subscribers.on_pack_received)
    resting.ask(experiments_on)
    resting.ask(papers_on)


def _plan_jobs(settings: Settings) -> None:
    """Which function does which job, and which come by the clock."""
    forget = partial(engagements_tasks.forget, folder=settings.instance / "files")
    remind = partial(experiments_tasks.remind, zone=settings.timezone, base_url=settings.base_url)
    for kind, function, at in (
        (people_tasks.RENEW, people_tasks.renew, time(0, 5)),
        (job_tasks.TIDY, job_tasks.tidy, time(3, 30)),
        (engagements_tasks.FORGET, forget, time(3, 35)),
        (overview_tasks.PURGE, overview_tasks.purge_deleted, time(3, 40)),
        (mail_tasks.FORGET, mail_tasks.forget_texts, time(3, 45)),
        (mail_tasks.FORGET_INCOMING, mail_tasks.forget_incoming, time(3, 46)),
        (planning_tasks.PURGE_NEEDS, planning_tasks.purge_needs, time(3, 50)),
        (expectations_tasks.FORGET, expectations_tasks.forget, time(3, 55)),
        (experiments_tasks.REMIND, remind, time(6, 30)),
        (adoption_tasks.REMIND, adoption_tasks.remind, time(7, 15)),
    ):
        registry.handles(kind, function)
        registry.every(kind, at=at)
    registry.handles(FORGET_WORDS, search_tasks.forget)
    registry.handles(REMIND_VOTERS, planning_tasks.remind_voters)
    registry.handles(NUDGE_VOTER, planning_tasks.nudge_voter)


def _plan_deliverables(settings: Settings) -> None:
    """Composing anew after a withdrawal, and making files in a process of their own."""
    registry.handles(RENEW, deliverables_tasks.renew_draft)
    folder = settings.instance / "files"
    registry.handles_long(RENDER, partial(deliverables_tasks.render_version, folder=folder))
    registry.handles_long(BUILD_PACK, partial(build_pack, folder=folder, lab=settings.lab_name))
