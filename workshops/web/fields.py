"""Form fields and validators that many forms share; what they have to say is in our own words.

    name = LineField(lazy_gettext("Name"), [required(), length(200)])
    email = LineField(lazy_gettext("E-mail"), [required(), email_address()])
    capacity = NumberField(lazy_gettext("Seats"), [required(), between(1, 500)])
    level = ChoiceField(lazy_gettext("Level"), choices=options([("state", _("State"))]))

An empty field is None (days, times, minutes, numbers) or "" (text); only `required()` minds.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import time
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext, ngettext
from wtforms import Field, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import Choice, SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, TextArea, TextInput

from workshops.core.addresses import normal_address
from workshops.core.text import clean, clean_line
from workshops.web.language import language

LONGEST_ADDRESS = 254
Validator = Callable[[Any, Any], None]
_THOUSANDS = {
    ".": re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?"),
    ",": re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?"),
}
_CLOCK = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[.:]?([0-5]\d))?", re.IGNORECASE)
_DURATION = re.compile(r"(\d{1,3})[.:]([0-5]\d)")


class _LineInput(TextInput):
    """An input that never cuts off what is pasted; too long is said in a sentence."""

    validation_attrs = ["required", "disabled"]


class LineField(StringField):
    """One line of text, cleaned; never None."""

    widget = _LineInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the cleaned line."""
        self.data = clean_line(valuelist[0]) if valuelist else ""


class TextField(StringField):
    """Text of several lines, cleaned; never None."""

    widget = TextArea()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the cleaned text."""
        self.data = clean(valuelist[0]) if valuelist else ""


class TypedField(Field):
    """A field that reads its value from one line; what cannot be read stays as it was typed."""

    widget: Any = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; nothing is None."""
        typed = clean_line(valuelist[0]) if valuelist else ""
        self.data = None
        if typed:
            self.data = self.read(typed)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)

    def read(self, typed: str) -> Any:
        """The value of a line that is not empty. Raises ValueError with a sentence."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """The value as a person would type it."""
        return str(value)


class NumberField(TypedField):
    """A whole number."""

    def read(self, typed: str) -> int:
        """Digits, with or without a minus."""
        if not re.fullmatch(r"-?\d{1,9}", typed):
            raise ValueError(gettext("Enter a whole number, for example 12."))
        return int(typed)


class DecimalField(TypedField):
    """A number with or without decimals, typed and shown with the reader's own marks."""

    def read(self, typed: str) -> float:
        """1234,5 and 1.234,5 in Danish, 1234.5 and 1,234.5 in English; the other mark too."""
        digits = typed.replace(" ", "")
        thousands = "." if language() == "da" else ","
        if _THOUSANDS[thousands].fullmatch(digits):
            digits = digits.replace(thousands, "")
        if not re.fullmatch(r"-?\d{1,12}([.,]\d{1,6})?", digits):
            example = "12,5" if language() == "da" else "12.5"
            raise ValueError(gettext("Enter a number, for example %(example)s.", example=example))
        return float(digits.replace(",", "."))

    def show(self, value: float) -> str:
        """Without thousands, with the reader's decimal mark."""
        plain = f"{value:.6f}".rstrip("0").rstrip(".")
        return plain.replace(".", ",") if language() == "da" else plain


class TimeField(TypedField):
    """A time of day: 13.00, 13:00, 1300, 13 or kl. 13."""

    def read(self, typed: str) -> time:
        """Hours, and minutes if there are any."""
        found = _CLOCK.fullmatch(typed)
        if not found or int(found[1]) > 23:
            raise ValueError(gettext("Enter a time of day, for example 13.00."))
        return time(int(found[1]), int(found[2] or 0))

    def show(self, value: time) -> str:
        """As the reader writes it: 13.00 in Danish, 13:00 in English."""
        return value.strftime("%H.%M" if language() == "da" else "%H:%M")


class MinutesField(TypedField):
    """A length in minutes: 90, or 1.30 and 1:30 for an hour and a half."""

    def read(self, typed: str) -> int:
        """Minutes, or hours and minutes with two digits."""
        found = _DURATION.fullmatch(typed)
        if found:
            return int(found[1]) * 60 + int(found[2])
        if not re.fullmatch(r"\d{1,5}", typed):
            raise ValueError(gettext("Enter minutes as 90, or hours and minutes as 1.30."))
        return int(typed)


