"""Named sets of people and organisations."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Left

if TYPE_CHECKING:
    from accounts.models import (  # noqa: F401 # those in strings below
        Logo,
        MemberInvitation,
        Membership,
        Organisation,
        User,
    )


class UserManager(BaseUserManager["User"]):
    """Create people by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a person who may sign in."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a person with every permission."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person with this address, whatever its case."""
        return self.get(email__iexact=username)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Sets of organisations."""

    def of(self, user: User, at: datetime) -> Self:
        """Return the organisations that a person is a member of at that moment."""
        current = Q(memberships__expires_at=None) | Q(memberships__expires_at__gt=at)
        return self.filter(current, memberships__user=user)

    def with_logo(self) -> Self:
        """Load what says where the logo is; the picture itself stays where it is."""
        return self.select_related("logo").defer("logo__png")

    def samples(self) -> Self:
        """Return the organisations that anybody may look at."""
        return self.filter(kind="sample")

    def abandoned(self, at: datetime) -> Self:
        """Return trial organisations that nobody claimed in time."""
        return self.filter(kind="trial", created_at__lt=at - settings.TRIAL_LIFETIME)


class LogoQuerySet(models.QuerySet["Logo"]):
    """Sets of logos."""

    def of(self, organisation_id: UUID, *, checksum: str) -> Self:
        """Return the one whose checksum begins so; its twelve first digits name it."""
        return self.annotate(name=Left("checksum", 12)).filter(organisation=organisation_id, name=checksum)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Sets of memberships."""

    def current(self, at: datetime) -> Self:
        """Return those that have not run out."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at))

    def with_organisation(self) -> Self:
        """Load the organisation with what its pages show of it; the picture itself stays where it is."""
        return self.select_related("organisation__logo").defer("organisation__logo__png")

    def with_latest_event(self) -> Self:
        """Say when something was last done in the organisation, as `latest_at`."""
        events = apps.get_model("accounts", "AuditEvent").objects
        latest = events.filter(organisation=OuterRef("organisation")).order_by("-at").values("at")[:1]
        return self.annotate(latest_at=Subquery(latest))

    def owners(self) -> Self:
        """Return those of owners."""
        return self.filter(role="owner")


class MemberInvitationQuerySet(models.QuerySet["MemberInvitation"]):
    """Sets of offers of a role."""

    def good(self, at: datetime) -> Self:
        """Return those that can still be taken up."""
        return self.filter(expires_at__gt=at)
