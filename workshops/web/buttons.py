"""A button does one act and comes back: the next page says what was done, or what was wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash

from workshops.core.db import transaction
from workshops.core.errors import NotAllowed, Problem
from workshops.web.language import say


@contextmanager
def pressed(done: str = "") -> Iterator[None]:
    """A transaction around the block; then `done` is said on the next page, or the problem.

    Whoever may not do it at all gets the error page.

        with pressed(_("The letter is on its way once more.")):
            services.resend(current_actor(), invitation=invitation)
        return redirect(…)
    """
    try:
        with transaction():
            yield
    except NotAllowed:
        raise
    except Problem as problem:
        flash(say(problem), "error")
    else:
        if done:
            flash(done, "success")
