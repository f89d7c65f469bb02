"""The house is in order."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from devportal.cli import main

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tooling" / "devportal").rglob("*.py"))


def lines_of(node: ast.AST) -> int:
    return (node.end_lineno or 0) - node.lineno + 1  # type: ignore[attr-defined]


def test_rooms_are_small() -> None:
    sizes = [len(file.read_text().splitlines()) for file in FILES]
    assert statistics.median(sizes) <= 120
    assert max(sizes) <= 350
    functions = [
        node
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert statistics.median(map(lines_of, functions)) <= 8
    assert [node.name for node in functions if lines_of(node) > 50] == []


def commands() -> list[tuple[str, click.Command]]:
    context = click.Context(main)
    found = []
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command
        found.append((name, command))
        if isinstance(command, click.Group):
            found.extend((f"{name} {sub}", command.commands[sub]) for sub in command.commands)
    return found


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_has_help_and_documentation(name: str, command: click.Command) -> None:
    result = CliRunner().invoke(main, [*name.split(), "--help"])
    assert result.exit_code == 0
    assert command.help
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help or parameter.name == "form", parameter.name
    page = (ROOT / "site/docs/guide/commands.md").read_text()
    assert f"devportal {name}" in page


def test_the_help_imports_nothing_heavy() -> None:
    code = "import sys\nfrom click.testing import CliRunner\nfrom devportal.cli import main\n"
    code += "CliRunner().invoke(main, ['--help'])\nprint(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "yaml", "git", "PIL", "mkdocs", "cryptography", "orjson"} & set(found)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name.decode() for name in listed.split(b"\0") if name]


def test_no_path_of_a_machine_and_no_registry_of_packages_is_committed() -> None:
    words = re.compile(rb"/root/|/work/|/home/[a-z]+/|--index-url|--extra-index|files\.pythonhosted|registry\.npmjs")
    for file in tracked():
        if file.is_file() and file != Path(__file__) and file.suffix not in {".png", ".woff2", ".webp"}:
            assert not words.search(file.read_bytes()), file


def test_every_decision_is_listed() -> None:
    folder = ROOT / "site/docs/contribute/decisions"
    index = (folder / "index.md").read_text()
    for file in folder.glob("0*.md"):
        assert f"({file.name})" in index
        assert file.name in (ROOT / "mkdocs.yml").read_text()
