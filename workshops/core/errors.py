"""Problems that a person can be told about. The text is a message id, translated at the edge."""

from collections.abc import Mapping


class Problem(Exception):
    """Something is wrong that can be said in a sentence.

    `message` is an English message id, `params` fill its `%(name)s` places, `field` names the form
    field it belongs to, if any.
    """

    status = 400

    def __init__(self, message: str, field: str | None = None, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


class Invalid(Problem):
    """Input breaks a rule."""

    status = 422


class Conflict(Problem):
    """The act clashes with what is already there (a booking, a name, a state)."""

    status = 409


class Stale(Conflict):
    """Somebody else saved the record since it was read; nothing was changed."""


class NotFound(Problem):
    """The record does not exist, or not for the one who asks."""

    status = 404


class NotAllowed(Problem):
    """The record may be seen, but not this act."""

    status = 403


class Gone(Problem):
    """A link that has expired or was revoked."""

    status = 410


class TooMany(Problem):
    """Too many attempts; `retry_after` is in seconds."""

    status = 429

    def __init__(self, message: str, retry_after: int, **params: object) -> None:
        super().__init__(message, None, **params)
        self.retry_after = retry_after
