"""The door for the database's errors: whatever it raises becomes `StorageError`, cause chained, without parameters in the text (I9)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError, StatementError

from news.errors import StorageError

_SENTENCES = {
    "database or disk is full": "the disk is full; free some space, nothing that was committed is lost",
    "database is locked": "another process holds the database; stop it, or try again when it is done",
    "readonly database": "the database file cannot be written; give this account the right to write it and its folder",
    "unable to open database file": "the database file cannot be opened; does its folder exist, and may this account read it?",
    "file is not a database": "the file is not a database",
    "malformed": "the database file is damaged; restore a backup",
    "UNIQUE constraint": "a row with the same identity is already there",
    "FOREIGN KEY constraint": "the row belongs to one that is not there",
    "no such table": "the database lacks a table; run `./tellal db migrate`",
}


@contextmanager
def refusals() -> Iterator[None]:
    """Raise `StorageError` for anything the database or its driver refuses."""
    try:
        yield
    except (SQLAlchemyError, UnicodeEncodeError, OverflowError) as error:
        raise StorageError(sentence_for(error)) from error


def sentence_for(error: Exception) -> str:
    """What happened and what to do, for a person."""
    cause = error.orig if isinstance(error, StatementError) else error
    if isinstance(cause, StorageError):
        return str(cause)
    known = (sentence for words, sentence in _SENTENCES.items() if words in str(cause))
    return next(known, f"the database refused: {cause}")
