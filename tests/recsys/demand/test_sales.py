from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from community.errors import InvalidFile
from recsys.demand.sales import read_sales
from tests.recsys.demand.shop import HEADER

GOOD = "2024-01-01,a,菜(份),叶,2,5,3,0,0.1"


def _file(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "sales.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_days_become_weeks_with_the_days_open(tmp_path: Path) -> None:
    sales = read_sales(
        _file(
            tmp_path,
            GOOD,
            "2024-01-02,a,菜(份),叶,4,2,5,0.5,0.1",
            "2024-01-02,b,菜(盒),叶,1,9,4,0,0.2",
            "2024-01-15,b,菜(盒),叶,0,9,4,0,0.2",
            "2024-01-16,a,菜(份),叶,3,5,3,0,0.1",
        )
    )
    history = sales.history
    assert sales.skus == ("a", "b")
    assert history.monday == date(2024, 1, 1)
    assert history.open_days.tolist() == [2, 0, 1]
    assert np.array_equal(history.sold[:, [0, 2]], [[6.0, 3.0], [1.0, 0.0]])
    assert np.isnan(history.rate[:, 1]).all()
    assert history.price[0, 0] == pytest.approx((2 * 5 + 4 * 2) / 6)  # by what was sold
    assert history.cost[0, 0] == pytest.approx(4.0)  # by days: it is known beforehand
    assert history.last[:, 0].tolist() == [4.0, 1.0]
    assert history.family[0] == history.family[1]
    assert history.coming(2).on_sale.tolist() == [True, True]


def test_optional_columns_may_be_missing_and_others_there(tmp_path: Path) -> None:
    header = "sku,date,name,category,quantity,unit_price,unit_cost,remark"
    history = read_sales(_file(tmp_path, "007,2024-01-03,菜,叶,2,5,3,x", header=header)).history
    assert history.loss.tolist() == [[0.0]]
    assert history.discounted.tolist() == [[0.0]]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2024-13-01,b,菜,叶,2,5,3,0,0.1", "date"),
        ("2024-01-01,,菜,叶,2,5,3,0,0.1", "sku"),
        ("2024-01-01,b,菜,叶,-2,5,3,0,0.1", "quantity"),
        ("2024-01-01,b,菜,叶,2,NaN,3,0,0.1", "unit_price"),
        ("2024-01-01,b,菜,叶,2,,3,0,0.1", "unit_price"),
        ("2024-01-01,b,菜,叶,2,5,inf,0,0.1", "unit_cost"),
        ("2024-01-01,b,菜,叶,2,5,3,1.5,0.1", "discounted_share"),
        ("2024-01-01,b,菜,叶,2,5,3,0,1", "loss_rate"),
        (GOOD, "sku"),
    ],
)
def test_a_bad_row_is_refused_with_its_row_and_column(
    tmp_path: Path, row: str, column: str
) -> None:
    with pytest.raises(InvalidFile) as caught:
        read_sales(_file(tmp_path, GOOD, row))
    assert [(p.row, p.column) for p in caught.value.problems] == [(3, column)]
    assert "sales.csv" in str(caught.value)


def test_a_file_without_rows_columns_or_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="holds no rows"):
        read_sales(_file(tmp_path))
    with pytest.raises(InvalidFile, match="unit_cost: column missing"):
        read_sales(_file(tmp_path, "1", header=HEADER.replace("unit_cost", "x")))
    with pytest.raises(InvalidFile, match="not a readable CSV"):
        read_sales(tmp_path / "none.csv")
