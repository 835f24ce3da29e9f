"""What the installation puts into every calendar entry: its mailbox, its name, its address."""

from flask import current_app

from workshops.core.config import Settings
from workshops.invitations.calendar.entries import Party


def organiser(manager: str) -> Party:
    """Who invites: the house's one mailbox, in the name of the house and a project manager."""
    settings = _settings()
    return Party(", ".join(filter(None, [settings.lab_name, manager])), settings.rsvp_address)


def rsvp_address() -> str:
    """The mailbox that invites."""
    return _settings().rsvp_address


def mail_server() -> str:
    """The name under which our own mail server says whom it vouches for; empty for nobody."""
    return _settings().authserv_id


def page_without_token() -> str:
    """Where a guest who has lost the personal link asks for a new one."""
    return f"{_settings().base_url}/invitation-link"


def workshop_page(public_id: str) -> str:
    """The page of a workshop, for those who have an account."""
    return f"{_settings().base_url}/workshops/{public_id}"


def feed_url(kind: str, token: str) -> str:
    """The address of a calendar subscription. The host is the installation's, never a request's."""
    return f"{_settings().base_url}/feed/{kind}/{token}.ics"


def domain() -> str:
    """What stands behind the @ of every identifier."""
    return _settings().rsvp_address.rpartition("@")[2].lower()


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
