"""`tellal bench NAME`: run bench/NAME.py's `run()` and print what it measured."""

from __future__ import annotations

import importlib.util
import platform
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path
from typing import cast

import click

from bot.cli.session import none_such, say_json
from bot.ours import ROOT
from bot.version import VERSION
from news.errors import ConfigError

FOLDER = ROOT / "bench"


@click.command("bench")
@click.argument("name", required=False)
def bench(name: str | None) -> None:
    """Measure a stage and print JSON; without NAME list what can be measured."""
    if name is None:
        for each, meaning in benches().items() or [("none", "there is no bench in bench/ yet")]:
            click.echo(f"{each:<12} {meaning}")
        return
    say_json({"bench": name, **_circumstances(), **_measure(name)})


def benches(folder: Path = FOLDER) -> dict[str, str]:
    """Name → first line of its docstring. A bench is a file in bench/ that has a `run()`."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")) if not path.stem.startswith("_")}
    return {name: text.partition('"""')[2].splitlines()[0].rstrip('"') for name, text in found.items() if "\ndef run(" in text}


def _measure(name: str) -> Mapping[str, object]:
    known = benches()
    if name not in known:
        raise none_such("bench", name, known)
    spec = importlib.util.spec_from_file_location(f"bench_{name}", FOLDER / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ConfigError(f"bench/{name}.py cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Callable[[], Mapping[str, object]]", module.run)()


def _circumstances() -> dict[str, object]:
    """A figure without its machine is a rumour."""
    return {
        "version": VERSION,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": cpu_count(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
