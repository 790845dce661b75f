"""Before cooking: who eats, what is at hand, and what must not be cooked."""

from recipes.gate.household import Household, household_of
from recipes.gate.pantry import Item, Pantry, stock

__all__ = ["Household", "Item", "Pantry", "household_of", "stock"]
