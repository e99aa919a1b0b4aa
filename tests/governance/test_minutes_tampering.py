"""Whoever goes behind the guards of the minutes is seen: a text, a line, a line gone, a file."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from governance.minutes import transcribing
from tests import governing, minuted
from tests.database import as_owner

GUARDS = {"governance_minutes": ("keep_minutes",), "governance_bookentry": ("book_stays",)}
TAMPERING = {
    "the words": ("UPDATE governance_minutes SET content = '{}' WHERE id = %s", 2),
    "words and fingerprint": (
        "UPDATE governance_minutes SET content = '{}', fingerprint = encode(sha256('{}'), 'hex') WHERE id = %s",
        2,
    ),
    "the digest of the PDF": ("UPDATE governance_minutes SET whole_digest = '\\x00' WHERE id = %s", 2),
    "a day": ("UPDATE governance_bookentry SET written_at = '2001-01-01' WHERE minutes_id = %s", 2),
    "a line gone": ("DELETE FROM governance_bookentry WHERE minutes_id = %s", 3),
}


def written(many=3):
    body = governing.body()
    return body, [
        minuted.minutes(
            minuted.held(body=body, first_call_at=governing.FIRST_CALL + timedelta(days=day)),
            state="transcribed",
        )
        for day in range(many)
    ]


def behind_the_guards(statement, *values):
    for table, names in GUARDS.items():
        for name in names:
            as_owner(f"ALTER TABLE {table} DISABLE TRIGGER {name}", [])
    try:
        as_owner(statement, [*values])
    finally:
        for table, names in GUARDS.items():
            for name in names:
                as_owner(f"ALTER TABLE {table} ENABLE TRIGGER {name}", [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("statement", "broken"), TAMPERING.values(), ids=TAMPERING)
def test_whoever_goes_round_the_triggers_is_seen(statement, broken):
    body, minutes = written()

    behind_the_guards(statement, minutes[1].pk)

    assert transcribing.check(body).broken == broken
    with pytest.raises(CommandError, match="toccati"):
        call_command("verify_minutes")


@pytest.mark.django_db(transaction=True)
def test_the_last_line_gone_is_seen_by_its_minutes(capsys):
    _body, minutes = written()

    behind_the_guards("DELETE FROM governance_bookentry WHERE minutes_id = %s", minutes[-1].pk)

    with pytest.raises(CommandError, match="toccati"):
        call_command("verify_minutes")
    assert "non è più nel libro" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("which", ["whole", "extract", "signed"])
def test_one_byte_of_any_file_is_seen(which, capsys):
    _body, (minutes,) = written(1)
    path = Path(getattr(minutes, which).file.path)
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.write_bytes(content)

    with pytest.raises(CommandError, match="toccati"):
        call_command("verify_minutes")
    assert "qualcuno l'ha toccato" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_says_that_all_is_whole(capsys):
    written()

    call_command("verify_minutes")

    assert "righe 3, intatto" in capsys.readouterr().out
