"""What rules must not complain about: the allowed side of each limit, and what follows from another fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from devportal.flows.validate import validate_folder

from .conftest import VALID, Judge

ACME = "registry/partners/acme/"
REPORTS = ACME + "apps/visual-reports/"
DESK = ACME + "apps/order-desk/"
MAPS = "registry/partners/birch/apps/pocket-maps/"

ALLOWED = {
    "a generic name with its purpose": (REPORTS + "app.yaml", "Acme Visual Reports", "Visual Reports for SuperOffice"),
    "a generic name with the company": (REPORTS + "app.yaml", "Acme Visual Reports", "ACME Reports"),
    "an unusual name": (REPORTS + "app.yaml", "Acme Visual Reports", "Quillfeather"),
    "another developer": (REPORTS + "app.yaml", "kind: standard", "kind: standard\ndeveloped_by: birch"),
    "another owner": (REPORTS + "app.yaml", "kind: standard", "kind: standard\nowned_by: birch"),
    "a hidden app": (REPORTS + "app.yaml", "kind: standard", "kind: standard\nhidden: true"),
    "a name much like another": (ACME + "partner.yaml", "name: Acme", "name: Birch Map"),
    "a permission beside a role": (
        ACME + "members.yaml",
        "roles: [developer]",
        "roles: [developer]\n    permissions: [users]",
    ),
    "permissions without a role": (
        ACME + "members.yaml",
        "roles: [administrator, marketing]",
        "permissions: [log-in, users]",
    ),
    "a member who may do nothing": (
        ACME + "members.yaml",
        "  ola-berg:",
        "  eva-lind: {}\n  ola-berg:",
    ),
    "a newer version in SOD": (
        MAPS + "published.yaml",
        "sod: initial",
        "sod: summer",
    ),
    "CRMScript in a custom app": (DESK + "configuration/initial.yaml", "[webhook]", "[webhook, crmscript]"),
    "one level for all": (
        DESK + "configuration/initial.yaml",
        "\n    sod: administrator\n    production: explicit",
        " explicit",
    ),
    "a connector that is off": (
        REPORTS + "configuration/initial.yaml",
        "integration:\n",
        "integration:\n  erp_sync:\n    url: https://reports.acme.example/erp\n    enabled: false\n",
    ),
    "a connector with its agent": (
        REPORTS + "configuration/initial.yaml",
        "integration:\n  customer_state_change:\n    url: https://reports.acme.example/state\nadvanced:\n"
        "  endpoints: [webapi]\n  agents: [webhook]",
        "integration:\n  customer_state_change:\n    url: https://reports.acme.example/state\n  erp_sync:\n"
        "    url: {sod: 'https://a.acme.example', stage: 'https://b.acme.example', production: 'https://c.acme.example'}"
        "\nadvanced:\n  endpoints: [webapi]\n  agents: [webhook, erp-sync]",
    ),
    "a sandbox beside production": (
        DESK + "published.yaml",
        "activations:\n",
        "activations:\n  - {customer: fjordline ferries, tenant: Cust54321, sandbox: true, confirmed_by: Kari Lund, "
        "confirmed_on: 2026-10-02}\n",
    ),
    "a request by an employee": ("registry/managed/requests.json", '"author": "ola-berg"', '"author": "mari-dahl"'),
    "a certificate that the portal makes": (
        REPORTS + "credentials.yaml",
        "stage:\n",
        "stage:\n  certificate: {generate: true, description: Signs tokens, expires: 2027-11-30}\n",
    ),
    "facts behind what is wanted": (REPORTS + "credentials.yaml", "generation: 1", "generation: 2"),
}


@pytest.mark.parametrize(("path", "old", "new"), ALLOWED.values(), ids=ALLOWED)
def test_allowed(judge: Judge, path: str, old: str, new: str) -> None:
    assert judge(path, old, new) == []


def test_an_app_without_sign_in_needs_no_redirect_url(judge: Judge) -> None:
    path = MAPS + "configuration/initial.yaml"
    assert judge(path, text="label: Initial\nadvanced:\n  endpoints: [webapi]\n") == []


def test_a_default_counts_only_where_there_are_redirect_urls(judge: Judge) -> None:
    text = (
        "label: Spring\nauthentication:\n  redirect_urls:\n    sod: [https://a.acme.example/]\n"
        "  default_redirect_url: https://a.acme.example/\n"
    )
    assert judge(REPORTS + "configuration/spring.yaml", text=text) == []


BROKEN = sorted(str(path.relative_to(VALID)) for path in VALID.rglob("*.yaml"))


@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_file_is_told_of_once(judge: Judge, path: str) -> None:
    """Nothing else is blamed for what cannot be read."""
    found = judge(path, text="label: [\n")
    assert [(one.code, one.path) for one in found] == [("DP108", path)]


def test_a_broken_picture_is_told_of_once() -> None:
    for file in sorted(Path(VALID).rglob("*.png")):
        path = str(file.relative_to(VALID))
        found = validate_folder(VALID, {path: b"not a picture"})
        assert [(one.code, one.path) for one in found] == [("DP502", path)]


def test_a_picture_of_nobody_is_told_of() -> None:
    """No record speaks of it, so nothing but its path can."""
    picture = (VALID / ACME / "profile/media/logo.png").read_bytes()
    (found,) = validate_folder(VALID, {"registry/people/media/ida-hollm.png": picture})
    assert (found.code, found.message) == ("DP505", "there is no person ida-hollm")
    assert found.advice.startswith("Did you mean ida-holm?")
