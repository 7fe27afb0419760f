"""What is answered to the questions of lenses, and what they are about; forms check and never save."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from assessments import felt
from assessments.forms import NAME_LIMIT
from assessments.models import Assessment
from frameworks.lenses import StagesLens


class LensReplyForm(forms.Form):
    """One answer as the page or its script sends it; whether it is one of the entry's, the service says."""

    reply = PlainText(max_length=NAME_LIMIT, required=False)
    op = forms.UUIDField(required=False)
    revision = forms.IntegerField(min_value=1, max_value=1_000_000_000)

    def clean_op(self) -> Any:
        return self.cleaned_data["op"] or uuid4()

    def message(self) -> str:
        """Return what is wrong with it."""
        return " ".join(str(text) for texts in self.errors.values() for text in texts)


class JourneyForm(forms.Form):
    """Say whom the journey is about and which of its stages are of no relevance."""

    subject = PlainText(
        label=_("Which customer group is the journey about?"),
        max_length=NAME_LIMIT,
        required=False,
        help_text=_(
            "Filled in for everybody who answers. Leave it empty where people choose for themselves."
        ),
    )
    irrelevant = forms.MultipleChoiceField(
        label=_("Stages of no relevance to you"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are not asked, and leave every count."),
    )

    def __init__(self, *args: Any, lens: StagesLens, round_: Assessment, **kwargs: Any) -> None:
        kwargs["initial"] = {"subject": round_.journey_subject, "irrelevant": round_.irrelevant_stages}
        super().__init__(*args, **kwargs)
        stages = [(stage.id, stage.name) for stage in lens.stages]
        self.fields["irrelevant"].choices = stages  # type: ignore[attr-defined]  # a MultipleChoiceField, see above
        self.helper = FormHelper()
        self.helper.form_tag = False


class FeltForm(forms.Form):
    """What customers said, as a file."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("With the columns promise, position and count."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > felt.SIZE_LIMIT:
            raise forms.ValidationError(_("The file is larger than any such list. Choose another."))
        return file
