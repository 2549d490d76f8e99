"""What the street remembers: `open_store(url)` gives a `news.ports.Store`. SQL is spoken in this package and nowhere else."""

from storage.registry import exclusive, migrate, open_store, schema_version

__all__ = ["exclusive", "migrate", "open_store", "schema_version"]
