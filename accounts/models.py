"""People, the organisations they belong to, and what happened."""

from __future__ import annotations

import uuid
from base64 import urlsafe_b64encode
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.querysets import (
    LogoQuerySet,
    MemberInvitationQuerySet,
    MembershipQuerySet,
    OrganisationQuerySet,
    UserManager,
)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; the e-mail address is the user name."""

    # unique as typed for Django, unique whatever the case by the constraint below
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_unique")]

    def __str__(self) -> str:
        return self.name or self.email


class Organisation(models.Model):
    """The tenant: one client or company; everything belongs to exactly one."""

    class Kind(models.TextChoices):
        """Where an organisation comes from, and so who may look."""

        CLIENT = "client", _("client")
        TRIAL = "trial", _("trial")  # somebody without an account; claimed on signing up or purged
        SAMPLE = "sample", _("sample")  # invented; anybody may look

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.CLIENT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    colour = models.CharField(_("colour"), max_length=7, blank=True)  # "#rrggbb"; empty: the product's ink
    # What stands on documents beside the organisation's own name; `branding` changes them.
    consultancy = models.CharField(_("name of the consultancy"), max_length=120, blank=True)
    cover_text = models.CharField(_("text on the cover"), max_length=300, blank=True)
    footer = models.CharField(_("footer"), max_length=160, blank=True)
    customers_word = models.CharField(_("“Customers” here means"), max_length=120, blank=True)
    # What a new round begins with; a round keeps what it was opened with.
    k = models.PositiveSmallIntegerField(_("smallest group shown"), default=5)
    addresses_kept_days = models.PositiveSmallIntegerField(_("days that addresses are kept"), default=30)
    answers_kept_months = models.PositiveSmallIntegerField(_("months that answers are kept"), default=24)
    members = models.ManyToManyField(User, through="Membership", related_name="organisations")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["client", "trial", "sample"]), name="accounts_organisation_kind"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="accounts_organisation_named"),
            models.CheckConstraint(condition=models.Q(k__gte=5), name="accounts_organisation_k_floor"),
            models.CheckConstraint(
                condition=models.Q(addresses_kept_days__gte=1, answers_kept_months__gte=1),
                name="accounts_organisation_keeps_a_while",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def day_of(self, moment: datetime) -> date:
        """Return the day that a moment is on by the organisation's clocks, whoever looks."""
        return timezone.localtime(moment, ZoneInfo(self.time_zone)).date()

    @property
    def logo_address(self) -> str:
        """Return where the logo is, empty without one; asks no query where it was loaded along."""
        logo: Logo | None = getattr(self, "logo", None)
        return logo.get_absolute_url() if logo else ""


class Logo(models.Model):
    """An organisation's picture, written anew by us; in the database, where a backup finds it."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="logo")
    png = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    checksum = models.CharField(max_length=64)

    objects = LogoQuerySet.as_manager()

    def __str__(self) -> str:
        return self.checksum[:12]

    def get_absolute_url(self) -> str:
        return reverse("organisations:logo", args=[self.organisation_id, str(self)])


class BrandingDraft(models.Model):
    """A look that is being tried: shown on a preview, and on nothing else until somebody takes it."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="branding_draft")
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    consultancy = models.CharField(_("name of the consultancy"), max_length=120, blank=True)
    cover_text = models.CharField(_("text on the cover"), max_length=300, blank=True)
    footer = models.CharField(_("footer"), max_length=160, blank=True)
    # A new logo; without one the logo there is stays, or goes with `without_logo`.
    png = models.BinaryField(null=True)
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    checksum = models.CharField(max_length=64, blank=True)
    without_logo = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(without_logo=False) | models.Q(png=None),
                name="accounts_branding_draft_one_wish",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}"


class Membership(models.Model):
    """What one person may do in one organisation."""

    class Role(models.TextChoices):
        """Roles, most powerful first; `roles.GRANTS` says what each may do."""

        OWNER = "owner", _("owner")
        FACILITATOR = "facilitator", _("facilitator")
        VIEWER = "viewer", _("viewer")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    expires_at = models.DateTimeField(null=True, blank=True)  # None: until somebody ends it
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="accounts_membership_once"),
            # An organisation is never left without somebody who may do everything.
            models.CheckConstraint(
                condition=~models.Q(role="owner") | models.Q(expires_at=None),
                name="accounts_membership_owner_stays",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["owner", "facilitator", "viewer"]),
                name="accounts_membership_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.role}"


class MemberInvitation(models.Model):
    """An offer of a role to an address; who follows its link and signs in takes it up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="member_invitations"
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    role = models.CharField(max_length=12, choices=Membership.Role)
    membership_expires_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()

    objects = MemberInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), "organisation", name="accounts_invitation_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=["owner", "facilitator", "viewer"]),
                name="accounts_invitation_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.organisation_id}"

    @property
    def token(self) -> str:
        """Return the secret of the link; made from the secret key, so that it is stored nowhere."""
        made = salted_hmac("accounts.MemberInvitation", self.pk.hex, algorithm="sha256")
        return urlsafe_b64encode(made.digest()).rstrip(b"=").decode()


class AuditEvent(models.Model):
    """One change of state: who did what to what, and when."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="audit_events")
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    detail = models.CharField(max_length=200, blank=True)  # what changed, never an address or a name
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["organisation", "at"], name="accounts_audit_recent")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class RateBucket(models.Model):
    """How many more times somebody may do something that costs; see `throttle`."""

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField()
    filled_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tokens__gte=0), name="accounts_rate_bucket_not_negative"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key[:12]} · {self.tokens:.1f}"
