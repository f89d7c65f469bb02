"""Tenants: which customers authorised which app, and what each tenant's state means for calls to the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from ...domain.environment import Environment
from ...domain.page import Page
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from ...domain.tenant import AuthorisationState, AuthorisedTenant, TenantState
from .frame import app_frame, app_home, name_of_app, name_of_partner, partner_frame, partner_home

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


def tenant_counts(tenants: Iterable[AuthorisedTenant], today: date | None) -> list[dict[str, Any]]:
    """Per environment: tenants whose consent counts, and those that gave it in the last days. A tenant counts once."""
    found = [one for one in tenants if one.authorisation is AuthorisationState.ACTIVE]
    return [
        {
            "environment": environment.shown,
            "count": len({one.tenant for one in found if one.environment is environment}),
            "new": len({one.tenant for one in found if one.environment is environment and _is_new(one, today)}),
        }
        for environment in Environment
    ]


def _is_new(tenant: AuthorisedTenant, today: date | None) -> bool:
    if today is None:
        return False
    since = (today - timedelta(days=RECENT)).isoformat()
    return since < tenant.authorised_on[:10] <= today.isoformat()


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
        "counts": tenant_counts((tenant for _, tenant in rows), today),
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
        "is_new": _is_new(tenant, today) and tenant.authorisation is AuthorisationState.ACTIVE,
    }


def _state(state: TenantState) -> dict[str, Any]:
    return {"state": state.shown, "answers": state.api_available, "meaning": state.meaning}
