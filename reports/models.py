"""Links by which people without an account read one report."""

from __future__ import annotations

import uuid
from base64 import urlsafe_b64encode

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from reports.querysets import ShareQuerySet


class Share(models.Model):
    """A link to one closed report, for reading only; visitors are counted and not known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="shares")
    name = models.CharField(_("for whom"), max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    passphrase = models.CharField(max_length=256, blank=True)  # hashed; empty: none is asked for
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    views = models.PositiveIntegerField(default=0)

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="reports_share_named"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="reports_share_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        """Return the secret of the link; made from the secret key, so that it is stored nowhere."""
        made = salted_hmac("reports.Share", self.pk.hex, algorithm="sha256")
        return urlsafe_b64encode(made.digest()).rstrip(b"=").decode()
