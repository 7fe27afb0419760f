"""Words as data, and the small engine that fills them (narrative specification)."""

from reports.narrative.templates import NarrativeFault, Template, Value, parse
from reports.narrative.words import Words, theirs, typed, words_for

__all__ = [
    "NarrativeFault",
    "Template",
    "Value",
    "Words",
    "parse",
    "theirs",
    "typed",
    "words_for",
]
