"""create_app: the one place that wires settings, extensions, blueprints, subscriptions and jobs."""

from pathlib import Path

from flask import Flask
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from workshops.accounts import queries as accounts
from workshops.accounts.permissions import may_ever
from workshops.app.jobs import plan_all
from workshops.app.pages import BLUEPRINTS
from workshops.app.parents import PARENTS
from workshops.app.subscriptions import subscribe_all
from workshops.cli import lab
from workshops.core.config import Settings, read_settings
from workshops.core.db import db
from workshops.invitations.views.reminders import switch_off
from workshops.mail.imap import mailbox_of
from workshops.mail.signing import signer
from workshops.mail.transport import mail_server
from workshops.web import (
    access,
    arguments,
    design,
    errors,
    headers,
    language,
    logging,
    navigation,
    repeats,
    sessions,
    urls,
    wayback,
)

ROOT = Path(__file__).resolve().parent.parent.parent


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
    subscribe_all()
    plan_all(settings)
    app.cli.add_command(lab)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.from_mapping(
        SETTINGS=settings,
        DEBUG=settings.debug,
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.older_secret_keys),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": not settings.debug, "pool_pre_ping": True},
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
    arguments.init_arguments(app)
    wayback.init_ways_back(app, PARENTS)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_prefix=0)
        app.wsgi_app = proxied  # type: ignore[method-assign]


def _init_extensions(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "workshops" / "migrations"))
    csrf = CSRFProtect(app)
    csrf.exempt(switch_off)  # mail programs post there by themselves (RFC 8058)
    login = LoginManager(app)
    login.session_protection = None
    login.user_loader(accounts.find_signed_in)
    language.init_language(app)
    navigation.init_navigation(app)
    access.init_gate(app, may_ever)
    repeats.init_repeats(app)


def _mount(app: Flask) -> None:
    """Every blueprint, in the order of the layers."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if app.config["SETTINGS"].debug:
        app.register_blueprint(design.bp)
