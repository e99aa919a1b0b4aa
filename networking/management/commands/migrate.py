"""`manage.py migrate`: Django's, which does not make the portal wait while it waits for a table."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

PAUSE = 1.0


class Command(migrate.Command):
    """Where somebody is using the table for long, let the others pass and try again."""

    def handle(self, *args: Any, **options: Any) -> None:
        for attempt in range(1, settings.MIGRATION_ATTEMPTS + 1):
            try:
                super().handle(*args, **options)
            except OperationalError as problem:
                if not isinstance(problem.__cause__, LockNotAvailable):
                    raise
                self.stderr.write(
                    f"Una tabella è occupata: riprovo ({attempt}/{settings.MIGRATION_ATTEMPTS})."
                )
                connections[options["database"]].close()
                time.sleep(PAUSE)
            else:
                return
        raise CommandError(
            "Una tabella è rimasta occupata: le migrazioni mancanti non sono state applicate e il portale "
            "continua com'era. Riprova in un'ora più tranquilla."
        )
