"""What the room is asked after a reveal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops import prompts, spreads

UNSURE = 6


def ask(*replies: int) -> str:
    return prompts.prompt(spreads.of_votes([("", reply) for reply in replies], k=5))


@pytest.mark.parametrize(
    ("replies", "begins"),
    [
        ((1, 1, 2, 4, 5, 5), "It is seen from two sides."),
        ((2, 2, 2, 3, 5), "Some see it further on:"),
        ((1, 4, 4, 4, 4), "Some see it less far:"),
        ((1, 3, 3, 3, 5), "It is seen both less far and further on:"),
        ((4, 4, 4, 4, 4), "This is seen alike. What could be shown for it,"),
        ((2, 2, 2, 2, 2), "This is seen alike. What keeps it where it is,"),
        ((3, 3, 3, 3, 3, UNSURE, UNSURE, UNSURE), "Some cannot judge this."),
        ((1, 5, 5), "What would have to be shown"),
        ((3,), "Which case from the last months"),
        ((), "Which case from the last months"),
    ],
)
def test_prompt_follows_from_where_the_votes_lie(replies: tuple[int, ...], begins: str):
    assert ask(*replies).startswith(begins)


@given(st.lists(st.integers(1, 6), max_size=40))
def test_prompt_never_counts_people_and_is_the_same_each_time(replies: list[int]):
    said = ask(*replies)
    assert said == ask(*replies)
    assert re.search(r"\d|\b(one|two|three|four|five) (person|people|of you|voters?)\b|%\(", said) is None
