from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from community.errors import InvalidFile
from recsys.basket_files import read_baskets, read_split
from tests.recsys.shop import baskets_of

GOOD: dict[str, Any] = {"user": [1, 1, 2], "basket": [0, 1, 0], "item": [10, 11, 10]}


def written(folder: Path, columns: dict[str, Any]) -> Path:
    path = folder / "baskets.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def test_integer_and_text_ids_read_alike(tmp_path: Path) -> None:
    numbers = read_baskets(written(tmp_path, GOOD))
    text = {**GOOD, "user": ["1", "1", "2"], "item": ["10", "11", "10"]}
    words = read_baskets(written(tmp_path, text))
    assert numbers.user_ids.tolist() == words.user_ids.tolist() == ["1", "2"]
    assert numbers.item.tolist() == words.item.tolist() == [0, 1, 0]


def test_a_dictionary_column_reads_like_its_values(tmp_path: Path) -> None:
    coded = {**GOOD, "item": pa.array(["10", "11", "10"]).dictionary_encode()}
    assert read_baskets(written(tmp_path, coded)).item_ids.tolist() == ["10", "11"]


def test_quantities_are_read_where_there_are_any(tmp_path: Path) -> None:
    baskets = read_baskets(written(tmp_path, {**GOOD, "quantity": [1.0, 2.5, 3.0]}))
    assert baskets.quantity.tolist() == [1.0, 2.5, 3.0]


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"user": None}, "user", "missing"),
        ({"item": None}, "item", "missing"),
        ({"basket": [0.5, 1.5, 2.5]}, "basket", "type double"),
        ({"basket": ["0", "1", "0"]}, "basket", "type string"),
        ({"item": [[1], [2], [3]]}, "item", "type list"),
        ({"user": [1, None, 2]}, "user", "is empty"),
        ({"basket": [0, -1, 0]}, "basket", "counted from 0"),
        ({"quantity": [1.0, 0.0, 1.0]}, "quantity", "above 0"),
        ({"quantity": ["a", "b", "c"]}, "quantity", "type string"),
    ],
)
def test_a_broken_column_is_named(
    tmp_path: Path, change: dict[str, Any], column: str, reason: str
) -> None:
    columns = {name: values for name, values in {**GOOD, **change}.items() if values is not None}
    with pytest.raises(InvalidFile, match=reason) as caught:
        read_baskets(written(tmp_path, columns))
    assert caught.value.problems[0].column == column


def test_an_empty_cell_is_named_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile) as caught:
        read_baskets(written(tmp_path, {**GOOD, "item": [10, None, 10]}))
    assert caught.value.problems[0].row == 3


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    empty = {name: pa.array([], pa.int32()) for name in GOOD}
    with pytest.raises(InvalidFile, match="no rows"):
        read_baskets(written(tmp_path, empty))


def test_what_is_no_parquet_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("user,basket,item\n")
    with pytest.raises(InvalidFile, match="readable Parquet"):
        read_baskets(tmp_path / "x.parquet")
    with pytest.raises(InvalidFile, match="readable Parquet"):
        read_baskets(tmp_path / "absent.parquet")


def test_a_split_gives_every_user_a_part(tmp_path: Path) -> None:
    (tmp_path / "split.csv").write_text("user,part\na,train\nb,test\n")
    baskets = baskets_of([("a", 0, "x"), ("b", 0, "x")])
    assert read_split(tmp_path / "split.csv", baskets) == {"a": "train", "b": "test"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "header"),
        ("who,part\na,train\n", "header"),
        ("user,part\na,exam\n", "row 2, part: must be train, val or test"),
        ("user,part\na\n", "row 2, part"),
        ("user,part\na,train\nzz,test\n", "row 3, user: 'zz' has no basket"),
        ("user,part\na,train\na,test\n", "row 3, user: 'a' appears twice"),
    ],
)
def test_a_broken_split_is_refused_with_its_row(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "split.csv").write_text(text)
    with pytest.raises(InvalidFile, match=message):
        read_split(tmp_path / "split.csv", baskets_of([("a", 0, "x")]))


def test_a_split_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="readable CSV"):
        read_split(tmp_path / "absent.csv", baskets_of([("a", 0, "x")]))
