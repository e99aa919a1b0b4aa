"""A meeting is drafted, convened, changed and called off: what freezes, who is told, what is refused and why."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone
from django.utils.formats import date_format

from governance.agenda_trees import in_order
from governance.calendars import meetings_of
from governance.convening import agendas, answering, drafting, noticing, proving
from governance.convening.calling_off import call_off
from governance.convening.changing import Change, change
from governance.convening.convening import convene
from governance.models import Convocation, Delivery, Meeting, Summons
from governance.refusing import GovernanceError
from networking import outbox
from networking.calendars.event import Status
from networking.models import Notice, RoleKind
from tests import factories, governing

pytestmark = pytest.mark.django_db
# Notices leave by the clock of the wall: what is sent now is of a meeting to come.
SENT = timezone.now()
FIRST_CALL = timezone.localtime(SENT).replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=10)
WHEN = {"title": "Seduta", "first_call_at": FIRST_CALL, "mode": "in_person", "place": "Norcia"}


@pytest.fixture
def secretary(db):
    return factories.person("segreteria@example.org", RoleKind.SECRETARY)


@pytest.fixture
def body(db):
    return governing.body()


@pytest.fixture
def who_sits(body):
    user = factories.person("siede@example.org", RoleKind.CITIZEN, full_name="Carla Pesci")
    governing.mandate(body, user.person)
    return user.person


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


class TestDrafting:
    def test_points_have_parts_and_an_order(self, body):
        meeting = drafted(body)
        second = drafting.add_item(meeting, wanted={"title": "I conti", "matter": "accounts"})
        drafting.add_item(meeting, wanted={"title": "La relazione"}, parent=second)
        drafting.add_item(meeting, wanted={"title": "Il voto"}, parent=second)

        drafting.move_item(second, up=True)

        assert titles(meeting) == [
            ("1", "I conti"),
            ("1.1", "La relazione"),
            ("1.2", "Il voto"),
            ("2", "Il piano dell'anno"),
        ]

    def test_the_first_does_not_go_up(self, body):
        meeting = drafted(body)
        drafting.move_item(drafting.items_of(meeting).get(), up=True)

        assert titles(meeting) == [("1", "Il piano dell'anno")]

    def test_what_was_put_off_comes_back_once(self, body):
        held = governing.meeting(body, state="closed")
        governing.agenda_of(held).update(outcome="postponed")
        left = governing.agenda_of(held).get()

        first, second = drafting.draft(body, wanted=WHEN), drafting.draft(body, wanted=WHEN)

        assert drafting.items_of(first).get().carried_from == left
        assert not drafting.items_of(second).exists()

    def test_what_was_discussed_or_is_of_another_body_does_not(self, body):
        held = governing.meeting(body, state="closed")
        governing.agenda_of(held).update(outcome="discussed")
        elsewhere = governing.meeting(governing.body(), state="closed")
        governing.agenda_of(elsewhere).update(outcome="postponed")

        assert not drafting.items_of(drafting.draft(body, wanted=WHEN)).exists()

    def test_a_draft_thrown_away_leaves_it_over_again(self, body):
        held = governing.meeting(body, state="closed")
        governing.agenda_of(held).update(outcome="postponed")
        drafting.throw_away(drafting.draft(body, wanted=WHEN))

        assert drafting.items_of(drafting.draft(body, wanted=WHEN)).count() == 1

    def test_of_a_meeting_called_off_it_comes_back_again(self, body, secretary, who_sits):
        held = governing.meeting(body, state="closed")
        governing.agenda_of(held).update(outcome="postponed")
        call_off(convened(body, secretary), because="Neve", by=secretary, now=SENT)

        assert titles(drafting.draft(body, wanted=WHEN)) == [("1", "Punto 1")]

    def test_what_is_convened_is_no_draft_any_more(self, body, secretary, who_sits):
        meeting = convened(body, secretary)

        with pytest.raises(GovernanceError, match="modifica"):
            drafting.add_item(meeting, wanted={"title": "Di nascosto"})
        with pytest.raises(GovernanceError, match="modifica"):
            drafting.write(meeting, wanted={"place": "Altrove"})


class TestConvening:
    def test_rules_and_agenda_freeze_and_who_sits_is_told(self, body, secretary, who_sits):
        meeting = convened(body, secretary)
        convocation = Convocation.objects.for_everyone(reason="prova").get(meeting=meeting)
        items = list(drafting.items_of(meeting))

        assert (meeting.state, meeting.rule, meeting.convened_at) == ("convened", body.rules.get(), SENT)
        assert convocation.digest == agendas.digest(agendas.canonical(items))
        assert [each.notified_in for each in items] == [1]
        assert summonses(meeting).get().person == who_sits
        assert notices().get().person == who_sits

    def test_the_words_say_when_where_what_and_the_digest(self, body, secretary, who_sits):
        meeting = convened(body, secretary, now=SENT)
        outbox.drain()
        notice = notices().get()
        convocation = Convocation.objects.for_everyone(reason="prova").get(meeting=meeting)

        assert "1. Il piano dell'anno" in notice.text
        assert date_format(FIRST_CALL, "l j F Y") in notice.text
        assert convocation.digest in notice.text
        assert len(notice.short) <= 160
        assert "BEGIN:VEVENT" in notice.calendar

    def test_a_reserved_point_is_not_named_in_what_leaves(self, body, secretary, who_sits):
        meeting = drafted(body)
        drafting.add_item(meeting, wanted={"title": "Il caso Bianchi", "is_reserved": True})
        convene(meeting, by=secretary, now=SENT)
        outbox.drain()

        assert "Bianchi" not in notices().get().text
        assert "2. punto riservato" in notices().get().text

    def test_nobody_whose_mandate_is_over_or_is_of_others(self, body, secretary, who_sits):
        governing.mandate(body, ends_on=FIRST_CALL.date())
        begins = governing.mandate(body, starts_on=FIRST_CALL.date(), task="observer")
        governing.mandate(governing.body())

        meeting = convened(body, secretary)

        assert {each.person for each in summonses(meeting)} == {who_sits, begins.person}

    def test_to_an_assembly_the_members_and_for_a_minor_who_answers(self, secretary, citizen):
        aps = governing.association()
        body = governing.body(kind="assembly", organization=aps)
        child = factories.child_of(citizen)
        governing.member(aps, child)
        governing.member(aps, left_on=date(2026, 6, 1))

        meeting = convened(body, secretary)

        assert [each.person for each in summonses(meeting)] == [child]
        told = notices().get()
        assert (told.person, told.concerns) == (citizen.person, child)

    @pytest.mark.parametrize(
        ("asked", "field", "words"),
        [
            ({"days": 4}, "first_call_at", "5 giorni di preavviso, e da oggi ne restano 4"),
            ({"days": -1}, "first_call_at", "già passata"),
            ({"wanted": {"second_call_at": FIRST_CALL + timedelta(hours=2)}}, "second_call_at", "seconda"),
        ],
    )
    @pytest.mark.usefixtures("who_sits")
    def test_what_rules_do_not_allow_is_said_beside_its_cell(self, body, secretary, asked, field, words):
        meeting = drafted(body, **asked.get("wanted", {}))
        now = FIRST_CALL - timedelta(days=asked.get("days", 10))

        with pytest.raises(GovernanceError, match=words) as error:
            convene(meeting, by=secretary, now=now)

        assert error.value.field == field
        assert fresh(meeting).state == "draft"
        assert not notices().exists()

    def test_late_where_rules_let_it_be_says_why_in_the_notice(self, body, secretary, who_sits):
        governing.rule(body, late_notice="flagged")
        meeting = drafted(body, first_call_at=FIRST_CALL - timedelta(days=7))
        with pytest.raises(GovernanceError, match="scrivi perché") as error:
            convene(meeting, by=secretary, now=SENT)
        assert error.value.field == "late_because"

        convene(meeting, because="Il bando scade venerdì", by=secretary, now=SENT)
        outbox.drain()

        assert fresh(meeting).late_because == "Il bando scade venerdì"
        assert "Il bando scade venerdì" in notices().get().text

    def test_no_agenda_no_people_no_rules(self, body, secretary):
        empty = drafting.draft(body, wanted=WHEN)
        with pytest.raises(GovernanceError, match="vuoto"):
            convene(empty, by=secretary, now=SENT)
        with pytest.raises(GovernanceError, match="non siede nessuno"):
            convene(drafted(body), by=secretary, now=SENT)
        early = drafted(body, first_call_at=datetime(2025, 12, 1, 17, tzinfo=governing.ROME))
        with pytest.raises(GovernanceError, match="regole adottate"):
            convene(early, by=secretary, now=SENT - timedelta(days=600))

    def test_it_is_convened_once(self, body, secretary, who_sits):
        meeting = convened(body, secretary)

        with pytest.raises(GovernanceError):
            convene(meeting, by=secretary, now=SENT)
        assert notices().count() == 1

    def test_a_notice_that_cannot_be_written_convenes_nobody(self, body, secretary, who_sits, monkeypatch):
        meeting = drafted(body)
        monkeypatch.setattr(outbox, "tell_all", lambda *_args, **_options: 1 / 0)

        with pytest.raises(ZeroDivisionError):
            convene(meeting, by=secretary, now=SENT)

        assert fresh(meeting).state == "draft"
        assert not summonses(meeting).exists()


@pytest.mark.parametrize(
    ("sent", "days"),
    [
        (datetime(2026, 10, 20, 23, 59, tzinfo=governing.ROME), 5),
        (datetime(2026, 10, 21, 0, 0, tzinfo=governing.ROME), 4),
    ],
)
def test_days_of_notice_over_the_night_of_25_hours(sent, days):
    assert noticing.days_of_notice(sent, datetime(2026, 10, 25, 0, 30, tzinfo=governing.ROME)) == days


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

    def test_that_one_has_seen_it_is_written_once(self, body, secretary, who_sits):
        meeting = convened(body, secretary)
        answering.see(list(summonses(meeting)), now=SENT)
        answering.see(list(summonses(meeting)), now=SENT + timedelta(hours=1))

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
