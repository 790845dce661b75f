"""Neighbours without orders: the community's picks as they are, and shaped by the household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from statistics import mean
from typing import Any

import numpy as np

from benchmarks.community.worlds import TODAY, World
from community.foods import FoodLexicon
from community.models import Product
from community.reference import load_reference
from community.sample import Sample
from recsys.config import WEEKLY
from recsys.model import Model, fit
from recsys.picks import pick
from recsys.request import PickRequest
from recsys.shelf import Shelf, stock_shelf
from recsys.stall import Stall
from recsys.sustainability import ScoreRules, facts_for, score_product

SHARE, WEEKS, N = 0.2, 4, 10


def evaluate_neighbours(
    world: World, sample: Sample, lexicon: FoodLexicon, seed: int = 0
) -> dict[str, dict[str, float]]:
    """Return Recall@10 of the last weeks, learnt without a fifth of the neighbours, for those.

    plain: what is popular · rules: without what allergies, diets and dislikes exclude ·
    household: also with less of what is too much for the household.
    """
    held = set(_held(world, seed))
    requests = {way: _requests(sample, lexicon, rules=way != "plain") for way in _WAYS}
    found: dict[str, list[float]] = {way: [] for way in _WAYS}
    avoided: dict[str, list[float]] = {way: [] for way in _WAYS}
    for age in range(WEEKS):
        model, bought = _week(world, held, age)
        shelves = _Shelves(world, sample, lexicon, bought)
        for user, items in sorted(bought.items()):
            if user not in held:
                continue
            must_not = requests["rules"][user]
            for way in _WAYS:
                shelf = shelves.of(user if way == "household" else None)
                ids = pick(requests[way][user], Stall(model, shelf)).ids
                found[way].append(len(set(ids) & items) / len(items))
                allowed = pick(replace(must_not, n=len(shelf.ids)), Stall(model, shelf)).ids
                avoided[way].append(1 - len(set(ids) & set(allowed)) / max(len(ids), 1))
    return {
        way: {
            "recall@10": round(mean(found[way]), 4),
            "must_not_share": round(mean(avoided[way]), 4),
            "baskets": float(len(found[way])),
        }
        for way in _WAYS
    }


_WAYS = ("plain", "rules", "household")


def _held(world: World, seed: int) -> list[str]:
    users = world.baskets.user_ids
    chance = np.random.default_rng(seed).random(len(users))
    return [str(id_) for id_ in users[chance < SHARE]]


def _week(world: World, held: set[str], age: int) -> tuple[Model, dict[str, set[str]]]:
    """Return what the others' weeks before teach, and what everybody bought in the week."""
    baskets = world.baskets
    stranger = np.array([id_ in held for id_ in baskets.user_ids.tolist()])
    model = fit(baskets.keep((baskets.age > age) & ~stranger[baskets.user]), WEEKLY)
    bought: dict[str, set[str]] = {}
    for line in np.flatnonzero(baskets.age == age).tolist():
        user = str(baskets.user_ids[baskets.user[line]])
        bought.setdefault(user, set()).add(str(baskets.item_ids[baskets.item[line]]))
    return model, bought


def _requests(sample: Sample, lexicon: FoodLexicon, *, rules: bool) -> dict[str, PickRequest]:
    """Return the request of every neighbour as the API makes it of what they told."""
    diets, care = load_reference().diets, {one.neighbour_id: one for one in sample.care}
    made = {}
    for neighbour in sample.neighbours:
        plain = PickRequest(n=N, neighbour_id=f"new {neighbour.id}")
        told = care.get(neighbour.id)
        words = [lexicon.resolve(word) for word in neighbour.dislikes]
        made[str(neighbour.id)] = (
            plain
            if not rules
            else replace(
                plain,
                allergies=frozenset(told.allergies if told else ()),
                denied=diets.denied_tags(told.diets if told else ()),
                disliked=frozenset(str(mention.food.id) for mention in words if mention),
            )
        )
    return made


class _Shelves:
    """The shelf of one week as each household sees it."""

    def __init__(
        self, world: World, sample: Sample, lexicon: FoodLexicon, bought: Mapping[str, set[str]]
    ) -> None:
        offered = set().union(*bought.values())
        foods = lexicon.foods.values()
        carried = {food.id: food.allergens | food.may_contain for food in foods}
        self.products = [
            replace(one, hidden=False, withdrawn=False)
            for one in sample.products
            if one.id in offered
        ]
        self.plain = stock_shelf(
            self.products,
            None,
            month=TODAY.month,
            food_allergens=carried,
            food_tags={f.id: f.diet_tags | f.diet_may | carried[f.id] for f in foods},
            content=world.contents,
        )
        self.people = {str(one.id): one.people for one in sample.neighbours}
        self.sample, self.lexicon = sample, lexicon
        self.rules = ScoreRules.build(load_reference())
        self.made: dict[int, Shelf] = {}

    def of(self, user: str | None) -> Shelf:
        """Return the shelf for a household; as it is for everybody without one."""
        if user is None:
            return self.plain
        people = self.people[user]
        if people not in self.made:
            eaten = {str(one.id): self._eaten(one, people) for one in self.products}
            known: dict[str, Any] = {
                id_: share for id_, share in eaten.items() if share is not None
            }
            self.made[people] = replace(self.plain, eaten=known)
        return self.made[people]

    def _eaten(self, product: Product, people: int) -> float | None:
        facts = facts_for(
            product, None, self.sample.community, self.lexicon.get, today=TODAY, people=people
        )
        parts = {part.name: part.value for part in score_product(facts, self.rules).parts}
        return parts.get("waste")


def print_neighbours(result: Mapping[str, Mapping[str, float]]) -> None:
    """Print a line a way."""
    for way, figures in result.items():
        shown = "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
        print(f"neighbours {way:10} {shown}")
