"""What a failing supplier takes away, in figures and a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from recsys.planning.resilience import Cover, Failure
from serving.catalogues import Catalogue
from serving.messages import Lang, messages
from serving.present.conflict import name_constraint
from serving.schemas.plan import CoverOut, FailureOut, ResilienceOut
from serving.usecases.plan_limits import Resilience


def present_resilience(found: Resilience, lang: Lang) -> ResilienceOut:
    """Return what each supplier would take away, the worst first."""
    return ResilienceOut(failures=[_failure(f, lang, found.catalogue) for f in found.failures])


def _failure(failure: Failure, lang: Lang, catalogue: Catalogue) -> FailureOut:
    return FailureOut(
        supplier_id=failure.supplier_id,
        name=catalogue.suppliers[failure.supplier_id].name,
        lost=[catalogue.products[id_].name for id_ in failure.lost],
        still=_covers(failure.still),
        after=_covers(failure.after),
        loss=None if failure.loss is None else round(failure.loss, 2),
        conflict=list(failure.conflict),
        text=_sentence(failure, lang, catalogue),
    )


def _covers(covers: Iterable[Cover]) -> list[CoverOut]:
    return [
        CoverOut(name=c.name, asked=c.asked, packs=sum(c.by.values()), covered=c.covered)
        for c in covers
    ]


def _sentence(failure: Failure, lang: Lang, catalogue: Catalogue) -> str:
    say = messages(lang).say
    gone = [cover.name for cover in failure.still if not cover.covered]
    told = [say("failure.lost", count=len(failure.lost))]
    if gone:
        told.append(say("failure.uncovered", names=messages(lang).comma.join(gone)))
    if failure.loss is None:
        names = (name_constraint(name, lang, catalogue) for name in failure.conflict)
        told.append(say("failure.no_plan", names=messages(lang).comma.join(names)))
    else:
        told.append(say("failure.replanned", loss=f"{failure.loss:,.0f}"))
    return "".join(told)
