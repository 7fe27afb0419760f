"""What is typed to share a report, and to open one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from reports import shares

_MONTH = timedelta(days=30)
_LONGEST_PASSPHRASE = 128
_NAME_LENGTH = 120


class ShareForm(forms.Form):
    """Say whom a link is for, how long it works, and what opens it."""

    name = PlainText(
        label=_("For whom"),
        max_length=_NAME_LENGTH,
        help_text=_("So that you know which link to end. Readers do not see it."),
        error_messages={"required": _("Say for whom the link is.")},
    )
    expires_at = forms.DateField(
        label=_("Works until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Until the end of this day, for a year at most. You can end it earlier."),
        error_messages={"required": _("Choose the last day."), "invalid": _("Choose a day.")},
    )
    passphrase = PlainText(
        label=_("Passphrase"),
        required=False,
        max_length=_LONGEST_PASSPHRASE,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_at"].initial = lambda: timezone.localdate() + _MONTH
        self.fields["passphrase"].help_text = _(
            "At least %(least)s characters; for example %(example)s. Tell it by another way than the link. "
            "It cannot be shown again."
        ) % {"least": shares.SHORTEST_PASSPHRASE, "example": shares.suggestion()}
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_expires_at(self) -> datetime:
        """Return the last second of the day by the organisation's clocks."""
        day: date = self.cleaned_data["expires_at"]
        until = timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
        if not timezone.now() < until <= timezone.now() + shares.LONGEST:
            raise forms.ValidationError(str(shares.EndsWrong()))
        return until

    def clean_passphrase(self) -> str:
        """Refuse what is guessed."""
        passphrase: str = self.cleaned_data["passphrase"]
        if passphrase and len(passphrase) < shares.SHORTEST_PASSPHRASE:
            raise forms.ValidationError(str(shares.PassphraseTooShort()))
        return passphrase


class PassphraseForm(forms.Form):
    """Open a report."""

    passphrase = PlainText(
        label=_("Passphrase"),
        max_length=_LONGEST_PASSPHRASE,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Whoever gave you the link has told you."),
        error_messages={"required": _("Type the passphrase.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
