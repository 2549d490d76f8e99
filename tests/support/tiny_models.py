"""Real Argos packages in a few milliseconds: a Transformer whose weights are written down instead of learnt.

It translates word by word. Every word and every position is a dimension; the decoder's cross-attention looks at the source word in the same
position and the projection names its translation. Words it does not know come out as they went in (CTranslate2 replaces unknowns by what was attended to).
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece

POSITIONS = 320
SPECIAL = ("<unk>", "<s>", "</s>")
SHARPNESS = 30.0

TURKISH_ENGLISH = {
    "meclis": "parliament", "bütçeyi": "budget", "onayladı": "approved", "deprem": "earthquake", "sonrası": "after", "yardım": "aid",
    "ulaştı": "arrived", "bakan": "minister", "istifa": "resignation", "etti": "made", "yeni": "new", "köprü": "bridge", "açıldı": "opened",
    "ankara": "Ankara", "bugün": "today", ".": ".", ",": ",",
}  # fmt: skip
UKRAINIAN_ENGLISH = {
    "парламент": "parliament", "схвалив": "approved", "бюджет": "budget", "землетрус": "earthquake", "міністр": "minister", "подав": "made",
    "відставку": "resignation", "міст": "bridge", "відкрито": "opened", "сьогодні": "today", "новий": "new", ".": ".", ",": ",",
}  # fmt: skip
ENGLISH_UKRAINIAN = {english: word for word, english in UKRAINIAN_ENGLISH.items()}


def word_package(folder: Path, source: str, target: str, words: Mapping[str, str], *, version: str = "1.0", name: str = "") -> Path:
    """A .argosmodel with SentencePiece, as tr_en 1.5 is laid out. A word whose translation is "" leaves nothing."""
    pieces = {f"▁{word}": f"▁{translation}" for word, translation in words.items()}
    model = sentencepiece_model(tuple(sorted({*words, *words.values()} - {""})))
    return _packed(folder, source, target, version, name, pieces, {"sentencepiece.model": model})


def bpe_package(folder: Path, source: str, target: str, words: Mapping[str, str], *, version: str = "1.9") -> Path:
    """A .argosmodel with bpe.model, as uk_en 1.9 is laid out (Moses words, subword-nmt merges)."""
    return _packed(folder, source, target, version, "", dict(words), {"bpe.model": _merges(words).encode()})


def model_folder(folder: Path, words: Mapping[str, str]) -> Path:
    """A bare converted model folder with its sentencepiece.model, as users bring them."""
    folder.mkdir(parents=True)
    _write_model(folder, {f"▁{word}": f"▁{translation}" for word, translation in words.items()}, adds_end=False)
    (folder / "sentencepiece.model").write_bytes(sentencepiece_model(tuple(sorted({*words, *words.values()}))))
    return folder


@cache
def sentencepiece_model(words: tuple[str, ...]) -> bytes:
    """A SentencePiece model of whole words."""
    trained = BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([" ".join(words)] * 3), model_writer=trained, model_type="word", vocab_size=len(words) + 3,
        hard_vocab_limit=False, character_coverage=1.0, minloglevel=2,
    )  # fmt: skip
    return trained.getvalue()


def _packed(folder: Path, source: str, target: str, version: str, name: str, pieces: dict[str, str], files: dict[str, bytes]) -> Path:
    top = name or f"translate-{source}_{target}-{version.replace('.', '_')}"
    metadata = {
        "package_version": version, "argos_version": "1.11", "from_code": source, "from_name": source, "to_code": target, "to_name": target, "links": [],
    }  # fmt: skip
    model = folder / f"{top}-model"
    model.mkdir(parents=True)
    _write_model(model, pieces, adds_end=True)
    packed = folder / f"{top}.argosmodel"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{top}/metadata.json", json.dumps(metadata))
        for inner, content in files.items():
            archive.writestr(f"{top}/{inner}", content)
        for file in sorted(model.iterdir()):
            archive.write(file, f"{top}/model/{file.name}")
    return packed


def _merges(words: Mapping[str, str]) -> str:
    """subword-nmt merges that build each word from its left; words must not share beginnings."""
    lines = ["#version: 0.2"]
    for word in words:
        letters = [*word[:-1], f"{word[-1]}</w>"]
        built = letters[0]
        for letter in letters[1:]:
            lines.append(f"{built} {letter}")
            built += letter
    return "\n".join(dict.fromkeys(lines)) + "\n"


def _write_model(folder: Path, pieces: Mapping[str, str], *, adds_end: bool) -> None:
    tokens = [*SPECIAL, *sorted({*pieces, *pieces.values()} - set(SPECIAL))]
    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=1, num_heads=1, pre_norm=True)
    _fill(spec, tokens, pieces)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.add_source_eos = adds_end
    spec.validate()
    spec.optimize("int8")
    spec.save(str(folder))


def _fill(spec: ctranslate2.specs.TransformerSpec, tokens: list[str], pieces: Mapping[str, str]) -> None:
    """Dimensions: one per word, one per position, then room for the attended word."""
    count = len(tokens)
    width = 2 * count + POSITIONS
    words, places, seen = slice(0, count), slice(count, count + POSITIONS), slice(count + POSITIONS, width)
    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = _block(count, width, words)
        side.scale_embeddings = False
        side.position_encodings.encodings = _block(POSITIONS, width, places)
        _norm(side.layer_norm, width)
        for layer in side.layer:
            _silent_attention(layer.self_attention, width)
            _silent_feed_forward(layer.ffn, width)
    _attend_same_place(spec.decoder.layer[0].attention, width, words, places, seen)
    spec.decoder.projection.weight = _dictionary(tokens, pieces, width, seen)
    spec.decoder.projection.bias = np.zeros(count, dtype=np.float32)


def _block(rows: int, width: int, columns: slice) -> np.ndarray:
    filled = np.zeros((rows, width), dtype=np.float32)
    filled[:, columns] = np.eye(rows, dtype=np.float32)
    return filled


def _norm(norm: ctranslate2.specs.common_spec.LayerNormSpec, width: int) -> None:
    norm.gamma, norm.beta = np.ones(width, dtype=np.float32), np.zeros(width, dtype=np.float32)


def _linear(linear: ctranslate2.specs.common_spec.LinearSpec, weight: np.ndarray) -> None:
    linear.weight, linear.bias = weight.astype(np.float32), np.zeros(len(weight), dtype=np.float32)


def _silent_attention(attention: ctranslate2.specs.attention_spec.MultiHeadAttentionSpec, width: int) -> None:
    _norm(attention.layer_norm, width)
    _linear(attention.linear[0], np.zeros((3 * width, width)))
    _linear(attention.linear[1], np.zeros((width, width)))


def _silent_feed_forward(ffn: ctranslate2.specs.transformer_spec.FeedForwardSpec, width: int) -> None:
    _norm(ffn.layer_norm, width)
    _linear(ffn.linear_0, np.zeros((width, width)))
    _linear(ffn.linear_1, np.zeros((width, width)))


def _attend_same_place(
    attention: ctranslate2.specs.attention_spec.MultiHeadAttentionSpec, width: int, words: slice, places: slice, seen: slice
) -> None:
    _norm(attention.layer_norm, width)
    picked = np.zeros((width, width))
    picked[places, places] = np.eye(POSITIONS)
    carried = np.zeros((width, width))
    carried[words, words] = np.eye(words.stop)
    shown = np.zeros((width, width))
    shown[seen, words] = np.eye(words.stop)
    _linear(attention.linear[0], SHARPNESS * picked)
    _linear(attention.linear[1], np.concatenate([picked, carried]))
    _linear(attention.linear[2], shown)


def _dictionary(tokens: list[str], pieces: Mapping[str, str], width: int, seen: slice) -> np.ndarray:
    """A source word speaks for its translation; "</s>" for the end, an unknown word for "unknown"."""
    weight = np.zeros((len(tokens), width), dtype=np.float32)
    for at, token in enumerate(tokens):
        weight[tokens.index(pieces.get(token, token)), seen.start + at] = SHARPNESS
    return weight
