"""A transcript as cues: SRT, WebVTT, or plain lines that start with a time code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from community.errors import InvalidField
from community.text import strip_invisible

FORMATS = ("srt", "vtt", "text")
_CODE = r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_ARROW = re.compile(rf"{_CODE}\s*-->\s*{_CODE}")
_LINE = re.compile(rf"^\s*[\[(【（]?\s*{_CODE}\s*[\])】）]?\s*(.*)$")
_TAG = re.compile(r"<[^>]*>|\{\\[^}]*\}")
_SPEAKER = re.compile(
    r"^\s*(?:[-–—]\s*)?(?:\[[^\]]{1,12}\]\s*)?[^\s:：，。,.!?！？\d]{1,10}[:：]\s*"
)
_ADDS_S = 6.0  # how long the last line of a plain transcript is taken to last


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from `start` to `end`, both in seconds from the beginning."""

    start: float
    end: float
    text: str


def read_cues(transcript: str, format_: str) -> tuple[Cue, ...]:
    """Return the cues in order, markup and speakers' names left out.

    Raises InvalidField for an unknown format and for a text without any time code.
    """
    if format_ not in FORMATS:
        raise InvalidField("/format", f"must be one of {', '.join(FORMATS)}")
    lines = strip_invisible(transcript).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    timed = _arrows(lines) if any(map(_ARROW.search, lines)) else _stamps(lines)
    cues = sorted((cue for cue in timed if cue.text), key=lambda cue: cue.start)
    if not cues:
        raise InvalidField("/transcript", "has no line with a time code")
    return tuple(_once(cues))


def clock(seconds: float) -> str:
    """Return seconds as HH:MM:SS."""
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def seconds_of(code: object) -> float:
    """Return the seconds of a number or a time code; 0 where it is neither."""
    if isinstance(code, int | float):
        return float(code)
    match = _LINE.match(str(code))
    return _seconds(match.groups()[:4]) if match else 0.0


def _arrows(lines: list[str]) -> Iterator[Cue]:
    start, end = 0.0, 0.0
    said: list[str] = []
    for number, line in enumerate([*lines, "00:00 --> 00:00"]):
        if match := _ARROW.search(line):
            if said:
                yield Cue(start, end, _clean(" ".join(said)))
            start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
            said = []
        elif _is_speech(line, lines[number + 1 : number + 2]):
            said.append(line)


def _is_speech(line: str, following: list[str]) -> bool:
    """A line is no speech when it is blank, a header, or the name of the cue that follows."""
    names_a_cue = bool(following) and bool(_ARROW.search(following[0]))
    return bool(line.strip()) and not names_a_cue and not re.match(r"WEBVTT|NOTE\b|STYLE\b", line)


def _stamps(lines: list[str]) -> Iterator[Cue]:
    found: list[Cue] = []
    for line in lines:
        if match := _LINE.match(line):
            start = _seconds(match.groups()[:4])
            found.append(Cue(start, start + _ADDS_S, _clean(match[5])))
        elif found and line.strip():
            last = found[-1]
            found[-1] = replace(last, text=f"{last.text} {_clean(line)}")
    for cue, following in pairwise(found):
        yield replace(cue, end=max(cue.start, following.start))
    yield from found[-1:]


def _seconds(code: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = code
    parts = 3600 * int(hours or 0) + 60 * int(minutes or 0) + int(seconds or 0)
    return parts + float(f"0.{fraction or 0}")


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", _SPEAKER.sub("", _TAG.sub("", text))).strip()


def _once(cues: list[Cue]) -> Iterator[Cue]:
    """Leave out what rolling captions repeat."""
    before = ""
    for cue in cues:
        if cue.text != before:
            yield cue
        before = cue.text
