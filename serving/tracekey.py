"""The key that signs a community's checkpoints: from the settings, or a file made once."""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from urllib.parse import quote

from community.errors import InvalidField
from community.ids import CommunityId
from community.tracelog import Signer
from serving.settings import Settings

_VARIABLE = "/LVLIN_TRACE_KEY"


def signer_of(settings: Settings, community_id: CommunityId) -> Signer:
    """Return the signer of a community's log, named `<trace_name>/<community>`.

    One key signs for all communities of a server. Raises InvalidField for a key that is none.
    """
    given = settings.trace_key.get_secret_value() or _kept(settings.home / "trace.key")
    name = f"{settings.trace_name}/{quote(community_id, safe='')}"
    return Signer(name, _seed(given))


def _seed(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidField(_VARIABLE, "must be 32 bytes in base64") from error


def _kept(path: Path) -> str:
    """Return the key of the file; the first who needs it makes it, readable by its owner only."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(base64.b64encode(os.urandom(32)) + b"\n")
        if not path.exists():
            _link(made, path)
        made.unlink()
        return path.read_text("ascii")
    except (OSError, ValueError) as error:
        raise InvalidField(_VARIABLE, f"{path} cannot be used: {error}") from error


def _link(made: Path, path: Path) -> None:
    """Give the new file its name unless another worker was first; it appears whole or not."""
    try:
        os.link(made, path)
    except FileExistsError:
        return
