"""A meeting is drafted, convened, changed and called off: what freezes, who is told, what is refused and why."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.formats import date_format

from governance import agendas
from governance.convening import drafting, noticing
from governance.convening.calling_off import call_off
from governance.convening.convening import convene
from governance.models import Convocation
from governance.refusing import GovernanceError
from networking import outbox
from tests import factories, governing
from tests.governance.convened import (
    FIRST_CALL,
    SENT,
    WHEN,
    convened,
    drafted,
    fresh,
    notices,
    summonses,
    titles,
)

pytestmark = pytest.mark.django_db


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
