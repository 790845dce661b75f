"""Notes as the kitchen sees them: their foods, what they may hold, and their words."""

from recipes.knowledge.indexed import IndexedNote, index_note
from recipes.knowledge.reading import read_notes

__all__ = ["IndexedNote", "index_note", "read_notes"]
