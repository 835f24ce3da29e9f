"""From forms to what services want, and back."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from workshops.accounts.models import User
from workshops.core.actor import Actor
from workshops.core.errors import Invalid, NotAllowed, NotFound
from workshops.core.text import N_
from workshops.engagements.forms import EngagementForm, OpenForm
from workshops.engagements.models import Engagement, EngagementKind, EngagementState, Stage
from workshops.engagements.queries.goals import get_goal
from workshops.engagements.queries.listing import find_agency
from workshops.engagements.queries.people import find_account, find_account_of, find_person_at
from workshops.engagements.queries.policy_areas import policy_area_name, policy_areas
from workshops.engagements.services import EngagementPlan
from workshops.people.models import Organisation, Person
from workshops.web.language import language


def plan_of_new(form: OpenForm, contacts: Sequence[Person] = ()) -> EngagementPlan:
    """What a new engagement begins with. Raises Invalid for an agency that nobody knows."""
    month = form.target_month.data
    return EngagementPlan(
        name=form.name.data or "",
        question=form.question.data or "",
        organisation=agency_named(form.organisation.data or ""),
        manager=manager_with(form.manager.data or ""),
        goals=[get_goal(form.goal.data or "")],
        kind=EngagementKind(form.kind.data),
        target_on=_end_of(month) if month else None,
        contacts=contacts,
    )


def plan_of(form: EngagementForm) -> EngagementPlan:
    """What an engagement is to be. Raises Invalid for an agency or a person nobody knows."""
    return EngagementPlan(
        name=form.name.data or "",
        question=form.question.data or "",
        organisation=agency_named(form.organisation.data or ""),
        manager=manager_with(form.manager.data or ""),
        goals=[get_goal(key) for key in form.goals.data or ()],
        kind=EngagementKind(form.kind.data),
        policy_area=form.policy_area.data or "",
        levels=list(form.levels.data or ()),
        starts_on=form.starts_on.data,
        target_on=form.target_on.data,
        hr_partner=_hr_partner(form.hr_partner.data or ""),
    )


def values_of(engagement: Engagement) -> dict[str, object]:
    """What the form of an engagement shows."""
    partner = engagement.hr_partner
    return {
        "version": engagement.version,
        "name": engagement.name,
        "organisation": engagement.organisation.name,
        "question": engagement.question,
        "kind": engagement.kind.value,
        "policy_area": engagement.policy_area,
        "levels": list(engagement.levels),
        "goals": [goal.public_id for goal in engagement.goals],
        "manager": engagement.manager.public_id,
        "hr_partner": (partner.email or "") if partner else "",
        "starts_on": engagement.starts_on,
        "target_on": engagement.target_on,
    }


def agency_named(name: str) -> Organisation:
    """The organisation with that name. Raises Invalid when there is none."""
    found = find_agency(name)
    if found is None:
        raise Invalid(
            N_("No organisation is called “%(name)s”. Choose one from the list."),
            "organisation",
            name=name,
        )
    return found


def manager_with(public_id: str) -> User:
    """The account that is to lead. Raises Invalid when there is none."""
    found = find_account(public_id)
    if found is None:
        raise Invalid(N_("Choose a project manager."), "manager")
    return found


def public_id_of(actor: Actor) -> str:
    """The account of the one who asks, as forms name it."""
    account = find_account_of(actor)
    return account.public_id if account else ""


def area_choices() -> Sequence[tuple[object, object]]:
    """Every policy area, groups set in under their division."""
    return [
        (code, policy_area_name(code, language()) if "." not in code else _group(code))
        for code in policy_areas()
    ]


def state_named(word: str) -> EngagementState:
    """The state that an address names. Raises NotFound."""
    if word not in list(EngagementState):
        raise NotFound(N_("There is no such page."))
    return EngagementState(word)


def stage_named(word: str) -> Stage:
    """The stage that an address names. Raises NotFound."""
    if word not in list(Stage):
        raise NotFound(N_("There is no such stage."))
    return Stage(word)


def refuse_unless(allowed: bool) -> None:
    """Raise NotAllowed where the one who asks may see the record but not do this."""
    if not allowed:
        raise NotAllowed(N_("You can see this engagement, but not change it."))


def _group(code: str) -> str:
    return f"\u2003{policy_area_name(code, language())}"


def _end_of(month: str) -> date:
    """The last day of a month such as "2027-01"."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def _hr_partner(email: str) -> Person | None:
    if not email:
        return None
    found = find_person_at(email)
    if found is None:
        raise Invalid(
            N_("Nobody in the directory has that address. Add the person under People first."),
            "hr_partner",
        )
    return found
