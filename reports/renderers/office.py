"""Slides and workbooks, made in the child process of the office."""

from __future__ import annotations

from concurrent.futures import Future

from reports.document.deck import Deck
from reports.document.look import Look
from reports.document.workbook import Workbook
from reports.renderers import child, pool


def slides(deck: Deck, look: Look, *, whose: str) -> Future[bytes]:
    """Let a deck be drawn as PPTX, or refuse with `pool.QueueFull`."""
    return pool.office().begin(child.draw_slides, deck, look, whose=whose)


def workbook(workbook: Workbook, look: Look, *, whose: str) -> Future[bytes]:
    """Let a workbook be filled as XLSX, or refuse with `pool.QueueFull`."""
    return pool.office().begin(child.fill_workbook, workbook, look, whose=whose)
