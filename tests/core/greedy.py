"""Reads what is sent as a child does, and wants too much of something, or waits for its test."""

import sys

from workshops.core.opening import MEMORY, open_given


def _want(content: bytes) -> bytes:
    wanted = sys.argv[1]
    if wanted == "memory":
        return bytes(2 * MEMORY)
    if wanted == "more":
        with open(content.decode(), "rb") as more:  # noqa: PTH123 - a pipe; opening it waits
            return more.read()
    if wanted == "network":
        import socket  # noqa: PLC0415 - refused only once it is confined

        socket.socket().connect(("127.0.0.1", 9))
    return content.upper()


if __name__ == "__main__":
    open_given(_want)
