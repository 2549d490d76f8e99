"""Wire copies: nearly the same words under another outlet's name, told by sketches of their shingles."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

U32 = NDArray[np.uint32]

SKETCH = 16
"""Smallest shingle hashes kept of a text."""
_SHINGLE = 5
"""Letters."""
_ROLL, _ROLL_TWICE = np.uint64(1_000_003), np.uint64(1_000_003**2)
_LETTERS = re.compile(r"\w+")
_FEWEST_SKETCHED = 8
_FEWEST_COMMON = 3
"""Common hashes below which two sketches of `_FEWEST_SKETCHED` and more are no copies at any threshold worth setting."""


def sketch(text: str) -> tuple[int, ...]:
    """Bottom-k sketch (Broder 1997) of the text's shingles: the share of common values estimates the Jaccard index of two texts."""
    letters = np.frombuffer("".join(_LETTERS.findall(text.lower())).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(letters) < 4 * _SHINGLE:
        return ()
    pairs = letters[:-1] * _ROLL + letters[1:]
    fours = pairs[:-2] * _ROLL_TWICE + pairs[2:]
    rolled = fours[:-1] * _ROLL + letters[4:]  # a polynomial of `_SHINGLE` letters, in a third of the steps of letter by letter
    mixed = rolled * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    hashed = np.sort((mixed >> np.uint64(32)).astype(np.uint32))
    smallest = dict.fromkeys(hashed[: 2 * SKETCH].tolist())
    if len(smallest) < SKETCH:  # a text that repeats itself
        smallest = dict.fromkeys(hashed.tolist())
    return tuple(smallest)[:SKETCH]


def have_common(one: U32, others: U32) -> NDArray[np.bool_]:
    """Which of several sketches, a row each, have more than next to nothing in common with one."""
    known = one[one > 0]
    return np.asarray(np.count_nonzero(others[:, :, np.newaxis] == known, axis=(1, 2)) >= _FEWEST_COMMON)


def copied_most(one: U32, others: Sequence[U32]) -> float:
    """The largest `copied` over several texts."""
    return max((copied(one, other) for other in others), default=0.0)


def copied(one: U32, other: U32) -> float:
    """The estimated share of common shingles of two texts, from their bottom-k sketches (zeros are padding)."""
    some, others = {value for value in one.tolist() if value}, {value for value in other.tolist() if value}
    smallest = min(len(some), len(others))
    if smallest < _FEWEST_SKETCHED:
        return 0.0
    common = some & others
    return sum(value in common for value in sorted(some | others)[:smallest]) / smallest
