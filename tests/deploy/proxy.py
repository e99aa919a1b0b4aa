"""Debian's nginx with the portal's own configuration, before an upstream that tells what it received."""

import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.certificates import self_signed

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = ROOT / "deploy/nginx/templates/portal.conf.template"
PAGES = ROOT / "deploy/nginx/pages"
SERVER_NAME = "portale.example.org"
FRAME = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{}}
http {{
    include /etc/nginx/mime.types;
    # As in the container, whose own log would write whole addresses.
    access_log {folder}/whole.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/portal.conf;
}}
"""


def program() -> str | None:
    """The machine's nginx."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    """A port of the loopback address that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def render(template: str, values: dict[str, str]) -> str:
    """Put the values in, as the container's envsubst does: only the names that are given.

    Raises KeyError for a name in capitals that nobody gave.
    """
    return re.sub(r"\$\{([A-Z_]+)\}", lambda name: values[name[1]], template)


class Upstream(http.server.ThreadingHTTPServer):
    """A portal that answers any method with what it received."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Echo)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where nginx finds it."""
        return f"127.0.0.1:{self.server_port}"


class _Echo(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.dumps({"method": self.command, "headers": dict(self.headers)}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Security-Policy", "default-src 'none'")
        if self.path == "/documento/":
            self.send_header("X-Accel-Redirect", "/riservato/certificato.txt")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_TRACE = _answer  # noqa: N815

    def log_message(self, *args: object) -> None:
        """The test's output is for its results."""


class Proxy:
    """nginx on two free ports, in a folder of its own."""

    def __init__(self, folder: Path, upstream: str) -> None:
        self.folder = folder
        self.log = folder / "stdout.log"
        self.http_port, self.https_port = free_port(), free_port()
        for name in ("tls", "public/static", "media"):
            (folder / name).mkdir(parents=True)
        # As the owner's would lie in TLS_FOLDER.
        certificate = self_signed(folder / "tls/fullchain.pem", SERVER_NAME)
        shutil.copy(certificate, folder / "tls/privkey.pem")
        values = {
            "SERVER_NAME": SERVER_NAME,
            "UPSTREAM": upstream,
            "HTTP_PORT": f"127.0.0.1:{self.http_port}",
            "HTTPS_PORT": f"127.0.0.1:{self.https_port}",
            "TLS_FOLDER": f"{folder}/tls",
            "PUBLIC_FOLDER": f"{folder}/public",
            "MEDIA_FOLDER": f"{folder}/media",
            "PAGES_FOLDER": str(PAGES),
        }
        (folder / "portal.conf").write_text(render(TEMPLATE.read_text(), values))
        # The folders of a test belong to who runs it, and so must nginx's workers.
        user = "user root;" if os.geteuid() == 0 else ""
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(FRAME.format(folder=folder, user=user))

    def command(self, *arguments: str) -> list[str]:
        """How nginx is called on this configuration."""
        return [str(program()), "-p", str(self.folder), "-c", str(self.configuration), *arguments]

    def complaints(self) -> str:
        """What nginx says of the configuration when it does not accept it, else nothing."""
        answer = subprocess.run(self.command("-t", "-q"), capture_output=True, text=True, check=False)
        return "" if answer.returncode == 0 else answer.stderr

    def start(self) -> None:
        """Start it and wait until it listens."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, stdout=log)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", self.https_port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError((self.folder / "error.log").read_text())

    def stop(self) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait(timeout=10)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        sys.exit(Proxy(Path(place), "127.0.0.1:1").complaints() or 0)
