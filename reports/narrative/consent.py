"""What people are told before they answer (narrative specification, section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.document import Sentence
from reports.narrative.templates import Value
from reports.narrative.words import Words, typed

Kind = Literal["open", "confidential", "linked"]


@dataclass(frozen=True, slots=True)
class Consent:
    """The declaration, who is responsible, how long answers are kept, and the word on the button."""

    declaration: Sentence
    responsible: Sentence | None
    retention: Sentence | None
    button: str


def consent(
    words: Words,
    *,
    kind: Kind,
    organisation: str,
    team: str,
    owner: str,
    until: date | None,
    k: int,
    controller: str = "",
    contact: str = "",
    retention: str = "",
) -> Consent:
    """Write what a participant reads before the first answer; `linked` is confidential with a trend.

    A confidential round without a closing date, or a line whose facts are not known, is a fault: the
    declaration promises them.
    """
    values: dict[str, Value] = {
        "org": typed(organisation),
        "team": typed(team),
        "owner": typed(owner),
        "until": words.date(until) if until else None,
        "k": k,
    }
    return Consent(
        declaration=words.say(f"consent.{kind}", **values),
        responsible=_responsible(words, controller, contact),
        retention=words.say("consent.retention", retention=typed(retention)) if retention else None,
        button=words.write("consent.button"),
    )


def _responsible(words: Words, controller: str, contact: str) -> Sentence | None:
    if not controller:
        return None
    return words.say("consent.responsible", controller=typed(controller), contact=typed(contact))
