"""What is typed about a document, and its approval; forms check and never save."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from assessments.editions import MOST_COSTS, VERSION_LIMIT, Cost, Wording
from assessments.models import Edition

LABEL_LIMIT, AMOUNT_LIMIT, SOURCE_LIMIT, APPROVER_LIMIT = 80, 40, 120, 120
_COST = ("label", "amount", "source")


class RevisionForm(forms.Form):
    """Say which state of the document was looked at."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        kwargs["initial"] = {"revision": edition.revision, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class ApprovalForm(RevisionForm):
    """Name who approves, and say which plan of actions and which look were seen."""

    plan = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    look = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    approver = PlainText(
        label=_("Approved by"),
        max_length=APPROVER_LIMIT,
        help_text=_(
            "The name stands on the cover, for example with the office: “A. Name, managing director”."
        ),
        error_messages={"required": _("Enter the name of whoever approves the document.")},
    )


class EditionForm(RevisionForm):
    """Say how a document is marked and numbered, when the next round is, and what the present state costs."""

    marking = forms.ChoiceField(
        label=_("Marking"),
        choices=Edition.Marking.choices,
        help_text=_("It stands on every page. It says who may read the document; it locks nothing."),
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")},
    )
    version = PlainText(
        label=_("Version"),
        max_length=VERSION_LIMIT,
        error_messages={"required": _("Enter a version, for example 1.0.")},
    )
    next_round_on = forms.DateField(
        label=_("Next round"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The board is asked to meet again after it. Leave it empty where it is not settled yet."),
        error_messages={"invalid": _("Enter a date.")},
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, initial=_initial(edition), **kwargs)
        self.with_costs = edition.assessment.scope == "full"
        for number in range(1, MOST_COSTS + 1) if self.with_costs else ():
            self.fields.update(_cost_fields(number))

    @property
    def cost_rows(self) -> list[list[forms.BoundField]]:
        """Return the fields of each figure."""
        numbers = range(1, MOST_COSTS + 1) if self.with_costs else ()
        return [[self[f"{name}_{number}"] for name in _COST] for number in numbers]

    def clean(self) -> dict[str, Any]:
        """See that a figure says what it is for, and that there is a figure."""
        said = super().clean() or {}
        for number in range(1, MOST_COSTS + 1):
            label, amount, source = (said.get(f"{name}_{number}", "") for name in _COST)
            if (amount or source) and not label:
                self._say_beside(f"label_{number}", gettext("Say what this figure is for."))
            if (label or source) and not amount:
                self._say_beside(
                    f"amount_{number}", gettext("Enter the figure, or leave the whole line empty.")
                )
        return said

    def wording(self) -> Wording:
        """Return what was typed as the service takes it."""
        said = self.cleaned_data
        return Wording(said["marking"], said["version"], said["next_round_on"], tuple(self._costs()))

    def _costs(self) -> Iterator[Cost]:
        for number in range(1, MOST_COSTS + 1):
            if self.cleaned_data.get(f"label_{number}"):
                yield Cost(*(self.cleaned_data[f"{name}_{number}"] for name in _COST))

    def _say_beside(self, field: str, message: str) -> None:
        if field in self.fields and field not in self.errors:
            self.add_error(field, message)


def _initial(edition: Edition) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "marking": edition.marking,
        "version": edition.version,
        "next_round_on": edition.next_round_on,
    }
    for number, cost in enumerate(edition.costs, start=1):
        initial.update({f"{name}_{number}": cost[name] for name in _COST})
    return initial


def _cost_fields(number: int) -> dict[str, PlainText]:
    """Return the fields of one figure; what is left empty is not printed."""
    places = {"number": number}
    labels = {
        "label": (gettext("Figure %(number)d: for what") % places, LABEL_LIMIT),
        "amount": (gettext("Figure %(number)d: amount a year") % places, AMOUNT_LIMIT),
        "source": (gettext("Figure %(number)d: where it comes from") % places, SOURCE_LIMIT),
    }
    return {
        f"{name}_{number}": PlainText(label=label, max_length=limit, required=False)
        for name, (label, limit) in labels.items()
    }
