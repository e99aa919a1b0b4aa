"""How the issuer is asked: in little time, for little, and never elsewhere than where it was asked."""

from __future__ import annotations

import time
from typing import Any

import requests

CONNECT_SECONDS = 2
# Between one byte and the next, and for the whole answer: whoever drips a byte a second must not hold us.
READ_SECONDS = 3
WHOLE_SECONDS = 5
LARGEST_ANSWER = 512 * 1024
PIECE = 16 * 1024


class ShortSession(requests.Session):
    """A session of `requests` that gives up soon and follows nobody elsewhere."""

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Ask, and read the whole answer within the limits. Raises requests.RequestException."""
        kwargs |= {"timeout": (CONNECT_SECONDS, READ_SECONDS), "allow_redirects": False, "stream": True}
        deadline = time.monotonic() + WHOLE_SECONDS
        response = super().request(method, url, *args, **kwargs)
        try:
            body = bytearray()
            for piece in response.iter_content(PIECE):
                body += piece
                if len(body) > LARGEST_ANSWER or time.monotonic() > deadline:
                    raise requests.exceptions.ReadTimeout("The issuer's answer is too long or too slow.")
        finally:
            response.close()
        # What `requests` itself does where the answer is not streamed.
        response._content = bytes(body)
        return response
