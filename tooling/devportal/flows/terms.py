"""How long hand-overs take, from the policy on main."""

from __future__ import annotations

from pathlib import Path

from ..domain.hand_over import TERMS, Terms
from ..gateways.git import open_commit
from .sides import platform_of


def terms_at(root: Path, revision: str) -> Terms:
    """The terms of the policy at a revision. Raises SourceError."""
    policy = platform_of(open_commit(root, revision)).policy
    return policy.record.hand_over.terms if policy else TERMS
