"""What an address of an outbox or a ledger means."""

from __future__ import annotations

import re
from typing import Final

_LOGIN: Final = re.compile(r"^https?://[^/]*@|^[a-z+]+://[^/@]*:[^/@]*@")
_GIT: Final = re.compile(r"^(https?|ssh|git|file)://|^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:|\.git/?$")


def has_login(address: str) -> bool:
    """Whether it holds a password or a token: processes and logs would show it."""
    return bool(_LOGIN.match(address))


def is_git(address: str) -> bool:
    """Whether it is a git repository: ``https://…``, ``ssh://…``, ``git@host:…``, or a folder that ends in ``.git``."""
    return bool(_GIT.search(address))
