"""QR codes: that the drawing holds the very squares of the code, on paper-white, with a margin."""

from __future__ import annotations

import re

import pytest
import segno
from django.template import Context, Template

from workshops import qr

ADDRESS = "https://cx.example.org/room/QK7F4PDX/"


def squares(code: qr.Code) -> set[tuple[int, int]]:
    """Read the dark squares back from the path."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path)
    return {(int(x) + step, int(y)) for x, y, length in runs for step in range(int(length))}


@pytest.mark.parametrize(
    "address", [ADDRESS, "http://10.0.0.7:8000/room/QK7F4PDX/", "https://x.example/" + "a" * 300]
)
def test_path_holds_the_very_squares_of_the_code(address: str):
    matrix = segno.make_qr(address, error="m", boost_error=False).matrix
    dark = {(x + 4, y + 4) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}
    code = qr.code(address)
    assert squares(code) == dark
    assert code.size == len(matrix) + 8


def test_path_has_nothing_but_its_runs():
    code = qr.code(ADDRESS)
    assert re.fullmatch(r"(?:M\d+ \d+h\d+v1h-\d+z)+", code.path)


def test_tag_prints_a_picture_with_a_title_that_is_escaped():
    template = Template("{% load qr %}{% qr address title %}")
    page = template.render(Context({"address": ADDRESS, "title": "Join <b>here</b>"}))
    code = qr.code(ADDRESS)
    assert "<title>Join &lt;b&gt;here&lt;/b&gt;</title>" in page
    assert f'viewBox="0 0 {code.size} {code.size}"' in page
    assert f'd="{code.path}"' in page
