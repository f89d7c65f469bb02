"""The forge that keeps the repository: where its web pages edit a file and begin a new one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote


class ForgeKind(StrEnum):
    """Which software the forge runs; their addresses differ."""

    GITHUB = "github"
    GITLAB = "gitlab"


_BETWEEN: Final = {ForgeKind.GITHUB: "", ForgeKind.GITLAB: "/-"}


@dataclass(frozen=True, slots=True)
class Forge:
    """``address`` is the repository's own, without a slash at the end; ``branch`` is where requests go to."""

    kind: ForgeKind
    address: str
    branch: str = "main"

    def edit(self, path: str, line: int) -> str:
        """Where a file of the repository is edited in the browser, with one line (from 1) in view."""
        return f"{self.address}{self.between}/edit/{quote(self.branch)}/{quote(path)}#L{line}"

    @property
    def between(self) -> str:
        """What stands between the repository's address and what is to be done."""
        return _BETWEEN[self.kind]


def forge_of(address: str, branch: str = "", kind: str = "") -> Forge | None:
    """The forge of a repository's address; nothing without one. What is not said to be GitLab is taken for GitHub."""
    if not address.startswith(("https://", "http://")):
        return None
    host = address.split("/")[2]
    named = ForgeKind(kind) if kind else ForgeKind.GITLAB if "gitlab" in host else ForgeKind.GITHUB
    return Forge(named, address.rstrip("/").removesuffix(".git"), branch or "main")
