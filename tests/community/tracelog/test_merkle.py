"""The tree of RFC 6962 against published vectors, brute force and every damaged proof."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.tracelog import (
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    root_of,
)
from community.tracelog.merkle import EMPTY, node_hash

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
LEAVES = [leaf_hash(bytes.fromhex(text)) for text in VECTORS["leaf_inputs_hex"]]
SIZES = range(1, 20)


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(bytes([i])) for i in range(size)]


def defined_root(some: list[bytes]) -> bytes:
    """The definition of the RFC, word for word, as the oracle."""
    if len(some) < 2:
        return some[0] if some else EMPTY
    split = max(2**i for i in range(len(some).bit_length()) if 2**i < len(some))
    return node_hash(defined_root(some[:split]), defined_root(some[split:]))


def test_leaves_and_roots_are_the_published_ones() -> None:
    assert [leaf.hex() for leaf in LEAVES] == VECTORS["leaf_hashes_hex"]
    assert [root_of(LEAVES[:n]).hex() for n in range(9)] == VECTORS["roots_by_size_hex"]


@pytest.mark.parametrize("case", VECTORS["inclusion"], ids=lambda c: f"{c['leaf_index']}")
def test_inclusion_proofs_are_the_published_ones(case: dict[str, Any]) -> None:
    index, size = case["leaf_index"], case["tree_size"]
    proof = [bytes.fromhex(text) for text in case["proof_hex"]]
    assert inclusion_proof(LEAVES[:size], index) == proof
    assert is_included(LEAVES[index], index, size, proof, root=bytes.fromhex(case["root_hex"]))


@pytest.mark.parametrize("case", VECTORS["consistency"], ids=lambda c: f"{c['size1']}")
def test_consistency_proofs_are_the_published_ones(case: dict[str, Any]) -> None:
    first, second = case["size1"], case["size2"]
    proof = [bytes.fromhex(text) for text in case["proof_hex"]]
    roots = {f"{n}_root": bytes.fromhex(case[f"root{i}_hex"]) for i, n in
             ((1, "first"), (2, "second"))}  # fmt: skip
    assert consistency_proof(LEAVES[:second], first) == proof
    assert is_consistent(first, second, proof, **roots)


@pytest.mark.parametrize("size", range(40))
def test_the_root_is_as_defined(size: int) -> None:
    assert root_of(leaves(size)) == defined_root(leaves(size))


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_is_included_and_no_damaged_proof_is_believed(size: int) -> None:
    all_, root = leaves(size), root_of(leaves(size))
    for index, leaf in enumerate(all_):
        proof = inclusion_proof(all_, index)
        assert is_included(leaf, index, size, proof, root=root)
        assert not is_included(leaf_hash(b"x"), index, size, proof, root=root)
        assert not is_included(leaf, index, size, [*proof, root], root=root)
        assert not is_included(leaf, index, size, [root, *proof], root=root)
        assert not is_included(leaf, index, size, proof, root=EMPTY)
        assert not is_included(leaf, index, size, proof, root=b"")
        assert not is_included(leaf, size, size, proof, root=root)
        assert not is_included(leaf, index ^ 2, size, proof, root=root) or index ^ 2 == index
        for cut in range(len(proof)):
            assert not is_included(leaf, index, size, proof[:cut], root=root)
            assert not is_included(leaf, index, size, flipped(proof, cut), root=root)


@pytest.mark.parametrize("size", SIZES)
def test_every_beginning_is_consistent_and_no_damaged_proof_is_believed(size: int) -> None:
    all_ = leaves(size)
    for first in range(1, size):
        proof = consistency_proof(all_, first)
        old, new = root_of(all_[:first]), root_of(all_)
        assert is_consistent(first, size, proof, first_root=old, second_root=new)
        assert not is_consistent(first, size, proof, first_root=new, second_root=new)
        assert not is_consistent(first, size, proof, first_root=old, second_root=old)
        assert not is_consistent(first, size, [*proof, new], first_root=old, second_root=new)
        assert not is_consistent(first, size, [], first_root=old, second_root=new)
        assert not is_consistent(size, first, proof, first_root=old, second_root=new)
        for at in range(len(proof)):
            damaged = flipped(proof, at)
            assert not is_consistent(first, size, damaged, first_root=old, second_root=new)


def test_nothing_is_the_beginning_of_everything() -> None:
    assert is_consistent(0, 3, [], first_root=EMPTY, second_root=root_of(leaves(3)))
    assert not is_consistent(0, 3, [], first_root=b"\0" * 32, second_root=root_of(leaves(3)))


def test_a_log_that_lost_an_entry_is_not_consistent() -> None:
    old, new = leaves(9), leaves(9)[1:] + leaves(12)[9:]
    proof = consistency_proof(new, 9)
    roots = {"first_root": root_of(old), "second_root": root_of(new)}
    assert not is_consistent(9, len(new), proof, **roots)


def test_there_is_no_proof_for_what_is_not_there() -> None:
    with pytest.raises(IndexError):
        inclusion_proof(leaves(3), 3)
    with pytest.raises(IndexError):
        consistency_proof(leaves(3), 4)


@given(st.integers(-5, 40), st.integers(-5, 40), st.lists(st.binary(max_size=40), max_size=7))
def test_any_proof_gets_an_answer(first: int, second: int, proof: list[bytes]) -> None:
    root = hashlib.sha256(b"another").digest()
    assert not is_included(root, first, second, proof, root=EMPTY)
    assert not is_consistent(first, second, proof, first_root=root, second_root=EMPTY)


def flipped(proof: list[bytes], at: int) -> list[bytes]:
    changed = bytes([proof[at][0] ^ 1]) + proof[at][1:]
    return [*proof[:at], changed, *proof[at + 1 :]]
