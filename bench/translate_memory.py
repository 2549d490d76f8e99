"""Memory: what two pairs of published size take in the worker process that runs them (600 MB is the bar).

The weights are random, of the published Argos packages' shape (6 + 6 layers, 512 wide, 32,000 pieces, int8): memory does not depend on what a model has learnt.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import ctranslate2
import numpy as np
import psutil

from news.ports import Passage
from translators.guarded import GuardedTranslator
from translators.registry import Options, build_argos

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from support.tiny_models import sentencepiece_model  # noqa: E402  # the tests know how to make packages

LAYERS, HEADS, WIDTH, INNER, PIECES = 6, 8, 512, 2048, 32_000
WORDS = tuple(f"kelime{number}" for number in range(300))
PAIRS = (("tr", "en"), ("uk", "en"))
SENTENCES = 32
"""Random weights never end a sentence: each takes the longest output there may be. Four batches on two threads are as many as ever stand in memory at once."""


def published_size(folder: Path, source: str, target: str) -> None:
    """A package folder with random weights."""
    place = folder / f"translate-{source}_{target}-1_0"
    (place / "model").mkdir(parents=True)
    tokens = ["<unk>", "<s>", "</s>", *(f"▁{word}" for word in WORDS)]
    tokens += [f"piece{number}" for number in range(PIECES - len(tokens))]
    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=LAYERS, num_heads=HEADS, pre_norm=True)
    _fill(spec, np.random.default_rng(7))
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.add_source_eos = True
    spec.validate()
    spec.optimize("int8")
    spec.save(str(place / "model"))
    (place / "sentencepiece.model").write_bytes(sentencepiece_model(WORDS))
    (place / "metadata.json").write_text(json.dumps({"package_version": "1.0", "argos_version": "1.9", "from_code": source, "from_name": source, "to_code": target, "to_name": target}), encoding="utf-8")  # fmt: skip


def _fill(spec: ctranslate2.specs.TransformerSpec, random: np.random.Generator) -> None:
    def linear(layer: ctranslate2.specs.common_spec.LinearSpec, rows: int, columns: int) -> None:
        layer.weight = (random.standard_normal((rows, columns), dtype=np.float32) / columns**0.5).astype(np.float32)
        layer.bias = np.zeros(rows, dtype=np.float32)

    def norm(layer: ctranslate2.specs.common_spec.LayerNormSpec) -> None:
        layer.gamma, layer.beta = np.ones(WIDTH, dtype=np.float32), np.zeros(WIDTH, dtype=np.float32)

    def attention(layer: ctranslate2.specs.attention_spec.MultiHeadAttentionSpec, parts: tuple[int, ...]) -> None:
        norm(layer.layer_norm)
        for at, part in enumerate(parts):
            linear(layer.linear[at], part * WIDTH, WIDTH)

    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = random.standard_normal((PIECES, WIDTH), dtype=np.float32)
        norm(side.layer_norm)
        side.position_encodings.encodings = np.zeros((512, WIDTH), dtype=np.float32)
        for layer in side.layer:
            attention(layer.self_attention, (3, 1))
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, INNER, WIDTH)
            linear(layer.ffn.linear_1, WIDTH, INNER)
    for layer in spec.decoder.layer:
        attention(layer.attention, (1, 2, 1))
    linear(spec.decoder.projection, PIECES, WIDTH)


def texts() -> Iterator[str]:
    for number in range(SENTENCES):
        yield " ".join(WORDS[(31 * number + 7 * at) % len(WORDS)] for at in range(18)) + "."


def megabytes(size: int) -> int:
    return round(size / 1e6)


def run() -> dict[str, object]:
    with TemporaryDirectory() as place:
        folder = Path(place)
        for pair in PAIRS:
            published_size(folder, *pair)
        on_disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        guarded = GuardedTranslator(partial(build_argos, folder, Options()), seconds=600)
        figures: dict[str, object] = {"packages on disk MB": megabytes(on_disk)}
        known = {child.pid for child in psutil.Process().children(recursive=True)}
        for source, target in PAIRS:
            guarded.translate([Passage(text, source) for text in texts()], target)
            workers = [child for child in psutil.Process().children(recursive=True) if child.pid not in known]
            worker = max(workers, key=lambda child: child.memory_info().rss)
            status = Path(f"/proc/{worker.pid}/status").read_text(encoding="ascii")
            peaks = {
                line.split(":")[0]: int(line.split()[1]) >> 10
                for line in status.splitlines()
                if line.startswith(("VmHWM", "VmPeak", "VmData", "VmRSS"))
            }
            figures[f"worker after {source} → {target}, MB"] = peaks
        guarded.close()
        return figures


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
