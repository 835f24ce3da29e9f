"""What stands in a pasted list and is known nowhere."""

from collections.abc import Sequence

from workshops.core.text import N_, fold
from workshops.invitations.rules.pasted import PastedFault, PastedGuest
from workshops.people.queries.named import find_disciplines, find_organisations

NO_ORGANISATION = N_("There is no organisation of this name, so it is left out.")
NO_DISCIPLINE = N_("There is no discipline of this name, so it is left out.")


def list_unknown(guests: Sequence[PastedGuest]) -> list[PastedFault]:
    """Organisations and disciplines that are written beside guests and are not known, by line."""
    organisations = find_organisations(one.organisation for one in guests)
    disciplines = find_disciplines(one.discipline for one in guests)
    found = []
    for one in guests:
        if one.organisation and fold(one.organisation) not in organisations:
            found.append(PastedFault(one.line, one.organisation, NO_ORGANISATION))
        if one.discipline and fold(one.discipline) not in disciplines:
            found.append(PastedFault(one.line, one.discipline, NO_DISCIPLINE))
    return found
