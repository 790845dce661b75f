"""JSON bodies are taken as the document describes them.

Records also read table cells (`a;b`, `radish:0.5`, `"3"` for 3). A program that sends such a cell
over HTTP has a mistake that it wants to hear of, so kinds and shapes are checked first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, BeforeValidator

from community.errors import InvalidField
from serving.api.problems import pointer_token

Schema = Mapping[str, Any]
_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and value % 1 == 0,
    "number": lambda value: _is_number(value),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}
_A = {"integer": "a whole number", "array": "a list", "object": "an object", "null": "null"}


def exact(kind: type[BaseModel]) -> BeforeValidator:
    """Return what refuses a body of another shape than the schema of `kind` tells.

    It raises InvalidField with the pointer of the first value that is wrong.
    """

    def check(value: Any) -> Any:
        if not isinstance(value, bytes):  # bytes: not sent as JSON, which is refused elsewhere
            schema = _schema(kind)
            _check(value, schema, schema.get("$defs", {}), "")
        return value

    return BeforeValidator(check)


@cache
def _schema(kind: type[BaseModel]) -> Schema:
    return kind.model_json_schema()


def _check(value: Any, schema: Schema, named: Mapping[str, Schema], pointer: str) -> None:
    if (reference := schema.get("$ref")) is not None:
        return _check(value, named[reference.rpartition("/")[2]], named, pointer)
    if (choices := schema.get("anyOf")) is not None:
        return _check_any(value, choices, named, pointer)
    kind = schema.get("type")
    if kind is not None and not _KINDS[kind](value):
        raise InvalidField(pointer or "/", f"must be {_A.get(kind, f'a {kind}')}")
    if isinstance(value, str):
        _check_text(value, schema, pointer)
    elif isinstance(value, list):
        _check_list(value, schema, named, pointer)
    elif isinstance(value, dict):
        _check_object(value, schema, named, pointer)
    return None


def _check_any(
    value: Any, choices: list[Schema], named: Mapping[str, Schema], pointer: str
) -> None:
    faults = []
    for choice in choices:
        try:
            return _check(value, choice, named, pointer)
        except InvalidField as fault:
            faults.append(fault)
    # the choice that went deepest is the one that was meant
    raise max(faults, key=lambda fault: len(fault.pointer))


def _check_text(value: str, schema: Schema, pointer: str) -> None:
    if len(value) > schema.get("maxLength", len(value)):
        raise InvalidField(pointer, f"at most {schema['maxLength']} characters")
    pattern = schema.get("pattern")
    if pattern is not None and re.search(pattern, value, re.ASCII) is None:
        raise InvalidField(pointer, schema.get("description") or f"does not match {pattern}")


def _check_list(
    value: list[Any], schema: Schema, named: Mapping[str, Schema], pointer: str
) -> None:
    first = schema.get("prefixItems", [])
    for place, item in enumerate(value):
        rest = schema.get("items", {})
        _check(item, first[place] if place < len(first) else rest, named, f"{pointer}/{place}")


def _check_object(
    value: dict[str, Any], schema: Schema, named: Mapping[str, Schema], pointer: str
) -> None:
    fields, others = schema.get("properties", {}), schema.get("additionalProperties")
    for name, item in value.items():
        inner = fields.get(name, others)
        if isinstance(inner, dict):
            _check(item, inner, named, f"{pointer}/{pointer_token(name)}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
