"""Reference tables of `data/`: hazards, non-foods, diets, allergens, factors, seasons."""

from community.reference.bundle import Reference, load_reference

__all__ = ["Reference", "load_reference"]
