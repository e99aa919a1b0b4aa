"""What can go wrong on the way in, and the words for the person it happens to."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class IdentityError(OAuth2Error):
    """A sign-in that stops here: the word it carries says why, for the log, and its page what happened and what to do."""

    title: _StrPromise
    happened: _StrPromise
    to_do: _StrPromise
    status = HTTPStatus.FORBIDDEN
    # Whether the page offers to sign in with SPID or CIE again, or with e-mail and password.
    can_try_again = False
    can_use_password = True


class UntrustedError(IdentityError):
    """What came back does not prove who the person is."""

    title = _("Non siamo riusciti a controllare la tua identità")
    happened = _(
        "La risposta arrivata da SPID o CIE non ha superato i controlli. Non abbiamo creato né aperto nessun accesso."
    )
    to_do = _("Riprova tra qualche minuto. Se succede ancora, dillo alla tua zona sociale.")
    can_try_again = True


class ExpiredError(IdentityError):
    """The way back is not the one that was opened, or was walked already."""

    title = _("Questa richiesta non vale più")
    happened = _("È passato troppo tempo, oppure questo passaggio era già stato usato.")
    to_do = _("Ricomincia da qui: ci vuole un minuto.")
    can_try_again = True


class UnreachableError(IdentityError):
    """The issuer does not answer."""

    title = _("SPID e CIE adesso non rispondono")
    happened = _("Il servizio che controlla la tua identità non risponde. Il portale funziona.")
    to_do = _("Riprova tra qualche minuto. Se hai una password, puoi entrare con quella.")
    status = HTTPStatus.SERVICE_UNAVAILABLE
    can_try_again = True


class LevelTooLowError(IdentityError):
    """The person was recognised, but with the password alone."""

    title = _("Serve un livello di sicurezza più alto")
    happened = _(
        "Per entrare qui serve il livello 2: oltre alla password, il codice o l'applicazione del tuo gestore."
    )
    to_do = _("Riprova e scegli il livello 2, oppure usa la carta d'identità elettronica.")
    can_try_again = True


class UnderAgeError(IdentityError):
    """Somebody too young for an account of their own."""

    title = _("Non hai ancora l'età per un accesso tuo")
    happened = _("Per avere un accesso servono 14 anni. Non abbiamo tenuto nessuno dei tuoi dati.")
    to_do = _("Ai laboratori ti può iscrivere chi si occupa di te: un genitore, o chi ne fa le veci.")
    can_use_password = False


class HasAccountError(IdentityError):
    """The person already has an account, opened in another way."""

    title = _("Hai già un accesso")
    happened = _("Con il tuo codice fiscale c'è già un accesso al portale, aperto in un altro modo.")
    to_do = _(
        "Entra con la password; se non ne hai una, sceglila da «Hai dimenticato la password?». Poi vai in «La mia area», «SPID o CIE», e collega la tua identità: dalla volta dopo entri anche così."
    )
    status = HTTPStatus.CONFLICT


class EmailTakenError(IdentityError):
    """The address belongs to an account, which an e-mail alone must never open."""

    title = _("Con questa e-mail c'è già un accesso")
    happened = _("Per sicurezza un indirizzo e-mail non basta a unire due accessi.")
    to_do = _(
        "Entra con la password. Poi vai in «La mia area», «SPID o CIE», e collega la tua identità: dalla volta dopo entri anche così."
    )
    status = HTTPStatus.CONFLICT


class SomebodyElseError(IdentityError):
    """The identity belongs to another person than the account."""

    title = _("Questa identità è di un'altra persona")
    happened = _(
        "Il codice fiscale arrivato da SPID o CIE non è quello della persona di questo accesso. Non abbiamo collegato niente."
    )
    to_do = _("Se è uno sbaglio, chiama la tua zona sociale: i telefoni sono in fondo alla pagina.")
    status = HTTPStatus.CONFLICT
    can_use_password = False


class ConnectedElsewhereError(IdentityError):
    """The identity already opens another account."""

    title = _("Questa identità apre già un altro accesso")
    happened = _(
        "Con questo SPID o questa CIE si entra già in un altro accesso del portale. Non abbiamo cambiato niente."
    )
    to_do = _(
        "Se hai due accessi, chiama la tua zona sociale: li sistema con te. I telefoni sono in fondo alla pagina."
    )
    status = HTTPStatus.CONFLICT
    can_use_password = False


class RegisteredTwiceError(IdentityError):
    """The desk has registered the person, who has also signed up by themselves."""

    title = _("Lo sportello ti ha già registrato")
    happened = _(
        "Con il tuo codice fiscale c'è già una scheda fatta allo sportello, separata da questo accesso."
    )
    to_do = _("Chiama la tua zona sociale e chiedi di unirle: i telefoni sono in fondo alla pagina.")
    status = HTTPStatus.CONFLICT
    can_use_password = False
