"""One form for each idea of a plan; every form reads a draft and says how it is to change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from assessments import lengths, plans
from assessments.forms import explained, scopes
from assessments.models import TEXT_LIMIT, Assessment
from assessments.plans import K_FLOOR, K_MOST, MOST_BREAKDOWNS, Plan
from assessments.round_forms import RoundForm

_CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of those on the page.")}
_IMPORTANCE = (
    (1, _("1 – hardly matters this year")),
    (2, _("2")),
    (3, _("3 – as important as the others")),
    (4, _("4")),
    (5, _("5 – matters most")),
)


class PlanForm(RoundForm):
    """Base: filled from the draft, and turned into a change of it."""

    def __init__(self, *args: Any, round_: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.initial_of(round_), **kwargs)
        self.round = round_
        self.kit = plans.kit_of(round_)
        self.prepare()

    @staticmethod
    def initial_of(round_: Assessment) -> dict[str, Any]:
        """Return what the draft says now."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Offer what depends on the round."""

    def plan(self) -> Plan:
        """Return how the draft is to change."""
        raise NotImplementedError


class ScopeForm(PlanForm):
    """Ask everything, or the short form."""

    scope = forms.ChoiceField(label=_("How much is asked?"), widget=forms.RadioSelect, error_messages=_CHOOSE)

    @staticmethod
    def initial_of(round_: Assessment) -> dict[str, Any]:
        return {"scope": round_.scope}

    def prepare(self) -> None:
        self.offer("scope", scopes(self.kit))

    def plan(self) -> Plan:
        return {"scope": self.cleaned_data["scope"]}


class ModeForm(PlanForm):
    """Say who may see whose answers."""

    mode = forms.ChoiceField(
        label=_("Who may see whose answers?"), widget=forms.RadioSelect, error_messages=_CHOOSE
    )
    k = forms.IntegerField(
        label=_("Smallest group shown in a confidential round"),
        help_text=_(
            "No result is shown for fewer people than this, nor anything from which it could be worked out."
        ),
        error_messages={"required": _("Enter a number."), "invalid": _("Enter a whole number.")},
    )

    @staticmethod
    def initial_of(round_: Assessment) -> dict[str, Any]:
        return {"mode": round_.mode, "k": round_.k}

    def prepare(self) -> None:
        floor = max(self.round.organisation.k, K_FLOOR)
        self.fields["k"].widget.attrs.update({"min": floor, "max": K_MOST, "inputmode": "numeric"})
        self.offer(
            "mode",
            [
                (
                    Assessment.Mode.CONFIDENTIAL,
                    explained(
                        gettext("Confidential"),
                        gettext(
                            "People can change their answers until the round closes. Then the link between people "
                            "and answers is deleted, and only then is there a result, by groups that are large enough."
                        ),
                    ),
                ),
                (
                    Assessment.Mode.OPEN,
                    explained(
                        gettext("Open"),
                        gettext(
                            "Answers may be shown by name to those who answer, and the result can be read at any "
                            "time. For a team that sits together and has agreed to this."
                        ),
                    ),
                ),
            ],
        )

    def plan(self) -> Plan:
        mode, k = self.cleaned_data["mode"], self.cleaned_data["k"]
        # In open mode no group is too small to show; the number waits for a change of mind.
        return {"mode": mode, "k": k if mode == Assessment.Mode.CONFIDENTIAL else self.round.k}


class LensesForm(PlanForm):
    """Ask about the journey, or about what is said and done, as well."""

    asked_lenses = forms.MultipleChoiceField(
        label=_("What else is asked?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Asked after the other questions; in a pulse nothing else is asked."),
        error_messages={"invalid_choice": _("Choose from those on the page.")},
    )

    @staticmethod
    def initial_of(round_: Assessment) -> dict[str, Any]:
        return {"asked_lenses": round_.asked_lenses}

    def prepare(self) -> None:
        minutes = gettext("about %(minutes)d minutes. %(purpose)s")
        self.offer(
            "asked_lenses",
            [
                (
                    lens.about.id,
                    explained(
                        lens.about.title,
                        minutes % {"minutes": lens.about.minutes_to_answer, "purpose": lens.about.purpose},
                    ),
                )
                for lens in lengths.own_lenses(self.kit)
            ],
        )

    def plan(self) -> Plan:
        return {"asked_lenses": self.cleaned_data["asked_lenses"]}


class ChangeOverTimeForm(PlanForm):
    """Say which round this one is compared with, and whether people's answers are linked for it."""

    earlier = forms.ChoiceField(
        label=_("Compare with"),
        required=False,
        help_text=_("Closed rounds of the same framework in which more than one person answered."),
        error_messages=_CHOOSE,
    )
    linked = forms.BooleanField(
        label=_("Link the answers of those who answer both times"),
        required=False,
        help_text=_(
            "Shows smaller changes. When the round closes, a code takes the place of each person; it joins two "
            "rounds and names nobody. People are told before they answer. Confidential rounds only."
        ),
    )

    @staticmethod
    def initial_of(round_: Assessment) -> dict[str, Any]:
        return {"earlier": str(round_.earlier_id or ""), "linked": round_.linked}

    def prepare(self) -> None:
        self.candidates = {str(found.pk): found for found in plans.candidates(self.round)}
        self.offer(
            "earlier",
            [
                ("", gettext("No earlier round")),
                *((key, _dated(found)) for key, found in self.candidates.items()),
            ],
        )

    def plan(self) -> Plan:
        return {
            "earlier": self.candidates.get(self.cleaned_data["earlier"]),
            "linked": self.cleaned_data["linked"],
        }


