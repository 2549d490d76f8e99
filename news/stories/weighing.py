"""From signals to odds: the learned weights applied, and the strongest signals told with their words."""

from __future__ import annotations

import math

import numpy as np

from news.stories.features import Channel, Term
from news.stories.likeness import SIGNALS, Signal
from news.stories.shelf import F64
from news.stories.values import Evidence
from news.stories.weights import READ, READ_BIAS, UNREAD, UNREAD_BIAS

_CHANNELS: dict[Signal, tuple[Channel, ...]] = {
    Signal.WORDS: (Channel.WORD, Channel.OWN),
    Signal.HEAD_FOUND: (Channel.WORD, Channel.OWN),
    Signal.TITLE: (Channel.WORD, Channel.OWN),
    Signal.NAMES: (Channel.NAME,),
    Signal.NAME_HEADS: (Channel.NAME,),
    Signal.COGNATES: (Channel.COGNATE,),
    Signal.FIGURES: (Channel.FIGURE,),
    Signal.COUNTS: (Channel.COUNT, Channel.ORDINAL),
    Signal.CONCEPTS: (Channel.CONCEPT,),
    Signal.PLACES: (Channel.PLACE,),
    Signal.DAYS: (Channel.DAY,),
    Signal.PLACES: (Channel.PLACE,),
    Signal.COUNTS_APART: (Channel.COUNTED,),
    Signal.RANKS_APART: (Channel.RANKED,),
}
"""Where the words of a signal are found."""
_SIGNALS = tuple(Signal)
_TOLD = 3
_WORDS_TOLD = 6


def _vector(weights: dict[Signal, float]) -> F64:
    vector = np.zeros(SIGNALS)
    for signal, weight in weights.items():
        vector[signal] = weight
    return vector


_READ, _UNREAD = _vector(READ), _vector(UNREAD)


def log_odds(signals: F64) -> F64:
    """Natural log-odds that the two are one event, one per row of signals."""
    read, unread = signals @ _READ + READ_BIAS, signals @ _UNREAD + UNREAD_BIAS
    return np.asarray(np.where(signals[:, Signal.COMMON_LANGUAGE] > 0, read, unread))


def probability(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def strongest(signals: F64, shared: list[Term]) -> tuple[Evidence, ...]:
    """The signals that said most, for or against, with the words the two texts share."""
    weights = _READ if signals[Signal.COMMON_LANGUAGE] > 0 else _UNREAD
    said = signals * weights
    order = np.argsort(-np.abs(said), kind="stable")[:_TOLD]
    return tuple(
        Evidence(_SIGNALS[number].name.lower(), round(float(said[number]), 3), _words(_SIGNALS[number], shared))
        for number in order.tolist()
        if said[number]
    )


def _words(signal: Signal, shared: list[Term]) -> tuple[str, ...]:
    channels = _CHANNELS.get(signal, ())
    if not channels:
        return ()
    telling = sorted((term for term in shared if term.channel in channels), key=lambda term: (not term.head, -term.weight, term.text))
    return tuple(dict.fromkeys(term.word for term in telling))[:_WORDS_TOLD]
