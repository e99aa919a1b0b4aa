"""The bodies of the demonstration: everybody has a seat, and every notice has arrived."""

from governance.models import (
    ActionItem,
    ActionReturn,
    AgendaDocument,
    Body,
    BodyRule,
    Decision,
    Delivery,
    Mandate,
    Meeting,
    Member,
)
from networking.models import Comune, Notice

A_TRY = "una prova"


def test_every_kind_of_body_has_rules_and_people(accounts):
    assert set(Body.objects.values_list("kind", flat=True)) == set(Body.Kind)
    assert not BodyRule.objects.filter(is_adopted=False).exists()
    sitting = Mandate.objects.for_everyone(reason=A_TRY).values("body").distinct().count()
    # In the assembly sit the members.
    assert sitting == Body.objects.count() - 1
    assert Member.objects.for_everyone(reason=A_TRY).count() == 140


def test_every_comune_sits_once_in_the_cabina(accounts):
    seats = Mandate.objects.for_everyone(reason=A_TRY).filter(body__kind="cabina").voting()

    assert sorted(seats.values_list("comune", flat=True)) == sorted(
        Comune.objects.values_list("pk", flat=True)
    )
    assert seats.filter(task="chair").count() == 1


def test_eight_meetings_are_over_and_every_notice_arrived(accounts, now):
    meetings = Meeting.objects.for_everyone(reason=A_TRY)

    assert meetings.filter(first_call_at__lt=now).count() == 8
    assert set(meetings.filter(first_call_at__gt=now).values_list("state", flat=True)) == {
        "convened",
        "draft",
    }
    assert not Delivery.objects.for_everyone(reason=A_TRY).filter(sent_at=None).exists()


def test_what_was_adopted_is_numbered_and_goes_on_in_every_way(accounts, now):
    decisions = Decision.objects.for_everyone(reason=A_TRY)

    assert decisions.count() >= 14
    assert {each.progress_on(now.date()) for each in decisions} >= {"done", "late"}
    assert decisions.filter(is_public=True).exists()


def test_what_is_left_to_do_is_done_late_dropped_or_brought_back(accounts, now):
    actions = ActionItem.objects.for_everyone(reason=A_TRY)
    ahead = Meeting.objects.for_everyone(reason=A_TRY).get(state="convened")
    back = ActionReturn.objects.for_everyone(reason=A_TRY).filter(meeting=ahead)

    assert set(actions.values_list("state", flat=True)) == set(ActionItem.State)
    assert actions.late_on(now.date()).exists()
    assert sorted(back.values_list("action", flat=True)) == sorted(
        actions.open().values_list("pk", flat=True)
    )
    assert AgendaDocument.objects.for_everyone(reason=A_TRY).filter(item__meeting=ahead).count() == 2
    # Nobody is told today of what they have known for months.
    assert not Notice.objects.for_everyone(reason=A_TRY).filter(kind__startswith="governance.action").exists()
