"""What is kept of livestream transcripts, and what never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from community.errors import InvalidField
from community.foods import load_foods
from recipes.evaluation.transcripts import evaluate_transcripts, judged
from recipes.transcripts import Heard, notes_from, read_cues
from recipes.transcripts.corrections import corrected
from recipes.transcripts.talk import knowledge_in

FOLDER = Path(__file__).parent


def heard(*lines: str) -> tuple[Heard, ...]:
    text = "\n".join(f"00:{20 * row:02d} {line}" for row, line in enumerate(lines))
    return notes_from(read_cues(text, "text"), load_foods())


@pytest.mark.parametrize("name", ["development", "held_out", "held_out_2"])
def test_what_was_taught_is_found_and_nothing_else(name: str) -> None:
    summary = evaluate_transcripts(FOLDER / f"{name}.jsonl")["summary"]
    assert summary["found"] == 1.0
    assert summary["invented"] == 0
    assert summary["forbidden"] == 0


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        (
            "srt",
            "1\n00:00:01,500 --> 00:00:03,000\n切块\n\n2\n00:00:03,000 --> 00:00:05,000\n下锅\n",
        ),
        (
            "vtt",
            "WEBVTT\n\n00:01.500 --> 00:03.000\n<v 周嫂>切块\n\n00:03.000 --> 00:05.000\n下锅\n",
        ),
        ("text", "[00:00:01] 主播：切块\n[00:00:03] 下锅\n"),
        ("text", "00:01 切块\r\n00:03 下锅"),
    ],
)
def test_every_format_gives_the_same_words_with_their_times(format_: str, text: str) -> None:
    cues = read_cues(text, format_)
    assert [cue.text for cue in cues] == ["切块", "下锅"]
    assert [int(cue.start) for cue in cues] == [1, 3]


def test_a_text_without_time_codes_is_refused() -> None:
    with pytest.raises(InvalidField):
        read_cues("切块下锅", "text")
    with pytest.raises(InvalidField):
        read_cues("00:01 切块", "docx")


@pytest.mark.parametrize(
    ("said", "meant", "gone"),
    [
        (["焯一分钟", "不对", "两分钟"], "焯两分钟", "一分钟"),
        (["放盐五克", "呃", "三克"], "放盐三克", "五克"),
        (["放老抽", "不是老抽是生抽"], "放生抽", "老抽"),
        (["fry for 5 minutes", "no wait", "3 minutes is enough"], "fry for 3 minutes", "5"),
    ],
)
def test_a_speakers_own_correction_wins(said: list[str], meant: str, gone: str) -> None:
    found = corrected(said)
    assert meant in found
    assert gone not in " ".join(found)


def test_a_further_step_is_no_correction() -> None:
    said = ["先煎三分钟", "哎", "再翻面煎四分钟"]
    assert corrected(said) == said


@pytest.mark.parametrize(
    "clause",
    ["今天19块9三斤", "赶紧下单", "喝了降血压", "谢谢小雨妈妈", "下次教大家做南瓜饼", "扣个一",
     "it prevents cancer", "only $4 today"],
)  # fmt: skip
def test_sales_claims_chatter_and_promises_are_no_knowledge(clause: str) -> None:
    assert knowledge_in(clause) == ""


def test_who_asks_is_left_out_and_what_was_asked_is_kept() -> None:
    assert knowledge_in("王阿姨问豆腐要不要焯") == "豆腐要不要焯"


def test_a_recipe_that_is_only_promised_is_none() -> None:
    assert heard("下次教大家做韭菜盒子，韭菜切碎鸡蛋炒散", "今天就是上新，三十块一箱") == ()


def test_another_dish_is_another_recipe() -> None:
    notes = heard(
        "萝卜皮切条，放一勺盐腌半小时", "水挤掉，加两勺醋拌匀",
        "第二道，排骨焯水，萝卜切块", "大火烧开，小火炖四十分钟",
    )  # fmt: skip
    assert [note.kind for note in notes] == ["recipe", "recipe"]
    assert "排骨" not in notes[0].text


def test_invented_and_forbidden_words_are_counted() -> None:
    fields = {"expect": [], "never": ["萝卜"]}
    notes = [Heard("tip", 0.0, 5.0, "", "萝卜放阴凉处")]
    assert judged(notes, fields) == {"expected": 0, "found": 0, "invented": 1, "forbidden": 1}
