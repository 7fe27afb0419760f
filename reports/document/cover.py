"""What a document says about itself before it says anything else."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.texts import Sentence, TypedText


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover, and what of it stands on every page; texts that nobody typed are empty."""

    heading: str  # what kind of document it is
    organisation: TypedText
    title: TypedText  # of the round, or what it is called where nobody named it
    date_words: str
    consultancy: TypedText
    prepared_by: Sentence | None  # with the name of the consultancy
    text: TypedText
    footer: TypedText
    marking_id: str  # public, internal, confidential or strict
    marking: str
    version: TypedText
    version_words: TypedText  # "Version 1.0"
    final: bool
    state: Sentence  # a draft, or approved by whom and when
