"""Argos packages on this machine: listed, installed, removed. The only door to argostranslate.

Only `argostranslate.package` and its tokenizers are used. `argostranslate.translate` is never imported: it brings stanza, and stanza brings
torch. Importing argostranslate makes directories in the home folder; here they are made in a folder of their own that goes with the program.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import RLock
from types import ModuleType, SimpleNamespace
from typing import Any

import httpx

from news.errors import TranslationError
from translators.models import Decoding, LoadedModel, Model, SentencePieceTokenizer, Tokenizer

FOLDER_VARIABLE = "TELLAL_PACKAGES_DIR"
DEFAULT_FOLDER = Path("state") / "packages"
LARGEST_PACKAGE = 4 << 30
"""Bytes unpacked. The largest published package has about 300 MB."""
CHECKSUMS = "checksums.json"
"""In each package: the SHA-256 of the file it came from and of every file in it, as they were when it was installed."""

Progress = Callable[[int, int], None]
"""Called with bytes so far and bytes expected (0: unknown)."""

_lock = RLock()
"""argostranslate keeps its folders in module variables, so installing is one at a time."""


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package: one direction of one pair."""

    source: str
    target: str
    version: str
    folder: Path

    @property
    def pair(self) -> tuple[str, str]:
        return self.source, self.target

    @property
    def name(self) -> str:
        """As engines are named in translations: "tr_en 1.5"."""
        return f"{self.source}_{self.target} {self.version}"

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())

    @property
    def sha256(self) -> str:
        """Of the .argosmodel file it came from; "" when another program installed it."""
        return self._checksums().get("", "")

    def damaged(self) -> list[str]:
        """Files that are not what they were when the package was installed; none for a package another program installed."""
        return [name for name, digest in self._checksums().items() if name and _digest(self.folder / name) != digest]

    def _checksums(self) -> dict[str, str]:
        try:
            noted: dict[str, str] = json.loads((self.folder / CHECKSUMS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return noted

    def model(self) -> Model:
        """What translates: the folder, and the tokenizer its layout asks for."""
        vendor = _opened(self.folder)
        prefix = getattr(vendor, "target_prefix", "")
        return Model(self.name, self.folder / "model", lambda: _tokenizer(vendor), target_prefix=(prefix,) if prefix else ())


@dataclass(frozen=True, slots=True)
class Offer:
    """A package of the published index."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]

    @property
    def pair(self) -> tuple[str, str]:
        return self.source, self.target


@dataclass(frozen=True, slots=True)
class PackageFolder:
    """Where packages live. Nothing is created before the first installation; a missing folder is an empty one."""

    path: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> PackageFolder:
        """The folder named by TELLAL_PACKAGES_DIR, else state/packages below the working directory."""
        return cls(Path(environment.get(FOLDER_VARIABLE) or DEFAULT_FOLDER))

    def installed(self) -> list[Package]:
        """The newest package of each pair, by pair. Folders that are no package are left alone."""
        newest: dict[tuple[str, str], Package] = {}
        for package in sorted(filter(None, map(_package, self._folders())), key=lambda package: _ordered(package.version)):
            newest[package.pair] = package
        return [newest[pair] for pair in sorted(newest)]

    def stamp(self) -> int:
        """Changes when a package came or went."""
        try:
            return self.path.stat().st_mtime_ns
        except OSError:
            return 0

    def install(self, file: Path, *, sha256: str = "") -> Package:
        """Install a .argosmodel file; the package of that pair it replaces goes only once the new one has been loaded.

        Raises `TranslationError` when the file is no whole package, or not the one with this checksum (hex); what was installed before is
        then untouched. The published index names no checksums, so a download is checked by its length and the archive's own.
        """
        found = _digest(file)
        if sha256 and found != sha256.lower():
            raise TranslationError(f"{file}: its SHA-256 is {found}, not {sha256.lower()}; download it again, or ask where it came from")
        _check_archive(file)
        with _lock, self._staging() as staging:
            _unpack(file, staging)
            package = _checked(file, staging)
            _note_checksums(package.folder, found)
            replaced = [old for old in map(_package, self._folders()) if old and old.pair == package.pair]
            return self._moved_in(package, replaced, staging)

    def remove(self, source: str, target: str) -> list[Package]:
        """Delete every package of the pair; which ones. Raises `TranslationError` when there is none."""
        found = [package for package in map(_package, self._folders()) if package and package.pair == (source, target)]
        if not found:
            raise TranslationError(f"no package translates {source} to {target}; see: tellal languages list")
        for package in found:
            shutil.rmtree(package.folder)
        return found

    def _folders(self) -> list[Path]:
        if not self.path.is_dir():
            return []
        return [folder for folder in sorted(self.path.iterdir()) if folder.is_dir() and not folder.name.startswith(".")]

    @contextmanager
    def _staging(self) -> Iterator[Path]:
        """A folder on the same file system, so that a finished package appears by one rename."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=self.path))
        except OSError as error:
            raise TranslationError(f"{self.path}: packages cannot be written here ({error}); set {FOLDER_VARIABLE}") from error
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _moved_in(self, package: Package, replaced: list[Package], staging: Path) -> Package:
        place = self.path / package.folder.name
        for old in replaced:
            old.folder.rename(staging / f"replaced-{old.folder.name}")
        package.folder.rename(place)
        return Package(package.source, package.target, package.version, place)


def offers() -> list[Offer]:
    """The published index, newest version of each pair. Raises `TranslationError` when it cannot be reached."""
    with _lock, tempfile.TemporaryDirectory() as folder:
        vendor = _vendor()
        vendor.settings.local_package_index = Path(folder) / "index.json"
        vendor.update_package_index()
        if not vendor.settings.local_package_index.exists():
            raise TranslationError(
                "the package index cannot be reached; check the network, or fetch the .argosmodel file elsewhere and run:"
                " tellal languages install --file FILE"
            )
        return sorted(_newest(vendor.get_available_packages()), key=lambda offer: offer.pair)


def download(offer: Offer, into: Path, progress: Progress = lambda _so_far, _expected: None) -> Path:
    """Fetch an offered package into a folder. Raises `TranslationError` when none of its links gives the whole file."""
    file = into / f"{offer.source}_{offer.target}.argosmodel"
    problems = []
    for link in offer.links:
        try:
            _fetch(link, file, progress)
        except (httpx.HTTPError, OSError) as error:
            problems.append(f"{httpx.URL(link).host}: {error}")
        else:
            return file
    raise TranslationError(
        f"{offer.source} → {offer.target} cannot be downloaded ({'; '.join(problems) or 'it has no link'}); try again later"
    )


def _fetch(link: str, file: Path, progress: Progress) -> None:
    with httpx.stream("GET", link, follow_redirects=True, timeout=30) as response, file.open("wb") as written:
        response.raise_for_status()
        expected = int(response.headers.get("content-length", 0))
        for chunk in response.iter_bytes():
            written.write(chunk)
            progress(response.num_bytes_downloaded, expected)
        if expected and response.num_bytes_downloaded != expected:
            raise OSError(f"{response.num_bytes_downloaded} of {expected} bytes came")


def _newest(available: list[Any]) -> list[Offer]:
    newest: dict[tuple[str, str], Offer] = {}
    for vendor in sorted(available, key=lambda vendor: _ordered(vendor.package_version)):
        if vendor.type == "translate" and vendor.from_code and vendor.to_code:
            links = tuple(link for link in vendor.links if link.startswith(("http://", "https://")))
            newest[vendor.from_code, vendor.to_code] = Offer(vendor.from_code, vendor.to_code, vendor.package_version, links)
    return list(newest.values())


@lru_cache(maxsize=1)
def _own_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="tellal-argos-")


@lru_cache(maxsize=1)
def _vendor() -> Any:
    """`argostranslate.package`, imported where its directories do no harm (a read-only home folder stops it otherwise)."""
    places = dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"), _own_folder().name)
    before = {name: os.environ.get(name) for name in places}
    os.environ.update(places)
    try:
        from argostranslate import package  # noqa: PLC0415  # the import itself writes directories: only when a package is opened
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
    # It prints what goes wrong; our errors say it.
    logging.getLogger("argostranslate").setLevel(logging.CRITICAL + 1)
    logging.getLogger("argostranslate.utils").setLevel(logging.CRITICAL + 1)
    return package


def _opened(folder: Path) -> Any:
    with _lock:
        return _vendor().Package(folder)


def _package(folder: Path) -> Package | None:
    """The package in a folder; None when there is no whole one (argostranslate raises for all when one folder is strange)."""
    try:
        metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
        source, target = metadata["from_code"], metadata["to_code"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    whole = (folder / "model" / "model.bin").is_file()
    return Package(source, target, str(metadata.get("package_version", "")), folder) if whole and source and target else None


def _tokenizer(vendor: Any) -> Tokenizer:
    """SentencePiece, or Moses words with BPE for the older packages (uk_en 1.9)."""
    if not hasattr(vendor, "tokenizer"):
        raise OSError("it has neither sentencepiece.model nor bpe.model")
    if (vendor.package_path / "sentencepiece.model").exists():
        return SentencePieceTokenizer(vendor.package_path / "sentencepiece.model")
    vendor.tokenizer.lazy_load()
    tokenizer: Tokenizer = vendor.tokenizer
    return tokenizer


def _check_archive(file: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            broken = archive.testzip()
            size = sum(entry.file_size for entry in archive.infolist())
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        raise TranslationError(f"{file}: no whole .argosmodel file ({error}); download it again") from error
    if broken:
        raise TranslationError(f"{file}: the checksum of {broken} is wrong; download it again")
    if size > LARGEST_PACKAGE:
        raise TranslationError(f"{file}: unpacks to {size >> 20} MB, more than a package may")


def _unpack(file: Path, into: Path) -> None:
    """The installer argostranslate brings, told to unpack into `into`.

    It ends by importing `argostranslate.translate` to clear a cache of ours that does not exist; a module of that name with an empty
    cache stands in while it runs.
    """
    vendor = _vendor()
    name = "argostranslate.translate"
    stand_in: Any = ModuleType(name)
    stand_in.get_installed_languages = SimpleNamespace(cache_clear=lambda: None)
    before = vendor.settings.package_data_dir
    vendor.settings.package_data_dir = into
    absent = sys.modules.setdefault(name, stand_in) is stand_in
    try:
        vendor.install_from_path(file)
    finally:
        vendor.settings.package_data_dir = before
        if absent:
            del sys.modules[name]


def _checked(file: Path, staging: Path) -> Package:
    """The one package in the staging folder, after its model was loaded once."""
    found = [package for package in map(_package, sorted(staging.iterdir())) if package]
    if len(found) != 1:
        raise TranslationError(f"{file}: holds {len(found)} packages instead of one folder with metadata.json and model/model.bin")
    LoadedModel(found[0].model(), Decoding(threads=1)).translate(["1"])
    return found[0]


def _note_checksums(folder: Path, archive: str) -> None:
    files = {file.relative_to(folder).as_posix(): _digest(file) for file in sorted(folder.rglob("*")) if file.is_file()}
    (folder / CHECKSUMS).write_text(json.dumps({"": archive} | files, indent=1), encoding="utf-8")


def _digest(file: Path) -> str:
    """SHA-256 in hex; "" of a file that cannot be read."""
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
