"""Verbs for whoever works on Tellal: the suite, the checks, the set-up."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distributions

import click

from bot.ours import ROOT
from bot.version import VERSION

CHECKS = (
    ("lint", ("-m", "ruff", "check")),
    ("format", ("-m", "ruff", "format", "--check")),
    ("types", ("-m", "mypy")),
    ("import contracts", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
)
"""What `check-code` runs, in order: name and arguments to Python. import-linter has no `python -m`."""

WHOLE_SUITE = ("-n", "logical", "--maxprocesses", "4", "--dist", "loadfile")
"""By file, because a file's fixtures may be dear; four are enough for memory and for the few files that take longest."""


@click.command("test", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run the test suite, a file a core; arguments go to pytest instead, in one process (`./tellal test tests/house -k lock`)."""
    sys.exit(_python("-m", "pytest", *(arguments or WHOLE_SUITE)))


@click.command("check-code")
def check_code() -> None:
    """Lint, formatting, types and import contracts; every check runs, exit status 1 if one fails."""
    failed = [name for name, arguments in CHECKS if _announced(name, arguments)]
    if failed:
        click.echo(f"check-code: not good: {', '.join(failed)}", err=True)
        sys.exit(1)
    click.echo("check-code: all good")


@click.command("setup")
def setup() -> None:
    """Say what is installed. `./tellal` has installed what the lock names before this is reached."""
    count = sum(1 for _ in distributions())
    click.echo(f"Tellal {VERSION}: Python {sys.version.split()[0]}, {count} packages in {sys.prefix}")
    click.echo("Next: ./tellal demo")


def _announced(name: str, arguments: tuple[str, ...]) -> int:
    click.echo(f"check-code: {name}", err=True)
    return _python(*arguments)


def _python(*arguments: str) -> int:
    """Run our Python in the repository root; its exit status."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode  # noqa: S603  our interpreter; the developer's own arguments
