"""What the database refuses of rules that were adopted and of meetings that were convened, whoever writes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from governance.models import AgendaItem, BodyRule, MatterRule, Meeting
from tests import governing
from tests.governing import FIRST_CALL

pytestmark = pytest.mark.django_db
ADOPTED, AGENDA = "an_adopted_rule_is_never_changed", "the_agenda_is_frozen_once_convened"


def refused(promise):
    """The database refuses by this name."""
    return pytest.raises(IntegrityError, match=promise)


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def meetings():
    return Meeting.objects.for_everyone(reason="prova")


class TestRules:
    """The next version is a new row."""

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE governance_bodyrule SET notice_days = 0 WHERE id = %s",
            "UPDATE governance_bodyrule SET is_adopted = false WHERE id = %s",
            "DELETE FROM governance_bodyrule WHERE id = %s",
            "UPDATE governance_matterrule SET quorum_numerator = 0 WHERE rule_id = %s",
            "DELETE FROM governance_matterrule WHERE rule_id = %s",
            (
                "INSERT INTO governance_matterrule (rule_id, matter, call, quorum_numerator, quorum_denominator,"
                " quorum_is_strict, majority_numerator, majority_denominator, majority_is_strict, majority_base,"
                " is_secret, excludes_directors)"
                " VALUES (%s, 'other', 1, 1, 2, false, 1, 2, true, 'cast', false, false)"
            ),
        ],
    )
    def test_adopted_they_are_never_changed(self, statement):
        rule = governing.body().rules.get()

        with refused(ADOPTED):
            sql(statement, rule.pk)

    def test_what_is_not_adopted_yet_is_written_and_thrown_away(self):
        """Negative control."""
        body = governing.body()
        draft = BodyRule.objects.create(body=body, version=2, valid_from=governing.SINCE, source="x")
        MatterRule.objects.create(rule=draft, matter="ordinary")

        sql("UPDATE governance_bodyrule SET notice_days = 9 WHERE id = %s", draft.pk)
        sql("UPDATE governance_matterrule SET quorum_numerator = 0 WHERE rule_id = %s", draft.pk)
        draft.delete()

        assert not MatterRule.objects.filter(rule=draft.pk).exists()

    def test_a_matter_does_not_move_under_rules_that_were_adopted(self):
        body = governing.body()
        draft = BodyRule.objects.create(body=body, version=2, valid_from=governing.SINCE, source="x")
        matter = MatterRule.objects.create(rule=draft, matter="ordinary")

        with refused(ADOPTED):
            sql(
                "UPDATE governance_matterrule SET rule_id = %s WHERE id = %s",
                body.rules.get(version=1).pk,
                matter.pk,
            )

    @pytest.mark.parametrize("has_second_call", [False, True])
    def test_adopted_they_know_every_matter_in_each_call(self, has_second_call):
        draft = BodyRule.objects.create(
            body=governing.body(),
            version=2,
            valid_from=governing.SINCE,
            source="x",
            has_second_call=has_second_call,
        )
        MatterRule.objects.bulk_create(
            MatterRule(rule=draft, matter=matter) for matter in MatterRule.Matter.values[:6]
        )
        if has_second_call:
            with refused("adopted_rules_know_every_matter"):
                sql("UPDATE governance_bodyrule SET is_adopted = true WHERE id = %s", draft.pk)
        else:
            sql("UPDATE governance_bodyrule SET is_adopted = true WHERE id = %s", draft.pk)

    def test_no_rules_are_born_adopted(self):
        with refused("adopted_rules_know_every_matter"), transaction.atomic():
            BodyRule.objects.create(
                body=governing.body(), version=2, valid_from=governing.SINCE, source="x", is_adopted=True
            )


STEPS = [
    ("draft", "open"),
    ("draft", "closed"),
    ("convened", "draft"),
    ("convened", "closed"),
    ("open", "convened"),
    ("open", "called_off"),
    ("closed", "open"),
    ("closed", "called_off"),
    ("called_off", "draft"),
    ("called_off", "convened"),
]


class TestSteps:
    @pytest.mark.parametrize(("before", "after"), STEPS)
    def test_a_meeting_skips_no_step_and_never_goes_back(self, before, after):
        meeting = governing.meeting(governing.body(), state=before)

        with refused("a_meeting_goes_on_step_by_step"):
            sql("UPDATE governance_meeting SET state = %s WHERE id = %s", after, meeting.pk)

    def test_a_meeting_begins_as_a_draft(self):
        with refused("a_meeting_begins_as_a_draft"), transaction.atomic():
            Meeting.objects.create(
                body=governing.body(),
                title="x",
                first_call_at=FIRST_CALL,
                state="convened",
                convened_at=FIRST_CALL - timedelta(days=9),
            )

    def test_only_a_draft_is_thrown_away(self):
        body = governing.body()
        draft = governing.meeting(body, state="draft")
        draft.delete()
        convened = governing.meeting(body)

        with pytest.raises(ProtectedError):
            convened.delete()
        with refused("what_was_convened_stays"):
            sql(
                "DELETE FROM governance_meeting WHERE id = %s", governing.meeting(body, state="called_off").pk
            )

    def test_it_is_convened_with_a_notice(self):
        meeting = governing.meeting(governing.body(), state="draft")

        with refused("convened_with_a_notice"):
            sql(
                "UPDATE governance_meeting SET state = 'convened', rule_id = %s, convened_at = %s WHERE id = %s",
                meeting.body.rules.get().pk,
                FIRST_CALL - timedelta(days=10),
                meeting.pk,
            )


class TestWhatWasConvened:
    @pytest.mark.parametrize("column", ["rule_id", "body_id", "convened_at"])
    def test_its_rules_are_frozen(self, column):
        other = governing.body()
        meeting = governing.meeting(governing.body())
        value = {
            "rule_id": other.rules.get().pk,
            "body_id": other.pk,
            "convened_at": FIRST_CALL - timedelta(days=20),
        }[column]

        with refused("rules_are_frozen_once_convened"):
            sql(f"UPDATE governance_meeting SET {column} = %s WHERE id = %s", value, meeting.pk)

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("first_call_at", FIRST_CALL + timedelta(days=1)),
            ("second_call_at", FIRST_CALL + timedelta(days=1)),
            ("mode", "remote"),
            ("place", "Altrove"),
            ("link", "https://example.org"),
        ],
    )
    def test_when_and_where_change_only_by_a_notice_that_says_so(self, column, value):
        body = governing.body()
        governing.rule(body, has_second_call=True)
        meeting = governing.meeting(body)
        statement = f"UPDATE governance_meeting SET {column} = %s WHERE id = %s"

        with refused("what_was_convened_is_changed_by_a_notice"):
            sql(statement, value, meeting.pk)
        governing.notify(meeting, **{column.removesuffix("_id"): value})
        sql(statement, value, meeting.pk)

        assert getattr(meetings().get(pk=meeting.pk), column) == value

    def test_while_they_sit_nothing_of_it_changes(self):
        meeting = governing.meeting(governing.body(), state="open")
        governing.notify(meeting, place="Altrove")

        with refused("what_was_convened_is_changed_by_a_notice"):
            sql("UPDATE governance_meeting SET place = 'Altrove' WHERE id = %s", meeting.pk)

    @pytest.mark.parametrize("state", ["convened", "open", "closed"])
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE governance_agendaitem SET title = 'Altro' WHERE meeting_id = %s",
            "UPDATE governance_agendaitem SET matter = 'people' WHERE meeting_id = %s",
            "UPDATE governance_agendaitem SET position = 7 WHERE meeting_id = %s",
            "DELETE FROM governance_agendaitem WHERE meeting_id = %s",
        ],
    )
    def test_its_agenda_is_frozen(self, state, statement):
        meeting = governing.meeting(governing.body(), state=state)

        with refused(AGENDA):
            sql(statement, meeting.pk)

    def test_how_a_point_ended_may_be_written(self):
        """Negative control."""
        meeting = governing.meeting(governing.body(), state="open")

        sql("UPDATE governance_agendaitem SET outcome = 'postponed' WHERE meeting_id = %s", meeting.pk)

        assert governing.agenda_of(meeting).get().outcome == "postponed"

    def test_a_point_does_not_move_to_another_meeting(self):
        body = governing.body()
        held, draft = governing.meeting(body), governing.meeting(body, state="draft")

        with refused(AGENDA):
            sql(
                "UPDATE governance_agendaitem SET meeting_id = %s, position = 9 WHERE meeting_id = %s",
                draft.pk,
                held.pk,
            )

    def test_nobody_slips_a_point_in(self):
        meeting = governing.meeting(governing.body())

        with refused("what_is_notified_was_in_a_notice"), transaction.atomic():
            AgendaItem.objects.create(meeting=meeting, title="Di nascosto", position=2, notified_in=1)
        with refused(AGENDA), transaction.atomic():
            AgendaItem.objects.create(meeting=meeting, title="Di nascosto", position=2)

    def test_what_comes_up_while_they_sit_was_in_no_notice(self):
        meeting = governing.meeting(governing.body(), state="open")
        item = governing.item(meeting, notified_in=None)

        with refused("what_is_notified_was_in_a_notice"):
            sql("UPDATE governance_agendaitem SET notified_in = 1 WHERE id = %s", item.pk)


class TestNotices:
    """Nobody writes a notice again, nor one that is not of its agenda."""

    @pytest.mark.parametrize(
        "statement",
        ["UPDATE governance_convocation SET sent_at = now()", "DELETE FROM governance_convocation"],
    )
    def test_the_portal_has_no_right_to(self, statement):
        governing.meeting(governing.body())

        with pytest.raises(Exception, match="permission denied"):
            sql(statement)

    @pytest.mark.parametrize(
        ("promise", "fields"),
        [
            ("the_digest_is_of_the_agenda", {"digest": "0" * 64}),
            ("notices_follow_one_another", {"revision": 3}),
            ("a_notice_comes_before_the_meeting", {"sent_at": FIRST_CALL - timedelta(days=30)}),
        ],
    )
    def test_each_is_what_it_says(self, promise, fields):
        meeting = governing.meeting(governing.body())

        with refused(promise), transaction.atomic():
            governing.notify(meeting, **fields)

    def test_none_is_written_after_the_meeting_began(self):
        meeting = governing.meeting(governing.body(), state="open")

        with refused("a_notice_comes_before_the_meeting"), transaction.atomic():
            governing.notify(meeting, sent_at=FIRST_CALL + timedelta(minutes=1))

    def test_a_carried_point_comes_back_once(self):
        body = governing.body()
        left = governing.agenda_of(governing.meeting(body, state="closed")).get()
        governing.item(governing.meeting(body, state="draft"), carried_from=left)

        with refused("carried_from"), transaction.atomic():
            governing.item(governing.meeting(body, state="draft"), carried_from=left)
