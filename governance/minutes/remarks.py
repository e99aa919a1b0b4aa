"""What somebody who was there asks to correct in minutes, and what they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.models import MinutesRemark
from governance.notices.minutes_words import ANSWERED
from governance.refusing import GovernanceError, in_words
from networking import outbox
from networking.models import Person

from .drafting import WRITING
from .promises import MINUTES
from .saving import held

if TYPE_CHECKING:
    from datetime import datetime

    from governance.models import Minutes


def ask(minutes: Minutes, person: Person, *, words: str, section: str = "", now: datetime) -> MinutesRemark:
    """`person`, who was there, asks to correct `words`. Raises GovernanceError."""
    with in_words(MINUTES):
        made: MinutesRemark = MinutesRemark.objects.create(
            minutes=held(minutes),
            person=person,
            name=person.full_name,
            words=words,
            section=section,
            asked_at=now,
        )
    return made


def answer(remark: MinutesRemark, *, outcome: str, words: str, now: datetime) -> None:
    """Say what came of it: taken or, saying why, declined. Whoever asked is told. Raises GovernanceError."""
    if outcome == MinutesRemark.Outcome.DECLINED and not words.strip():
        raise GovernanceError(_("Scrivi perché non si accoglie."), "words")
    with in_words(MINUTES):
        held(remark.minutes)
        found = MinutesRemark.objects.for_everyone(reason=WRITING).get(pk=remark.pk)
        if found.outcome:
            raise GovernanceError(_("A questa correzione è già stata data una risposta."))
        found.outcome, found.answer, found.answered_at = outcome, words.strip(), now
        found.save(update_fields=["outcome", "answer", "answered_at"])
        asker = Person.objects.for_everyone(reason=WRITING).filter(pk=found.person_id).first()
        if asker is not None:
            tellings = outbox.tellings_for(asker, key=f"{ANSWERED}:{found.pk}", about=found, now=now)
            outbox.tell_all(ANSWERED, tellings, now=now, is_first=True)
