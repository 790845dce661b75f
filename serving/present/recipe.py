"""Recipes for the wire and for a terminal."""

from __future__ import annotations

from serving.messages import Messages, messages
from serving.schemas.recipe import LinkOut, RecipeOut
from serving.usecases.cook import Cooked


def present_recipe(cooked: Cooked) -> RecipeOut:
    """Return the recipe with where to buy what is missing."""
    offers = [
        LinkOut(food=link.food_id, product_id=link.product_id, name=link.name, price=link.price)
        for link in cooked.links
    ]
    return RecipeOut.model_validate({"id": cooked.id, **cooked.answer.to_dict(), "offers": offers})


def print_recipe(cooked: Cooked) -> str:
    """Return the recipe as plain text, with its label."""
    answer, say = cooked.answer, messages(cooked.answer.lang)
    head = [
        answer.title,
        say.say("recipe.head", people=answer.servings, minutes=answer.minutes),
        "",
    ]
    lines = [
        f"  {line.name} {line.grams:g} g  {say.say(f'recipe.source.{line.source.value}')}"
        for line in answer.ingredients
    ]
    steps = [
        f"  {number}. {step.text}{_cites(step.cites)}"
        for number, step in enumerate(answer.steps, 1)
    ]
    return "\n".join([*head, *lines, "", *steps, "", *_notes(cooked, say)])


def _notes(cooked: Cooked, say: Messages) -> list[str]:
    answer = cooked.answer
    said = [f"! {caution.text}" for caution in (*answer.warnings, *answer.safety)]
    if answer.unrecognised:
        said.append(say.say("recipe.unrecognised", names="、".join(answer.unrecognised)))
    said += [f"{rest.name} {rest.grams:g} g: {rest.keep}" for rest in answer.leftovers]
    said += [f"{link.name} ¥{link.price}" for link in cooked.links]
    saved = say.say(
        "recipe.saved", grams=round(answer.saving.grams), co2e=f"{answer.saving.co2e_kg:.2f}"
    )
    cited = [f"[{note.id}] {note.title}" for note in answer.notes]
    return [*said, answer.storage, saved, answer.saving.assumption, *cited, answer.label]


def _cites(cites: tuple[str, ...]) -> str:
    return " " + " ".join(f"[{note}]" for note in cites) if cites else ""
