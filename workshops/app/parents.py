"""The records that addresses begin with, for error pages that lead back to them."""

from workshops.deliverables.queries import get_deliverable
from workshops.engagements.queries import get_engagement
from workshops.expectations.queries.themes import get_theme
from workshops.experiments.queries import get_experiment
from workshops.experiments.queries.concepts import get_concept
from workshops.people.queries import get_person
from workshops.people.queries.organisations import get_organisation
from workshops.planning.queries import get_workshop
from workshops.web.wayback import Parent

PARENTS = {
    "/engagements/": Parent("overview.engagement", "engagement_id", get_engagement),
    "/workshops/": Parent("overview.workshop", "workshop_id", get_workshop),
    "/experiments/": Parent("experiments.show", "experiment_id", get_experiment),
    "/concepts/": Parent("experiments.concept", "concept_id", get_concept),
    "/themes/": Parent("experiments.theme", "theme_id", get_theme, "statement"),
    "/deliverables/": Parent("deliverables.draft", "deliverable_id", get_deliverable, "title"),
    "/lab/people/": Parent("people.show", "person_id", get_person),
    "/lab/organisations/": Parent("people.organisation", "organisation_id", get_organisation),
}
