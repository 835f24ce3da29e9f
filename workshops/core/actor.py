"""Who acts: handed first to every service, kept as a snapshot in the activity log."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account may be; the authorisation table gives each its rights."""

    ADMINISTRATOR = "administrator"
    PROJECT_MANAGER = "project_manager"
    FACILITATOR = "facilitator"
    READER = "reader"


class ActorKind(StrEnum):
    """Where an act comes from."""

    USER = "user"
    LINK = "link"
    WORKER = "worker"
    COMMAND_LINE = "command_line"
    MAIL = "mail"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts. `id` is the account's, or for a link the record's the link is bound to."""

    kind: ActorKind
    id: int | None
    name: str
    role: Role | None = None

    @property
    def trusted(self) -> bool:
        """The product itself: its worker or its command line, which no role limits."""
        return self.kind in (ActorKind.WORKER, ActorKind.COMMAND_LINE)


ANONYMOUS = Actor(ActorKind.ANONYMOUS, None, "")
WORKER = Actor(ActorKind.WORKER, None, "Samskab")
COMMAND_LINE = Actor(ActorKind.COMMAND_LINE, None, "Command line")
