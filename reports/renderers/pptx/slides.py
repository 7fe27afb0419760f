"""One slide: its title, its text, its figure, what stands at its foot, and the notes of the speaker."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any, Final

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from reports.document import Sentence
from reports.document.deck import Chart, Deck, Grid, Point
from reports.renderers.pptx import charts, geometry, metrics, tables, texts, theme, xml
from reports.renderers.pptx.fitting import Page, Side

_TITLE, _FIRST, _SECOND = 0, 1, 2
_FOOT_SIZES: Final = (9, 8, 7, 6)


def add(presentation: Any, layout: Any, page: Page, deck: Deck) -> None:
    """Add a slide to the presentation; no place on it stays empty."""
    slide = presentation.slides.add_slide(layout)
    places = {place.placeholder_format.idx: place for place in slide.placeholders}
    _title(places[_TITLE], page, deck.language)
    for at, side in enumerate(page.sides):
        _stand(slide, places, _FIRST + at * _SECOND, side, deck)
    _foot(slide, layout, deck, numbered=page.shape != "cover")
    _notes(slide, page.notes)


def _stand(slide: Any, places: dict[int, Any], first: int, side: Side, deck: Deck) -> None:
    """Put a figure and its text into their places, text alone into the first."""
    if side.figure:
        _figure(places[first], _drawn(slide, side.figure, side, deck), first)
    text = places.get(first + 1 if side.figure else first)
    if side.points and text is not None:
        _points(text, side, deck.language)
    elif text is not None:
        _remove(text)


def _title(place: Any, page: Page, language: str) -> None:
    paragraph = place.text_frame.paragraphs[0]
    _runs(paragraph, page.title, language, page.title_size)
    _direction(paragraph, page.title)


def _points(place: Any, side: Side, language: str) -> None:
    frame = place.text_frame
    for number, point in enumerate(side.points):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        size = side.size * geometry.REMARK if point.role == "remark" else side.size
        _runs(paragraph, point.text, language, size, heading=point.role == "heading")
        _direction(paragraph, point.text)
        _role(paragraph, point)


def _runs(paragraph: Any, sentence: Sentence, language: str, size: float, *, heading: bool = False) -> None:
    for span in _clean(sentence).spans:
        if not span.text:
            continue
        run = paragraph.add_run()
        run.text = span.text
        run.font.size = Pt(round(size * 2) / 2)
        run._r.get_or_add_rPr().set("lang", language)
        if span.strong or heading:
            run.font.bold = True


def _clean(sentence: Sentence) -> Sentence:
    """Return a sentence whose parts a file can hold, before any of them is kept from turning its neighbours."""
    last = len(sentence.parts) - 1
    words = (
        texts.spaced(part.text, first=at == 0, last=at == last) for at, part in enumerate(sentence.parts)
    )
    parts = (replace(part, text=text) for part, text in zip(sentence.parts, words, strict=True))
    return replace(sentence, parts=tuple(parts))


def _direction(paragraph: Any, sentence: Sentence) -> None:
    """Let a paragraph that somebody typed run from the right; a sentence of ours keeps its direction."""
    if all(part.source == "typed" for part in sentence.parts) and texts.from_right(sentence.plain):
        properties = paragraph._p.get_or_add_pPr()
        properties.set("algn", "r")
        properties.set("rtl", "1")


def _role(paragraph: Any, point: Point) -> None:
    properties = paragraph._p.get_or_add_pPr()
    if point.role == "item" and point.place is None:
        return
    if point.role == "item":
        colour = f'<a:buClr><a:schemeClr val="{theme.degree(point.place or 1)}"/></a:buClr>'
        properties.append(xml.element(colour))
        properties.append(xml.element('<a:buFont typeface="Arial"/>'))
        properties.append(xml.element('<a:buChar char="&#9632;"/>'))
        return
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(xml.element("<a:buNone/>"))


def _drawn(slide: Any, figure: Chart | Grid, side: Side, deck: Deck) -> Any:
    if isinstance(figure, Chart):
        return charts.add(slide, figure, side.box, deck)
    return tables.add(slide, figure, side, deck)


def _figure(place: Any, frame: Any, index: int) -> None:
    """Put a chart or a table into its place, so that it moves with the layout."""
    spot = place._element
    spot.addprevious(frame._element)
    frame._element.xpath(".//p:nvPr")[0].append(xml.element(f'<p:ph idx="{index}"/>', "p"))
    _remove(place)


def _remove(place: Any) -> None:
    place._element.getparent().remove(place._element)


def _foot(slide: Any, layout: Any, deck: Deck, *, numbered: bool) -> None:
    """Put the footer and the number of the slide on it; a layout only says where they stand."""
    kinds = {"FOOTER", "SLIDE_NUMBER"} if numbered else {"FOOTER"}
    for place in layout.placeholders:
        if place.placeholder_format.type.name not in kinds:
            continue
        copied = deepcopy(place._element)
        taken = slide.shapes._spTree.xpath(".//p:cNvPr/@id")
        copied.xpath(".//p:cNvPr")[0].set("id", str(1 + max(map(int, taken))))
        slide.shapes._spTree.append(copied)
        if place.placeholder_format.type.name == "FOOTER":
            _footer(slide.shapes[-1].text_frame, deck)


def _footer(frame: Any, deck: Deck) -> None:
    room = geometry.FOOTER.width - 2 * geometry.INSET
    paragraph, words = frame.paragraphs[0], texts.clean(deck.footer)
    run = paragraph.add_run()
    run.text = words
    run.font.size = Pt(
        next((size for size in _FOOT_SIZES if metrics.width(words, size) <= room), _FOOT_SIZES[-1])
    )
    run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_5
    run._r.get_or_add_rPr().set("lang", deck.language)
    paragraph.alignment = PP_ALIGN.LEFT


def _notes(slide: Any, notes: tuple[Sentence, ...]) -> None:
    said = dict.fromkeys(texts.clean(sentence.plain) for sentence in notes)
    slide.notes_slide.notes_text_frame.text = "\n".join(said)