class BreakdownsForm(PlanForm):
    """Declare by what else besides groups the result is broken down."""

    @staticmethod
    def initial_of(round_: Assessment) -> dict[str, Any]:
        initial = {}
        for number, entry in enumerate(round_.breakdowns, start=1):
            initial[f"name_{number}"] = entry["name"]
            initial[f"options_{number}"] = "\n".join(option["name"] for option in entry["options"])
        return initial

    def prepare(self) -> None:
        for number in range(1, MOST_BREAKDOWNS + 1):
            self.fields[f"name_{number}"] = PlainText(
                label=gettext("Break-down %(number)d") % {"number": number},
                max_length=60,
                required=False,
                help_text=gettext("For example “Site” or “Years with us”."),
            )
            self.fields[f"options_{number}"] = PlainText(
                label=gettext("Options of break-down %(number)d") % {"number": number},
                max_length=TEXT_LIMIT,
                required=False,
                help_text=gettext("2 to 20, one per line."),
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for number in range(1, MOST_BREAKDOWNS + 1):
            name, options = said.get(f"name_{number}"), said.get(f"options_{number}")
            if options and not name and not self.has_error(f"name_{number}"):
                self.add_error(f"name_{number}", gettext("Enter a name for these options."))
            if any(len(line.strip()) > plans.OPTION_LIMIT for line in (options or "").splitlines()):
                self.add_error(f"options_{number}", gettext("An option has at most 60 characters."))
        return said

    def plan(self) -> Plan:
        declared: list[dict[str, Any]] = []
        for number in range(1, MOST_BREAKDOWNS + 1):
            name, text = self.cleaned_data[f"name_{number}"], self.cleaned_data[f"options_{number}"]
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            if name:
                declared.append(plans.breakdown(name, lines, others=[entry["id"] for entry in declared]))
        return {"breakdowns": declared}


class AimsForm(PlanForm):
    """Say which degree is aimed at, and which pillars matter most this year."""

    target = forms.ChoiceField(
        label=_("Which degree do you aim at?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )

    @staticmethod
    def initial_of(round_: Assessment) -> dict[str, Any]:
        return {"target": round_.target, **round_.importances}

    def prepare(self) -> None:
        levels = [(level.id, explained(level.name, level.summary)) for level in self.kit.framework.levels[1:]]
        self.offer("target", [("", gettext("The one after the degree that is found")), *levels])
        for pillar in self.kit.framework.pillars:
            self.fields[pillar.id] = forms.TypedChoiceField(
                label=pillar.name,
                choices=_IMPORTANCE,
                coerce=int,
                initial=3,
                error_messages={"required": gettext("Choose a number from 1 to 5.")},
            )

    def plan(self) -> Plan:
        chosen = {pillar.id: self.cleaned_data[pillar.id] for pillar in self.kit.framework.pillars}
        return {
            "target": self.cleaned_data["target"],
            "aims": {pillar: {"importance": value} for pillar, value in chosen.items() if value != 3},  # noqa: PLR2004 # what the scale calls as important as the others
        }


class ResultForm(PlanForm):
    """Say whether those who answer see the result."""

    shown_to_participants = forms.TypedChoiceField(
        label=_("Who sees the result?"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=(
            ("yes", _("Everybody who answered, and the members of the organisation")),
            ("no", _("The members of the organisation only")),
        ),
        error_messages=_CHOOSE,
    )

    @staticmethod
    def initial_of(round_: Assessment) -> dict[str, Any]:
        return {"shown_to_participants": "yes" if round_.shown_to_participants else "no"}

    def plan(self) -> Plan:
        return {"shown_to_participants": self.cleaned_data["shown_to_participants"]}


class RuledOutForm(RoundForm):
    """Say of single questions why they are not asked."""

    def __init__(self, *args: Any, round_: Assessment, **kwargs: Any) -> None:
        reasons = dict(round_.ruled_out.values_list("question", "reason"))
        super().__init__(*args, initial=reasons, **kwargs)
        self.kit = plans.kit_of(round_)
        self.offered = plans.offered(self.kit, round_.scope)
        for pillar in self.offered:
            for question in pillar.questions:
                self.fields[question.id] = PlainText(
                    label=question.prompt,
                    max_length=TEXT_LIMIT,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    def by_pillar(self) -> list[tuple[str, list[forms.BoundField], int]]:
        """Return the fields under the names of their pillars, each with how many are filled."""
        parts = [
            (pillar.name, [self[question.id] for question in pillar.questions]) for pillar in self.offered
        ]
        return [(name, fields, sum(bool(field.value()) for field in fields)) for name, fields in parts]

    def reasons(self) -> dict[str, str]:
        """Return the questions that are ruled out, each with its reason."""
        return {question: reason for question, reason in self.cleaned_data.items() if reason}


def _dated(closed: Assessment) -> str:
    at = timezone.localtime(closed.closed_at or closed.began_at)
    return f"{closed.name} ({formats.date_format(at, 'j F Y')})"
