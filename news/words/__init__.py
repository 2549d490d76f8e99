"""Words of any language, made comparable: folding, tokens, lemmas, transliteration.

>>> [token.folded for token in tokens("Ankara'da об’єднання", "tr")]
['ankara', "об'єднання"]
"""

from news.words.folding import fold, plain, uncapitalised
from news.words.lemmas import is_known, is_name, lemmas
from news.words.tokens import Token, tokens
from news.words.transliteration import transliterate

__all__ = ["Token", "fold", "is_known", "is_name", "lemmas", "plain", "tokens", "transliterate", "uncapitalised"]
