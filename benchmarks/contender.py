"""One contender measured in a process of its own: `python -m benchmarks.contender FILE NAME`.

Prints one line of JSON. Lvlin needs this project; the others only NumPy, SciPy and themselves, so
that they can run in an environment of their own (benchmarks/peers.txt).
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np

Result = TypeVar("Result")
N = 20
THREADS = 2
_ALONE = 500  # users asked one by one


class Contender(Protocol):
    """A recommender under measurement; users are row numbers."""

    batch: int  # users asked at once

    def fit(self) -> None: ...
    def many(self, users: Any) -> Any: ...
    def one(self, user: int) -> Any: ...


class Lvlin:
    """Ours, with what is not on offer and what people avoid left out, and what decided."""

    batch = 10**9

    def __init__(self, shop: Any) -> None:
        self.shop = shop

    def fit(self) -> None:
        """Fit, and say what is on offer (nine in ten) and what people avoid (7 % of them)."""
        from benchmarks.shops import Shop, baskets_of
        from recsys.batch import Avoided, prepare
        from recsys.config import WEEKLY
        from recsys.model import fit

        self.model = fit(baskets_of(Shop(**self.shop)), WEEKLY)
        random = np.random.default_rng(1)
        users, items = len(self.model.user_ids), len(self.model.item_ids)
        self.offer = prepare(self.model, np.flatnonzero(random.random(items) < 0.9))
        self.avoided = Avoided(
            users=random.random((users, 14)) < 0.005, items=random.random((items, 14)) < 0.1
        )

    def many(self, users: Any) -> Any:
        from recsys.batch import pick_for_all

        return pick_for_all(self.offer, users, N, avoided=self.avoided, threads=THREADS).item

    def one(self, user: int) -> Any:
        return self.many(np.array([user]))


class Implicit:
    """implicit's item-item and matrix factorisation models on how often who had what."""

    batch = 10**9

    def __init__(self, shop: Any, kind: str) -> None:
        from scipy import sparse

        entries = (np.ones(len(shop["user"]), np.float32), (shop["user"], shop["item"]))
        self.had = sparse.csr_matrix(entries)
        self.kind = kind

    def fit(self) -> None:
        from implicit import als, nearest_neighbours

        made: dict[str, Callable[[], Any]] = {
            "cosine": lambda: nearest_neighbours.CosineRecommender(K=N, num_threads=THREADS),
            "bm25": lambda: nearest_neighbours.BM25Recommender(K=N, num_threads=THREADS),
            "als": lambda: als.AlternatingLeastSquares(64, num_threads=THREADS, random_state=0),
        }
        self.model = made[self.kind]()
        self.model.fit(self.had, show_progress=False)

    def many(self, users: Any) -> Any:
        return self.model.recommend(users, self.had[users], N, filter_already_liked_items=False)[0]

    def one(self, user: int) -> Any:
        return self.model.recommend(user, self.had[user], N, filter_already_liked_items=False)[0]


class LensKit:
    """LensKit's item-kNN and popularity as it puts them into a top-n pipeline."""

    batch = 500  # slow enough

    def __init__(self, shop: Any, kind: str) -> None:
        import pandas as pd
        from lenskit.data import from_interactions_df

        pairs = pd.DataFrame({"user_id": shop["user"], "item_id": shop["item"]}).drop_duplicates()
        self.data = from_interactions_df(pairs)
        self.kind = kind

    def fit(self) -> None:
        from lenskit.basic import PopScorer
        from lenskit.knn import ItemKNNScorer
        from lenskit.pipeline import topn_pipeline

        knn = self.kind == "item-knn"
        scorer = ItemKNNScorer(max_nbrs=N, feedback="implicit") if knn else PopScorer()
        self.pipeline = topn_pipeline(scorer, n=N)
        self.pipeline.train(self.data)

    def many(self, users: Any) -> Any:
        from lenskit.batch import recommend

        return recommend(self.pipeline, users.tolist(), n=N, n_jobs=1)

    def one(self, user: int) -> Any:
        from lenskit import recommend

        return recommend(self.pipeline, user, n=N)


MADE: dict[str, Callable[[Any], Contender]] = {
    "lvlin": Lvlin,
    "implicit cosine": lambda shop: Implicit(shop, "cosine"),
    "implicit bm25": lambda shop: Implicit(shop, "bm25"),
    "implicit als": lambda shop: Implicit(shop, "als"),
    "lenskit item-knn": lambda shop: LensKit(shop, "item-knn"),
    "lenskit popularity": lambda shop: LensKit(shop, "popularity"),
}


def measure(file: Path, name: str) -> dict[str, Any]:
    """Return seconds, CPU seconds, users a second and memory of one contender."""
    shop = dict(np.load(file))
    contender = MADE[name](shop)
    _, fit_s, fit_cpu_s = timed(contender.fit)
    users = np.arange(len(np.unique(shop["user"])))
    asked = users[: contender.batch]
    contender.many(asked[:50])
    _, many_s, many_cpu_s = timed(lambda: contender.many(asked))
    few = np.random.default_rng(2).choice(users, _ALONE).tolist()
    _, one_s, one_cpu_s = timed(lambda: [contender.one(user) for user in few])
    return {
        "name": name,
        "fit_s": round(fit_s, 2),
        "fit_cpu_s": round(fit_cpu_s, 2),
        "users_per_s": round(len(asked) / many_s),
        "users_per_cpu_s": round(len(asked) / many_cpu_s),
        "one_ms": round(1e3 * one_s / _ALONE, 3),
        "one_cpu_ms": round(1e3 * one_cpu_s / _ALONE, 3),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def timed(work: Callable[[], Result]) -> tuple[Result, float, float]:
    """Return what work returns, and the seconds and CPU seconds that it and its children took."""
    wall, cpu = time.perf_counter(), _cpu()
    result = work()
    return result, time.perf_counter() - wall, _cpu() - cpu


def _cpu() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, who))


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2])))
