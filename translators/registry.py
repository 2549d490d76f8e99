"""From the names in the configuration to a translator and a detector."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from news.errors import ConfigError
from news.ports import Detector, Translator
from translators.fallback import FallbackTranslator
from translators.glossary import GlossaryTranslator
from translators.guarded import GuardedTranslator
from translators.nothing import NoTranslator
from translators.paired import PairedTranslator, without_pairs


@dataclass(frozen=True, slots=True)
class Options:
    """What engines may need to know. Paths may be relative to the working directory."""

    packages_dir: Path | None = None
    """Argos packages; None: TELLAL_PACKAGES_DIR or state/packages."""
    libretranslate_url: str = ""
    libretranslate_key: str = field(default="", repr=False)
    models_file: Path | None = None
    """List of converted model folders for "ctranslate2"."""
    memory: int = 600
    """MB of models kept loaded."""
    worker_memory: int = 4096
    """MB of address space a worker may have beside twice the size of a user's own models; beyond it only its batch fails. Two pairs take 1,100."""
    beam_size: int = 4
    threads: int = 0
    """0: one per core."""
    guarded: bool = True
    """Local models run in a process of their own that can be killed."""
    seconds: float = 60.0
    """A batch may take this long before its process is killed. Who asks gives it a few seconds' work at a time."""


def build_translator(
    names: Sequence[str],
    options: Options | None = None,
    *,
    packages_dir: Path | None = None,
    libretranslate_url: str = "",
    libretranslate_key: str = "",
) -> Translator:
    """The engines named, tried in this order.

    Names: "argos", "ctranslate2" or "ctranslate2:MODELS.yaml", "glossary:PHRASES.yaml", "libretranslate" or "libretranslate:URL", "none", or the dotted
    path of a callable that returns a `Translator` ("my_house.engines:build"); each alone or for some pairs only ("libretranslate@ka>en+*>uk").
    The keywords are the options most houses set; `options` has all. Raises `ConfigError` naming what is wrong.
    """
    settled = options or Options(packages_dir=packages_dir, libretranslate_url=libretranslate_url, libretranslate_key=libretranslate_key)
    engines = [_built(name.strip(), settled) for name in names if name.strip()]
    if not engines:
        return NoTranslator()
    return engines[0] if len(engines) == 1 else FallbackTranslator(engines)


def _built(name: str, options: Options) -> Translator:
    engine, pairs = without_pairs(name)
    return PairedTranslator(_engine(engine, options), pairs) if pairs else _engine(engine, options)


def _engine(name: str, options: Options) -> Translator:
    word, _, argument = name.partition(":")
    if word in _BUILDERS:
        return _BUILDERS[word](argument, options)
    if "." in word:
        return _imported(name)
    close = get_close_matches(word, _BUILDERS, n=1)
    meant = f'; did you mean "{close[0]}"?' if close else f"; known are {', '.join(_BUILDERS)}, or a dotted path"
    raise ConfigError(f'there is no translator "{name}"{meant}')


def _argos(argument: str, options: Options) -> Translator:
    build = partial(build_argos, Path(argument) if argument else options.packages_dir, options)
    return GuardedTranslator(build, seconds=options.seconds, memory=options.worker_memory) if options.guarded else build()


def build_argos(folder: Path | None, options: Options) -> Translator:
    """The Argos engine itself; CTranslate2 is imported only here, where it is asked for."""
    from translators.argos import ArgosTranslator  # noqa: PLC0415  # 60 MB nobody without models should pay for
    from translators.models import Decoding, Shelf  # noqa: PLC0415
    from translators.packages import PackageFolder  # noqa: PLC0415

    packages = PackageFolder(folder) if folder else PackageFolder.from_environment()
    return ArgosTranslator(packages, Shelf(options.memory, Decoding(options.beam_size, threads=options.threads)))


def _ctranslate2(argument: str, options: Options) -> Translator:
    file = Path(argument) if argument else options.models_file
    if file is None:
        raise ConfigError('"ctranslate2" needs a list of model folders: write "ctranslate2:MODELS.yaml"')
    build = partial(build_folders, file, options)
    if not options.guarded:
        return build()
    return GuardedTranslator(build, seconds=options.seconds, memory=options.worker_memory + 2 * _megabytes(file))


def _megabytes(file: Path) -> int:
    """Of the models in a list of folders."""
    from translators.ctranslate2 import read_folders  # noqa: PLC0415  # as in build_folders

    return sum(each.size for each in read_folders(file)) >> 20


def build_folders(file: Path, options: Options) -> Translator:
    """The engine over converted model folders."""
    from translators.ctranslate2 import FolderTranslator, read_folders  # noqa: PLC0415  # as above
    from translators.models import Decoding, Shelf  # noqa: PLC0415

    return FolderTranslator(read_folders(file), Shelf(options.memory, Decoding(options.beam_size, threads=options.threads)))


def _glossary(argument: str, _options: Options) -> Translator:
    if not argument:
        raise ConfigError('"glossary" needs a file: write "glossary:PHRASES.yaml"')
    return GlossaryTranslator.from_file(argument)


def _libretranslate(argument: str, options: Options) -> Translator:
    from translators.libretranslate import LibreTranslator, Server  # noqa: PLC0415  # no HTTP client unless somebody asked for one

    return LibreTranslator(Server(argument or options.libretranslate_url, options.libretranslate_key))


def _none(_argument: str, _options: Options) -> Translator:
    return NoTranslator()


_BUILDERS: dict[str, Callable[[str, Options], Translator]] = {
    "argos": _argos,
    "ctranslate2": _ctranslate2,
    "glossary": _glossary,
    "libretranslate": _libretranslate,
    "none": _none,
}


def build_detector(name: str = "langdetect") -> Detector:
    """The detector "langdetect" or "py3langid". Raises `ConfigError` for another name, or when the optional package is missing."""
    builders: dict[str, Callable[[], Detector]] = {"langdetect": _langdetect, "py3langid": _langid}
    if name not in builders:
        raise ConfigError(f'there is no detector "{name}"; known are {", ".join(builders)}')
    return builders[name]()


def _langdetect() -> Detector:
    from translators.detect import LangdetectDetector  # noqa: PLC0415  # workers that only translate read this module too

    return LangdetectDetector()


def _langid() -> Detector:
    from translators.langid import LangidDetector  # noqa: PLC0415  # an optional extra, read only when somebody asked for it

    return LangidDetector()


def _imported(path: str) -> Translator:
    module, _, name = path.rpartition(":") if ":" in path else path.rpartition(".")
    try:
        built = getattr(importlib.import_module(module), name)()
    except (ImportError, AttributeError, TypeError) as error:
        raise ConfigError(f'the translator "{path}" cannot be built ({error})') from error
    if not isinstance(built, Translator):
        raise ConfigError(f'"{path}" is no translator: it needs name, can and translate')
    return built
