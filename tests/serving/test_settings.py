"""Settings come from the environment or from named files, and mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from community.errors import InvalidField
from serving.settings import load_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "DATABASE_URL", "HOST", "PORT", "LLM_BASE_URL", "LLM_MODEL"):
        monkeypatch.delenv(f"LVLIN_{name}", raising=False)


def test_nothing_set_means_sqlite_loopback_and_no_model() -> None:
    settings = load_settings()
    assert settings.database == "sqlite:///var/lvlin.db"
    assert settings.loopback_only
    assert settings.llm is None


def test_a_secret_is_read_from_the_file_that_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = tmp_path / "key"
    secret.write_text("s3cret\n", encoding="utf-8")
    monkeypatch.setenv("LVLIN_LLM_API_KEY_FILE", str(secret))
    monkeypatch.setenv("LVLIN_LLM_BASE_URL", "http://127.0.0.1:1234/v1")
    monkeypatch.setenv("LVLIN_LLM_MODEL", "tiny")
    settings = load_settings()
    assert settings.llm is not None
    assert settings.llm.api_key == "s3cret"
    assert "s3cret" not in repr(settings)


def test_a_missing_secret_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LVLIN_LLM_API_KEY_FILE", str(tmp_path / "absent"))
    with pytest.raises(InvalidField, match="LVLIN_LLM_API_KEY_FILE"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "many"), ("PORT", "70000"), ("LLM_BASE_URL", "ftp://x")]
)
def test_a_wrong_value_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"LVLIN_{name}", value)
    with pytest.raises(InvalidField, match=f"LVLIN_{name}"):
        load_settings()


def test_what_the_command_line_says_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LVLIN_PORT", "9000")
    assert load_settings(port=9001, host=None).port == 9001
