"""The whole judgement over one draft."""

from __future__ import annotations

from recipes.draft import Draft
from recipes.verifier.case import Case, Reading, Violation
from recipes.verifier.dangers import dangers
from recipes.verifier.figures import figures
from recipes.verifier.foods import invented, listed, unused
from recipes.verifier.household import unfit
from recipes.verifier.sources import citations
from recipes.verifier.traces import traced
from recipes.verifier.treatments import untreated
from recipes.verifier.words import words

CHECKS = (unfit, listed, invented, unused, dangers, untreated, figures, traced, citations, words)


def verify(draft: Draft, case: Case) -> tuple[Violation, ...]:
    """Return everything wrong with `draft`; a draft is shown only when this is empty.

    Pure: the same draft and case give the same answer. Nothing the draft says about itself
    ("peanut-free") is believed.
    """
    reading = Reading(draft, case.reader)
    return tuple(violation for check in CHECKS for violation in check(reading, case))
