"""The one place that names concrete classes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from community.errors import InvalidField
from community.foods import load_foods
from community.reference import load_reference
from community.storage import open_database
from recipes.embedding.lsa import LsaEmbedder
from recipes.embedding.ports import Embedder
from recipes.embedding.sentence import SentenceEmbedder
from recipes.llm.openai_drafter import OpenAIDrafter
from serving.allowance import Allowances
from serving.catalogues import Catalogues
from serving.coupling import Couplings
from serving.histories import Histories
from serving.keyring import Keyring
from serving.kitchens import Kitchens
from serving.models import Models
from serving.services import Services
from serving.settings import Settings

_foods = cache(load_foods)  # half a second: once a process, however often services are made


def utc_now() -> datetime:
    """Return the present moment: the only clock that is read."""
    return datetime.now(UTC)


def build_services(settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> Services:
    """Make everything the settings ask for; nothing is connected or loaded from disk models yet.

    Raises InvalidInput for a home folder, a database URL or a reference table that cannot be used.
    """
    if settings.database.startswith("sqlite"):
        _make(settings.home)
    database = open_database(settings.database)
    lexicon, reference = _foods(), load_reference()
    drafter = OpenAIDrafter(settings.llm) if settings.llm else None
    kitchens = Kitchens(
        database, lexicon, reference, embedder=_embedder(settings.embedder), drafter=drafter
    )
    return Services(
        settings=settings,
        database=database,
        lexicon=lexicon,
        reference=reference,
        models=Models(settings.models),
        kitchens=kitchens,
        catalogues=Catalogues(database, lexicon, reference),
        couplings=Couplings(lexicon),
        histories=Histories(),
        keyring=Keyring(database, clock),
        keys_allowance=Allowances(settings.rate_per_key),
        communities_allowance=Allowances(settings.rate_per_community),
        clock=clock,
    )


def _make(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidField("/LVLIN_HOME", f"{home}: {error.strerror}") from error


def _embedder(name: str) -> Callable[[], Embedder]:
    return LsaEmbedder if name == "lsa" else lambda: SentenceEmbedder(name)
