"""What provisioning will do once a request is merged, in words; nothing is done here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...domain.change import Change, Credential, CredentialChanged

_FINAL = {
    Credential.CLIENT_ID: "the old client ID",
    Credential.CLIENT_SECRET: "the old client secret",
    Credential.CERTIFICATE: "the old certificate",
}


def planned(changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Sentences: what is created, rotated and withdrawn, and what of it cannot be undone."""
    wanted = [one for one in changes if isinstance(one, CredentialChanged)]
    if not wanted:
        return ()
    made = Counter(_named(one) for one in wanted if not one.old)
    turned = Counter(_named(one) for one in wanted if one.old and one.new and _is_new(one))
    gone = Counter(_named(one) for one in wanted if not one.new)
    said = [_list("creates", made), _list("rotates", turned), _list("withdraws", gone)]
    final = sorted(
        {f"{_FINAL[one.credential]} of {one.subject.name} in {one.environment.shown}" for one in _ended(wanted)}
    )
    return (*said, f"cannot be undone: {', '.join(final)} stops working" if final else "can be undone")


def _list(verb: str, counts: Counter[str]) -> str:
    return f"{verb} {', '.join(f'{count} {name}' for name, count in sorted(counts.items())) or 'nothing'}"


def _named(change: CredentialChanged) -> str:
    return f"{change.environment.shown} {change.credential.shown}"


def _is_new(change: CredentialChanged) -> bool:
    return change.new != change.old or (change.credential is Credential.CERTIFICATE)


def _ended(wanted: list[CredentialChanged]) -> Iterator[CredentialChanged]:
    yield from (one for one in wanted if one.old and (not one.new or _is_new(one)))
