"""The one door to HiGHS, the solver of linear and mixed-integer programs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from community.errors import Unavailable

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Maximise worth · x for low ≤ matrix · x ≤ high, lower ≤ x ≤ upper, x whole where `whole`.

    `columns` tells where the x of this program are in the one it was cut from.
    """

    columns: NDArray[np.int64]
    worth: Floats
    lower: Floats
    upper: Floats
    whole: NDArray[np.bool_]
    matrix: Any  # scipy csr
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A point x, what it is worth, a proven bound on the best, and the prices of the rows.

    `proven`: the gap asked for was reached. `prices` are those of a linear program.
    """

    x: Floats
    worth: float
    bound: float
    proven: bool
    prices: Floats


def relax(program: Linear) -> Answer | None:
    """Return the best point with fractions allowed, None when there is none."""
    if not len(program.columns):
        return _nothing(program)
    return _answer(_model(program, whole=False))


def maximise(
    program: Linear,
    *,
    gap: float,
    nodes: int,
    above: float | None = None,
) -> Answer | None:
    """Return the best point within the relative `gap`, None when there is none.

    With `above`, only points worth more are looked for, and what is worth less may be missed.
    Raises Unavailable when `nodes` did not suffice for any.
    """
    if not len(program.columns):
        return _nothing(program)
    model = _model(program, whole=True)
    _set(model, mip_rel_gap=min(gap, 1e9), mip_max_nodes=nodes, mip_allow_restart=False)
    if above is not None:
        _set(model, objective_bound=-above, **_ONLY_BETTER)
    return _answer(model)


_ONLY_BETTER: dict[str, Any] = {  # a plan is known: what finds a first one is wasted
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_feasibility_jump": False,
}


def _model(program: Linear, *, whole: bool) -> Any:
    # highspy.Highs is the same with callbacks, and greets on standard output.
    from highspy import HighsLp, HighsVarType, MatrixFormat
    from highspy._core import _Highs

    lp = HighsLp()
    lp.num_row_, lp.num_col_ = program.matrix.shape
    lp.col_cost_ = -program.worth
    lp.col_lower_, lp.col_upper_ = program.lower, program.upper
    lp.row_lower_, lp.row_upper_ = program.low, program.high
    lp.a_matrix_.format_ = MatrixFormat.kRowwise
    lp.a_matrix_.start_ = program.matrix.indptr
    lp.a_matrix_.index_ = program.matrix.indices
    lp.a_matrix_.value_ = program.matrix.data
    if whole:
        kinds = (HighsVarType.kContinuous, HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(w)] for w in program.whole]
    model = _Highs()
    _set(model, output_flag=False, threads=1, random_seed=0)
    model.passModel(lp)
    return model


def _set(model: Any, **options: Any) -> None:
    for name, value in options.items():
        model.setOptionValue(name, value)


def _nothing(program: Linear) -> Answer | None:
    """Return the answer to a program without columns."""
    if np.all((program.low <= 0) & (program.high >= 0)):
        prices = np.zeros(len(program.low))
        return Answer(x=np.zeros(0), worth=0.0, bound=0.0, proven=True, prices=prices)
    return None


def _answer(model: Any) -> Answer | None:
    from highspy import HighsModelStatus as Status

    model.run()
    status, info, found = model.getModelStatus(), model.getInfo(), model.getSolution()
    if status in (Status.kInfeasible, Status.kUnboundedOrInfeasible):
        return None
    if status != Status.kOptimal and not found.value_valid:
        raise Unavailable(f"the solver found no plan: {model.modelStatusToString(status)}")
    whole = bool(model.getLp().integrality_)
    worth = -float(info.objective_function_value)
    bound = -float(info.mip_dual_bound) if whole else worth
    return Answer(
        x=np.array(found.col_value, float),
        worth=worth,
        bound=bound if math.isfinite(bound) else math.inf,
        proven=status == Status.kOptimal,
        prices=np.zeros(0) if whole else -np.array(found.row_dual, float),
    )
