"""The size report: long functions and files are named; the limits are the house style's."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from tests.architecture.test_imports import PACKAGES, modules
from tests.conftest import ROOT

MAX_FUNCTION, MAX_FILE, MAX_POSITIONAL = 40, 300, 5


@dataclass(frozen=True)
class Size:
    where: str
    lines: int
    positional: int


def functions() -> list[Size]:
    found = []
    for package in PACKAGES:
        for path in modules(package):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    names = [a.arg for a in node.args.posonlyargs + node.args.args]
                    count = len([name for name in names if name not in {"self", "cls"}])
                    lines = (node.end_lineno or node.lineno) - node.lineno + 1
                    where = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                    found.append(Size(where, lines, count))
    return found


def test_no_function_is_longer_than_forty_lines() -> None:
    assert [f"{s.where}: {s.lines}" for s in functions() if s.lines > MAX_FUNCTION] == []


def test_no_function_takes_more_than_five_positional_parameters() -> None:
    assert [s.where for s in functions() if s.positional > MAX_POSITIONAL] == []


def test_most_functions_fit_in_twenty_lines() -> None:
    sizes = [s.lines for s in functions()]
    assert sum(lines <= 20 for lines in sizes) >= 0.8 * len(sizes)


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for package in PACKAGES
        for path in modules(package)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MAX_FILE
    }
    assert long == {}
