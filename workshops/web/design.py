"""/design: every piece that pages are built of, with sample data; mounted only with debug on."""

from flask import Blueprint, render_template
from wtforms import BooleanField, RadioField

from workshops.web import fields
from workshops.web.access import public
from workshops.web.days import DayField
from workshops.web.forms import Form
from workshops.web.merge import Difference

bp = Blueprint("design", __name__)
LEVELS = (("state", "State"), ("region", "Region"), ("municipality", "Municipality"))


class SampleForm(Form):
    """One field of each kind."""

    name = fields.LineField("Working title", [fields.required(), fields.length(80)])
    email = fields.LineField("E-mail", [fields.email_address()], description="For the letters")
    day = DayField("Day")
    start = fields.TimeField("Start")
    minutes = fields.MinutesField("Length", description="Minutes, or 1.30")
    seats = fields.NumberField("Seats", [fields.between(1, 500)])
    level = fields.ChoiceField("Level", choices=fields.options(LEVELS, "Choose"))
    place = RadioField("Place", choices=fields.options((("room", "Room"), ("online", "Online"))))
    levels = fields.MultiSelect("Levels involved", choices=fields.options(LEVELS))
    purpose = fields.TextField("Purpose", [fields.length(600)])
    open = BooleanField("Open to guests")


@bp.get("/design")
@public
def show() -> str:
    """The page, with a form that has something wrong in it."""
    form = SampleForm(formdata=None, data={"minutes": 90, "level": "region", "place": "room"})
    form.name.errors = ["This field is required."]
    second = SampleForm(formdata=None, prefix="merge-", data={"purpose": "Shorter letters"})
    purpose = Difference("Purpose", "Letters that people read", "Shorter letters", second.purpose)
    return render_template("design/index.html", form=form, conflicts=[purpose])
