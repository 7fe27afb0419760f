"""Colours on which white can be read, held against the definition of WCAG."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import colours

ANY = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#0b5d8a", "#0b5d8a"),
        (" 0B5D8A ", "#0b5d8a"),
        ("#abc", "#aabbcc"),
        ("red", None),
        ("#12345", None),
        ("#١٢٣٤٥٦", None),
        ("#0b5d8a;}", None),
        ("", None),
    ],
)
def test_colour_is_read_as_people_write_it(written: str, colour: str | None):
    assert colours.normal(written) == colour


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#777777", 4.48)]
)
def test_contrast_is_that_of_wcag(colour: str, ratio: float):
    assert round(colours.contrast_with_white(colour), 2) == ratio


@given(ANY)
def test_shade_offered_always_passes(colour: str):
    assert colours.contrast_with_white(colours.nearest_readable(colour)) >= colours.ENOUGH


@given(ANY)
def test_colour_that_passes_is_its_own_shade(colour: str):
    if colours.contrast_with_white(colour) >= colours.ENOUGH:
        assert colours.nearest_readable(colour) == colour


@given(ANY)
def test_no_lighter_shade_of_the_colour_passes(colour: str):
    shade = colours.nearest_readable(colour)
    lighter = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    steps = ("#" + "".join(f"{channel * part // 255:02x}" for channel in lighter) for part in range(256))
    passing = [step for step in steps if colours.contrast_with_white(step) >= colours.ENOUGH]
    assert passing[-1] == shade


@given(ANY)
def test_normal_form_is_stable(colour: str):
    assert colours.normal(colour) == colour
