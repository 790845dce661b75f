"""What has been read of a reply so far."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from community.jielong.model import Action, Reason
from community.jielong.packs import Amount
from community.jielong.rules import Rules
from community.jielong.shelf import Shelf
from community.jielong.wants import Intent, Want

_ONE = Amount(Fraction(1))


class Draft:
    """The intents of one reply as they grow.

    `pending` are products named without a quantity so far, `ahead` a number before its product,
    `each` the number that every following product takes. `fixing` says that what comes next
    replaces what was written, `denied` that the next number is the wrong one.
    """

    def __init__(self, shelf: Shelf, rules: Rules) -> None:
        self.shelf = shelf
        self.rules = rules
        self.done: list[Intent] = []
        self.intent = Intent()
        self.pending: list[Want] = []
        self.ahead: Amount | None = None
        self.each: Amount | None = None
        self.fixing = False
        self.denied = False

    @property
    def untouched(self) -> bool:
        """Whether nothing was read at all."""
        return not (self.done or self.pending) and self.intent.empty and self.intent.action is None

    def name(self, want: Want) -> None:
        """Take a product, with the number that was waiting for it."""
        amount, self.ahead = self.each or self.ahead, None
        if amount is None:
            if self.fixing and self.pending:
                self.pending.pop()
                self.fixing = False
            self.pending.append(want)
        else:
            self.add(replace(want, amount=amount))

    def complete(self, amount: Amount) -> None:
        """Give a number to the product before it."""
        want = self.pending.pop()
        if self.pending and not self.rules.one_by_default:
            self.intent.problem = Reason.QUANTITY  # 白菜、豆腐2份: of each, or together?
        self.settle()
        self.add(replace(want, amount=amount))

    def add(self, want: Want) -> None:
        """Add a want, or let it correct what was written before."""
        wants = self.intent.wants
        if not self.fixing:
            wants.append(want)
            return
        self.fixing = False
        same = [i for i, old in enumerate(wants) if old.ids == want.ids]
        if same or len(wants) == 1:
            wants[same[0] if same else 0] = want
        else:
            self.intent.problem = Reason.QUANTITY

    def correct(self, amount: Amount) -> None:
        """Replace the last number written."""
        self.fixing = False
        if self.intent.wants:
            last = self.intent.wants[-1]
            self.intent.wants[-1] = replace(last, amount=amount)

    def spread(self, amount: Amount) -> None:
        """Give one number to every product named; to all on offer when none is."""
        if self.pending:
            named, self.pending = self.pending, []
        elif self.intent.wants:
            self.intent.problem = Reason.QUANTITY
            return
        else:
            named = [Want((id_,)) for id_ in self.shelf.all()]
        self.intent.wants += [replace(want, amount=amount) for want in named]

    def settle(self) -> None:
        """Settle the products without a quantity: all of it when withdrawn, else by the header."""
        named, self.pending = self.pending, []
        for want in named:
            if not self.rules.one_by_default and self._wanted(want):
                continue  # 排骨1份，要肋排: told more closely, not asked for again
            if self.intent.action is Action.CANCEL or want.problem is not None:
                self.add(want)
            elif self.rules.one_by_default and self.intent.action is not Action.CHANGE:
                self.add(replace(want, amount=_ONE))
            else:
                self.add(replace(want, problem=Reason.QUANTITY))

    def _wanted(self, want: Want) -> bool:
        return any(w.ids == want.ids and w.amount for w in self.intent.wants)

    def switch(self, action: Action | None) -> None:
        """Begin another intent; products named last without a quantity go along as its target."""
        target, self.pending = self.pending, []
        if self.intent.action is not action or not self.intent.empty:
            self.close()
        self.intent.action = action
        self.pending = target

    def close(self) -> None:
        """End the intent; what follows is a plain list again."""
        self.settle()
        if not self.intent.empty:
            self.done.append(self.intent)
        self.intent = Intent()
        self.fixing = False

    def fail(self, reason: Reason) -> None:
        """Leave something to the leader."""
        self.close()
        self.done.append(Intent(problem=reason))
