"""PostgreSQL's programs: when one fails, what it said is what people read."""

import subprocess

import pytest

from networking.safekeeping import programs
from networking.safekeeping.refusals import SafekeepingError


def shell(words):
    return ["/bin/sh", "-c", words]


def test_a_program_that_fails_says_why():
    with (
        pytest.raises(SafekeepingError, match="sh non è riuscito: niente spazio"),
        programs.running(shell("echo niente spazio >&2; exit 3"), {}),
    ):
        pass


def test_one_that_stops_listening_says_why_too():
    with (
        pytest.raises(SafekeepingError, match="sh non è riuscito: già pieno"),
        programs.running(shell("echo già pieno >&2; exit 1"), {}, stdin=subprocess.PIPE) as process,
    ):
        process.stdin.write(bytes(2**26))


def test_one_is_stopped_when_whoever_speaks_with_it_stumbles():
    with pytest.raises(ZeroDivisionError), programs.running(["/bin/sleep", "60"], {}) as process:
        raise ZeroDivisionError

    assert process.returncode == -9
