"""A certificate belongs to one app in one environment."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.facts import Claim
from ...domain.snapshot import PartnerRecords, Platform
from .certificate_has_one_origin import wanted_certificates
from .rule import Rule, Told
from .texts import FACTS

_OF_ORDER_DESK = "registry/managed/partners/acme/apps/order-desk/credentials.yaml"
_CERTIFICATE = """\
  certificate:
    thumbprint: {thumbprint}
    created: 2026-02-02T09:30:00Z
    expires: 2027-11-30
"""

CODE = Code(
    id="DP706",
    title="Two certificates have the same key",
    why="A key that is stolen in one place would open the other: each environment of each app has a key of its own.",
    mend="Make a key pair for this app and this environment alone.",
    source="Developer Portal: certificates; security policy: keys",
    bad=FACTS.__class__(
        _OF_ORDER_DESK,
        "".join(f"{place}:\n{_CERTIFICATE.format(thumbprint='a1' * 32)}" for place in ("sod", "production")),
    ),
    good=FACTS.__class__(_OF_ORDER_DESK, f"sod:\n{_CERTIFICATE.format(thumbprint='a1' * 32)}"),
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Certificates that exist claim their thumbprints, wanted ones the text of their keys."""
    for app in partner.apps.values():
        for environment in Environment:
            facts = getattr(app.facts.record, environment.value) if app.facts else None
            if app.facts and facts and facts.certificate:
                thumbprint = facts.certificate.thumbprint
                pointer = (environment.value, "certificate", "thumbprint")
                shown = f"the thumbprint {thumbprint}"
                yield Claim(CODE.id, "thumbprint", thumbprint.casefold(), shown, app.facts.path, pointer)
    for filed, place, certificate in wanted_certificates(partner):
        for name, text in (("csr", certificate.csr), ("public_key", certificate.public_key)):
            if text is not None:
                body = "".join(line for line in text.splitlines() if not line.startswith("-"))
                yield Claim(CODE.id, "certificate-key", body, "this key", filed.path, (*place, name))


RULE = Rule(CODE, partner=check)
