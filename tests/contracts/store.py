"""What every store must do; a subclass brings the fixture `database`, empty and migrated."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from community.errors import Conflict, InvalidField, InvalidInput, NotFound
from community.ids import CommunityId, NeighbourId, ProductId
from community.models import Event, EventType, Order, OrderLine, OrderStatus
from community.ports import Filter, Saved, each
from community.storage.nouns import NOUNS
from community.tracelog import entry_of
from community.weeks import Week
from tests.contracts import samples as s

ONE_OF_EACH: dict[str, Any] = {
    "communities": s.community(),
    "neighbours": s.neighbour(),
    "keys": s.key(),
    "care": s.care(),
    "suppliers": s.supplier(),
    "products": s.product(),
    "offers": s.offer(),
    "orders": s.order(),
    "events": s.event(),
    "polls": s.poll(),
    "votes": s.vote(),
    "notes": s.note(),
    "trace": s.trace(),
    "recipes": s.recipe(),
    "plans": s.plan(),
    "answers": s.answer(),
}


class StoreContract:
    """Run by every implementation and by the fake."""

    @pytest.fixture
    def filled(self, database: Any) -> Any:
        with database.transaction() as store:
            s.fill(store)
            store.commit()
        return database

    def test_every_noun_has_a_sample(self) -> None:
        assert ONE_OF_EACH.keys() == NOUNS.keys()

    @pytest.mark.parametrize("noun", ONE_OF_EACH)
    def test_what_is_read_equals_what_was_saved(self, filled: Any, noun: str) -> None:
        thing = ONE_OF_EACH[noun]
        with filled.read() as store:
            assert getattr(store, noun).get(s.HOME, getattr(thing, NOUNS[noun].key)) == thing

    @pytest.mark.parametrize("noun", ONE_OF_EACH)
    def test_saving_the_same_again_changes_nothing(self, filled: Any, noun: str) -> None:
        with filled.transaction() as store:
            assert getattr(store, noun).save([ONE_OF_EACH[noun]]) == Saved(unchanged=1)

    @pytest.mark.parametrize("noun", ONE_OF_EACH)
    def test_an_unknown_id_is_not_found(self, filled: Any, noun: str) -> None:
        with filled.read() as store, pytest.raises(NotFound):
            getattr(store, noun).get(CommunityId("elsewhere"), "nobody")

    def test_an_id_that_cannot_be_is_an_error_in_words(self, filled: Any) -> None:
        for id_ in ("\ud800", "a\0b"):
            with filled.read() as store, pytest.raises((NotFound, InvalidInput)):
                store.products.get(s.HOME, id_)

    def test_a_changed_thing_counts_as_updated(self, filled: Any) -> None:
        dearer = replace(s.product(), price=Decimal("4.00"), packaging=None)
        with filled.transaction() as store:
            assert store.products.save([dearer, s.product("p2")]) == Saved(0, 1, 1)
            assert store.products.get(s.HOME, "p1") == dearer

    def test_of_two_things_with_one_id_the_last_counts(self, filled: Any) -> None:
        twice = [replace(s.note("a"), title="一"), replace(s.note("a"), title="二")]
        with filled.transaction() as store:
            assert store.notes.save(twice) == Saved(created=1)
            assert store.notes.get(s.HOME, "a").title == "二"

    def test_leaving_without_commit_undoes_everything(self, database: Any) -> None:
        with database.transaction() as store:
            store.communities.save([s.community()])
        with database.read() as store:
            assert store.communities.page(CommunityId("")) == []

    def test_an_error_undoes_everything(self, database: Any) -> None:
        def half() -> None:
            with database.transaction() as store:
                store.communities.save([s.community()])
                store.neighbours.save([s.neighbour(home="nowhere")])

        with pytest.raises(InvalidField):
            half()
        with database.read() as store:
            assert store.communities.page(CommunityId("")) == []

    def test_what_was_committed_stays_when_later_work_is_undone(self, database: Any) -> None:
        with database.transaction() as store:
            store.communities.save([s.community()])
            store.commit()
            store.neighbours.save([s.neighbour()])
        with database.read() as store:
            assert store.counts(s.HOME)["communities"] == 1
            assert store.counts(s.HOME)["neighbours"] == 0

    def test_communities_do_not_see_each_other(self, filled: Any) -> None:
        other = CommunityId("other")
        with filled.transaction() as store:
            store.communities.save([s.community("other")])
            store.neighbours.save([replace(s.neighbour(home="other"), name="别人")])
            assert store.neighbours.get(s.HOME, "n1").name == "周阿姨"
            assert [n.name for n in store.neighbours.page(other)] == ["别人"]
            assert [c.id for c in store.communities.page(CommunityId(""))] == ["lvlin", "other"]
            assert store.products.page(other) == []

    def test_pages_follow_the_order_of_ids_by_code_point(self, filled: Any) -> None:
        ids = ["Z", "a", "B10", "B9", "中", "é", "a-1", "a_1"]
        with filled.transaction() as store:
            store.notes.save([s.note(i) for i in ids])
            found = [n.id for n in each(store.notes, s.HOME)]
        assert found == sorted([*ids, s.note().id])

    def test_a_page_starts_after_a_cursor_and_ends_at_its_limit(self, filled: Any) -> None:
        with filled.transaction() as store:
            store.notes.save([s.note(f"n{i}") for i in range(5)])
            assert [n.id for n in store.notes.page(s.HOME, after="n1", limit=2)] == ["n2", "n3"]
            assert store.notes.page(s.HOME, limit=0) == []

    def test_more_things_than_a_page_are_all_yielded(self, filled: Any) -> None:
        with filled.transaction() as store:
            store.events.save([s.event(f"v{i:04d}") for i in range(2001)])
            assert len(list(each(store.events, s.HOME))) == 2002

    def test_known_answers_only_what_is_there(self, filled: Any) -> None:
        with filled.read() as store:
            assert store.products.known(s.HOME, ["p1", "p9", "p2"]) == {"p1", "p2"}

    def test_money_is_exact(self, filled: Any) -> None:
        prices = [Decimal(cents) / 100 for cents in (0, 1, 29, 57, 115, 1999, 99_999_999_999)]
        with filled.transaction() as store:
            store.products.save(
                [replace(s.product(f"m{i}"), price=p) for i, p in enumerate(prices)]
            )
            read = [store.products.get(s.HOME, f"m{i}").price for i in range(len(prices))]
        assert read == prices
        assert all(isinstance(price, Decimal) for price in read)

    @pytest.mark.parametrize("price", ["0.005", "NaN", "Infinity", "1e30"])
    def test_money_that_cannot_be_kept_names_its_field(self, filled: Any, price: str) -> None:
        broken = replace(s.product(), price=Decimal(price))
        with filled.transaction() as store, pytest.raises(InvalidField) as error:
            store.products.save([broken])
        assert error.value.pointer == "/price"

    def test_moments_come_back_in_utc(self, filled: Any) -> None:
        there = datetime(2026, 11, 24, 16, 30, tzinfo=timezone(timedelta(hours=8)))
        with filled.transaction() as store:
            store.events.save([s.event("zoned", occurred_at=there)])
            read = store.events.get(s.HOME, "zoned").occurred_at
        assert read == there
        assert read.utcoffset() == timedelta(0)

    def test_a_moment_without_a_zone_is_refused(self, filled: Any) -> None:
        bare = s.event(occurred_at=datetime(2026, 11, 24))
        with filled.transaction() as store, pytest.raises(InvalidField, match="/occurred_at"):
            store.events.save([bare])

    @pytest.mark.parametrize("text", ["a\0b", "\ud800"])
    def test_text_no_database_can_keep_is_refused(self, filled: Any, text: str) -> None:
        for broken in (s.note(title=text), s.note(tags=(text,))):
            with filled.transaction() as store, pytest.raises(InvalidField):
                store.notes.save([broken])

    def test_a_number_that_is_none_is_refused(self, filled: Any) -> None:
        broken = s.event(quantity=float("nan"))
        with filled.transaction() as store, pytest.raises(InvalidField, match="/quantity"):
            store.events.save([broken])

    @pytest.mark.parametrize(
        ("noun", "thing", "field"),
        [
            ("neighbours", s.neighbour(home="nowhere"), "/community_id"),
            ("products", s.product("p9", supplier_id="s9"), "/supplier_id"),
            ("orders", s.order("o9", neighbour_id="n9"), "/neighbour_id"),
            (
                "orders",
                s.order("o9", lines=(OrderLine(ProductId("p9"), 1, Decimal(1)),)),
                "/product_id",
            ),
            ("events", s.event("e9", product_id="p9"), "/product_id"),
            ("polls", replace(s.poll(), options=(ProductId("p9"),)), "/options"),
            ("votes", s.vote("p9"), "/option"),
            ("care", s.care("n9"), "/neighbour_id"),
            ("trace", replace(s.trace(), product_id=ProductId("p9")), "/product_id"),
        ],
    )
    def test_a_reference_to_nothing_names_its_field(
        self, filled: Any, noun: str, thing: Any, field: str
    ) -> None:
        with filled.transaction() as store, pytest.raises(InvalidField) as error:
            getattr(store, noun).save([thing])
        assert error.value.pointer == field

    def test_removing_what_is_referred_to_is_a_conflict(self, filled: Any) -> None:
        for noun, id_ in (("suppliers", "s1"), ("products", "p1"), ("neighbours", "n1")):
            with filled.transaction() as store, pytest.raises(Conflict):
                getattr(store, noun).remove(s.HOME, id_)

    def test_removing_twice_is_no_error(self, filled: Any) -> None:
        with filled.transaction() as store:
            store.notes.remove(s.HOME, s.note().id)
            store.notes.remove(s.HOME, s.note().id)
            assert store.notes.page(s.HOME) == []

    def test_an_orders_lines_go_with_it(self, filled: Any) -> None:
        with filled.transaction() as store:
            store.orders.remove(s.HOME, "o1")
            assert list(store.line_batches(s.HOME, 10)) == []

    def test_fewer_lines_replace_more(self, filled: Any) -> None:
        short = replace(s.order(), lines=s.order().lines[1:])
        with filled.transaction() as store:
            assert store.orders.save([short]) == Saved(updated=1)
            assert store.orders.get(s.HOME, "o1") == short
            (batch,) = store.line_batches(s.HOME, 10)
            assert list(batch.product_ids) == ["p2"]

    def test_an_order_may_hold_one_product_twice_or_nothing(self, filled: Any) -> None:
        line = s.order().lines[0]
        orders = [s.order("o2", lines=(line, line)), s.order("o3", lines=())]
        with filled.transaction() as store:
            store.orders.save(orders)
            assert [store.orders.get(s.HOME, o.id) for o in orders] == orders

    def test_pages_are_narrowed(self, filled: Any) -> None:
        later = Week(2026, 50)
        with filled.transaction() as store:
            store.neighbours.save([s.neighbour("n2")])
            store.orders.save(
                [
                    s.order("o2", week=later, neighbour_id=NeighbourId("n2")),
                    s.order("o3", lines=s.order().lines[1:], status=OrderStatus.CANCELLED),
                ]
            )
            store.offers.save([s.offer("p2", later)])
            store.events.save([s.event("cooked", type=EventType.COOK)])

            def ids(noun: str, **where: Any) -> list[str]:
                page = getattr(store, noun).page(s.HOME, where=Filter(**where))
                return [str(thing.id) for thing in page]

            assert ids("orders", week=later) == ["o2"]
            assert ids("orders", since=s.WEEK) == ["o1", "o2", "o3"]
            assert ids("orders", since=later) == ["o2"]
            assert ids("orders", neighbour_id="n1") == ["o1", "o3"]
            assert ids("orders", product_id="p1") == ["o1", "o2"]
            assert ids("orders", status="cancelled") == ["o3"]
            assert ids("offers", product_id="p2") == ["2026-W50:p2"]
            assert ids("events", kind="cook") == ["cooked"]
            assert ids("suppliers", kind="workshop") == []
            assert ids("products", supplier_id="s1") == ["p1", "p2"]
            assert ids("votes", poll_id="poll1") == [s.vote().id]
            assert ids("votes", poll_id="another") == []
            assert ids("notes", status="approved", week=later) == [s.note().id]

    def test_lines_come_in_batches_with_the_status_of_their_order(self, filled: Any) -> None:
        cancelled = s.order("gone", week=Week(2026, 47), status=OrderStatus.CANCELLED)
        with filled.transaction() as store:
            store.orders.save([cancelled])
            batches = list(store.line_batches(s.HOME, 3))
            assert list(store.line_batches(CommunityId("elsewhere"), 3)) == []
        assert [len(batch.product_ids) for batch in batches] == [3, 1]
        columns = ("neighbour_ids", "weeks", "statuses", "product_ids", "quantities")
        rows = [zip(*(getattr(batch, c) for c in columns), strict=True) for batch in batches]
        assert sorted(row for some in rows for row in some) == [
            ("n1", Week(2026, 47), "cancelled", "p1", 2),
            ("n1", Week(2026, 47), "cancelled", "p2", 1),
            ("n1", s.WEEK, "placed", "p1", 2),
            ("n1", s.WEEK, "placed", "p2", 1),
        ]

    def test_sales_are_summed_by_week_and_product_without_what_was_cancelled(
        self, filled: Any
    ) -> None:
        with filled.transaction() as store:
            store.orders.save(
                [
                    s.order("o0", week=Week(2026, 47)),
                    s.order("again"),
                    s.order("gone", status=OrderStatus.CANCELLED),
                ]
            )
            sales = store.sales(s.HOME)
            nothing = store.sales(CommunityId("nowhere"))
        assert list(sales.weeks) == [Week(2026, 47)] * 2 + [s.WEEK] * 2
        assert list(sales.product_ids) == ["p1", "p2"] * 2
        assert list(sales.quantities) == [2, 1, 4, 2]
        assert list(nothing.quantities) == []

    def test_a_key_is_found_by_its_id_alone(self, filled: Any) -> None:
        with filled.read() as store:
            assert store.key("k1") == s.key()
            with pytest.raises(NotFound):
                store.key("k2")

    def test_two_communities_cannot_share_a_key_id(self, filled: Any) -> None:
        with filled.transaction() as store:
            store.communities.save([s.community("other")])
            with pytest.raises(Conflict):
                store.keys.save([s.key("k1", "other")])

    def test_an_erased_neighbour_is_nowhere(self, filled: Any) -> None:
        with filled.transaction() as store:
            store.neighbours.save([s.neighbour("n2")])
            gone = store.erase_neighbour(s.HOME, NeighbourId("n1"))
            counts = store.counts(s.HOME)
            assert gone == 6  # neighbour, care, order, event, vote, recipe
            assert [n.id for n in store.neighbours.page(s.HOME)] == ["n2"]
            for noun in ("care", "orders", "events", "votes", "recipes", "answers"):
                assert counts[noun] == 0
            assert list(store.line_batches(s.HOME, 10)) == []
            assert store.erase_neighbour(s.HOME, NeighbourId("n1")) == 0

    def test_a_removed_community_leaves_nothing_and_takes_nobody_elses(self, filled: Any) -> None:
        with filled.transaction() as store:
            store.communities.save([s.community("other")])
            store.neighbours.save([s.neighbour(home="other")])
            assert store.remove_community(s.HOME) == 18
            assert set(store.counts(s.HOME).values()) == {0}
            assert store.counts(CommunityId("other"))["neighbours"] == 1

    def test_what_is_saved_of_a_trace_is_logged_with_it(self, filled: Any) -> None:
        later = [replace(s.trace(), actor="李四"), s.trace("t2")]
        with filled.transaction() as store:
            store.trace.save(later)
            store.trace.save(later)
            store.commit()
        with filled.read() as store:
            log = store.trace_log
            order = later[::-1] if log.positions(s.HOME, "t2") == [1] else later
            assert log.entries(s.HOME) == [entry_of(e) for e in (s.trace(), *order)]
            assert log.entries(s.HOME, start=1, limit=1) == log.entries(s.HOME)[1:2]
            assert (log.size(s.HOME), log.size(CommunityId("other"))) == (3, 0)
            assert len(log.positions(s.HOME, "t1")) == 2
            assert log.positions(s.HOME, "nobody") == []

    def test_what_is_not_committed_is_not_logged(self, filled: Any) -> None:
        with filled.transaction() as store:
            store.trace.save([s.trace("t2")])
        with filled.read() as store:
            assert store.trace_log.size(s.HOME) == 1

    def test_a_removed_event_stays_in_the_log(self, filled: Any) -> None:
        with filled.transaction() as store:
            store.trace.remove(s.HOME, "t1")
            assert store.trace_log.entries(s.HOME) == [entry_of(s.trace())]

    def test_counts_name_every_noun(self, filled: Any) -> None:
        with filled.read() as store:
            counts = store.counts(s.HOME)
        assert counts == dict.fromkeys(NOUNS, 1) | {"products": 2}

    def test_things_of_a_generator_are_saved(self, filled: Any) -> None:
        events: list[Event] = [s.event(f"g{i}") for i in range(3)]
        with filled.transaction() as store:
            assert store.events.save(event for event in events).created == 3

    def test_ids_with_quotes_and_wildcards_are_just_ids(self, filled: Any) -> None:
        odd = "x'; DROP TABLE notes; --%_"
        with filled.transaction() as store:
            store.notes.save([s.note(odd)])
            assert store.notes.get(s.HOME, odd).id == odd
            assert store.notes.known(s.HOME, ["%"]) == frozenset()

    def test_a_reader_sees_one_state_while_another_writes(self, filled: Any) -> None:
        with filled.read() as reader:
            before = len(reader.orders.page(s.HOME))
            with filled.transaction() as writer:
                orders: list[Order] = [s.order("new")]
                writer.orders.save(orders)
                writer.commit()
            assert len(reader.orders.page(s.HOME)) == before
