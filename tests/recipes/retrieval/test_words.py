"""The text arm against BM25 written out term by term."""

from __future__ import annotations

from collections import Counter
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recipes.embedding.tokens import tokens
from recipes.retrieval.words import Words

WORDS = st.lists(st.sampled_from("豆腐鸡蛋番茄炒汤 "), max_size=12).map("".join)


def by_hand(titles: list[str], texts: list[str], query: str) -> list[float]:
    """BM25 with k1 = 1.2, b = 0.6 and titles counted three times, over what could be reached."""
    held = [
        Counter([*tokens(text), *tokens(title) * 3])
        for title, text in zip(titles, texts, strict=True)
    ]
    lengths = [sum(counts.values()) for counts in held]
    mean = sum(lengths) / len(lengths) or 1.0
    scores, reach = [0.0] * len(held), 0.0
    for term in tokens(query):
        having = sum(term in counts for counts in held)
        if not having:
            continue
        idf = log(1 + (len(held) - having + 0.5) / (having + 0.5))
        reach += idf * 2.2
        for row, counts in enumerate(held):
            damped = 1.2 * (0.4 + 0.6 * lengths[row] / mean)
            scores[row] += idf * 2.2 * counts[term] / (counts[term] + damped)
    return [score / reach if reach else 0.0 for score in scores]


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), WORDS)
def test_scores_are_bm25_as_a_share_of_what_the_question_could_reach(
    notes: list[tuple[str, str]], query: str
) -> None:
    titles, texts = [title for title, _ in notes], [text for _, text in notes]
    found = Words.build(titles, texts).scores(query)
    assert found == pytest.approx(by_hand(titles, texts, query), abs=1e-5)
    assert ((found >= 0) & (found < 1)).all()


def test_a_word_of_the_title_weighs_more_than_one_of_the_text() -> None:
    words = Words.build(["豆腐", "汤汤"], ["汤汤", "豆腐"])
    first, second = words.scores("豆腐")
    assert first > second > 0


def test_words_nobody_uses_score_nothing() -> None:
    words = Words.build(["豆腐"], [""])
    assert not np.any(words.scores("牛肉 xyz"))
    assert Words.build([], []).scores("豆腐").shape == (0,)
