"""`tellal languages`: translation packages, and which language a line is in."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from news.articles import PIVOT_LANGUAGE
from news.errors import TranslationError

if TYPE_CHECKING:
    from translators.argos import Route
    from translators.packages import Offer, PackageFolder


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
def detect(feed_language: str, expect: str) -> None:
    """Read lines, print the language code of each ("und": no letters)."""
    from translators.detect import LangdetectDetector

    expected = [code.strip() for code in expect.split(",") if code.strip()]
    detector = LangdetectDetector(expected or None)
    for line in sys.stdin.buffer:
        print(detector.detect(line.decode("utf-8", "replace"), hint=feed_language).language, flush=True)


@languages.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(folder: Path | None, *, as_json: bool) -> None:
    """What can be translated into what, through which packages."""
    from translators.argos import routes

    packages = _folder(folder)
    found = routes({package.pair: package for package in packages.installed()})
    if as_json:
        for route in found:
            print(json.dumps(_row(route), ensure_ascii=False))
    elif found:
        _print_routes(found)
    else:
        click.echo(f"No package in {packages.path}. Next: ./tellal languages install tr uk")


@languages.command("install")
@click.argument("codes", nargs=-1, metavar="CODES…")
@click.option("--file", "files", multiple=True, type=click.Path(path_type=Path, dir_okay=False, exists=True), help="A .argosmodel file.")
@click.option("--from-english", is_flag=True, help="Also the way back, for readers of these languages.")
@click.pass_obj
def install(folder: Path | None, codes: Sequence[str], files: Sequence[Path], *, from_english: bool) -> None:
    """Install the packages from CODES to English, or .argosmodel files that are here already."""
    if not codes and not files:
        raise click.UsageError("name languages (tr uk) or a --file")
    packages = _folder(folder)
    for file in files:
        _report(packages, file)
    if codes:
        _install_offered(packages, list(_wanted(codes, both_ways=from_english)))


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


def _row(route: Route) -> dict[str, object]:
    return {
        "from": route[0].source,
        "to": route[-1].target,
        "through": [package.name for package in route],
        "bytes": sum(package.size for package in route),
    }


def _print_routes(found: Sequence[Route]) -> None:
    for route in found:
        size = sum(package.size for package in route) / 1e6
        through = " + ".join(package.name for package in route)
        click.echo(f"{route[0].source} → {route[-1].target}   {through:<24} {size:8.1f} MB")


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


def _report(packages: PackageFolder, file: Path) -> None:
    package = packages.install(file)
    click.echo(f"installed {package.name} ({package.size / 1e6:.1f} MB) in {packages.path}")
