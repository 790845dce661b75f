"""Imports run one way, and heavy libraries have one door each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("community", "recsys", "recipes", "serving")
ALLOWED = {
    "community": {"community", "data"},
    "recsys": {"recsys", "community", "data"},
    "recipes": {"recipes", "community", "data"},
    "serving": {"serving", "recsys", "recipes", "community", "data"},
}
OURS = {*PACKAGES, "data", "notebooks", "tests", "benchmarks"}
ONE_DOOR = ("openai", "faiss", "sentence_transformers")


def modules(package: str) -> Iterator[Path]:
    yield from sorted((ROOT / package).rglob("*.py"))


def imports(path: Path, *, top_level_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else ast.walk(tree)
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(package: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): sorted((imports(path) & OURS) - ALLOWED[package])
        for path in modules(package)
        if (imports(path) & OURS) - ALLOWED[package]
    }
    assert wrong == {}


def test_fastapi_is_known_to_serving_only() -> None:
    inside = [
        path
        for package in ("community", "recsys", "recipes")
        for path in modules(package)
        if imports(path) & {"fastapi", "starlette", "uvicorn"}
    ]
    assert inside == []


@pytest.mark.parametrize("library", ONE_DOOR)
def test_a_heavy_library_has_one_adapter_and_is_imported_lazily(library: str) -> None:
    users = [path for package in PACKAGES for path in modules(package) if library in imports(path)]
    assert len(users) <= 1
    assert [path for path in users if library in imports(path, top_level_only=True)] == []


def test_nothing_is_imported_in_a_circle() -> None:
    graph = {
        module_name(path): {name for name in dotted_imports(path) if name.split(".")[0] in PACKAGES}
        for package in PACKAGES
        for path in modules(package)
    }
    assert cycle(graph) == []


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def dotted_imports(path: Path) -> set[str]:
    """Top-level imports of a module, by full name; a package stands for its __init__."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            submodules = {name for name in inner if is_module(name)}
            found |= submodules or {node.module}
    return found


def is_module(name: str) -> bool:
    path = ROOT / Path(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def cycle(graph: dict[str, set[str]]) -> list[str]:
    """Return one import cycle as a path, or nothing."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done or name not in graph:
            return []
        for other in sorted(graph[name]):
            if found := walk(other, [*path, name]):
                return found
        done.add(name)
        return []

    for start in sorted(graph):
        if found := walk(start, []):
            return found
    return []
