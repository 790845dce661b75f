"""Everything the community keeps, in SQLite or PostgreSQL."""

from community.storage.database import SqlDatabase, open_database
from community.storage.nouns import NOUNS, Noun, Reference

__all__ = ["NOUNS", "Noun", "Reference", "SqlDatabase", "open_database"]
