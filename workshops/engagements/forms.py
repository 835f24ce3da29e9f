"""What can be typed about requests and engagements."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext
from flask_wtf.file import FileField

from workshops.core.days import Lies
from workshops.engagements.models import EngagementKind, MemberPart, Stage
from workshops.people.models import Level
from workshops.web.days import DayField
from workshops.web.fields import (
    ChoiceField,
    LineField,
    MultiSelect,
    TextField,
    email_address,
    length,
    options,
    required,
)
from workshops.web.forms import Form
from workshops.web.merge import EditForm, VersionField

Choices = Sequence[tuple[object, object]]


class AskForm(Form):
    """The public request. `website` is left empty by people and filled in by robots."""

    agency = LineField(
        lazy_gettext("Your organisation"),
        [required(), length(200)],
        description=lazy_gettext(
            "Start typing and choose from the list, or write the name yourself."
        ),
    )
    contact_name = LineField(lazy_gettext("Your name"), [required(), length(200)])
    contact_email = LineField(
        lazy_gettext("Your e-mail address"),
        [required(), email_address(), length(254)],
        description=lazy_gettext("We send you a letter with a link that confirms the request."),
    )
    contact_phone = LineField(lazy_gettext("Phone"), [length(40)])
    question = TextField(
        lazy_gettext("What do you want to find out or make better?"),
        [required(), length(4000)],
        description=lazy_gettext(
            "Write it as you would say it to a colleague. A few sentences are enough."
        ),
    )
    wished_month = ChoiceField(lazy_gettext("When would you like to begin?"))
    language = ChoiceField(lazy_gettext("Which language should we write to you in?"), [required()])
    website = LineField(lazy_gettext("Leave this field empty"), [length(200)])

    def offer(self, months: Choices, languages: Choices) -> "AskForm":
        """Hand in what can be chosen."""
        self.wished_month.choices = options(months, nothing=lazy_gettext("No wish"))
        self.language.choices = options(languages)
        return self


class BehalfForm(AskForm):
    """A request that staff type for an agency."""

    def offer(self, months: Choices, languages: Choices) -> "AskForm":
        """Hand in what can be chosen; say everything about the agency's contact."""
        self.agency.label.text = lazy_gettext("Organisation")
        self.contact_name.label.text = lazy_gettext("Contact's name")
        self.contact_email.label.text = lazy_gettext("Contact's e-mail address")
        self.contact_email.description = ""
        self.question.label.text = lazy_gettext("Question")
        self.wished_month.label.text = lazy_gettext("Wished month")
        self.language.label.text = lazy_gettext("Language of letters")
        return super().offer(months, languages)


class DeclineForm(Form):
    """Saying no."""

    version = VersionField()
    reason = TextField(
        lazy_gettext("Reason"),
        [required(), length(2000)],
        description=lazy_gettext("For the lab's own records. It is not sent."),
    )
    letter = TextField(
        lazy_gettext("Letter to the contact"),
        [required(), length(4000)],
        description=lazy_gettext("Sent as it stands here. Change it as you like."),
    )


class OpenForm(Form):
    """A new engagement: three fields are typed; form of work and goal are chosen.

    `version` is the request's, when the engagement comes of one.
    """

    version = VersionField()
    organisation = LineField(
        lazy_gettext("Client agency"),
        [required(), length(200)],
        description=lazy_gettext("Start typing and choose from the list."),
    )
    name = LineField(lazy_gettext("Working title"), [required(), length(200)])
    question = TextField(lazy_gettext("Question"), [required(), length(4000)])
    manager = ChoiceField(lazy_gettext("Project manager"), [required()])
    kind = ChoiceField(lazy_gettext("Form of work"), [required()])
    target_month = ChoiceField(lazy_gettext("Target month"))
    goal = ChoiceField(lazy_gettext("Strategic goal"), [required()])

    def offer(self, managers: Choices, months: Choices, goals: Choices) -> "OpenForm":
        """Hand in what can be chosen."""
        self.manager.choices = options(managers)
        self.kind.choices = options(
            (kind.value, lazy_gettext(kind.label)) for kind in EngagementKind
        )
        self.target_month.choices = options(months, nothing=lazy_gettext("Not decided"))
        self.goal.choices = options(goals)
        return self


