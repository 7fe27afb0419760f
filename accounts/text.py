"""Clean text at the edge, once, for every field that people type into."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Invisible characters that reorder or hide what a reader sees (Unicode TR 36), and NUL and its kin.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_BREAKS = frozenset("\n\t")


def clean_text(value: str) -> str:
    """Return text in normal form with plain line breaks, or refuse characters that deceive.

    Text of which nothing can be seen is no text: a name of zero-width spaces would stand as a gap.
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if any(_forbidden(character) for character in text):
        raise ValidationError(
            _("This contains invisible control characters. Type the text again, or paste it as plain text."),
            code="control_characters",
        )
    return unicodedata.normalize("NFC", text) if any(map(_visible, text)) else ""


def _forbidden(character: str) -> bool:
    if character in _BIDI:
        return True
    return unicodedata.category(character) in {"Cc", "Cs"} and character not in _LINE_BREAKS


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Zl", "Zp", "Zs"}
