"""The sustainability score of products, with the parts it is made of."""

from recsys.sustainability.facts import Claim, FoodShare, PackagingPart, ProductFacts
from recsys.sustainability.product_facts import facts_for
from recsys.sustainability.rules import ScoreRules
from recsys.sustainability.score import Part, SustainabilityScore, score_product, score_products

__all__ = [
    "Claim",
    "FoodShare",
    "PackagingPart",
    "Part",
    "ProductFacts",
    "ScoreRules",
    "SustainabilityScore",
    "facts_for",
    "score_product",
    "score_products",
]
