"""A GitHub that keeps state, on this machine's own address; each call may be checked by GitHub's published description.

It checks the Authorization header, which the description's mock does not, and remembers what was written.
"""

from __future__ import annotations

import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

TOKEN = "ghs_thisIsTheTokenOfTheTests"
BOT = {"login": "devportal-ci", "id": 80000099}
Answer = tuple[int, Any]


@dataclass
class World:
    """What this GitHub knows: requests by number, and everything that was written."""

    pulls: dict[int, dict[str, Any]] = field(default_factory=dict)
    reviews: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    lines: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    checks: list[dict[str, Any]] = field(default_factory=list)
    merged: list[tuple[int, str]] = field(default_factory=list)
    queued: list[dict[str, Any]] = field(default_factory=list)
    main: str = ""
    has_queue: bool = False
    calls: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    fails: dict[str, Answer] = field(default_factory=dict)
    """A call, such as ``GET /user``, to what it answers instead."""

    def open(self, number: int, head: str, author: tuple[str, int], title: str = "A request") -> None:
        """A pull request by somebody for main."""
        self.pulls[number] = {
            "number": number, "title": title, "draft": False, "user": {"login": author[0], "id": author[1]},
            "head": {"sha": head}, "base": {"ref": "main"}, "state": "open", "node_id": f"PR_{number}", "labels": [],
        }  # fmt: skip

    def review(self, number: int, by: tuple[str, int], commit: str, state: str = "APPROVED", body: str = "") -> None:
        """What somebody said of a commit."""
        one = {"user": {"login": by[0], "id": by[1]}, "commit_id": commit, "state": state, "body": body}
        self.reviews.setdefault(number, []).append(one)

    def says(self, number: int, by: dict[str, Any], body: str) -> dict[str, Any]:
        """A comment below a request."""
        count = sum(map(len, self.comments.values())) + 1
        one = {"id": count, "user": by, "body": body, "html_url": f"https://github.example/c/{count}"}
        self.comments.setdefault(number, []).append(one)
        return one

    def labels(self, number: int) -> set[str]:
        return {one["name"] for one in self.pulls[number]["labels"]}

    def answer(self, verb: str, path: str, body: Any) -> Answer:
        for (method, pattern), work in _ROUTES.items():
            found = re.fullmatch(rf"(?:/repos/house/portal)?{pattern}", path)
            if method == verb and found:
                return work(self, body, *found.groups())
        return 404, {"message": "Not Found"}


def _pulls(world: World, body: Any) -> Answer:
    return 200, [one for one in world.pulls.values() if one["state"] == "open"]


def _pull(world: World, body: Any, number: str) -> Answer:
    return (200, world.pulls[int(number)]) if int(number) in world.pulls else (404, {"message": "Not Found"})


def _pulls_with(world: World, body: Any, commit: str) -> Answer:
    return 200, [one for one in world.pulls.values() if one["head"]["sha"] == commit]


def _posted(world: World, body: Any, number: str) -> Answer:
    return 201, world.says(int(number), BOT, body["body"])


def _patched(world: World, body: Any, comment: str) -> Answer:
    one = next(one for some in world.comments.values() for one in some if one["id"] == int(comment))
    one["body"] = body["body"]
    return 200, one


def _line(world: World, body: Any, number: str) -> Answer:
    one = {"id": 900, "user": BOT, "html_url": "https://github.example/l", **body}
    world.lines.setdefault(int(number), []).append(one)
    return 201, one


def _check(world: World, body: Any) -> Answer:
    world.checks.append({**body, "id": len(world.checks) + 1, "more": []})
    return 201, world.checks[-1]


def _more(world: World, body: Any, check: str) -> Answer:
    world.checks[int(check) - 1]["more"] += body["output"]["annotations"]
    return 200, world.checks[int(check) - 1]


def _labelled(world: World, body: Any, number: str) -> Answer:
    world.pulls[int(number)]["labels"] += [{"name": one} for one in body["labels"]]
    return 200, world.pulls[int(number)]["labels"]


