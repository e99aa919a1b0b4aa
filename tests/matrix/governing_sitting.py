"""A sitting that goes on, with a guardian of the zone in it who has given a proxy and has a vote: what the matrix asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import timezone

from governance.models import BallotRight, Presence, Proxy, Summons
from governance.voting import balloting
from networking.models import StoredFile
from tests import governing
from tests.matrix.arguments import named
from tests.matrix.governing_meetings import secretary, sits_here
from tests.matrix.knowing import family_here

if TYPE_CHECKING:
    from networking.models import Person

OF_SITTING = (
    "sitting",
    "sitting_begin",
    "sitting_end",
    "sitting_enter",
    "sitting_recuse",
    "proxies",
    "ballot_open",
)
OWN_PROXY = ("own_proxy", "own_proxy_take_back")
OF_BALLOTS = ("ballot_close", "ballot_annul")


def _names(pages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"governance:{each}" for each in pages)


ARGUMENTS = {
    **dict.fromkeys(_names((*OF_SITTING, "voting")), named(pk="going_on.pk")),
    **dict.fromkeys(_names(OF_BALLOTS), named(pk="ballot.pk")),
    **dict.fromkeys(_names(("vote", "vote_by_hand")), named(pk="right.pk")),
    **dict.fromkeys(_names(("proxy_withdraw", "proxy_document")), named(pk="delegated.pk")),
    **dict.fromkeys(_names(OWN_PROXY), named(pk="may_delegate.pk")),
    "governance:sitting_leave": named(pk="inside.pk"),
}
KNOWS = {
    **dict.fromkeys(
        _names((*OF_SITTING, *OF_BALLOTS, "vote_by_hand", "proxy_withdraw", "sitting_leave")), secretary
    ),
    **dict.fromkeys(_names(("voting", "proxy_document")), sits_here),
    # A vote is of who casts it.
    "governance:vote": family_here,
    # And so is a proxy.
    **dict.fromkeys(_names(OWN_PROXY), family_here),
}


def rows(guardian: Person) -> dict[str, Any]:
    """Rows by name; `guardian` sits in the body, gave a proxy once, then came, and has a vote."""
    body = governing.body(name="Cabina che vota")
    governing.rule(body, most_proxies=3, most_proxies_when_large=3)
    governing.mandate(body, guardian)
    other = governing.mandate(body).person
    meeting = governing.meeting(body, state="open")
    proxy = Proxy.objects.create(
        meeting=meeting,
        grantor=guardian,
        grantor_name=guardian.full_name,
        holder=other,
        holder_name=other.full_name,
        document=StoredFile.objects.create(name="delega.pdf", file=ContentFile(b"x", name="delega.pdf")),
        given_at=timezone.now(),
    )
    presences = [
        Presence.objects.create(meeting=meeting, person=each, name=each.full_name, from_at=meeting.opened_at)
        for each in (guardian, other)
    ]
    item = governing.agenda_of(meeting).select_related("meeting").get()
    ballot = balloting.open_ballot(item, question="Si approva?", now=meeting.opened_at)
    right = BallotRight.objects.for_everyone(reason="prova").get(ballot=ballot, person=guardian)
    to_come = governing.meeting(body)
    summons = Summons.objects.create(
        meeting=to_come, person=guardian, name=guardian.full_name, summoned_at=timezone.now()
    )
    return {
        "may_delegate": summons,
        "going_on": meeting,
        "inside": presences[0],
        "delegated": proxy,
        "ballot": ballot,
        "right": right,
    }
