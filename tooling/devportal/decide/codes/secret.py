"""The code of a secret that stands where everybody can read it."""

from __future__ import annotations

from typing import Final

from ...domain.code import Code, Example

_REST: Final = "administrative_contact: ida-holm\ntechnical_contact: ida-holm\n"
_PATH: Final = "registry/partners/acme/partner.yaml"
_NOBODYS: Final = "sodp_00000000000000000000000000000000000000000010hwg91"

CODES: Final = (
    Code(
        "DP820",
        "A secret stands in a file",
        "Everybody who can read the registry could use it, and git does not forget. Client secrets of the portal begin "
        "with `sodp_` and carry a checksum, so that this and other scanners know them; private keys are known by their "
        "first line.",
        "Take it out, and treat it as stolen: ask for the next `generation`, or for a new key. Do not push it before "
        "that; if you have, tell Online Operations.",
        bad=Example(_PATH, f"# {_NOBODYS}\nname: Acme\n{_REST}"),
        good=Example(_PATH, f"name: Acme\n{_REST}"),
        source="Security policy: secrets never reach git",
    ),
)
