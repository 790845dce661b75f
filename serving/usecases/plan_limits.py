"""How near a plan is to impossible: what would make a week possible, and who must not fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from community.errors import Infeasible
from community.ids import CommunityId
from community.models import Plan
from recsys.planning.relaxation import Relaxation, relaxations
from recsys.planning.resilience import Failure, failures
from recsys.planning.solver import Solution
from serving.catalogues import Catalogue
from serving.services import Services
from serving.usecases.plan import read_plan
from serving.usecases.plan_asked import PlanAsked, asked_of
from serving.usecases.plan_question import question_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """Constraints that exclude each other, and the single changes that help, the least first."""

    conflict: tuple[str, ...]
    relaxations: tuple[Relaxation, ...]
    catalogue: Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Resilience:
    """What each supplier of a plan would take away by failing, the worst first."""

    failures: tuple[Failure, ...]
    catalogue: Catalogue


def why_impossible(services: Services, asked: PlanAsked, error: Infeasible) -> Impossible:
    """Return what would make the week possible; raises what `question_of` raises."""
    question = question_of(services, asked)
    return Impossible(
        conflict=error.conflict,
        relaxations=tuple(
            change
            for change in relaxations(question.scenario, error.conflict)
            if not (change.name == "slots" and change.to == 0)  # to offer nothing helps nobody
        ),
        catalogue=question.catalogue,
    )


def resilience(services: Services, community_id: CommunityId, plan_id: str) -> Resilience:
    """Solve a plan's week without each of its suppliers.

    First come those without whom an essential is not covered or nothing can be planned. Raises
    NotFound, and InvalidField where the week has begun.
    """
    plan = read_plan(services, community_id, plan_id).plan
    with services.database.read() as store:
        history = services.histories.of(store, community_id)
    question = question_of(services, asked_of(plan))
    found = history.once(
        ("resilience", plan.id), lambda: failures(question.scenario, _solution(plan))
    )
    return Resilience(failures=tuple(sorted(found, key=_badness)), catalogue=question.catalogue)


def _solution(plan: Plan) -> Solution:
    kept: Any = plan.settings
    return Solution(
        packs={line.product_id: line.packs for line in plan.lines},
        worth=float(kept["worth"]),
        status=str(kept["status"]),
        gap=float(kept["gap"]),
    )


def _badness(failure: Failure) -> tuple[bool, float, str]:
    missing = any(not cover.covered for cover in failure.after)
    hopeless = failure.loss is None or missing
    return not hopeless, -(failure.loss or 0.0), failure.supplier_id
