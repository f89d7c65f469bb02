"""Tenants: which customers authorised which app, and what each tenant's state means for calls to the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from ...domain.environment import Environment
from ...domain.page import Page
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from ...domain.tenant import AuthorisationState, AuthorisedTenant, TenantState
from .frame import app_frame, app_home, name_of_app, name_of_partner, partner_frame, partner_home

Consent: TypeAlias = tuple[str, str, str]
"""A tenant that authorised an app: its id, the environment, the day."""
RECENT: Final = 30
"""Days for which a customer counts as new."""


def partner_tenant_pages(snapshot: Snapshot, partner: PartnerRecords) -> Iterator[Page]:
    """Tenants of all of a partner's apps."""
    here = f"{partner_home(partner.id)}tenants/"
    rows = [(app, tenant) for app in partner.apps.values() for tenant in tenants_of(app)]
    yield _page(snapshot, here, name_of_partner(partner), partner_frame(partner, here), rows, has_apps=True)


def app_tenant_pages(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords) -> Iterator[Page]:
    """Tenants of one app."""
    here = f"{app_home(app)}tenants/"
    rows = [(app, tenant) for tenant in tenants_of(app)]
    yield _page(snapshot, here, name_of_app(app), app_frame(partner, app, here), rows, has_apps=False)


def tenants_of(app: AppRecords) -> tuple[AuthorisedTenant, ...]:
    """Every tenant that authorised an app."""
    return app.tenants.record.tenants if app.tenants else ()


def consents_of(tenants: Iterable[AuthorisedTenant]) -> Iterator[Consent]:
    """Of those whose consent counts: who, where and since which day."""
    for one in tenants:
        if one.authorisation is AuthorisationState.ACTIVE:
            yield one.tenant, one.environment.value, one.authorised_on[:10]


def tenant_counts(consents: Iterable[Consent], today: date | None) -> list[dict[str, Any]]:
    """Per environment: tenants that gave consent, and those that gave it in the last days. A tenant counts once."""
    found: dict[str, tuple[set[str], set[str]]] = {one.value: (set(), set()) for one in Environment}
    for tenant, environment, day in consents:
        there, new = found[environment]
        there.add(tenant)
        if _is_new(day, today):
            new.add(tenant)
    return [
        {"environment": one.shown, "count": len(found[one.value][0]), "new": len(found[one.value][1])}
        for one in Environment
    ]


def _is_new(day: str, today: date | None) -> bool:
    return today is not None and (today - timedelta(days=RECENT)).isoformat() < day <= today.isoformat()


def _page(
    snapshot: Snapshot,
    here: str,
    title: str,
    frame: dict[str, Any],
    rows: list[tuple[AppRecords, AuthorisedTenant]],
    *,
    has_apps: bool,
) -> Page:
    today = snapshot.history.today
    view = {
        **frame,
        "heading": "Tenants",
        "of": title,
        "has_apps": has_apps,
        "recent": RECENT,
        "counts": tenant_counts(consents_of(tenant for _, tenant in rows), today),
        "tenants": [_row(app, tenant, today) for app, tenant in rows],
        "states": [_state(one) for one in TenantState],
        "name": here.rstrip("/").removesuffix("/tenants").rpartition("/")[2],
    }
    return Page(here.rstrip("/"), f"Tenants · {title}", "tenants.html", view)


def _row(app: AppRecords, tenant: AuthorisedTenant, today: date | None) -> dict[str, Any]:
    return {
        "name": tenant.name,
        "tenant": tenant.tenant,
        "app": name_of_app(app),
        "app_href": app_home(app),
        "environment": tenant.environment.shown,
        **_state(tenant.state),
        "authorisation": tenant.authorisation.value.capitalize(),
        "standing": {"active": "published", "expired": "pending", "revoked": "rejected"}[tenant.authorisation],
        "by": tenant.authorised_by,
        "since": tenant.authorised_on[:10],
        "since_full": tenant.authorised_on,
        "until": (tenant.until or "")[:10],
        "is_new": _is_new(tenant.authorised_on[:10], today) and tenant.authorisation is AuthorisationState.ACTIVE,
    }


def _state(state: TenantState) -> dict[str, Any]:
    return {"state": state.shown, "answers": state.api_available, "meaning": state.meaning}
