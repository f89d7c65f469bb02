"""Asks Azure Monitor for telemetry: the tables of a Log Analytics workspace, window by window.

Source: Azure Monitor documentation, query limits: an answer holds at most 500,000 rows and some 100 MB; one that was
cut says so and is asked for again in halves.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from ...domain.telemetry import Table, TelemetryError

if TYPE_CHECKING:
    from azure.monitor.query import LogsQueryClient

_TABLES: Final = {
    Table.REQUESTS: "AppRequests",
    Table.EXCEPTIONS: "AppExceptions",
    Table.DEPENDENCIES: "AppDependencies",
}
_MOST: Final = 500_000
_LEAST: Final = timedelta(minutes=1)
_TIMEOUT: Final = 600
"""Seconds; the most that the service works on one question."""
_CUT: Final = frozenset({"ResponsePayloadTooLarge", "QueryExecutionResultSizeLimitExceeded"})


def open_monitor() -> LogsQueryClient:
    """A client that signs in as its surroundings do: workload identity, environment, Azure CLI.

    Raises TelemetryError when Azure's libraries are not installed.
    """
    try:
        from azure.identity import DefaultAzureCredential
        from azure.monitor.query import LogsQueryClient
    except ImportError:
        raise TelemetryError("Azure's libraries are not installed. Run: pip install 'devportal[azure]'") from None
    # Its own account of a failed sign-in is a dozen lines about ways that nobody meant.
    logging.getLogger("azure").setLevel(logging.CRITICAL)
    return LogsQueryClient(DefaultAzureCredential())


def windows(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Spans of a day at most, in their order: so that memory holds one day."""
    while since < until:
        end = min(since + timedelta(days=1), until)
        yield since, end
        since = end


def rows_of(
    client: LogsQueryClient, workspace: str, table: Table, since: datetime, until: datetime
) -> Iterator[dict[str, Any]]:
    """Every row of the table in the span, with the workspace's names of columns. Raises TelemetryError."""
    answer = _asked(client, workspace, table, since, until)
    if answer is not None:
        yield from answer
        return
    if until - since <= _LEAST:
        raise TelemetryError(
            f"{_TABLES[table]} has more rows in the minute from {since:%Y-%m-%d %H:%M} than Azure Monitor gives out. "
            "Export that table to storage and import the files instead."
        )
    middle = since + (until - since) / 2
    yield from rows_of(client, workspace, table, since, middle)
    yield from rows_of(client, workspace, table, middle, until)


def _asked(
    client: LogsQueryClient, workspace: str, table: Table, since: datetime, until: datetime
) -> list[dict[str, Any]] | None:
    """The rows; nothing when there are more than one answer holds."""
    from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError
    from azure.monitor.query import LogsQueryPartialResult

    try:
        found = client.query_workspace(workspace, _TABLES[table], timespan=(since, until), server_timeout=_TIMEOUT)
    except HttpResponseError as error:
        if not isinstance(error, ClientAuthenticationError) and _code(error) in _CUT:
            return None
        raise TelemetryError(_refused(workspace, error)) from None
    except AzureError:
        raise TelemetryError("Azure Monitor cannot be reached. Check the network, then run this again.") from None
    if isinstance(found, LogsQueryPartialResult):
        return None
    rows = [dict(zip(one.columns, row, strict=True)) for one in found.tables for row in one.rows]
    return rows if len(rows) < _MOST else None


def _code(error: Any) -> str:
    """The innermost code that the service gave: the outer ones are general."""
    found, inner = "", getattr(error, "error", None)
    while inner is not None:
        found = str(getattr(inner, "code", None) or found)
        deeper = getattr(inner, "innererror", None)
        inner = next(iter(getattr(inner, "details", None) or ()), None)
        if isinstance(deeper, dict):
            found = str(deeper.get("code") or found)
    return found


def _refused(workspace: str, error: Any) -> str:
    """What to do, by the answer's number. The answer's own text is left out: it may quote what was sent."""
    match error.status_code:
        case None | 401:
            return (
                "Azure let nobody sign in. Run `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and "
                "AZURE_FEDERATED_TOKEN_FILE as for the secrets store."
            )
        case 403:
            return f"Who is signed in may not read the workspace {workspace}. Give it the role Log Analytics Reader."
        case 404:
            return f"There is no workspace {workspace}. Take the Workspace ID from its overview in the Azure portal."
        case 429:
            return "Azure Monitor takes no more questions for now. Run this again in some minutes."
    said = _code(error) or "no reason"
    return f"Azure Monitor answered {error.status_code} ({said}). Run this again; nothing of this window was imported."


def as_line(row: dict[str, Any]) -> str:
    """A row as an export writes it: JSON on one line, times in UTC."""
    return json.dumps(row, default=_plain, ensure_ascii=False)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
