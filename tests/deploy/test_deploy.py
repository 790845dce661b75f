"""What is written for operators names only what exists."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from serving.metrics import Metrics
from serving.settings import Settings

ROOT = Path(__file__).parents[2]


def test_every_figure_of_the_dashboard_is_exported() -> None:
    board = json.loads((ROOT / "deploy/grafana.json").read_text(encoding="utf-8"))
    asked = {
        name
        for panel in board["panels"]
        for target in panel["targets"]
        for name in re.findall(r"lvlin_\w+", target["expr"])
    }
    exported = {
        name
        for family in Metrics().registry.collect()
        for name in (family.name, *(f"{family.name}_{s}" for s in ("bucket", "count", "total")))
    }
    assert asked
    assert asked <= exported


@pytest.mark.parametrize("name", ["compose.yaml", "compose.postgres.yaml"])
def test_a_composition_sets_only_settings_that_exist(name: str) -> None:
    services = yaml.safe_load((ROOT / "deploy" / name).read_text(encoding="utf-8"))["services"]
    lvlin = services["lvlin"]
    known = {f"LVLIN_{field.upper()}" for field in Settings.model_fields}
    given = {key for key in lvlin.get("environment", {}) if key.startswith("LVLIN_")}
    assert given <= known
    assert lvlin["read_only"]
    assert (ROOT / "deploy" / lvlin["build"] / "Dockerfile").is_file()


def test_the_image_installs_the_locked_versions_and_does_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("COPY requirements/base.lock") for line in lines)
    assert any("--require-hashes" in line for line in lines)
    assert "USER lvlin" in lines


def test_every_test_that_the_threat_model_quotes_exists() -> None:
    quoted = re.findall(r"`(tests/[\w/.]+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(quoted) > 10
    assert [path for path in quoted if not (ROOT / path).exists()] == []
