"""Score an answer file against a framework, or say everything that stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import DatabaseError

import scoring
from frameworks import answersheet, kits, library, parser
from frameworks.answersheet import AnswerFile, LineFault
from frameworks.documents import Framework
from frameworks.faults import FrameworkFaults
from frameworks.fields import quoted
from frameworks.kits import Kit
from frameworks.models import FrameworkVersion
from scoring.result import Mode


class CannotScore(Exception):
    """Nothing is calculated; `reasons` are sentences, one a line."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(self.reasons))


def find_kit(name: str, version: str | None = None) -> Kit:
    """Return the kit of a framework file, of a library framework, or of a published one.

    Asks the database only for what the library does not hold. Raise CannotScore if there is none.
    """
    if name.endswith(".toml") or Path(name).is_file():
        framework = _from_file(Path(name))
        if version not in (None, framework.about.version):
            raise CannotScore([f"{name}: is version {framework.about.version}; expected {version}"])
        return kits.build(framework, library.lenses_for(framework))
    kept = library.framework(name, version)
    return kits.build(kept, library.lenses_for(kept)) if kept else _published(name, version)


def score(  # one keyword for each option of the command
    kit: Kit, file: Path, *, mode: Mode = "confidential", k: int = 5, target: str | None = None
) -> dict[str, Any]:
    """Return the summary of the answers in a file; raise CannotScore with every fault of it."""
    levels = [level.id for level in kit.framework.levels]
    if target is not None and target not in levels:
        raise CannotScore([f"--target: is {quoted(target)}; expected one of {', '.join(levels)}"])
    if k < 1:
        raise CannotScore([f"--k: is {k}; expected at least 1"])
    answers = answersheet.read(_bytes(file, answersheet.SIZE_LIMIT))
    replies, faults = _replies(kit, answers)
    if replies is None or faults:
        raise CannotScore(f"{file}:{fault.line}: {fault.message}" for fault in faults)
    return scoring.summary(scoring.assess(kit.scheme, replies, mode=mode, k=k, target=target))


def _replies(kit: Kit, answers: AnswerFile) -> tuple[scoring.Replies | None, list[LineFault]]:
    respondents = [
        scoring.Respondent(sheet.respondent, sheet.group, sheet.answers) for sheet in answers.sheets.values()
    ]
    try:
        replies = scoring.Replies.from_respondents(kit.scheme, respondents)
    except scoring.InputFaults as refusal:
        found = _located(kit, answers, refusal)
        return None, answersheet.in_order([*answers.faults, *found])
    return replies, answersheet.in_order(answers.faults)


def _located(kit: Kit, answers: AnswerFile, refusal: scoring.InputFaults) -> Iterator[LineFault]:
    for fault in refusal.faults:
        sheet = answers.sheets[fault.respondent]
        line = sheet.line if fault.question is None else sheet.lines[fault.question]
        yield LineFault(line, _sentence(kit, fault.kind, sheet.group, fault.question or ""))


def _sentence(kit: Kit, kind: str, group: str, question: str) -> str:
    if kind == "unknown group":
        return f"group is {quoted(group)}; expected one of {', '.join(kit.scheme.groups)}"
    if kind == "unknown question":
        return f"question is {quoted(question)}; expected a question of {kit.scheme.id} {kit.scheme.version}"
    judges = ", ".join(kit.question(question).judged_by)
    return f"question {quoted(question)} is answered by group {quoted(group)}; expected only {judges}"


def _from_file(file: Path) -> Framework:
    try:
        document = parser.parse(_bytes(file, parser.SIZE_LIMIT))
    except FrameworkFaults as refusal:
        raise CannotScore(f"{file}: {fault}" for fault in refusal.faults) from None
    if not isinstance(document, Framework):
        raise CannotScore([f"{file}: is a lens; expected a framework"])
    return document


def _published(slug: str, version: str | None) -> Kit:
    try:
        row, lenses = kits.current(slug, version)
    except (FrameworkVersion.DoesNotExist, DatabaseError):
        wanted = f"{slug} {version}" if version else slug
        known = "a slug of the library, of a published framework, or a TOML file"
        raise CannotScore([f"{quoted(wanted)} names no framework; expected {known}"]) from None
    return kits.load(row.checksum, lenses)


def _bytes(file: Path, limit: int) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise CannotScore([f"{file}: cannot be read ({error.strerror}); expected a readable file"]) from None
