"""Gradient boosting with LightGBM, and its trees as arrays that serve without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Flags, Floats
from recsys.ranker.features import COMPONENT_OF, COMPONENTS, FEATURES
from recsys.ranker.trees import Trees

_SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 15,
    "max_depth": 6,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 10.0,
    "max_bin": 63,
    "seed": 1,
    "use_missing": False,
    "feature_pre_filter": False,
    "force_col_wise": True,
    "deterministic": True,
    "num_threads": 1,  # threads that wait for each other cost more on a busy machine
    "verbose": -1,
}


@dataclass(frozen=True, slots=True)
class Lesson:
    """P rows to learn from: `table` (P, F), whether each was `taken` (P,), log-odds to `start`
    from (P,) and how many rows each stands for, `weight` (P,)."""

    table: Floats
    taken: Flags
    start: NDArray[np.float64]
    weight: NDArray[np.float64]


def boost(lesson: Lesson, rounds: int) -> Trees:
    """Return the trees that correct the log-odds of being taken best.

    The same rows and settings give the same trees.
    """
    import lightgbm

    data = lightgbm.Dataset(
        lesson.table,
        lesson.taken.astype(np.float32),
        weight=lesson.weight,
        init_score=lesson.start,
        feature_name=list(FEATURES),
    )
    dump = lightgbm.train(_SETTINGS, data, rounds).dump_model()
    return as_arrays([tree["tree_structure"] for tree in dump["tree_info"]])


@dataclass(slots=True)
class _Nodes:
    """Nodes as they are found, in the order of `Trees`."""

    feature: list[int] = field(default_factory=list)
    threshold: list[float] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    worth: list[NDArray[np.float64]] = field(default_factory=list)
    depth: int = 0

    def add(self, node: Mapping[str, Any], worth: NDArray[np.float64], depth: int) -> int:
        """Add a node and all below it; return its row."""
        row = len(self.feature)
        self.feature.append(0)
        self.threshold.append(np.inf)
        self.children.append([row, row])
        self.worth.append(worth)
        self.depth = max(self.depth, depth)
        if "split_feature" in node:
            feature = int(node["split_feature"])
            self.feature[row], self.threshold[row] = feature, float(node["threshold"])
            for side, name in enumerate(("left_child", "right_child")):
                step = _value(node[name]) - float(node["internal_value"])
                way = worth.copy()
                way[COMPONENT_OF[feature]] += step
                self.children[row][side] = self.add(node[name], way, depth + 1)
        return row


def as_arrays(structures: Sequence[Mapping[str, Any]]) -> Trees:
    """Return trees from LightGBM's own description; what a root is worth is popularity's.

    A step down the tree is credited to the component whose feature was asked (Saabas, 2014), so
    that the components of a leaf add up to it, and every leaf knows them beforehand.
    """
    nodes = _Nodes()
    root = []
    for structure in structures:
        worth = np.zeros(len(COMPONENTS))
        worth[COMPONENTS.index("popularity")] = _value(structure)
        root.append(nodes.add(structure, worth, 0))
    return Trees(
        root=np.array(root, np.int32),
        feature=np.array(nodes.feature, np.int32),
        threshold=np.array(nodes.threshold, np.float64),
        children=np.array(nodes.children, np.int32).reshape(-1, 2),
        worth=np.array(nodes.worth, np.float64).reshape(-1, len(COMPONENTS)),
        depth=np.array([nodes.depth], np.int32),
    )


def _value(node: Mapping[str, Any]) -> float:
    return float(node["leaf_value"] if "leaf_value" in node else node["internal_value"])
