"""Telling everybody of a place: written by staff, sent as notices, followed when it moves or is called off."""

from .publishing import OverError, call_off, change, publish
from .recipients import Audience, audience_of

__all__ = ["Audience", "OverError", "audience_of", "call_off", "change", "publish"]
