"""`manage.py sweep_files`: bytes that no row names, rows whose bytes are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from networking.uploads import sweeping

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = _("Cancella i file che nessuna riga nomina e le righe rimaste senza file, dopo un giorno.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--forza",
            action="store_true",
            help=_("anche se sono più di un quinto: solo dopo aver guardato perché"),
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            swept = sweeping.sweep(now=timezone.now(), is_forced=options["forza"])
        except sweeping.TooMuchToSweepError as too_much:
            raise CommandError(
                _(
                    "Da cancellare: {share}. È troppo: forse il database non è quello giusto, o il disco dei file "
                    "non è montato. Non ho cancellato nulla. Se è giusto così: --forza."
                ).format(share=too_much)
            ) from too_much
        self.stdout.write(
            _(
                "File cancellati: {files}. Righe cancellate: {rows}. Righe senza file ancora in uso: {used}."
            ).format(
                files=len(swept.bytes_deleted), rows=len(swept.rows_deleted), used=len(swept.rows_in_use)
            )
        )
