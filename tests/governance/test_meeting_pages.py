"""The pages of bodies and meetings: what each shows to whom, what was typed when it is refused, what they cost."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from governance.convening import drafting
from governance.convening.convening import convene
from governance.models import Meeting, Summons
from networking.models import Comune, RoleKind
from tests import factories, governing

pytestmark = pytest.mark.django_db
NOW = timezone.now()
FIRST_CALL = timezone.localtime(NOW).replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=20)
TYPED = {
    "title": "Seduta di prova",
    "first_call_at": f"{FIRST_CALL:%Y-%m-%dT%H:%M}",
    "mode": "in_person",
    "place": "Palazzo comunale",
    "planned_minutes": "90",
}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def secretary(db):
    return factories.person("segreteria@example.org", RoleKind.SECRETARY)


@pytest.fixture
def as_secretary(secretary):
    return factories.signed_in(secretary)


@pytest.fixture
def body(db):
    return governing.body(name="Cabina di prova", is_public=True)


@pytest.fixture
def who_sits(body):
    user = factories.person("siede@example.org", RoleKind.CITIZEN, full_name="Carla Pesci")
    governing.mandate(body, user.person, comune=Comune.objects.get(slug="norcia"))
    return user


def meetings():
    return Meeting.objects.for_everyone(reason="prova")


def address(name, row):
    return reverse(f"governance:{name}", args=[row.pk])


def convened(body, secretary):
    meeting = drafting.draft(body, wanted={"title": "Seduta", "first_call_at": FIRST_CALL, "place": "Norcia"})
    drafting.add_item(meeting, wanted={"title": "Il piano"})
    convene(meeting, by=secretary, now=NOW)
    return meetings().get(pk=meeting.pk)


class TestBodies:
    def test_anybody_reads_who_sits_and_for_which_comune(self, client, who_sits):
        page = client.get("/governo/").content.decode()

        assert "Carla Pesci" in page
        assert "Norcia" in page
        assert "Con almeno un posto: 1. Senza: 20." in page

    def test_not_of_a_body_that_is_not_public(self, client):
        governing.mandate(governing.body(name="Gruppo riservato"), factories.human("Ugo Neri"))

        page = client.get("/governo/").content.decode()

        assert "Gruppo riservato" not in page
        assert "Ugo Neri" not in page

    def test_not_who_sat_once(self, client, body):
        governing.mandate(body, factories.human("Ugo Neri"), ends_on=date(2026, 6, 1))

        assert "Ugo Neri" not in client.get("/governo/").content.decode()

    @pytest.mark.parametrize("seats", [1, 25])
    def test_queries_do_not_grow_with_the_seats(self, client, body, seats, django_assert_max_num_queries):
        for _each in range(seats):
            governing.mandate(body, comune=Comune.objects.first())
        with django_assert_max_num_queries(8):
            client.get("/governo/")


class TestDraftingPages:
    def test_the_secretary_writes_a_meeting_and_its_points(self, as_secretary, body):
        as_secretary.post(reverse("governance:meeting_new", args=[body.slug]), TYPED)
        meeting = meetings().get()
        as_secretary.post(address("item_new", meeting), {"title": "Il piano", "matter": "ordinary"})
        item = drafting.items_of(meeting).get()
        as_secretary.post(
            f"{address('item_new', meeting)}?parte={item.pk}", {"title": "I costi", "matter": "accounts"}
        )
        page = as_secretary.get(address("meeting", meeting)).content.decode()

        assert meeting.first_call_at == FIRST_CALL
        assert "1. Il piano" in page
        assert "1.1. I costi" in page

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"first_call_at": "ieri"}, "Scrivi giorno e ora"),
            ({"first_call_at": "2027-03-28T02:30"}, "2027"),
            ({"place": ""}, "Scrivi dove ci si trova."),
            ({"mode": "remote"}, "Scrivi l&#x27;indirizzo con cui ci si collega."),
            ({"second_call_at": TYPED["first_call_at"]}, "deve essere dopo la prima"),
            ({"planned_minutes": "x"}, "numero"),
            ({"title": "a" * 500}, "200"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, as_secretary, body, typed, words):
        response = as_secretary.post(
            reverse("governance:meeting_new", args=[body.slug]), {**TYPED, "link": "", **typed}
        )
        page = response.content.decode()

        assert response.status_code == 200
        assert words in page
        assert 'value="90"' in page or typed.get("planned_minutes")
        assert not meetings().exists()

    def test_points_are_moved_written_and_taken_away(self, as_secretary, body):
        meeting = governing.meeting(body, state="draft")
        second = governing.item(meeting, title="Secondo")
        as_secretary.post(address("item_move", second), {"verso": "su"})
        as_secretary.post(address("item_write", second), {"title": "Primo", "matter": "ordinary"})

        assert [each.title for each in drafting.items_of(meeting)] == ["Primo", "Punto 1"]
        as_secretary.post(address("item_remove", second))
        assert drafting.items_of(meeting).count() == 1

    def test_a_paper_is_added_and_read_by_who_sits(self, as_secretary, secretary, body, who_sits):
        meeting = convened(body, secretary)
        item = drafting.items_of(meeting).get()
        as_secretary.post(
            address("item_document", item),
            {"title": "Relazione", "upload": SimpleUploadedFile("r.pdf", PDF, "application/pdf")},
        )
        (paper,) = item.documents.for_everyone(reason="prova")

        response = factories.signed_in(who_sits).get(address("meeting_document", paper))
        assert response.status_code == 200
        assert b"".join(response) == PDF

    def test_a_paper_that_is_none_is_refused_beside_its_cell(self, as_secretary, body):
        item = governing.agenda_of(governing.meeting(body, state="draft")).get()
        response = as_secretary.post(
            address("item_document", item),
            {"upload": SimpleUploadedFile("r.pdf", b"<html>", "application/pdf")},
        )

        assert response.status_code == 200
        assert response.context["form"].errors["upload"]


class TestConveningPages:
    def test_the_secretary_convenes_and_reads_to_whom_it_went(self, as_secretary, body, who_sits):
        meeting = governing.meeting(body, state="draft", first_call_at=FIRST_CALL)
        response = as_secretary.post(address("meeting_convene", meeting), follow=True)

        assert response.redirect_chain[-1][0] == address("meeting_proof", meeting)
        assert "Carla Pesci" in response.content.decode()

    def test_too_late_it_says_how_many_days_and_convenes_nobody(self, as_secretary, body, who_sits):
        soon = timezone.localtime(NOW) + timedelta(days=2)
        meeting = governing.meeting(body, state="draft", first_call_at=soon)
        page = as_secretary.post(address("meeting_convene", meeting)).content.decode()

        assert "5 giorni di preavviso, e da oggi ne restano 2" in page
        assert meetings().get(pk=meeting.pk).state == "draft"

    def test_a_flagged_lateness_asks_why_beside_its_cell(self, as_secretary, body, who_sits):
        governing.rule(body, late_notice="flagged")
        soon = timezone.localtime(NOW) + timedelta(days=2)
        meeting = governing.meeting(body, state="draft", first_call_at=soon)
        response = as_secretary.post(address("meeting_convene", meeting))

        assert response.context["form"].errors["late_because"]
        as_secretary.post(address("meeting_convene", meeting), {"late_because": "Il bando scade"})
        assert meetings().get(pk=meeting.pk).late_because == "Il bando scade"

    def test_a_change_and_a_calling_off(self, as_secretary, secretary, body, who_sits):
        meeting = convened(body, secretary)
        item = drafting.items_of(meeting).get()
        as_secretary.post(
            address("meeting_change", meeting),
            {
                **{name: TYPED[name] for name in ("first_call_at", "mode", "place")},
                "new_matter": "ordinary",
                "new_title": "Ancora uno",
                "dropped": [str(item.pk)],
            },
        )
        assert [each.title for each in drafting.items_of(meeting)] == ["Ancora uno"]
        response = as_secretary.post(address("meeting_call_off", meeting), {"because": ""})
        assert response.context["form"].errors["because"]
        as_secretary.post(address("meeting_call_off", meeting), {"because": "Neve"})
        assert meetings().get(pk=meeting.pk).called_off_because == "Neve"

    def test_another_meetings_point_cannot_be_dropped(self, as_secretary, secretary, body, who_sits):
        meeting = convened(body, secretary)
        other = governing.agenda_of(governing.meeting(governing.body())).get()
        response = as_secretary.post(
            address("meeting_change", meeting),
            {**TYPED, "new_matter": "ordinary", "dropped": [str(other.pk)]},
        )

        assert response.context["form"].errors["dropped"]

    @pytest.mark.parametrize("people", [1, 25])
    def test_the_proof_costs_the_same_for_many(
        self, as_secretary, secretary, body, people, django_assert_max_num_queries
    ):
        for _each in range(people):
            governing.mandate(body)
        meeting = convened(body, secretary)
        with django_assert_max_num_queries(18):
            as_secretary.get(address("meeting_proof", meeting))


class TestWhoIsCalled:
    def test_reads_the_agenda_and_answers_and_it_is_written(self, secretary, body, who_sits):
        meeting, browser = convened(body, secretary), factories.signed_in(who_sits)
        page = browser.get(address("meeting", meeting)).content.decode()
        summons = Summons.objects.for_everyone(reason="prova").get(meeting=meeting)
        browser.post(address("meeting_reply", summons), {f"{summons.pk}-reply": "comes"})
        summons.refresh_from_db()

        assert "1. Il piano" in page
        assert (summons.reply, summons.replied_by) == ("comes", who_sits.person)
        assert summons.seen_at is not None

    @pytest.mark.parametrize("reply", ["", "remote", "xyz"])
    def test_nonsense_is_no_answer(self, secretary, body, who_sits, reply):
        meeting, browser = convened(body, secretary), factories.signed_in(who_sits)
        summons = Summons.objects.for_everyone(reason="prova").get(meeting=meeting)
        response = browser.post(
            address("meeting_reply", summons), {f"{summons.pk}-reply": reply}, follow=True
        )
        summons.refresh_from_db()

        assert response.status_code == 200
        assert summons.reply == ""

    def test_never_somebody_elses_answer_nor_a_draft(self, secretary, body, who_sits):
        meeting, draft = convened(body, secretary), governing.meeting(body, state="draft")
        summons = Summons.objects.for_everyone(reason="prova").get(meeting=meeting)
        sits_too = factories.person("anche@example.org", RoleKind.CITIZEN)
        governing.mandate(body, sits_too.person)
        browser = factories.signed_in(sits_too)

        assert browser.get(address("meeting", meeting)).status_code == 200
        assert browser.post(address("meeting_reply", summons), {}).status_code == 404
        for name in ("meeting_proof", "meeting_change", "meeting_call_off"):
            assert browser.get(address(name, meeting)).status_code == 404
        assert browser.get(address("meeting", draft)).status_code == 404

    def test_who_presides_convenes_for_their_own_body_alone(self, body, who_sits):
        chair = factories.person("presidente@example.org", RoleKind.CITIZEN)
        governing.mandate(body, chair.person, task="chair")
        browser = factories.signed_in(chair)
        mine = governing.meeting(body, state="draft")
        theirs = governing.meeting(governing.body(), state="draft")

        assert browser.get(address("meeting_convene", mine)).status_code == 200
        assert browser.get(address("meeting_convene", theirs)).status_code == 404

    @pytest.mark.parametrize("points", [1, 25])
    def test_queries_do_not_grow_with_the_points(self, body, who_sits, points, django_assert_max_num_queries):
        meeting = governing.meeting(body)
        for _each in range(points - 1):
            governing.item(meeting)
        browser = factories.signed_in(who_sits)
        with django_assert_max_num_queries(26):
            browser.get(address("meeting", meeting))
