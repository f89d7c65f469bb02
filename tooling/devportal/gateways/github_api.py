"""The connection to GitHub's API: who calls, where to, and what a failure means to the person who reads it.

PyGithub signs, sends and retries. Its objects follow the addresses that a server answers with, so only its requester
is used here, with paths of our own, so that a call never goes to another host than the one that was named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import requests
from github import Auth, Github, GithubException
from github.Requester import Requester
from urllib3.util import Retry

from ..domain.source import SourceError

_REPOSITORY: Final = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")
_ADDRESS: Final = re.compile(r"https://[^/?#@\s]+(/api/v3)?|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?")
_PUBLIC: Final = "https://api.github.com"
_PER_PAGE: Final = 100
_MOST_PAGES: Final = 100
_SECONDS: Final = 20
_PASSING: Final = (502, 503, 504)
_AGAIN: Final = "Run the job again."


class GitHubError(SourceError):
    """GitHub did not do what was asked; ``status`` is that of HTTP, 0 when there was no answer."""

    def __init__(self, message: str, status: int = 0) -> None:
        """Keep the status, so that a caller may expect one."""
        super().__init__(message)
        self.status = status


class Api:
    """Calls below ``/repos/{owner}/{name}`` of one repository."""

    def __init__(self, address: str, repository: str, token: str) -> None:
        """``address`` is that of the API, without a slash at the end. Raises GitHubError for unusable values."""
        address = address.rstrip("/") or _PUBLIC
        if not _ADDRESS.fullmatch(address):
            raise GitHubError("GITHUB_API_URL is no https address of GitHub's API. Write https://api.github.com.")
        if not _REPOSITORY.fullmatch(repository):
            raise GitHubError("GITHUB_REPOSITORY does not name a repository. Write owner/name.")
        if not re.fullmatch(r"[!-~]+", token):
            raise GitHubError("GITHUB_TOKEN is empty or no token. Set it to one that may read this repository.")
        self.repository = repository
        self._token = token
        self._requester = _requester(address, token)

    def get(self, path: str, **parameters: str) -> Any:
        """One answer, as JSON. Raises GitHubError."""
        return self._call("GET", self._below(path), parameters=parameters)[1]

    def whole(self, path: str, key: str = "", **parameters: str) -> Iterator[Mapping[str, Any]]:
        """Every entry of a list, page after page; ``key`` names the list in the answer. Raises GitHubError."""
        for page in range(1, _MOST_PAGES + 1):
            wanted = {**parameters, "per_page": str(_PER_PAGE), "page": str(page)}
            _, answer = self._call("GET", self._below(path), parameters=wanted)
            entries = answer.get(key) if key and isinstance(answer, dict) else answer
            if not isinstance(entries, list):
                raise GitHubError(f"GitHub's answer to {path} is no list. {_AGAIN}")
            yield from entries
            if len(entries) < _PER_PAGE:
                return

    def send(self, verb: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Change something; the answer as JSON. Raises GitHubError."""
        return self._call(verb, self._below(path), body=body)[1]

    def who(self) -> Any:
        """The account that the token belongs to. Raises GitHubError: a workflow's token belongs to none."""
        return self._call("GET", "/user")[1]

    def graphql(self, query: str, variables: Mapping[str, Any]) -> Any:
        """What only GraphQL can do. Raises GitHubError."""
        return self._guarded("GraphQL", lambda: self._requester.graphql_query(query, dict(variables)))[1]

    def _below(self, path: str) -> str:
        return f"/repos/{self.repository}{path}"

    def _call(
        self, verb: str, path: str, parameters: Mapping[str, str] | None = None, body: Mapping[str, Any] | None = None
    ) -> tuple[Any, Any]:
        sent = dict(body) if body is not None else None
        return self._guarded(
            f"{verb} {path}",
            lambda: self._requester.requestJsonAndCheck(verb, path, parameters=dict(parameters or {}), input=sent),
        )

    def _guarded(self, what: str, call: Any) -> tuple[Any, Any]:
        try:
            headers, answer = call()
        except GithubException as error:
            raise GitHubError(self._clean(_said(what, error)), error.status) from None
        except requests.exceptions.Timeout:
            raise GitHubError(f"{what}: GitHub did not answer within {_SECONDS} seconds. {_AGAIN}") from None
        except (requests.exceptions.RequestException, OSError) as error:
            why = type(error).__name__
            raise GitHubError(f"{what}: GitHub cannot be reached ({why}). Look at githubstatus.com. {_AGAIN}") from None
        except (RuntimeError, AssertionError, ValueError, AttributeError, TypeError) as error:
            why = type(error).__name__
            raise GitHubError(f"{what}: GitHub's answer cannot be understood ({why}). {_AGAIN}") from None
        return headers, answer

    def _clean(self, text: str) -> str:
        """Whatever a server sends back, the token is not in it."""
        return text.replace(self._token, "***")


def _requester(address: str, token: str) -> Requester:
    # Not PyGithub's own, which sleeps for up to an hour when too much was asked for: a job had better say so and end.
    retry = Retry(
        total=2, backoff_factor=0.2, status_forcelist=_PASSING, allowed_methods=["GET"], raise_on_status=False
    )
    hub = Github(
        auth=Auth.Token(token),
        base_url=address,
        timeout=_SECONDS,
        user_agent="devportal",
        per_page=_PER_PAGE,
        retry=retry,
        seconds_between_requests=0,
        seconds_between_writes=0,
    )
    return hub.requester


def _said(what: str, error: GithubException) -> str:
    data = error.data if isinstance(error.data, Mapping) else {}
    message = str(data.get("message") or "no reason given")[:200]
    return f"{what}: GitHub answered {error.status} ({message}). {_advice(error.status, message.lower())}"


def _advice(status: int, message: str) -> str:
    if status == 429 or "rate limit" in message:
        return "Too much was asked for. Wait an hour, then run the job again."
    match status:
        case 401:
            return "The token has ended or is wrong. Make a new one for GITHUB_TOKEN."
        case 403:
            return "The token may not do this. Give the job the permission that the operators' guide lists."
        case 404:
            return "It does not exist, or the token may not see it. Compare GITHUB_REPOSITORY and the number."
        case 405 | 409:
            return "The request moved or may not be merged now. The next run judges it again."
        case 422:
            return "GitHub does not take this value. Open an issue with this line."
        case _:
            return _AGAIN if status >= 500 else "Look the call up in GitHub's documentation."
