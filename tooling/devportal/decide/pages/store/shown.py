"""What stores show of a partner: while that stays, they need not be made anew."""

from __future__ import annotations

import hashlib
from typing import Final

from ....domain.environment import Environment
from ....domain.record import Record
from ....domain.snapshot import PartnerRecords
from .shelf import listed_app, live_profile

_UNSEEN: Final = frozenset({"technical_contact", "error_reporting_emails", "uninstall_reporting_emails"})
"""An app's settings that no store shows; whoever lets one show them takes them out here (a test says so)."""


def shown_of(partner: PartnerRecords) -> str:
    """A digest of all records that the stores of any environment show of a partner; pictures are not among them."""
    found = hashlib.blake2b(digest_size=16)

    def note(what: str, record: Record | None, unseen: frozenset[str] = frozenset()) -> None:
        text = record.model_dump_json(exclude=set(unseen)) if record else ""
        found.update(f"{what} {len(text)} {text}\n".encode(errors="surrogatepass"))

    note(partner.id, partner.settings.record if partner.settings else None)
    for environment in Environment:
        note(environment, live_profile(partner, environment))
        for app in partner.apps.values():
            one = listed_app(partner, app, environment)
            if one:
                note(app.id, one.settings, _UNSEEN)
                note("listing", one.listing)
                note("configuration", one.configuration)
    return found.hexdigest()
