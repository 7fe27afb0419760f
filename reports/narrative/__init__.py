"""Words as data, and the small engine that fills them (narrative specification)."""

from reports.narrative.consent import Consent, consent
from reports.narrative.templates import NarrativeFault, Template, Value, parse
from reports.narrative.words import Words, theirs, typed, words_for

__all__ = [
    "Consent",
    "NarrativeFault",
    "Template",
    "Value",
    "Words",
    "consent",
    "parse",
    "theirs",
    "typed",
    "words_for",
]