class ChoiceField(SelectField):
    """One of some choices, which the view hands in as `options([(value, label), …])`.

    With a choice whose value is "", nothing chosen gives "". Without one the page begins with
    "Choose …", which is no answer: what nobody has chosen is not taken for the first choice.
    """

    def iter_choices(self) -> Iterator[Choice]:
        """What is offered, behind "Choose …" as long as nothing is chosen."""
        offered: list[Any] = list(super().iter_choices())
        if not any(choice.selected or not choice.value for choice in offered):
            yield Choice("", gettext("Choose …"), False, {})
        yield from offered

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms calls it so
        """Only what was offered."""
        offered: list[Any] = list(self.iter_choices())
        if not any(choice.selected for choice in offered):
            raise StopValidation(gettext("Choose one of the options."))


class MultiSelect(SelectMultipleField):
    """Any number of some choices, as check boxes; nothing chosen gives []."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms calls it so
        """Only what was offered."""
        offered: list[Any] = list(self.iter_choices())
        known = {choice.value for choice in offered}
        if any(value not in known for value in self.data or ()):
            raise StopValidation(gettext("Choose among the options."))


def options(
    pairs: Iterable[tuple[object, object]], nothing: object | None = None
) -> list[SelectChoice]:
    """Choices from (value, label) pairs; `nothing` is the label of an empty first choice."""
    first = [] if nothing is None else [SelectChoice("", str(nothing))]
    return first + [SelectChoice(str(value), str(label)) for value, label in pairs]


class Required:
    """Something must be entered or chosen; also marks the field as required on the page."""

    field_flags = {"required": True}

    def __init__(self, message: object | None = None) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop when there is nothing, but let what could not be read speak for itself."""
        if field.errors:
            raise StopValidation
        if field.data in (None, "", []) or field.data is False:
            raise StopValidation(str(self.message or gettext("This field is required.")))


def required(message: object | None = None) -> Required:
    """Something must be entered; `message` (lazy) can say what."""
    return Required(message)


class Length:
    """Limits in characters; the page counts them in long texts."""

    def __init__(self, most: int, least: int = 0) -> None:
        self.most, self.least = most, least
        self.field_flags = {"maxlength": most}

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop when there is too much, or something but too little."""
        size, said = len(field.data or ""), ""
        if size > self.most:
            said = ngettext(
                "Use at most %(num)s character.", "Use at most %(num)s characters.", self.most
            )
        elif 0 < size < self.least:
            said = ngettext(
                "Use at least %(num)s character.", "Use at least %(num)s characters.", self.least
            )
        if said:
            raise StopValidation(said)


def length(most: int, least: int = 0) -> Length:
    """At most `most` characters, and at least `least` when anything is entered."""
    return Length(most, least)


def email_address() -> Validator:
    """An address that mail can be sent to, as far as its form tells; empty is allowed."""

    def check(_form: Any, field: Any) -> None:
        address = normal_address(field.data or "")
        if address and not is_email_address(address):
            local = address.rpartition("@")[0]
            raise StopValidation(
                gettext("Enter an e-mail address in the form name@example.dk.")
                if local.isascii()
                else gettext("Only a to z, digits and signs can stand before the @.")
            )

    return check


def is_email_address(text: str) -> bool:
    """Whether `text` has the form of an address; nothing is looked up."""
    if len(text) > LONGEST_ADDRESS:
        return False
    try:
        validate_email(
            text, check_deliverability=False, test_environment=True, allow_smtputf8=False
        )
    except EmailNotValidError:
        return False
    return True


def between(least: int, most: int) -> Validator:
    """A number within limits, both included; nothing entered is allowed."""

    def check(_form: Any, field: Any) -> None:
        if field.data is not None and not field.errors and not least <= field.data <= most:
            said = gettext("Enter a number from %(least)s to %(most)s.", least=least, most=most)
            raise StopValidation(said)

    return check


def one_of(values: Sequence[object], message: object | None = None) -> Validator:
    """One of fixed values, for what is not a choice field; nothing entered is allowed."""

    def check(_form: Any, field: Any) -> None:
        if field.data not in (None, "") and field.data not in values:
            raise StopValidation(str(message or gettext("Choose one of the options.")))

    return check
