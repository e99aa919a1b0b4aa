"""`manage.py try_sms +39…`: one SMS, to see whether the gateway of the settings works."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from networking import sms
from networking.telephones import dialable, is_mobile


class Command(BaseCommand):
    help = "Manda un SMS di prova con chi spedisce gli SMS del portale (SMS_GATEWAY). Costa quanto un SMS."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cellulare", help="un cellulare che hai in mano, per esempio +393331234567")

    def handle(self, *args: Any, **options: Any) -> None:
        if not sms.is_available():
            raise CommandError("Qui nessuno spedisce SMS: SMS_GATEWAY è vuoto.")
        gateway = sms.gateway()
        if missing := gateway.missing_settings():
            raise CommandError(f"Mancano queste variabili d'ambiente: {', '.join(missing)}.")
        phone = _mobile(options["cellulare"])
        reference = str(uuid.uuid4())
        # With the hour: a second try with the same words would be taken for a double.
        text = f"Prova del portale NET WORKING, ore {timezone.localtime():%H:%M:%S}: à è é ì ò ù €."
        try:
            receipt = gateway.send(phone, text, reference=reference)
            is_there = gateway.was_taken(reference)
        except sms.RefusedError as refused:
            raise CommandError(_refusal(refused)) from refused
        except sms.UnreachableError as silence:
            raise CommandError(
                f"Non si sa se è partito: nessuna risposta che si capisca ({silence}). "
                f"Guarda sul cellulare, e dal fornitore il messaggio «{reference}»."
            ) from silence
        self.stdout.write(self.style.SUCCESS("Preso in carico."))
        self.stdout.write(f"  chi spedisce:         {settings.SMS_GATEWAY}")
        self.stdout.write(f"  mittente:             {settings.SMS_SENDER or '(quello del fornitore)'}")
        self.stdout.write(f"  testo:                {text}")
        self.stdout.write(f"  SMS da pagare:        {sms.segments(sms.plain(text))}")
        self.stdout.write(f"  riferimento nostro:   {reference}")
        self.stdout.write(f"  riferimento loro:     {receipt.provider_id or '(nessuno)'}")
        self.stdout.write(f"  ritrovato dopo:       {ANSWERS[is_there]}")
        self.stdout.write("Adesso guarda il cellulare: devono esserci il mittente giusto e tutte le lettere.")


ANSWERS = {
    True: "sì",
    False: "no. Attenzione: dopo un guasto il portale lo manderebbe due volte",
    None: "chi spedisce non sa dirlo",
}


def _mobile(typed: str) -> str:
    try:
        phone = dialable(typed)
    except ValidationError as mistake:
        raise CommandError(mistake.messages[0]) from mistake
    if not is_mobile(phone):
        raise CommandError("Gli SMS arrivano solo ai cellulari: scrivi un numero come +393331234567.")
    return phone


def _refusal(refused: sms.RefusedError) -> str:
    what = "Riprovare con questo numero non serve." if refused.is_final else "Si può riprovare più tardi."
    if refused.needs_staff:
        what = "Si può riprovare dopo aver sistemato il conto presso il fornitore, o le variabili d'ambiente."
    return f"{refused.words} ({refused.code}) {what}"
