"""Keys for signatures, made for tests and used nowhere else."""

from functools import cache
from pathlib import Path

from workshops.cli.mail.key import make_key


@cache
def pem(bits: int = 2048) -> bytes:
    """A private key in PEM."""
    return make_key(bits)


def key_file(folder: Path, bits: int = 2048) -> Path:
    """A file with a private key."""
    path = folder / "dkim.pem"
    path.write_bytes(pem(bits))
    return path
