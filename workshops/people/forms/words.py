"""The words for kinds, levels and choices, in the language of the page."""

from flask_babel import lazy_gettext as _l

from workshops.people.models import ContactPreference, ImportState, Level, OrganisationKind

LEVELS = {
    Level.STATE: _l("State"),
    Level.REGION: _l("Region"),
    Level.MUNICIPALITY: _l("Municipality"),
    Level.OTHER: _l("Other"),
}
KINDS = {
    OrganisationKind.MINISTRY: _l("Ministry"),
    OrganisationKind.AGENCY: _l("Agency"),
    OrganisationKind.REGION: _l("Region"),
    OrganisationKind.MUNICIPALITY: _l("Municipality"),
    OrganisationKind.CROSS_PUBLIC: _l("Cross-public body"),
    OrganisationKind.CIVIL_SOCIETY: _l("Civil society"),
    OrganisationKind.PRIVATE: _l("Private company"),
    OrganisationKind.OTHER: _l("Other"),
}
CONTACT = {
    ContactPreference.MAIL: _l("By e-mail"),
    ContactPreference.PHONE: _l("By telephone"),
    ContactPreference.INVITATIONS_ONLY: _l("Invitations only"),
}
SKILL_LEVELS = {
    0: _l("none"),
    1: _l("knows of it"),
    2: _l("with a guide"),
    3: _l("alone"),
    4: _l("teaches others"),
}
LANGUAGES = {
    "da": _l("Danish"),
    "en": _l("English"),
    "sv": _l("Swedish"),
    "no": _l("Norwegian"),
    "de": _l("German"),
    "fr": _l("French"),
    "kl": _l("Greenlandic"),
    "fo": _l("Faroese"),
    "pl": _l("Polish"),
    "uk": _l("Ukrainian"),
    "ar": _l("Arabic"),
    "tr": _l("Turkish"),
}
LETTER_LANGUAGES = ("da", "en")
IMPORT_STATES = {
    ImportState.UPLOADED: (_l("columns to be checked"), "info"),
    ImportState.CHECKED: (_l("ready to import"), "warning"),
    ImportState.APPLIED: (_l("imported"), "success"),
    ImportState.UNDONE: (_l("undone"), "muted"),
}
ACTS = {
    "added": _l("Added"),
    "added_guest": _l("Added as a guest"),
    "changed": _l("Changed"),
    "deleted": _l("Deleted"),
    "restored": _l("Brought back"),
    "promoted": _l("Added to the directory"),
    "moved": _l("Moved"),
    "merged": _l("Merged"),
    "imported": _l("Imported"),
    "import_undone": _l("Import undone"),
    "retired": _l("Retired"),
}
FIELDS = {
    "name": _l("Name"),
    "email": _l("E-mail"),
    "phone": _l("Telephone"),
    "organisation": _l("Organisation"),
    "role_title": _l("Role title"),
    "discipline": _l("Discipline or voice"),
    "languages": _l("Languages"),
    "timezone": _l("Time zone"),
    "contact_preference": _l("Contact"),
    "skills": _l("Skills"),
    "level": _l("Level"),
    "kind": _l("Kind"),
    "code": _l("Official number"),
    "valid_from": _l("First day"),
    "valid_to": _l("Last day"),
    "parent": _l("Belongs to"),
}
