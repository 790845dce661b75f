"""Why nothing fits: the smallest set of constraints that exclude each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence


def minimal_conflict(
    names: Sequence[str], feasible: Callable[[Collection[str]], bool]
) -> tuple[str, ...]:
    """Return a subset of `names` that is infeasible, and feasible without any one of its members.

    QuickXplain (Junker, "Preferred Explanations and Relaxations for Over-Constrained Problems",
    AAAI 2004): halves are tried first, so that a conflict of k among n names takes about
    2k · log2(n / k) + 2k trials. Names that come first are kept in preference to later ones.
    """

    def explain(base: tuple[str, ...], fresh: bool, rest: Sequence[str]) -> tuple[str, ...]:
        if fresh and not feasible(base):
            return ()
        if len(rest) == 1:
            return tuple(rest)
        half = len(rest) // 2
        first, second = rest[:half], rest[half:]
        later = explain((*base, *first), True, second)
        earlier = explain((*base, *later), bool(later), first)
        return (*earlier, *later)

    return explain((), False, names) if names else ()
