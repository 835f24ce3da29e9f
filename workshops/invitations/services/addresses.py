"""At which address a calendar entry stands, and where the letters of an invitation go."""

from workshops.invitations.models import Invitation, LetterKind
from workshops.mail.models import NEVER_LEFT, LetterState

PLACES = (LetterKind.WAITLISTED, LetterKind.SEATED, LetterKind.OFFERED)
REQUESTS = (LetterKind.INVITE, LetterKind.UPDATE, LetterKind.RESEND, LetterKind.HOLD, *PLACES[:2])


def has_left(invitation: Invitation) -> bool:
    """Whether the guest may have got any letter of this invitation."""
    return any(
        each.kind in REQUESTS and each.letter.state not in NEVER_LEFT for each in invitation.letters
    )


def holder_of(invitation: Invitation) -> str:
    """The address in whose calendar the entry stands; nothing while no letter may have arrived."""
    lost = (*NEVER_LEFT, LetterState.BOUNCED)
    reached = [
        each.letter.to_address
        for each in invitation.letters
        if each.kind in REQUESTS and each.letter.state not in lost
    ]
    return reached[-1] if reached else ""


def address_of(invitation: Invitation) -> str:
    """Where the letters go: to the address that has the entry, else where the guest reads now.

    For somebody who has lost the address, the last used.
    """
    used = invitation.letters[-1].letter.to_address if invitation.letters else ""
    return holder_of(invitation) or invitation.participation.person.email or used


def addresses_of(invitation: Invitation) -> set[str]:
    """Every address that this invitation was written to, in lower case."""
    return {each.letter.to_address.lower() for each in invitation.letters}
