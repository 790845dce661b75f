"""The table of food-safety rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from community.reference.patterns import Pattern, parse_pattern
from community.reference.tables import STATUSES, Row, check_unique, read_table
from community.reference.word_classes import WordClasses

FILE = "hazards.csv"
SOURCES_FILE = "hazard_sources.csv"
COLUMNS = (
    "id",
    "kind",
    "severity",
    "action",
    "applies",
    "triggers",
    "exclude",
    "patterns",
    "groups",
    "hazard_zh",
    "hazard_en",
    "rule_zh",
    "rule_en",
    "min_core_c",
    "min_minutes",
    "soak_h",
    "room_max_h",
    "fridge_max_h",
    "min_age_months",
    "params",
    "sources",
    "status",
)
KINDS = frozenset({"state", "scrap", "food", "process", "nonfood_plant", "additive"})
SEVERITIES = {"minor": 0, "moderate": 1, "serious": 2, "fatal": 3}
ACTIONS = {"WARN": 0, "BLOCK_FOR": 1, "TREAT": 2, "BLOCK": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardRule:
    """One rule.

    `action`: BLOCK refuse, TREAT allow only with the treatment, BLOCK_FOR refuse for `groups`,
    WARN say. `always` rules hold for every hot dish without a trigger. °C, minutes, hours and
    months; None where the rule sets none. `params` keeps the other figures of the sources.
    """

    id: str
    kind: str
    severity: str
    action: str
    always: bool
    triggers: tuple[str, ...]
    exclude: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    groups: tuple[str, ...]
    hazard_zh: str
    hazard_en: str
    rule_zh: str
    rule_en: str
    min_core_c: float | None
    min_minutes: float | None
    soak_h: float | None
    room_max_h: float | None
    fridge_max_h: float | None
    min_age_months: float | None
    params: Mapping[str, str] = field(hash=False)
    sources: tuple[str, ...]
    status: str

    @property
    def force(self) -> tuple[int, int]:
        """Order of rules: action, then severity."""
        return ACTIONS[self.action], SEVERITIES[self.severity]


def load_hazard_rules(
    classes: WordClasses, root: Traversable | None = None
) -> tuple[HazardRule, ...]:
    """Return the rules in table order. Raises ReferenceDataError on a broken table."""
    sources = read_table(SOURCES_FILE, ("id", "text"), root)
    check_unique(sources, "id")
    known = frozenset(row.text("id") for row in sources)
    groups = frozenset(
        row.text("id")
        for row in read_table(
            "groups.csv",
            ("id", "name_zh", "name_en", "aliases", "implies", "phrases", "source", "status"),
            root,
        )
    )
    rows = read_table(FILE, COLUMNS, root)
    check_unique(rows, "id")
    return tuple(_rule(row, classes, known, groups) for row in rows)


def _rule(
    row: Row, classes: WordClasses, sources: frozenset[str], groups: frozenset[str]
) -> HazardRule:
    action = row.choice("action", ACTIONS)
    found_groups = row.choices("groups", groups)
    if action == "BLOCK_FOR" and not found_groups:
        raise row.error("groups", "must name a group for BLOCK_FOR")
    always = row.choice("applies", ("match", "always")) == "always"
    triggers, patterns = row.words("triggers"), _patterns(row, classes)
    if not always and not triggers and not patterns:
        raise row.error("triggers", "must not be empty without a pattern")
    return HazardRule(
        id=row.text("id"),
        kind=row.choice("kind", KINDS),
        severity=row.choice("severity", SEVERITIES),
        action=action,
        always=always,
        triggers=triggers,
        exclude=row.words("exclude"),
        patterns=patterns,
        groups=found_groups,
        hazard_zh=row.text("hazard_zh"),
        hazard_en=row.text("hazard_en"),
        rule_zh=row.text("rule_zh"),
        rule_en=row.text("rule_en"),
        min_core_c=row.optional_number("min_core_c", 50, 130),
        min_minutes=row.optional_number("min_minutes", 0, 240),
        soak_h=row.optional_number("soak_h", 0, 48),
        room_max_h=row.optional_number("room_max_h", 0, 48),
        fridge_max_h=row.optional_number("fridge_max_h", 0, 240),
        min_age_months=row.optional_number("min_age_months", 0, 216),
        params=row.mapping("params"),
        sources=row.choices("sources", sources),
        status=row.choice("status", STATUSES),
    )


def _patterns(row: Row, classes: WordClasses) -> tuple[Pattern, ...]:
    found = []
    for text in row.words("patterns"):
        try:
            found.append(parse_pattern(text, classes.words))
        except ValueError as problem:
            raise row.error("patterns", str(problem)) from None
    return tuple(found)
