"""Argos Translate's packages, run directly: many articles in one batch, one model per pair in memory, no torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

from news.articles import PIVOT_LANGUAGE
from news.errors import TranslationError
from news.ports import Passage, Translation
from translators.engines import by_language, needs_translation, unavailable, unchanged
from translators.models import Shelf
from translators.packages import Package, PackageFolder
from translators.sentencewise import SentenceMemory, Step, translate_passages

Route = tuple[Package, ...]
"""The packages a text passes through: one, or two through English."""


class ArgosTranslator:
    """`news.ports.Translator` over the packages in a folder. Packages installed while it runs are found at the next batch."""

    name = "argos"

    def __init__(self, folder: PackageFolder | None = None, shelf: Shelf | None = None) -> None:
        self._folder = folder or PackageFolder.from_environment()
        self._shelf = shelf or Shelf()
        self._lock = Lock()
        self._memory = SentenceMemory()
        self._stamp = -1
        self._packages: Mapping[tuple[str, str], Package] = {}

    def can(self, source: str, target: str) -> bool:
        return source == target or bool(route(self._installed(), source, target))

    def version(self, source: str, target: str) -> str:
        """Like "argos tr_en 1.5", or both packages of a route through English."""
        return _engine(route(self._installed(), source, target))

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        return by_language(passages, lambda source, group: self._translated(source, group, target))

    def _translated(self, source: str, passages: Sequence[Passage], target: str) -> list[Translation]:
        way = route(self._installed(), source, target)
        if not way:
            return [_without_package(passage, target) for passage in passages]
        return translate_passages(passages, source, target, _engine(way), [self._step(package) for package in way], self._memory)

    def _step(self, package: Package) -> Step:
        def step(sentences: Sequence[str]) -> list[str]:
            try:
                model = package.model()
            except (OSError, ValueError) as error:
                raise TranslationError(f"the package {package.name} cannot be opened ({error}); install it again") from error
            return self._shelf.loaded(model).translate(sentences)

        return step

    def _installed(self) -> Mapping[tuple[str, str], Package]:
        with self._lock:
            stamp = self._folder.stamp()
            if stamp != self._stamp:
                self._packages = {package.pair: package for package in self._folder.installed()}
                self._stamp = stamp
                self._memory.clear()
            return self._packages


def route(packages: Mapping[tuple[str, str], Package], source: str, target: str) -> Route:
    """The direct package, else the two through English, else ()."""
    if (source, target) in packages:
        return (packages[source, target],)
    halves = packages.get((source, PIVOT_LANGUAGE)), packages.get((PIVOT_LANGUAGE, target))
    return tuple(half for half in halves if half) if all(halves) else ()


def _engine(way: Route) -> str:
    return " ".join(("argos", " + ".join(package.name for package in way))).strip()


def _without_package(passage: Passage, target: str) -> Translation:
    if not needs_translation(passage, target):
        return unchanged(passage)
    return unavailable(passage, "argos", f"no package translates {passage.language} to {target}; see: tellal languages install")


def routes(packages: Mapping[tuple[str, str], Package]) -> list[Route]:
    """Every route the packages make, direct ones first, then by pair."""
    sources = {source for source, _ in packages}
    targets = {target for _, target in packages}
    ways = [route(packages, source, target) for source in sorted(sources) for target in sorted(targets) if source != target]
    return sorted(filter(None, ways), key=len)
