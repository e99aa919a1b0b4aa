"""Sessions: how long they last, a new id at every proof of who one is, and ending them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction

from networking.database_faults import takes_nothing_in

from .second_factor import PROVES

if TYPE_CHECKING:
    from django.http import HttpRequest

    from networking.models import User

BEGAN, SEEN = "began_at", "seen_at"
# The moment of the last request is written at most this often.
WRITTEN_EVERY_SECONDS = 60


def is_over(request: HttpRequest, *, now: datetime) -> bool:
    """Whether a session of somebody who works here was idle too long, or has lasted its day."""
    began, seen = request.session.get(BEGAN), request.session.get(SEEN)
    if began is None or seen is None or not request.user.needs_second_factor:
        return False
    moment = now.timestamp()
    return (
        moment - seen > settings.STAFF_SESSION_IDLE.total_seconds()
        or moment - began > settings.STAFF_SESSION_LIFETIME.total_seconds()
    )


def note_passage(request: HttpRequest, *, now: datetime) -> None:
    """Write that this session is in use, for its limits and for its owner's page."""
    moment = now.timestamp()
    if moment - request.session.get(SEEN, 0) < WRITTEN_EVERY_SECONDS:
        return
    ours = UserSession.objects.filter(session_key=request.session.session_key)
    try:
        with transaction.atomic():
            ours.update(last_seen_at=now)
    except DatabaseError as failure:
        # A database that only reads still shows the page; the session's time is not prolonged.
        if not takes_nothing_in(failure):
            raise
        return
    request.session.setdefault(BEGAN, moment)
    request.session[SEEN] = moment


def renew_id(request: HttpRequest, **_signal: Any) -> None:
    """A new session id for who has just proved again who they are: an id seen before is worth nothing.

    Signing in renews it by itself.
    """
    if not request.user.is_authenticated:
        return
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def count_enrolment(request: HttpRequest, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    """Who has just added a second factor has shown it: they need not show it again in this session."""
    if request.user.is_authenticated and authenticator.type in PROVES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def end_all(user: User, *, but: str | None = None) -> int:
    """End the sessions of `user`, except the one whose key is `but`; how many."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()
    return len(keys)


def end_one(user: User, pk: int) -> bool:
    """End one session of `user`; whether there was one to end."""
    session = UserSession.objects.filter(user=user, pk=pk).first()
    if session is None:
        return False
    session.end()
    return True
