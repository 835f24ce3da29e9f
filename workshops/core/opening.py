"""Having a file that somebody sent opened where that can be ended: in a process of its own.

The module that opens it calls `open_given` under `__main__`; `open_apart` runs it. A few at a time.
"""

import json
import logging
import sys
from collections.abc import Callable
from threading import BoundedSemaphore

from workshops.core.children import TookTooLong, run_child
from workshops.core.confinement import confine
from workshops.core.errors import Invalid, TooMany
from workshops.core.text import N_

log = logging.getLogger(__name__)
MEMORY = 1024**3
CPU_SECONDS, SECONDS = 15, 40
MOST_AT_ONCE, MOST_WAIT, AGAIN_AFTER = 2, 20, 60
NO_MEMORY = 4
_places = BoundedSemaphore(MOST_AT_ONCE)


def open_apart(module: str, content: bytes, *words: str) -> bytes:
    """What the module reads from the bytes.

    Raises the Invalid that the module raises, or one when it was ended for memory or time, and
    TooMany when others' files are being opened and none was ready within 20 seconds.
    """
    if not _places.acquire(timeout=MOST_WAIT):
        busy = N_("Other files are being read just now. Send this one again in a minute.")
        raise TooMany(busy, retry_after=AGAIN_AFTER)
    try:
        ended = run_child(module, *words, given=content, seconds=SECONDS)
    except TookTooLong as late:
        raise Invalid(N_("The file takes too long to read; make it smaller."), "file") from late
    finally:
        _places.release()
    if ended.code != 0:
        log.warning("%s ended with %s %s", module, ended.code, ended.said.splitlines()[-1:])
        raise Invalid(_reason(ended.code), "file")
    wrong, _, read = ended.output.partition(b"\n")
    if wrong:
        told = json.loads(wrong)
        raise Invalid(told["message"], told["field"], **told["params"])
    return read


def _reason(code: int) -> str:
    if code < 0 or code == NO_MEMORY:
        return N_("The file takes too much memory or time to read; make it smaller.")
    return N_("The file cannot be read.")


def open_given(read: Callable[[bytes], bytes]) -> None:
    """Read what stands on standard input, confined; the first line of the answer is for a fault."""
    confine(MEMORY, CPU_SECONDS)
    try:
        answer = b"\n" + read(sys.stdin.buffer.read())
    except Invalid as wrong:
        told = {"message": wrong.message, "field": wrong.field, "params": dict(wrong.params)}
        answer = json.dumps(told).encode() + b"\n"
    except MemoryError:
        sys.exit(NO_MEMORY)
    sys.stdout.buffer.write(answer)
