"""Tables as files in which no office program calculates anything, however it parts them."""

from __future__ import annotations

import csv
import io

import pytest

from assessments import tables

STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
TYPED = (
    "{}1+1",
    "x;{}1+1;y",
    'x;"{}1+1";y',
    "x\n{}1+1\ny",
    "x\r{}1+1\ry",
    "x\t{}1+1\ty",
    'x"\n"{}1+1;y',
    "x,{}1+1,y",
)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("start", STARTS)
def test_no_cell_begins_like_a_formula_wherever_a_program_parts_them(typed: str, start: str, separator: str):
    text = tables.csv_text(["name", "note"], [["Ada", typed.format(start)], [typed.format(start), 7]])
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]

    assert [cell for cell in cells if tables.calculated(cell.lstrip('"'))] == []


def test_other_texts_stay_as_they_are():
    kept = ["well-kept", "a; b", "2 - 1 = 1", "you@example.org", "first\nsecond", ""]

    assert [tables.cell(text) for text in kept] == kept
