"""Typed settings from WORKSHOPS_* variables or instance/config.py; wrong ones stop the start."""

import os
import runpy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "WORKSHOPS_"
LANGUAGES = ("da", "en")
DEMO_SECRET = "demo-only-secret-never-for-production"  # noqa: S105 - refused outside ENV=demo


class WrongSettings(Exception):
    """A setting is missing or wrong; the text is the sentence that the console shows."""


@dataclass(frozen=True)
class Settings:
    """Everything that an installation may choose."""

    env: str
    secret_key: str
    database_url: str
    base_url: str
    instance: Path
    smtp_url: str | None = None
    imap_url: str | None = None
    rsvp_address: str = "workshops@rsvp.samskab.example"
    lab_name: str = "Samskab"
    timezone: str = "Europe/Copenhagen"
    languages: tuple[str, ...] = LANGUAGES
    trusted_proxies: int = 0
    debug: bool = False

    @property
    def demo(self) -> bool:
        """Whether demo data and the demo sign-in may exist."""
        return self.env == "demo"


def read_settings(instance: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings for one start; the environment wins over instance/config.py.

    Raises WrongSettings with a sentence for a person.
    """
    values = _from_file(instance / "config.py") | {
        key.removeprefix(PREFIX): value
        for key, value in environ.items()
        if key.startswith(PREFIX) and value
    }
    env = values.get("ENV", "production")
    if env not in ("demo", "production"):
        raise WrongSettings(f"WORKSHOPS_ENV is '{env}'; it may be demo or production.")
    settings = Settings(
        env=env,
        secret_key=values.get("SECRET_KEY", DEMO_SECRET if env == "demo" else ""),
        database_url=values.get("DATABASE_URL", f"sqlite:///{instance / 'samskab.db'}"),
        base_url=values.get("BASE_URL", "http://localhost:8000").rstrip("/"),
        instance=instance,
        smtp_url=values.get("SMTP_URL"),
        imap_url=values.get("IMAP_URL"),
        rsvp_address=values.get("RSVP_ADDRESS", Settings.rsvp_address),
        lab_name=values.get("LAB_NAME", Settings.lab_name),
        timezone=values.get("TIMEZONE", Settings.timezone),
        languages=tuple(values.get("LANGUAGES", ",".join(LANGUAGES)).split(",")),
        trusted_proxies=_whole_number(values, "TRUSTED_PROXIES"),
        debug=values.get("DEBUG", "").lower() in ("1", "true", "yes"),
    )
    _check(settings)
    return settings


def _from_file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    return {k: str(v) for k, v in runpy.run_path(str(path)).items() if k.isupper()}


def _whole_number(values: Mapping[str, str], name: str) -> int:
    try:
        return int(values.get(name, "0"))
    except ValueError as wrong:
        raise WrongSettings(f"WORKSHOPS_{name} must be a whole number.") from wrong


def _check(settings: Settings) -> None:
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError) as wrong:
        raise WrongSettings(f"WORKSHOPS_TIMEZONE '{settings.timezone}' is not a zone.") from wrong
    unknown = [code for code in settings.languages if code not in LANGUAGES]
    if unknown:
        raise WrongSettings(f"WORKSHOPS_LANGUAGES: {', '.join(unknown)} is not available.")
    if urlsplit(settings.base_url).scheme not in ("http", "https"):
        raise WrongSettings("WORKSHOPS_BASE_URL must begin with https:// (or http:// in the demo).")
    if not settings.demo:
        _check_production(settings)


def _check_production(settings: Settings) -> None:
    if len(settings.secret_key) < 32 or settings.secret_key == DEMO_SECRET:
        raise WrongSettings("WORKSHOPS_SECRET_KEY is missing or shorter than 32 characters.")
    if settings.debug:
        raise WrongSettings("WORKSHOPS_DEBUG may not be on in production.")
    if urlsplit(settings.base_url).scheme != "https":
        raise WrongSettings("WORKSHOPS_BASE_URL must begin with https:// in production.")
    if settings.rsvp_address.endswith(".example"):
        raise WrongSettings("WORKSHOPS_RSVP_ADDRESS is missing: the mailbox that invites people.")
