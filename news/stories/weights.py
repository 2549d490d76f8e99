"""The numbers that were learned: what each signal says for or against one event. Written by `bench/stories/fit.py --write`; not by hand.

Provenance: logistic regression (IRLS, L2 = 1) over the pairs of ECB+ development texts (CC BY 3.0) and 4,000 made-up "sagas": the names and
places of one event with the words of another, which ECB+ lacks. What reaches what: bench/stories/README.md. Units: log-odds per unit of signal.
"""

from __future__ import annotations

from news.stories.likeness import Signal

READ = {
    Signal.WORDS: 5.45,
    Signal.HEAD_FOUND: 1.58,
    Signal.TITLE: 0.87,
    Signal.NAMES: 4.31,
    Signal.COGNATES: 0.08,
    Signal.FIGURES: 8.17,
    Signal.COUNTS: 1.13,
    Signal.DAYS: 5.36,
    Signal.CONCEPTS: -0.28,
    Signal.NAMES_MISSED: -1.48,
    Signal.KINDS_APART: -1.19,
    Signal.FOCUS_APART: -0.75,
    Signal.COUNTS_APART: -0.83,
    Signal.RANKS_APART: -1.19,
    Signal.PLACES_APART: -1.47,
}
READ_BIAS = -6.1
"""For two texts that have a language in common (both English, both translated, or the same original). Pairs of like events count 2.0
times a pair of one event, sagas 0.3 times.
"""

UNREAD = {
    Signal.NAMES: 5.42,
    Signal.NAME_HEADS: 1.66,
    Signal.COGNATES: 4.83,
    Signal.FIGURES: 10.17,
    Signal.DAYS: 6.54,
    Signal.CONCEPTS: 2.55,
    Signal.NAMES_MISSED: -0.94,
    Signal.KINDS_APART: -2.59,
    Signal.PLACES_APART: -1.55,
}
UNREAD_BIAS = -6.06
"""For two texts without a common language: names, numbers, days, places and concepts must do. Fitted on English pairs as well, with the words
hidden; pairs of like events count 1.0 times, sagas 1.0 times.
"""
