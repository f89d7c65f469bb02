"""What lies in the outbox, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.hand_over import Parcel


def as_table(parcels: Iterable[Parcel], now: str) -> str:
    """A line for each parcel: what, for whom, how it stands."""
    lines = [
        f"{one.name.partner}/{one.name.app}  {one.name.environment.value}  {one.name.kind.value}  "
        f"{one.name.generation}  {', '.join(one.recipients)}  {_state(one, now)}"
        for one in parcels
    ]
    return "\n".join(lines or ["Nothing lies in the outbox."]) + "\n"


def _state(parcel: Parcel, now: str) -> str:
    if parcel.picked_up:
        return f"picked up on {parcel.picked_up[:10]}"
    if parcel.withdrawn:
        return f"taken back on {parcel.withdrawn[:10]}"
    return f"waits until {parcel.expires[:10]}" if parcel.expires > now else f"expired on {parcel.expires[:10]}"
