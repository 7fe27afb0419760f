"""Save one person's answers to the questions of lenses, by the rules of all other answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import lens_pages
from assessments.lens_sheets import Entry, Key
from assessments.models import Assessment, LensReply, Response
from assessments.refusals import AlreadyClosed, AlreadySent, ImpossibleAnswer, NotAsked, StaleLensReply

SAID = "said"  # stands in the place of words that are kept on the sheet itself


@transaction.atomic
def save_reply(*, response_id: UUID, key: Key, reply: str, op: UUID, revision: int, at: datetime) -> int:
    """Save one answer and return the revision that is now stored.

    The same `op` again changes nothing. A revision that is not above the stored one is refused.
    """
    response = _locked(response_id)
    entry = lens_pages.sheet_of(response).entries.get(key)
    if entry is None:
        raise NotAsked(" ".join(key))
    _refuse_if_impossible(entry, reply)
    lens, item, field = key
    kept = response.lens_replies.filter(lens=lens, item=item, field=field).first()
    if kept is not None and kept.op == op:
        return kept.revision
    _refuse_if_final(response)
    if kept is not None and revision <= kept.revision:
        raise StaleLensReply(kept, lens_pages.words(entry, lens_pages.value(response, kept)))
    if kept is None and not reply:
        return 0
    _keep(response, entry, reply, {"op": op, "revision": revision, "saved_at": at})
    return revision


def _locked(response_id: UUID) -> Response:
    """Lock the sheet; a round locks every sheet before it closes."""
    return Response.objects.with_kit().select_for_update(of=("self",), no_key=True).get(pk=response_id)


def _refuse_if_final(response: Response) -> None:
    # Asked anew: what came with the lock may be older than the lock.
    if not Assessment.objects.open().filter(pk=response.assessment_id).exists():
        raise AlreadyClosed
    if response.sent:
        raise AlreadySent


def _keep(response: Response, entry: Entry, reply: str, saving: dict[str, object]) -> None:
    if entry.kind == "text":
        response.lens_subject = reply
        response.save(update_fields=["lens_subject"])
    said = {"reply": SAID if entry.kind == "text" and reply else reply, **saving}
    LensReply.objects.update_or_create(
        response=response,
        lens=entry.lens,
        item=entry.item,
        field=entry.field,
        defaults=said,
        create_defaults={**said, "assessment_id": response.assessment_id, "group": response.group},
    )


def _refuse_if_impossible(entry: Entry, reply: str) -> None:
    if reply and entry.kind != "text" and entry.option(reply) is None:
        raise ImpossibleAnswer("reply", _("Choose one of the answers on the page."))
