"""Messages and replies for every address that names one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.factories import save
from workshops.core import clock
from workshops.invitations.models import InvitationReply, ReplyOutcome, TrustLevel
from workshops.invitations.queries import list_open_of_participation
from workshops.invitations.services import responses
from workshops.mail.models import Handling, Incoming
from workshops.planning.models import Answer

if TYPE_CHECKING:
    from tests.architecture.records import World


def make_incoming(engagement_id: int | None, sha256: str = "a" * 64, **values: object) -> Incoming:
    """A message that waits in the tray."""
    facts = {
        "sha256": sha256,
        "from_address": "chef@kommune.example",
        "from_name": "Ida Østergård-Kjærsgaard",
        "subject": "Svar: Breve der forstås",
        "text": "Hun kan godt. <b>Hilsen</b>",
        "handling": Handling.TRAY,
        "reason": "The answer came from %(address)s, not from the invited person.",
        "params": {"address": "chef@kommune.example"},
        "engagement_id": engagement_id,
    }
    made: Incoming = save(Incoming(**{**facts, **values}))
    return made


def make_reply(world: "World") -> InvitationReply:
    """An answer that somebody else gave for the world's guest."""
    _ = world.invitation_token
    (invitation,) = list_open_of_participation(world.participation.id)
    incoming = make_incoming(world.engagement.id, record_kind="invitation", record_id=invitation.id)
    made: InvitationReply = save(
        InvitationReply(
            incoming=incoming,
            invitation=invitation,
            method="REPLY",
            answer=Answer.YES,
            level=TrustLevel.CONFLICT,
            stamped_at=clock.now(),
            outcome=ReplyOutcome.WAITING,
        )
    )
    return made


def _token(world: "World") -> str:
    return responses.link_of(world.once(make_reply)).url().rpartition("/")[2]


MAKERS: dict[str, Callable[["World"], str]] = {
    "incoming_id": lambda world: world.once(make_reply).incoming.public_id,
    **{f"replied.{name}.token": _token for name in ("show", "accept", "dismiss", "undo")},
}
