"""Smshosting, an Italian provider of SMS, behind our interface.

Written to its public documentation, «Smshosting REST API», read on 22 November 2026:
https://help.smshosting.it/it/docs/sms-rest-api/invio and the provider's own collection of calls,
https://github.com/smshosting/smshosting-api-postman-collection (Smshosting_REST_API.postman_collection_2021.json).

NOT TRIED WITH THE PROVIDER, until somebody has: the tests speak with a server of ours that answers as it documents.
Whoever tries it first (`manage.py try_sms`) writes here the day, and what was different.

- `POST /sms/send` (HTTP Basic, form in UTF-8): `to` with the country's code and no +, `text`, `from` (11 characters, to
  be registered first: others are replaced by a number drawn by the provider), `encoding` 7BIT or UCS2, and
  `transactionId`, a name of ours of at most 60 characters. At most 7 SMS put together.
- `GET /sms/search?transactionId=…`: the messages that it has under that name, and what became of each.
- Refusals: 400 with an `errorMsg`, 401 BAD_CREDENTIALS, 500 GENERIC_ERROR; or 200 with the message NOT_INSERTED and why
  in `statusDetail`. Identical words for the same number within 24 hours are refused as DUPLICATESMS.
"""

from __future__ import annotations

import json
import logging
import re
from base64 import b64encode
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from . import line
from .gateways import Gateway, Receipt, RefusedError, UnreachableError, check_values
from .rules import is_gsm, plain, segments

log = logging.getLogger(__name__)

NOT_DOCUMENTED = "not the documented answer"
MOST_SEGMENTS = 7
# Its names for what went wrong; anything else might quote what we sent, and is not repeated.
CODE = re.compile(r"[A-Z][A-Z_]{1,39}")

# About this person or these words: tomorrow the answer would be the same.
FINAL = {
    "BADNUMBERFORMAT": _("Il fornitore dice che il numero non è giusto."),
    "NO_VALID_RECIPIENT": _("Il fornitore dice che il numero non può ricevere SMS."),
    "BAD_TO": _("Il fornitore dice che il numero non è giusto."),
    "BAD_MSISDN": _("Il fornitore dice che il numero non è giusto."),
    "BLACKLIST": _("Chi ha questo numero ha chiesto al fornitore di non ricevere SMS."),
    "BAD_TEXT": _("Il fornitore non accetta queste parole."),
    "BAD_TEXT_PLACEHOLDER": _("Il fornitore non accetta queste parole."),
    "TOO_LONG": _("Il testo è troppo lungo per un SMS."),
    "DUPLICATESMS": _("Le stesse parole sono già partite per questo numero nelle ultime 24 ore."),
}
# About the portal's own account: no fault of who should be told, so it is put off; and staff can mend it.
OURS = {
    "BAD_CREDENTIALS": _("Il fornitore degli SMS non riconosce le nostre credenziali."),
    "BAD_CREDIT": _("Il credito degli SMS è finito."),
    "NO_CREDIT": _("Il credito degli SMS è finito."),
    "SENDING_DISABLED": _("Il fornitore ha sospeso i nostri SMS."),
    "BAD_FROM": _("Il fornitore non accetta il nome del mittente degli SMS."),
    "REDIRECT": _("Il fornitore degli SMS manda a un altro indirizzo: non lo seguiamo."),
    "UNKNOWN": _("Il fornitore degli SMS rifiuta, e non sappiamo perché."),
}
# It passes by itself.
PASSING = {
    "GENERIC_ERROR": _("Il fornitore degli SMS ha un guasto."),
    "THROTTLED": _("Il fornitore degli SMS chiede di rallentare."),
}
SAME_NAMES = {"DUPLICATE_SMS": "DUPLICATESMS"}
# What a status means where the body does not say; 429 and 503 come from what stands before the provider's servers.
BY_STATUS = {401: "BAD_CREDENTIALS", 429: "THROTTLED", 503: "THROTTLED"}
# The provider had it and gave it to no operator: nobody will receive it.
NEVER_LEFT = "NOSENT"


