"""The reader on any text at all."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from community.foods import load_foods
from community.jielong import Action, Offer, Reading, Reason, read_chain

FOODS = load_foods()
OFFERS = (
    Offer(no="1", product_id="egg", name="土鸡蛋", spec="30枚/盒"),
    Offer(no="2", product_id="cabbage", name="大白菜", spec="约2斤/颗"),
    Offer(no="3", product_id="tofu", name="老豆腐", spec="400g/盒"),
)
LETTERS = "1234567890一二两三半俩个盒份斤袋张李王姐叔 +-*x×、，。？：:()\n①②③🌸「」@#"
WORDS = (
    "鸡蛋 白菜 豆腐 牛肉 各 都 同上 不要 改成 再加 哦不 如果 3栋 5-2-301 20:31 张姐 李阿姨 例："
    " 1+2就是1号2份 不写数量默认1份"
)
PIECES = st.sampled_from([*LETTERS, *WORDS.split(" ")])
CHAINS = st.lists(PIECES, max_size=60).map("".join)


def read(pasted: str) -> Reading:
    return read_chain(OFFERS, pasted, FOODS)


@settings(max_examples=150, deadline=None)
@given(st.one_of(CHAINS, st.text(max_size=200)))
def test_any_text_gives_whole_quantities_of_what_is_offered(pasted: str) -> None:
    reading = read(pasted)
    offered = {offer.product_id for offer in OFFERS}
    lines = pasted.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for told in (*reading.records, *reading.standing):
        assert {item.product_id for item in told.items} <= offered
        assert all(isinstance(item.quantity, int) and item.quantity > 0 for item in told.items)
    for record in reading.records:
        assert 1 <= record.line <= lines
        assert bool(record.items) == (record.action is not Action.UNRESOLVED)
        assert (record.reason is not None) == (record.action is Action.UNRESOLVED)


@settings(max_examples=40, deadline=None)
@given(CHAINS)
def test_the_same_text_is_read_the_same_way(pasted: str) -> None:
    assert read(pasted) == read(pasted)


def test_nothing_on_offer_books_nothing() -> None:
    assert all(not r.items for r in read_chain((), "1. 张姐 白菜2\n张姐 +1", FOODS).records)


def test_an_empty_paste_says_nothing() -> None:
    assert read("") == Reading((), ())


def test_what_a_neighbour_has_follows_their_corrections() -> None:
    reading = read("1. 张姐 3栋 鸡蛋2\n2. 张姐 再加豆腐1\n3. 张姐 鸡蛋改1")
    assert [r.action for r in reading.records] == [Action.ORDER, Action.ADD, Action.CHANGE]
    assert {i.product_id: i.quantity for i in reading.standing[0].items} == {"egg": 1, "tofu": 1}


def test_a_plus_without_a_rule_books_nothing() -> None:
    (record,) = read("1. 张姐 1+2").records
    assert (record.action, record.reason) == (Action.UNRESOLVED, Reason.NOTATION)