class EngagementForm(EditForm):
    """Everything about an engagement."""

    name = LineField(lazy_gettext("Working title"), [required(), length(200)])
    organisation = LineField(lazy_gettext("Client agency"), [required(), length(200)])
    question = TextField(lazy_gettext("Question"), [required(), length(4000)])
    kind = ChoiceField(lazy_gettext("Form of work"), [required()])
    policy_area = ChoiceField(
        lazy_gettext("Policy area"),
        description=lazy_gettext("From the functions of government (COFOG)."),
    )
    levels = MultiSelect(lazy_gettext("Levels involved"))
    goals = MultiSelect(
        lazy_gettext("Strategic goals"), [required(lazy_gettext("Choose at least one goal."))]
    )
    manager = ChoiceField(lazy_gettext("Project manager"), [required()])
    hr_partner = LineField(
        lazy_gettext("HR partner"),
        [length(254)],
        description=lazy_gettext(
            "The person at the agency who looks after training. Their e-mail address."
        ),
    )
    starts_on = DayField(lazy_gettext("Starts"))
    target_on = DayField(lazy_gettext("Target date"), lies=Lies.AHEAD)

    def offer(self, managers: Choices, areas: Choices, goals: Choices) -> "EngagementForm":
        """Hand in what can be chosen."""
        self.manager.choices = options(managers)
        self.kind.choices = options(
            (kind.value, lazy_gettext(kind.label)) for kind in EngagementKind
        )
        self.policy_area.choices = options(areas, nothing=lazy_gettext("Not chosen yet"))
        self.levels.choices = options((level.value, lazy_gettext(level.label)) for level in Level)
        self.goals.choices = options(goals)
        return self


class StageForm(EditForm):
    """When a stage should be finished."""

    due_on = DayField(lazy_gettext("Finished by"), lies=Lies.AHEAD)


class ReasonForm(Form):
    """An act that may need its reason."""

    reason = TextField(lazy_gettext("Reason"), [length(2000)])


class TaskForm(EditForm):
    """A task."""

    title = LineField(lazy_gettext("What is to be done?"), [required(), length(200)])
    stage = ChoiceField(lazy_gettext("Stage"), [required()])
    owner = ChoiceField(lazy_gettext("Who does it?"))
    due_on = DayField(lazy_gettext("By when?"), lies=Lies.AHEAD)

    def offer(self, members: Choices) -> "TaskForm":
        """Hand in what can be chosen."""
        self.stage.choices = options((stage.value, lazy_gettext(stage.label)) for stage in Stage)
        self.owner.choices = options(members, nothing=lazy_gettext("Nobody yet"))
        return self


class MemberForm(Form):
    """An account that is to work on the engagement."""

    user = ChoiceField(lazy_gettext("Who?"), [required()])
    part = ChoiceField(lazy_gettext("As"), [required()])

    def offer(self, accounts: Choices) -> "MemberForm":
        """Hand in what can be chosen."""
        parts = (MemberPart.CO_MANAGER, MemberPart.FACILITATOR)
        self.user.choices = options(accounts)
        self.part.choices = options((part.value, lazy_gettext(part.label)) for part in parts)
        return self


class ContactForm(Form):
    """Somebody at the agency."""

    name = LineField(lazy_gettext("Name"), [required(), length(200)])
    email = LineField(lazy_gettext("E-mail address"), [required(), email_address(), length(254)])
    role_title = LineField(lazy_gettext("Title"), [length(200)])
    phone = LineField(lazy_gettext("Phone"), [length(40)])


class UploadForm(Form):
    """A file."""

    file = FileField(
        lazy_gettext("File"),
        description=lazy_gettext("PDF, DOCX, XLSX, PNG, JPEG, CSV or TXT, at most 20 MB."),
    )


class GoalForm(EditForm):
    """A strategic goal in both languages."""

    name_en = LineField(lazy_gettext("In English"), [required(), length(200)])
    name_da = LineField(lazy_gettext("In Danish"), [required(), length(200)])


def coming_months(today: date, count: int = 18) -> list[date]:
    """The first day of this month and of those to come."""
    first = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, first + count)]
