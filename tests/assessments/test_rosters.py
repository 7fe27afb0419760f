"""Reading lists of people: every fault by its line, or all of it."""

from __future__ import annotations

import time

import pytest

from assessments import rosters
from assessments.rosters import Fault, Plan, Row

PLAN = Plan.of(
    groups=[("leadership", "Leadership"), ("customer-facing", "Customer-facing people")],
    breakdowns=[("site", "Site", [("north", "North"), ("south", "South coast")])],
)


def read(text: str, **more: str) -> rosters.Roster:
    return rosters.read_file(text.encode(), PLAN, **more)


def faults(text: str) -> list[Fault]:
    found = read(text)
    assert found.rows == ()
    return list(found.faults)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_is_read_however_a_spreadsheet_writes_it(mark: str, delimiter: str, end: str):
    lines = ["Name,E-Mail,Group,site", "Ada Łoś,ada@example.org,LEADERSHIP,South coast", ",bo@example.org,,"]
    assert read(mark + end.join(lines).replace(",", delimiter) + end).rows == (
        Row(2, "ada@example.org", "Ada Łoś", "leadership", {"site": "south"}),
        Row(3, "bo@example.org"),
    )


def test_columns_may_stand_in_any_order_and_be_left_out():
    assert read("group,email\ncustomer-facing,ada@example.org\n").rows == (
        Row(2, "ada@example.org", "", "customer-facing"),
    )


def test_a_name_with_a_line_break_counts_as_the_lines_it_takes():
    text = 'name,email\n"Ada\nLovelace",ada@example.org\n,wrong\n'
    assert faults(text) == [Fault(4, "“wrong” is not an e-mail address.")]


def test_who_has_no_group_gets_the_one_that_was_chosen():
    assert read("email\nada@example.org\n", group="leadership").rows == (
        Row(2, "ada@example.org", "", "leadership"),
    )


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (",,", None),
        (",nobody,", "“nobody” is not an e-mail address."),
        ("Ada,,", "“nothing” is not an e-mail address."),
        (",a@b@c.org,", "“a@b@c.org” is not an e-mail address."),
        (",ada@example.org,Board", "“Board” is none of the choices for “group”."),
        ("=1+1,ada@example.org,", "“=1+1” begins like a formula. Begin with a letter or a figure."),
        ("@SUM(A1),ada@example.org,", "“@SUM(A1)” begins like a formula. Begin with a letter or a figure."),
        ("\t=1,ada@example.org,", "“=1” begins like a formula. Begin with a letter or a figure."),
        (f"{'x' * 121},ada@example.org,", "The name has more than 120 characters."),
        (f",{'x' * 255}@example.org,", f"“{'x' * 60}” is not an e-mail address."),
        ("Ada,ada@example.org", "2 cells instead of 3."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(cells: str, message: str | None):
    text = f"name,email,group\nBo,bo@example.org,leadership\n{cells}\n"
    assert list(read(text).faults) == ([] if message is None else [Fault(3, message)])


@pytest.mark.parametrize("deceit", ["\x00", "\u202e", "\u2066", "\x1b"])
def test_characters_that_deceive_are_refused(deceit: str):
    assert [fault.line for fault in faults(f"name,email\nA{deceit}da,ada@example.org\n")] == [2]


def test_an_address_is_in_a_list_once_whatever_its_case():
    text = "email\nada@example.org\nbo@example.org\nADA@example.org\n"
    assert faults(text) == [Fault(4, "The address ADA@example.org is in line 2 already.")]


def test_every_fault_is_found_and_nothing_is_taken_over():
    text = "email,group\n" + "wrong,Board\n" * 60
    assert len(faults(text)) == 120


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("name,email\nJos\xe9,jose@example.org\n".encode("latin-1"), 2),
        ("email\nada@example.org\n".encode("utf-16"), 1),
        (b"\xff\xfe\x00", 1),
    ],
)
def test_another_encoding_is_named_as_such(content: bytes, fault: int):
    expected = Fault(fault, "This is not UTF-8 text. Save the file as “CSV UTF-8” and choose it again.")
    assert rosters.read_file(content, PLAN).faults == (expected,)


@pytest.mark.parametrize(
    ("headings", "messages"),
    [
        ("name,group", ["The first line must name the columns, and one of them must be “email”."]),
        ("", ["The first line must name the columns, and one of them must be “email”."]),
        ("email,age,pet", ["“age” is not one of the columns.", "“pet” is not one of the columns."]),
        ("email,name,Email", ["The column “email” is there twice."]),
    ],
)
def test_other_columns_are_refused(headings: str, messages: list[str]):
    text = f"{headings}\nada@example.org,x,y\n" if headings else ""
    assert faults(text) == [Fault(1, message) for message in messages]


def test_a_file_without_people_is_refused():
    assert faults("email\n\n") == [Fault(1, "There is nobody in this list.")]


def test_a_quotation_mark_that_stays_open_is_found():
    assert [fault.message for fault in faults('name,email\n"Ada,ada@example.org\n')] == [
        "The file cannot be read to its end. Look for a quotation mark that is not closed."
    ]


def test_a_list_may_be_long_but_not_endless():
    text = "email\n" + "".join(f"p{number}@example.org\n" for number in range(10_001))
    assert faults(text) == [Fault(10_002, "A list may have 10000 people. Divide this one.")]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("ada@example.org", Row(1, "ada@example.org")),
        ("  ada@example.org; ", Row(1, "ada@example.org")),
        ("Ada Lovelace <ada@example.org>", Row(1, "ada@example.org", "Ada Lovelace")),
        ('"Lovelace, Ada" <ada@example.org>,', Row(1, "ada@example.org", "Lovelace, Ada")),
        ("<ada@example.org>", Row(1, "ada@example.org")),
    ],
)
def test_addresses_are_pasted_one_a_line(line: str, row: Row):
    assert rosters.read_pasted(line, PLAN).rows == (row,)


def test_columns_are_pasted_under_headings():
    pasted = "Name\tEmail\tSite\nAda\tada@example.org\tNorth\n"
    assert rosters.read_pasted(pasted, PLAN, group="leadership").rows == (
        Row(2, "ada@example.org", "Ada", "leadership", {"site": "north"}),
    )


@pytest.mark.parametrize(
    "hostile", ["<" * 100_000, '"' * 100_000, ",\n" * 50_000, "a@" * 50_000, " <>" * 33_000]
)
def test_hostile_text_costs_little(hostile: str):
    begun = time.process_time()
    rosters.read_pasted(hostile, PLAN)
    rosters.read_file(hostile.encode(), PLAN)
    assert time.process_time() - begun < 2
