"""Signed checkpoints: the C2SP note and checkpoint formats with Ed25519 signatures.

Specifications: c2sp.org/signed-note and c2sp.org/tlog-checkpoint.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from community.errors import InvalidField
from community.tracelog.merkle import SIZE

_ED25519 = b"\x01"
_SIGNED_BY = "— "
_MOST_SIGNATURES = 100


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A promise about a log: with `size` entries its root is `root`. `origin` names the log."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A log's public key under its name."""

    name: str
    key: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell which key signed."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.key).digest()[:4]

    @property
    def text(self) -> str:
        """The key as it is published (vkey): name+id+key."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.key).decode()}"


class Signer:
    """A log's private key under its name: a schema-less URL without spaces and plus signs."""

    def __init__(self, name: str, seed: bytes) -> None:
        if not name or any(c.isspace() or c == "+" or not c.isprintable() for c in name):
            raise InvalidField("/name", "a key's name has no spaces and no plus signs")
        if len(seed) != SIZE:
            raise InvalidField("/seed", f"an Ed25519 key is made from {SIZE} bytes")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name, self._key.public_key().public_bytes_raw())

    def sign(self, checkpoint: Checkpoint) -> str:
        """Return the checkpoint as a signed note."""
        signature = self._key.sign(checkpoint.text.encode())
        signed = base64.b64encode(self.verifier.id + signature).decode()
        return f"{checkpoint.text}\n{_SIGNED_BY}{self.verifier.name} {signed}\n"


def read_verifier(text: str) -> Verifier:
    """Return the key of a vkey; raises InvalidField for anything else."""
    name, _, rest = text.strip().partition("+")
    id_, _, encoded = rest.partition("+")
    blob = _decoded(encoded)
    if blob[:1] != _ED25519 or len(blob) != 1 + SIZE:
        raise InvalidField("/key", "is no public key of a log: name+id+Ed25519 key in base64")
    verifier = Verifier(name, blob[1:])
    if verifier.id.hex() != id_ or not name:
        raise InvalidField("/key", "its id does not belong to its name and key")
    return verifier


def open_checkpoint(note: str, verifier: Verifier) -> Checkpoint:
    """Return the checkpoint of a note that the verifier's key signed.

    Raises InvalidField as `open_note` does, and when the text is no checkpoint.
    """
    return _parsed(open_note(note, verifier))


def open_note(note: str, verifier: Verifier) -> str:
    """Return the signed text of a note, its last newline included.

    Signatures of unknown keys are passed over. Raises InvalidField when the key did not sign or a
    signature of it is wrong.
    """
    text, _, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")
    if not text or lines[-1] or not 2 <= len(lines) <= _MOST_SIGNATURES + 1:
        raise InvalidField("/checkpoint", "is no signed note")
    mine = [blob for name, blob in map(_signature, lines[:-1]) if name == verifier.name]
    mine = [blob[4:] for blob in mine if blob[:4] == verifier.id]
    if not mine:
        raise InvalidField("/checkpoint", f"is not signed by {verifier.name}")
    public = Ed25519PublicKey.from_public_bytes(verifier.key)
    for signature in mine:
        try:
            public.verify(signature, f"{text}\n".encode())
        except InvalidSignature as error:
            raise InvalidField("/checkpoint", "its signature is wrong") from error
    return f"{text}\n"


def _signature(line: str) -> tuple[str, bytes]:
    name, space, encoded = line.removeprefix(_SIGNED_BY).partition(" ")
    blob = _decoded(encoded)
    if not line.startswith(_SIGNED_BY) or not name or not space or len(blob) < 5:
        raise InvalidField("/checkpoint", "has a line that is no signature")
    return name, blob


def _parsed(text: str) -> Checkpoint:
    origin, *rest = text.removesuffix("\n").split("\n")
    size, root = rest[:2] if len(rest) >= 2 else ("", "")
    if not (size.isascii() and size.isdecimal()) or str(int(size)) != size:
        raise InvalidField("/checkpoint", "its second line is no size")
    if len(_decoded(root)) != SIZE:
        raise InvalidField("/checkpoint", "its third line is no root")
    return Checkpoint(origin, int(size), _decoded(root))


def _decoded(encoded: str) -> bytes:
    """Return the bytes of strict base64, nothing for anything else."""
    try:
        blob = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return blob if base64.b64encode(blob).decode() == encoded else b""
