"""`lvlin evaluate jielong`: the reader's answer to any set of chains, and how right it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from community.foods import load_foods
from community.jielong.cases import Case, read_cases
from community.jielong.model import Action, Item, Reading, Record, Standing
from community.jielong.reader import read_chain


def evaluate_jielong(path: Path) -> dict[str, Any]:
    """Read every chain of a file and hold it against its truth.

    `accuracy` is the share of written lines whose records all match the truth (who, building,
    items, action); a line without an order is right when nothing is read from it. A silent guess
    is a line that books what its truth leaves unresolved or does not order. Raises InvalidFile.
    """
    foods = load_foods()
    cases = read_cases(path)
    readings = [read_chain(case.offers, case.pasted, foods) for case in cases]
    lines = wrong = guesses = 0
    for case, reading in zip(cases, readings, strict=True):
        for number in written_lines(case.pasted):
            truth, told = _on(case.truth, number), _on(reading.records, number)
            lines += 1
            wrong += not same_records(truth, told)
            guesses += is_guess(truth, told)
    return {
        "lines": lines,
        "accuracy": round(1 - wrong / lines, 4) if lines else None,
        "silent_guesses": guesses,
        "answers": [_answer(c, r) for c, r in zip(cases, readings, strict=True)],
    }


def written_lines(pasted: str) -> list[int]:
    """Return the numbers of the lines that are not blank, from 1."""
    return [number for number, line in enumerate(pasted.split("\n"), 1) if line.strip()]


def same_records(truth: Iterable[Record], told: Iterable[Record]) -> bool:
    """Say whether two readings of a line agree, in whatever order they list things."""
    return sorted(map(_comparable, truth)) == sorted(map(_comparable, told))


def is_guess(truth: Sequence[Record], told: Sequence[Record]) -> bool:
    """Say whether a line books what its truth does not, where it doubts or has no order."""
    booked = {_booking(r, item) for r in told for item in r.items}
    true = {_booking(r, item) for r in truth for item in r.items}
    doubtful = not true or any(r.action is Action.UNRESOLVED for r in truth)
    return doubtful and bool(booked - true)


def _booking(record: Record, item: Item) -> tuple[str, str]:
    return record.who, item.product_id


def _on(records: Iterable[Record], line: int) -> list[Record]:
    return [record for record in records if record.line == line]


def _comparable(record: Record) -> tuple[str, str, str, list[tuple[str, int]]]:
    items = sorted((item.product_id, item.quantity) for item in record.items)
    return record.who, record.building, record.action.value, items


def _answer(case: Case, reading: Reading) -> dict[str, Any]:
    return {
        "cid": case.cid,
        "lines": [_line(record) for record in reading.records],
        "standing": [_standing(standing) for standing in reading.standing],
    }


def _line(record: Record) -> dict[str, Any]:
    line: dict[str, Any] = {"line": record.line, **_person(record)}
    line |= {"items": _items(record.items), "action": record.action.value}
    return line if record.reason is None else {**line, "reason": record.reason.value}


def _standing(standing: Standing) -> dict[str, Any]:
    return {**_person(standing), "items": _items(standing.items)}


def _person(told: Record | Standing) -> dict[str, str]:
    return {"who": told.who, **({"building": told.building} if told.building else {})}


def _items(items: Iterable[Item]) -> list[dict[str, Any]]:
    return [{"product_id": item.product_id, "quantity": item.quantity} for item in items]
