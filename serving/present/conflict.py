"""Constraints that exclude each other, in words, with what would fix them."""

from __future__ import annotations

from community.errors import Infeasible
from community.ids import ProductId, SupplierId
from serving.catalogues import Catalogue
from serving.messages import Lang, messages
from serving.schemas.plan import ConflictOut


def present_conflict(error: Infeasible, lang: Lang, catalogue: Catalogue) -> list[ConflictOut]:
    """Return each constraint of the conflict as a sentence and what would fix it."""
    known = messages(lang)
    found = []
    for name in error.conflict:
        code = f"fix.{name.partition(':')[0]}"
        fix = known.say(code if code in known.texts else "fix.other")
        text = name_constraint(name, lang, catalogue)
        found.append(ConflictOut(name=name, text=text, fix=fix))
    return found


def name_constraint(name: str, lang: Lang, catalogue: Catalogue | None = None) -> str:
    """Return a constraint's name in words, with the item it is about."""
    kind, _, item = name.partition(":")
    label = messages(lang).say(f"constraint.{kind}")
    return f"{label}：{_item_name(item, catalogue)}" if item else label


def _item_name(item: str, catalogue: Catalogue | None) -> str:
    """Return the name of a product or supplier; any other item is its own name."""
    if catalogue is None:
        return item
    supplier = catalogue.suppliers.get(SupplierId(item))
    product = catalogue.products.get(ProductId(item))
    named = product or supplier
    return named.name if named else item
