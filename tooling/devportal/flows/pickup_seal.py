"""Compares what lies in the outbox with what main says of it: nobody but the portal's automation writes there."""

from __future__ import annotations

from pathlib import Path

from ..decide.place import Placed
from ..domain.credential import Credential, ManagedCredentials
from ..domain.hand_over import HandOverFact, Parcel
from ..domain.layout import Kind, Location
from ..domain.source import SourceError
from .files import open_files
from .pickup import PickupError, said
from .read import find_root, open_folder


def check_seal(start: Path, parcel: Parcel) -> None:
    """Refuse a parcel whose seal is another one than the clone's registry has. Raises PickupError.

    Without a registry here, or while it knows nothing of the hand-over yet, there is nothing to compare.
    """
    known = _known(start, parcel)
    if known and parcel.waits and known.seal != parcel.seal:
        raise PickupError(
            f"{said(parcel.name)[:1].upper()}{said(parcel.name)[1:]} is sealed in another way than main says. "
            "Run `git pull` and try again; if it stays so, do not use it, and tell Online Operations."
        )


def _known(start: Path, parcel: Parcel) -> HandOverFact | None:
    name = parcel.name
    location = Location(Kind.MANAGED_CREDENTIALS, partner=name.partner, app=name.app)
    try:
        source = open_folder(find_root(start))
        entries = [entry for entry in source.entries([location.path]) if entry.path == location.path]
    except SourceError:
        return None
    record = open_files(source, [Placed(entries[0], location)])[0].file.record if entries else None
    facts = record.of(name.environment) if isinstance(record, ManagedCredentials) else None
    made = [facts.of(credential) for credential in Credential] if facts else []
    handed = [fact for one in made if (fact := getattr(one, "hand_over", None))]
    return next((fact for fact in handed if fact.id == name.step), None)
