"""What was convened is changed and called off; what people answer; the proof of what reached them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from governance.calendars import meetings_of
from governance.convening import answering, drafting, proving
from governance.convening.calling_off import call_off
from governance.convening.changing import Change, change
from governance.models import Delivery
from governance.refusing import GovernanceError
from networking import outbox
from networking.calendars.event import Status
from networking.models import Notice
from tests import factories, governing
from tests.governance.convened import (
    FIRST_CALL,
    SENT,
    convened,
    fresh,
    notices,
    summonses,
)

pytestmark = pytest.mark.django_db


class TestChanging:
    def test_a_new_day_is_told_with_what_changed_and_asks_again(self, body, secretary, who_sits):
        meeting = convened(body, secretary)
        summons = summonses(meeting).get()
        answering.answer(summons, "comes", by=who_sits.account, now=SENT)
        later = FIRST_CALL + timedelta(days=1)

        asked = Change(wanted={"first_call_at": later, "place": "Cascia"})
        change(meeting, asked, by=secretary, now=timezone.now())
        outbox.drain()

        assert (fresh(meeting).first_call_at, fresh(meeting).place) == (later, "Cascia")
        assert summonses(meeting).get().reply == ""
        told = notices("governance.changed").get()
        assert "Dove: prima «Norcia», adesso «Cascia»." in told.text
        assert notices("governance.convened").get().state == Notice.State.WITHDRAWN

    def test_a_point_added_and_one_taken_away(self, body, secretary, who_sits):
        meeting = convened(body, secretary)
        gone = drafting.items_of(meeting).get()

        asked = Change(dropped=frozenset({gone.pk}), added={"title": "Un altro", "matter": "ordinary"})
        convocation = change(meeting, asked, by=secretary, now=SENT)

        assert [(each.title, each.notified_in) for each in drafting.items_of(meeting)] == [("Un altro", 2)]
        assert convocation.changes.splitlines() == [
            "Tolto dall'ordine del giorno: «Il piano dell'anno».",
            "Aggiunto all'ordine del giorno: «Un altro».",
        ]

    @pytest.mark.parametrize(
        ("asked", "field", "words"),
        [
            (Change(), None, "Non hai cambiato niente"),
            (Change(wanted={"first_call_at": SENT + timedelta(days=3)}), "first_call_at", "preavviso"),
            (Change(wanted={"first_call_at": SENT - timedelta(days=3)}), "first_call_at", "passata"),
        ],
    )
    @pytest.mark.usefixtures("who_sits")
    def test_what_cannot_be_changed_so_says_why(self, body, secretary, asked, field, words):
        meeting = convened(body, secretary)

        with pytest.raises(GovernanceError, match=words) as error:
            change(meeting, asked, by=secretary, now=SENT)

        assert error.value.field == field
        assert fresh(meeting).first_call_at == FIRST_CALL

    def test_a_late_point_is_refused_a_change_of_place_is_not(self, body, secretary, who_sits):
        meeting, eve = convened(body, secretary), FIRST_CALL - timedelta(days=1)

        with pytest.raises(GovernanceError, match="preavviso"):
            change(meeting, Change(added={"title": "x", "matter": "ordinary"}), by=secretary, now=eve)
        change(meeting, Change(wanted={"place": "Sala consiliare"}), by=secretary, now=eve)

        assert fresh(meeting).place == "Sala consiliare"

    def test_whoever_joined_meanwhile_is_called_with_the_change(self, body, secretary, who_sits):
        meeting = convened(body, secretary)
        joined = governing.mandate(body)

        change(meeting, Change(wanted={"place": "Cascia"}), by=secretary, now=SENT)

        assert {each.person for each in summonses(meeting)} == {who_sits, joined.person}

    def test_only_what_is_convened_is_changed_or_called_off(self, body, secretary):
        for state in ("draft", "open", "closed", "called_off"):
            meeting = governing.meeting(body, state=state)
            with pytest.raises(GovernanceError, match="non è ancora cominciata"):
                change(meeting, Change(wanted={"place": "x"}), by=secretary, now=SENT)
            with pytest.raises(GovernanceError, match="non è ancora cominciata"):
                call_off(meeting, because="Neve", by=secretary, now=SENT)


class TestCallingOff:
    def test_whoever_was_called_is_told_why(self, body, secretary, who_sits):
        meeting = convened(body, secretary)

        call_off(meeting, because="Strada chiusa per neve", by=secretary, now=timezone.now())
        outbox.drain()

        assert fresh(meeting).state == "called_off"
        assert "Strada chiusa per neve" in notices("governance.called_off").get().text

    def test_it_says_why(self, body, secretary, who_sits):
        with pytest.raises(GovernanceError, match="perché"):
            call_off(convened(body, secretary), because=" ", by=secretary, now=SENT)


class TestAnswering:
    def test_only_what_the_meeting_and_its_rules_allow(self, body, secretary, who_sits):
        meeting = convened(body, secretary)

        assert answering.replies_to(meeting) == ["comes", "absent"]
        with pytest.raises(GovernanceError):
            answering.answer(summonses(meeting).get(), "remote", by=who_sits.account, now=SENT)

    def test_from_afar_and_by_proxy_where_one_may(self, body, secretary, who_sits):
        governing.rule(body, most_proxies=1, most_proxies_when_large=1)
        meeting = convened(body, secretary, mode="mixed", link="https://example.org/sala")

        assert answering.replies_to(meeting) == ["comes", "remote", "absent", "proxy"]

    def test_no_more_once_it_is_called_off(self, body, secretary, who_sits):
        meeting = convened(body, secretary)
        call_off(meeting, because="Neve", by=secretary, now=SENT)

        with pytest.raises(GovernanceError, match="annullata"):
            answering.answer(summonses(meeting).get(), "comes", by=who_sits.account, now=SENT)

    def test_one_may_think_again_and_has_seen_it_the_first_time(self, body, secretary, who_sits):
        meeting = convened(body, secretary)
        for hours, reply in enumerate(["comes", "absent"]):
            now = SENT + timedelta(hours=hours)
            answering.answer(summonses(meeting).get(), reply, by=who_sits.account, now=now)

        assert summonses(meeting).get().reply == "absent"
        assert summonses(meeting).get().seen_at == SENT


class TestProof:
    def test_what_left_and_what_was_read(self, body, secretary, who_sits):
        meeting = convened(body, secretary)
        outbox.drain()
        (proof,) = proving.proofs(meeting)

        assert proof.has_arrived
        assert proof.delivery.channel == "email"
        notices().update(read_at=SENT + timedelta(hours=2))
        assert proving.proofs(meeting)[0].delivery.read_at == SENT + timedelta(hours=2)

    def test_whom_nobody_can_reach_is_said(self, body, secretary):
        governing.mandate(body, factories.human("Ugo Neri", birth_date=date(1950, 1, 1)))
        (proof,) = proving.proofs(convened(body, secretary))

        assert proof.has_failed
        assert "Non sappiamo come raggiungere" in proof.delivery.reason

    def test_it_is_kept_after_the_outbox_has_forgotten(self, body, secretary, who_sits):
        meeting = convened(body, secretary)
        outbox.drain()
        sent_at = notices().get().sent_at
        assert proving.keep(now=SENT) == 1
        assert proving.keep(now=SENT) == 0

        factories.notices().delete()

        assert proving.proofs(meeting)[0].delivery.sent_at == sent_at

    def test_nobody_writes_it_otherwise(self, body, secretary, who_sits):
        meeting = convened(body, secretary)
        outbox.drain()
        proving.keep(now=SENT)
        rows = Delivery.objects.for_everyone(reason="prova")

        with pytest.raises(IntegrityError, match="a_proof_is_never_changed"):
            rows.update(sent_at=SENT - timedelta(days=9))
        assert meeting.pk


def test_meetings_are_in_ones_own_calendar_and_called_off_there_too(body, secretary, who_sits):
    meeting = convened(body, secretary)
    (event,) = meetings_of(who_sits, now=SENT)
    assert (event.starts_at, event.sequence, event.status) == (FIRST_CALL, 1, Status.CONFIRMED)

    call_off(meeting, because="Neve", by=secretary, now=SENT)

    (event,) = meetings_of(who_sits, now=SENT)
    assert (event.sequence, event.status) == (2, Status.CANCELLED)
    assert list(meetings_of(governing.mandate(body).person, now=SENT)) == []
