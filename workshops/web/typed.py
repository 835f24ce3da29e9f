"""What was typed, when a post is refused for a reason that the person did not choose.

The session ended, the record was deleted meanwhile, a limit was reached, the database was away: the
error page shows the texts again, with what to do. Nothing of it is stored here: it stands in that
page alone. `sealed` hands it through the sign-in page, signed; `opened` gives it to whom the form
was drawn for, and to nobody else. Passwords, tokens and files are never shown again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from wtforms import FieldList, Form, FormField, PasswordField, StringField
from wtforms.fields import Field

from workshops.web.arguments import posted_files, posted_pairs
from workshops.web.fields import TypedField
from workshops.web.forms import Form as OurForm
from workshops.web.keys import FIELD as KEY
from workshops.web.keys import is_drawn_for
from workshops.web.urls import same_site

LASTS_SECONDS = 12 * 3600
LONG = 80
UNNAMED = "–"
SECRET_NAMES = frozenset(("csrf_token", "password", "kept"))


@dataclass(frozen=True)
class Value:
    """One name and value of a post. Without a label it is nothing that a person typed."""

    name: str
    value: str
    label: str = ""

    @property
    def long(self) -> bool:
        """Whether it needs an area and not a line."""
        return len(self.value) > LONG or "\n" in self.value


@dataclass(frozen=True)
class Typed:
    """A post that was refused: where it was sent, and all that may be sent or shown again."""

    url: str
    values: list[Value]
    files: bool = False

    @property
    def texts(self) -> list[Value]:
        """What a person typed, in the order of the form."""
        return [one for one in self.values if one.label and one.value.strip()]

    @property
    def has_key(self) -> bool:
        """Whether the form that was sent carried a key."""
        return any(one.name == KEY for one in self.values)


def typed_here() -> Typed | None:
    """What the post that is being refused holds; None where it holds no text."""
    if request.method != "POST" or request.endpoint is None:
        return None
    form = _form_of({name for name, _value in posted_pairs()})
    values = [
        Value(name, value, _label(form, name, value))
        for name, value in posted_pairs()
        if not _is_secret(form, name)
    ]
    url = request.full_path.rstrip("?")
    found = Typed(url, values, any(file.filename for _name, file in posted_files()))
    return found if found.texts else None


def sealed(typed: Typed) -> str:
    """A post as a text that only this installation can have made."""
    values = [(one.name, one.value, one.label) for one in typed.values]
    return str(_serializer().dumps([typed.url, values, typed.files]))


def opened(text: str, account: str) -> Typed | None:
    """The post that was sealed, if its form was drawn for the account that is signed in now."""
    try:
        url, values, files = _serializer().loads(text, max_age=LASTS_SECONDS)
    except BadData:
        return None
    typed = Typed(str(same_site(url) or "/"), [Value(*value) for value in values], bool(files))
    keys = [one.value for one in typed.values if one.name == KEY]
    known = all(is_drawn_for(key, account) or is_drawn_for(key, "") for key in keys)
    return typed if known else None


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="workshops.typed")


def _form_of(names: set[str]) -> type[Form] | None:
    """The form that knows most of the posted names, and few others: its labels are shown."""
    scored = [
        (len(known & names) * 2 - len(known - names), form.__module__, form)
        for form in _forms(OurForm)
        if (known := {name for name in dir(form) if _is_field(getattr(form, name))}) & names
    ]
    return max(scored, key=lambda one: one[:2])[2] if scored else None


def _forms(base: type[Form]) -> Iterator[type[Form]]:
    for form in base.__subclasses__():
        yield form
        yield from _forms(form)


def _is_field(thing: Any) -> bool:
    return hasattr(thing, "field_class")


def _part(form: type[Form] | None, name: str) -> Any:
    """The field that a posted name belongs to, also inside lists and forms in forms; or None."""
    first, _, rest = name.partition("-")
    field: Any = getattr(form, first, None) if form else None
    while _is_field(field) and rest:
        if issubclass(field.field_class, FieldList):
            field, (_n, _, rest) = field.args[0], rest.partition("-")
        elif issubclass(field.field_class, FormField):
            return _part(field.args[0], rest)
        else:
            break
    return field if _is_field(field) else None


def _label(form: type[Form] | None, name: str, value: str) -> str:
    """What the field was called on its page; "" for what nobody typed."""
    field = _part(form, name)
    if field is None:
        return UNNAMED if " " in value.strip() and value[0] not in "[{" else ""
    kind: type[Field] = field.field_class
    widget = field.kwargs.get("widget", kind.widget)
    typed = issubclass(kind, (StringField, TypedField))
    if not typed or getattr(widget, "input_type", "text") in ("hidden", "password"):
        return ""
    label = field.args[0] if field.args else field.kwargs.get("label", "")
    return str(label) or UNNAMED


def _is_secret(form: type[Form] | None, name: str) -> bool:
    field = _part(form, name)
    return name in SECRET_NAMES or (
        field is not None and issubclass(field.field_class, PasswordField)
    )
