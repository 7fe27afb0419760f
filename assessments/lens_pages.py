"""Gather what pages about the questions of lenses show; the number of queries never grows with rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self
from uuid import uuid4

from assessments import lens_sheets
from assessments.lens_sheets import Entry, Key, Leaf, LensSheet, Place
from assessments.models import Assessment, LensReply, Response


@dataclass(frozen=True, slots=True)
class LensDraft:
    """What stands in the fields of one entry; `revision` is the next one to send.

    `before`: what was stored when the page was made, so that only what was changed is saved.
    """

    reply: str
    before: str
    revision: int | str = 1
    op: str = ""

    @classmethod
    def of(cls, reply: str, stored: LensReply | None) -> Self:
        """Return what is stored, ready to be changed."""
        before = reply if stored else ""
        return cls(reply, before, stored.revision + 1 if stored else 1, str(uuid4()))


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a page with what stands in it."""

    entry: Entry
    draft: LensDraft
    stored: bool
    error: str = ""
    stale: bool = False
    kept: str = ""  # the newer answer in words, where this one was stale


@dataclass(frozen=True, slots=True)
class LeafPage:
    """One page of a lens, what is stored for it, and the way around it."""

    leaf: Leaf
    lines: tuple[Line, ...]
    stored: bool


@dataclass(frozen=True, slots=True)
class LensRailEntry:
    """One lens in the rail: where it leads and how far it is."""

    name: str
    answered: int
    total: int
    place: Place
    current: bool

    @property
    def complete(self) -> bool:
        """Say whether everything has an answer."""
        return self.answered == self.total


@dataclass(frozen=True, slots=True)
class ReviewedLeaf:
    """One page of a lens on the review page: each entry with its answer in words, "" where it has none."""

    leaf: Leaf
    answers: tuple[tuple[Entry, str], ...]

    @property
    def answered(self) -> int:
        """Return how many entries have an answer."""
        return sum(bool(words) for _, words in self.answers)


@dataclass(frozen=True, slots=True)
class ReviewedLens:
    """One lens on the review page."""

    title: str
    leaves: tuple[ReviewedLeaf, ...]


def sheet_of(response: Response) -> LensSheet:
    """Return what a response's person is put of lenses; nothing in a pulse."""
    return sheet_in(response.assessment, response.group)


def sheet_in(assessment: Assessment, group: str) -> LensSheet:
    """Return what a group is put of lenses in a round; nothing in a pulse."""
    full = assessment.scope == Assessment.Scope.FULL
    return lens_sheets.lens_sheet(
        framework=assessment.framework.checksum,
        lenses=assessment.lens_checksums,
        asked=assessment.asked_lenses if full else (),
        irrelevant=assessment.irrelevant_stages,
        group=group,
    )


def leaf_page(response: Response, place: Place) -> LeafPage | None:
    """Return one page in one query, None if the person is not put it."""
    leaf = sheet_of(response).leaves.get(place)
    if leaf is None:
        return None
    stored = _stored(response.lens_replies.filter(lens=leaf.lens))
    lines = tuple(_line(response, entry, stored.get(entry.key)) for entry in leaf.entries)
    return LeafPage(leaf, lines, any(line.stored for line in lines))


def rail(response: Response, here: Place | None = None) -> tuple[LensRailEntry, ...]:
    """Return the lenses in the rail; one query where lenses are asked, else none."""
    sheet = sheet_of(response)
    if not sheet.leaves:
        return ()
    replied = _replied(response)
    return tuple(_rail_entry(leaves, replied, here) for leaves in sheet.lenses.values())


def first_unanswered(response: Response) -> Place | None:
    """Return the first page on which something has no answer, None where there is none."""
    sheet = sheet_of(response)
    if not sheet.leaves:
        return None
    return _first_open(sheet.leaves.values(), _replied(response))


def review(response: Response) -> tuple[ReviewedLens, ...]:
    """Return every answer by lens and page; one query where lenses are asked, else none."""
    sheet = sheet_of(response)
    if not sheet.leaves:
        return ()
    stored = _stored(response.lens_replies.all())
    return tuple(
        ReviewedLens(leaves[0].lens_title, tuple(_reviewed(response, leaf, stored) for leaf in leaves))
        for leaves in sheet.lenses.values()
    )


def words(entry: Entry, reply: str) -> str:
    """Return an answer as one reads it, "" where nothing was answered."""
    option = entry.option(reply)
    if option is None:
        return reply if entry.kind == "text" else ""
    return f"{option.label}: {option.description}" if option.description else option.label


def value(response: Response, stored: LensReply | None) -> str:
    """Return the value that was answered; whom the stages describe is kept on the sheet itself."""
    if stored is None:
        return ""
    return response.lens_subject if stored.field == lens_sheets.SUBJECT else stored.reply


def as_json(stored: LensReply) -> dict[str, str | int]:
    """Return a stored reply as the page's script reads it."""
    return {"reply": value(stored.response, stored), "revision": stored.revision, "op": str(stored.op)}


def _stored(rows: Iterable[LensReply]) -> dict[Key, LensReply]:
    return {(row.lens, row.item, row.field): row for row in rows}


def _replied(response: Response) -> frozenset[Key]:
    rows = response.lens_replies.exclude(reply="").values_list("lens", "item", "field")
    return frozenset(rows)


def _line(response: Response, entry: Entry, stored: LensReply | None) -> Line:
    reply = value(response, stored)
    if stored is None and entry.kind == "text":
        reply = response.assessment.journey_subject
    return Line(entry, LensDraft.of(reply, stored), stored is not None)


def _rail_entry(leaves: tuple[Leaf, ...], replied: frozenset[Key], here: Place | None) -> LensRailEntry:
    entries = [entry for leaf in leaves for entry in leaf.entries]
    return LensRailEntry(
        name=leaves[0].lens_title,
        answered=sum(entry.key in replied for entry in entries),
        total=len(entries),
        place=_first_open(leaves, replied) or leaves[0].place,
        current=here is not None and here[0] == leaves[0].lens,
    )


def _first_open(leaves: Iterable[Leaf], replied: frozenset[Key]) -> Place | None:
    unanswered = (leaf for leaf in leaves if any(entry.key not in replied for entry in leaf.entries))
    return next((leaf.place for leaf in unanswered), None)


def _reviewed(response: Response, leaf: Leaf, stored: Mapping[Key, LensReply]) -> ReviewedLeaf:
    answers = ((entry, words(entry, value(response, stored.get(entry.key)))) for entry in leaf.entries)
    return ReviewedLeaf(leaf, tuple(answers))
