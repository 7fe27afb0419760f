"""The links by which people come: made anew from the secret key each time, and kept as a hash only."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from assessments.models import GroupLink, Participant


def personal_token(participant: Participant) -> str:
    """Return what somebody's own link carries: 256 bits that follow from the key and number alone."""
    return _token("assessments.links.personal", f"{participant.key.hex}.{participant.token_number}")


def group_token(link_id: UUID) -> str:
    """Return what a group's shared link carries."""
    return _token("assessments.links.group", link_id.hex)


def hash_of(token: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def given(participant: Participant) -> Participant:
    """Let somebody's own link open; the row is still to be saved."""
    participant.token_hash = hash_of(personal_token(participant))
    return participant


def personal_address(participant: Participant) -> str:
    """Return the whole address of somebody's own link."""
    return _address(personal_token(participant))


def group_address(link: GroupLink) -> str:
    """Return the whole address of a group's shared link."""
    return _address(group_token(link.pk))


def found(token: str) -> tuple[Participant | None, GroupLink | None]:
    """Return whom a token leads to.

    Both tables are always asked by an index, so that every wrong token costs the same.
    """
    kept = hash_of(token)
    people = Participant.objects.with_round().filter(token_hash=kept)
    shared = GroupLink.objects.with_round().with_entered().filter(token_hash=kept)
    return people.first(), shared.first()


def _token(salt: str, about: str) -> str:
    digest = salted_hmac(salt, about, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def _address(token: str) -> str:
    return f"{settings.BASE_URL}{reverse('assessments:invited', args=[token])}"
