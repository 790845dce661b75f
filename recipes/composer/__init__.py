"""Recipes without a model: a base note or a dish skeleton, filled with what is there."""
