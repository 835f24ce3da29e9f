"""Which language a letter is in."""

from workshops.core.config import LANGUAGES


def spoken(language: str) -> str:
    """The language of letters to somebody: their own where we write it, else English."""
    return language if language in LANGUAGES else "en"
