"""A deck as a presentation that can be edited: slides with real titles, native charts and tables."""

from __future__ import annotations

from reports.document import Look
from reports.document.deck import Deck
from reports.renderers.pptx import fitting, master, package, slides

__all__ = ["render"]


def render(deck: Deck, look: Look) -> bytes:
    """Return the presentation; the same deck and look give the same bytes."""
    presentation, layouts = master.build(look)
    for slide in fitting.fitted(deck):
        slides.add(presentation, layouts[slide.shape], slide, deck)
    return package.save(presentation, deck)
