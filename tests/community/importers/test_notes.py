"""Notes from JSONL, tables, Markdown and cookbook folders."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from community.errors import InvalidFile
from community.importers import ImportReport
from community.models import Note, NoteKind
from community.ports import Saved
from tests.conftest import ROOT
from tests.contracts import samples as s
from tests.fakes import MemoryDatabase

Write = Callable[[str, "str | bytes"], Path]
Bring = Callable[..., ImportReport]
FRONT = """---
id: suan-luobo-pi
kind: recipe
title: 酸萝卜皮
source: 测试写的
licence: CC0-1.0
tags: [萝卜皮, 凉菜]
recipe:
  servings: 3
  ingredients:
    - {name: 萝卜皮, amount: 200, unit: 克}
    - {name: 生抽, amount: 2, unit: 汤匙}
    - {name: 白醋, unit: 少许}
  steps:
    - 萝卜皮切条。
    - 拌匀，腌半小时。
---
皮比肉脆。
"""
PAGE = """# 番茄拌豆腐的做法

![成品](./x.jpg)

夏天十分钟一盘。

预估烹饪难度：★

## 必备原料和工具

- 番茄
- 豆腐
- 香菜
- 炒锅

## 计算

每份：

- 番茄 1 个（约 150g） * 份数
- 豆腐 200 g * 份数
- 盐 2-3 g

## 操作

### 准备

1. 番茄切块。
2. 豆腐切块，浇上番茄。

## 附加内容

- 也可以放一点葱。