def _unlabelled(world: World, body: Any, number: str, label: str) -> Answer:
    labels = world.pulls[int(number)]["labels"]
    labels[:] = [one for one in labels if one["name"] != unquote(label)]
    return 200, labels


def _merge(world: World, body: Any, number: str) -> Answer:
    pull = world.pulls[int(number)]
    if body["sha"] != pull["head"]["sha"]:
        return 409, {"message": "Head branch was modified."}
    pull["state"] = "closed"
    world.merged.append((int(number), body["commit_message"]))
    return 200, {"merged": True, "sha": "0" * 40, "message": "merged"}


def _graphql(world: World, body: Any) -> Answer:
    world.queued.append(body["variables"])
    return 200, {"data": {"enqueuePullRequest": {"mergeQueueEntry": {"id": "MQE_1"}}}}


def _rules(world: World, body: Any) -> Answer:
    return 200, [{"type": "merge_queue"}] if world.has_queue else []


_ROUTES: dict[tuple[str, str], Callable[..., Answer]] = {
    ("GET", "/user"): lambda world, body: (200, BOT),
    ("GET", "/pulls"): _pulls,
    ("GET", r"/pulls/(\d+)"): _pull,
    ("GET", r"/commits/([0-9a-f]{40})/pulls"): _pulls_with,
    ("GET", r"/pulls/(\d+)/reviews"): lambda world, body, number: (200, world.reviews.get(int(number), [])),
    ("GET", r"/pulls/(\d+)/comments"): lambda world, body, number: (200, world.lines.get(int(number), [])),
    ("GET", r"/issues/(\d+)/comments"): lambda world, body, number: (200, world.comments.get(int(number), [])),
    ("GET", "/branches/main"): lambda world, body: (200, {"commit": {"sha": world.main}}),
    ("GET", "/rules/branches/main"): _rules,
    ("POST", r"/issues/(\d+)/comments"): _posted,
    ("PATCH", r"/issues/comments/(\d+)"): _patched,
    ("POST", r"/pulls/(\d+)/comments"): _line,
    ("POST", "/check-runs"): _check,
    ("PATCH", r"/check-runs/(\d+)"): _more,
    ("POST", r"/issues/(\d+)/labels"): _labelled,
    ("DELETE", r"/issues/(\d+)/labels/(.+)"): _unlabelled,
    ("PUT", r"/pulls/(\d+)/merge"): _merge,
    ("POST", "/graphql"): _graphql,
}


@contextmanager
def served(world: World, description: str = "") -> Iterator[str]:
    """The address of a server of this world; ``description`` is that of a mock which checks each call."""

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = urlsplit(self.path).path
            world.calls.append(f"{self.command} {path}")
            if description and path != "/graphql":
                world.violations += _violations(description, self.command, self.path, data)
            if TOKEN not in (self.headers.get("Authorization") or ""):
                status, answer = 401, {"message": "Bad credentials"}
            elif f"{self.command} {path}" in world.fails:
                status, answer = world.fails[f"{self.command} {path}"]
            else:
                status, answer = world.answer(self.command, path, json.loads(data) if data else None)
            text = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _do  # noqa: N815

        def log_message(self, *arguments: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _violations(description: str, verb: str, path: str, data: bytes) -> list[str]:
    """What the mock finds wrong with the call itself; what it says of its own answer is GitHub's examples' matter."""
    headers = {"Accept": "application/json", "Authorization": "Bearer x"}
    if data:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(f"{description}{path}", data or None, headers, method=verb)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            found = answer.headers.get("sl-violations") or "[]"
    except urllib.error.HTTPError as error:
        return [f"{verb} {path}: {error.code} {error.read().decode()}"]
    wrong = [one for one in json.loads(found) if one["location"][:1] == ["request"]]
    return [f"{verb} {path}: {json.dumps(one)}" for one in wrong]
