"""What each person has, and what a line does to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from community.jielong.chain import Entry
from community.jielong.model import Action, Item, Reason, Record, Standing
from community.jielong.packs import Amount
from community.jielong.shelf import Shelf
from community.jielong.wants import Intent, Want

Person = tuple[str, str]
Basket = dict[str, int]


@dataclass(slots=True)
class _Account:
    """One person's order so far; `doubtful` when something of theirs is unresolved."""

    who: str
    building: str
    has: Basket = field(default_factory=dict)
    lines: set[str] = field(default_factory=set)
    doubtful: bool = False


class Unclear(Exception):
    """An intent that cannot be booked, with the reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Ledger:
    """Books intents, line by line; what is not certain it leaves unresolved."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._accounts: dict[Person, _Account] = {}
        self._above: Basket | None = None  # what 同上 means

    def book(self, entry: Entry, intents: Sequence[Intent]) -> list[Record]:
        """Return what the words of one person do, and do it."""
        if entry.torn or not entry.who:
            self._above = None
            return [_unresolved(entry, Reason.PERSON)]
        account = self._account(entry)
        if entry.key in account.lines:
            account.doubtful = True
            return [_unresolved(entry, Reason.DUPLICATE)]
        fresh = not account.lines
        self._above = None if entry.quoting else self._above
        account.lines.add(entry.key)
        done: dict[Action, Basket] = {}
        doubts: list[Reason] = []
        for intent in intents:
            try:
                action, basket, problems = self._apply(intent, account, entry, fresh=fresh)
            except Unclear as unclear:
                doubts.append(unclear.reason)
                account.doubtful = account.doubtful or intent.amount is None
                continue
            account.doubtful = account.doubtful or bool(problems)
            doubts += problems
            if basket:
                done.setdefault(action, {}).update(basket)
        _fold(done)
        only_order = done.keys() == {Action.ORDER} and not doubts
        self._above = dict(done[Action.ORDER]) if only_order else None
        records = [_record(entry, action, basket) for action, basket in done.items()]
        return records + [_unresolved(entry, reason) for reason in doubts[:1]]

    def standing(self) -> list[Standing]:
        """Return what everybody has who has anything."""
        return [
            Standing(who=a.who, building=a.building, items=_items(a.has))
            for a in self._accounts.values()
            if a.has
        ]

    def _account(self, entry: Entry) -> _Account:
        person = entry.who.casefold(), entry.building
        return self._accounts.setdefault(person, _Account(entry.who, entry.building))

    def _apply(
        self, intent: Intent, account: _Account, entry: Entry, *, fresh: bool
    ) -> tuple[Action, Basket, list[Reason]]:
        if intent.problem is not None:
            raise Unclear(intent.problem)
        if intent.action is Action.CANCEL:
            return Action.CANCEL, self._withdraw(intent, account), []
        basket, problems = self._basket(intent, account, entry)
        held = basket.keys() & account.has.keys()
        action = intent.action
        if action is None and held and intent.corrected:
            action = Action.CHANGE
        if action is Action.CHANGE:
            if basket and not held:
                raise Unclear(Reason.PRODUCT)
            account.has.update(basket)
            return Action.CHANGE, basket, problems
        if action is None and held:
            same = all(account.has.get(id_) == n for id_, n in basket.items())
            raise Unclear(Reason.DUPLICATE if same else Reason.QUANTITY)
        for id_, count in basket.items():
            account.has[id_] = account.has.get(id_, 0) + count
        return (Action.ADD if action and not fresh else Action.ORDER), basket, problems

    def _basket(
        self, intent: Intent, account: _Account, entry: Entry
    ) -> tuple[Basket, list[Reason]]:
        """Return what an intent books, and why the rest of it is not booked."""
        wants = list(intent.wants)
        if intent.amount is not None and not wants:
            wants = [Want((self._sole(account),), intent.amount)]
        basket = dict(self._like(intent.like)) if intent.like is not None else {}
        problems: list[Reason] = []
        for want in wants:
            count = self._count(want, entry)
            if isinstance(count, Reason):
                problems.append(count)
            elif want.ids[0] in basket:
                raise Unclear(Reason.QUANTITY)
            else:
                basket[want.ids[0]] = count
        return basket, problems

    def _count(self, want: Want, entry: Entry) -> int | Reason:
        if want.problem is not None:
            return want.problem
        if len(want.ids) != 1:
            return Reason.PRODUCT if want.ids else Reason.NOT_ON_OFFER
        count = self._shelf.pack(want.ids[0]).count(want.amount or Amount(None))
        most = entry.rules.limits.get(want.ids[0], entry.rules.limits.get(""))
        return Reason.IMPOSSIBLE if isinstance(count, int) and most and count > most else count

    def _withdraw(self, intent: Intent, account: _Account) -> Basket:
        """Take back what is named, or all; never more than there is."""
        gone: Basket = {}
        if intent.everything:
            gone = dict(account.has)
        wants = intent.wants
        if intent.amount is not None and not wants:
            wants = [Want((self._sole(account),), intent.amount)]
        for want in wants:
            if len(want.ids) != 1 or want.ids[0] not in account.has:
                raise Unclear(want.problem or Reason.PRODUCT)
            has = account.has[want.ids[0]]
            count = has if want.amount is None else self._shelf.pack(want.ids[0]).count(want.amount)
            if isinstance(count, Reason) or want.problem is not None:
                raise Unclear(want.problem or Reason.QUANTITY)
            if count > has:
                raise Unclear(Reason.IMPOSSIBLE)
            gone[want.ids[0]] = count
        if not gone and not intent.corrected:
            raise Unclear(Reason.PRODUCT)
        for id_, count in gone.items():
            account.has[id_] -= count
            if not account.has[id_]:
                del account.has[id_]
        return gone

    def _sole(self, account: _Account) -> str:
        """Return the one product that +1 or 退1份 can mean."""
        if len(account.has) == 1 and not account.doubtful:
            return next(iter(account.has))
        if not account.has and self._shelf.only:
            return self._shelf.only
        raise Unclear(Reason.PRODUCT)

    def _like(self, person: tuple[str, str]) -> Basket:
        """Return what the line above, or a named person, has ordered."""
        if person == ("", ""):
            if not self._above:
                raise Unclear(Reason.PRODUCT)
            return self._above
        name, building = person
        found = [
            a
            for a in self._accounts.values()
            if (not name or a.who.casefold() == name) and building in ("", a.building)
        ]
        if len(found) != 1 or not found[0].has or found[0].doubtful:
            raise Unclear(Reason.PERSON)
        return found[0].has


def _fold(done: dict[Action, Basket]) -> None:
    """Let what a line changes or takes back of its own order be part of that order."""
    actions = list(done)
    if actions[:1] != [Action.ORDER]:
        return
    order = done[Action.ORDER]
    for action in actions[1:]:
        for id_ in [id_ for id_ in done[action] if id_ in order]:
            count = done[action].pop(id_)
            changed = {Action.CHANGE: count, Action.CANCEL: order[id_] - count}
            order[id_] = changed.get(action, order[id_] + count)
            if not order[id_]:
                del order[id_]
    for action in [action for action in actions if not done[action]]:
        del done[action]


def _items(basket: Basket) -> tuple[Item, ...]:
    return tuple(Item(id_, count) for id_, count in basket.items())


def _record(entry: Entry, action: Action, basket: Basket) -> Record:
    return Record(
        line=entry.line, who=entry.who, building=entry.building, items=_items(basket), action=action
    )


def _unresolved(entry: Entry, reason: Reason) -> Record:
    return Record(
        line=entry.line,
        who=entry.who,
        building=entry.building,
        action=Action.UNRESOLVED,
        reason=reason,
    )