如果您遵循本指南的制作流程而发现有问题或可以改进的流程，请提出 Issue 或 Pull request 。
"""


def note_of(database: MemoryDatabase, id_: str) -> Note:
    with database.read() as store:
        found: Note = store.notes.get(s.HOME, id_)
    return found


def reason_of(bring: Bring, path: Path) -> str:
    with pytest.raises(InvalidFile) as error:
        bring("notes", path)
    return str(error.value.problems[0])


@pytest.mark.parametrize(
    ("name", "count"),
    [("howtocook.jsonl", 368), ("howtocook_tips.jsonl", 18), ("public_domain_en.jsonl", 410)],
)
def test_the_measuring_cookbooks_import_without_a_problem(
    name: str, count: int, shared: Path, bring: Bring
) -> None:
    path = shared / "datasets/recipes" / name
    assert bring("notes", path) == ImportReport(Saved(created=count), (), 1)
    assert bring("notes", path).saved == Saved(unchanged=count)


def test_the_notes_of_the_sample_community_import_without_a_problem(bring: Bring) -> None:
    report = bring("notes", ROOT / "data/notes")
    assert report.problems == ()
    assert report.saved.created == report.files >= 120


def test_front_matter_gives_the_fields_and_the_rest_is_the_text(
    write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    assert bring("notes", write("a.md", FRONT)).saved == Saved(created=1)
    note = note_of(database, "suan-luobo-pi")
    assert note.text == "皮比肉脆。"
    assert note.recipe is not None
    peel, soy, vinegar = note.recipe.ingredients
    assert (peel.food_id, peel.grams) == ("daikon_peel", 200)
    assert soy.food_id is not None
    assert soy.grams == pytest.approx(30, rel=0.3)
    assert (vinegar.amount, vinegar.unit, vinegar.grams) == (None, "少许", None)


def test_a_cookbook_folder_is_read_page_by_page(
    write: Write, bring: Bring, database: MemoryDatabase, tmp_path: Path
) -> None:
    write("book/dishes/cold/番茄拌豆腐.md", PAGE)
    write("book/tips/去皮.md", "# 番茄怎么去皮\n\n顶上划十字，开水里烫半分钟。\n")
    write("book/README.md", "# 这本书\n")
    write("book/.github/x.md", "# 不是笔记\n")
    write("book/LICENSE", "This is free and unencumbered software released into the public domain.")
    report = bring("notes", tmp_path / "book")
    assert report == ImportReport(Saved(created=2), (), 2)
    note = note_of(database, "dishes/cold/番茄拌豆腐")
    assert (note.title, note.kind, note.licence) == ("番茄拌豆腐", NoteKind.RECIPE, "Unlicense")
    assert note.source == "book/dishes/cold/番茄拌豆腐.md"
    assert note.tags == ("cold",)
    assert "夏天十分钟一盘。" in note.text
    assert "也可以放一点葱。" in note.text
    assert "Pull request" not in note.text
    assert "x.jpg" not in note.text
    assert note.recipe is not None
    found = [(i.name, i.amount, i.unit, i.grams, i.per_serving) for i in note.recipe.ingredients]
    assert found == [
        ("番茄", 1.0, "个", 150.0, True),
        ("豆腐", 200.0, "g", 200.0, True),
        ("盐", 2.5, "g", 2.5, False),
        ("香菜", None, "", None, False),
    ]
    assert all(i.food_id for i in note.recipe.ingredients)
    assert note.recipe.steps == ("番茄切块。", "豆腐切块，浇上番茄。")
    assert note.recipe.equipment == ("炒锅",)
    assert note_of(database, "tips/去皮").kind is NoteKind.TIP


def test_a_table_has_the_recipe_beside_the_note(
    write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    table = "id,kind,title,source,licence,quantities_text,steps,servings\n"
    table += "a,recipe,拌黄瓜,自己写的,CC0-1.0,黄瓜 1 根|盐 2g,黄瓜拍碎；加盐。|装盘。,2\n"
    bring("notes", write("n.csv", table))
    recipe = note_of(database, "a").recipe
    assert recipe is not None
    assert [i.food_id for i in recipe.ingredients] == ["cucumber", "salt"]
    assert recipe.steps == ("黄瓜拍碎；加盐。", "装盘。")


def test_myths_about_foods_that_clash_are_never_imported(
    write: Write, bring: Bring, tmp_path: Path
) -> None:
    write("book/a.md", FRONT)
    write("book/tips/食材相克.md", "# 食材相克\n\n这个和那个不能一起吃。\n")
    assert "myth" in reason_of(bring, tmp_path / "book")
    report = bring("notes", tmp_path / "book", skip_bad_rows=True)
    assert report.saved == Saved(created=1)
    assert len(report.problems) == 1


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.md", "只有一句话。", "neither front matter nor a title"),
        ("a.md", "---\nid: [a\n---\nx", "the front matter is no YAML"),
        ("a.md", "---\n- a\n- b\n---\nx", "the front matter holds no fields"),
        ("a.md", "---\na: &x [1]\nb: *x\n---\nx", "YAML aliases"),
        ("a.md", "---\na: !!python/object/apply:os.system [ls]\n---\nx", "is no YAML"),
        ("a.md", "---\nid: a\nkind: recipe\ntitle: x\nsource: y\nlicence: z\n---\nx", "recipe: "),
        ("a.md", "# x\n" + "长" * 100_000, "larger than"),
        ("a.md", "", "is empty"),
        ("a.md", b"\x00\x01", "NUL"),
        ("a.jsonl", '{"id":"a","kind":"poem","title":"x","source":"y","licence":"z"}', "kind"),
        ("a.jsonl", '{"id":"a","kind":"tip","title":"x","source":"y"}', "licence: is missing"),
    ],
)
def test_a_note_that_cannot_be_used_says_why(
    name: str, content: str | bytes, reason: str, write: Write, bring: Bring
) -> None:
    assert reason in reason_of(bring, write(name, content))


def test_a_recipe_with_nothing_in_it_and_an_unknown_food_are_refused(
    write: Write, bring: Bring
) -> None:
    note = {"id": "a", "kind": "recipe", "title": "x", "source": "y", "licence": "z"}
    empty = write("a.jsonl", json.dumps({**note, "recipe": {}}))
    assert "neither ingredients nor steps" in reason_of(bring, empty)
    recipe = {"ingredients": [{"name": "月光", "food_id": "moonlight"}], "steps": ["看"]}
    strange = write("b.jsonl", json.dumps({**note, "recipe": recipe}))
    assert "there is no food 'moonlight'" in reason_of(bring, strange)


def test_a_folder_without_notes_is_refused(tmp_path: Path, bring: Bring) -> None:
    assert "holds no Markdown notes" in reason_of(bring, tmp_path)


def test_a_link_out_of_the_folder_is_not_followed(
    write: Write, bring: Bring, tmp_path: Path
) -> None:
    outside = write("secret.md", FRONT)
    write("book/a.md", FRONT.replace("suan-luobo-pi", "b"))
    (tmp_path / "book/z.md").symlink_to(outside)
    assert "leads out of the folder" in reason_of(bring, tmp_path / "book")
