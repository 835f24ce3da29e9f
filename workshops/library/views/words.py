"""Words for codes: facets with their values, and the facts of a hit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from workshops.engagements.models import Stage
from workshops.engagements.queries.policy_areas import policy_area_name
from workshops.experiments.models.kinds import Decision
from workshops.library.queries import Agency, list_agencies, method_names
from workshops.people.models import Level
from workshops.search.models import EntryKind
from workshops.search.queries import Facet, FacetCount, Hit
from workshops.web.language import language

SHOWN = 12
_WORDS: Mapping[Facet, Mapping[str, str]] = {
    facet: {member.value: member.label for member in kind}
    for facet, kind in (
        (Facet.KIND, EntryKind),
        (Facet.LEVEL, Level),
        (Facet.STAGE, Stage),
        (Facet.OUTCOME, Decision),
    )
}
Counts = Mapping[Facet, Sequence[FacetCount]]


@dataclass(frozen=True)
class Option:
    """A value that can be ticked or opened."""

    value: str
    label: str
    count: int
    ticked: bool


@dataclass(frozen=True)
class FacetView:
    """A facet with the values that are shown."""

    name: str
    label: str
    options: Sequence[Option]

    @property
    def chosen(self) -> int:
        """How many of its values are ticked."""
        return sum(option.ticked for option in self.options)


@dataclass(frozen=True)
class Names:
    """Names that the database has, for the codes on one page."""

    agencies: Mapping[int, Agency]
    methods: Mapping[str, str]

    def label(self, facet: Facet, value: str) -> str:
        """What a person calls a value of a facet."""
        if facet is Facet.AGENCY:
            agency = self.agencies.get(int(value)) if value.isdecimal() else None
            return agency.name if agency else _("Unknown agency")
        if facet is Facet.METHOD:
            return self.methods.get(value, value)
        return code_label(facet, value)

    def address(self, facet: Facet, value: str) -> str:
        """How a value stands in an address."""
        if facet is not Facet.AGENCY:
            return value
        agency = self.agencies.get(int(value)) if value.isdecimal() else None
        return agency.public_id if agency else value


def code_label(facet: Facet, value: str) -> str:
    """What a person calls a code that needs no look into the database."""
    word = _WORDS.get(facet, {}).get(value, "")
    if word:
        return str(_(word))
    if facet is Facet.POLICY_AREA:
        return policy_area_name(value, language())
    if facet is Facet.EVIDENCE_LEVEL:
        return str(_("Level %(level)s", level=value))
    return value


def names_for(counts: Counts, hits: Iterable[Hit] = ()) -> Names:
    """The names that a page with these counts and hits needs; two reads."""
    numbers = {int(one.value) for one in counts.get(Facet.AGENCY, ()) if one.value.isdecimal()}
    numbers |= {hit.organisation_id for hit in hits if hit.organisation_id is not None}
    slugs = [one.value for one in counts.get(Facet.METHOD, ())]
    return Names(list_agencies(numbers), method_names(slugs, language()))


def facet_views(
    counts: Counts, names: Names, filters: Mapping[Facet, Sequence[str]], shown: int = SHOWN
) -> list[FacetView]:
    """Every facet that has values, with the most frequent ones and those that are ticked."""
    views = []
    for facet, values in counts.items():
        ticked = set(filters.get(facet, ()))
        options = [
            Option(
                names.address(facet, v.value),
                names.label(facet, v.value),
                v.count,
                v.value in ticked,
            )
            for place, v in enumerate(values)
            if place < shown or v.value in ticked
        ]
        if options:
            views.append(FacetView(facet.value, _(facet.label), options))
    return views


def hit_url(hit: Hit) -> str:
    """Where a hit is opened: a method's own card, else the entry's page."""
    if hit.kind is EntryKind.METHOD:
        return url_for("methods.show", slug=hit.public_id)
    return url_for("library.entry", entry_id=hit.public_id)


def hit_facts(hit: Hit, names: Names) -> list[str]:
    """What a hit is, in a few words each: kind, agency, year, outcome, evidence."""
    facts = [code_label(Facet.KIND, hit.kind)]
    if hit.organisation_id is not None and hit.organisation_id in names.agencies:
        facts.append(names.agencies[hit.organisation_id].name)
    facts.append(str(hit.year))
    if hit.outcome:
        facts.append(code_label(Facet.OUTCOME, hit.outcome))
    if hit.evidence_level:
        facts.append(_("Evidence level %(level)s", level=hit.evidence_level))
    return facts
