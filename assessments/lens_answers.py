"""Save one person's answers to the questions of lenses, by the rules of all other answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import lens_pages
from assessments.lens_sheets import Entry, Key
from assessments.models import Assessment, LensReply, Response
from assessments.refusals import (
    AlreadyClosed,
    AlreadySent,
    ImpossibleAnswer,
    NotAsked,
    Refusal,
    StaleLensReply,
)

SAID = "said"  # stands in the place of words that are kept on the sheet itself


@dataclass(frozen=True, slots=True)
class Change:
    """One answer as it is to be; `revision` is above the one that it follows."""

    key: Key
    reply: str
    op: UUID
    revision: int


def save_reply(*, response_id: UUID, key: Key, reply: str, op: UUID, revision: int, at: datetime) -> int:
    """Save one answer and return the revision that is now stored.

    The same `op` again changes nothing. A revision that is not above the stored one is refused.
    """
    outcome = save_replies(response_id=response_id, changes=[Change(key, reply, op, revision)], at=at)[key]
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@transaction.atomic
def save_replies(
    *, response_id: UUID, changes: Sequence[Change], at: datetime
) -> dict[Key, int | ImpossibleAnswer | StaleLensReply]:
    """Save the answers of a page; return for each the stored revision, or why it is not stored.

    A refused answer stops no other. The number of queries does not grow with them.
    """
    response = _locked(response_id)
    kept = {(row.lens, row.item, row.field): row for row in response.lens_replies.all()}
    new = [change for change in changes if change.key not in kept or kept[change.key].op != change.op]
    outcomes = {
        change.key: _outcome(response, change, kept.get(change.key), new=change in new) for change in changes
    }
    if new:
        _refuse_if_final(response)
    _keep(response, [change for change in new if outcomes[change.key] == change.revision], at)
    return outcomes


def _outcome(
    response: Response, change: Change, kept: LensReply | None, *, new: bool
) -> int | ImpossibleAnswer | StaleLensReply:
    """Return the revision that is stored from now on, or the refusal; 0 where nothing was said."""
    entry = lens_pages.sheet_of(response).entries.get(change.key)
    if entry is None:
        raise NotAsked(" ".join(change.key))
    if kept is not None and not new:
        return kept.revision
    if change.reply and entry.kind != "text" and entry.option(change.reply) is None:
        return ImpossibleAnswer("reply", _("Choose one of the answers on the page."))
    if kept is not None and change.revision <= kept.revision:
        return StaleLensReply(kept, lens_pages.words(entry, lens_pages.value(response, kept)))
    return 0 if kept is None and not change.reply else change.revision


def _locked(response_id: UUID) -> Response:
    """Lock the sheet; a round locks every sheet before it closes."""
    return Response.objects.with_kit().select_for_update(of=("self",), no_key=True).get(pk=response_id)


def _refuse_if_final(response: Response) -> None:
    # Asked anew: what came with the lock may be older than the lock.
    if not Assessment.objects.open().filter(pk=response.assessment_id).exists():
        raise AlreadyClosed
    if response.sent:
        raise AlreadySent


def _keep(response: Response, changes: Sequence[Change], at: datetime) -> None:
    entries = lens_pages.sheet_of(response).entries
    for change in changes:
        if entries[change.key].kind == "text":
            response.lens_subject = change.reply
            response.save(update_fields=["lens_subject"])
    LensReply.objects.bulk_create(
        [_row(response, entries, change, at) for change in changes],
        update_conflicts=True,
        unique_fields=["response", "lens", "item", "field"],
        update_fields=["reply", "revision", "op", "saved_at"],
    )


def _row(response: Response, entries: Mapping[Key, Entry], change: Change, at: datetime) -> LensReply:
    entry = entries[change.key]
    return LensReply(
        response=response,
        assessment_id=response.assessment_id,
        group=response.group,
        lens=entry.lens,
        item=entry.item,
        field=entry.field,
        reply=SAID if entry.kind == "text" and change.reply else change.reply,
        revision=change.revision,
        op=change.op,
        saved_at=at,
    )