class SmshostingGateway(Gateway):
    """SMS through api.smshosting.it."""

    def send(self, phone: str, text: str, *, reference: str) -> Receipt:
        """Give one message to the provider. Raises RefusedError, UnreachableError."""
        check_values(phone, reference)
        text = plain(text)
        if segments(text) > MOST_SEGMENTS:
            raise _refusal("TOO_LONG")
        form = {
            "to": phone.removeprefix("+"),
            "text": text,
            "encoding": "7BIT" if is_gsm(text) else "UCS2",
            "transactionId": reference,
        }
        if settings.SMS_SENDER:
            form["from"] = settings.SMS_SENDER
        try:
            return _receipt(self._ask("POST", "/sms/send", form))
        except RefusedError as refused:
            # Our own first try, whose answer was lost? Then it is on its way. Else somebody was told another
            # thing in the same words: they are told again, by another way.
            if refused.code == "DUPLICATESMS" and self.was_taken(reference):
                return Receipt(was_already_there=True)
            raise

    def was_taken(self, reference: str) -> bool:
        """Whether the provider has it and an operator had it, has it or will. Raises the same errors."""
        found = self._ask("GET", f"/sms/search?{urlencode({'transactionId': reference})}")
        messages = found.get("smsList") or []
        if not isinstance(messages, list) or not all(isinstance(each, dict) for each in messages):
            raise UnreachableError(NOT_DOCUMENTED)
        ours = [each for each in messages if each.get("transactionId") == reference]
        return any(each.get("status") != NEVER_LEFT for each in ours)

    @classmethod
    def missing_settings(cls) -> tuple[str, ...]:
        """The credentials, where they are empty."""
        return tuple(
            name for name in ("SMSHOSTING_AUTH_KEY", "SMSHOSTING_AUTH_SECRET") if not getattr(settings, name)
        )

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> dict[str, Any]:
        """The answer as documented, or the error it means."""
        credentials = f"{settings.SMSHOSTING_AUTH_KEY}:{settings.SMSHOSTING_AUTH_SECRET}"
        headers = {
            "Authorization": f"Basic {b64encode(credentials.encode()).decode()}",
            "Accept": "application/json",
        }
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
            body = urlencode(form).encode()
        try:
            answer = line.ask(
                method,
                settings.SMSHOSTING_URL + path,
                headers=headers,
                body=body,
                patience=line.Patience(*settings.SMS_PATIENCE),
            )
        except line.SilentError as silent:
            raise UnreachableError(str(silent)) from None
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise _refusal(_code_in(answer))
        return _object_in(answer)


def _receipt(told: dict[str, Any]) -> Receipt:
    """What became of the one message. Raises RefusedError, UnreachableError."""
    messages = told.get("sms")
    if not isinstance(messages, list) or len(messages) != 1 or not isinstance(messages[0], dict):
        raise UnreachableError(NOT_DOCUMENTED)
    (message,) = messages
    if message.get("status") == "NOT_INSERTED":
        raise _refusal(str(message.get("statusDetail")))
    if message.get("status") != "INSERTED":
        raise UnreachableError(NOT_DOCUMENTED)
    return Receipt(provider_id=str(message.get("id", ""))[:40])


def _code_in(answer: line.Answer) -> str:
    """Why the provider says no: its own word where there is one, else what the status means."""
    if answer.status < HTTPStatus.BAD_REQUEST:
        return "REDIRECT"
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return BY_STATUS.get(answer.status, "GENERIC_ERROR")
    try:
        code = str(_object_in(answer).get("errorMsg") or "")
    except UnreachableError:
        code = ""
    return code or BY_STATUS.get(answer.status, "UNKNOWN")


def _refusal(code: str) -> RefusedError:
    """The refusal of this name; one that the documentation does not know is put off, and staff are asked."""
    code = SAME_NAMES.get(code, code if CODE.fullmatch(code) else "UNKNOWN")
    if code in FINAL:
        return RefusedError(code, str(FINAL[code]), is_final=True)
    if code in PASSING:
        return RefusedError(code, str(PASSING[code]), is_final=False)
    # Told once for each try: the log is where whoever keeps the portal running looks.
    log.error("SMS are not sent: %s", code)
    return RefusedError(code, str(OURS.get(code, OURS["UNKNOWN"])), is_final=False, needs_staff=True)


def _object_in(answer: line.Answer) -> dict[str, Any]:
    """The JSON object of the answer. Raises UnreachableError: who says nothing clear says neither yes nor no."""
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise UnreachableError("the answer is no JSON") from None
    if not isinstance(told, dict):
        raise UnreachableError(NOT_DOCUMENTED)
    return told
