"""The words for kinds, levels and choices, in the language of the page."""

from flask_babel import lazy_gettext

from workshops.people.models import ContactPreference, ImportState, Level, OrganisationKind

LEVELS = {level: lazy_gettext(level.label) for level in Level}
KINDS = {
    OrganisationKind.MINISTRY: lazy_gettext("Ministry"),
    OrganisationKind.AGENCY: lazy_gettext("Agency"),
    OrganisationKind.REGION: lazy_gettext("Region"),
    OrganisationKind.MUNICIPALITY: lazy_gettext("Municipality"),
    OrganisationKind.CROSS_PUBLIC: lazy_gettext("Cross-public body"),
    OrganisationKind.CIVIL_SOCIETY: lazy_gettext("Civil society"),
    OrganisationKind.PRIVATE: lazy_gettext("Private company"),
    OrganisationKind.OTHER: lazy_gettext("Other"),
}
CONTACT = {
    ContactPreference.MAIL: lazy_gettext("By e-mail"),
    ContactPreference.PHONE: lazy_gettext("By telephone"),
    ContactPreference.INVITATIONS_ONLY: lazy_gettext("Invitations only"),
}
SKILL_LEVELS = {
    0: lazy_gettext("none"),
    1: lazy_gettext("knows of it"),
    2: lazy_gettext("with a guide"),
    3: lazy_gettext("alone"),
    4: lazy_gettext("teaches others"),
}
LANGUAGES = {
    "da": lazy_gettext("Danish"),
    "en": lazy_gettext("English"),
    "sv": lazy_gettext("Swedish"),
    "no": lazy_gettext("Norwegian"),
    "de": lazy_gettext("German"),
    "fr": lazy_gettext("French"),
    "kl": lazy_gettext("Greenlandic"),
    "fo": lazy_gettext("Faroese"),
    "pl": lazy_gettext("Polish"),
    "uk": lazy_gettext("Ukrainian"),
    "ar": lazy_gettext("Arabic"),
    "tr": lazy_gettext("Turkish"),
}
LETTER_LANGUAGES = ("da", "en")
IMPORT_STATES = {
    ImportState.UPLOADED: lazy_gettext("columns to be checked"),
    ImportState.CHECKED: lazy_gettext("ready to import"),
    ImportState.APPLIED: lazy_gettext("imported"),
    ImportState.UNDONE: lazy_gettext("undone"),
}
FIELDS = {
    "name": lazy_gettext("Name"),
    "last_name": lazy_gettext("Last name, if it has a column of its own"),
    "email": lazy_gettext("E-mail"),
    "phone": lazy_gettext("Telephone"),
    "organisation": lazy_gettext("Organisation"),
    "role_title": lazy_gettext("Role title"),
    "discipline": lazy_gettext("Discipline or voice"),
    "languages": lazy_gettext("Languages"),
    "timezone": lazy_gettext("Time zone"),
    "contact_preference": lazy_gettext("Contact"),
    "skills": lazy_gettext("Skills"),
    "level": lazy_gettext("Level"),
    "kind": lazy_gettext("Kind"),
    "code": lazy_gettext("Official number"),
    "valid_from": lazy_gettext("First day"),
    "valid_to": lazy_gettext("Last day"),
    "parent": lazy_gettext("Belongs to"),
}
