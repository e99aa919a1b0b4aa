"""A passkey that is not there: Chromium's own virtual authenticator, and an app for codes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

if TYPE_CHECKING:
    from playwright.sync_api import Page

PERIOD = 30
# In seconds: what a browser takes to type a code and send it.
TYPING = 6


def give_passkeys(page: Page) -> None:
    """The device has a fingerprint reader, which always says yes."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def code_of(secret: str, *, periods_ago: int = 0) -> str:
    """What the app shows now, or showed some periods ago."""
    # Near its end the code of the period before would be too old by the time it is typed.
    if time.time() % PERIOD > PERIOD - TYPING:
        time.sleep(TYPING)
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD - periods_ago))
