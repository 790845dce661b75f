"""Polls, tallies and proposals for the wire."""

from __future__ import annotations

from decimal import Decimal

from community.ids import ProductId
from serving.catalogues import Catalogue
from serving.messages import Lang, messages
from serving.schemas.poll import (
    OptionOut,
    PollOut,
    ProposalOptionOut,
    ProposalOut,
    ProposalsOut,
)
from serving.usecases.poll_proposals import Effect, Proposal, Proposals
from serving.usecases.polls import Tally


def present_poll(tally: Tally, lang: Lang, catalogue: Catalogue) -> PollOut:
    """Return a poll with the votes of each option and a question, asked for it where it has none.

    A product that is gone keeps its id as its name.
    """
    poll = tally.poll
    names = [_name(option, catalogue) for option in poll.options]
    return PollOut(
        id=poll.id,
        week=str(poll.week),
        question=poll.question or ask(names, lang),
        opens_at=poll.opens_at,
        closes_at=poll.closes_at,
        open=tally.open,
        options=[
            OptionOut(
                product_id=option,
                name=name,
                votes=tally.votes.get(option, 0),
                share=round(tally.votes.get(option, 0) / tally.total, 4) if tally.total else 0.0,
            )
            for option, name in zip(poll.options, names, strict=True)
        ],
        votes=tally.total,
    )


def present_proposals(found: Proposals, lang: Lang) -> ProposalsOut:
    """Return proposed polls with the figures that speak for them."""
    return ProposalsOut(proposals=[_proposal(p, lang, found.catalogue) for p in found.proposals])


def ask(names: list[str], lang: Lang) -> str:
    """Return the question that a poll on these products asks."""
    say = messages(lang).say
    return say("poll.question", names=say("poll.or").join(names))


def _proposal(proposal: Proposal, lang: Lang, catalogue: Catalogue) -> ProposalOut:
    options = [_option(effect, catalogue) for effect in proposal.effects]
    change, gain = _money(proposal.change), _money(proposal.gain)
    code = "poll.moves" if gain > 0 else "poll.moves_nothing"
    return ProposalOut(
        options=options,
        expected_change=change,
        expected_gain=gain,
        expected_packs=round(proposal.packs, 1),
        voters=proposal.voters,
        question=ask([option.name for option in options], lang),
        text=messages(lang).say(code, change=change, gain=gain, packs=f"{proposal.packs:.0f}"),
    )


def _option(effect: Effect, catalogue: Catalogue) -> ProposalOptionOut:
    return ProposalOptionOut(
        product_id=effect.product_id,
        name=_name(effect.product_id, catalogue),
        in_plan=effect.in_plan,
        chance=round(effect.chance, 4),
        change=_money(effect.change),
        gain=_money(effect.gain),
        packs=effect.packs,
    )


def _money(amount: float) -> Decimal:
    return round(Decimal(amount), 2)


def _name(product_id: ProductId, catalogue: Catalogue) -> str:
    product = catalogue.products.get(product_id)
    return product.name if product else product_id
