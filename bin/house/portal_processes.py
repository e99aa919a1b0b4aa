"""The portal's own processes: the web server, the worker and the clock."""

import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from gettext import gettext as _
from http import HTTPStatus

from house.places import ROOT, venv_program
from house.processes import Service
from house.steps import Refused, run, show_tail

PATIENCE = 40
WEB, WORKER, BEAT = Service("web"), Service("worker"), Service("beat")
# In the order in which they are stopped: first who gives work, then who does it.
ALL = (WEB, BEAT, WORKER)
# The same in docker-compose.yml: deploy/check_compose.py compares them.
COMMANDS = {
    "web": ("gunicorn", "--config", "deploy/gunicorn.conf.py", "networking.wsgi"),
    "worker": ("celery", "--app", "networking", "worker", "--concurrency", "3", "--loglevel", "INFO"),
    "beat": ("celery", "--app", "networking", "beat", "--pidfile=", "--loglevel", "INFO"),
}


def manage(*arguments: str, env: Mapping[str, str], log: str, failure: str) -> None:
    """Run a management command of the portal. Raises Refused with `failure`."""
    run([venv_program("python"), ROOT / "manage.py", *arguments], log=log, env=env, cwd=ROOT, failure=failure)


def start(env: Mapping[str, str]) -> None:
    """Start the three processes; `env` says where the web server listens (BIND)."""
    for service in ALL:
        program, *arguments = COMMANDS[service.name]
        service.start([venv_program(program), *arguments], env)


def stop() -> list[str]:
    """Stop those that run; return their names."""
    running = [service for service in ALL if service.pid() is not None]
    for service in running:
        service.ask_to_end()
    for service in ALL:
        service.stop()
    return [service.name for service in running]


def wait_until_it_answers(address: str) -> None:
    """Wait for the portal's 200. Raises Refused when a process dies or the wait is too long."""
    deadline = time.monotonic() + PATIENCE
    while not answers(f"{address}/salute/"):
        if WEB.pid() is None or time.monotonic() > deadline:
            show_tail(WEB.log_file)
            raise Refused(
                _("Il portale non risponde: il motivo è in {log}.").format(log=WEB.log_file.relative_to(ROOT))
            )
        time.sleep(0.1)
    for service in (WORKER, BEAT):
        if service.pid() is None:
            show_tail(service.log_file)
            raise Refused(_("Un processo del portale si è fermato: {name}.").format(name=service.name))


def answers(url: str) -> bool:
    """Whether `url` answers 200."""
    # The loopback address is never behind a proxy, whatever the environment says.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False
