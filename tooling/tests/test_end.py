"""How a command ends: its exit code, all that it wrote, and nobody left waiting."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LATE = """
import atexit, sys, threading
from devportal.cli.end import end
atexit.register(lambda: print("tidied up"))
started = threading.Event()
def work():
    started.wait()
    print("the other thread")
threading.Thread(target=work).start()
print("here")
started.set()
end(int(sys.argv[1]))
"""


def ran(*args: str, **more: object) -> subprocess.CompletedProcess[str]:
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run([sys.executable, *args], stderr=subprocess.PIPE, text=True, env=surroundings, **more)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("code", [0, 1, 2])
def test_everything_is_finished_first(code: int) -> None:
    done = ran("-c", LATE, str(code), stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout.split("\n"), done.stderr) == (
        code, ["here", "the other thread", "tidied up", ""], "",
    )  # fmt: skip


@pytest.mark.parametrize(("args", "code"), [(["--version"], 0), (["validate", "--help"], 0), (["no-such"], 2)])
def test_codes(args: list[str], code: int) -> None:
    done = ran("-m", "devportal", *args, stdout=subprocess.PIPE)
    assert done.returncode == code
    assert bool(done.stdout) is (code == 0)
    assert bool(done.stderr) is (code != 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is Linux' own device")
@pytest.mark.parametrize("args", [["--help"], ["schemas", "--help"]])
def test_a_full_disk_is_said_in_a_sentence(args: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = ran("-m", "devportal", *args, stdout=full)
    assert done.returncode == 2
    assert done.stderr == "Error: No space left on device. Check the space and the rights.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is Linux' own device")
def test_what_cannot_be_written_at_the_end_is_no_success() -> None:
    with Path("/dev/full").open("w") as full:
        done = ran("-c", LATE, "0", stdout=full)
    assert (done.returncode, done.stderr) == (120, "")
