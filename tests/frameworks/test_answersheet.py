"""Answer files as people make them, with everything that can be wrong in one."""

from __future__ import annotations

import pytest

from frameworks import answersheet

HEADER = b"respondent,group,question,answer\n"


def faults(data: bytes) -> list[str]:
    return [f"{fault.line}: {fault.message}" for fault in answersheet.in_order(answersheet.read(data).faults)]


def test_read_gathers_the_answers_of_each_respondent():
    read = answersheet.read(HEADER + b"r1,support,q1,4\nr2,support,q1,\nr1,support,q2,dk\nr1,support,q3,na\n")
    assert (
        [
            (sheet.respondent, sheet.group, sheet.line, sheet.answers, sheet.lines)
            for sheet in read.sheets.values()
        ],
        read.faults,
    ) == (
        [
            ("r1", "support", 2, {"q1": 4, "q2": "dk", "q3": "na"}, {"q1": 2, "q2": 4, "q3": 5}),
            ("r2", "support", 3, {"q1": None}, {"q1": 3}),
        ],
        (),
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbf" + HEADER + b"r1,g,q,4\n", id="byte order mark"),
        pytest.param(HEADER.replace(b"\n", b"\r\n") + b"r1,g,q,4\r\n", id="windows"),
        pytest.param(HEADER + b"r1,g,q,4", id="no last line end"),
        pytest.param(HEADER + b'"r1","g","q","4"\n', id="quotes"),
        pytest.param(HEADER + b" r1 , g, q ,4 \n", id="spaces"),
        pytest.param(b"\n" + HEADER + b"\nr1,g,q,4\n\n", id="blank lines"),
        pytest.param(b"answer,question,group,respondent\n4,q,g,r1\n", id="other order of columns"),
    ],
)
def test_harmless_differences_are_read_alike(data: bytes):
    read = answersheet.read(data)
    assert ([(s.respondent, s.group, s.answers) for s in read.sheets.values()], read.faults) == (
        [("r1", "g", {"q": 4})],
        (),
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            b"", ["1: has no column names; expected respondent,group,question,answer"], id="empty file"
        ),
        pytest.param(
            HEADER,
            ["1: holds no answers; expected one line for each answer below the column names"],
            id="only names",
        ),
        pytest.param(
            b"respondent;group;question;answer\nr1;g;q;4\n",
            [
                '1: has the columns "respondent;group;question;answer"; expected respondent,group,question,answer'
            ],
            id="semicolons",
        ),
        pytest.param(
            b"respondent,group,question\nr1,g,q\n",
            [
                '1: has the columns "respondent", "group", "question"; expected respondent,group,question,answer'
            ],
            id="column missing",
        ),
        pytest.param(
            b"respondent,group,question,answer,answer\nr1,g,q,4,4\n",
            [
                (
                    '1: has the columns "respondent", "group", "question", "answer", "answer"; '
                    "expected respondent,group,question,answer"
                )
            ],
            id="column twice",
        ),
        pytest.param(
            HEADER + b"r1,g,q\nr1,g,q,4,5\n",
            ["2: has 3 values; expected 4", "3: has 5 values; expected 4"],
            id="values missing and too many",
        ),
        pytest.param(
            HEADER + b"r1,g,q1,6\nr1,g,q2,DK\nr1,g,q3,3.0\nr1,g,q4,-1\nr1,g,q5,\xd9\xa3\n",
            [
                '2: answer is "6"; expected 1 to 5, dk, na, or nothing for skipped',
                '3: answer is "DK"; expected 1 to 5, dk, na, or nothing for skipped',
                '4: answer is "3.0"; expected 1 to 5, dk, na, or nothing for skipped',
                '5: answer is "-1"; expected 1 to 5, dk, na, or nothing for skipped',
                '6: answer is "\u0663"; expected 1 to 5, dk, na, or nothing for skipped',
            ],
            id="no answers",
        ),
        pytest.param(
            HEADER + b",g,q,4\nr1,,q,4\nr1,g,,4\n",
            [
                "2: respondent is empty; expected a value",
                "3: group is empty; expected a value",
                "4: question is empty; expected a value",
            ],
            id="empty values",
        ),
        pytest.param(
            HEADER + b"r1,g,q,4\nr1,g,q,4\n",
            ['3: "r1" answers "q" again, as on line 2; expected one answer to each question'],
            id="row twice",
        ),
        pytest.param(
            HEADER + b"r1,g,q1,4\nr1,h,q2,4\n",
            ['3: "r1" is in group "h" here and in "g" on line 2; expected one group for each respondent'],
            id="two groups",
        ),
        pytest.param(
            HEADER + b"r\x001,g,q,4\n",
            ['2: respondent is "r\\u00001"; expected no control characters'],
            id="NUL",
        ),
        pytest.param(
            HEADER + b'"r\n1",g,q1,4\nr2,g,q1,9\n',
            [
                '2: respondent is "r\\u000a1"; expected no control characters',
                '4: answer is "9"; expected 1 to 5, dk, na, or nothing for skipped',
            ],
            id="line end in a value",
        ),
        pytest.param(
            HEADER + b"r1,g,q,4\nr2,g,\xff,4\n",
            ["3: is not readable as UTF-8; expected a file saved as UTF-8"],
            id="Latin-1",
        ),
        pytest.param(
            (HEADER + b"r1,g,q,4\n").decode().encode("utf-16"),
            ["1: is not readable as UTF-8; expected a file saved as UTF-8"],
            id="UTF-16",
        ),
        pytest.param(
            HEADER + b"r1,g," + b"q" * 1_000 + b",4\n",
            ["2: question has 1,000 characters; expected at most 200"],
            id="long value",
        ),
        pytest.param(
            HEADER + b"r1,g," + b"q" * 200_000 + b",4\n",
            [
                (
                    "2: is not readable as CSV (field larger than field limit (131072)); "
                    "expected values between commas"
                )
            ],
            id="huge value",
        ),
        pytest.param(
            HEADER + b'r1,g,q,4\nr2,g,"q,4\nr3,g,q,4\n',
            ["3: is not readable as CSV (unexpected end of data); expected values between commas"],
            id="open quote",
        ),
    ],
)
def test_every_fault_is_named_with_its_line(data: bytes, expected: list[str]):
    assert faults(data) == expected


def test_a_file_that_is_too_large_is_not_read():
    assert faults(b"x" * (answersheet.SIZE_LIMIT + 1)) == [
        "1: the file has more than 52,428,800 bytes; expected a smaller one"
    ]
