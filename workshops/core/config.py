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
LEAST_PASSWORD_MEMORY_KIB = 19_456
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
    older_secret_keys: tuple[str, ...] = ()
    smtp_url: str | None = None
    imap_url: str | None = None
    rsvp_address: str = "workshops@rsvp.samskab.example"
    authserv_id: str = ""
    dkim_selector: str = ""
    dkim_key_file: Path | None = None
    lab_name: str = "Samskab"
    timezone: str = "Europe/Copenhagen"
    languages: tuple[str, ...] = LANGUAGES
    trusted_proxies: int = 0
    debug: bool = False
    password_memory_kib: int = 65_536
    was_url: str | None = None
    contact_address: str | None = None

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
        older_secret_keys=tuple(filter(None, values.get("OLDER_SECRET_KEYS", "").split(","))),
        smtp_url=values.get("SMTP_URL"),
        imap_url=values.get("IMAP_URL"),
        rsvp_address=values.get("RSVP_ADDRESS", Settings.rsvp_address),
        authserv_id=values.get("AUTHSERV_ID", "").lower(),
        dkim_selector=values.get("DKIM_SELECTOR", ""),
        dkim_key_file=Path(values["DKIM_KEY_FILE"]) if values.get("DKIM_KEY_FILE") else None,
        lab_name=values.get("LAB_NAME", Settings.lab_name),
        timezone=values.get("TIMEZONE", Settings.timezone),
        languages=tuple(values.get("LANGUAGES", ",".join(LANGUAGES)).split(",")),
        trusted_proxies=_whole_number(values, "TRUSTED_PROXIES", 0),
        password_memory_kib=_whole_number(
            values, "PASSWORD_MEMORY_KIB", Settings.password_memory_kib
        ),
        was_url=values.get("WAS_URL"),
        contact_address=values.get("CONTACT_ADDRESS"),
        debug=_is_yes(values.get("DEBUG") or environ.get("FLASK_DEBUG", "")),
    )
    _check(settings)
    return settings


def _from_file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        found = runpy.run_path(str(path))
    except Exception as wrong:
        raise WrongSettings(f"{path} cannot be read: {type(wrong).__name__}: {wrong}.") from wrong
    return {k: str(v) for k, v in found.items() if k.isupper()}


def _is_yes(text: str) -> bool:
    return text.lower() in ("1", "true", "yes", "on")


def _whole_number(values: Mapping[str, str], name: str, default: int) -> int:
    text = values.get(name, str(default))
    if not text.isdigit():
        raise WrongSettings(f"WORKSHOPS_{name} is '{text}'; it must be a whole number.")
    return int(text)


def _check(settings: Settings) -> None:
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError) as wrong:
        raise WrongSettings(f"WORKSHOPS_TIMEZONE '{settings.timezone}' is not a zone.") from wrong
    unknown = [code for code in settings.languages if code not in LANGUAGES]
    if unknown:
        raise WrongSettings(f"WORKSHOPS_LANGUAGES: {', '.join(unknown)} is not available.")
    for name, url in (("BASE_URL", settings.base_url), ("WAS_URL", settings.was_url)):
        if url and not _is_web_address(url):
            raise WrongSettings(f"WORKSHOPS_{name} is '{url}'; it must begin with https://.")
    if not settings.database_url.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:")):
        raise WrongSettings("WORKSHOPS_DATABASE_URL must begin with sqlite: or postgresql:.")
    if not settings.demo:
        _check_production(settings)


def _is_web_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _check_production(settings: Settings) -> None:
    if len(settings.secret_key) < 32 or settings.secret_key == DEMO_SECRET:
        raise WrongSettings("WORKSHOPS_SECRET_KEY is missing or shorter than 32 characters.")
    if settings.password_memory_kib < LEAST_PASSWORD_MEMORY_KIB:
        raise WrongSettings("WORKSHOPS_PASSWORD_MEMORY_KIB must be at least 19456.")
    if settings.debug:
        raise WrongSettings("WORKSHOPS_DEBUG may not be on in production.")
    if urlsplit(settings.base_url).scheme != "https":
        raise WrongSettings("WORKSHOPS_BASE_URL must begin with https:// in production.")
    if settings.rsvp_address.endswith(".example"):
        raise WrongSettings("WORKSHOPS_RSVP_ADDRESS is missing: the mailbox that invites people.")
