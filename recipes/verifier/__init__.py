"""What decides whether a recipe is shown, whoever drafted it."""

from recipes.verifier.case import Case, Violation
from recipes.verifier.verify import verify

__all__ = ["Case", "Violation", "verify"]
