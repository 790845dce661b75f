from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from community.errors import InvalidField
from community.ids import CommunityId
from recsys.artifact import load
from recsys.training import Outcome, Trainer, model_folder

NOW = datetime(2026, 11, 24, tzinfo=UTC)
HOME = CommunityId("c1")


def lines(packs: int = 2) -> pa.Table:
    """Nine neighbours, each with tofu and a thing of their own in six weeks."""
    rows = [(f"n{k}", week, p) for k in range(9) for week in range(6) for p in ("tofu", f"own{k}")]
    people, weeks, products = map(list, zip(*rows, strict=True))
    return pa.table(
        {
            "community_id": [HOME] * len(rows),
            "neighbour_id": people,
            "time": weeks,
            "product_id": products,
            "quantity": [packs] * len(rows),
        }
    )


def test_order_lines_become_a_model_that_serves(tmp_path: Path) -> None:
    outcome = Trainer(models=tmp_path, now=NOW)(lines())
    assert (outcome.community_id, outcome.problem) == (HOME, "")
    assert dict(outcome.facts) == {"users": 9, "items": 10, "lines": 108}
    ranked = load(tmp_path / HOME).recommend("n4", 2)
    assert set(ranked.ids) == {"tofu", "own4"}
    assert ranked.model_version == outcome.version
    own = next(item for item in ranked.items if item.id == "own4")
    assert own.reasons[0].params["quantity"] == 2.0


def test_the_order_of_the_lines_does_not_matter(tmp_path: Path) -> None:
    here, there = (Trainer(models=tmp_path / name, now=NOW) for name in ("here", "there"))
    backwards = lines().take(list(range(107, -1, -1)))
    assert here(lines()).version == there(backwards).version


def test_a_training_that_fails_says_why_and_keeps_the_model_there_was(tmp_path: Path) -> None:
    trainer = Trainer(models=tmp_path, now=NOW)
    version = trainer(lines()).version
    outcome = trainer(lines(packs=0))
    assert outcome == Outcome(
        community_id=HOME, problem="/baskets/quantity: quantities must be above 0"
    )
    assert not outcome.empty
    assert load(tmp_path / HOME).version == version


@pytest.mark.parametrize("id_", ["", ".", "..", ".hidden", "a/b", "a\\b", "a\0b"])
def test_a_model_cannot_leave_its_folder(tmp_path: Path, id_: str) -> None:
    with pytest.raises(InvalidField, match="cannot name a folder"):
        model_folder(tmp_path, CommunityId(id_))
