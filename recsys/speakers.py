"""Which purchase spoke most for each of many picks: `speaks_most`, all at once."""

from __future__ import annotations

import numpy as np

from recsys.affinity import History
from recsys.baskets import Floats, Longs
from recsys.profiles import Profiles


def speakers(
    weight: Floats, history: History, who: Profiles, pair: tuple[Longs, Longs, Longs]
) -> Longs:
    """Return the item row that adds most affinity to each of P picks, -1 where none adds any (P,).

    `weight` (2F, O) and `history` as in `Affinity`; `pair` is whose pick it is, which output and
    which item row, (P,) each. The picked item does not speak for itself.
    """
    owner, output, item = pair
    whole = len(history.source) - int(np.sum(history.column >= len(weight) // 2))
    source, column = history.source[:whole], history.column[:whole]
    again = np.zeros(len(who.item), np.float32)  # how much the last basket adds, by source
    again[history.source[whole:]] = history.value[whole:]
    start = np.searchsorted(history.owner[:whole], np.arange(len(who) + 1))
    count = start[owner + 1] - start[owner]
    first = np.cumsum(count) - count
    entry = np.repeat(start[owner] - first, count) + np.arange(count.sum())
    wanted = np.repeat(output, count)
    added = weight[column[entry], wanted] * history.value[entry]
    twice = np.flatnonzero(again[source[entry]])
    late = entry[twice]
    added[twice] += weight[column[late] + len(weight) // 2, wanted[twice]] * again[source[late]]
    speaker = who.item[source[entry]]
    added[speaker == np.repeat(item, count)] = 0
    best = np.full(len(owner), -1, np.int64)
    asked = np.flatnonzero(count)
    if len(asked):
        most = np.maximum.reduceat(added, first[asked])
        hit = np.flatnonzero((added == np.repeat(most, count[asked])) & (added > 0))[::-1]
        best[np.repeat(np.arange(len(owner)), count)[hit]] = speaker[hit]  # the first comes last
    return best
