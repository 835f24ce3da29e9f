"""Personal links: a token is a signature over purpose, id, version and expiry; nothing is stored.

Links that are looked up instead have a hidden token: it is made from a random number that stands
in their record, and only its hash is stored beside it, so that the database holds no usable link.

Tokens are signed with the newest key and read with any of SECRET_KEY and SECRET_KEY_FALLBACKS, so
a key can be changed while links are out.
"""

import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, Signer

from workshops.core.config import Settings
from workshops.core.deadlines import last_moment
from workshops.core.errors import Gone, NotFound
from workshops.core.text import N_

SKEW = timedelta(seconds=60)
_BODY = re.compile(r"(\d{1,18})\.(\d{1,9})\.(\d{1,11})")


@dataclass(frozen=True)
class LinkSpec:
    """What a personal link is bound to. `path` is its URL's path with a `{token}` place.

    It works to the end of the day of `expires_at`, where the lab is, unless it is `short_lived`.
    With a `nonce` the token is a hidden one, and `hashed` is its hash.
    """

    path: str
    purpose: str
    id: int
    version: int
    expires_at: datetime
    nonce: str = ""
    hashed: str = ""
    short_lived: bool = False

    @property
    def ends_at(self) -> datetime:
        """When it stops working."""
        return self.expires_at if self.short_lived else last_moment(self.expires_at)

    def stored(self) -> dict[str, Any]:
        """The specification as it stands in the letter's row."""
        return {**asdict(self), "expires_at": self.expires_at.astimezone(UTC).isoformat()}

    @classmethod
    def restored(cls, values: dict[str, Any]) -> "LinkSpec":
        """The specification from a letter's row."""
        return cls(**{**values, "expires_at": datetime.fromisoformat(values["expires_at"])})

    def url(self) -> str:
        """The whole address with its token. The host is BASE_URL's, never a request's."""
        if self.nonce:
            token = make_hidden(self.purpose, self.nonce, self.hashed)
        else:
            token = make(self.purpose, self.id, self.version, self.ends_at)
        settings: Settings = current_app.config["SETTINGS"]
        return settings.base_url + self.path.replace("{token}", token)


@dataclass(frozen=True)
class LinkClaim:
    """What a valid token says. The caller compares the version with the record's present one."""

    id: int
    version: int


def make(purpose: str, id: int, version: int, expires_at: datetime) -> str:
    """The token of a personal link; the same each time for the same values and key."""
    body = f"{id}.{version}.{int(expires_at.timestamp())}"
    return _signer(purpose).sign(body).decode("ascii")


def read(purpose: str, token: str, now: datetime) -> LinkClaim:
    """What a token permits.

    Raises NotFound when it was not made here for that purpose, Gone when it has expired (with a
    minute's grace for clocks that differ).
    """
    try:
        body = _signer(purpose).unsign(token.encode()).decode("ascii")
    except (BadSignature, UnicodeError) as wrong:
        raise NotFound(N_("This link is not known.")) from wrong
    found = _BODY.fullmatch(body)
    if found is None:
        raise NotFound(N_("This link is not known."))
    number, version, expires = (int(part) for part in found.groups())
    if now - SKEW > datetime.fromtimestamp(expires, UTC):
        raise Gone(N_("This link has expired."))
    return LinkClaim(number, version)


def make_hidden(purpose: str, nonce: str, hashed: str = "") -> str:
    """The hidden token that belongs to a random number; with `hashed` the one of that hash.

    The same each time, also after the key has changed, as long as the older one is a fallback.
    """
    made = [_derived(key, purpose, nonce) for key in reversed(_keys())]
    return next((token for token in made if hash_of(token) == hashed), made[0])


def hash_of(token: str) -> str:
    """What is stored of a hidden token, and what it is looked up by."""
    return sha256(token.encode()).hexdigest()


def _derived(key: str, purpose: str, nonce: str) -> str:
    made = hmac.digest(key.encode(), f"workshops.hidden.{purpose}:{nonce}".encode(), "sha256")
    return urlsafe_b64encode(made).rstrip(b"=").decode("ascii")


def _keys() -> list[str]:
    """The keys of this installation, the newest last."""
    older = current_app.config.get("SECRET_KEY_FALLBACKS") or []
    return [*reversed(older), str(current_app.config["SECRET_KEY"])]


def _signer(purpose: str) -> Signer:
    return Signer(_keys(), salt=f"workshops.link.{purpose}", digest_method=sha256)
