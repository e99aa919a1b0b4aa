"""Actions that come out of a meeting: given, ended once, back in the next meeting exactly once, and who is reminded."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from governance.actions import carrying, ending, giving, reminding
from governance.convening import calling_off, drafting
from governance.forgetting import forget_names
from governance.models import ActionItem, ActionReturn
from governance.notices import KINDS
from governance.refusing import GovernanceError
from governance.sitting import holding
from networking.erasing.person import Asked, erase_person
from networking.models import Channel, Notice, RoleKind
from tests import factories, governing

HELD = governing.FIRST_CALL.replace(month=11, day=11)
NEXT = {"title": "La prossima", "first_call_at": governing.FIRST_CALL, "place": "Norcia"}


@pytest.fixture
def body(db):
    return governing.body()


@pytest.fixture
def meeting(body):
    return governing.meeting(body, state="open", first_call_at=HELD)


def ended(meeting):
    holding.end(meeting, now=HELD + timedelta(hours=1))


def returns(action):
    rows = ActionReturn.objects.for_everyone(reason="prova").filter(action=action)
    return [each.meeting for each in rows.select_related("meeting").order_by("meeting__first_call_at")]


def rows():
    return ActionItem.objects.for_everyone(reason="prova")


def wanted(**fields):
    return {"words": "Scrivere ai comuni", "due_on": date(2026, 12, 20), **fields}


class TestGiving:
    def test_who_has_to_do_it_is_told_and_it_names_them(self, meeting, now):
        owner = governing.mandate(meeting.body).person

        made = giving.give(meeting, owner, wanted=wanted(), now=now)

        assert (made.owner_name, made.state) == (owner.full_name, "open")
        assert Notice.objects.for_everyone(reason="prova").filter(kind="governance.action_given").count() == 1

    def test_not_for_a_day_that_is_past(self, meeting, now):
        with pytest.raises(GovernanceError, match="già passato") as refused:
            giving.give(
                meeting,
                governing.mandate(meeting.body).person,
                wanted=wanted(due_on=date(2026, 1, 1)),
                now=now,
            )
        assert refused.value.field == "due_on"

    @pytest.mark.parametrize("state", ["draft", "convened", "called_off"])
    def test_not_before_the_meeting(self, body, now, state):
        with pytest.raises(GovernanceError, match="in corso, o che c'è già stata"):
            giving.give(
                governing.meeting(body, state=state), governing.mandate(body).person, wanted=wanted(), now=now
            )

    def test_only_of_a_point_and_a_decision_of_its_own(self, meeting, now):
        owner = governing.mandate(meeting.body).person
        other = governing.agenda_of(governing.meeting(governing.body(), state="open")).get()

        for theirs in ({"item": other}, {"decision": governing.decision(other)}):
            with pytest.raises(GovernanceError, match="di quest"):
                giving.give(meeting, owner, wanted=wanted(**theirs), now=now)


class TestEnding:
    @pytest.mark.parametrize(
        "change", [{"words": "altro"}, {"due_on": date(2027, 1, 1)}, {"owner_name": "x"}]
    )
    def test_what_was_given_stays(self, meeting, change):
        made = governing.action(meeting)

        with pytest.raises(IntegrityError, match="an_action_stays"), transaction.atomic():
            rows().filter(pk=made.pk).update(**change)
        with pytest.raises(IntegrityError, match="an_action_stays"), transaction.atomic():
            rows().filter(pk=made.pk).delete()

    def test_it_ends_once_and_never_begins_again(self, meeting, now):
        made = governing.action(meeting)
        ending.end(made, state="done", outcome="", now=now)

        with pytest.raises(GovernanceError, match="già chiusa"):
            ending.end(made, state="dropped", outcome="x", now=now)
        with pytest.raises(IntegrityError, match="an_action_ends_once"), transaction.atomic():
            rows().filter(pk=made.pk).update(state="open", ended_at=None)

    def test_dropped_it_says_why(self, meeting, now):
        with pytest.raises(GovernanceError, match="Scrivi perché") as refused:
            ending.end(governing.action(meeting), state="dropped", outcome=" ", now=now)
        assert refused.value.field == "outcome"

    def test_the_name_alone_can_be_forgotten(self, meeting):
        made = governing.action(meeting)

        assert rows().filter(pk=made.pk).update(owner_name="") == 1


class TestComingBack:
    def test_g_i10_in_the_next_draft_and_in_no_other(self, body, meeting):
        made, over = governing.action(meeting), governing.action(meeting, state="done")
        ended(meeting)

        first, _second = (drafting.draft(body, wanted=NEXT) for _each in range(2))

        assert returns(made) == [first]
        assert returns(over) == []

    def test_not_while_its_own_meeting_goes_on_then_in_the_one_that_waits(self, body, meeting):
        made = governing.action(meeting)
        draft = drafting.draft(body, wanted=NEXT)
        assert returns(made) == []

        ended(meeting)
        assert returns(made) == [draft]

    def test_given_after_the_end_it_comes_back_at_once(self, body, meeting, now):
        ended(meeting)
        draft = drafting.draft(body, wanted=NEXT)

        made = giving.give(meeting, governing.mandate(body).person, wanted=wanted(), now=now)

        assert returns(made) == [draft]

    def test_of_a_draft_thrown_away_and_of_a_meeting_called_off(self, body, meeting, now):
        made = governing.action(meeting)
        ended(meeting)
        drafting.throw_away(drafting.draft(body, wanted=NEXT))
        assert returns(made) == []
        governing.mandate(body)
        convened = governing.meeting(body)
        carrying.carry(body.pk)

        secretary = factories.person("s@example.org", RoleKind.SECRETARY)
        calling_off.call_off(convened, because="Neve", by=secretary, now=convened.convened_at)
        again = drafting.draft(
            body, wanted={**NEXT, "first_call_at": governing.FIRST_CALL + timedelta(days=7)}
        )

        assert returns(made) == [convened, again]

    def test_after_each_meeting_that_leaves_it_open_and_no_more_once_done(self, body, meeting, now):
        made = governing.action(meeting)
        ended(meeting)
        drafting.throw_away(drafting.draft(body, wanted=NEXT))
        second = governing.meeting(body, state="open", first_call_at=HELD + timedelta(days=7))
        # It was written before the other ended.
        carrying.carry(body.pk)
        assert returns(made) == []
        holding.end(second, now=HELD + timedelta(days=7, hours=1))
        third = drafting.draft(body, wanted=NEXT)
        ending.end(made, state="done", outcome="Fatto.", now=now)

        assert returns(made) == [third]
        assert carrying.carry(body.pk) == 0

    def test_the_database_wants_it_ended_before_and_in_its_body(self, body, meeting):
        made = governing.action(meeting)
        create = ActionReturn.objects.create
        draft = drafting.draft(body, wanted=NEXT)
        with pytest.raises(IntegrityError, match="an_action_waits_for_its_meeting"), transaction.atomic():
            create(action=made, meeting=draft)
        ended(meeting)
        elsewhere = governing.meeting(governing.body())
        late = drafting.draft(body, wanted=NEXT)

        with pytest.raises(IntegrityError, match="an_action_waits_for_its_meeting"), transaction.atomic():
            create(action=made, meeting=late)
        other = governing.action(meeting)
        with pytest.raises(IntegrityError, match="an_action_returns_to_its_body"), transaction.atomic():
            create(action=other, meeting=elsewhere)


class TestReminding:
    @pytest.mark.parametrize(
        ("days", "step"),
        [
            (8, None),
            (7, ("governance.action_soon", "")),
            (1, ("governance.action_soon", "")),
            (0, ("governance.action_due", "")),
            (-6, ("governance.action_due", "")),
            (-7, ("governance.action_late", "1")),
            (-13, ("governance.action_late", "1")),
            (-14, ("governance.action_late", "2")),
        ],
    )
    def test_which_step_each_day_asks_for(self, days, step):
        today = date(2026, 11, 25)

        assert reminding.step_on(today + timedelta(days=days), today) == step

    def test_each_step_is_told_once(self, meeting, now):
        governing.action(meeting, due_on=date(2026, 11, 30))
        governing.action(meeting, due_on=date(2026, 11, 30), state="done")

        told = [
            reminding.remind(now=now + timedelta(days=each)) for each in (-10, 0, 0, 1, 5, 6, 12, 12, 19, 20)
        ]

        assert told == [0, 1, 0, 0, 1, 0, 1, 0, 1, 0]

    def test_what_was_done_meanwhile_is_not_told(self, meeting, now):
        made = governing.action(meeting, due_on=date(2026, 11, 30))
        reminding.remind(now=now)
        notice = Notice.objects.for_everyone(reason="prova").get()
        words = next(each for each in KINDS if each.name == notice.kind).compose
        assert "Scrivere ai comuni" in words(notice, now).subject
        ending.end(made, state="done", outcome="", now=now)
        assert words(notice, now) is None


def test_nobody_is_reminded_of_what_was_theirs_once_they_are_erased(meeting, now):
    made = governing.action(meeting, factories.human("Ugo Neri"), due_on=date(2026, 11, 30))
    erase_person(made.owner, asked=Asked(Channel.DESK, now), now=now)
    made.refresh_from_db()

    assert reminding.remind(now=now) == 0
    assert (made.owner_name, made.state) == ("Ugo Neri", "open")
    ending.end(made, state="dropped", outcome="Non c'è più.", now=now)
    before = made.opened_at + timedelta(days=1)
    assert forget_names("governance.ActionItem", before) == 1
    made.refresh_from_db()
    assert made.owner_name == ""
