"""Whether text and tables stay where they belong, measured with letters of our own choice."""

from __future__ import annotations

from functools import cache

import pytest
from PIL import ImageFont

from reports.document import deck
from reports.renderers.pptx import geometry
from tests.reports import decks, presentations
from tests.reports.decks import SPACES, Element, Read

EMU = 12700


@cache
def font() -> ImageFont.FreeTypeFont:
    """Return the letters that come with Pillow, as large as they are exact."""
    found = ImageFont.load_default(100)
    assert isinstance(found, ImageFont.FreeTypeFont)
    return found


@cache
def long(word: str, size: float, *, bold: bool) -> float:
    return font().getlength(word) * size / 100 * (1.06 if bold else 1)


def lines(words: str, size: float, width: float, *, bold: bool) -> int:
    """Return how many lines a text takes, measured with letters of our own choice."""
    used, count, space = 0.0, 1, long(" ", size, bold=bold)
    for word in words.split(" "):
        wide = long(word, size, bold=bold)
        if used and used + space + wide > width:
            used, count = 0.0, count + 1
        used += wide + space * bool(used)
        count += int(used // width)
        used %= width
    return count


def needed(shape: Element, width: float) -> float:
    height = 0.0
    for paragraph in decks.every(shape, ".//a:p"):
        runs = decks.every(paragraph, "a:r")
        if not runs:
            continue
        sizes = [int(run.find("a:rPr", SPACES).get("sz")) / 100 for run in runs]
        bold = all(run.find("a:rPr", SPACES).get("b") == "1" for run in runs)
        words = "".join(run.find("a:t", SPACES).text or "" for run in runs)
        height += lines(words, max(sizes), width, bold=bold) * max(sizes) * 1.17
    return height


def boxes(read: Read, slide: Element, number: int) -> dict[str, tuple[float, float]]:
    """Return width and height of each place of the layout of a slide, in points."""
    relations = read.xml(f"ppt/slides/_rels/slide{number}.xml.rels")
    target = next(one.get("Target") for one in relations if one.get("Type", "").endswith("/slideLayout"))
    found = {}
    for kind, index, shape in decks.placed(read.xml(f"ppt/{target.removeprefix('../')}")):
        size = shape.find("p:spPr/a:xfrm/a:ext", SPACES)
        found["title" if kind.lower().endswith("title") and index == "0" else index] = (
            int(size.get("cx")) / EMU,
            int(size.get("cy")) / EMU,
        )
    return found


def outside(read: Read) -> list[tuple[int, str]]:
    """Return the texts that do not fit into the place where they stand."""
    found = []
    for number, slide in enumerate(read.slides, start=1):
        sizes = boxes(read, slide, number)
        for kind, index, shape in decks.placed(slide):
            if not shape.tag.endswith("}sp") or kind in {"ftr", "sldNum"}:
                continue
            width, height = sizes["title" if kind.lower().endswith("title") and index == "0" else index]
            if needed(shape, width - 2 * geometry.INSET - 2) > height:
                found.append((number, decks.texts(shape)[0]))
    return found


@pytest.mark.parametrize("report", presentations.REPORTS)
def test_text_stays_within_its_place(report: str):
    assert outside(presentations.rendered(report)) == []


def test_hostile_text_stays_within_its_place():
    assert outside(presentations.attacked()) == []


def bottoms(read: Read) -> list[float]:
    """Return how far down each table reaches, in points."""
    found = []
    for slide in read.slides:
        for frame in decks.every(slide, ".//p:graphicFrame"):
            top = int(frame.find("p:xfrm/a:off", SPACES).get("y"))
            rows = decks.every(frame, ".//a:tr")
            found.append((top + sum(int(row.get("h")) for row in rows)) / EMU)
    return found


@pytest.mark.parametrize("report", ["filled", "overfull", "pulse", "crowded"])
def test_no_table_reaches_into_the_footer(report: str):
    assert max(bottoms(presentations.rendered(report))) <= geometry.FOOTER.top


def test_a_table_that_is_too_long_goes_on_on_another_slide():
    titles = [decks.title(slide) for slide in presentations.rendered("crowded").slides]

    assert [title for title in titles if title.startswith("Of ten pillars")] == [
        f"Of ten pillars, two are Random and eight are Intentional. ({number}\u00a0of\u00a03)"
        for number in (1, 2, 3)
    ]


@pytest.mark.parametrize("report", presentations.REPORTS)
def test_a_board_is_shown_fourteen_slides_at_most(report: str):
    assert len(presentations.rendered(report).slides) <= deck.MOST


def test_what_fits_on_no_slide_stands_in_the_notes_and_the_slide_says_so():
    read, report = presentations.rendered("overfull"), decks.overfull()
    at = next(at for at, slide in enumerate(read.slides) if decks.title(slide).startswith("Two actions were"))
    shown = ["".join(decks.texts(row)[:1]) for row in decks.every(read.slides[at], ".//a:tr")][1:]
    noted = decks.texts(read.notes[at])
    assert report.planning is not None
    names = [row.name for row in report.planning.table.rows]

    assert shown == names[: len(shown)]
    assert [name for name in names if not any(line.startswith(f"{name};") for line in noted)] == shown
    assert "The rest stands in the notes of this slide." in decks.texts(read.slides[at])
