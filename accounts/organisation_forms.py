"""What is typed or chosen about organisations and their members; forms check and never save."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from accounts.models import Membership, Organisation, User
from accounts.organisations import SETTINGS

NAME_LIMIT = 120
_AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)
_ROLES = [
    (Membership.Role.VIEWER, _("Viewer: reads results")),
    (Membership.Role.FACILITATOR, _("Facilitator: also runs rounds and sends mail")),
    (Membership.Role.OWNER, _("Owner: also members, settings and everything else")),
]


@cache
def time_zones() -> tuple[tuple[str, Any], ...]:
    """Return the time zones by area, as a select takes them."""
    known = sorted(available_timezones())
    grouped = (
        (area, tuple((zone, _place(zone)) for zone in known if zone.startswith(f"{area}/")))
        for area in _AREAS
    )
    return (("UTC", "UTC"), *grouped)


def _place(zone: str) -> str:
    return zone.partition("/")[2].replace("_", " ").replace("/", ", ")


class _Form(forms.Form):
    """A form whose page writes the form element itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class _TimeZone(forms.ChoiceField):
    """A time zone by its area and place."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Time zone"),
            choices=time_zones,
            help_text=_("Pages of the organisation show times in it."),
            **kwargs,
        )


class CreateForm(_Form):
    """Ask what the new organisation is called and where it is."""

    name = PlainText(
        label=_("Name of the organisation"),
        max_length=NAME_LIMIT,
        help_text=_("It stands on invitations and reports."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Enter a name; it stands on the report.")},
    )
    time_zone = _TimeZone(initial=settings.TIME_ZONE)


class SettingsForm(_Form):
    """Ask for everything about an organisation that its owners decide."""

    name = PlainText(
        label=_("Name"),
        max_length=NAME_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Enter a name; it stands on the report.")},
    )
    customers_word = PlainText(
        label=_("“Customers” here means"),
        required=False,
        max_length=NAME_LIMIT,
        help_text=_(
            "Where your sector has another word, such as passengers, patients or members. One line under "
            "the heading of the questionnaire and of the report says so."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of reports and of the mail you send.")
    )
    time_zone = _TimeZone()
    k = forms.IntegerField(
        label=_("Smallest group shown"),
        min_value=5,
        max_value=100,
        help_text=_(
            "Results of fewer people than this are never shown in a confidential round. "
            "At least 5; a new round begins with it, and rounds that are open keep theirs."
        ),
    )
    addresses_kept_days = forms.IntegerField(
        label=_("Days that addresses are kept"),
        min_value=1,
        max_value=365,
        help_text=_("E-mail addresses of people invited are deleted so long after their round has closed."),
    )
    answers_kept_months = forms.IntegerField(
        label=_("Months that answers are kept"),
        min_value=1,
        max_value=120,
        help_text=_(
            "So long after a round has closed names and comments are deleted; its answers stay as numbers."
        ),
    )

    @classmethod
    def of(cls, organisation: Organisation, typed: Any = None) -> SettingsForm:
        """Return the form of an organisation, with what was typed or what there is."""
        return cls(typed, initial={name: getattr(organisation, name) for name in SETTINGS})


class _LastDay(forms.DateField):
    """The last day of somebody's access; becomes the moment at which that day ends."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Last day of access"),
            required=False,
            help_text=_("Leave it empty if it has no end. An owner’s access has none."),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **kwargs,
        )

    def clean(self, value: Any) -> datetime | None:
        day: date | None = super().clean(value)
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_t("Choose today or a day to come."))
        zone = timezone.get_current_timezone()
        if day.year > timezone.localdate().year + 50:
            raise forms.ValidationError(_t("Leave the date empty if access has no end."))
        return datetime.combine(day + timedelta(days=1), time.min, zone)


class InviteForm(_Form):
    """Ask whom to invite, as what, and until when."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=_ROLES, widget=forms.RadioSelect, initial=Membership.Role.VIEWER
    )
    until = _LastDay()


class RoleForm(_Form):
    """Ask for another role."""

    role = forms.ChoiceField(label=_("Role"), choices=_ROLES, widget=forms.RadioSelect)


class ExpiryForm(_Form):
    """Ask until when somebody has access."""

    until = _LastDay()


class _PersonChoice(forms.ModelChoiceField[Membership]):
    """A member, by name and address."""

    def label_from_instance(self, obj: Membership) -> str:
        user = obj.user
        return f"{user.name} ({user.email})" if user.name else user.email


class TransferForm(_Form):
    """Ask who becomes the owner."""

    to = _PersonChoice(
        label=_("New owner"),
        queryset=Membership.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose somebody.")},
    )
    sure = forms.BooleanField(
        label=_("I hand this organisation over and stay on as a facilitator"),
        error_messages={"required": _("Tick this to confirm.")},
    )

    def __init__(self, *args: Any, organisation: Organisation, by: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = organisation.memberships.current(at).exclude(user=by).select_related("user")
        self.fields["to"].queryset = members.order_by("user__name", "user__email")  # type: ignore[attr-defined]  # a ModelChoiceField, see above


class DeleteForm(_Form):
    """Ask to type the name."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=NAME_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type the name to confirm.")},
    )
