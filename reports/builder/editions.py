"""What a document says of itself, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cost:
    """One figure that was typed in, as it was typed."""

    label: str
    amount: str
    source: str


@dataclass(frozen=True, slots=True)
class Edition:
    """`approved_on` is None for a draft; texts that nobody typed are empty."""

    marking: str = "confidential"
    version: str = "1.0"
    approver: str = ""
    approved_on: date | None = None
    consultancy: str = ""
    cover_text: str = ""
    footer: str = ""
    costs: tuple[Cost, ...] = ()
