"""Argon2id: passwords as hashes that are dear to guess."""

import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from flask import current_app

NONE = "-"
CHEAP_KIB = 1024


def hash_password(password: str) -> str:
    """The hash to keep."""
    return _hasher().hash(password)


def matches(stored: str, password: str) -> bool:
    """Whether a password belongs to a stored hash; NONE takes as long and never does."""
    known = stored != NONE
    try:
        right = _hasher().verify(stored if known else _nobody(_memory_kib()), password)
    except (Argon2Error, InvalidHashError):
        return False
    return right and known


def outdated(stored: str) -> bool:
    """Whether a hash was made more cheaply, or otherwise, than is asked for now."""
    return _hasher().check_needs_rehash(stored)


def _memory_kib() -> int:
    return int(current_app.config["SETTINGS"].password_memory_kib)


def _hasher() -> PasswordHasher:
    return _hasher_with(_memory_kib())


@lru_cache
def _hasher_with(memory_kib: int) -> PasswordHasher:
    passes = 3 if memory_kib > CHEAP_KIB else 1
    return PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)


@lru_cache
def _nobody(memory_kib: int) -> str:
    return _hasher_with(memory_kib).hash(secrets.token_hex(16))
