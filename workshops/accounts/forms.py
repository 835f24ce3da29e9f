"""Forms of accounts."""

from zoneinfo import available_timezones

from flask_babel import lazy_gettext
from wtforms import HiddenField, PasswordField, SearchField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import EqualTo

from workshops.core.actor import Role
from workshops.web.fields import ChoiceField, LineField, email_address, length, required
from workshops.web.forms import Form

NEAR = ("Europe/", "Atlantic/Faroe", "Atlantic/Reykjavik", "America/Nuuk", "America/Scoresbysund")
ZONES = [
    SelectChoice(name, name) for name in sorted(available_timezones()) if name.startswith(NEAR)
]
LANGUAGE_CHOICES = [SelectChoice("da", "Dansk"), SelectChoice("en", "English")]
ROLE_NAMES = {
    Role.ADMINISTRATOR: lazy_gettext("Administrator"),
    Role.PROJECT_MANAGER: lazy_gettext("Project manager"),
    Role.FACILITATOR: lazy_gettext("Facilitator"),
    Role.READER: lazy_gettext("Reader"),
}
ROLE_CHOICES = [SelectChoice(role.value, name) for role, name in ROLE_NAMES.items()]
NAME = (required(lazy_gettext("Write the name.")), length(200))
ADDRESS = (required(lazy_gettext("Write the e-mail address.")), email_address(), length(254))
PASSWORD_HINT = lazy_gettext("12 to 128 characters. A few words in a row are easy to remember.")


class SignInForm(Form):
    """Address and password."""

    email = LineField(
        lazy_gettext("E-mail"),
        [required(lazy_gettext("Write your e-mail address."))],
        render_kw={"autocomplete": "username", "inputmode": "email", "autocapitalize": "none"},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [
            required(lazy_gettext("Write your password.")),
            length(1000),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    kept = HiddenField()


class ForgottenForm(Form):
    """The address of an account whose password is forgotten."""

    email = LineField(
        lazy_gettext("E-mail"),
        ADDRESS,
        render_kw={"autocomplete": "username", "inputmode": "email", "autocapitalize": "none"},
    )


class ProfileForm(Form):
    """What people change about themselves."""

    name = LineField(lazy_gettext("Name"), NAME, render_kw={"autocomplete": "name"})
    language = ChoiceField(
        lazy_gettext("Language"),
        [required()],
        choices=LANGUAGE_CHOICES,
        description=lazy_gettext("Pages and letters to you are in this language."),
    )
    timezone = ChoiceField(
        lazy_gettext("Time zone"),
        [required()],
        choices=ZONES,
        description=lazy_gettext("Times on pages are shown in this zone."),
    )


class NewPasswordForm(Form):
    """A new password, twice."""

    password = PasswordField(
        lazy_gettext("New password"),
        [required(lazy_gettext("Write a new password."))],
        description=PASSWORD_HINT,
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        lazy_gettext("New password again"),
        [
            required(lazy_gettext("Write the new password again.")),
            EqualTo("password", lazy_gettext("The two passwords differ.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )


class PasswordForm(NewPasswordForm):
    """The present password and a new one."""

    current = PasswordField(
        lazy_gettext("Present password"),
        [required(lazy_gettext("Write your present password."))],
        render_kw={"autocomplete": "current-password"},
    )


class UserForm(Form):
    """A new account."""

    name = LineField(lazy_gettext("Name"), NAME, render_kw={"autocomplete": "off"})
    email = LineField(
        lazy_gettext("E-mail"), ADDRESS, render_kw={"autocomplete": "off", "inputmode": "email"}
    )
    role = ChoiceField(
        lazy_gettext("Role"),
        [required()],
        choices=ROLE_CHOICES,
    )
    language = ChoiceField(lazy_gettext("Language"), [required()], choices=LANGUAGE_CHOICES)


class RoleForm(Form):
    """Another role for an account."""

    role = ChoiceField(
        lazy_gettext("Role"),
        [required()],
        choices=ROLE_CHOICES,
        description=lazy_gettext("The person is signed out everywhere when the role changes."),
    )


class UserFilterForm(Form):
    """Finding accounts in the list."""

    class Meta(Form.Meta):
        """A filter changes nothing and carries no token."""

        csrf = False

    q = SearchField(lazy_gettext("Name or e-mail"))
    role = ChoiceField(
        lazy_gettext("Role"),
        choices=[SelectChoice("", lazy_gettext("All roles")), *ROLE_CHOICES],
    )
