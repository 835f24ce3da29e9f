"""Addresses and numbers by which people are reached."""

from email_validator import EmailNotValidError, validate_email

from workshops.core.addresses import normal_address

LONGEST_EMAIL = 254


def proper_email(text: str) -> str | None:
    """The address in the one form it is kept in; None when it is none, or none for letters."""
    line = normal_address(text)
    if len(line) > LONGEST_EMAIL:
        return None
    try:
        found = validate_email(
            line, check_deliverability=False, test_environment=True, allow_smtputf8=False
        ).ascii_email
    except EmailNotValidError:
        return None
    return found.lower() if found and len(found) <= LONGEST_EMAIL else None


def name_of_address(email: str) -> str:
    """A name to call somebody by when only the address is known: "lone.baek" → "Lone Baek"."""
    words = email.partition("@")[0].replace("_", ".").split(".")
    return " ".join(word.capitalize() for word in words if word) or email
