"""What is typed when an experiment is decided."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from workshops.experiments.models.kinds import Decision
from workshops.web.fields import ChoiceField, TextField, length, options, required
from workshops.web.forms import Form
from workshops.web.merge import StepForm, VersionField


class DecisionForm(StepForm):
    """Deciding; the reason is needed where the decision is not the rule's."""

    decision = ChoiceField(_("Decision"), [required()])
    reason = TextField(_("Why otherwise than the rule"), [length(2000)])

    def offer(self, rule_says: Decision | None) -> "DecisionForm":
        """Hand in the decisions in the language of the page, that of the rule marked."""
        words = [(d.value, gettext(d.label)) for d in Decision if d is not rule_says]
        if rule_says:
            said = gettext("%(decision)s, as the rule says", decision=gettext(rule_says.label))
            words.insert(0, (rule_says.value, said))
        self.decision.choices = options(words, nothing=gettext("Choose a decision"))
        return self


class RemarkForm(StepForm):
    """Why a second person does not confirm."""

    remark = TextField(_("Why not"), [length(2000)])


class JudgementForm(Form):
    """A second person's judgement of a rule in words."""

    met = ChoiceField(_("Is the rule met?"), [required()])
    words = TextField(_("What you base it on"), [required(), length(2000)])

    def offer(self) -> "JudgementForm":
        """Hand in yes and no in the language of the page."""
        self.met.choices = options(
            [("yes", gettext("Yes")), ("no", gettext("No"))], nothing=gettext("Choose")
        )
        return self


class LevelForm(Form):
    """How sure the experiment makes us: the ceiling or lower."""

    version = VersionField()
    level = ChoiceField(_("Level"), [required()])

    def offer(self, ceiling: int) -> "LevelForm":
        """Hand in the levels that the records allow."""
        self.level.choices = options([(n, n) for n in range(1, ceiling + 1)])
        return self
