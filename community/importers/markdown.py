"""Notes from Markdown: with YAML front matter, or as a cookbook folder has its recipes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.、)])\s+(.+)$")
_RECIPE_TITLE = re.compile(r"的做法$")
_NAMED, _MEASURED, _STEPS, _MORE = "必备原料和工具", "计算", "操作", "附加内容"
_BOILERPLATE = re.compile(r"如果您遵循本指南|Issue 或 Pull ?request", re.IGNORECASE)


def front_matter(text: str) -> tuple[dict[str, Any], str] | None:
    """Return the fields and the text of a note with front matter, None without any.

    Raises ValueError in words when the front matter cannot be read.
    """
    match = _FRONT.match(text)
    if match is None:
        return None
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # An alias can make a small file unfold to gigabytes, and no note needs one.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(match[1], loader)):
            raise ValueError("the front matter uses YAML aliases")
        fields = yaml.load(match[1], loader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError("the front matter is no YAML") from error
    if not isinstance(fields, dict):
        raise ValueError("the front matter holds no fields")
    return {str(name): value for name, value in fields.items()}, text[match.end() :].strip()


def cookbook_page(text: str) -> Mapping[str, Any] | None:
    """Return the fields of a page written as HowToCook writes them, None without a title.

    `# 菜名的做法`, an introduction, then 必备原料和工具, 计算, 操作, 附加内容; without 操作 the
    page is a tip.
    """
    title, intro, sections = _sections(_COMMENT.sub("", _IMAGE.sub("", text)))
    if not title:
        return None
    if _STEPS not in sections:
        return {"kind": "tip", "title": title, "text": text.strip()}
    tail = [line for line in sections.get(_MORE, []) if not _BOILERPLATE.search(line)]
    recipe = {
        "ingredients_text": _items(sections.get(_NAMED, [])),
        "quantities_text": _items(sections.get(_MEASURED, [])),
        "steps": _items(sections[_STEPS]),
    }
    text = "\n".join((*intro, *tail)).strip()
    return {
        "kind": "recipe",
        "title": _RECIPE_TITLE.sub("", title),
        "text": text,
        "recipe": recipe,
    }


def _sections(text: str) -> tuple[str, list[str], dict[str, list[str]]]:
    title, current = "", list[str]()
    intro = current
    sections: dict[str, list[str]] = {}
    for line in text.splitlines():
        heading = re.match(r"^(#{1,6})\s+(.+?)\s*#*$", line)
        if heading is None:
            current.append(line)
        elif len(heading[1]) == 1 and not title:
            title = heading[2]
        elif len(heading[1]) <= 2:
            current = sections.setdefault(heading[2], [])
    return title, intro, sections


def _items(lines: list[str]) -> list[str]:
    """Return the list items; a section without a list gives its lines."""
    items = [match[1].strip() for line in lines if (match := _ITEM.match(line))]
    return items or [line.strip() for line in lines if line.strip()]
