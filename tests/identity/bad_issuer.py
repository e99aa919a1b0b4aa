"""An issuer of OpenID Connect that behaves, unless a test asks it to lie in one way."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT_ID, SECRET = "portale", "segreto del portale/+:%"
LEVEL_1, LEVEL_2 = "https://www.spid.gov.it/SpidL1", "https://www.spid.gov.it/SpidL2"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PERSON = {
    "sub": "8e1b",
    "given_name": "MARIA",
    "family_name": "ROSSI",
    "birthdate": "1980-03-12",
    "fiscal_number": "TINIT-RSSMRA80C52F935E",
    "email": "maria@example.org",
    "email_verified": True,
}


class BadIssuer:
    """What it says of whom, and how it lies; `asked` is what the portal sent to each of its addresses."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.person: dict[str, Any] = dict(PERSON)
        self.token_changes: dict[str, Any] = {}
        self.description_changes: dict[str, Any] = {}
        self.userinfo_changes: dict[str, Any] = {}
        self.sign = self.sign_well
        self.pause = 0.0
        # Where it slows down to a byte every tenth of a second: «headers», «body», or nowhere.
        self.drips = ""
        self.status = 200
        self.asked: dict[str, dict[str, str]] = {}
        self.codes: dict[str, dict[str, str]] = {}

    def description(self) -> dict[str, Any]:
        """Where everything is."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/auth",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/me",
            "jwks_uri": f"{self.url}/jwks",
            **self.description_changes,
        }

    def back(self, location: str, **changes: str | None) -> str:
        """The address to which a person whom the portal sent to `location` is sent back, as a path."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = self.asked["auth"] = asked
        query = {"code": code, "state": asked["state"], "iss": self.url, **changes}
        query = {name: value for name, value in query.items() if value is not None}
        return f"{urlsplit(asked['redirect_uri']).path}?{urlencode(query)}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Exchange a code, once, for whoever shows the secret and the PKCE verifier."""
        self.asked["token"] = {**form, "authorization": authorization}
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        if asked is None or asked["code_challenge"] != challenge.rstrip(b"=").decode():
            return 400, {"error": "invalid_grant"}
        claims = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "sub": self.person["sub"],
            "nonce": asked["nonce"],
            "acr": LEVEL_2,
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            **self.token_changes,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        return 200, {"access_token": "per-chiedere", "token_type": "Bearer", "id_token": self.sign(claims)}

    def sign_well(self, claims: dict[str, Any], **header: Any) -> str:
        """Signed with the published key."""
        return jwt.encode(claims, KEY, "RS256", headers={"kid": "k1", **header})

    def sign_with_anothers_key(self, claims: dict[str, Any]) -> str:
        """Signed with a key that is not published, under the name of one that is."""
        return jwt.encode(claims, ANOTHERS_KEY, "RS256", headers={"kid": "k1"})

    def sign_with_an_unknown_key(self, claims: dict[str, Any]) -> str:
        """Signed with a key that nobody has published."""
        return jwt.encode(claims, ANOTHERS_KEY, "RS256", headers={"kid": "k2"})

    def sign_not_at_all(self, claims: dict[str, Any]) -> str:
        """«alg»: «none»."""
        return jwt.encode(claims, None, "none", headers={"kid": "k1"})

    def sign_with_the_public_key_as_a_secret(self, claims: dict[str, Any]) -> str:
        """HS256 with what everybody knows; by hand, because the library refuses to."""
        return _hs256(claims, KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

    def sign_with_the_client_secret(self, claims: dict[str, Any]) -> str:
        """HS256 with the secret of the portal."""
        return _hs256(claims, SECRET.encode())

    def jwks(self) -> dict[str, Any]:
        """The published key."""
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**key, "kid": "k1", "use": "sig", "alg": "RS256"}]}


def _hs256(claims: dict[str, Any], secret: bytes) -> str:
    def packed(part: Any) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")

    signed = packed({"alg": "HS256", "typ": "JWT", "kid": "k1"}) + b"." + packed(claims)
    mark = base64.urlsafe_b64encode(hmac.digest(secret, signed, "sha256")).rstrip(b"=")
    return (signed + b"." + mark).decode()


class _Handler(BaseHTTPRequestHandler):
    issuer: BadIssuer

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        answers = {
            "/.well-known/openid-configuration": self.issuer.description,
            "/jwks": self.issuer.jwks,
            "/me": lambda: {**self.issuer.person, **self.issuer.userinfo_changes},
        }
        self._answer(self.issuer.status, answers[path]())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(*self.issuer.token(form, self.headers.get("Authorization", "")))

    def _answer(self, status: int, answer: dict[str, Any]) -> None:
        time.sleep(self.issuer.pause)
        if self.issuer.drips:
            self._drip()
        # Whoever asked may have given up.
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
        if self.issuer.drips == "body":
            self.wfile.write(b"no\r\nContent-Type: application/json\r\n\r\n{")
        ends = time.monotonic() + 10
        with suppress(OSError):
            while time.monotonic() < ends:
                self.wfile.write(b" ")
                time.sleep(0.1)

    def log_message(self, *_words: Any) -> None:
        pass


@contextmanager
def running() -> Iterator[BadIssuer]:
    """An issuer that answers as long as this block lasts."""
    handler = type("Handler", (_Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        handler.issuer = BadIssuer(server.server_port)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield handler.issuer
        server.shutdown()
