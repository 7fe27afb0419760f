"""The master and its layouts, made from the library's own empty presentation."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, Final

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.shapes.picture import CT_Picture

from reports.document import Logo, Look
from reports.document.deck import Shape
from reports.renderers.pptx import geometry, texts, theme, xml
from reports.renderers.pptx.geometry import Box


def _right(box: Box) -> Box:
    return replace(box, left=box.left + geometry.PAIR_STEP)


# Which layouts stay, under which name, and where their places stand.
_LAYOUTS: Final[dict[Shape, tuple[int, str]]] = {
    "cover": (0, "Cover"),
    "text": (1, "Text"),
    "split": (3, "Figure and text"),
    "wide": (7, "Figure with note"),
    "pair": (4, "Two figures with text"),
}
_PLACES: Final[dict[Shape, dict[int, tuple[Box, int]]]] = {
    "cover": {0: (geometry.COVER_TITLE, 40), 1: (geometry.COVER_TEXT, 18)},
    "text": {1: (geometry.BODY, 18)},
    "split": {
        1: (geometry.SPLIT_FIGURE, 15),
        2: (geometry.SPLIT_TEXT, 15),
    },
    "wide": {1: (geometry.WIDE_FIGURE, 13), 2: (geometry.WIDE_TEXT, 13)},
    "pair": {
        1: (geometry.PAIR_FIGURE, 13),
        2: (geometry.PAIR_TEXT, 13),
        3: (_right(geometry.PAIR_FIGURE), 13),
        4: (_right(geometry.PAIR_TEXT), 13),
    },
}
_DATE, _FOOTER = 10, 11
_LEVELS: Final = 9


def build(look: Look) -> tuple[Any, dict[Shape, Any]]:
    """Return a presentation without slides, and its layouts by the shape of a slide."""
    presentation: Any = pptx.Presentation()
    presentation.slide_width = round(geometry.WIDTH * geometry.EMU)
    presentation.slide_height = round(geometry.HEIGHT * geometry.EMU)
    _drop(presentation, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
    _drop(presentation.part.package, RELATIONSHIP_TYPE.THUMBNAIL)
    master = presentation.slide_master
    theme.apply(master, look)
    title = geometry.TITLE if look.logo else geometry.TITLE_ALONE
    layouts = _layouts(presentation, title)
    _places(master, title)
    _styles(master)
    _bar(master)
    _cover(layouts["cover"])
    _open(layouts["pair"])
    if look.logo:
        _logo(master, look.logo, geometry.LOGO, from_right=True)
        _logo(layouts["cover"], look.logo, geometry.COVER_LOGO, from_right=False)
    return presentation, layouts


def _drop(owner: Any, kind: str) -> None:
    relations = getattr(owner, "_rels", None) or owner.part.rels
    for id_ in [id_ for id_, relation in relations.items() if relation.reltype == kind]:
        relations.pop(id_)


def _layouts(presentation: Any, title: Box) -> dict[Shape, Any]:
    every = list(presentation.slide_layouts)
    kept = {shape: every[at] for shape, (at, _) in _LAYOUTS.items()}
    for layout in every:
        if layout not in kept.values():
            presentation.slide_layouts.remove(layout)
    for shape, layout in kept.items():
        layout._element.cSld.set("name", _LAYOUTS[shape][1])
        _arrange(layout, _PLACES[shape], title)
    return kept


def _arrange(layout: Any, places: dict[int, tuple[Box, int]], title: Box) -> None:
    for shape in list(layout.placeholders):
        index = shape.placeholder_format.idx
        if index == _DATE:
            shape._element.getparent().remove(shape._element)
        elif index in places:
            _settle(shape, *places[index])
        elif index == 0:
            _settle(shape, title, geometry.TITLE_SIZES[0])
        else:
            xml.place(shape, geometry.FOOTER if index == _FOOTER else geometry.NUMBER)
            _small(shape, "l" if index == _FOOTER else "r")


def _settle(shape: Any, box: Box, size: int) -> None:
    """Put a place where it belongs, with letters of its size and nothing else of its own."""
    xml.place(shape, box)
    body = shape.text_frame._txBody
    properties, style = xml.child(body, "a:bodyPr"), xml.child(body, "a:lstStyle")
    xml.clear(properties)
    for name in list(properties.attrib):
        del properties.attrib[name]
    xml.clear(style)
    style.append(xml.element(f'<a:lvl1pPr><a:defRPr sz="{size * 100}"/></a:lvl1pPr>'))


def _open(layout: Any) -> None:
    """Let the places that were made for text alone take figures, too."""
    for place in layout._element.xpath(".//p:nvPr/p:ph[@type='body']"):
        del place.attrib["type"]


def _places(master: Any, title: Box) -> None:
    boxes = {"TITLE": title, "BODY": geometry.BODY, "FOOTER": geometry.FOOTER}
    boxes["SLIDE_NUMBER"] = geometry.NUMBER
    for shape in list(master.placeholders):
        kind = shape.placeholder_format.type.name
        if kind not in boxes:
            shape._element.getparent().remove(shape._element)
            continue
        xml.place(shape, boxes[kind])
        _inset(shape, "b" if kind == "TITLE" else "t")
        if kind in {"FOOTER", "SLIDE_NUMBER"}:
            _small(shape, "l" if kind == "FOOTER" else "r")


def _inset(shape: Any, anchor: str) -> None:
    properties = xml.child(shape.text_frame._txBody, "a:bodyPr")
    xml.clear(properties)
    for side in ("lIns", "tIns", "rIns", "bIns"):
        properties.set(side, str(round(geometry.INSET * geometry.EMU)))
    properties.set("anchor", anchor)
    properties.append(xml.element("<a:normAutofit/>"))


def _small(shape: Any, align: str) -> None:
    style = xml.child(shape.text_frame._txBody, "a:lstStyle")
    xml.clear(style)
    style.append(
        xml.element(
            f'<a:lvl1pPr algn="{align}"><a:defRPr sz="900"><a:solidFill><a:schemeClr val="accent5"/>'
            '</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
        )
    )


def _styles(master: Any) -> None:
    styles = xml.child(master._element, "p:txStyles")
    title, body = xml.child(styles, "p:titleStyle"), xml.child(styles, "p:bodyStyle")
    xml.clear(title)
    title.append(_style(1, 'algn="l"', "<a:buNone/>", 'sz="2600" b="1"', "+mj"))
    xml.clear(body)
    for level in range(1, _LEVELS + 1):
        margin = f'marL="{level * 228600}" indent="-228600" algn="l"'
        bullet = (
            '<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/>'
        )
        body.append(_style(level, margin, bullet, f'sz="{1800 if level == 1 else 1400}"', "+mn"))


def _style(level: int, margin: str, bullet: str, letters: str, font: str) -> Any:
    above = round(geometry.BEFORE * 100_000) if font == "+mn" else 0
    return xml.element(
        f'<a:lvl{level}pPr {margin} rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPct val="{above}"/></a:spcBef>{bullet}'
        f'<a:defRPr {letters} kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        f'<a:latin typeface="{font}-lt"/><a:ea typeface="{font}-ea"/><a:cs typeface="{font}-cs"/></a:defRPr>'
        f"</a:lvl{level}pPr>"
    )


def _bar(master: Any) -> None:
    """Put a stripe of the organisation's colour along the left edge, behind everything."""
    _panel(master, Box(0, 0, 12, geometry.HEIGHT), "Stripe")


