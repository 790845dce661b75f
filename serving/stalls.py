"""A catalogue's shelf as the community's model sees it."""

from __future__ import annotations

from recsys.stall import Stall
from serving.catalogues import Catalogue
from serving.models import Models


def stall_of(models: Models, catalogue: Catalogue) -> Stall:
    """Return the stall, kept with the catalogue until there is a newer model.

    Raises NotTrained where there is none yet.
    """
    model = models.current(catalogue.community.id)
    learnt = models.newcomers(catalogue.community.id)
    for stall in catalogue.stalls:
        if stall.model is model and stall.learnt is learnt:
            return stall
    stall = Stall(model, catalogue.shelf, learnt)
    catalogue.stalls[:] = [stall]
    return stall
