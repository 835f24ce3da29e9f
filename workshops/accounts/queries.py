"""Reads of accounts."""

from sqlalchemy import Select, bindparam, exists, select

from workshops.accounts.models import EndedSession, User
from workshops.accounts.permissions import allows
from workshops.core.actor import Actor, Role
from workshops.core.addresses import normal_address
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_, fold

DEMO_DOMAIN = "@samskab.example"
_SIGNED_IN = select(User).where(
    User.id == bindparam("account"),
    User.session_stamp == bindparam("stamp"),
    User.disabled_at.is_(None),
    ~exists().where(EndedSession.number == bindparam("session")),
)


def find_signed_in(session_id: str) -> User | None:
    """The account that a session belongs to, or None when the session has ended."""
    account, _, rest = session_id.partition(".")
    stamp, _, number = rest.partition(".")
    if not account.isdigit():
        return None
    wanted = {"account": int(account), "stamp": stamp, "session": number}
    return db.session.scalar(_SIGNED_IN, wanted)


def find_for_link(public_id: str, stamp: str) -> User | None:
    """The open account that a link to choose a password is for, while its stamp is unchanged."""
    return db.session.scalar(
        select(User).where(
            User.public_id == public_id, User.session_stamp == stamp, User.disabled_at.is_(None)
        )
    )


def find_for_letter(number: int) -> User | None:
    """The open account that a mailed link names by its number."""
    return db.session.scalar(select(User).where(User.id == number, User.disabled_at.is_(None)))


def find_by_email(email: str) -> User | None:
    """The account with that address, however it is written, open or disabled."""
    return db.session.scalar(select(User).where(User.email == normal_address(email)))


def get_user(actor: Actor, public_id: str) -> User:
    """An account as an administrator sees it; NotFound for everybody else."""
    user = db.session.scalar(select(User).where(User.public_id == public_id))
    if user is None or not allows(actor, "R", "user"):
        raise NotFound(N_("There is no such account."))
    return user


def search_users(actor: Actor, text: str = "", role: str = "") -> Select[User]:
    """Accounts by name or address and role, for a paged list; none for who may not see them."""
    query = select(User)
    if not allows(actor, "R", "user"):
        query = query.where(User.id.is_(None))
    if text:
        wanted = f"%{fold(text)}%"
        query = query.where(User.name_search.like(wanted) | User.email.like(f"%{text.lower()}%"))
    return query.where(User.role == Role(role)) if role in list(Role) else query


def count_administrators() -> int:
    """How many administrators can sign in; holds their rows until the transaction ends."""
    query = (
        select(User.id)
        .where(User.role == Role.ADMINISTRATOR, User.disabled_at.is_(None))
        .order_by(User.id)
        .with_for_update()
    )
    return len(db.session.scalars(query).all())


def list_staff(*roles: Role) -> list[User]:
    """Open accounts with one of the roles, by name; every role when none is given."""
    query = select(User).where(User.disabled_at.is_(None)).order_by(User.name_sort, User.id)
    if roles:
        query = query.where(User.role.in_(roles))
    return list(db.session.scalars(query))


def list_demo_accounts() -> list[User]:
    """The accounts whose password the demo's sign-in page tells, in the order of the story."""
    query = select(User).where(User.disabled_at.is_(None), User.email.endswith(DEMO_DOMAIN))
    return list(db.session.scalars(query.order_by(User.id)))
