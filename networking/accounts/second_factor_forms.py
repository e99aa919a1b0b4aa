"""What people type, or their device answers, for the second factor: allauth's forms, in our words."""

from __future__ import annotations

import binascii
from typing import Any

from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import OurWords
from .second_factor import MFAAdapter, take_code

# What strange JSON in place of a passkey's answer makes allauth and fido2 stumble on.
STUMBLES = (AttributeError, KeyError, TypeError, ValueError, binascii.Error)


class CodeForm(OurWords):
    """A code of the app, or one of the recovery codes."""

    labels = {"code": _("Codice")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].max_length = 20
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": "20"}


class OnceOnly(CodeForm):
    """Signing in with a code, which is then worth nothing (ASVS 6.5.1)."""

    def clean_code(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not take_code(self.user, code):
            raise MFAAdapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnceOnly, mfa.AuthenticateForm):
    helps = {"code": _("Le sei cifre dell'app, oppure uno dei tuoi codici di riserva.")}


class ReauthenticateCodeForm(OnceOnly, mfa.ReauthenticateForm):
    helps = AuthenticateForm.helps


class ActivateTOTPForm(CodeForm, totp.ActivateTOTPForm):
    helps = {"code": _("Le sei cifre che l'app mostra adesso.")}

    def clean_code(self) -> str:
        """The code that switches the app on opens nothing afterwards."""
        code = super().clean_code()
        take_code(self.user, code)
        return code


class AnswerField(forms.JSONField):
    """JSON, however deep somebody has nested it."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise MFAAdapter().validation_error("incorrect_code") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return None


class PasskeyAnswer(OurWords):
    """A passkey's answer, whatever somebody put in its place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = AnswerField()

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()
        except STUMBLES:
            self.add_error("credential", MFAAdapter().validation_error("incorrect_code"))

    def _clean_form(self) -> None:
        try:
            super()._clean_form()
        except STUMBLES:
            self.add_error(None, MFAAdapter().validation_error("incorrect_code"))


class AddWebAuthnForm(PasskeyAnswer, webauthn.AddWebAuthnForm):
    labels = {"name": _("Come la chiami"), "passwordless": _("Usala anche per entrare senza password")}
    helps = {
        "name": _("Per riconoscerla: «telefono», «computer di casa»."),
        "passwordless": _("Togli il segno solo per una chiavetta che non chiede impronta, volto o PIN."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs["maxlength"] = "60"
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(OurWords, webauthn.EditWebAuthnForm):
    labels = {"name": _("Come la chiami")}

    name = forms.CharField(max_length=60)


class AuthenticateWebAuthnForm(PasskeyAnswer, webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class ReauthenticateWebAuthnForm(PasskeyAnswer, webauthn.ReauthenticateWebAuthnForm):
    """A passkey to confirm who one is."""


class LoginWebAuthnForm(PasskeyAnswer, webauthn.LoginWebAuthnForm):
    """A passkey in place of the password."""
