"""The base of every form: saved in one transaction or shown again, with problems on their field.

    @bp.post("/rooms/new")
    @needs("C", "room")
    def add_room() -> Response:
        form = RoomForm()
        with form.saving(lambda: render_template("planning/room_new.html", form=form)):
            room = services.add_room(current_actor(), facts=form.facts())
        flash(_("The room is added."), "success")
        return redirect(room_url(room))

Our words for what WTForms says itself are here too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import abort, make_response
from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from workshops.core.db import transaction
from workshops.core.errors import Gone, Problem, Stale
from workshops.core.text import N_
from workshops.web.arguments import without_nul
from workshops.web.language import say

WTFORMS_MESSAGES = (
    N_("Not a valid choice."),
    N_("Not a valid integer value."),
    N_("Not a valid date value."),
    N_("Not a valid time value."),
    N_("Not a valid datetime value."),
    N_("This field is required."),
    N_("Invalid email address."),
    N_("The CSRF token is missing."),
)


class _Translations:
    """WTForms' messages from our catalogue; WTForms ships none in Danish."""

    def gettext(self, string: str) -> str:
        return str(gettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return str(ngettext(singular, plural, n))


class Form(FlaskForm):
    """A form with CSRF protection. `form_errors` are those that belong to no field.

    `obstacle` is what stood in the way of saving, for pages that offer a way around it.
    """

    obstacle: Problem | None = None

    class Meta(FlaskForm.Meta):
        """Where messages come from."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent, without what no database keeps."""
            sent = super().wrap_formdata(form, formdata)
            return without_nul(sent) if isinstance(sent, MultiDict) else sent

        def get_translations(self, form: Any) -> _Translations:  # noqa: ARG002 - WTForms asks so
            """Ours, in the language of the page."""
            return _Translations()

    @contextmanager
    def saving(
        self, again: Callable[[], str], *, stale: Callable[[], tuple[str, int]] | None = None
    ) -> Iterator[None]:
        """A transaction around the block, if what was sent is right; else the answer is the page.

        `again` draws the page once more, with what is wrong and everything that was typed: with
        422, or with the status of the problem that the block raised. After it nothing else of the
        view is run. A link that is gone has no page to show again. `stale` answers where somebody
        else saved in between, most often with `merge.page`.
        """
        if not self.validate_on_submit():
            abort(make_response(again(), 422))
        try:
            with transaction():
                yield
        except Gone:
            raise
        except Problem as problem:
            if stale is not None and isinstance(problem, Stale):
                abort(make_response(stale()))
            self.put(problem)
            abort(make_response(again(), problem.status))

    def put(self, problem: Problem) -> None:
        """Show a problem that a service raised where it belongs: on its field or above the form."""
        self.obstacle = problem
        field = self._fields.get(problem.field or "")
        if field is None or isinstance(field, HiddenField):
            self.form_errors.append(say(problem))
        else:
            field.errors = [*field.errors, say(problem)]
