"""Finding notes: foods, words and season in one sum, allergies and diets as hard limits."""

from recipes.retrieval.query import Query
from recipes.retrieval.retriever import Retriever

__all__ = ["Query", "Retriever"]
