"""What a livestream teaches, taken from its transcript: recipes, tips and stories."""

from recipes.transcripts.cues import Cue, read_cues
from recipes.transcripts.extract import Heard, notes_from

__all__ = ["Cue", "Heard", "notes_from", "read_cues"]
