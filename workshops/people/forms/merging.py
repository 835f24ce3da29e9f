"""The form of merging two persons: each field is taken from one or the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import RadioField

from workshops.web.fields import options
from workshops.web.forms import Form
from workshops.web.merge import VersionField


@dataclass(frozen=True)
class Choice:
    """One thing in which two persons differ, in words; `gone`: the other's is proposed."""

    name: str
    label: str
    words: tuple[str, str]
    gone: bool = False


def merge_form(choices: Sequence[Choice], versions: tuple[int, int]) -> Form:
    """A form over what two persons have each said otherwise."""
    fields: dict[str, Any] = {
        one.name: RadioField(
            one.label,
            choices=options([("kept", one.words[0]), ("gone", one.words[1])]),
            default="gone" if one.gone else "kept",
        )
        for one in choices
    }
    fields["kept_version"], fields["gone_version"] = VersionField(), VersionField()
    form: type[Form] = type("MergePersonsForm", (Form,), fields)
    return form(data={"kept_version": versions[0], "gone_version": versions[1]})
