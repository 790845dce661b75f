"""How much: parsed from the words of recipes and shoppers, and weighed."""

from community.quantities.model import VAGUE, Quantity
from community.quantities.parsing import IngredientLine, parse_ingredient, parse_quantity
from community.quantities.weighing import Weighed, grams_of

__all__ = [
    "VAGUE",
    "IngredientLine",
    "Quantity",
    "Weighed",
    "grams_of",
    "parse_ingredient",
    "parse_quantity",
]
