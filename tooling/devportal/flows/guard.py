"""Answers as the deployed website would answer one viewer; by the same rule, without a sign-in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import parse_qs

from ..decide.access.me import home_of, me
from ..decide.access.viewers import Account
from ..domain.audience import Viewer, audience_of
from ..domain.snapshot import Snapshot
from ..show.access import me_file

WsgiApp: TypeAlias = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_NOBODY = '{"person":"","name":"","partners":[],"staff":false,"roles":[]}\n'


class Look(NamedTuple):
    """Who looks: what ``/me.json`` tells them, where they are at home."""

    viewer: Viewer
    me: str
    home: str
    sees_everything: bool


def look_of(snapshot: Snapshot, account: Account | None, *, sees_everything: bool) -> Look:
    """How an account looks; without one, an anonymous visitor or somebody who is shown everything."""
    if account is None:
        return Look(Viewer(), _NOBODY, "/staff/" if sees_everything else "", sees_everything)
    return Look(account.viewer, me_file(me(snapshot, account)), home_of(account), sees_everything)


def guarded(inner: WsgiApp, look: Callable[[], Look], site: Path) -> WsgiApp:
    """``inner`` serves files; what the viewer may not see is answered with the page 403."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        now = look()
        own = _own(path, environ.get("QUERY_STRING", ""), now)
        if own is not None:
            status, kind, data = own
            start_response(
                status, [("Content-Type" if kind[0] != "/" else "Location", kind), ("Cache-Control", "no-store")]
            )
            return [data]
        if now.sees_everything or audience_of(path).admits(now.viewer):
            return inner(environ, start_response)
        start_response("403 Forbidden", [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")])
        return [(site / "403.html").read_bytes()]

    return answer


def _own(path: str, query: str, look: Look) -> tuple[str, str, bytes] | None:
    """Addresses that are no files: status, then content type or where it leads, then the body."""
    if path == "/me.json":
        known = bool(look.home)
        return "200 OK" if known else "401 Unauthorized", "application/json", look.me.encode() if known else b"{}\n"
    if path.rstrip("/") == "/people" and look.home:
        return "302 Found", look.home, b""
    if path.rstrip("/") == "/sign-in":
        wanted = parse_qs(query).get("to", [""])[0]
        local = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
        return "302 Found", wanted if local and wanted.isprintable() else look.home or "/", b""
    if path.rstrip("/") == "/sign-out":
        return "302 Found", "/", b""
    return None
