"""Who asks, in a plain git repository: whoever signed every commit of the request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..decide.rules.public_keys import fingerprint
from ..domain.case import Identity
from ..domain.person import KeyUse, PublicKey
from ..domain.source import Source, SourceError
from ..gateways.git import open_commit
from ..gateways.git_history import commits_of
from ..gateways.signatures import allowed_signers, signers
from .sides import people_of, platform_of

_MOST_COMMITS = 500


def keys_at(source: Source) -> dict[str, str]:
    """Every key that may sign at a commit of main: fingerprint to SSH public key."""
    platform = platform_of(source)
    keys = [person.keys for person in people_of(source).values()]
    keys += [one.keys for one in platform.staff.record.employees.values()] if platform.staff else []
    keys += [platform.policy.record.automation.keys] if platform.policy else []
    return _signing(key for some in keys for key in some)


def signer_of(root: Path, base: str, head: str) -> Identity:
    """The one who signed all commits that ``head`` brings. Raises SourceError, with what to do, when nobody did.

    Keys are those of base. A newcomer's key comes with their own new file; what that lets them do is decided by base.
    """
    trusted, proposed = open_commit(root, base), open_commit(root, head)
    commits = commits_of(root, proposed.commit, trusted.commit, _MOST_COMMITS + 1)
    if len(commits) > _MOST_COMMITS:
        raise SourceError(f"A request has at most {_MOST_COMMITS} commits. Squash yours into one, and push again.")
    if not commits:
        raise SourceError("There is no new commit. Commit your change, and push again.")
    known = set(people_of(trusted))
    newcomers = [one.keys for name, one in people_of(proposed).items() if name not in known]
    keys = _signing(key for some in newcomers for key in some) | keys_at(trusted)
    with allowed_signers(keys) as allowed:
        return _one(signers(root, commits, allowed))


def _one(found: Mapping[str, str]) -> Identity:
    unsigned = [commit for commit, key in found.items() if not key]
    if unsigned:
        raise SourceError(
            f"Commit {unsigned[0][:12]} is not signed by a key in the registry. Put your public key into your own "
            "file below registry/people, and sign: git config gpg.format ssh; git config user.signingkey ~/.ssh/KEY; "
            "git commit --amend --no-edit --gpg-sign"
        )
    if len(set(found.values())) > 1:
        raise SourceError("Commits of one request are signed with one key. Squash them into one, and sign that.")
    return Identity(key=next(iter(found.values())))


def _signing(keys: Iterable[PublicKey]) -> dict[str, str]:
    return dict(_signs(keys))


def _signs(keys: Iterable[PublicKey]) -> Iterator[tuple[str, str]]:
    for one in keys:
        if KeyUse.SIGN in one.uses and (found := fingerprint(one.key)):
            yield found, one.key
