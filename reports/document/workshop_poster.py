"""The poster at the door: where to go with a phone, and with which code."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.workshop_papers import Heading


@dataclass(frozen=True, slots=True)
class Poster:
    """One page. Where the room is not open yet, `code` is empty and left to be written in by hand."""

    heading: Heading
    address: str  # as one types it: "cx.example.org/room"
    link: str  # as the square holds it, code and all
    code: str  # "QK7F-4PDX"
    until_words: str  # "17:30 on 22 November 2026", empty without a code
