"""How documents of an organisation look: its colour and its logo; degrees keep their own colours."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import colours

INK = colours.INK


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture written anew by us; sizes in pixels."""

    png: bytes
    width: int
    height: int
    words: str  # what it says to those who do not see it


@dataclass(frozen=True, slots=True)
class Look:
    """`colour` is "#rrggbb", and white can be read on it; the product's ink where none was chosen."""

    colour: str = INK
    logo: Logo | None = None
