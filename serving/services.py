"""Everything a request may need, made once at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from community.foods import FoodLexicon
from community.ports import Database
from community.reference import Reference
from serving.allowance import Allowances
from serving.catalogues import Catalogues
from serving.coupling import Couplings
from serving.histories import Histories
from serving.keyring import Keyring
from serving.kitchens import Kitchens
from serving.models import Models
from serving.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The concrete parts, named in serving/bootstrap.py and nowhere else."""

    settings: Settings
    database: Database
    lexicon: FoodLexicon
    reference: Reference
    models: Models
    kitchens: Kitchens
    catalogues: Catalogues
    couplings: Couplings
    histories: Histories
    keyring: Keyring
    keys_allowance: Allowances
    communities_allowance: Allowances
    clock: Callable[[], datetime]
