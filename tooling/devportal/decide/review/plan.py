"""What provisioning will do once a request is merged, in words; nothing is done here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...domain.change import Change, Credential, CredentialChanged
from ..provision.words import Thing, ended, summary


def planned(changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Sentences: what is created, rotated and withdrawn, and what of it cannot be undone."""
    wanted = [one for one in changes if isinstance(one, CredentialChanged)]
    if not wanted:
        return ()
    made = _things(one for one in wanted if not one.old)
    turned = _things(one for one in wanted if one.old and one.new and _is_new(one))
    gone = _things(one for one in wanted if not one.new)
    return summary(
        made, turned, gone, [ended(one.credential, one.subject.name, one.environment) for one in _ends(wanted)]
    )


def _things(changes: Iterable[CredentialChanged]) -> list[Thing]:
    return [(one.environment, one.credential) for one in changes]


def _is_new(change: CredentialChanged) -> bool:
    if change.new != change.old:
        return True
    # Another last day, description or recipient leaves the key as it is.
    return change.credential is Credential.CERTIFICATE and not set(change.details) <= _BESIDE


_BESIDE = {"description", "expires", "recipients"}


def _ends(wanted: list[CredentialChanged]) -> Iterator[CredentialChanged]:
    yield from (one for one in wanted if one.old and (not one.new or _is_new(one)))
