"""How fast a burst of reminders leaves, beside bare loops that feed the same sink over one connection."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from smtplib import SMTP
from typing import TYPE_CHECKING

from django.core.mail import get_connection
from django.db import connection
from django.utils import timezone

from networking.models import Notice, Person, User
from networking.notices import tell_that_roles_end
from networking.outbox import composing
from networking.outbox.channels import mail
from tests import crowd, database, smtp_sink

if TYPE_CHECKING:
    from collections.abc import Callable

    from networking.outbox.channels.mail import SameMail
    from tests.smtp_sink import Sink, Taken

REASON = "misure"
# Whatever goes wrong, the measure ends.
LIMIT = 1800


def print_all(total: int) -> None:
    """A burst of `total` reminders with text and HTML, by everybody in turn."""
    load = os.getloadavg()[0]
    _say(f"avvisi: raffica di {total}, testo e HTML, a un server di posta di prova (carico {load:.1f})")
    crowd.roles_that_end(total)
    messages = _ready_messages(total)
    raw = [(each.to[0], each.message().as_bytes(linesep="\r\n")) for each in messages]
    bare = _rate_of(lambda sink: _give_bytes(sink, raw), total)
    _say(f"  ciclo nudo, byte già pronti, una connessione: {bare:.0f} al secondo")
    loop = _rate_of(lambda sink: _give_messages(sink, messages), total)
    _say(f"  ciclo nudo di Django, messaggi già scritti, una connessione: {loop:.0f} al secondo")
    for processes in (1, 2):
        _tell()
        rate = _rate_of(lambda sink, processes=processes: _drain(sink, processes), total)
        _say(
            f"  portale, processi che spediscono: {processes}: {rate:.0f} al secondo,"
            f" {rate / loop:.2f} del ciclo di Django, {rate / bare:.2f} dei byte pronti"
        )
    _forget()


def _ready_messages(total: int) -> list[SameMail]:
    """The same mails that the portal will send, with all their words."""
    _tell()
    now = timezone.now()
    notices = list(Notice.objects.for_everyone(reason=REASON)[:total])
    composing.prepare(notices, now=now)
    return [mail.as_mail(notice) for notice in notices]


def _give_bytes(sink: Sink, messages: list[tuple[str, bytes]]) -> None:
    with SMTP(sink.host, sink.port) as line:
        for to, message in messages:
            line.sendmail("portale@networking.invalid", [to], message)


def _give_messages(sink: Sink, messages: list[SameMail]) -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    get_connection(backend, host=sink.host, port=sink.port).send_messages(messages)


def _drain(sink: Sink, processes: int) -> None:
    """The portal's own senders, as processes of their own."""
    environment = os.environ | {
        "DATABASE_URL": database.url_of(connection.settings_dict["NAME"], role="portal"),
        "EMAIL_URL": sink.url,
        "DJANGO_SETTINGS_MODULE": "tests.performance.settings",
    }
    command = [sys.executable, "manage.py", "drain_outbox"]
    with ExitStack() as senders:
        running = [
            senders.enter_context(
                subprocess.Popen(command, cwd=database.ROOT, env=environment, stdout=subprocess.DEVNULL)
            )
            for _each in range(processes)
        ]
        for each in running:
            each.wait(LIMIT)


def _rate_of(feed: Callable[[Sink], None], total: int) -> float:
    """Messages a second, from the first that arrives to the last: no process is blamed for its start."""
    with tempfile.TemporaryDirectory() as folder, smtp_sink.running(Path(folder) / "taken") as sink:
        feed(sink)
        taken = sink.taken
    ids = {each.message_id for each in taken}
    if len(ids) != total or len(taken) != total:
        raise RuntimeError(f"{len(taken)} messages, {len(ids)} different, for {total} reminders")
    return (len(taken) - 1) / _seconds(taken)


def _seconds(taken: list[Taken]) -> float:
    return taken[-1].at - taken[0].at


def _tell() -> None:
    Notice.objects.for_everyone(reason=REASON).delete()
    tell_that_roles_end(now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE networking_notice")


def _forget() -> None:
    Notice.objects.for_everyone(reason=REASON).delete()
    Person.objects.for_everyone(reason=REASON).filter(account__email__startswith="folla").delete()
    User.objects.filter(email__startswith="folla").delete()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
