"""create_app: the one place that wires settings, extensions, blueprints, subscriptions and jobs."""

from pathlib import Path

from flask import Blueprint, Flask
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from workshops.accounts import queries as accounts
from workshops.accounts.permissions import may_ever
from workshops.activity import models as activity_models
from workshops.cli import lab
from workshops.core.config import Settings, read_settings
from workshops.core.db import db
from workshops.invitations import models as invitations_models
from workshops.jobs import models as jobs_models
from workshops.overview import views as overview
from workshops.planning.views import methods
from workshops.web import access, language, navigation, urls

ROOT = Path(__file__).resolve().parent.parent
MODELS = (activity_models, invitations_models, jobs_models)
BLUEPRINTS: tuple[Blueprint, ...] = (methods.bp, overview.bp)


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Without `settings` they are read from the environment and instance/.

    Raises WrongSettings with a sentence for the console when one is missing or wrong.
    """
    settings = settings or read_settings(ROOT / "instance")
    app = Flask(
        "workshops",
        root_path=str(ROOT / "workshops"),
        template_folder="../templates",
        static_folder="../static",
        instance_path=str(settings.instance.resolve()),
        instance_relative_config=True,
    )
    app.jinja_env.undefined = StrictUndefined
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        WTF_CSRF_TIME_LIMIT=None,
    )
    urls.init_converters(app)
    _init_extensions(app)
    _mount(app)
    app.cli.add_command(lab)
    return app


def _init_extensions(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "workshops" / "migrations"))
    CSRFProtect(app)
    login = LoginManager(app)
    login.user_loader(accounts.find_signed_in)
    language.init_language(app)
    navigation.init_navigation(app)
    access.init_gate(app, may_ever)


def _mount(app: Flask) -> None:
    """Every blueprint, in the order of the layers."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
