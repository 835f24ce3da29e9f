"""A mail server that does what a test tells it to."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.timing import PATIENCE


@dataclass(frozen=True)
class Taken:
    """A message whose text reached the server, whatever the server said then."""

    sender: str
    recipient: str
    content: bytes

    @property
    def message_id(self) -> str:
        """Its Message-ID."""
        return str(message_from_bytes(self.content)["Message-ID"])

    @property
    def subject(self) -> str:
        """Its subject."""
        return str(message_from_bytes(self.content)["Subject"])


@dataclass
class Script:
    """What happens to the next letters: "take", an answer, "hang", "drop" or "take and drop".

    An answer is a code and a text, said after RCPT ("rcpt 451 later") or after the text
    ("data 550 no"). `watch` is called with "rcpt", "data", "taken" and "quit" as a letter goes by.
    """

    plan: list[str] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    watch: Callable[[str], None] = lambda _stage: None
    tries: int = 0
    port: int = 0
    patience: float = PATIENCE

    @property
    def url(self) -> str:
        """The SMTP_URL of this server; who asks is impatient where it is going to hang."""
        return f"smtp://127.0.0.1:{self.port}?timeout={self.patience}&data_timeout={self.patience}"

    async def handle_RCPT(  # noqa: N802 - the server's own name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Say what the plan says about the recipient."""
        self.tries += 1
        self.watch("rcpt")
        envelope.rcpt_tos.append(address)
        if self.plan and self.plan[0].startswith("rcpt "):
            return self.plan.pop(0).removeprefix("rcpt ")
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the server's own name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take the text, or do what the plan says."""
        step = self.plan.pop(0) if self.plan else "take"
        self.watch("data")
        if step == "hang":
            await asyncio.Event().wait()
        if step.startswith("take"):
            content, sender = envelope.content, str(envelope.mail_from)
            assert isinstance(content, bytes)
            self.taken.append(Taken(sender, envelope.rcpt_tos[0], content))
            self.watch("taken")
        if step.endswith("drop"):
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return step.removeprefix("data ") if step.startswith("data ") else "250 OK"

    async def handle_QUIT(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        """The client is done with us."""
        self.watch("quit")
        return "221 Bye"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def scripted(*plan: str, script: Script | None = None) -> Iterator[Script]:
    """A server that follows the plan and afterwards takes everything."""
    script = script or Script(list(plan), patience=0.5 if "hang" in plan else PATIENCE)
    script.port = free_port()
    controller = Controller(script, hostname="127.0.0.1", port=script.port)
    controller.start()
    try:
        yield script
    finally:
        controller.stop()
