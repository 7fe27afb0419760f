"""What is typed or chosen on a phone; forms check and never save."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from frameworks import kits
from workshops import protocol
from workshops.models import Workshop

CODE_TYPED = 40  # a code with whatever somebody puts between its letters
NAME_LIMIT = 80
REVISIONS = 1_000_000_000


class CodeForm(forms.Form):
    """The code that the room shows."""

    code = PlainText(
        label=_("Code"),
        max_length=CODE_TYPED,
        help_text=_("Eight letters and digits. It stands on the screen in the room."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-field",
            }
        ),
        error_messages={"required": _("Enter the code that the screen shows.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class JoinForm(forms.Form):
    """Take a seat; who answers questions in the room first says what describes them."""

    name = PlainText(
        label=_("Your name"),
        max_length=NAME_LIMIT,
        required=False,
        help_text=_("You may leave it out. Shown in the room and in the minutes, never with a vote."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    group = forms.ChoiceField(
        label=_("Which describes you best?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kit = kits.load(workshop.assessment.framework.checksum, workshop.assessment.lens_checksums)
        group = self.fields["group"]
        group.choices = [  # type: ignore[attr-defined]  # a ChoiceField, see above
            (group.id, format_html('{}<span class="help">{}</span>', group.name, group.definition))
            for group in kit.asked_groups
        ]
        group.required = workshop.from_nothing
        if not group.required:
            group.help_text = _("You may leave it out. No group of fewer than five is ever shown.")
        self.helper = FormHelper()
        self.helper.form_tag = False


class VoteForm(forms.Form):
    """A vote as the phone's form or its script sends it."""

    topic = forms.UUIDField()
    ballot = forms.IntegerField(min_value=1, max_value=32_767)
    reply = forms.TypedChoiceField(
        coerce=int,
        choices=[(str(reply), str(reply)) for reply in protocol.REPLIES],
        error_messages={"required": _("Choose an answer first.")},
    )
    revision = forms.IntegerField(min_value=1, max_value=REVISIONS)
