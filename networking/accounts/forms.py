"""What people type to sign up, sign in and change their access: allauth's forms, in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.account.internal.flows import password_reset
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.models import Comune, User
from networking.rules import ACCOUNT_AGE, age_on

from . import enrolling
from .passwords import KnownWordsValidator

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

OLDEST = 120
ELSEWHERE = "altrove"
NOBODY = "nessuno@networking.invalid"
CHOOSE_PASSWORD = _(
    "Almeno 12 caratteri, 14 se lavori nel portale. Tre o quattro parole a caso vanno benissimo."
)


class OurWords:
    """A form of allauth whose labels and helps are ours, and whose fields have no placeholder."""

    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, field.help_text)


class LoginForm(OurWords, account.LoginForm):
    labels = {
        "login": _("E-mail"),
        "password": _("Password"),
        "remember": _("Resta dentro su questo dispositivo"),
    }


class SignupForm(OurWords, account.SignupForm):
    """A new account and the person it belongs to."""

    field_order = ("given_name", "family_name", "birth_date", "comune", "email", "password1", "password2")
    labels = {"email": _("E-mail"), "password1": _("Password"), "password2": _("Ripeti la password")}
    helps = {
        "email": _("Ti mandiamo un messaggio per confermarla."),
        "password1": CHOOSE_PASSWORD,
    }

    given_name = forms.CharField(
        label=_("Nome"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    family_name = forms.CharField(
        label=_("Cognome"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    birth_date = forms.DateField(
        label=_("Data di nascita"),
        help_text=_("Per avere un accesso servono 14 anni."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
        error_messages={"invalid": _("Scrivi una data, come 31/12/1980.")},
    )
    comune = forms.ChoiceField(
        label=_("Comune di residenza"),
        choices=lambda: [
            ("", _("Scegli")),
            *((comune.slug, comune.name) for comune in Comune.objects.in_order()),
            (ELSEWHERE, _("Abito fuori dai 21 comuni")),
        ],
    )

    def clean_comune(self) -> Comune | None:
        """The comune; None for who lives outside ours."""
        return Comune.objects.filter(slug=self.cleaned_data["comune"]).first()

    def clean_birth_date(self) -> date:
        """Nobody under fourteen opens an account: whoever answers for them signs them up."""
        born = self.cleaned_data["birth_date"]
        age = age_on(born, timezone.localdate())
        if not 0 <= age <= OLDEST:
            raise ValidationError(_("Controlla la data: non sembra una data di nascita."))
        if age < ACCOUNT_AGE:
            raise ValidationError(
                _(
                    "Per avere un accesso tuo bisogna aver compiuto 14 anni. Alle attività puoi venire lo stesso: "
                    "chiedi a chi è responsabile di te di iscriverti, dal suo accesso o allo sportello della tua zona."
                )
            )
        return born

    def clean(self) -> dict[str, Any]:
        """Also refuse a password made of the names just typed."""
        cleaned = super().clean()
        password = cleaned.get("password1")
        if password and "password1" not in self.errors:
            typed = User(email=cleaned.get("email", ""))
            typed.typed_names = [cleaned.get("given_name", ""), cleaned.get("family_name", "")]
            try:
                KnownWordsValidator().validate(password, typed)
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned

    def try_save(self, request: HttpRequest) -> Any:
        """The new user; or, for an address that has an account already, the same answer in the same time."""
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    return super().try_save(request)
            except IntegrityError:
                # Another request has just signed up the same address.
                self.account_already_exists = True
        User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)

    def save(self, request: HttpRequest) -> User:
        """Keep the account and the person."""
        user = super().save(request)
        names = ("given_name", "family_name", "birth_date", "comune")
        enrolling.enrol(user, now=timezone.now(), **{name: self.cleaned_data[name] for name in names})
        return user


class AddEmailForm(OurWords, account.AddEmailForm):
    labels = {"email": _("La nuova e-mail")}
    helps = {"email": _("Ti mandiamo un messaggio: la nuova e-mail vale da quando la confermi.")}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("La password di adesso"),
        "password1": _("La password nuova"),
        "password2": _("Ripeti la password nuova"),
    }
    helps = {"password1": CHOOSE_PASSWORD}


class SetPasswordForm(OurWords, account.SetPasswordForm):
    labels = {"password1": _("Password"), "password2": _("Ripeti la password")}
    helps = {"password1": CHOOSE_PASSWORD}


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    labels = {"email": _("E-mail")}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Write the mail with the link; for an unknown address do the same work and take it back.

        One transaction and one savepoint in both cases, so that neither the answer nor its time tells which.
        """
        is_known = bool(self.users)
        if not is_known:
            # Without an address allauth does not try to keep one for it: as many questions as for who is there.
            self.users = [User()]
        with transaction.atomic():
            self._write_mail(request, is_known=is_known)
        return self.cleaned_data["email"]

    @transaction.atomic
    def _write_mail(self, request: HttpRequest, *, is_known: bool) -> None:
        for user in self.users:
            # Somebody is also found by an address they have not confirmed, which may be a stranger's: the one they
            # sign in with is written to. Should the mail ever go by another way than the outbox, nobody unknown is.
            address = user.email if is_known else NOBODY
            password_reset.request_password_reset(request, address, [user], account.default_token_generator)
        transaction.set_rollback(not is_known)


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    labels = {"password1": _("La password nuova"), "password2": _("Ripeti la password nuova")}
    helps = {"password1": CHOOSE_PASSWORD}


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class CloseAccountForm(forms.Form):
    """That somebody wants their account closed, said on purpose."""

    is_sure = forms.BooleanField(
        label=_("Ho capito: il mio accesso si chiude"),
        error_messages={"required": _("Per chiudere l'accesso metti il segno qui.")},
    )
