"""allauth's forms in our words: plain labels, no placeholders, one field for a new password."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from allauth.account import forms as account_forms
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.mfa.adapter import get_adapter as second_step
from allauth.mfa.base import forms as code_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.conf import settings
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.text import clean_text

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "password1": _("New password"),
    "oldpassword": _("Present password"),
    "code": _("Code"),
}
_LONGEST, _DEEPEST = 50_000, 50  # a passkey with a long chain of certificates has a tenth of either
PASSWORD_HELP = _("At least 8 characters, and none of the passwords that everybody uses.")


class Worded:
    """Put our words in place of allauth's."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)  # a password can be looked at by the browser's own button
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = _LABELS.get(name, field.label)
            field.help_text = PASSWORD_HELP if name == "password1" else ""


class SignInForm(Worded, account_forms.LoginForm):
    """Ask for e-mail address and password."""


class SignUpForm(Worded, account_forms.SignupForm):
    """Ask for an address, a password and, if one likes, a name."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["email", "name", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")

    def clean_name(self) -> str:
        return clean_text(self.cleaned_data["name"])

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account, or answer as for a known address where another tab was quicker."""
        try:
            with transaction.atomic():
                saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        except IntegrityError:
            if not settings.MAIL_IS_SENT:
                return None, redirect("account_login")
            self.account_already_exists = True
            saved = super().try_save(request)
        return saved

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name with the account that was just made."""
        del request  # allauth's signature
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class RequestCodeForm(Worded, account_forms.RequestLoginCodeForm):
    """Ask where to send a code."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if self._user:  # made by an operator, perhaps, and never signed in; the code verifies the address
            sync_user_email_address(self._user)
        return email


class SignInCodeForm(Worded, account_forms.ConfirmLoginCodeForm):
    """Ask for the code that was sent for signing in."""


class AddressCodeForm(Worded, account_forms.ConfirmEmailVerificationCodeForm):
    """Ask for the code that was sent to a new address."""


class NewAddressForm(Worded, account_forms.AddEmailForm):
    """Ask for another address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class RequestResetForm(Worded, account_forms.ResetPasswordForm):
    """Ask where to send the link for a new password."""


class ResetForm(Worded, account_forms.ResetPasswordKeyForm):
    """Ask for a new password after following the link."""


class ChangePasswordForm(Worded, account_forms.ChangePasswordForm):
    """Ask for the present and the new password."""


class SetPasswordForm(Worded, account_forms.SetPasswordForm):
    """Ask for a first password."""


class PasswordAgainForm(Worded, account_forms.ReauthenticateForm):
    """Ask for the password again."""


class SecondStepForm(Worded, code_forms.AuthenticateForm):
    """Ask for a code of the app or a recovery code."""


class CodeAgainForm(Worded, code_forms.ReauthenticateForm):
    """Ask for a code again."""


class AddAppForm(Worded, ActivateTOTPForm):
    """Ask for the first code of a new app."""


class NameForm(forms.ModelForm[User]):
    """Ask how somebody is called."""

    class Meta:
        model = User
        fields = ["name"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def clean_name(self) -> str:
        """Refuse characters that deceive."""
        return clean_text(self.cleaned_data["name"])


class CredentialField(forms.JSONField):
    """What a browser says of a passkey; never shown again."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("Your browser sent no passkey. JavaScript has to be on for it."),
        "invalid": _("This is not what a passkey sends."),
    }

    def to_python(self, value: Any) -> Any:
        """Read it, unless it is longer or deeper than any passkey's."""
        text = str(value or "")
        if len(text) > _LONGEST or text.count("[") + text.count("{") > _DEEPEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def bound_data(self, _data: Any, _initial: Any) -> str:
        """Show nothing: a passkey answers one question once."""
        return ""

    def prepare_value(self, _value: Any) -> str:
        """Show nothing here either."""
        return ""


class Credential(Worded):
    """Refuse what no passkey sends; the reader of its bytes raises whatever a made-up one leads to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(label=_("Passkey"))

    def full_clean(self) -> None:
        try:
            super().full_clean()  # type: ignore[misc]  # the form beside this class has it
        except (AttributeError, KeyError, IndexError, TypeError, ValueError, struct.error):
            self.add_error("credential", second_step().validation_error("incorrect_code"))  # type: ignore[attr-defined]  # as above


class SecondStepPasskeyForm(Credential, passkey_forms.AuthenticateWebAuthnForm):
    """Take a passkey as the second step."""


class PasskeySignInForm(Credential, passkey_forms.LoginWebAuthnForm):
    """Take a passkey instead of address and password."""


class PasskeyAgainForm(Credential, passkey_forms.ReauthenticateWebAuthnForm):
    """Take a passkey again."""


class AddPasskeyForm(Credential, passkey_forms.AddWebAuthnForm):
    """Take a new passkey and its name."""

    passwordless = None  # every passkey of ours signs in by itself

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _passkey_name(initial=self.fields["name"].initial)

    def clean_name(self) -> str:
        return clean_text(super().clean_name())

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class RenamePasskeyForm(Worded, passkey_forms.EditWebAuthnForm):
    """Ask for another name of a passkey."""

    instance: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _passkey_name()

    def clean_name(self) -> str:
        return clean_text(self.cleaned_data["name"])


def _passkey_name(initial: Any = None) -> forms.CharField:
    return forms.CharField(
        label=_("Name"), max_length=60, initial=initial, help_text=_("So that you know which one it is.")
    )
