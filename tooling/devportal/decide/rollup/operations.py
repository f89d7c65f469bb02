"""Operations: how often, how many records, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...domain.telemetry import PERCENTILES, SAMPLES

if TYPE_CHECKING:
    from ibis.expr.types import Table

_BY: Final = ["app", "environment", "operation"]
_STEPS: Final = tuple(10**digits for digits in range(3, 16))


def operations(requests: Table) -> Table:
    """Per app, environment and operation: calls, failed calls, records, average and percentiles of the duration in ms.

    Averages and percentiles weigh by what a row stands for. A percentile is the smallest duration, cut to three
    significant digits, at or below which that share of the calls lies: whole numbers only, so that every engine agrees.
    """
    timed = requests.duration.notnull().ifelse(requests.weight, 0)
    counted = requests.group_by(_BY).aggregate(
        calls=requests.weight.sum(),
        failed=requests.success.ifelse(0, requests.weight).sum(),
        records=(requests.records.fill_null(0) * requests.weight).sum(),
        lasted=(requests.duration.fill_null(0) * requests.weight).sum(),
        timed=timed.sum(),
    )
    return counted.left_join(_percentiles(requests), _BY).drop(*[f"{name}_right" for name in _BY])


def _percentiles(requests: Table) -> Table:
    import ibis

    rows = requests.filter(requests.duration.notnull())
    counts = rows.group_by([*_BY, three_digits(rows.duration).name("bucket")]).aggregate(calls=rows.weight.sum())
    below = ibis.window(group_by=_BY, order_by=counts.bucket, rows=(None, 0))
    ranked = counts.mutate(
        below=counts.calls.sum().over(below), total=counts.calls.sum().over(ibis.window(group_by=_BY))
    )
    found = {f"p{one}": _reached(ranked, one).min() for one in PERCENTILES}
    return ranked.group_by(_BY).aggregate(**found)


def _reached(ranked: Table, percent: int) -> Any:
    """The bucket, where at least so many per cent of the calls are in it or below; nothing elsewhere."""
    return (ranked.below * 100 >= ranked.total * percent).ifelse(ranked.bucket, None)


def three_digits(duration: Any) -> Any:
    """A whole number cut to its first three digits."""
    import ibis

    cases = [(duration < step, duration - duration % (step // 1_000)) for step in _STEPS]
    return ibis.cases(*cases, else_=duration - duration % (_STEPS[-1] // 100))


def operation_samples(requests: Table) -> Table:
    """The latest rows of each operation; hand in few days, for every row is looked at in order."""
    return latest(
        requests.select(*_BY, "moment", "item", "tenant", "records", "duration", "success", "operation_id"), _BY
    )


def latest(rows: Table, by: list[str]) -> Table:
    """The latest few rows of each group; of two at one moment the one whose id comes first."""
    import ibis

    place = ibis.row_number().over(ibis.window(group_by=by, order_by=[ibis.desc("moment"), ibis.asc("item")]))
    return rows.mutate(place=place).filter(lambda table: table.place < SAMPLES).drop("place")
