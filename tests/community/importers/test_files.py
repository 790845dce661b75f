"""Files that are something else than they should be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from community.errors import InvalidField, InvalidFile, NotFound
from community.foods import FoodLexicon
from community.ids import CommunityId
from community.importers import KINDS, ImportReport, import_file
from community.importers.files import read_text
from community.ports import Saved
from tests.contracts import samples as s
from tests.fakes import MemoryDatabase

Write = Callable[[str, "str | bytes"], Path]
Bring = Callable[..., ImportReport]
HEADER = "id,name,joined\n"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("n.csv", "", "is empty"),
        ("n.jsonl", "", "is empty"),
        ("n.csv", "\n \n", "is empty"),
        ("n.csv", HEADER, "holds no rows"),
        ("n.csv", "colour,shape\nred,round\n", "is no header of this kind"),
        ("n.csv", "id,name\nn1,x\n", "joined: this column is missing"),
        ("n.csv", "id,name,joined,id\n1,2,3,4\n", "id: this column stands twice"),
        ("n.csv", b"id,name\0,joined\n", "NUL bytes"),
        ("n.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "NUL bytes"),
        ("n.csv", b"\x7fELF\xff\xfe\x80\x81\xff", "neither UTF-8 nor GB 18030"),
        ("n.csv", "id,name,joined\nn1,é,2026-01-01\n".encode("latin-1"), "neither UTF-8"),
        ("n.csv", HEADER.encode("utf-16"), "UTF-16"),
        ("n.csv", HEADER + 'n1,"open,2026-01-01\n', "the quotes do not match"),
        ("n.csv", HEADER + f"n1,{'x' * 200_000},2026-01-01\n", "a cell is too long"),
        ("n.jsonl", '{"id": "n1"\n', "is not JSON"),
        ("n.jsonl", '{"id": "n1"}\n[1, 2]\n', "is no JSON object"),
        ("n.jsonl", '{"id": NaN}\n', "holds NaN"),
        ("n.jsonl", '{"a": ' + "[" * 100_000 + "\n", "is not JSON"),
        ("n.jsonl", '{"id": ' + "9" * 5000 + "}\n", "is not JSON"),
        ("n.jsonl", '{"id": "n1", "name": "a\\u0000b", "joined": "2026-01-01"}', "control"),
        ("n.jsonl", '{"id": "n1", "name": "\\ud800", "joined": "2026-01-01"}', "name"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_changes_nothing(
    name: str, content: str | bytes, reason: str, write: Write, bring: Bring, database: object
) -> None:
    with pytest.raises(InvalidFile) as error:
        bring("neighbours", write(name, content))
    assert any(reason in str(problem) for problem in error.value.problems)
    assert error.value.file == name


def test_a_folder_a_missing_file_and_a_huge_one_are_refused(tmp_path: Path, bring: Bring) -> None:
    with pytest.raises(InvalidFile, match="is a folder"):
        bring("orders", tmp_path)
    with pytest.raises(InvalidFile, match="is not there"):
        bring("orders", tmp_path / "no.csv")
    (tmp_path / "big.csv").write_text("x" * 100)
    with pytest.raises(InvalidFile, match="larger"):
        read_text(tmp_path / "big.csv", limit=99)


def test_an_unknown_kind_and_an_unknown_community_are_refused(
    write: Write, database: MemoryDatabase, lexicon: FoodLexicon
) -> None:
    path = write("n.csv", HEADER + "n5,x,2026-01-01\n")
    with database.transaction() as store:
        with pytest.raises(InvalidField, match="is not one of catalogue"):
            import_file("magic", path, s.HOME, store, lexicon=lexicon)
        with pytest.raises(NotFound):
            import_file("neighbours", path, CommunityId("nowhere"), store, lexicon=lexicon)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_as_spreadsheets_save_them_are_read(
    encoding: str, delimiter: str, write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    table = "id,name,joined,building\r\nn5,周阿姨,2026-01-01,三栋\r\n".replace(",", delimiter)
    assert bring("neighbours", write("n.csv", table.encode(encoding))).saved == Saved(created=1)
    with database.read() as store:
        assert store.neighbours.get(s.HOME, "n5").name == "周阿姨"


def test_unknown_columns_are_named_and_with_skipping_left_out(write: Write, bring: Bring) -> None:
    path = write("n.csv", "id,name,joined,colour\nn5,x,2026-01-01,red\n")
    with pytest.raises(InvalidFile, match="row 1, colour: is no known column"):
        bring("neighbours", path)
    report = bring("neighbours", path, skip_bad_rows=True)
    assert report.saved == Saved(created=1)
    assert [str(problem) for problem in report.problems] == ["row 1, colour: is no known column"]


def test_an_unknown_field_of_a_json_row_is_named(write: Write, bring: Bring) -> None:
    path = write("n.jsonl", '{"id":"n5","name":"x","joined":"2026-01-01","colour":"red"}')
    with pytest.raises(InvalidFile, match="row 1, colour: is not a known field"):
        bring("neighbours", path)


def test_invisible_characters_are_taken_out(
    write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    bring("neighbours", write("n.csv", HEADER + "n5,周\u200b阿\u202e姨,2026-01-01\n"))
    with database.read() as store:
        assert store.neighbours.get(s.HOME, "n5").name == "周阿姨"


def test_blank_rows_and_rows_with_fewer_cells_are_no_problem(write: Write, bring: Bring) -> None:
    table = "id,name,joined,building\n\nn5,x,2026-01-01\n,,,\n"
    assert bring("neighbours", write("n.csv", table)).saved == Saved(created=1)


def test_a_quoted_cell_over_two_lines_counts_as_one_row(write: Write, bring: Bring) -> None:
    table = 'id,name,joined,building\nn5,x,2026-01-01,"a\nb"\nn6,x,never,\n'
    with pytest.raises(InvalidFile, match="row 3, joined"):
        bring("neighbours", write("n.csv", table))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_refuses_a_picture(kind: str, write: Write, bring: Bring) -> None:
    with pytest.raises(InvalidFile):
        bring(kind, write("x.csv", b"\x89PNG\r\n\x1a\n\x00\x01\x02"))
