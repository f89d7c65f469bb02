"""Where a commit came from: a request with its number, a direct commit, the portal's automation.

Trailers count on the portal's own merges only. Those carry no SSH signature, while the hook takes nothing directly that
has none; on GitHub the ruleset lets nothing onto main but merges that GitHub makes.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ...domain.event import SourceKind
from ...domain.history import Commit
from ...domain.layout import ROOT

PORTAL_EMAIL: Final = "devportal@localhost"
"""The committer of merges that the hook makes."""
_GITHUB_EMAIL: Final = "noreply@github.com"
"""The committer of merges and squashes that GitHub makes. Source: GitHub, "About commit signature verification"."""
_NUMBER: Final = re.compile(r"Merge (?:request|pull request) #?([0-9]{1,9})\b", re.ASCII)
_SQUASHED: Final = re.compile(r"\(#([0-9]{1,9})\)\Z", re.ASCII)
_TRAILER: Final = re.compile(r"^(Asked-by|Approved-by): (.{1,200})$", re.MULTILINE)
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


class Origin(NamedTuple):
    """How a commit came to main; ``asked_by`` is the id that the portal's own merge names."""

    source: SourceKind
    request: int = 0
    asked_by: str = ""
    approved_by: tuple[str, ...] = ()


def origin_of(commit: Commit) -> Origin:
    """What the commit itself tells."""
    subject = commit.message.partition("\n")[0].strip()
    is_merge = len(commit.parents) > 1
    by_hook = is_merge and commit.committer_email == PORTAL_EMAIL and not commit.has_ssh_signature
    by_github = commit.committer_email == _GITHUB_EMAIL and not commit.has_ssh_signature
    number = _number(subject, is_merge, by_github)
    if by_hook or by_github:
        source = SourceKind.HOOK if by_hook else SourceKind.PULL_REQUEST
        if number:
            return Origin(source, number, *_trailers(commit.message))
    if number:
        return Origin(SourceKind.PULL_REQUEST, number)
    own = f"{ROOT}/managed/"
    if commit.changes and all(one.path.startswith(own) for one in commit.changes):
        return Origin(SourceKind.AUTOMATION)
    return Origin(SourceKind.DIRECT)


def _number(subject: str, is_merge: bool, by_github: bool) -> int:
    found = _NUMBER.match(subject) if is_merge or by_github else None
    found = found or (_SQUASHED.search(subject) if by_github else None)
    return int(found[1]) if found else 0


def _trailers(message: str) -> tuple[str, tuple[str, ...]]:
    """Whom the last paragraph names. What stands above it may be anybody's words."""
    last = message.strip().rpartition("\n\n")[2]
    found = _TRAILER.findall(last)
    asked = next((value.strip() for name, value in found if name == "Asked-by"), "")
    approved = tuple(value.strip() for name, value in found if name == "Approved-by")
    return asked if _ID.fullmatch(asked) else "", approved
