"""A whole sheet of paper on one form: each question's fields carry its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments import sheets
from assessments.drafts import Draft
from assessments.forms import AnswerForm
from assessments.paper import Written
from scoring import Reply

FIELDS = ("reply", "reason", "comment")


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the sheet, what was typed for it, and what is wrong with that."""

    stop: sheets.Stop
    draft: Draft
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A sheet as it was typed; `written` holds only what can be saved."""

    pillars: tuple[tuple[str, tuple[Line, ...]], ...]
    written: tuple[Written, ...]
    fault: str

    @property
    def wrong(self) -> tuple[Line, ...]:
        """Return the questions with something wrong."""
        return tuple(line for _name, lines in self.pillars for line in lines if line.errors)

    @property
    def valid(self) -> bool:
        """Say whether the sheet can be saved as it is."""
        return not self.fault and not self.wrong


def blank(sheet: sheets.Sheet) -> Keyed:
    """Return an empty sheet."""
    lines = {slug: Line(stop, Draft(), {}) for slug, stop in sheet.stops.items()}
    return Keyed(_by_pillar(sheet, lines), (), "")


def read(sheet: sheets.Sheet, post: Mapping[str, str]) -> Keyed:
    """Return a sheet as it was posted, with every fault beside its question."""
    lines, written = {}, []
    for slug, stop in sheet.stops.items():
        typed = {name: post.get(f"{name}-{stop.number}", "") for name in FIELDS}
        form = AnswerForm({**typed, "revision": "1"})
        errors = form.messages() or _impossible(stop, form)
        lines[slug] = Line(stop, Draft.typed(typed), errors)
        if not errors and (typed["reply"] or typed["comment"].strip()):
            said = form.cleaned_data
            written.append(Written(slug, said["reply"], said["reason"], said["comment"]))
    fault = "" if written or any(line.errors for line in lines.values()) else _("Nothing was keyed in.")
    return Keyed(_by_pillar(sheet, lines), tuple(written), fault)


def _impossible(stop: sheets.Stop, form: AnswerForm) -> dict[str, str]:
    if form.cleaned_data["reply"] != Reply.NOT_APPLICABLE:
        form.cleaned_data["reason"] = ""
        return {}
    if not stop.question.na_allowed:
        return {"reply": _("This question applies to every organisation. Choose another answer.")}
    if not form.cleaned_data["reason"]:
        return {"reason": _("Key in why this does not apply.")}
    return {}


def _by_pillar(sheet: sheets.Sheet, lines: Mapping[str, Line]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    return tuple((pillar.name, tuple(lines[slug] for slug in slugs)) for pillar, slugs in sheet.pillars)
