"""Whether an ID token is the issuer's, for us, for this sign-in, and says enough (OpenID Connect Core 3.1.3.7).

allauth 65 reads the token of the code flow without checking its signature and asks no nonce: here both are asked.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

import jwt

# Never «none», never HS…: a secret that both know, or a public key taken for a secret, proves nothing.
ALGORITHMS = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), "RSA"),
    **dict.fromkeys(("ES256", "ES384", "ES512"), "EC"),
}
# How far the issuer's clock may be from ours.
LEEWAY_SECONDS = 60


class RefusedError(Exception):
    """The token proves nothing; the word says which check it failed."""


@dataclass(frozen=True)
class Expected:
    """What a token must say."""

    issuer: str
    client_id: str
    nonce: str
    levels: tuple[str, ...]


def verified_claims(
    token: str, keys: dict[str, Any], expected: Expected, access_token: str
) -> dict[str, Any]:
    """The claims of an ID token that passes every check. Raises RefusedError."""
    algorithm, key = _key_of(token, keys)
    required = ["iss", "sub", "aud", "exp", "iat", "nonce"]
    claims = _decoded(token, key, algorithm, expected, required)
    _check_authorized_party(claims, expected.client_id)
    if not hmac.compare_digest(str(claims["nonce"]).encode(), expected.nonce.encode()):
        raise RefusedError("nonce")
    if "at_hash" in claims and claims["at_hash"] != _half_hash(access_token, algorithm):
        raise RefusedError("at_hash")
    if claims.get("acr") not in expected.levels:
        raise RefusedError("acr")
    return claims


def signed_claims(token: str, keys: dict[str, Any], expected: Expected) -> dict[str, Any]:
    """The claims of a signed answer of the userinfo address, as SPID's rules foresee it. Raises RefusedError."""
    algorithm, key = _key_of(token, keys)
    return _decoded(token, key, algorithm, expected, ["iss", "sub", "aud"])


def _decoded(token: str, key: Any, algorithm: str, expected: Expected, required: list[str]) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            issuer=expected.issuer,
            audience=expected.client_id,
            leeway=LEEWAY_SECONDS,
            options={"require": required},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise RefusedError(type(error).__name__) from error
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise RefusedError("sub")
    return claims


def _key_of(token: str, keys: dict[str, Any]) -> tuple[str, Any]:
    """The algorithm that the token names and the issuer's key for it, both from those we accept."""
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise RefusedError("header") from error
    kind = ALGORITHMS.get(header.get("alg", ""))
    if kind is None:
        raise RefusedError("alg")
    usable = [key for key in keys.get("keys", []) if _serves(key, kind, header["alg"])]
    if "kid" in header:
        usable = [key for key in usable if key.get("kid") == header["kid"]]
    if len(usable) != 1:
        raise RefusedError("kid")
    try:
        return header["alg"], jwt.PyJWK(usable[0], header["alg"]).key
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise RefusedError("key") from error


def _serves(key: Any, kind: str, algorithm: str) -> bool:
    """Whether a key of the issuer's set is for signatures of this kind."""
    return (
        isinstance(key, dict)
        and key.get("kty") == kind
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
    )


def _check_authorized_party(claims: dict[str, Any], client_id: str) -> None:
    """A token for several must say that it was asked by us."""
    audience = claims["aud"]
    is_for_several = isinstance(audience, list) and len(audience) > 1
    if (is_for_several or "azp" in claims) and claims.get("azp") != client_id:
        raise RefusedError("azp")


def _half_hash(access_token: str, algorithm: str) -> str:
    digest = hashlib.new(f"sha{algorithm[2:]}", access_token.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
