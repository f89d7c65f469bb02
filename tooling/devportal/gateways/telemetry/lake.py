"""The folder in which telemetry lies: raw rows by day, rows that were set aside, roll-ups.

    raw/<table>/<day>/<import>.parquet
    aside/<table>/<import>.parquet
    rolled/<name>.parquet

It stays outside of git: what customers did can be forgotten here, and git does not forget.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...domain.telemetry import Table, TelemetryError

FOLDER = ".telemetry"


@dataclass(frozen=True)
class Lake:
    """A folder of telemetry; it need not be there yet."""

    root: Path

    def raw(self, table: Table, day: str) -> Path:
        """The folder of one day."""
        return self.root / "raw" / table.value / day

    def rolled(self, name: str) -> Path:
        """The file of a roll-up."""
        return self.root / "rolled" / f"{name}.parquet"

    def days(self, table: Table) -> list[str]:
        """Days that have rows, in order."""
        folder = self.root / "raw" / table.value
        return sorted(one.name for one in folder.iterdir() if any(one.iterdir())) if folder.is_dir() else []

    def files(self, table: Table, day: str = "*") -> list[Path]:
        """Files with rows: of one day, or all."""
        return sorted((self.root / "raw" / table.value).glob(f"{day}/*.parquet"))

    def aside(self) -> list[Path]:
        """Files with rows that were set aside."""
        return sorted((self.root / "aside").glob("*/*.parquet"))

    def expire(self, before: date) -> list[str]:
        """Drop raw rows of the days before a day; the days that went."""
        gone = set()
        for table in Table:
            for day in self.days(table):
                if day < before.isoformat():
                    shutil.rmtree(self.raw(table, day))
                    gone.add(day)
        return sorted(gone)

    def move_in(self, staged: Path, file: Path) -> None:
        """Put a written file in its place in one step, durably."""
        file.parent.mkdir(parents=True, exist_ok=True)
        with staged.open("rb") as opened:
            os.fsync(opened.fileno())
        staged.replace(file)

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """A folder beside the data for files that are not in their place yet; it is taken away at the end.

        Raises TelemetryError when the lake cannot be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            staged = Path(tempfile.mkdtemp(prefix=".staged-", dir=self.root))
        except OSError as error:
            raise TelemetryError(
                f"{self.root} cannot be written: {error.strerror}. Check the space and the rights."
            ) from None
        try:
            yield staged
        except OSError as error:
            raise TelemetryError(
                f"{self.root} cannot be written: {error.strerror}. Check the space and the rights."
            ) from None
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def lake_at(root: Path, folder: str = "") -> Lake:
    """The lake of a clone; ``folder`` counts from it, and so does what ``DEVPORTAL_TELEMETRY`` names."""
    return Lake(root / (folder or os.environ.get("DEVPORTAL_TELEMETRY") or FOLDER))
