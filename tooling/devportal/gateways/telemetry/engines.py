"""Engines that roll up: the expressions of ``decide/rollup`` run on any that Ibis knows."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...domain.telemetry import TelemetryError
from .duck import MEMORY

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import Table


class Engine(StrEnum):
    """What computes: one machine's DuckDB, or Spark for who outgrows it."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Computer:
    """Reads Parquet files as tables and computes expressions over them."""

    def __init__(self, backend: Any, read: Callable[[list[str]], Any]) -> None:
        self._backend = backend
        self._read = read

    def table(self, files: list[Path]) -> Table:
        """The rows of some files. Raises TelemetryError."""
        try:
            with _calm():
                table: Table = self._read([str(one) for one in files])
        except Exception as error:
            raise _failed(error) from None
        return table

    def result(self, expression: Table) -> pa.Table:
        """What an expression comes to. Raises TelemetryError."""
        try:
            with _calm():
                found: pa.Table = self._backend.to_pyarrow(expression)
        except Exception as error:
            raise _failed(error) from None
        return found


@contextmanager
def _calm() -> Iterator[None]:
    """Ibis and PySpark warn of what others will take away; whoever runs a command can do nothing about that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", FutureWarning)
        yield


@contextmanager
def started(engine: Engine, spill: Path, master: str = "local[*]") -> Iterator[Computer]:
    """An engine for one run; ``master`` is where Spark computes. Raises TelemetryError."""
    import ibis

    if engine is Engine.DUCKDB:
        backend = ibis.duckdb.connect(memory_limit=MEMORY, temp_directory=str(spill), preserve_insertion_order=False)
        try:
            yield Computer(backend, backend.read_parquet)
        finally:
            backend.disconnect()
        return
    with _calm():
        session = _spark(spill, master)
    try:
        with _calm():
            computer = _on_spark(ibis.pyspark.connect(session), session)
        yield computer
    finally:
        session.stop()


def _on_spark(backend: Any, session: Any) -> Computer:
    """Ibis reads one path at a time with Spark; Spark itself takes many."""
    names = count()

    def read(files: list[str]) -> Any:
        name = f"rows_{next(names)}"
        session.read.parquet(*files).createOrReplaceTempView(name)
        return backend.table(name)

    return Computer(backend, read)


def _spark(spill: Path, master: str) -> Any:
    try:
        from pyspark.sql import SparkSession

        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.session.timeZone": "UTC",
            "spark.local.dir": str(spill),
            "spark.sql.warehouse.dir": str(spill / "warehouse"),
            "spark.driver.memory": "3g",
            "spark.sql.shuffle.partitions": "8",
        }
        builder = SparkSession.builder.master(master).appName("devportal")
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        return session
    except ImportError:
        raise TelemetryError("Spark is not installed. Install it: pip install 'devportal[spark]'") from None
    except Exception as error:
        raise TelemetryError(f"Spark did not start: {_first(error)}. It needs Java 17 or later.") from None


def _failed(error: Exception) -> TelemetryError:
    return TelemetryError(f"The roll-up failed: {_first(error)}. The roll-ups that were there are unchanged.")


def _first(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
