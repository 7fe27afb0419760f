"""What a document says of itself, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessments.editions import Cost


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
