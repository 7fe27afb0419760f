"""Words as data: files, languages, lists, numbers and dates."""

from __future__ import annotations

from datetime import date

import pytest

from reports import narrative
from reports.narrative import NarrativeFault, Words, theirs

SPECIFIED = {
    *("H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H12", "H13"),
    *("Q1", "Q1b", "Q2", "Q3", "Q4", "Q5"),
    *("P1", "P1b", "P2", "P3", "P4", "P5", "P5b", "P6", "P7", "P8"),
    *("A1", "A2", "A3", "A4", "A4b", "A5", "A6", "A7"),
    *("G3", "G4", "G5", "G6", "G7", "G8"),
    *("E1", "E3", "E3b", "E4", "E5", "E6"),
    *("R1", "R1b", "R2", "R3", "R4", "R5"),
    *("J1", "J2", "J3", "J4", "J5", "S1", "S2", "S3", "S4"),
    *("W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8"),
    *("F0", "D1", "N1", "V1", "V2", "V3", "V4", "U1", "U2", "U3", "U4", "U5"),
}


@pytest.fixture
def words() -> Words:
    return narrative.words_for("any-framework", "en")


@pytest.fixture
def core() -> Words:
    return narrative.words_for("cx-maturity-core", "en")


def said_ids(words: Words) -> set[str]:
    return {key.partition(".")[0] for key in words.sentences}


def test_generic_words_hold_every_specified_sentence(words: Words):
    assert SPECIFIED - said_ids(words) == set()


def test_core_words_add_their_own_sentences(words: Words, core: Words):
    assert said_ids(core) - said_ids(words) == {"H10", "H11", "G1", "G2"}


def test_core_sentence_takes_the_place_of_the_generic_one(words: Words, core: Words):
    places = {"block": theirs("Begin"), "entry_step": theirs("Sustain"), "first_words": theirs("-")}

    assert (
        words.write("E3b", **places) == "Begin, at Sustain. The earlier blocks are in place; Sustain is not."
    )
    assert core.write("E3b", **places) == (
        "Start with fine tuning, at Sustain. Strategy and delivery are in place; "
        "what makes them last and keeps them right is not."
    )


@pytest.mark.parametrize("language", ["en", "en-GB", "de", "pt-BR"])
def test_language_without_words_falls_back_to_english(language: str):
    assert narrative.words_for("any-framework", language).language == "en"


def test_unknown_sentence_is_a_fault(words: Words):
    with pytest.raises(NarrativeFault, match="XX: there is no such sentence in en"):
        words.say("XX")


def test_unknown_word_is_a_fault(words: Words):
    with pytest.raises(NarrativeFault, match="xx: there is no such word in en"):
        words.word("xx")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["salt and pepper"], "salt and pepper"),
        (["salt and pepper", "oil"], '"salt and pepper" and "oil"'),
        (["one, two", "three"], '"one, two" and "three"'),
    ],
)
def test_listing_reads_as_a_list(words: Words, items: list[str], expected: str):
    assert "".join(part.text for part in words.listing(items)) == expected


def test_quoted_puts_every_item_in_quotation_marks(words: Words):
    assert "".join(part.text for part in words.quoted([theirs("a"), theirs("b")])) == '"a" and "b"'


def test_counted_things_have_a_singular(words: Words):
    assert [words.people(1), words.people(18)] == ["1 person", "18 people"]
    assert [words.points(1), words.points(0)] == ["1 point", "0 points"]
    assert [words.days(1), words.days(45)] == ["1 day", "45 days"]
    assert [words.minutes(1), words.minutes(85)] == ["1 minute", "85 minutes"]


def test_number_is_in_letters_up_to_twelve(words: Words):
    assert [words.number(count) for count in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]


def test_date_is_in_words(words: Words):
    assert words.date(date(2026, 3, 1)) == "1 March 2026"
