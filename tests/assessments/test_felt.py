from __future__ import annotations

import pytest

from assessments import felt
from tests.reports import rounds

PROMISES = felt.promises_of(rounds.core())
HEAD = "promise,position,count\n"


def faults(text: str) -> list[tuple[int, str]]:
    read = felt.read(text, promises=PROMISES)
    assert read.counts == {}
    return [(fault.line, fault.message) for fault in read.faults]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_counts_are_read_by_id_or_name_with_any_delimiter(delimiter: str):
    text = f"{HEAD}easy,1,4\nOn time ,5,2\n\neasy,3,0\n".replace(",", delimiter)
    assert felt.read(text, promises=PROMISES).counts == {"easy": [4, 0, 0, 0, 0], "on-time": [0, 0, 0, 0, 2]}


def test_a_file_with_a_byte_order_mark_is_read():
    content = f"\ufeff{HEAD}easy,1,4\n".encode()
    assert felt.read_file(content, promises=PROMISES).counts == {"easy": [4, 0, 0, 0, 0]}


def test_every_fault_is_named_by_its_line_and_nothing_is_taken():
    text = f"{HEAD}easy,1,4\ncheap,1,4\neasy,6,4\neasy,2,many\neasy,1,5\neasy,2\n"
    assert faults(text) == [
        (3, "“cheap” is none of the promises."),
        (4, "The position has to be a number from 1 to 5."),
        (5, "The count has to be a whole number, 0 or more."),
        (6, "This promise and position stand in line 2 already."),
        (7, "This line has 2 columns; expected promise, position and count."),
    ]


@pytest.mark.parametrize("count", ["-1", "1.5", "=1+1", "٣", "10000001", "9" * 5000, ""])
def test_what_is_no_count_is_refused(count: str):
    assert faults(f"{HEAD}easy,1,{count}\n") == [(2, "The count has to be a whole number, 0 or more.")]


@pytest.mark.parametrize("text", ["", "\n\n", "promise,count\neasy,1\n", "easy,1,4\n"])
def test_other_columns_are_refused(text: str):
    assert [message for _, message in faults(text)] == ["The first line has to be: promise, position, count."]


def test_columns_alone_are_refused():
    assert faults(HEAD) == [(1, "There are no counts below the first line.")]


def test_an_open_quotation_mark_is_refused():
    assert [line for line, _ in faults(f'{HEAD}"easy,1,4\n')] == [1]


def test_another_encoding_is_refused_with_the_line():
    read = felt.read_file(f"{HEAD}easy,1,4\nüber,1,4\n".encode("latin-1"), promises=PROMISES)
    assert [fault.line for fault in read.faults] == [3]
