"""The web server's settings, the same under `make up` and in the container."""

import os
import tempfile
from pathlib import Path

bind = os.environ.get("BIND", "0.0.0.0:8000")
# Threads answer refusals faster than one-request workers, and a slow client holds only one of them.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 30
graceful_timeout = 20
keepalive = 5
# A worker is replaced from time to time; not all at the same moment.
max_requests = 5000
max_requests_jitter = 500
# Only the proxy speaks to us; Django reads the headers it overwrites.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
# Four hundred emoji, written as addresses write them, and all the filters with them.
limit_request_line = 8190
limit_request_fields = 60
# The heartbeat file must never wait for a disk.
memory = Path("/dev/shm")  # noqa: S108 - it is the kernel's, and only names a folder
worker_tmp_dir = str(memory) if memory.is_dir() else tempfile.gettempdir()
proc_name = "net-working"
accesslog = None
errorlog = "-"
capture_output = True
control_socket_disable = True
