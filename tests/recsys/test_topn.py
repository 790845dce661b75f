from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recsys.topn import top_n

SCORES = st.lists(st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0]), min_size=1, max_size=12)


@given(SCORES, st.integers(-1, 15), st.data())
def test_the_best_n_are_those_of_a_full_sort(
    scores: list[float], n: int, data: st.DataObject
) -> None:
    allowed = data.draw(st.lists(st.booleans(), min_size=len(scores), max_size=len(scores)))
    found = top_n(np.array([scores]), n, np.array(allowed))[0].tolist()
    order = sorted(range(len(scores)), key=lambda column: (-scores[column], column))
    expected = [column for column in order if allowed[column]][: max(0, n)]
    assert [column for column in found if column >= 0] == expected
    assert len(found) == max(0, min(n, len(scores)))


def test_rows_do_not_disturb_each_other() -> None:
    scores = np.array([[1.0, 1.0, 1.0], [0.0, 2.0, 1.0]])
    assert top_n(scores, 2).tolist() == [[0, 1], [1, 2]]


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert top_n(np.empty((2, 0)), 5).shape == (2, 0)
