"""The street's memory in SQL: SQLAlchemy Core, one MetaData, nothing that only one database understands outside `dialects.py`."""
