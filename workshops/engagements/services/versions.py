"""Guarding against two editors of one record."""

from sqlalchemy.orm.attributes import flag_modified

from workshops.core.columns import Timestamped, Versioned, require_there
from workshops.core.errors import Stale
from workshops.core.text import N_


def check_version(record: Versioned, version: int) -> None:
    """Raise Stale when somebody saved the record after `version`, NotFound when it is deleted."""
    require_there(record)
    if record.version != version:
        raise Stale(N_("Somebody else has changed this since you opened it."))


def touch(record: Timestamped) -> None:
    """Have the record's version rise although only what belongs to it has changed."""
    flag_modified(record, "updated_at")
