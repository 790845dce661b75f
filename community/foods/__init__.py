"""The food lexicon: one closed vocabulary for products, recipes and what people type."""

from __future__ import annotations

from community.foods.coverage import Coverage, coverage
from community.foods.lexicon import FoodLexicon
from community.foods.loader import load_foods
from community.foods.model import Food, Footprint, Mention, ScrapUse, ShelfLife

__all__ = [
    "Coverage",
    "Food",
    "FoodLexicon",
    "Footprint",
    "Mention",
    "ScrapUse",
    "ShelfLife",
    "coverage",
    "load_foods",
]
