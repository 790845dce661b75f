"""The Merkle tree of RFC 6962 section 2.1: roots, proofs, and their verification.

Leaves are hashes here (32 bytes, `leaf_hash` of an entry). A verifier needs these functions, a
signed root and nothing from the server.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()
SIZE = 32


def leaf_hash(entry: bytes) -> bytes:
    """Return SHA-256(0x00 || entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over the leaf hashes; that of no leaves is SHA-256 of nothing."""
    if not leaves:
        return EMPTY
    level = list(leaves)
    while len(level) > 1:
        paired = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]  # an odd last node rises as it is
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes from the sibling of leaf `index` up to a child of the root (PATH).

    Raises IndexError when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} among {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """Return the hashes that show the first `first` leaves to be a prefix of all (PROOF).

    Nothing is needed for none or all of them; raises IndexError for more than there are.
    """
    if not 0 <= first <= len(leaves):
        raise IndexError(f"there are no {first} leaves among {len(leaves)}")
    return _subproof(leaves, first, whole=True) if 0 < first < len(leaves) else []


def _subproof(leaves: Sequence[bytes], first: int, *, whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if first <= split:
        return [*_subproof(leaves[:split], first, whole=whole), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], first - split, whole=False), root_of(leaves[:split])]


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], *, root: bytes) -> bool:
    """Say whether a proof leads from leaf `index` to the root of `size` leaves.

    The walk of RFC 9162 section 2.1.3.2: `index` and `last` lose a bit a level.
    """
    if not 0 <= index < size or not _hashes(leaf, root, *proof):
        return False
    last, here = size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            here = node_hash(sibling, here)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            here = node_hash(here, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and here == root


def is_consistent(
    first: int, second: int, proof: Sequence[bytes], *, first_root: bytes, second_root: bytes
) -> bool:
    """Say whether a proof shows the tree of `first` leaves to be the beginning of the second.

    The walk of RFC 9162 section 2.1.4.2: both roots are built from the same hashes.
    """
    if not 0 <= first <= second or not _hashes(first_root, second_root, *proof):
        return False
    if first in (0, second):
        same = first_root == (second_root if first else EMPTY)
        return same and not proof
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not path:
        return False
    index, last = first - 1, second - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _hashes(*values: bytes) -> bool:
    return all(len(value) == SIZE for value in values)
