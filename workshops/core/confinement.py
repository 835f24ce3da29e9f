"""What a process gives up before it reads a word that a person wrote: network and excess.

A network of its own, which reaches nothing, where the system allows it; in any case sockets and
further programs are refused by the interpreter, and memory, time and file size have an end.
"""

import ctypes
import resource
import signal
import sys

NEW_USERS, NEW_NETWORK = 0x10000000, 0x40000000
DIE_WITH_PARENT, NO_NEW_RIGHTS = 1, 38
MEMORY = 2 * 1024**3
SECONDS = 110
FILE_SIZE = 200 * 1024**2
_REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn")
_ALSO = frozenset({"os.system", "os.startfile", "pty.spawn", "ctypes.dlopen"})


def confine(memory: int = MEMORY, seconds: int = SECONDS) -> bool:
    """Give it all up; `memory` in bytes, `seconds` of CPU.

    True when the process has a network of its own, which reaches nothing.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    libc.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
    alone = libc.unshare(NEW_NETWORK) == 0 or libc.unshare(NEW_USERS | NEW_NETWORK) == 0
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    sys.addaudithook(_refuse)
    return bool(alone)


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(_REFUSED) or event in _ALSO:
        raise PermissionError(f"{event} is refused to a process that reads what people sent")
