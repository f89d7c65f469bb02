"""What GitHub knows of requests: pull requests, reviews, comments. People are known by their numeric ids."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from .github_api import Api, GitHubError

ACTIONS_BOT: Final = 41898282
"""The account github-actions[bot], which a workflow's own token writes as. Source: actions/checkout, README."""

_Thing = TypeVar("_Thing")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Account:
    """An account: its login is for people, its number decides; 0 is an account that was deleted."""

    login: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request. Title and login are anybody's text."""

    number: int
    title: str
    draft: bool
    author: Account
    head: str
    target: str
    is_open: bool
    node: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A review of one commit; ``state`` is one of GitHub's words in capitals, ``body`` the reviewer's reason."""

    by: Account
    commit: str
    state: str
    body: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment below a request, or at a line of it; ``address`` is where people read it."""

    number: int
    by: Account
    body: str
    address: str


class Forge:
    """One repository at GitHub, to read from. Everything raises GitHubError."""

    def __init__(self, api: Api) -> None:
        """Reading and writing go through one connection."""
        self.api = api

    def pull(self, number: int) -> PullRequest:
        """One request."""
        return _understood(_pull, self.api.get(f"/pulls/{number}"))

    def open_pulls(self, target: str) -> tuple[PullRequest, ...]:
        """All open requests for a branch, the oldest first."""
        listed = self.api.whole("/pulls", state="open", base=target, sort="created", direction="asc")
        return tuple(_understood(_pull, one) for one in listed)

    def reviews(self, number: int) -> tuple[Review, ...]:
        """All reviews of a request in the order in which they were given; GitHub marks dismissed ones as such."""
        return tuple(_understood(_review, one) for one in self.api.whole(f"/pulls/{number}/reviews"))

    def pulls_with(self, commit: str) -> tuple[PullRequest, ...]:
        """The requests that a commit belongs to."""
        return tuple(_understood(_pull, one) for one in self.api.whole(f"/commits/{commit}/pulls"))

    def comments(self, number: int) -> tuple[Comment, ...]:
        """The comments below a request, the oldest first."""
        return tuple(_understood(_comment, one) for one in self.api.whole(f"/issues/{number}/comments"))

    def line_comments(self, number: int) -> tuple[Comment, ...]:
        """The comments at lines of a request."""
        return tuple(_understood(_comment, one) for one in self.api.whole(f"/pulls/{number}/comments"))

    def tip(self, branch: str) -> str:
        """The commit that a branch points at."""
        return _understood(lambda found: _commit(found["commit"]["sha"]), self.api.get(f"/branches/{branch}"))

    def has_queue(self, branch: str) -> bool:
        """Whether what is merged into a branch goes through a merge queue."""
        return any(one.get("type") == "merge_queue" for one in self.api.whole(f"/rules/branches/{branch}"))

    def me(self) -> int:
        """The number of the account that writes. A workflow's own token may not ask; it writes as one known account."""
        try:
            return _understood(_account, self.api.who()).id
        except GitHubError as error:
            if error.status != 403:
                raise
            return ACTIONS_BOT


def open_forge(environment: Mapping[str, str] = os.environ) -> Forge:
    """The repository that GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN name. Raises GitHubError."""
    return Forge(
        Api(
            environment.get("GITHUB_API_URL", ""),
            environment.get("GITHUB_REPOSITORY", ""),
            environment.get("GITHUB_TOKEN", ""),
        )
    )


def _understood(read: Callable[[Any], _Thing], found: Any) -> _Thing:
    try:
        return read(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        why = f"{type(error).__name__} {str(error)[:80]}"
        raise GitHubError(f"GitHub's answer cannot be understood ({why}). Run the job again.") from None


def _account(found: Any) -> Account:
    return Account(str(found["login"]), int(found["id"])) if found else Account()


def _commit(text: Any) -> str:
    if not isinstance(text, str) or not _COMMIT.fullmatch(text):
        raise ValueError("a commit's id is none")
    return text


def pull_from(found: Any) -> PullRequest:
    """A pull request as the API and its events write it. Raises GitHubError."""
    return _understood(_pull, found)


def review_from(found: Any) -> Review:
    """A review as the API and its events write it. Raises GitHubError."""
    return _understood(_review, found)


def comment_from(found: Any) -> Comment:
    """A comment as the API writes it. Raises GitHubError."""
    return _understood(_comment, found)


def _pull(found: Any) -> PullRequest:
    return PullRequest(
        number=int(found["number"]),
        title=str(found["title"]),
        draft=bool(found.get("draft")),
        author=_account(found["user"]),
        head=_commit(found["head"]["sha"]),
        target=str(found["base"]["ref"]),
        is_open=found["state"] == "open",
        node=str(found.get("node_id", "")),
        labels=tuple(_names(found.get("labels") or ())),
    )


def _names(labels: Any) -> Iterator[str]:
    for one in labels:
        yield str(one["name"])


def _review(found: Any) -> Review:
    """The API writes states in capitals, events in small letters."""
    return Review(
        by=_account(found["user"]),
        commit=str(found.get("commit_id") or ""),
        state=str(found["state"]).upper(),
        body=str(found.get("body") or ""),
    )


def _comment(found: Any) -> Comment:
    return Comment(int(found["id"]), _account(found.get("user")), str(found.get("body") or ""), str(found["html_url"]))
