"""Files that people send: every usual encoding and layout is read, and what is too large or made to harm is refused.

What the rows mean is tested in ``test_survey``.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.reading import TableError
from dashboard.survey.limits import Limits
from dashboard.survey.opening import RESULT_COLUMNS, Sheet, open_survey

TEXT = 'City;Country;Note\r\nMontréal;Côte d’Ivoire;"a; b\r\nc"\r\n\r\n Austin ;Japan\r\n'


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows]


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part put in or replaced."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return changed.getvalue()


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
    def test_of_every_usual_encoding(self, encoding: str) -> None:
        sheet = open_survey("survey.csv", TEXT.encode(encoding))
        assert sheet.header == ("City", "Country", "Note")
        assert cells(sheet) == [("Montréal", "Côte d’Ivoire", "a; b\r\nc"), ("Austin", "Japan", "")]
        assert [row.number for row in sheet.rows] == [2, 4]

    def test_windows_1252_is_said(self) -> None:
        assert open_survey("a.csv", TEXT.encode("cp1252")).notes == (
            "a.csv is no Unicode text and was read as Windows-1252",
        )

    @pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
    def test_parted_by_any_sign(self, sign: str) -> None:
        text = f'a{sign}b{sign}c\n1{sign}"x{sign}y"{sign}3\n'
        assert cells(open_survey("a.csv", text.encode())) == [("1", f"x{sign}y", "3")]

    def test_excel_s_own_line_names_the_sign(self) -> None:
        assert open_survey("a.csv", b"sep=;\na;b,c\n1;2,3\n").header == ("a", "b,c")

    def test_titles_above_the_header_are_left_aside(self) -> None:
        sheet = open_survey("a.csv", b"Survey of cities 2024,,\n,,\nCity,Country,Year\nAustin,Japan,2019\n")
        assert (sheet.header, sheet.notes) == (("City", "Country", "Year"), ("1 row above the header left aside",))

    def test_questions_of_qualtrics_are_the_header(self) -> None:
        text = b'Q1,Q2\nYour city?,Country?\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\nAustin,Japan\n'
        sheet = open_survey("a.csv", text)
        assert (sheet.header, cells(sheet)) == (("Your city?", "Country?"), [("Austin", "Japan")])

    def test_every_column_has_a_name_of_its_own(self) -> None:
        assert open_survey("a.csv", b"a,,a,a\n1,2,3,4\n").header == ("a", "(column 2)", "a (2)", "a (3)")

    def test_our_own_columns_are_left_aside(self) -> None:
        header = ",".join(("City", *RESULT_COLUMNS))
        sheet = open_survey("a.csv", f"{header}\nAustin,rejected,mend,\n".encode())
        assert (sheet.header, cells(sheet)) == (("City",), [("Austin",)])

    def test_a_row_that_is_too_wide_or_too_long_says_so(self) -> None:
        sheet = open_survey("a.csv", b"a,b\n1,2,3\n" + b"x" * 20 + b",2\n", Limits(letters=10))
        assert [row.misfit for row in sheet.rows] == [
            "has 3 cells where the header has 2",
            "has a cell of 20 letters where 10 are read",
        ]


class TestWorkbooks:
    def test_cells_are_text_and_dates_as_precise_as_shown(self) -> None:
        book = openpyxl.load_workbook(
            io.BytesIO(workbook([["City", "Start"], ["Austin", date(2019, 5, 1)], ["B", 43588]]))
        )
        page = book.active
        assert page is not None
        page["B2"].number_format = "mmm yyyy"
        buffer = io.BytesIO()
        book.save(buffer)
        sheet = open_survey("a.xlsx", buffer.getvalue())
        assert (sheet.excel, cells(sheet)) == (True, [("Austin", "2019-05"), ("B", "43588")])

    def test_a_formula_is_no_more_than_its_value(self) -> None:
        assert cells(open_survey("a.xlsx", workbook([["a", "b"], ["=1+1", "x"]]))) == [("", "x")]

    def test_the_name_does_not_decide(self) -> None:
        assert open_survey("survey.csv", workbook([["City", "State"], ["Austin", "TX"]])).excel


WORKBOOK = workbook([["City", "Country"], ["Austin", "Japan"]])
DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>'
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><worksheet/>'
BOMB = b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>"


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.csv", b"", "is empty"),
            ("a.csv", b" \n ", "is empty"),
            ("a.csv", b"\n,,\n", "has no header"),
            ("a.xls", b"\xd0\xcf\x11\xe0abc", "old binary format of Excel; save it as .xlsx or CSV"),
            ("a.xlsx", b"\xd0\xcf\x11\xe0abc", "old binary format"),
            ("a.xlsm", WORKBOOK, "may hold macros, which are never opened; save it as .xlsx or CSV"),
            ("a.xlsx", with_part(WORKBOOK, "xl/vbaProject.bin", b"x"), "holds macros"),
            ("a.pdf", b"%PDF-1.7", "is a PDF"),
            ("a.csv", b"<html><table></table></html>", "is a web page"),
            ("a.xlsx", b"PK\x03\x04 nothing more", "is damaged or encrypted"),
            ("a.xlsx", WORKBOOK[: len(WORKBOOK) // 2], "is damaged or encrypted"),
            ("a.xlsx", with_part(WORKBOOK, "xl/workbook.xml", b"<a"), "is damaged"),
            ("a.xlsx", with_part(WORKBOOK, "xl/worksheets/sheet1.xml", DTD), "declares entities in its XML"),
            ("a.xlsx", with_part(WORKBOOK, "xl/worksheets/sheet1.xml", EXTERNAL), "declares entities in its XML"),
            ("a.xlsx", with_part(WORKBOOK, "xl/worksheets/sheet1.xml", BOMB), "unpacks to far more"),
            ("a.csv", b'a,b\n"' + b"x" * 200_000, "close every quotation mark"),
        ],
    )
    def test_in_a_sentence_with_a_way_out(self, name: str, content: bytes, words: str) -> None:
        with pytest.raises(TableError, match=name) as refused:
            open_survey(name, content)
        assert words in str(refused.value)

    @pytest.mark.parametrize(
        ("limits", "words"),
        [
            (Limits(size=10), "is larger than"),
            (Limits(rows=2), "has more than 2 rows; send it in parts"),
            (Limits(columns=1), "has 2 columns; at most 1 are read"),
        ],
    )
    def test_of_more_than_the_limits(self, limits: Limits, words: str) -> None:
        with pytest.raises(TableError, match=words):
            open_survey("a.csv", b"a,b\n" + b"1,2\n" * 3, limits)

    @pytest.mark.parametrize("limits", [Limits(unpacked=1_000), Limits(parts=3)])
    def test_of_archives_that_hold_too_much(self, limits: Limits) -> None:
        with pytest.raises(TableError):
            open_survey("a.xlsx", WORKBOOK, limits)

    def test_a_declared_size_that_lies_is_found_out(self) -> None:
        with zipfile.ZipFile(io.BytesIO(with_part(WORKBOOK, "xl/worksheets/sheet1.xml", BOMB))) as archive:
            real = archive.getinfo("xl/worksheets/sheet1.xml").file_size
        lying = with_part(WORKBOOK, "xl/worksheets/sheet1.xml", BOMB).replace(
            real.to_bytes(4, "little"), (1_000).to_bytes(4, "little")
        )
        with pytest.raises(TableError, match=r"damaged|unpacks"):
            open_survey("a.xlsx", lying)


def opened(name: str, content: bytes) -> Sheet | str:
    """The sheet, or the sentence that refuses it; anything else that is raised fails the test."""
    try:
        return open_survey(name, content)
    except TableError as refused:
        return str(refused)


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a", "../x.xls"]))
def test_any_bytes_are_a_sheet_or_a_sentence(content: bytes, name: str) -> None:
    sheet = opened(name, content)
    if isinstance(sheet, Sheet):
        assert len(set(sheet.header)) == len(sheet.header) > 0
        assert all(len(row.cells) == len(sheet.header) for row in sheet.rows)


@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_a_sheet_or_a_sentence(place: int, noise: bytes) -> None:
    damaged = opened("a.xlsx", WORKBOOK[:place] + noise + WORKBOOK[place + len(noise) :])
    assert isinstance(damaged, Sheet) or damaged.startswith("a.xlsx ")
