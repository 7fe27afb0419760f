"""Named sets of people and organisations."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.db import models

if TYPE_CHECKING:
    from accounts.models import Organisation, User  # noqa: F401 # Organisation stands in a string below


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

    def of(self, user: User) -> Self:
        """Return the organisations that a person is a member of."""
        return self.filter(memberships__user=user)

    def samples(self) -> Self:
        """Return the organisations that anybody may look at."""
        return self.filter(kind="sample")

    def abandoned(self, at: datetime) -> Self:
        """Return trial organisations that nobody claimed in time."""
        return self.filter(kind="trial", created_at__lt=at - settings.TRIAL_LIFETIME)
