"""Colours and letters of the presentation: its own colour first, then those of the degrees."""

from __future__ import annotations

from typing import Any, Final

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml

from reports.charts import palette
from reports.document import Look
from reports.renderers.pptx import xml

FONT: Final = "Arial"  # on every machine, or one of the same measures
OWN: Final = "accent1"
DEGREES: Final = (MSO_THEME_COLOR.ACCENT_2, MSO_THEME_COLOR.ACCENT_3, MSO_THEME_COLOR.ACCENT_4)
_FIRST_DEGREE: Final = 2


def degree(place: int) -> str:
    """Return the name in a file of the colour that a degree wears."""
    return f"accent{_FIRST_DEGREE + place - 1}"


def apply(master: Any, look: Look) -> None:
    """Write the theme that the master and every slide take their colours and letters from."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    theme.set("name", "Report")
    scheme = theme.find(".//{*}clrScheme")
    scheme.set("name", "Report")
    xml.clear(scheme)
    for name, colour in _colours(look).items():
        scheme.append(xml.element(f'<a:{name}><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:{name}>'))
    _letters(theme)
    part.blob = serialize_part_xml(theme)


def _colours(look: Look) -> dict[str, str]:
    first, second, third = palette.DEGREES
    return {
        "dk1": palette.INK,
        "lt1": "#ffffff",
        "dk2": palette.INK_2,
        "lt2": palette.CANVAS,
        OWN: look.colour,
        degree(1): first,
        degree(2): second,
        degree(3): third,
        "accent5": palette.INK_3,
        "accent6": palette.LINE_2,
        "hlink": palette.INK_2,
        "folHlink": palette.INK_2,
    }


def _letters(theme: Any) -> None:
    fonts = theme.find(".//{*}fontScheme")
    fonts.set("name", "Report")
    for kind in fonts:
        for font in list(kind):
            if font.tag.endswith("}font"):
                kind.remove(font)
        kind.find("{*}latin").set("typeface", FONT)
