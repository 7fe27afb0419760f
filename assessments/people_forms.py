"""What is typed or chosen about the people asked, by themselves or by whoever asks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from assessments import rosters
from assessments.forms import NAME_LIMIT
from frameworks.kits import Kit

TRAIT = "trait_"


class ConsentForm(forms.Form):
    """What the list of people leaves open, said by the person asked; often nothing."""

    group = forms.ChoiceField(
        label=_("Which describes you best?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    name = PlainText(
        label=_("Your name"),
        max_length=NAME_LIMIT,
        required=False,
        help_text=_("Shown to those who answer with you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(
        self,
        *args: Any,
        kit: Kit,
        asks_group: bool,
        asks_name: bool,
        breakdowns: Iterable[Mapping[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, see above
            (group.id, format_html('{}<span class="help">{}</span>', group.name, group.definition))
            for group in kit.asked_groups
        ]
        for name, asks in (("group", asks_group), ("name", asks_name)):
            if not asks:
                del self.fields[name]
        add_traits(self, breakdowns)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def said(self) -> dict[str, Any]:
        """Return what was said, as `taking_part` takes it."""
        return {
            "group": self.cleaned_data.get("group", ""),
            "name": self.cleaned_data.get("name", ""),
            "traits": traits_said(self),
        }


def add_traits(form: forms.Form, breakdowns: Iterable[Mapping[str, Any]], *, radio: bool = True) -> None:
    """Add one optional choice for each declared break-down."""
    for breakdown in breakdowns:
        options = [(option["id"], option["name"]) for option in breakdown["options"]]
        form.fields[f"{TRAIT}{breakdown['id']}"] = forms.ChoiceField(
            label=breakdown["name"],
            choices=options if radio else [("", gettext("not said")), *options],
            widget=forms.RadioSelect if radio else forms.Select,
            required=False,
        )


def traits_said(form: forms.Form) -> dict[str, str]:
    """Return the options chosen, by break-down."""
    chosen = ((name.removeprefix(TRAIT), form.cleaned_data[name]) for name in form.fields if TRAIT in name)
    return {breakdown: option for breakdown, option in chosen if option}


class ImportForm(forms.Form):
    """A list of people: a file, or text that was pasted."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        allow_empty_file=True,
        help_text=_("With a line of headings; at most 2 MB and 10,000 people."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )
    pasted = forms.CharField(
        label=_("Or paste addresses"),
        required=False,
        strip=False,
        help_text=_("One a line, also as “Name <address>”, or columns under headings."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocapitalize": "off"}),
    )
    group = forms.ChoiceField(
        label=_("Group of those for whom the list names none"),
        required=False,
        help_text=_("Whoever has no group chooses one before answering."),
    )

    def __init__(self, *args: Any, kit: Kit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = group_choices(kit)  # type: ignore[attr-defined]  # a ChoiceField, see above
        self.fields["pasted"].validators = []  # `rosters` finds what is wrong, with its line
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > rosters.SIZE_LIMIT:
            raise forms.ValidationError(_("The file has more than 2 MB. Divide it."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [bool(cleaned.get("file")), bool((cleaned.get("pasted") or "").strip())]
        if not self.errors and given.count(True) != 1:
            raise forms.ValidationError(_("Choose a file, or paste addresses: one of the two."))
        return cleaned

    def roster(self, plan: rosters.Plan) -> rosters.Roster:
        """Return the people of the list, or every fault in it."""
        group = self.cleaned_data["group"]
        file = self.cleaned_data["file"]
        if file:
            return rosters.read_file(file.read(), plan, group=group)
        return rosters.read_pasted(self.cleaned_data["pasted"], plan, group=group)


def group_choices(kit: Kit) -> list[tuple[str, Any]]:
    """Return the groups that can be asked, and that none was named."""
    return [("", _("none named")), *((group.id, group.name) for group in kit.asked_groups)]


class PersonForm(forms.Form):
    """One person of the list."""

    name = PlainText(label=_("Name"), max_length=NAME_LIMIT, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=rosters.EMAIL_LIMIT,
        required=False,
        help_text=_("Without one, hand the person their link yourself."),
        error_messages={"invalid": _("Enter an address such as name@example.org.")},
    )
    group = forms.ChoiceField(label=_("Group"), required=False)

    def __init__(self, *args: Any, kit: Kit, breakdowns: Iterable[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = group_choices(kit)  # type: ignore[attr-defined]  # a ChoiceField, see above
        add_traits(self, breakdowns, radio=False)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("name") and not cleaned.get("email"):
            raise forms.ValidationError(_("Enter a name or an address."))
        return cleaned

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `participants` takes it."""
        chosen = {name: self.cleaned_data[name] for name in ("name", "email", "group")}
        return {**chosen, "traits": traits_said(self)}


class LinkForm(forms.Form):
    """A link that a whole group shares."""

    group = forms.ChoiceField(
        label=_("Group"),
        required=False,
        help_text=_("Without one, everybody who comes chooses their group."),
    )
    cap = forms.IntegerField(
        label=_("For at most"),
        min_value=1,
        max_value=rosters.ROW_LIMIT,
        help_text=_("So many people can answer by it. Whoever has the link can come in."),
        error_messages={"required": _("Enter how many people it is for.")},
    )

    def __init__(self, *args: Any, kit: Kit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = group_choices(kit)  # type: ignore[attr-defined]  # a ChoiceField, see above
        self.helper = FormHelper()
        self.helper.form_tag = False


class CapForm(forms.Form):
    """How many may come by a shared link."""

    cap = forms.IntegerField(
        label=_("For at most"),
        min_value=1,
        max_value=rosters.ROW_LIMIT,
        error_messages={"required": _("Enter how many people it is for.")},
    )


class PaperNameForm(forms.Form):
    """Whose sheet of paper it is, where they are not in the list."""

    name = PlainText(label=_("Name on the sheet"), max_length=NAME_LIMIT, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