def _cover(layout: Any) -> None:
    layout._element.set("showMasterSp", "0")
    _panel(layout, geometry.COVER_PANEL, "Panel")
    for shape in layout.placeholders:
        if shape.placeholder_format.idx in _PLACES["cover"]:
            _white(shape)


def _white(shape: Any) -> None:
    style = xml.child(shape.text_frame._txBody, "a:lstStyle")
    size = xml.child(style, "a:lvl1pPr")[0].get("sz")
    xml.clear(style)
    style.append(
        xml.element(
            f'<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{size}"><a:solidFill>'
            '<a:schemeClr val="bg1"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        )
    )


def _panel(owner: Any, box: Box, name: str) -> None:
    left, top, width, height = box.emu()
    tree = owner.shapes._spTree
    tree.insert(
        2,
        xml.element(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{_next(tree)}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
            f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
            '<a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>',
            "p",
            "a",
        ),
    )


def _logo(owner: Any, logo: Logo, box: Box, *, from_right: bool) -> None:
    """Put the logo into a box without changing its proportions."""
    scale = min(box.width / logo.width, box.height / logo.height)
    width, height = logo.width * scale, logo.height * scale
    left = box.left + (box.width - width if from_right else 0)
    placed = Box(left, box.top + (box.height - height) / 2, width, height)
    _, id_ = owner.part.get_or_add_image_part(io.BytesIO(logo.png))
    tree = owner.shapes._spTree
    picture = CT_Picture.new_pic(_next(tree), "Logo", "", id_, *placed.emu())
    # Not by the library, which fills it into markup: a quote would end it there.
    picture.nvPicPr.cNvPr.set("descr", texts.clean(logo.words))
    tree.append(picture)


def _next(tree: Any) -> int:
    return 1 + max(int(id_) for id_ in tree.xpath(".//p:cNvPr/@id"))
