"""A forgotten password is renewed by a letter: its link works once, for thirty minutes."""

from workshops.accounts import queries, rules
from workshops.accounts.models import User
from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.errors import Gone
from workshops.core.text import N_
from workshops.mail import links
from workshops.mail.outbox import Draft, post

PURPOSE = "new_password"
PATH = "/new-password/{token}"


def send_password_letter(actor: Actor, *, address: str) -> None:
    """Mail a link to choose a password, where the address has an open account; else do nothing.

    The link is worth nothing once a password was chosen: it is bound to the account's stamp.
    """
    user = queries.find_by_email(address)
    if user is None or not user.is_active:
        return
    activity.record(actor, "link_made", user, title=user.name)
    post(
        Draft(
            to_address=user.email,
            to_name=user.name,
            language=user.language,
            subject=N_("Choose a new password"),
            template="accounts/letters/new_password",
            kind="new_password",
            lane=f"user:{user.id}",
            context={"name": user.name},
            links={"choose": link_of(user)},
            record_kind=user.__tablename__,
            record_id=user.id,
        )
    )


def link_of(user: User) -> links.LinkSpec:
    """The link of such a letter, from now on."""
    expires_at = clock.now() + rules.LETTER_LASTS
    mark = rules.mark_of(user.session_stamp)
    return links.LinkSpec(PATH, PURPOSE, user.id, mark, expires_at, short_lived=True)


def get_by_letter(token: str) -> User:
    """The account whose letter holds the token. Raises NotFound, and Gone when used or expired."""
    claim = links.read(PURPOSE, token, clock.now())
    user = queries.find_for_letter(claim.id)
    if user is None or rules.mark_of(user.session_stamp) != claim.version:
        raise Gone(N_("This link has been used. Ask for a new letter on the sign-in page."))
    return user
