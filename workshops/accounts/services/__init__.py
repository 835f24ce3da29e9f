"""What can be done with accounts and sessions."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete

from workshops.accounts import queries, rules
from workshops.accounts.models import EndedSession, User
from workshops.accounts.permissions import allows
from workshops.activity import services as activity
from workshops.core import clock, passwords
from workshops.core.actor import Actor, ActorKind, Role
from workshops.core.addresses import normal_address
from workshops.core.db import db
from workshops.core.deadlines import last_moment
from workshops.core.errors import Conflict, Gone, Invalid, NotAllowed, NotFound
from workshops.core.text import N_, clean_line

DEMO_PASSWORD = "samskab i praksis 2026"  # noqa: S105 - accounts with it exist only in ENV=demo
MESSAGE_LINK = N_("This link has been used or has expired. Ask an administrator for a new one.")
MESSAGE_NOT_ADMINISTRATOR = N_("Only an administrator may change accounts.")


@dataclass(frozen=True, slots=True)
class Details:
    """What a new account begins with; without a password it waits for its link."""

    name: str
    email: str
    role: Role
    language: str = "da"
    timezone: str = "Europe/Copenhagen"
    password: str | None = None


def create_account(actor: Actor, details: Details) -> User:
    """Open an account. Raises Conflict when the address has one, Invalid for a weak password."""
    _require(actor, "C")
    email = normal_address(details.email)
    if queries.find_by_email(email) is not None:
        raise Conflict(N_("There is an account with this address."), "email")
    about = (details.name, email)
    user = User(
        name=clean_line(details.name),
        email=email,
        role=details.role,
        language=details.language,
        timezone=details.timezone,
        password_hash=_hash(details.password, about) if details.password else passwords.NONE,
        session_stamp=secrets.token_hex(16),
    )
    db.session.add(user)
    db.session.flush()
    activity.record(actor, "created", user, title=user.name)
    return user


def change_role(actor: Actor, user: User, *, role: Role) -> None:
    """Give an account another role and end its sessions; never the last administrator's."""
    _require(actor, "U")
    if user.role is role:
        return
    _keep_one_administrator(user)
    user.role = role
    _end_sessions(user)
    _note(actor, "role_changed", user, "role")


def disable_account(actor: Actor, user: User) -> None:
    """Shut an account and end its sessions; never the last administrator's."""
    _require(actor, "U")
    if user.disabled_at is not None:
        return
    _keep_one_administrator(user)
    user.disabled_at = clock.now()
    _end_sessions(user)
    _note(actor, "disabled", user, "disabled_at")


def enable_account(actor: Actor, user: User) -> None:
    """Open a shut account again."""
    _require(actor, "U")
    if user.disabled_at is None:
        return
    user.disabled_at = None
    _note(actor, "enabled", user, "disabled_at")


def change_profile(actor: Actor, user: User, *, name: str, language: str, timezone: str) -> None:
    """Change what the owner of an account may change."""
    _require_self(actor, user)
    user.name, user.language, user.timezone = clean_line(name), language, timezone
    _note(actor, "changed", user, "name", "language", "timezone")


def change_password(actor: Actor, user: User, *, current: str, new: str) -> None:
    """Take a new password from the owner and end every session. Raises Invalid with the field."""
    _require_self(actor, user)
    if not passwords.matches(user.password_hash, rules.normal(current)):
        raise Invalid(N_("This is not your present password."), "current")
    user.password_hash = _hash(new, (user.name, user.email))
    _end_sessions(user)
    _note(actor, "password_changed", user, "password")


def find_by_password(email: str, password: str) -> User | None:
    """The open account that address and password belong to.

    Takes the same time whether the address is known or not; call it outside transaction().
    """
    user = queries.find_by_email(email)
    stored = user.password_hash if user else passwords.NONE
    right = passwords.matches(stored, rules.normal(password))
    return user if user and right and user.is_active else None


def note_sign_in(user: User, *, password: str) -> None:
    """Keep when an account signed in, and hash its password anew when hashing got dearer."""
    user.signed_in_at = clock.now()
    if passwords.outdated(user.password_hash):
        user.password_hash = passwords.hash_password(rules.normal(password))
    db.session.execute(delete(EndedSession).where(EndedSession.expires_at <= clock.now()))
    activity.record(user.actor(), "signed_in", user, title=user.name)


def end_session(number: str, *, expires_at: datetime) -> None:
    """Make one session's cookie worthless until it expires."""
    db.session.merge(EndedSession(number=number, expires_at=expires_at))
    db.session.flush()


def make_link(actor: Actor, user: User, *, secret: str) -> str:
    """A token with which the owner of an account chooses a password, once, within seven days."""
    _require(actor, "U")
    activity.record(actor, "link_made", user, title=user.name)
    made = int(clock.now().timestamp())
    return _signer(secret).dumps([user.public_id, user.session_stamp, made])


def find_by_link(token: str, *, secret: str) -> User:
    """The account that a link is for. Raises Gone when it was used, expired or never made."""
    try:
        public_id, stamp, made = _signer(secret).loads(token)
    except BadSignature as wrong:
        raise NotFound(N_("This link is not known.")) from wrong
    user = queries.find_for_link(public_id, stamp)
    ends = last_moment(datetime.fromtimestamp(made, UTC) + rules.LINK_LASTS)
    if user is None or ends < clock.now():
        raise Gone(MESSAGE_LINK)
    return user


def choose_password(user: User, *, new: str) -> None:
    """Set the password of an account whose link was followed; the link is worthless afterwards."""
    user.password_hash = _hash(new, (user.name, user.email))
    _end_sessions(user)
    _note(user.actor(), "password_changed", user, "password")


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="account.password")


def _hash(password: str, about: tuple[str, ...]) -> str:
    fault = rules.fault_of(password, about)
    if fault:
        raise Invalid(fault, "password")
    return passwords.hash_password(rules.normal(password))


def _end_sessions(user: User) -> None:
    user.session_stamp = secrets.token_hex(16)


def _note(actor: Actor, act: str, user: User, *fields: str) -> None:
    db.session.flush()
    activity.record(actor, act, user, title=user.name, fields=fields)


def _require(actor: Actor, act: str) -> None:
    if not allows(actor, act, "user"):
        raise NotAllowed(MESSAGE_NOT_ADMINISTRATOR)


def _require_self(actor: Actor, user: User) -> None:
    if actor.kind is not ActorKind.USER or actor.id != user.id:
        raise NotAllowed(N_("Only its owner may change this."))


def _keep_one_administrator(user: User) -> None:
    open_administrator = user.role is Role.ADMINISTRATOR and user.disabled_at is None
    if open_administrator and queries.count_administrators() < 2:
        raise Conflict(N_("This is the last administrator. Give somebody else the role first."))
