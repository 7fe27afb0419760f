"""Sent sheets as the values that scoring takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

import scoring

if TYPE_CHECKING:
    from assessments.models import Assessment


def replies(assessment: Assessment, scheme: scoring.Scheme) -> scoring.Replies:
    """Return what was sent in one query, in an order that does not change (by the sheets' keys)."""
    sent = list(assessment.responses.sent().order_by("pk").values_list("group", "replies"))
    group_at = {group: at for at, group in enumerate(scheme.groups)}
    codes = np.frombuffer(b"".join(replies for _, replies in sent if replies), dtype=np.int8)
    return scoring.Replies.from_arrays(
        scheme,
        [str(number) for number in range(len(sent))],
        np.array([group_at[group] for group, _ in sent], dtype=np.intp),
        codes.reshape(len(sent), len(scheme.questions)),
    )


def of_questions(
    replies: scoring.Replies, scheme: scoring.Scheme, fewer: scoring.Scheme
) -> scoring.Replies:
    """Return replies laid out for one scheme as those of another with fewer of its questions."""
    wanted = {question.id for question in fewer.questions}
    kept = np.array([question.id in wanted for question in scheme.questions], dtype=bool)
    return replies if kept.all() else replace(replies, codes=replies.codes[:, kept])
