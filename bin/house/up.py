"""`make up`: from a checkout to a portal that answers; `make down`: everything it started, stopped."""

import hashlib
import json
import os
from collections.abc import Mapping
from gettext import gettext as _
from pathlib import Path

from house import environment, portal_processes, ports
from house.places import ADDRESS, DEMO_ACCOUNTS, ROOT, VAR, data_folder, remembered_data_folder
from house.postgres import Cluster, is_reachable
from house.redis import Redis
from house.steps import say, step
from house.system_packages import FOR_DATABASE, FOR_DOCUMENTS, FOR_PYTHON, FOR_QUEUE, Need, provide
from house.variables import DEVELOPMENT, needs_database, needs_redis, portal_variables

DATA_NOTE = VAR / "data-folder"
# Read by networking/settings/development.py.
ENV_NOTE = VAR / "env"


def install(needs: list[Need] | None = None) -> None:
    """System packages and the project's own, from their locks."""
    with step(_("Pacchetti di sistema")) as notes:
        added = provide(needs if needs is not None else needs_of_the_portal())
        notes.append(
            _("installati: {packages}").format(packages=" ".join(added)) if added else _("già presenti")
        )
    environment.prepare()


def needs_of_the_portal() -> list[Need]:
    """What `make up` asks of the machine: no server where an address is given."""
    needs = [FOR_PYTHON, *FOR_DOCUMENTS]
    needs += [FOR_DATABASE] if needs_database() else []
    needs += [FOR_QUEUE] if needs_redis() else []
    return needs


def up() -> int:
    """Everything, in order; can be run again at any time."""
    VAR.mkdir(exist_ok=True)
    install()
    env = start_servers()
    prepare_database(env)
    address = start_portal(env)
    greet(address)
    return 0


def start_servers() -> dict[str, str]:
    """Start the embedded servers that are wanted; return the portal's environment."""
    wants_database, wants_redis = needs_database(), needs_redis()
    folder = data_folder(reachable=is_reachable()) if wants_database or wants_redis else VAR
    cluster, redis = Cluster(folder / "postgres"), Redis(folder / "redis")
    if wants_database:
        with step(_("Database privato")) as notes:
            notes.append(start_cluster(cluster))
    if wants_redis:
        with step(_("Redis privato")):
            redis.start(os.environ)
    env = portal_variables(
        os.environ,
        settings=DEVELOPMENT,
        database=cluster.url("portal") if wants_database else "",
        migration_database=cluster.url("portal_owner") if wants_database else "",
        redis=redis.url,
    )
    note_addresses(env)
    return env


def note_addresses(env: Mapping[str, str]) -> None:
    """Write where the servers are, so that `manage.py` finds them from any shell; it holds passwords."""
    ENV_NOTE.touch(mode=0o600)
    names = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL")
    ENV_NOTE.write_text("".join(f"{name}={env[name]}\n" for name in names if env.get(name)))


def start_cluster(cluster: Cluster) -> str:
    """Make the cluster the first time, start it when it is still; say which."""
    if cluster.is_running() and cluster.exists():
        return _("già acceso")
    if cluster.exists():
        cluster.start()
        return _("acceso")
    # A cluster that was not made to the end holds nothing: it is made again.
    cluster.remove()
    cluster.create()
    return _("creato")


def prepare_database(env: Mapping[str, str]) -> None:
    """Migrations, the cache's table, and the demo's data when they or the code changed."""
    failure = _("Il database non si prepara: il motivo è qui sopra.")
    with step(_("Tabelle")):
        portal_processes.manage("migrate", "--no-input", env=env, log="migrate", failure=failure)
        portal_processes.manage("createcachetable", env=env, log="createcachetable", failure=failure)
    note, wanted = VAR / "demo-loaded", demo_digest(env["DATABASE_URL"])
    if DEMO_ACCOUNTS.exists() and note.exists() and note.read_text() == wanted:
        return
    with step(_("Dati dimostrativi")):
        portal_processes.manage(
            "demo", env=env, log="demo", failure=_("I dati dimostrativi non si caricano.")
        )
    note.write_text(wanted)


def demo_digest(database: str) -> str:
    """What the demo's data depend on: the database they are in, the code and the data files."""
    total = hashlib.sha256(database.encode())
    data_note = DATA_NOTE.stat().st_mtime_ns if DATA_NOTE.exists() else 0
    total.update(str(data_note).encode())
    for path in sorted(demo_sources()):
        total.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return total.hexdigest()


def demo_sources() -> list[Path]:
    """The files that may change what the demo loads."""
    apps = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name not in ("tests", "bin")]
    return [
        path
        for app in apps
        for path in app.rglob("*")
        if path.is_file() and path.suffix in {".py", ".csv", ".json", ".geojson", ".toml"}
    ]


def start_portal(env: Mapping[str, str]) -> str:
    """Start, or start again with today's code, the web server, the worker and the clock."""
    with step(_("Portale")) as notes:
        portal_processes.stop()
        wanted = wanted_port()
        port = ports.choose_port(wanted)
        if port != wanted:
            notes.append(_("la porta {taken} è occupata, uso la {port}").format(taken=wanted, port=port))
        address = f"http://{ports.LOOPBACK}:{port}"
        portal_processes.start({**env, "BIND": f"{ports.LOOPBACK}:{port}", "PORTAL_ADDRESS": address})
        portal_processes.wait_until_it_answers(address)
        ADDRESS.write_text(f"{address}\n")
    return address


def wanted_port() -> int:
    """PORT when given, else the port of the last time, else the usual one."""
    if given := os.environ.get("PORT", "").strip():
        return int(given)
    last = ADDRESS.read_text().strip().rpartition(":")[2] if ADDRESS.exists() else ""
    return int(last) if last.isdigit() else ports.PREFERRED_PORT


def greet(address: str) -> None:
    """Print where the portal is and who may sign in."""
    say()
    say(_("Il portale risponde: {address}").format(address=address))
    accounts = json.loads(DEMO_ACCOUNTS.read_text()) if DEMO_ACCOUNTS.exists() else []
    if accounts:
        say()
        say(_("Per entrare ({address}/accedi/):").format(address=address))
        for line in table(accounts):
            say(f"  {line}")
        # A browser binds a passkey to a name, not to a number.
        say(_("Per provare le passkey: {address}").format(address=address.replace("127.0.0.1", "localhost")))
    say()
    say(_("Per spegnerlo: make down"))


def table(accounts: list[dict[str, str]]) -> list[str]:
    """The demo's log-ins in aligned columns."""
    rows = [(_("ruolo"), _("e-mail"), _("password"))]
    rows += [(account["role"], account["email"], account["password"]) for account in accounts]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def down() -> int:
    """Stop what `make up` started, and nothing else."""
    with step(_("Portale")) as notes:
        stopped = portal_processes.stop()
        notes.append(_("spento") if stopped else _("era già spento"))
    folder = remembered_data_folder(DATA_NOTE)
    if folder is None:
        return 0
    with step(_("Redis privato")) as notes:
        notes.append(_("spento") if Redis(folder / "redis").stop() else _("era già spento"))
    with step(_("Database privato")) as notes:
        notes.append(_("spento") if Cluster(folder / "postgres").stop() else _("era già spento"))
    return 0
