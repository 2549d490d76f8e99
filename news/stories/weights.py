"""The numbers that were learned: what each signal says for or against one event. Written by `bench/stories/fit.py`.

Provenance: logistic regression (IRLS, L2 = 1) over pairs of ECB+ development texts (CC BY 3.0), cross-validated by topic; pairs inside a
topic count twice as much as positives, a tenth of the others is drawn. Units: log-odds per unit of signal.
"""

from __future__ import annotations

from news.stories.likeness import Signal

READ = {
    Signal.WORDS: 3.37, Signal.HEAD: 0.48, Signal.HEAD_FOUND: 3.27, Signal.NAMES: 7.73, Signal.HEAD_NAMES: 0.46, Signal.COGNATES: 0.83,
    Signal.FIGURES: 4.15, Signal.COUNTS: 1.37, Signal.PLACES: 0.34, Signal.DAYS: 4.78, Signal.NAMES_MISSED: -1.78, Signal.COUNTS_APART: -0.92,
    Signal.RANKS_APART: -0.77, Signal.PLACES_APART: -1.32, Signal.TITLE: 1.13, Signal.NAMES_FOUND: 0.96,
}  # fmt: skip
READ_BIAS = -6.36
"""For two texts that have a language in common (both English, both translated, or the same original)."""

UNREAD = {
    Signal.NAMES: 10.68, Signal.HEAD_NAMES: 1.71, Signal.COGNATES: 2.29, Signal.FIGURES: 5.1, Signal.DAYS: 4.75, Signal.NAMES_MISSED: -0.9,
    Signal.PLACES_APART: -1.4, Signal.NAMES_FOUND: 2.28, Signal.CONCEPTS: 4.0, Signal.CONCEPTS_FOUND: 2.0,
}  # fmt: skip
UNREAD_BIAS = -6.5
"""For two texts without a common language: names, numbers, days, places and concepts must do."""
