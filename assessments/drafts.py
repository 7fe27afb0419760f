"""An answer in the form in which pages show and send it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from uuid import uuid4

from assessments.models import Answer
from scoring import Reply

REPLY_CODES: dict[str, Reply] = {
    "": Reply.SKIPPED,
    "1": Reply.P1,
    "2": Reply.P2,
    "3": Reply.P3,
    "4": Reply.P4,
    "5": Reply.P5,
    "dk": Reply.DONT_KNOW,
    "na": Reply.NOT_APPLICABLE,
}
CODES: dict[int, str] = {int(reply): code for code, reply in REPLY_CODES.items()}


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields of a question page; `revision` is the next one to send."""

    reply: str = ""
    reason: str = ""
    comment: str = ""
    evidence: str = ""
    revision: int | str = 1
    op: str = ""

    @classmethod
    def of(cls, stored: Answer | None) -> Self:
        """Return what is stored, ready to be changed."""
        if stored is None:
            return cls(op=str(uuid4()))
        return cls(
            reply=CODES[stored.reply],
            reason=stored.reason,
            comment=stored.comment,
            evidence=stored.evidence,
            revision=stored.revision + 1,
            op=str(uuid4()),
        )

    @classmethod
    def typed(cls, post: Mapping[str, str], *, revision: int | None = None) -> Self:
        """Return what somebody typed, letter by letter; a new revision replaces a stale one."""
        return cls(
            **{name: post.get(name, "") for name in ("reply", "reason", "comment", "evidence")},
            revision=revision or post.get("revision", ""),
            op=str(uuid4()),
        )


def as_json(answer: Answer) -> dict[str, str | int]:
    """Return a stored answer as the page's script reads it."""
    return {
        "reply": CODES[answer.reply],
        "reason": answer.reason,
        "comment": answer.comment,
        "evidence": answer.evidence,
        "revision": answer.revision,
        "op": str(answer.op),
    }
