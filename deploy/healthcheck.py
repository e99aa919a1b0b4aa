"""Asked by the container's engine: is this process doing its work? `healthcheck.py web|beat`."""

import http.client
import os
import sys
from http import HTTPStatus


def web() -> bool:
    """The web server answers 200 under the portal's own name."""
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    connection.request("GET", "/salute/", headers=headers)
    return connection.getresponse().status == HTTPStatus.OK


def beat() -> bool:
    """The clock is going: twice a minute it writes so in the database."""
    import psycopg

    question = "SELECT beat_at > now() - interval '3 minutes' FROM networking_heartbeat WHERE name = 'orari'"
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=4) as connection:
        row = connection.execute(question).fetchone()
    return bool(row and row[0])


QUESTIONS = {"web": web, "beat": beat}

if __name__ == "__main__":
    try:
        is_well = QUESTIONS[sys.argv[1]]()
    except Exception as problem:  # noqa: BLE001 - any problem is an answer: not well
        sys.exit(f"{type(problem).__name__}: {problem}")
    sys.exit(0 if is_well else 1)
