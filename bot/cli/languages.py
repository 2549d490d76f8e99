"""`tellal languages`: translation packages, and which language a line is in."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from news.articles import PIVOT_LANGUAGE
from news.errors import TranslationError

if TYPE_CHECKING:
    from translators.argos import ArgosTranslator, Route
    from translators.packages import Offer, PackageFolder
    from translators.quality import Quality, QualityNotes


@click.group()
@click.option(
    "--packages",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where packages live (default: TELLAL_PACKAGES_DIR).",
)
@click.pass_context
def languages(context: click.Context, folder: Path | None) -> None:
    """Translation packages and language detection."""
    context.obj = folder


@languages.command("detect")
@click.option("--feed-language", default="", metavar="CODE", help="What the feed is said to be in: a prior, not the answer.")
@click.option("--expect", default="", metavar="CODES", help="Expect these languages (comma-separated), English and their neighbours only.")
@click.option("--detector", "engine", default="langdetect", type=click.Choice(["langdetect", "py3langid"]), help="Which one is asked.")
def detect(feed_language: str, expect: str, engine: str) -> None:
    """Read lines, print the language code of each ("und": no letters)."""
    from translators.detect import LangdetectDetector
    from translators.registry import build_detector

    expected = [code.strip() for code in expect.split(",") if code.strip()]
    if expected and engine != "langdetect":
        raise click.UsageError(f"--expect is for langdetect; {engine} takes no prior")
    detector = LangdetectDetector(expected) if expected else build_detector(engine)
    for line in sys.stdin.buffer:
        print(detector.detect(line.decode("utf-8", "replace"), hint=feed_language).language, flush=True)


@languages.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(folder: Path | None, *, as_json: bool) -> None:
    """What can be translated into what, through which packages."""
    packages = _folder(folder)
    found, notes = _routes(packages), _notes(packages).read()
    if as_json:
        for route in found:
            print(json.dumps(_row(route, notes.get(engine_of(route))), ensure_ascii=False))
    elif found:
        _print_routes(found, notes)
    else:
        click.echo(f"No package in {packages.path}. Next: ./tellal languages install tr uk")


@languages.command("install")
@click.argument("codes", nargs=-1, metavar="CODES…")
@click.option("--file", "files", multiple=True, type=click.Path(path_type=Path, dir_okay=False, exists=True), help="A .argosmodel file.")
@click.option("--from-english", is_flag=True, help="Also the way back, for readers of these languages.")
@click.option("--sha256", default="", metavar="HEX", help="What the one --file must have.")
@click.pass_obj
def install(folder: Path | None, codes: Sequence[str], files: Sequence[Path], *, from_english: bool, sha256: str) -> None:
    """Install the packages from CODES to English, or .argosmodel files that are here already."""
    if not codes and not files:
        raise click.UsageError("name languages (tr uk) or a --file")
    if sha256 and (codes or len(files) != 1):
        raise click.UsageError("--sha256 belongs to exactly one --file")
    packages = _folder(folder)
    for file in files:
        _report(packages, file, sha256)
    if codes:
        _install_offered(packages, list(_wanted(codes, both_ways=from_english)))


@languages.command("test")
@click.argument("codes", nargs=-1, metavar="[CODES…]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def test(folder: Path | None, codes: Sequence[str], *, as_json: bool) -> None:
    """Check the installed packages, and measure each route on the sentences that ship with Tellal.

    CODES name routes (tr for tr to English, tr_uk); all without. Exit status 1 when a package is damaged or its model cannot be used.
    """
    packages = _folder(folder)
    wanted = {_pair(code) for code in codes}
    found = [route for route in _routes(packages) if not wanted or (route[0].source, route[-1].target) in wanted]
    missing = wanted - {(route[0].source, route[-1].target) for route in found}
    if missing or not found:
        named = ", ".join(f"{source} → {target}" for source, target in sorted(missing)) or "anything"
        raise TranslationError(f"no installed package translates {named}; see: tellal languages list, tellal languages install")
    trials = _tried(packages, found)
    for trial in trials:
        print(json.dumps(trial.row, ensure_ascii=False) if as_json else trial)
    if not all(trial.passed for trial in trials):
        sys.exit(1)


@languages.command("remove")
@click.argument("codes", nargs=-1, required=True, metavar="CODES…")
@click.pass_obj
def remove(folder: Path | None, codes: Sequence[str]) -> None:
    """Remove packages: tr for tr to English, tr_en or en>tr for one direction."""
    packages = _folder(folder)
    for code in codes:
        for package in packages.remove(*_pair(code)):
            click.echo(f"removed {package.name}")


def _folder(folder: Path | None) -> PackageFolder:
    from bot.settings import load
    from translators.packages import PackageFolder

    return PackageFolder(folder or load().packages_path)


def _routes(packages: PackageFolder) -> list[Route]:
    from translators.argos import routes

    return routes({package.pair: package for package in packages.installed()})


def _notes(packages: PackageFolder) -> QualityNotes:
    from translators.quality import QualityNotes

    return QualityNotes(packages.path)


def _row(route: Route, quality: Quality | None) -> dict[str, object]:
    return {
        "from": route[0].source,
        "to": route[-1].target,
        "through": [package.name for package in route],
        "bytes": sum(package.size for package in route),
        "sha256": [package.sha256 for package in route],
        "quality": asdict(quality) | {"grade": quality.grade} if quality else None,
    }


def _print_routes(found: Sequence[Route], notes: Mapping[str, Quality]) -> None:
    for route in found:
        size = sum(package.size for package in route) / 1e6
        through = " + ".join(package.name for package in route)
        quality = notes.get(engine_of(route), "not measured: tellal languages test")
        click.echo(f"{route[0].source} → {route[-1].target}   {through:<24} {size:8.1f} MB   {quality}")


def engine_of(route: Route) -> str:
    """What quality notes are kept by: a newer package is another model."""
    return " + ".join(package.name for package in route)


@dataclass(frozen=True, slots=True)
class Trial:
    """What `languages test` found out about one route."""

    route: Route
    damaged: tuple[str, ...] = ()
    quality: Quality | None = None

    @property
    def passed(self) -> bool:
        return not self.damaged and (self.quality is None or self.quality.refused < self.quality.sentences)

    @property
    def row(self) -> dict[str, object]:
        return _row(self.route, self.quality) | {"damaged": list(self.damaged), "passed": self.passed}

    def __str__(self) -> str:
        return f"{self.route[0].source} → {self.route[-1].target}   {engine_of(self.route):<24} {self._says()}"

    def _says(self) -> str:
        if self.damaged:
            return f"damaged since it was installed: {', '.join(self.damaged)}; install it again"
        if self.quality is None:
            return "whole; no sentences of this pair to measure it on"
        return f"{self.quality}, {self.quality.per_second:.0f} sentences a second"


def _tried(packages: PackageFolder, found: Sequence[Route]) -> list[Trial]:
    from rich.console import Console
    from rich.progress import track

    from translators.argos import ArgosTranslator

    translator = ArgosTranslator(packages)
    console = Console(stderr=True)
    trials = [_trial(translator, route) for route in track(found, "measuring", console=console, transient=True)]
    for trial in trials:
        if trial.quality:
            _notes(packages).note(trial.quality)
    return trials


def _trial(translator: ArgosTranslator, route: Route) -> Trial:
    from translators.quality import measure

    damaged = tuple(f"{package.name}/{name}" for package in route for name in package.damaged())
    if damaged:
        return Trial(route, damaged)
    return Trial(route, quality=measure(translator, engine_of(route), route[0].source, route[-1].target))


def _wanted(codes: Sequence[str], *, both_ways: bool) -> Iterator[tuple[str, str]]:
    for code in codes:
        source, target = _pair(code)
        yield source, target
        if both_ways:
            yield target, source


def _pair(code: str) -> tuple[str, str]:
    """The pair "tr" → English, "tr_en", "tr-en" or "tr>en"."""
    source, _, target = code.lower().replace("-", "_").replace(">", "_").partition("_")
    if not source.isalpha() or (target and not target.isalpha()):
        raise click.BadParameter(f'"{code}" is no language; write it like tr, or en_tr for one direction')
    return source, target or PIVOT_LANGUAGE


def _install_offered(packages: PackageFolder, pairs: Sequence[tuple[str, str]]) -> None:
    from translators.packages import offers

    click.echo("reading the package index …", err=True)
    offered = {offer.pair: offer for offer in offers()}
    missing = [f"{source} → {target}" for source, target in pairs if (source, target) not in offered]
    if missing:
        raise TranslationError(f"no package is published for {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as downloads:
        for pair in pairs:
            _report(packages, _downloaded(offered[pair], Path(downloads)))


def _downloaded(offer: Offer, into: Path) -> Path:
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from translators.packages import download

    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Progress(*columns) as progress:
        task = progress.add_task(f"{offer.source} → {offer.target} {offer.version}", total=None)
        return download(offer, into, lambda so_far, expected: progress.update(task, completed=so_far, total=expected or None))


def _report(packages: PackageFolder, file: Path, sha256: str = "") -> None:
    package = packages.install(file, sha256=sha256)
    click.echo(f"installed {package.name} ({package.size / 1e6:.1f} MB) in {packages.path}, sha256 {package.sha256}")
