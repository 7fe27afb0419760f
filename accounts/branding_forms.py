"""What is typed or chosen about the look of an organisation's documents; the form checks and never saves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts import branding, colours, logos
from accounts.fields import PlainText
from accounts.refusals import Refusal

if TYPE_CHECKING:
    from accounts.branding import Looks
    from accounts.pictures import Picture

NAME_LIMIT, TEXT_LIMIT, FOOTER_LIMIT = 120, 300, 160


class BrandingForm(forms.Form):
    """Ask for a whole look; `shade` is the readable colour that was offered in place of the one typed."""

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, at most 1 MB. A wide logo on a clear background looks best."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={"empty": _("The file is empty.")},
    )
    without_logo = forms.BooleanField(label=_("Show no logo"), required=False)
    colour = forms.CharField(
        label=_("Colour"),
        required=False,
        max_length=20,
        help_text=_(
            "Headings and lines take it, and white stands on it. Six digits, such as #0b5d8a; empty for black. "
            "Degrees keep their own colours."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    consultancy = PlainText(
        label=_("Name of the consultancy"),
        required=False,
        max_length=NAME_LIMIT,
        help_text=_("The cover says “Prepared by”, and this."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    cover_text = PlainText(
        label=_("Text on the cover"),
        required=False,
        max_length=TEXT_LIMIT,
        help_text=_("For example what the report is for, at most 300 characters."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    footer = PlainText(
        label=_("Footer"),
        required=False,
        max_length=FOOTER_LIMIT,
        help_text=_("Stands on every page and slide, at most 160 characters: a name, an address."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    @classmethod
    def showing(cls, looks: Looks) -> BrandingForm:
        """Return the form with the look in it that a preview shows."""
        texts = {name: getattr(looks.shown, name) for name in branding.TEXTS}
        return cls(initial={**texts, "without_logo": bool(looks.used.logo) and not looks.shown.logo})

    @property
    def readable_shade(self) -> str:
        """Return the nearest colour that white can be read on, empty where the one typed will do."""
        written = colours.normal(self._typed_colour()) if self.is_bound else None
        if written is None or colours.contrast_with_white(written) >= colours.ENOUGH:
            return ""
        return colours.nearest_readable(written)

    @property
    def picture(self) -> Picture | None:
        """Return the picture that was chosen, written anew, once the form was checked."""
        picture: Picture | None = self.cleaned_data.get("logo")
        return picture

    @property
    def texts(self) -> dict[str, str]:
        """Return the texts that are in order."""
        return {name: self.cleaned_data[name] for name in branding.TEXTS if name in self.cleaned_data}

    def clean_logo(self) -> Picture | None:
        """Return the picture, written anew."""
        sent = self.cleaned_data["logo"]
        if not sent:
            return None
        try:
            return logos.picture_from(sent)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_colour(self) -> str:
        """Return "#rrggbb" on which white can be read."""
        written = self._typed_colour()
        colour = colours.normal(written) if written else ""
        if colour is None:
            raise forms.ValidationError(_t("Write the colour with six digits, such as #0b5d8a."))
        if colour and colours.contrast_with_white(colour) < colours.ENOUGH:
            raise forms.ValidationError(_too_light(colour))
        return colour

    def clean(self) -> dict[str, Any]:
        """Refuse a new logo together with none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("logo") and cleaned.get("without_logo"):
            self.add_error("without_logo", _t("Choose either a new logo or none."))
        return cleaned

    def _typed_colour(self) -> str:
        return str(self.data.get("shade") or self.data.get("colour") or "").strip()


def _too_light(colour: str) -> str:
    return _t(
        "White letters on %(colour)s have a contrast of %(ratio)s to 1; at least %(enough)s to 1 is needed "
        "to read them. The nearest shade that has it is %(shade)s."
    ) % {
        "colour": colour,
        # Cut off, not rounded: 4.49 must not read as 4.5.
        "ratio": int(colours.contrast_with_white(colour) * 10) / 10,
        "enough": colours.ENOUGH,
        "shade": colours.nearest_readable(colour),
    }
