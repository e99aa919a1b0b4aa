"""The web server under `make up` and in the container."""

import runpy
from pathlib import Path
from urllib.parse import urlencode

SETTINGS = Path(__file__).parents[2] / "deploy" / "gunicorn.conf.py"


def test_the_longest_question_with_every_character_dear_fits_in_an_address():
    question = {"q": "😀" * 400, "comune": "santanatolia-di-narco", "categoria": "ufficio-della-cittadinanza"}

    line = f"GET /servizi/?{urlencode(question)} HTTP/1.1"

    assert len(line) < runpy.run_path(str(SETTINGS))["limit_request_line"]
