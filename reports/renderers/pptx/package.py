"""The finished file: what it says of itself, and the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import Any, Final

from pptx.opc.constants import RELATIONSHIP_TYPE

from reports.document.deck import Deck
from reports.renderers.pptx import texts

_THEN: Final = (1980, 1, 1, 0, 0, 0)  # the first date that the format knows
_LONGEST: Final = 255


def save(presentation: Any, deck: Deck) -> bytes:
    """Return the presentation as a file."""
    _properties(presentation.core_properties, deck)
    _drop_application(presentation.part.package)
    file = io.BytesIO()
    presentation.save(file)
    return _dated(file)


def _properties(properties: Any, deck: Deck) -> None:
    made = datetime.combine(deck.on, time())
    properties.title = texts.clean(deck.title)[:_LONGEST]
    properties.author = texts.clean(deck.author)[:_LONGEST]
    properties.subject = texts.clean(deck.subject)[:_LONGEST]
    properties.language = deck.language
    properties.last_modified_by = ""
    properties.keywords = ""
    properties.created = properties.modified = made
    properties.revision = 1


def _drop_application(package: Any) -> None:
    """Take away what the empty presentation said about the program that made it."""
    relations = package._rels
    for id_, relation in list(relations.items()):
        if relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            relations.pop(id_)


def _dated(file: io.BytesIO) -> bytes:
    """Return the same archive without the hour of its making."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return fixed.getvalue()
