"""A real IMAP server with a mailbox in memory, and what a mail system does to it."""

import asyncio
import threading
from argparse import Namespace
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from imap_tools import MailBoxUnencrypted
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPService
from pysasl.hashing import BuiltinHash

from tests.mail.smtp import free_port
from tests.timing import PATIENCE

USER, PASSWORD = "svar", "hemmelig"


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int

    def url(self, folder: str = "INBOX", password: str = PASSWORD) -> str:
        """The IMAP_URL of a folder."""
        return f"imap://{USER}:{password}@127.0.0.1:{self.port}/{folder}?timeout={PATIENCE}"

    @contextmanager
    def opened(self) -> Iterator[MailBoxUnencrypted]:
        """The mailbox as its owner sees it."""
        with MailBoxUnencrypted("127.0.0.1", self.port, PATIENCE) as box:
            yield box.login(USER, PASSWORD)

    def put(self, *messages: bytes, folder: str = "INBOX", at: datetime | None = None) -> None:
        """Messages arrive, now or `at` another time."""
        with self.opened() as box:
            for raw in messages:
                box.append(raw, folder, at)

    def renew(self, folder: str) -> None:
        """The folder is made anew, and its UIDs with it."""
        with self.opened() as box:
            if box.folder.exists(folder):
                box.folder.delete(folder)
            box.folder.create(folder)


def options(port: int) -> Namespace:
    """What the server's command line would say."""
    return Namespace(
        host=["127.0.0.1"],
        port=str(port),
        debug=False,
        cert=None,
        key=None,
        tls=False,
        passlib_cfg=None,
        proxy_protocol=None,
        inherited_sockets=None,
        demo_data=False,
        demo_user=USER,
        demo_password=PASSWORD,
    )


@contextmanager
def serving() -> Iterator[Server]:
    """An IMAP server on a free port."""
    server = Server(free_port())

    async def start(stack: AsyncExitStack) -> None:
        quick = BuiltinHash(rounds=1)
        backend, config = await DictBackend.init(options(server.port), hash_context=quick)
        config.apply_context()
        await backend.start(stack)
        await IMAPService(backend, config).start(stack)

    with in_thread(start):
        yield server


@contextmanager
def in_thread(start: Callable[[AsyncExitStack], Awaitable[None]]) -> Iterator[None]:
    """A server in a thread of its own; it is there when the block begins."""
    loop, ready, end = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with AsyncExitStack() as stack:
            await start(stack)
            ready.set()
            await end.wait()

    def work() -> None:
        loop.run_until_complete(serve())
        loop.run_until_complete(_hang_up(loop))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        yield
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join(PATIENCE)
        loop.close()


async def _hang_up(loop: asyncio.AbstractEventLoop) -> None:
    """End what still serves a client, so that no connection outlives its server."""
    left = asyncio.all_tasks(loop) - {asyncio.current_task(loop)}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    await asyncio.sleep(0)


@dataclass
class Cable:
    """A way to a server that breaks once so many bytes have come from there."""

    server: Server
    holds: int = 1_000_000
    port: int = field(default_factory=free_port)

    @contextmanager
    def plugged(self) -> Iterator[Server]:
        """The server at the near end."""

        async def start(stack: AsyncExitStack) -> None:
            await stack.enter_async_context(
                await asyncio.start_server(self.carry, "127.0.0.1", self.port)
            )

        with in_thread(start):
            yield Server(self.port)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        there = asyncio.create_task(self._pump(reader, far_writer, None))
        try:
            await self._pump(far_reader, writer, self.holds)
        finally:
            there.cancel()
            for end in (writer, far_writer):
                end.close()

    async def _pump(
        self, source: asyncio.StreamReader, to: asyncio.StreamWriter, holds: int | None
    ) -> None:
        while data := await source.read(500):
            holds = None if holds is None else holds - len(data)
            if holds is not None and holds < 0:
                return
            to.write(data)
            await to.drain()
