"""What GitHub knows of how something came to main: the merged request, its author, its reviews."""

from __future__ import annotations

from ..domain.source import SourceError
from ..gateways.github import Forge
from .github_decide import MAIN, event_of
from .provision_approved import Witness
from .review import Event


def reviewed(forge: Forge) -> Witness:
    """The witness of GitHub: a merged request for main whose last commit this is. Reviews count for their commits."""

    def witness(_: str, head: str) -> Event:
        pulls = [one for one in forge.pulls_with(head) if one.target == MAIN and one.head == head and not one.is_open]
        if len(pulls) != 1:
            raise SourceError(f"GitHub knows {len(pulls) or 'no'} merged requests that end in {head[:12]}")
        return event_of(pulls[0], forge.reviews(pulls[0].number))

    return witness
