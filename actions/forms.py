"""What is typed or chosen about actions; forms check and never save."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from actions.changing import FIELDS, Words
from actions.models import DONE_LIMIT, NAME_LIMIT, TEXT_LIMIT, TITLE_LIMIT, Action, Review
from actions.overviews import OVERDUE, Wanted
from actions.reviewing import NOTE_LIMIT, Finding
from assessments.models import Assessment
from assessments.round_forms import RoundForm

_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
_OUTSIDE = _("Enter a day from 2000 to 2099.")
_NOT_ONE = _("Choose one of those on the page.")


def _grade(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=Action.Grade.choices,
        coerce=int,
        initial=Action.Grade.SOME,
        error_messages={"required": _("Choose one."), "invalid_choice": _NOT_ONE},
    )


class OneLine(PlainText):
    """Text on one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class ActionForm(RoundForm):
    """Everything about an action; `version` is the one that was looked at."""

    title = OneLine(
        label=_("What is to be done"),
        max_length=TITLE_LIMIT,
        error_messages={"required": _("Write what is to be done.")},
    )
    do = PlainText(
        label=_("How"),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    done_when = OneLine(
        label=_("Done when"),
        max_length=DONE_LIMIT,
        required=False,
        help_text=_("A sign that anybody could check."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = OneLine(
        label=_("Owner"),
        max_length=NAME_LIMIT,
        required=False,
        help_text=_("One person or function. It stands on the report."),
    )
    email = forms.EmailField(
        label=_("E-mail address of the owner"),
        max_length=254,
        required=False,
        help_text=_(
            "With an address, the owner gets a letter a week before the day, on the day, and every week after it "
            "until the action is done or dropped. The address stands on no report. Leave it empty for no letters."
        ),
        error_messages={"invalid": _("Enter an address such as name@example.org, or leave this empty.")},
    )
    due_on = forms.DateField(
        label=_("Due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(_FIRST, _OUTSIDE), MaxValueValidator(_LAST, _OUTSIDE)],
        error_messages={"invalid": _("Enter a day such as 2027-03-31.")},
    )
    impact = _grade(_("Impact"))
    effort = _grade(_("Effort"))
    status = forms.ChoiceField(
        label=_("Status"),
        choices=Action.Status.choices,
        initial=Action.Status.PLANNED,
        error_messages={"required": _("Choose one."), "invalid_choice": _NOT_ONE},
    )
    note = PlainText(
        label=_("Note"),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1, required=False)

    def __init__(self, *args: Any, action: Action | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(action, name) for name in (*FIELDS, "status", "version")} if action else None
        super().__init__(*args, initial=initial, **kwargs)
        if action is None:
            del self.fields["status"], self.fields["version"]

    def words(self) -> Words:
        """Return what was typed, as the services take it."""
        return Words(**{name: self.cleaned_data[name] for name in FIELDS})

    def seen(self) -> int:
        """Return the version that was looked at; nobody's where none was sent."""
        return self.cleaned_data["version"] or 0

    def looked_at(self, version: int) -> None:
        """Take it that the person has seen this version: saved again, what they typed stands."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "version": str(version)}


class SeenForm(forms.Form):
    """The version of an action that somebody looked at when they pressed a button."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)

    def seen(self) -> int:
        """Return it; nobody's where none was sent."""
        return self.cleaned_data["version"] if self.is_valid() else 0


class FilterForm(RoundForm):
    """Narrow the list."""

    round = forms.ChoiceField(label=_("Round"), required=False, error_messages={"invalid_choice": _NOT_ONE})
    owner = forms.ChoiceField(label=_("Owner"), required=False, error_messages={"invalid_choice": _NOT_ONE})
    status = forms.ChoiceField(label=_("Status"), required=False, error_messages={"invalid_choice": _NOT_ONE})

    def __init__(
        self, *args: Any, rounds: Iterable[Assessment], owners: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", gettext("All"))
        self.offer("round", [everything, *((str(one.pk), one.name) for one in rounds)])
        self.offer("owner", [everything, *((name, name) for name in owners)])
        self.offer("status", [everything, (OVERDUE, gettext("Overdue")), *Action.Status.choices])

    def wanted(self) -> Wanted:
        """Return what the list is narrowed to; nothing where something impossible was asked for."""
        return Wanted(**self.cleaned_data) if self.is_valid() else Wanted()


class ChooseForm(RoundForm):
    """Choose among what is proposed."""

    action = forms.MultipleChoiceField(
        required=False,
        error_messages={
            "invalid_choice": _(
                "One of these actions is not proposed for this round. Choose from those on the page."
            )
        },
    )

    def __init__(self, *args: Any, keys: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("action", [(key, key) for key in keys])


class ReviewForm(RoundForm):
    """Say of each action what became of it; those left open are asked about again."""

    def __init__(
        self, *args: Any, actions: Iterable[Action], kept: dict[UUID, Review], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actions = tuple(actions)
        for action in self.actions:
            self._ask(action, kept.get(action.pk))

    def _ask(self, action: Action, review: Review | None) -> None:
        self.fields[f"verdict_{action.pk}"] = forms.ChoiceField(
            label=action.title,
            choices=Review.Verdict.choices,
            required=False,
            initial=review.verdict if review else "",
            error_messages={"invalid_choice": _NOT_ONE},
        )
        self.fields[f"note_{action.pk}"] = OneLine(
            label=gettext("Note"),
            max_length=NOTE_LIMIT,
            required=False,
            initial=review.note if review else "",
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a note on an action of which nothing was said."""
        said = super().clean() or self.cleaned_data
        for action in self.actions:
            verdict, note = f"verdict_{action.pk}", f"note_{action.pk}"
            if said.get(note) and not said.get(verdict) and verdict not in self.errors:
                self.add_error(verdict, gettext("Say what became of it, or clear the note."))
        return said

    def asked(self) -> list[tuple[Action, forms.BoundField, forms.BoundField]]:
        """Return each action with its two fields."""
        return [(one, self[f"verdict_{one.pk}"], self[f"note_{one.pk}"]) for one in self.actions]

    def findings(self) -> dict[UUID, Finding]:
        """Return what was found, as the service takes it."""
        said = self.cleaned_data
        return {
            one.pk: Finding(said[f"verdict_{one.pk}"], said[f"note_{one.pk}"])
            for one in self.actions
            if said[f"verdict_{one.pk}"]
        }
