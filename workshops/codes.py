"""The code by which people come into a room: short enough to type, good for one session only."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import User
from workshops import broadcast
from workshops.models import Workshop
from workshops.refusals import RoomOver

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read or heard as something else
LENGTH = 8
LIFETIME = timedelta(hours=8)
_BETWEEN = str.maketrans("", "", " \t-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{NO-BREAK SPACE}._")
_HALF = LENGTH // 2


@transaction.atomic
def give(*, workshop: Workshop, at: datetime) -> Workshop:
    """Give a workshop a new code; whichever it had leads nowhere any more."""
    workshop.code_expires_at = at + LIFETIME
    while True:
        workshop.code = _drawn()
        try:
            with transaction.atomic():
                workshop.save(update_fields=["code", "code_expires_at"])
        except IntegrityError:  # one in 850 billion, and another workshop has it
            continue
        return workshop


@transaction.atomic
def open_room(*, workshop: Workshop, by: User, at: datetime) -> Workshop:
    """Let people come in before the workshop begins; a code that lets them in already stays."""
    locked = Workshop.objects.locked().get(pk=workshop.pk)
    if locked.ended:
        raise RoomOver
    if not locked.joinable(at):
        give(workshop=locked, at=at)
        audit.record(organisation=locked.organisation, action="room opened", subject=locked.pk, by=by)
        broadcast.changed(locked.pk)
    return locked


@transaction.atomic
def renew(*, workshop: Workshop, by: User, at: datetime) -> Workshop:
    """Replace a workshop's code at a facilitator's wish; those who are in stay in."""
    locked = Workshop.objects.locked().get(pk=workshop.pk)
    if locked.ended:
        raise RoomOver
    give(workshop=locked, at=at)
    audit.record(organisation=locked.organisation, action="workshop code renewed", subject=locked.pk, by=by)
    broadcast.changed(locked.pk)
    return locked


def find(code: str, at: datetime) -> Workshop | None:
    """Return the workshop that a code leads into, however the code was typed; None whatever is wrong with it."""
    return Workshop.objects.joinable(at).with_kit().filter(code=read(code)).first()


def read(typed: str) -> str:
    """Return the code that somebody typed, nothing where it cannot be one."""
    code = typed.translate(_BETWEEN).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def spelled(code: str) -> str:
    """Return a code in two halves, as it is shown and said."""
    return f"{code[:_HALF]}-{code[_HALF:]}" if code else ""


def _drawn() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
