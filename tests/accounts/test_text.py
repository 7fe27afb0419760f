from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts import text


@pytest.mark.parametrize(
    "typed", ["a\x00b", "a\u202eb", "a\u2066b", "a\x1bb", "a\ud800b", "\x7f", "a\u200fb"], ids=ascii
)
def test_clean_text_refuses_characters_that_deceive(typed: str):
    with pytest.raises(ValidationError) as refused:
        text.clean_text(typed)

    assert refused.value.code == "control_characters"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("two\r\nlines\rthree", "two\nlines\nthree"),
        ("tab\there", "tab\there"),
        ("e\u0301", "\u00e9"),
        ("👩‍🔧 naïve — Ωmega 日本", "👩‍🔧 naïve — Ωmega 日本"),
        ("", ""),
    ],
)
def test_clean_text_keeps_what_people_write(typed: str, kept: str):
    assert text.clean_text(typed) == kept


@pytest.mark.parametrize("typed", ["", " \n", "\u200b", "\ufeff\u2060", "\u00a0\u2028", "\U000e0041"])
def test_text_of_which_nothing_can_be_seen_is_no_text(typed: str):
    assert text.clean_text(typed) == ""


def test_joiners_inside_words_and_pictures_stay():
    typed = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \U0001f469\u200d\U0001f680"
    assert text.clean_text(typed) == typed
