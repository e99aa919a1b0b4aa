"""One event is one line of the log, whatever it quotes."""

import json
import logging
import os
import re
import subprocess
import sys

import pytest

from networking import security_log
from networking.log_format import LineFormatter

FORGED = "2026-11-25T09:00:00.000Z INFO networking.security {}"
LINE_START = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ \S+ ")


def line_of(message, **options):
    record = logging.getLogger("prova").makeRecord(
        "prova", logging.INFO, __file__, 1, message, options.get("args", ()), options.get("error")
    )
    return LineFormatter().format(record)


@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1b[2K", "\x85", "\u2028", "\u2029", "\0"]
)
def test_asvs_16_4_1_no_line_end_gets_into_the_log(end):
    line = line_of("name: %s", args=(f"Lucia{end}{FORGED}",))

    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert "Lucia" in line


def test_asvs_16_4_1_a_forged_line_inside_an_error_stays_inside_it():
    try:
        raise ValueError(f"nome sbagliato\n{FORGED}")
    except ValueError:
        lines = line_of("it broke", error=sys.exc_info()).split("\n")

    assert [LINE_START.match(line) is not None for line in lines] == [True] + [False] * (len(lines) - 1)
    assert any(FORGED in line for line in lines)
    assert all(line.startswith("    | ") for line in lines[1:])


def test_asvs_16_2_2_every_line_says_when_in_utc():
    code = "import django, logging; django.setup(); logging.getLogger('prova').warning('una\\ndue')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "networking.settings.test", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert re.fullmatch(LINE_START.pattern + r"una\\ndue\n", done.stderr)
    from datetime import UTC, datetime, timedelta

    said = datetime.fromisoformat(done.stderr.split()[0])
    assert abs(datetime.now(UTC) - said) < timedelta(minutes=1)


def test_a_security_event_is_json_for_whoever_collects_it(caplog):
    with caplog.at_level(logging.INFO, "networking.security"):
        security_log.record("upload", outcome=security_log.REFUSED, reason="infec\nted")

    (record,) = caplog.records
    told = json.loads(record.getMessage())
    assert (told["event"], told["outcome"], told["user"]) == ("upload", "refused", None)
    assert told["at"].endswith("Z")
    assert record.levelname == "WARNING"
    assert "\n" not in record.getMessage()


def test_the_worker_writes_its_log_as_everybody_does():
    code = (
        "import django; django.setup()\n"
        "from networking.celery import app\n"
        "app.log.setup(loglevel='INFO')\n"
        "import logging; logging.getLogger('celery.task').warning('una\\ndue')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "networking.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert LINE_START.match(done.stderr)
    assert "una\\ndue" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_asvs_16_2_2_what_the_database_quotes_of_a_row_is_not_written():
    detail = "DETAIL:  Failing row contains (Maria, Rossi,\n\n1980-01-01, maria@example.org)."
    try:
        try:
            raise ValueError(f'null value in column "zone"\n{detail}\nCONTEXT:  a trigger')
        except ValueError as error:
            raise TypeError(f"null value\n{detail}") from error
    except TypeError:
        line = line_of("it broke", error=sys.exc_info())

    assert "Maria" not in line
    assert "1980" not in line
    assert 'null value in column "zone"' in line
    assert "CONTEXT:  a trigger" in line
    assert "TypeError: null value" in line
