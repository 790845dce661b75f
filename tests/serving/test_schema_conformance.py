"""The API does what its OpenAPI document says, whatever is sent: Schemathesis, all checks on.

Every phase runs (examples, coverage, fuzzing, stateful) and no check is excluded. One is told
more: `positive_data_acceptance` takes a request that fits the schema and is answered 422 for a
failure, but no schema can tell that a supplier exists, that a plan can be solved or that a dish is
dangerous. So 422 is allowed there, and `a_422_says_what_no_schema_can` takes the check's place:
valid data may be refused for its meaning only, never for a kind, a length or a missing field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from tests.serving.twins import HOME, Twins, two_communities

_PHASES = ("examples", "coverage", "fuzzing", "stateful")
_MEANING = {
    "invalid-field",  # ours: it names nothing, or contradicts the address
    "value_error",  # ours: an unknown word, a month 13, no consent
    "string_too_short",  # only blanks
    "decimal_max_places",  # a fraction of a fen: JSON numbers are no decimals …
    "decimal_max_digits",  # … which holds for its many digits, too
}
_SEMANTIC = {"infeasible", "refused-recipe", "invalid-input"}


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    with two_communities(tmp_path_factory.mktemp("conformance")) as made:
        yield made


@schemathesis.check
def a_422_says_what_no_schema_can(_: Any, response: Any, case: Any) -> None:
    meta = case.meta
    if response.status_code != 422 or meta is None or not meta.generation.mode.is_positive:
        return
    body = response.json()
    codes = {error["code"] for error in body["errors"]}
    kind = body["type"].rpartition(":")[2]
    assert codes <= _MEANING, f"valid data was refused for {codes - _MEANING}: {body['detail']}"
    assert codes or kind in _SEMANTIC, f"valid data was refused as {kind}: {body['detail']}"


def _config(key: str) -> SchemathesisConfig:
    accepted = ["2xx", "3xx", "401", "403", "404", "409", "422", "429"]
    phases: dict[str, Any] = {name: {"enabled": True} for name in _PHASES}
    phases["stateful"]["max-steps"] = 4
    return SchemathesisConfig.from_dict(
        {
            "seed": 20261124,
            "headers": {"Authorization": f"Bearer {key}"},
            "parameters": {"community": HOME},
            "generation": {"max-examples": 2, "deterministic": True, "no-shrink": True},
            "continue-on-failure": True,
            "request-timeout": 120,  # a busy machine is no fault of the API
            "checks": {"positive_data_acceptance": {"expected-statuses": accepted}},
            "phases": phases,
        }
    )


def _failures(event: events.ScenarioFinished) -> Iterator[str]:
    for checks in event.recorder.checks.values():
        for check in checks:
            if check.failure_info is not None:
                failure = check.failure_info.failure
                yield (
                    f"{event.recorder.label} · {check.name} · {failure.title}: {failure.message}\n"
                    f"{check.failure_info.code_sample}"
                )


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_no_request_that_schemathesis_can_think_of_breaks_the_document(twins: Twins) -> None:
    schema = schemathesis.openapi.from_asgi(
        "/openapi.json", twins.client.app, config=_config(twins.keys["admin"])
    )
    failures: list[str] = []
    cases: Counter[str] = Counter()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            cases[event.phase.value] += len(event.recorder.cases)
            failures += _failures(event)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            failures.append(str(getattr(event, "value", None) or getattr(event, "exception", "")))
    assert not failures, f"{len(failures)} failures\n\n" + "\n\n".join(failures[:10])
    assert all(cases[phase] > 0 for phase in _PHASES), dict(cases)
    assert cases["coverage"] > 1000
