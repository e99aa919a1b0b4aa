"""`manage.py run_schedule NOME…`: do a regular work without the clock; where there is no Celery, cron calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from networking import schedules
from networking.schedules import crontabs, running

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = _("Fa uno o più lavori regolari, se è ora. Senza nomi, dice quali sono.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("nomi", nargs="*", help=_("i lavori da fare"))
        parser.add_argument("--dovuti", action="store_true", help=_("quelli che hanno un'ora, se è passata"))
        parser.add_argument("--adesso", action="store_true", help=_("anche se non è ora"))
        parser.add_argument("--crontab", action="store_true", help=_("scrive le righe per cron"))
        parser.add_argument("--comando", default="python manage.py", help=_("come cron chiama manage.py"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["crontab"]:
            self.stdout.write(crontabs.lines(options["comando"]))
            return
        now = timezone.now()
        running.learn(now=now)
        chosen = [self._named(name) for name in options["nomi"]]
        if options["dovuti"]:
            chosen += running.missed_works(now=now)
        if not chosen and not options["dovuti"]:
            self.stdout.write(crontabs.listing())
        failed = [work.name for work in chosen if not self._does(work, is_forced=options["adesso"])]
        if failed:
            raise CommandError(_("Non riusciti: {names}.").format(names=", ".join(failed)))

    def _named(self, name: str) -> schedules.Work:
        work = schedules.work_named(name)
        if work is None:
            raise CommandError(_("«{name}» non c'è.\n{works}").format(name=name, works=crontabs.listing()))
        return work

    def _does(self, work: schedules.Work, *, is_forced: bool) -> bool:
        """Do one; one that fails does not keep the next from being done."""
        try:
            running.run_here(work, is_forced=is_forced, now=timezone.now())
        except Exception as failure:  # noqa: BLE001 - told, written down, and the next is done
            self.stderr.write(f"✗ {work.name}: {type(failure).__name__}: {failure}")
            return False
        self.stdout.write(f"✓ {work.name}")
        return True
