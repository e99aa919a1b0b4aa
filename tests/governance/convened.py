"""A meeting as who convenes it makes it, through the acts, for the tests of what comes of it."""

from datetime import timedelta

from django.utils import timezone

from governance.agenda_trees import in_order
from governance.convening import drafting
from governance.convening.convening import convene
from governance.models import Meeting, Summons
from tests import factories

# Notices leave by the clock of the wall: what is sent now is of a meeting to come.
SENT = timezone.now()
FIRST_CALL = timezone.localtime(SENT).replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=10)
WHEN = {"title": "Seduta", "first_call_at": FIRST_CALL, "mode": "in_person", "place": "Norcia"}


def drafted(body, **wanted):
    meeting = drafting.draft(body, wanted={**WHEN, **wanted})
    drafting.add_item(meeting, wanted={"title": "Il piano dell'anno"})
    return meeting


def convened(body, secretary, *, now=SENT, because="", **wanted):
    meeting = drafted(body, **wanted)
    convene(meeting, because=because, by=secretary, now=now)
    return fresh(meeting)


def fresh(meeting):
    return Meeting.objects.for_everyone(reason="prova").select_related("body", "rule").get(pk=meeting.pk)


def summonses(meeting):
    return Summons.objects.for_everyone(reason="prova").filter(meeting=meeting)


def notices(kind="governance.convened"):
    return factories.notices().filter(kind=kind)


def titles(meeting):
    return [(each.number, each.item.title) for each in in_order(drafting.items_of(meeting))]
