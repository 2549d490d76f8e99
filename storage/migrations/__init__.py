"""The schema's revisions, forward and back. Names are numbers in order, so that a stranger's revision can be told from a newer one.

Revisions expand first and contract a release later (fault 22): a worker of the release before must be able to go on, and a worker refuses
a schema that is newer than all it knows.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from news.errors import StorageError

_SCRIPTS = Path(__file__).parent
_VERSION_TABLE = "alembic_version"


@cache
def known_revisions() -> tuple[str, ...]:
    """Oldest first; the last one is what this program works with."""
    newest_first = ScriptDirectory(str(_SCRIPTS)).walk_revisions()
    return tuple(script.revision for script in newest_first)[::-1]


def version(connection: Connection) -> str | None:
    """The revision the database is at; None when it is empty. `StorageError` when it belongs to someone else or to a newer Tellal."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None and _has_tables(connection):
        raise StorageError("this database has tables, but they are not Tellal's; name another file")
    if revision is not None and revision not in known_revisions():
        newest = known_revisions()[-1]
        raise StorageError(
            f"this database has schema {revision}, newer than {newest}, the newest this Tellal knows; "
            "run the newer Tellal, or restore a backup made before it was upgraded"
        )
    return revision


def upgrade(connection: Connection, revision: str = "head") -> str:
    """Bring the database up to a revision, in the connection's transaction. The revision it is at then."""
    if version(connection) != known_revisions()[-1]:
        command.upgrade(_config(connection), revision)
    return version(connection) or ""


def downgrade(connection: Connection, revision: str) -> None:
    """Take the database down to a revision ("base": empty), in the connection's transaction."""
    command.downgrade(_config(connection), revision)


def _has_tables(connection: Connection) -> bool:
    return bool(set(inspect(connection).get_table_names()) - {_VERSION_TABLE})


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config
