"""Make, change and delete organisations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from accounts import audit, refusals
from accounts.models import Membership, Organisation, User

SETTINGS = (
    "name",
    "customers_word",
    "language",
    "time_zone",
    "k",
    "addresses_kept_days",
    "answers_kept_months",
)
_FilesOf = Callable[[Organisation], Iterable[Path]]


@transaction.atomic
def create_organisation(*, name: str, by: User, at: datetime, time_zone: str = "UTC") -> Organisation:
    """Make an organisation; who makes it owns it."""
    organisation = Organisation.objects.create(name=name, time_zone=time_zone, created_at=at)
    Membership.objects.create(organisation=organisation, user=by, role=Membership.Role.OWNER, created_at=at)
    audit.record(organisation=organisation, action="organisation created", subject=organisation.pk, by=by)
    return organisation


@transaction.atomic
def change_settings(*, organisation: Organisation, values: Mapping[str, object], by: User) -> tuple[str, ...]:
    """Change an organisation's settings, and return the names of those that were another before."""
    current = Organisation.objects.select_for_update().get(pk=organisation.pk)
    changed = tuple(name for name in SETTINGS if name in values and getattr(current, name) != values[name])
    for name in changed:
        setattr(organisation, name, values[name])
    if changed:
        organisation.save(update_fields=changed)
        audit.record(
            organisation=organisation,
            action="settings changed",
            subject=organisation.pk,
            by=by,
            detail=", ".join(changed),
        )
    return changed


@transaction.atomic
def delete_organisation(*, organisation: Organisation, typed: str) -> None:
    """Delete an organisation and everything in it, files too, once its name was typed."""
    if typed.strip() != organisation.name.strip():
        raise refusals.AnotherName
    # What remains is nothing, so there is nowhere to record it.
    files = [path for name in settings.ORGANISATION_FILES for path in _files_of(name)(organisation)]
    Organisation.objects.select_for_update().get(pk=organisation.pk).delete()
    transaction.on_commit(lambda: _remove(files))


def _files_of(name: str) -> _FilesOf:
    function: _FilesOf = import_string(name)
    return function


def _remove(files: Iterable[Path]) -> None:
    for path in files:
        path.unlink(missing_ok=True)
