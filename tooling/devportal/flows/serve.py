"""Shows the website on this computer, as somebody would see it; it follows every change."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

from ..decide.access.viewers import accounts, find_account
from ..decide.suggest import did_you_mean
from ..domain.source import SourceError
from .build import build_site
from .checked import checked
from .guard import Look, WsgiApp, guarded, look_of

log = logging.getLogger("devportal")


def serve_site(root: Path, port: int, who: str | None = None, *, anonymous: bool = False) -> None:
    """Build, serve on loopback and build again on every change, until it is interrupted. Raises SourceError.

    ``who`` is the id of a person or an employee; with neither ``who`` nor ``anonymous`` everything is shown.
    """
    from mkdocs.livereload import LiveReloadServer

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    look = _looks(root, who, anonymous=anonymous)
    with tempfile.TemporaryDirectory(prefix="devportal-") as folder:
        out = Path(folder) / "site"
        address = f"http://127.0.0.1:{port}/"
        seen = {"look": look()}

        def rebuild() -> None:
            try:
                built = build_site(root, out, strict=False, site_url=address)
                seen["look"] = look()
                log.info("Built %s files, %s of them anew: %s", f"{built.files:,}", f"{built.written:,}", address)
            except SourceError as error:
                log.error("%s What is shown is the website before your last change.", error)

        build_site(root, out, strict=False, site_url=address)
        server = LiveReloadServer(builder=rebuild, host="127.0.0.1", port=port, root=str(out), mount_path="/")
        inner = cast("WsgiApp", server.get_app())
        server.set_app(guarded(inner, lambda: seen["look"], out))
        server.error_handler = lambda code: _page(out / f"{code}.html")
        for path in (root / "registry", root / "site", root / "mkdocs.yml"):
            server.watch(str(path))
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except OSError as error:
            raise SourceError(f"Port {port} cannot be used: {error.strerror}. Choose another with --port.") from None
        finally:
            server.shutdown()


def _page(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _looks(root: Path, who: str | None, *, anonymous: bool) -> Callable[[], Look]:
    """How the website looks, worked out anew after each build. Raises SourceError when there is nobody of that name."""

    def look() -> Look:
        snapshot = checked(root)
        account = find_account(snapshot, who) if who else None
        if who and account is None:
            known = [one.id for one in accounts(snapshot)]
            near = did_you_mean(who, known)
            hint = f" Did you mean {near}?" if near else ""
            raise SourceError(f"{who} is no person in registry/people/ and no employee in staff.yaml.{hint}")
        return look_of(snapshot, account, sees_everything=account is None and not anonymous)

    return look
