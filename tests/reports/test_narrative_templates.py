"""The engine that fills sentences."""

from __future__ import annotations

import pytest

from reports import narrative
from reports.document import Part, Span
from reports.narrative import NarrativeFault, Value, theirs, typed


def fill(text: str, **values: Value) -> str:
    return narrative.parse("T", text).fill(values).plain


def test_place_prints_its_value():
    assert fill("About {n} of {of}.", n=0, of="ten") == "About 0 of ten."


def test_optional_text_is_printed_where_the_value_is_there():
    assert fill("Known{at_most:, at most {at_most}}.", at_most="Random") == "Known, at most Random."


@pytest.mark.parametrize("nothing", [None, "", (), False, Part("")])
def test_optional_text_is_left_out_where_the_value_is_empty(nothing: Value):
    assert fill("Known{at_most:, at most {at_most}}.", at_most=nothing) == "Known."


@pytest.mark.parametrize("nothing", [None, "", (), False, Part("")])
def test_place_without_value_is_a_fault(nothing: Value):
    with pytest.raises(NarrativeFault, match=r"T: {name} is empty"):
        fill("Hello {name}.", name=nothing)


def test_unknown_place_is_a_fault():
    with pytest.raises(NarrativeFault, match=r"T: nothing given for {name}"):
        fill("Hello {name}.", other="x")


def test_unknown_optional_place_is_a_fault():
    with pytest.raises(NarrativeFault, match=r"T: nothing given for {name}"):
        fill("Hello{name: you}.", other="x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Hello {name", "T: unexpected { at 6"),
        ("Hello }", "T: unexpected } at 6"),
        ("Hello {Name}", "T: unexpected { at 6"),
        ("Hello {a: there", "T: a brace is not closed"),
        ("Hello **you", "T: a strong part is not ended"),
    ],
)
def test_malformed_template_is_a_fault(text: str, message: str):
    with pytest.raises(NarrativeFault, match=message):
        narrative.parse("T", text)


def test_stars_make_strong_parts_and_spans_join_them():
    sentence = narrative.parse("T.variant", "**{org} is {degree}.** {summary}").fill(
        {"org": typed("Acme"), "degree": theirs("Random"), "summary": theirs("So.")}
    )

    assert sentence.id == "T"
    assert sentence.parts == (
        Part("Acme", strong=True, source="typed"),
        Part(" is ", strong=True),
        Part("Random", strong=True, source="framework"),
        Part(".", strong=True),
        Part(" "),
        Part("So.", source="framework"),
    )
    assert sentence.spans == (Span("Acme is Random.", strong=True), Span(" So.", strong=False))


def test_value_that_looks_like_a_template_is_printed_as_it_is():
    assert fill("By {org}.", org=typed("{org} **x** }{")) == "By {org} **x** }{."


def test_sentence_begins_with_a_capital_where_the_words_are_our_own():
    assert fill("{count} of us.", count="two") == "Two of us."


def test_sentence_keeps_the_small_letter_of_somebody_elses_name():
    assert fill("{org} is here.", org=typed("eBay")) == "eBay is here."


def test_phrase_keeps_its_small_letter():
    assert narrative.parse("T", "to talk").fill({}, begins=False).plain == "to talk"


def test_places_are_named_also_inside_optional_text():
    assert narrative.parse("T", "{a}{b: and {c}}").places == {"a", "b", "c"}
