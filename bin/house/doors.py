"""The commands of `bin/portal`."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from gettext import gettext as _

from house import environment, sbom, testing, up
from house.steps import Refused, say


def install(_arguments: Sequence[str]) -> int:
    """Only the packages, of the system and of the project."""
    up.install()
    return 0


def lock(_arguments: Sequence[str]) -> int:
    """Write the Python locks again."""
    environment.lock()
    return 0


COMMANDS: dict[str, tuple[Callable[[Sequence[str]], int], str]] = {
    "up": (lambda _arguments: up.up(), _("accende il portale, da un computer appena installato")),
    "down": (lambda _arguments: up.down(), _("spegne tutto quello che up ha acceso")),
    "test": (testing.test, _("le verifiche e tutti i test; quello che segue va a pytest")),
    "check": (testing.check, _("le verifiche che non eseguono il portale")),
    "bench": (testing.bench, _("le misure di velocità")),
    "faults": (testing.faults, _("i guasti, per il tempo che dicono i requisiti")),
    "sbom": (lambda _arguments: sbom.sbom(), _("l'elenco di ciò di cui è fatto il portale (CycloneDX)")),
    "install": (install, _("solo i pacchetti")),
    "lock": (lock, _("riscrive i file lock da pyproject.toml")),
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    command, *rest = arguments or ["help"]
    if command not in COMMANDS:
        say(_("Uso: bin/portal COMANDO"))
        for name, (_door, what) in COMMANDS.items():
            say(f"  {name:8} {what}")
        return 0 if command in ("help", "--help", "-h") else 2
    # Being asked to end goes through every `finally`: nothing we started stays behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    door, _what = COMMANDS[command]
    try:
        return door(rest)
    except Refused as refused:
        print(refused, file=sys.stderr, flush=True)
        return 1
    except BrokenPipeError:
        # Whoever was reading has gone; Python must not try to write its last words.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print(_("Interrotto."), file=sys.stderr, flush=True)
        return 130
