"""Files of a report, read by programs that had no part in writing them."""

from __future__ import annotations

import csv
import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from math import ceil
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pypdfium2
from pptx import Presentation
from pptx.util import Emu

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_INVISIBLE = str.maketrans("", "", "-\u00ad\ufffe\x02\u200e\u200f\u2066\u2067\u2068\u2069")


def bare(text: str) -> str:
    """Return a text without spaces, hyphens, which may break a word, and the side to which a bracket opens.

    Where a bracket is drawn within Arabic, too, a PDF names its glyph for both sides.
    """
    return "".join(text.translate(_INVISIBLE).split()).replace(")", "(")


@dataclass(frozen=True, slots=True)
class Plot:
    """One series of a chart: what the slide shows, and what its own sheet holds."""

    part: str
    categories: tuple[str, ...]
    shown: tuple[float | None, ...]
    kept: tuple[float | None, ...]


@cache
def pages(content: bytes) -> tuple[str, ...]:
    return tuple(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: how much is said on it, and how near to its edges, in points."""

    letters: int
    edge: float


def leaves(content: bytes) -> Iterator[Leaf]:
    """Yield the pages of a document."""
    for page in pypdfium2.PdfDocument(content):
        text, (width, height) = page.get_textpage(), page.get_size()
        boxes = [text.get_rect(place) for place in range(text.count_rects())]
        edges = ((left, bottom, width - right, height - top) for left, bottom, right, top in boxes)
        yield Leaf(len(bare(text.get_text_range())), min(map(min, edges), default=0))


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame with text on a slide: where its four sides lie, in points, and how high its text stands."""

    slide: int
    name: str
    left: float
    top: float
    right: float
    bottom: float
    text: float


def frames(content: bytes) -> tuple[float, float, list[Frame]]:
    """Return the width and the height of the slides, and every shape on them."""
    deck = Presentation(io.BytesIO(content))
    shapes = ((number, shape) for number, slide in enumerate(deck.slides, 1) for shape in slide.shapes)
    assert deck.slide_width
    assert deck.slide_height
    return Emu(deck.slide_width).pt, Emu(deck.slide_height).pt, [_frame(*one) for one in shapes]


def _frame(number: int, shape: Any) -> Frame:
    left, top, width, height = (Emu(side).pt for side in (shape.left, shape.top, shape.width, shape.height))
    text = sum(_height(one, width) for one in shape.text_frame.paragraphs) if shape.has_text_frame else 0
    return Frame(number, shape.name, left, top, left + width, top + height, text)


def _height(paragraph: Any, width: float) -> float:
    """Estimate how high a paragraph stands: half its size a letter, and single spacing."""
    sizes = [run.font.size.pt for run in paragraph.runs if run.font.size]
    size = max(sizes, default=0.0)
    return ceil(len(paragraph.text) * size * 0.45 / max(width - 15, 1)) * size * 1.15


class _Text(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def text_of(html: str) -> str:
    """Return the text of a page."""
    reader = _Text()
    reader.feed(html)
    return " ".join(reader.text)


def lines(content: bytes) -> list[dict[str, str]]:
    """Return the lines of a table of figures."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def rows(content: bytes) -> dict[str, list[list[Any]]]:
    """Return the rows of the table of every sheet, by the name of the sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        sheet.title: [
            [cell.value for cell in row] for table in sheet.tables.values() for row in sheet[table.ref][1:]
        ]
        for sheet in book
    }


def numbers(content: bytes) -> tuple[list[list[list[int]]], list[list[list[int]]]]:
    """Return the numbers in every row of each sheet: those of its table, and those beside it."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    parted = [_parted(sheet) for sheet in book]
    return [within for within, _ in parted], [beside for _, beside in parted]


def _parted(sheet: Any) -> tuple[list[list[int]], list[list[int]]]:
    tables = [sheet[table.ref] for table in sheet.tables.values()]
    inside = {cell.coordinate for rows_ in tables for row in rows_ for cell in row}
    beside = [_whole(cell for cell in row if cell.coordinate not in inside) for row in sheet.iter_rows()]
    return [_whole(row) for rows_ in tables for row in rows_[1:]], [row for row in beside if row]


def _whole(row: Iterable[Any]) -> list[int]:
    found = [cell.value for cell in row if isinstance(cell.value, int | float)]
    assert all(value == int(value) for value in found), found
    return [int(value) for value in found]


@cache
def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _parsed(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314 # we have just written it ourselves


def slides(content: bytes) -> Iterator[ET.Element]:
    """Yield the slides of a presentation in their order."""
    parts = members(content)
    names = [name for name in parts if name.startswith("ppt/slides/slide")]
    for name in sorted(names, key=lambda name: int("".join(filter(str.isdigit, name)))):
        yield _parsed(parts[name])


def words(element: ET.Element) -> str:
    """Return the text in a part of a slide."""
    return " ".join(run.text or "" for run in element.iter(f"{A}t"))


def tables(content: bytes) -> Iterator[list[str]]:
    """Yield the rows of every table on the slides, without the heads and without the pips of degrees."""
    for slide in slides(content):
        for table in slide.iter(f"{A}tbl"):
            for row in table.findall(f"{A}tr")[1:]:
                cells = ("".join(run.text or "" for run in cell.iter(f"{A}t")) for cell in row.iter(f"{A}tc"))
                yield [cell.lstrip("●○ ") for cell in cells]


def bars(content: bytes) -> Iterator[dict[str, tuple[float | None, ...]]]:
    """Yield each chart of the slides, in their order: by the name of a bar its value in every series."""
    found: dict[str, list[Plot]] = {}
    for plot in plots(content):
        found.setdefault(plot.part, []).append(plot)
    for part in sorted(found, key=lambda name: int("".join(filter(str.isdigit, name)))):
        names, shown = found[part][0].categories, [plot.shown for plot in found[part]]
        yield dict(zip(names, zip(*shown, strict=True), strict=True))


def plots(content: bytes) -> Iterator[Plot]:
    """Yield every series of every chart, beside the sheet that opens when somebody edits it."""
    parts = members(content)
    for name in [name for name in parts if name.startswith("ppt/charts/chart")]:
        sheet = _sheet(parts, name)
        for series in _parsed(parts[name]).iter(f"{C}ser"):
            yield Plot(
                name,
                tuple(point.findtext(f"{C}v", "") for point in series.findall(f"{C}cat//{C}pt")),
                _cached(series),
                _kept(sheet, series.findtext(f"{C}val//{C}f", "")),
            )


def _cached(series: ET.Element) -> tuple[float | None, ...]:
    points = {
        int(point.attrib["idx"]): float(point.findtext(f"{C}v", ""))
        for point in series.findall(f"{C}val//{C}pt")
    }
    count = series.find(f"{C}val//{C}ptCount")
    assert count is not None
    return tuple(points.get(place) for place in range(int(count.attrib["val"])))


def _kept(sheet: Any, formula: str) -> tuple[float | None, ...]:
    area = formula.rpartition("!")[2].replace("$", "")
    found = sheet[area]
    return tuple(row[0].value for row in found) if isinstance(found, tuple) else (found.value,)


def _sheet(parts: dict[str, bytes], name: str) -> Any:
    folder, _, file = name.rpartition("/")
    relations = _parsed(parts[f"{folder}/_rels/{file}.rels"])
    target = next(one.attrib["Target"] for one in relations if one.attrib["Target"].endswith(".xlsx"))
    path = posixpath.normpath(posixpath.join(folder, target))
    return openpyxl.load_workbook(io.BytesIO(parts[path]), data_only=True).worksheets[0]
