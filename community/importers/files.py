"""Files as text: found, sized, decoded, and refused in words when they are something else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from community.errors import InvalidFile, RowProblem
from community.text import strip_invisible

MAX_FILE_BYTES = 200_000_000
_PLAUSIBLE = 0.8  # share of Chinese among the non-ASCII characters of a real GB 18030 file


def read_text(path: Path, *, limit: int = MAX_FILE_BYTES) -> str:
    """Return the text of a file in UTF-8 (with or without BOM) or GB 18030.

    Raises InvalidFile for what cannot be opened, is too large, empty, or no text.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise refused(path, "is a folder; only notes are imported from folders")
        if size > limit:
            raise refused(path, f"is larger than {limit // 1_000_000 or 1} MB")
        content = path.read_bytes()
    except OSError as error:
        raise refused(path, _reason(error)) from error
    text = _decoded(path, content)
    if not text.strip():
        raise refused(path, "is empty")
    return text


def refused(path: Path, reason: str) -> InvalidFile:
    """Return the error for a file that cannot be used at all."""
    return InvalidFile(path.name, [RowProblem(0, "", reason)])


def cleaned(value: Any) -> Any:
    """Return parsed data without invisible characters in any of its texts."""
    if isinstance(value, str):
        return strip_invisible(value)
    if isinstance(value, dict):
        return {strip_invisible(str(key)): cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    return value


def _reason(error: OSError) -> str:
    known = {FileNotFoundError: "is not there", PermissionError: "may not be read"}
    return known.get(type(error), "cannot be read")


def _decoded(path: Path, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(path, "is UTF-16; save it as UTF-8")
    if b"\0" in content:
        raise refused(path, "is no text file (it holds NUL bytes)")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise refused(path, "is neither UTF-8 nor GB 18030") from error
    foreign = re.findall(r"[^\x00-\x7f]", text)
    chinese = re.findall(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’…—·]", text)
    if len(chinese) < _PLAUSIBLE * len(foreign):
        raise refused(path, "is neither UTF-8 nor GB 18030")
    return text
