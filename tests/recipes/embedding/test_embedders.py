"""One contract for every embedder: the default, a pretrained model, and the fake of the tests."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from community.errors import Unavailable
from recipes.embedding.lsa import LsaEmbedder
from recipes.embedding.ports import Embedder, unit_rows
from recipes.embedding.sentence import SentenceEmbedder
from tests.recipes.embedding.fakes import HashedWords

CORPUS = (
    "红烧豆腐 豆腐 葱 酱油",
    "豆腐汤 豆腐 白菜",
    "番茄炒蛋 番茄 鸡蛋",
    "蛋花汤 鸡蛋 紫菜",
    "tofu salad with cucumber",
)


class EmbedderContract:
    """What retrieval relies on; a subclass names the embedder."""

    @pytest.fixture
    def embedder(self) -> Embedder:
        raise AssertionError("a subclass gives the embedder")

    def test_every_text_is_a_row_of_length_one(self, embedder: Embedder) -> None:
        encoder = embedder.fit(CORPUS)
        rows = encoder.encode(CORPUS)
        assert rows.shape == (len(CORPUS), encoder.dimensions)
        assert rows.dtype == np.float32
        assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-5)

    def test_the_same_text_is_the_same_vector_alone_or_in_company(self, embedder: Embedder) -> None:
        encoder = embedder.fit(CORPUS)
        assert np.allclose(encoder.encode([CORPUS[2]])[0], encoder.encode(CORPUS)[2], atol=1e-5)

    def test_fitting_twice_gives_the_same_vectors(self, embedder: Embedder) -> None:
        first, second = (embedder.fit(CORPUS).encode(CORPUS) for _ in range(2))
        assert np.allclose(first, second, atol=1e-5)

    def test_a_text_is_nearest_to_itself(self, embedder: Embedder) -> None:
        rows = embedder.fit(CORPUS).encode(CORPUS)
        assert (rows @ rows.T).argmax(axis=1).tolist() == list(range(len(CORPUS)))

    def test_an_empty_text_is_nowhere(self, embedder: Embedder) -> None:
        assert not embedder.fit(CORPUS).encode([" "]).any()

    def test_no_texts_are_no_rows(self, embedder: Embedder) -> None:
        encoder = embedder.fit(CORPUS)
        assert encoder.encode([]).shape == (0, encoder.dimensions)

    @pytest.mark.parametrize("corpus", [(), ("",), ("1, 2",), ("豆腐",), ("豆腐", "豆腐")])
    def test_the_smallest_corpus_has_an_encoder(
        self, embedder: Embedder, corpus: Sequence[str]
    ) -> None:
        encoder = embedder.fit(corpus)
        rows = encoder.encode(["豆腐汤"])
        assert rows.shape == (1, encoder.dimensions)
        assert np.isfinite(rows).all()


class TestLsa(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return LsaEmbedder()

    def test_texts_that_share_words_are_nearer_than_those_that_do_not(self) -> None:
        rows = LsaEmbedder().fit(CORPUS).encode(CORPUS)
        assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.1

    def test_words_that_keep_company_are_near_without_being_shared(self) -> None:
        """米 and 粥 never stand together, but both stand with 煮 and 水: the reduction knows."""
        corpus = ["米 煮", "粥 煮", "米 煮 水", "粥 煮 水", "车 路", "车 轮", "路 轮", "轮 路 车"]
        rice, porridge, cart = LsaEmbedder(size=2).fit(corpus).encode(["米", "粥", "车"])
        assert rice @ porridge > 0.9
        assert abs(rice @ cart) < 0.1

    def test_the_size_is_kept_where_the_corpus_allows(self) -> None:
        assert LsaEmbedder(size=3).fit(CORPUS).dimensions == 3
        assert LsaEmbedder(size=300).fit(CORPUS).dimensions < len(CORPUS)


class TestHashedWords(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return HashedWords()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("model"))


@pytest.mark.skipif(
    find_spec("sentence_transformers") is None, reason="the extra embeddings is not installed"
)
class TestSentenceTransformers(EmbedderContract):
    @pytest.fixture
    def embedder(self, folder: Path) -> Embedder:
        return SentenceEmbedder(str(folder))

    def test_a_model_that_is_not_there_is_unavailable(self, tmp_path: Path) -> None:
        with pytest.raises(Unavailable, match="no sentence-transformers model"):
            SentenceEmbedder(str(tmp_path / "nothing")).fit(CORPUS)


def test_a_missing_library_is_unavailable_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(Unavailable, match=r"lvlin\[embeddings\]"):
        SentenceEmbedder("any").fit(CORPUS)


def test_a_row_that_is_not_finite_becomes_nothing() -> None:
    rows = unit_rows(np.array([[3.0, 4.0], [np.nan, 1.0], [0.0, 0.0]]))
    assert rows == pytest.approx(np.array([[0.6, 0.8], [0.0, 0.0], [0.0, 0.0]]))


def tiny_model(folder: Path) -> Path:
    """Save a BERT of one layer with random weights, one token a character, and mean pooling."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    letters = sorted(set("".join(CORPUS)) - {" "})
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]
    words += [f"##{letter}" for letter in letters]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    body = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[body, Pooling(32)]).save(str(folder / "whole"))
    return folder / "whole"
