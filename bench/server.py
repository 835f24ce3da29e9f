"""One granian process to measure: started on a free port, its CPU time read from the kernel."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Server:
    """A running server with one worker."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port, self.process = port, process
        self.headers: dict[str, str] = {}

    def get(self, path: str, connection: http.client.HTTPConnection) -> bytes:
        """Fetch a page over a kept connection. Raises AssertionError unless it is found."""
        connection.request("GET", path, headers=self.headers)
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, f"{path}: {response.status}"
        return body

    def connection(self) -> http.client.HTTPConnection:
        """A new connection."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def cpu_ms(self, path: str, times: int) -> float:
        """CPU milliseconds that the server spends on one request, over `times` requests."""
        connection = self.connection()
        for _ in range(max(3, times // 10)):
            self.get(path, connection)
        before = self._cpu_seconds()
        for _ in range(times):
            self.get(path, connection)
        return (self._cpu_seconds() - before) * 1000 / times

    def _cpu_seconds(self) -> float:
        return sum(_cpu(pid) for pid in _family(self.process.pid))


@contextmanager
def serve(target: str, environ: dict[str, str]) -> Iterator[Server]:
    """Run `target` ("module:app") under granian until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--workers", "1", "--blocking-threads", "2", "--no-ws", target],
        env={**os.environ, **environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _cpu(pid: int) -> float:
    """Seconds that the living threads of a process have run, as the scheduler counts them."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((each / "schedstat").read_text().split()[0]) for each in threads) / 1e9
