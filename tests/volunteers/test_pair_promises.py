"""What the database promises of pairs, notes and referrals, whoever writes."""

from datetime import date, time

import pytest
from django.db import IntegrityError, connection, transaction

from networking.models import Guardianship
from tests import companions, factories, volunteering
from volunteers.models import Companionship, CompanionshipNote, HelpRequest, Referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def ida(norcia):
    return companions.elder(norcia)


def write(person, volunteer, **fields):
    """The bare row of a pair, with no act."""
    terms = companions.terms(**fields.pop("terms", {}))
    return Companionship.objects.create(
        person=person, volunteer=volunteer, **terms._asdict(), started_on=companions.FIRST, **fields
    )


def refused_for(promise):
    return pytest.raises(IntegrityError, match=promise)


def looked_at_last():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def meet(pair):
    """A meeting of `pair`, to which its volunteer comes, written by hand."""
    turn = volunteering.request(pair.person.comune, kind=pair.kind, companionship=pair, published_at=None)
    return volunteering.assign(pair.volunteer, turn)


def test_a_pair_with_a_turn_of_its_own_stands(ida):
    meet(write(ida, volunteering.able()))

    looked_at_last()


def test_who_may_not_do_a_turn_is_in_no_pair(ida):
    write(ida, volunteering.candidate())

    with refused_for("only_who_may_keeps_company"):
        looked_at_last()


def test_a_pair_does_not_begin_again_without_a_turn(ida):
    pair = write(ida, volunteering.able())
    row = meet(pair)
    looked_at_last()
    companions.pairs().update(state="paused")
    volunteering.assignments().filter(pk=row.pk).update(state="cancelled")

    with refused_for("only_who_may_keeps_company"), transaction.atomic():
        companions.pairs().update(state="active")
        looked_at_last()


def test_nobody_keeps_themselves_company(ida):
    with refused_for("nobody_keeps_themselves_company"):
        write(ida, volunteering.able(ida))


@pytest.mark.parametrize("answers", [True, False], ids=["their guardian", "their ward"])
def test_never_with_who_answers_for_them(ida, answers):
    volunteer = volunteering.able()
    both = [volunteer.person, ida] if answers else [ida, volunteer.person]
    factories.tie(*both, kind=Guardianship.Kind.SUPPORT)

    with refused_for("who_answers_for_somebody_is_not_their_pair"):
        write(ida, volunteer)


def test_never_without_their_own_yes(norcia):
    with refused_for("company_only_with_a_yes"):
        write(companions.elder(norcia, says_yes=False), volunteering.able())


def test_two_people_are_one_open_pair(ida):
    pair = write(ida, volunteering.able())

    with refused_for("two_people_are_one_pair"):
        write(ida, pair.volunteer)


def test_only_calls_are_made_from_home(ida):
    with refused_for("only_calls_are_made_from_home"):
        write(ida, volunteering.able(), terms={"kind": companions.company(is_remote=True)})


def test_a_pair_never_begins_paused_nor_after_its_end(ida):
    with refused_for("a_pair_begins_by_meeting"), transaction.atomic():
        write(ida, volunteering.able(), state="paused")
    over = write(ida, volunteering.able(), state="ended", ended_on=date(2026, 11, 1))

    with refused_for("a_pair_that_ended_is_over"):
        companions.pairs().filter(pk=over.pk).update(state="active", ended_on=None)


def test_a_meeting_of_two_is_never_published(ida):
    row = meet(write(ida, volunteering.able()))

    with refused_for("a_meeting_of_two_is_never_published"):
        HelpRequest.objects.filter(pk=row.request_id).update(published_at=volunteering.MOMENT)


def test_nobody_else_comes_to_a_meeting_of_two(ida):
    row = meet(write(ida, volunteering.able()))
    HelpRequest.objects.filter(pk=row.request_id).update(places=2)

    with refused_for("only_who_may_is_assigned"):
        volunteering.assign(volunteering.able(), row.request)


def test_a_pair_that_ends_takes_its_volunteer_out_of_what_is_ahead(ida):
    row = meet(write(ida, volunteering.able()))

    companions.pairs().update(state="ended", ended_on=date(2026, 11, 25))

    row.refresh_from_db()
    assert (row.state, [each["code"] for each in row.refusals]) == ("suspended", ["not_of_this_pair"])


def test_who_is_forgotten_is_visited_no_more(ida):
    row = meet(write(ida, volunteering.able()))

    ida.delete()

    row.refresh_from_db()
    assert row.state == "cancelled"
    assert HelpRequest.objects.get(pk=row.request_id).cancelled_at is not None


def test_a_note_stays_as_it_was_written(ida):
    pair = write(ida, volunteering.able(), state="ended", ended_on=date(2026, 11, 1))
    CompanionshipNote.objects.create(
        companionship=pair, day=date(2026, 11, 1), how="visit", going="well", written_at=volunteering.MOMENT
    )

    with refused_for("a_note_stays_as_written"):
        companions.notes().update(going="worrying")


def refer(person, agreed_by):
    return Referral.objects.create(
        person=person,
        source="desk",
        service=factories.service(),
        reason="La spesa a casa.",
        agreed_by=agreed_by,
        agreed_through="spoken",
        agreed_on=date(2026, 11, 20),
        made_at=volunteering.MOMENT,
    )


def test_no_referral_without_a_yes_of_who_may_say_it(ida):
    child = factories.child_of(ida)
    assert refer(ida, ida).pk
    assert refer(child, ida).pk

    for person, by in [(ida, None), (ida, factories.human()), (child, child)]:
        with refused_for("a_yes_is_of_who_may_say_it"), transaction.atomic():
            refer(person, by)


def test_a_yes_cannot_be_taken_out_afterwards(ida):
    refer(ida, ida)

    with refused_for("no_referral_without_a_yes|a_yes_is_of_who_may_say_it"):
        Referral.objects.for_everyone(reason="una prova").update(agreed_through="")


def test_the_hours_of_a_meeting_are_those_of_a_day(ida):
    with refused_for("a_meeting_ends_after_it_begins"):
        write(ida, volunteering.able(), terms={"local_start": time(17), "local_end": time(16)})
