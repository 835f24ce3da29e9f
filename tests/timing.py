"""How much work something is, by the thread's own CPU time: a busy machine is no fault."""

import time
from collections.abc import Callable

PATIENCE = 300  # seconds to wait for what will come, however busy the machine is


def is_slow(work: Callable[[], object], seconds: float) -> bool:
    """Whether it takes more CPU than that, twice over: once may be Python's own collecting."""
    return _takes(work) > seconds and _takes(work) > seconds


def _takes(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return time.thread_time() - begun
