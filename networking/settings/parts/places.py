"""Where things are, and what the environment says."""

import base64
import hashlib
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = BASE_DIR / "var"
env = environ.Env()


def field_keys_from(secret: str) -> str:
    """A key ring for machines that hold no real data: one key, drawn from another secret of theirs."""
    key = hashlib.sha256(b"field:" + secret.encode()).digest()
    return f"prova:{base64.b64encode(key).decode()}"
