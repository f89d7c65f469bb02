"""The one form of a row, whatever table and whatever names an export uses.

Application Insights calls the same column ``timestamp`` in its own schema and ``TimeGenerated`` in a workspace's. What
SuperOffice adds stands in ``customDimensions`` (``Properties``): client ID, tenant, kind of usage, number of records.
"""

from __future__ import annotations

from typing import Final

from ...domain.telemetry import Table, Usage

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "moment": ("timestamp", "timestamp [UTC]", "TimeGenerated", "TimeGenerated [UTC]"),
    "item": ("itemId", "_ItemId", "id", "Id"),
    "weight": ("itemCount", "ItemCount"),
    "operation": ("operation_Name", "OperationName", "name", "Name"),
    "call": ("name", "Name", "operation_Name", "OperationName"),
    "operation_id": ("operation_Id", "OperationId"),
    "success": ("success", "Success"),
    "code": ("resultCode", "ResultCode"),
    "duration": ("duration", "DurationMs"),
    "problem": ("type", "ExceptionType", "DependencyType"),
    "target": ("target", "Target"),
    "message": ("outerMessage", "OuterMessage", "message", "Message"),
    "extra": ("customDimensions", "Properties"),
}
"""Our name, and the names that exports use, the first that is there counts."""

EXTRA: Final[dict[str, tuple[str, ...]]] = {
    "client": ("ClientId", "clientId", "ApplicationId"),
    "tenant": ("Tenant", "CustomerId", "ContextIdentifier"),
    "usage": ("UsageKind", "usageKind"),
    "records": ("Records", "RowCount"),
}

ROW: Final = (
    "item", "moment", "day", "app", "environment", "tenant", "usage", "operation", "problem", "code", "message",
    "operation_id", "success", "duration", "records", "weight",
)  # fmt: skip
"""The columns of a row, in every table. ``moment`` in UTC, ``duration`` in ms, ``app`` as ``partner/app``."""

MOST: Final = 1_000_000_000
"""No row stands for more calls, tells of more records, or lasted longer (in ms: eleven days)."""

_FORMS: Final = "['%m/%d/%Y, %I:%M:%S.%g %p', '%m/%d/%Y, %I:%M:%S %p']"
"""How the Azure portal writes a time into a CSV file, in UTC."""


def normal_rows(table: Table) -> str:
    """SQL that makes rows of the table ``export``: those of ``ROW``, with ``line``, ``text`` and ``client``."""
    picked = ", ".join(f"{_first('doc', names)} as {ours}" for ours, names in NAMES.items())
    added = ", ".join(f"{_first('extra_doc', names)} as {ours}" for ours, names in EXTRA.items())
    usages = ", ".join(f"'{one.value}'" for one in Usage)
    operation, problem = _told(table)
    return f"""
        with picked as (select line, text, doc, {picked} from export),
        opened as (
            select * exclude (extra, moment, success),
                coalesce(
                    try_cast(moment as timestamptz) at time zone 'UTC', try_strptime(moment, {_FORMS})
                )::timestamp as moment,
                lower(coalesce(success, 'true')) not in ('false', '0') as success,
                case when json_valid(extra) then extra::json end as extra_doc
            from picked
        ),
        known as (select *, {added} from opened)
        select line, text, lower(client) as client, item, moment, moment::date as day,
            case when regexp_full_match(coalesce(tenant, ''), 'Cust[0-9]{{1,10}}') then tenant else '' end as tenant,
            case when lower(usage) in ({usages}) then lower(usage) else '{Usage.METERED}' end as usage,
            left({operation}, 200) as operation, left({problem}, 200) as problem,
            left(coalesce(code, ''), 40) as code, left(coalesce(message, ''), 500) as message,
            left(coalesce(operation_id, ''), 100) as operation_id, success,
            {_whole("duration")} as duration, {_whole("records")} as records,
            case when weight is null then 1 else {_whole("weight")} end as weight
        from known
    """


def _told(table: Table) -> tuple[str, str]:
    """What was called and what failed, table by table."""
    match table:
        case Table.DEPENDENCIES:
            return "coalesce(call, operation, '')", "coalesce(target, problem, '')"
        case Table.EXCEPTIONS:
            return "coalesce(operation, '')", "coalesce(problem, '')"
        case Table.REQUESTS:
            return "coalesce(operation, '')", "''"


def _whole(name: str) -> str:
    """A number that people can mean, to the nearest whole one; nothing for any other, so that sums cannot overflow."""
    number = f"try_cast({name} as double)"
    return f"case when {number} between 0 and {MOST} then round({number})::bigint end"


def _first(document: str, names: tuple[str, ...]) -> str:
    """The value of the first name that is there, as text."""
    return f"coalesce({', '.join(_value(document, name) for name in names)})"


def _value(document: str, name: str) -> str:
    return f"""nullif({document} ->> '$."{name}"', '')"""
