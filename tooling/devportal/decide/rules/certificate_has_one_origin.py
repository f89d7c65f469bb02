"""A certificate is wanted from a request, a public key, or made by the portal: exactly one of them."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.credential import Credentials, WantedCertificate
from ...domain.environment import Environment
from ...domain.finding import Pointer
from ...domain.snapshot import Filed, PartnerRecords, Platform
from .rule import Rule, Told
from .texts import CREDENTIALS, varied

_WANTED = "stage:\n  certificate:\n    description: Signs tokens\n    expires: 2027-11-30\n"

CODE = Code(
    id="DP702",
    title="A certificate has no origin, or several",
    why="It is made from your signing request, from your public key, or by the portal.",
    mend="Give exactly one of `csr`, `public_key` and `generate: true`; a `csr` is best, for it proves that you hold "
    "the private key.",
    source="Developer Portal: certificates; security policy: keys",
    bad=varied(CREDENTIALS, "stage:\n", _WANTED),
    good=varied(CREDENTIALS, "stage:\n", _WANTED + "    generate: true\n"),
)


def wanted_certificates(partner: PartnerRecords) -> Iterator[tuple[Filed[Credentials], Pointer, WantedCertificate]]:
    """Every certificate that the partner wants, and where it stands."""
    for app in partner.apps.values():
        for environment in Environment:
            wanted = getattr(app.credentials.record, environment.value) if app.credentials else None
            if app.credentials and wanted and wanted.certificate:
                yield app.credentials, (environment.value, "certificate"), wanted.certificate


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every wanted certificate."""
    for filed, pointer, certificate in wanted_certificates(partner):
        given = [certificate.csr is not None, certificate.public_key is not None, certificate.generate]
        if sum(given) != 1:
            message = f"{sum(given) or 'none'} of csr, public_key and generate are given; one is needed"
            yield CODE.finding(filed.path, message, pointer, on_key=True)


RULE = Rule(CODE, partner=check)
