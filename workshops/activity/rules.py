"""Words for what was done; acts are kept in the log as short past-tense names."""

from workshops.core.text import N_

ACTS = {
    "accepted": N_("Accepted"),
    "added": N_("Added"),
    "added_guest": N_("Added as a guest"),
    "answered": N_("Answered"),
    "applied": N_("Applied"),
    "assigned": N_("Assigned"),
    "cancelled": N_("Cancelled"),
    "changed": N_("Changed"),
    "closed": N_("Closed"),
    "confirmed": N_("Confirmed"),
    "contact_added": N_("Contact named"),
    "contact_put_first": N_("First contact"),
    "contact_removed": N_("Contact removed"),
    "copied": N_("Copied"),
    "created": N_("Created"),
    "declined": N_("Declined"),
    "deleted": N_("Deleted"),
    "disabled": N_("Disabled"),
    "done": N_("Done"),
    "enabled": N_("Enabled"),
    "exported": N_("Exported"),
    "finished": N_("Finished"),
    "handed_in": N_("Handed in"),
    "imported": N_("Imported"),
    "invited": N_("Invited"),
    "link_made": N_("Link made"),
    "member_added": N_("Joined the team"),
    "member_removed": N_("Left the team"),
    "merged": N_("Merged"),
    "moved": N_("Moved"),
    "opened": N_("Opened"),
    "paused": N_("Paused"),
    "promoted": N_("Added to the directory"),
    "removed": N_("Removed"),
    "reopened": N_("Reopened"),
    "restored": N_("Restored"),
    "retired": N_("Retired"),
    "scheduled": N_("Scheduled"),
    "sent": N_("Sent"),
    "signed_in": N_("Signed in"),
    "skipped": N_("Skipped"),
    "stage_dated": N_("Day set for the stage"),
    "stage_finished": N_("Stage finished"),
    "stage_reopened": N_("Stage opened again"),
    "stage_skipped": N_("Stage skipped"),
    "stage_started": N_("Stage started"),
    "taken_up_again": N_("Not done after all"),
    "undone": N_("Undone"),
}


def act_message(act: str) -> str:
    """The message id for an act; an act without one is said as it is written."""
    return ACTS.get(act) or act.replace("_", " ").capitalize()
