"""What an app may do in a customer's tenant, in the customer's words, from its published configuration."""

from __future__ import annotations

from typing import Any, Final

from ....domain.configuration import AuthorizationLevel, Configuration, IntegrationPoint
from ....domain.environment import Environment
from ....domain.record import in_environment

_AGENTS: Final = {
    "email": "Works with the e-mail accounts that are connected to SuperOffice.",
    "messaging": "Sends messages through SuperOffice.",
    "mail-link": "Files e-mails and finds them again in SuperOffice.",
    "ai": "Uses SuperOffice's artificial intelligence services.",
    "document-migration": "Moves documents into or out of SuperOffice.",
    "user": "Sees and administers SuperOffice users.",
}
"""Agents that a customer would want to hear of; the others are parts of what is said anyway."""


def permissions(configuration: Configuration | None, environment: Environment) -> list[dict[str, Any]]:
    """A title and a sentence for each thing that the app may do; nothing where no configuration is published."""
    if configuration is None:
        return []
    advanced, points = configuration.advanced, configuration.integration
    said = [_entry("data", "Reads and writes data", "What the signed-in user may see and change, the app may, too.")]
    if not advanced.endpoints:
        said = [_entry("sign-in", "Signs users in", "The app learns who the user is, and calls no SuperOffice data.")]
    if "system-token" in advanced.claims:
        said.append(
            _entry("system", "Works on its own", "As the system user: without anybody signed in, and across all data.")
        )
    if "webhook" in advanced.agents:
        said.append(
            _entry("webhook", "Is told of changes", "SuperOffice notifies the app when data is created or changed.")
        )
    if _on(points.database_mirroring) or "replication" in advanced.agents:
        said.append(_entry("mirror", "Gets a copy of your database", "All of it, and each change that follows."))
    if _on(points.erp_sync):
        said.append(_entry("erp", "Synchronises with your ERP system", "Customers, contacts, projects and sales."))
    if _on(points.quote_connector):
        said.append(_entry("quote", "Works with quotes", "Brings products and prices into SuperOffice quotes."))
    said += [_entry(agent, text, "") for agent, text in _AGENTS.items() if agent in advanced.agents]
    said.append(_consent(in_environment(advanced.authorization_level, environment)))
    return said


def _entry(kind: str, title: str, text: str) -> dict[str, Any]:
    return {"kind": kind, "title": title, "text": text}


def _consent(level: AuthorizationLevel | None) -> dict[str, Any]:
    if level is AuthorizationLevel.EXPLICIT:
        return _entry("consent", "Needs SuperOffice's activation", "SuperOffice turns the app on for your company.")
    return _entry("consent", "Needs an administrator's consent", "Your administrator approves the app once, for all.")


def _on(point: IntegrationPoint | None) -> bool:
    return point is not None and point.enabled
