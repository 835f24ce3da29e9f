"""Forms of deliverables."""

from flask_babel import lazy_gettext
from wtforms import BooleanField

from workshops.core.text import N_
from workshops.deliverables.models import Deliverable
from workshops.deliverables.services import Facts
from workshops.web.fields import ChoiceField, LineField, TextField, length, required
from workshops.web.forms import Form
from workshops.web.merge import EditForm

LANGUAGES = [("da", N_("Danish")), ("en", N_("English"))]


class MakeForm(Form):
    """A new deliverable: in which language, and about what where it is a report."""

    language = ChoiceField(lazy_gettext("Language of the document"))
    subject = ChoiceField(lazy_gettext("What the report is about"))


class FactsForm(EditForm):
    """What is said of a deliverable besides its content."""

    title = LineField(lazy_gettext("Title"), [required(), length(300)])
    journal_number = LineField(
        lazy_gettext("Journal number"),
        [length(60)],
        description=lazy_gettext("The number of the case in your records system."),
    )
    short_description = LineField(
        lazy_gettext("Short description for the journal"),
        [length(300)],
        description=lazy_gettext("What the document is about, in a few words, as in the journal."),
    )
    library_listed = BooleanField(
        lazy_gettext("Show in the library once it is issued"),
        description=lazy_gettext("Everybody in the lab can then read issued versions."),
    )
    review_waived = LineField(
        lazy_gettext("Why it is issued without the agency’s approval"),
        [length(500)],
        description=lazy_gettext("Only when the agency does not review it."),
    )

    def facts(self) -> Facts:
        """The values for the service."""
        return Facts(
            title=self.title.data or "",
            journal_number=self.journal_number.data or "",
            short_description=self.short_description.data or "",
            library_listed=bool(self.library_listed.data),
            review_waived=self.review_waived.data or "",
        )


class AnswerForm(EditForm):
    """What the agency says to a question."""

    answer = TextField(lazy_gettext("The agency’s answer"), [length(2000)])
    answered_by = LineField(
        lazy_gettext("Who answered"),
        [length(200)],
        description=lazy_gettext("Name and title at the agency."),
    )


class SectionForm(Form):
    """Another heading for a section."""

    title = LineField(
        lazy_gettext("Heading"),
        [length(300)],
        description=lazy_gettext("Leave it empty to use the composed heading."),
    )


class EmptyForm(Form):
    """Nothing but the proof that the button was pressed on our own page."""


def values_of(deliverable: Deliverable) -> dict[str, object]:
    """What the form of a deliverable's facts shows."""
    return {
        "version": deliverable.version,
        "title": deliverable.title,
        "journal_number": deliverable.journal_number,
        "short_description": deliverable.short_description,
        "library_listed": deliverable.library_listed,
        "review_waived": deliverable.review_waived,
    }
