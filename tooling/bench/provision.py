"""Provisioning: planning over many apps with nothing to do, and making a thousand credentials."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from devportal.decide.provision.plan import plan
from devportal.domain.credential import Credential
from devportal.domain.environment import Environment
from devportal.domain.provision import Action, Place, Step
from devportal.flows.load import load
from devportal.flows.provision import all_approved, make_plan
from devportal.flows.provision_apply import Hands, carry_out, made
from devportal.flows.provision_keep import FolderKeeper
from devportal.flows.read import open_folder
from devportal.gateways.mint import new_private_key
from devportal.gateways.outbox_folder import FolderOutbox
from devportal.gateways.secrets import open_store

GOAL = 1.5
PARTNERS = 990
RATE = 300
COUNT = 1_000
_IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - only what is made before anything is measured


def main() -> None:
    """Print ``planning loading rate apps``: seconds (medians), credentials in a second, how many apps there were."""
    registry, runs = Path(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY) as folder, tempfile.TemporaryDirectory() as on_disk:
        keeper = FolderKeeper(open_folder(registry), Path(folder) / "managed")
        hands = Hands(open_store(f"embedded:{folder}/store", {}), FolderOutbox(Path(folder) / "outbox"), keeper)
        _settle(hands)
        loading, planning = [], []
        for _ in range(runs):
            began = time.perf_counter()
            snapshot = load(keeper.source())
            loaded = time.perf_counter()
            planned = make_plan(keeper.source(), hands.store, hands.outbox, all_approved, clock=False)
            loading.append(loaded - began)
            planning.append(time.perf_counter() - loaded)
            assert planned.plan.is_empty, planned.plan.steps[:3]
        apps = sum(len(partner.apps) for partner in snapshot.partners.values())
        rate = _rate(registry, Path(on_disk))
        print(f"{statistics.median(planning):.3f} {statistics.median(loading):.3f} {rate:.0f} {apps}")


def provisioning(place: Path, runs: int) -> list[str]:
    """The rows of the report: planning against loading, and credentials in a second."""
    registry = place / "provisioned"
    command = [
        sys.executable,
        "-m",
        "devportal",
        "sample",
        "--partners",
        str(PARTNERS),
        "--media",
        "tiny",
        str(registry),
    ]
    subprocess.run(command, check=True, capture_output=True)
    done = subprocess.run(
        [sys.executable, __file__, str(registry), str(runs)], check=True, capture_output=True, text=True
    )
    planning, loading, rate, apps = map(float, done.stdout.split())
    ratio = planning / loading
    goals = ("met" if ratio <= GOAL else "NOT MET", "met" if rate >= RATE else "NOT MET")
    what = f"planning over {apps:,.0f} apps, against loading them"
    return [
        f"{what:<44} {ratio:6.2f}   goal ≤ {GOAL}   {goals[0]}   ({planning:.2f} s, {loading:.2f} s)",
        f"{'credentials made in a second, durably':<44} {rate:6.0f}   goal ≥ {RATE}   {goals[1]}",
    ]


def _settle(hands: Hands) -> None:
    """Everything that the registry wants is made, so that there is nothing to do; all key pairs are one."""
    key = new_private_key()
    with patch("devportal.flows.provision_apply.new_private_key", lambda: key):
        planned = make_plan(hands.keeper.source(), hands.store, hands.outbox, all_approved, mend=True, clock=False)
        carry_out(planned.plan, planned.situation, hands)


def _rate(registry: Path, folder: Path) -> float:
    """Client IDs and secrets into an embedded store on disk and into receipts, in a second; durable, in batches."""
    store, outbox = open_store(f"embedded:{folder}/store", {}), FolderOutbox(folder / "outbox")
    keeper = FolderKeeper(open_folder(registry), folder / "managed")
    situation = make_plan(keeper.source(), store, outbox, all_approved, clock=False).situation
    wanted = replace(plan(situation), steps=tuple(_step(number) for number in range(COUNT)))
    began = time.perf_counter()
    receipts = list(made(wanted, situation, store))
    seconds = time.perf_counter() - began
    assert len(receipts) == COUNT
    return COUNT / seconds


def _step(number: int) -> Step:
    credential = (Credential.CLIENT_ID, Credential.CLIENT_SECRET)[number % 2]
    place = Place("bench", f"app-{number // 2}", Environment.SOD)
    return Step((Action.ASSIGN, Action.CREATE)[number % 2], place, credential, 1, 1, "")


if __name__ == "__main__":
    main()
