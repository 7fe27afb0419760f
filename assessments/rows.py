"""Sent sheets as the values that scoring takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from django.utils.crypto import salted_hmac

import scoring

if TYPE_CHECKING:
    from assessments.models import Assessment


PRINT = 12
Traits = Sequence[Mapping[str, str]]


def replies(assessment: Assessment, scheme: scoring.Scheme) -> scoring.Replies:
    """Return what was sent in one query, in an order that does not change (by the sheets' keys)."""
    return sent(assessment, scheme)[0]


def sent(assessment: Assessment, scheme: scoring.Scheme) -> tuple[scoring.Replies, Traits]:
    """Return what was sent together with where each sheet stands in the declared break-downs."""
    wanted = ["group", "replies", *(["traits"] if assessment.breakdowns else [])]  # read only where declared
    sheets = list(assessment.responses.sent().order_by("pk").values_list(*wanted))
    group_at = {group: at for at, group in enumerate(scheme.groups)}
    codes = np.frombuffer(b"".join(sheet[1] for sheet in sheets if sheet[1]), dtype=np.int8)
    checked = scoring.Replies.from_arrays(
        scheme,
        [str(number) for number in range(len(sheets))],
        np.array([group_at[sheet[0]] for sheet in sheets], dtype=np.intp),
        codes.reshape(len(sheets), len(scheme.questions)),
    )
    return checked, [sheet[2] for sheet in sheets] if assessment.breakdowns else []


def sheets(assessment: Assessment) -> dict[UUID, scoring.SentSheet]:
    """Return every sent sheet: who is in which group, and the replies."""
    sent = assessment.responses.sent().order_by("pk").values_list("pk", "group", "replies")
    return {pk: scoring.SentSheet((group,), bytes(replies or b"")) for pk, group, replies in sent}


def prints(assessment: Assessment) -> dict[UUID, str]:
    """Return a keyed print of every sent sheet, the same whatever its key in the table."""
    return {
        pk: salted_hmac("assessments.sheets", sheet.places[0].encode() + sheet.replies).hexdigest()[:PRINT]
        for pk, sheet in sheets(assessment).items()
    }


def of_questions(replies: scoring.Replies, scheme: scoring.Scheme, fewer: scoring.Scheme) -> scoring.Replies:
    """Return replies laid out for one scheme as those of another with fewer of its questions."""
    wanted = {question.id for question in fewer.questions}
    kept = np.array([question.id in wanted for question in scheme.questions], dtype=bool)
    return replies if kept.all() else replace(replies, codes=replies.codes[:, kept])
