"""What each form's page knows, besides what it asks for: recipes of files, approvals, and what to say."""

from __future__ import annotations

from typing import Any, Final

from ...domain.layout import Kind
from ...domain.permission import Permission, Role, StaffRole
from ...domain.snapshot import Platform
from .approvals import approved_by, publishing_sentences
from .recipes import app_recipes, empty, registration

RECORDS_OF_VERSIONS: Final = (Kind.CONFIGURATION, Kind.LISTING, Kind.PROFILE)

_OWN_FILE: Final = (
    "They add their own file in people/ themselves, before this request: send them to the form Add yourself."
)
_NUMERIC: Final = (
    "Your GitHub numeric id stands at https://api.github.com/users/ followed by your user name. It has to be the "
    "account that opens the request."
)
_UNKNOWN: Final = "What is still missing is listed here when you are signed in; devportal publish lists it, too."


def definitions(platform: Platform) -> dict[str, dict[str, Any]]:
    """Each form's own data by its name."""
    register = approved_by(platform, StaffRole.APP_MANAGER)
    return {
        "new-app": {"recipes": app_recipes(platform), "texts": _OF_APP},
        "new-version": {"texts": _OF_VERSION},
        "publish": {
            "recipes": {"app": empty(Kind.PUBLISHED_APP), "partner": empty(Kind.PUBLISHED_PARTNER)},
            "approvals": publishing_sentences(platform),
            "texts": {"unknown": _UNKNOWN},
        },
        "add-user": {
            "recipe": empty(Kind.MEMBERS),
            "roles": {role.value: sorted(one.value for one in role.permissions) for role in Role},
            "permissions": {one.value: one.shown for one in Permission},
            "texts": {
                "approval": "Asking needs the permission Users in the partner. Nobody else has to approve it.",
                "own_file": _OWN_FILE,
            },
        },
        "add-yourself": {
            "recipes": {"person": empty(Kind.PERSON)},
            "texts": {"approval": "You bring your own file; nobody has to approve it.", "numeric": _NUMERIC},
        },
        "register": {
            "recipes": {"person": empty(Kind.PERSON), "partner": registration()},
            "texts": {
                "approval": f"Anybody may register a company. {register}",
                "tenant": "SuperOffice then makes a development tenant for you in SOD, within a business day.",
                "numeric": _NUMERIC,
            },
        },
    }


_OF_APP: Final = {
    "approval": "Asking needs the permission Configuration in the partner. Nobody has to approve it: the app is live "
    "in SOD as soon as its request is merged.",
    "custom": "A custom app needs the customer to hold the Development Tools licence, or the CRM Suite Core plan.",
    "no_key": "The technical contact has no key to receive secrets with, so no client secret is asked for yet: add a "
    "key to their file first, then a client_secret to credentials.yaml.",
    "no_member": "The technical contact is not a user of this partner.",
}
_OF_VERSION: Final = {
    "approval": "A new version is a draft: nobody has to approve it, and customers do not see it. What is locked "
    "(agents, claims, endpoints, licences) needs an App Manager where it grants more than an earlier version had.",
    "gaps": "A draft may have gaps. Before it can be published beyond SOD it needs:",
    "complete": "Nothing is missing that a form can see. Pictures are added to the media folder beside the file.",
}
