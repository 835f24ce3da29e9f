"""Forms of a review, on both sides, and of approval."""

from flask_babel import lazy_gettext
from wtforms import HiddenField

from workshops.web.fields import (
    ChoiceField,
    MultiSelect,
    NumberField,
    TextField,
    between,
    length,
    required,
)
from workshops.web.forms import Form


class SendForm(Form):
    """Whom to send a draft to, and what to say."""

    people = MultiSelect(
        lazy_gettext("People at the agency"),
        [required(lazy_gettext("Choose at least one person."))],
    )
    message = TextField(
        lazy_gettext("Message"),
        [length(2000)],
        description=lazy_gettext("What you would like them to look at."),
    )
    days = NumberField(lazy_gettext("Days to answer"), [required(), between(1, 60)], default=14)


class CommentForm(Form):
    """A comment on a section."""

    section = HiddenField()
    text = TextField(lazy_gettext("Your comment"), [required(), length(4000)])


class VerdictForm(Form):
    """What the agency says in the end."""

    verdict = HiddenField()
    remark = TextField(
        lazy_gettext("What you want to add"),
        [length(2000)],
        description=lazy_gettext("Needed when you ask for changes and have written no comment."),
    )


class SettleForm(Form):
    """An answer to a comment."""

    answer = TextField(lazy_gettext("Answer to the agency"), [length(2000)])


class AskForm(Form):
    """Whom to ask for approval."""

    approver = ChoiceField(lazy_gettext("Second person"))


class ApproveForm(Form):
    """The proof of which words were read."""

    seen = HiddenField()
