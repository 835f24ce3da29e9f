"""What people agree to when they let their words be quoted: texts that were shown, by version.

A version that was ever shown is never changed; a new wording is a new version.
"""

TEXTS = {
    "2026-11": {
        "en": "You may quote what I have written here, without my name. I can take this back at "
        "any time with the same link.",
        "da": "I må gerne citere det, jeg har skrevet her, uden mit navn. Jeg kan når som helst "
        "trække det tilbage med det samme link.",
    }
}
CURRENT = "2026-11"
TOLD = "told"  # the speaker told staff so; no text was shown
TERMS = "terms"  # said so in the terms of the place that the note was imported from


def text_of(version: str, language: str) -> str:
    """The words of a version in a language; empty where none were shown."""
    texts = TEXTS.get(version, {})
    return texts.get(language) or texts.get("en", "")
