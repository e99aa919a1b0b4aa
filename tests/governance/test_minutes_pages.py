"""The pages of minutes: what is typed is never lost, everybody has only their own, many cost as much as one."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from governance.minutes import drafting, saving, stepping
from governance.models import Minutes
from networking.models import AccessRecord, RoleKind
from tests import factories, governing, minuted
from tests.governance import seated

pytestmark = pytest.mark.django_db
NOW = seated.NOW
CHECK = reverse("governance:minutes_check_ask")


@pytest.fixture
def secretary(db):
    return factories.person("scrive@example.org", RoleKind.SECRETARY, everywhere=True)


@pytest.fixture
def desk(secretary):
    return factories.signed_in(secretary)


@pytest.fixture
def drafted(secretary):
    return drafting.begin(minuted.held(), by=secretary, now=NOW)


def at(name, minutes, *more):
    return reverse(f"governance:{name}", args=[minutes.pk, *more])


def typed(minutes, **words):
    return {"based_on": str(minutes.last_version), **words}


def test_from_the_meeting_one_begins_and_comes_back(desk):
    meeting = minuted.held()
    address = reverse("governance:minutes_begin", args=[meeting.pk])

    first = desk.post(address)
    second = desk.post(address)

    minutes = Minutes.objects.for_everyone(reason="prova").get()
    assert first.url == second.url == at("minutes_write", minutes)
    assert "Il verbale" in desk.get(reverse("governance:meeting", args=[meeting.pk])).content.decode()


def test_a_meeting_to_come_has_no_minutes(desk):
    meeting = governing.meeting(governing.body())

    answer = desk.post(reverse("governance:minutes_begin", args=[meeting.pk]), follow=True)

    assert "non è ancora cominciata" in answer.content.decode()


def test_what_one_writes_is_saved(desk, drafted):
    answer = desk.post(
        at("minutes_write", drafted), typed(drafted, apertura="Si apre\n\ntardi."), follow=True
    )

    content = answer.content.decode()
    assert "Salvato: versione 2." in content
    assert "<p>tardi.</p>" in content


def test_two_secretaries_on_the_same_part_see_both_and_nothing_is_run(desk, drafted, secretary):
    theirs, mine = "<script>alert(1)</script>", "<b>Quello che ho scritto io</b>"
    saving.save(drafted, {"apertura": theirs}, based_on=1, by=secretary, now=NOW)

    answer = desk.post(at("minutes_write", drafted), {"based_on": "1", "apertura": mine})

    content = answer.content.decode()
    assert answer.status_code == 409
    assert theirs not in content
    assert mine not in content
    assert "&lt;script&gt;" in content
    assert "&lt;b&gt;Quello che ho scritto io" in content
    again = desk.post(at("minutes_write", drafted), {"based_on": "2", "apertura": mine}, follow=True)
    assert "versione 3" in again.content.decode()


def test_too_long_it_is_refused_beside_the_cell_and_still_there(desk, drafted):
    answer = desk.post(at("minutes_write", drafted), typed(drafted, apertura="a" * 20_001, chiusura="Fine."))

    assert answer.context["form"].errors.keys() == {"apertura"}
    assert "Fine." in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "99", "x", ""])
def test_a_version_that_never_was_is_no_error_page(desk, drafted, number):
    answer = desk.post(at("minutes_write", drafted), {"based_on": number, "apertura": "Parole."})

    assert answer.status_code in {200, 302}


def test_what_is_chosen_is_left_out_of_the_copy_for_all(desk, drafted):
    desk.post(at("minutes_hide", drafted), typed(drafted, **{"apertura:1": "on"}))

    first = saving.last_of(Minutes.objects.for_everyone(reason="prova").get()).sections[0]
    assert [each["is_hidden"] for each in first["paragraphs"]] == [False, True]


def test_versions_are_compared_and_taken_up_again(desk, drafted):
    desk.post(at("minutes_write", drafted), typed(drafted, apertura="Sbagliato."))

    page = desk.get(at("minutes_versions", drafted), {"da": "1", "a": "2"}).content.decode()
    assert "<ins>" in page
    assert "<del>" in page
    desk.post(at("minutes_restore", drafted, 1))

    minutes = Minutes.objects.for_everyone(reason="prova").get()
    assert minutes.last_version == 3


def test_never_a_draft_of_somebody_elses(drafted):
    sits, other = (factories.person(f"{each}@example.org", RoleKind.CITIZEN) for each in ("una", "altra"))
    governing.mandate(drafted.meeting.body, sits.person)
    page = at("minutes", drafted)

    assert factories.signed_in(sits).get(page).status_code == 404
    stepping.show(drafted, now=NOW)
    assert factories.signed_in(sits).get(page).status_code == 200
    assert factories.signed_in(other).get(page).status_code == 404
    assert factories.signed_in(sits).get(at("minutes_write", drafted)).status_code == 404


def test_g_i12_members_read_the_books_of_their_association_and_it_is_written_down():
    body = governing.body(kind="board", organization=governing.association())
    member, other = (factories.person(f"{each}@example.org", RoleKind.CITIZEN) for each in ("una", "altra"))
    governing.member(body.organization, member.person)
    approved, reviewed = (
        minuted.minutes(
            minuted.held(body=body, first_call_at=governing.FIRST_CALL + timedelta(days=day)), state=state
        )
        for day, state in enumerate(["approved", "review"])
    )

    client = factories.signed_in(member)
    assert client.get(at("minutes_whole", approved)).status_code == 200
    assert client.get(at("minutes", reviewed)).status_code == 404
    assert factories.signed_in(other).get(at("minutes_whole", approved)).status_code == 404
    reading = AccessRecord.objects.for_everyone(reason="prova").get()
    assert (reading.page, reading.subject_id) == (at("minutes_whole", approved), str(approved.pk))


def test_who_presided_reads_again_and_approves(secretary):
    chair = factories.person("presiede@example.org", RoleKind.CITIZEN)
    minutes = drafting.begin(minuted.held(chair.person), by=secretary, now=NOW)
    governing.mandate(minutes.meeting.body, chair.person, task="chair")
    stepping.show(minutes, now=NOW)
    stepping.propose(minutes, now=NOW)
    client = factories.signed_in(chair)

    stale = client.post(at("minutes_approve", minutes), {"seen": "9"}, follow=True)
    assert "cambiato mentre lo leggevi" in stale.content.decode()
    assert factories.signed_in(secretary).get(at("minutes_approve", minutes)).status_code == 404
    done = client.post(at("minutes_approve", minutes), {"seen": "1"}, follow=True)

    content = done.content.decode()
    assert "non cambia più" in content
    assert "Scarica il verbale" in content


def test_a_step_too_early_is_a_sentence(desk, drafted):
    answer = desk.post(at("minutes_step", drafted), {"passo": "pubblica"}, follow=True)

    assert "guarda a che punto è" in answer.content.decode()


def test_anybody_has_the_copy_for_all_only_once_it_is_published(client):
    signed, published = minuted.minutes(state="signed"), minuted.minutes(state="published")

    assert client.get(at("minutes_extract", signed)).status_code == 404
    assert client.get(at("minutes_whole", published)).status_code == 302
    assert client.get(at("minutes_extract", published)).content == minuted.EXTRACT


FILES = {
    "whole": (minuted.WHOLE, "È il verbale approvato, intero"),
    "extract": (minuted.EXTRACT, "È la copia per tutti"),
    "signed": (minuted.SCAN, "La firma il portale non la può controllare"),
}


@pytest.mark.parametrize("which", FILES)
def test_g_n9_anybody_knows_whether_a_file_is_true_and_one_byte_is_enough(client, which):
    minutes = minuted.minutes(state="published")
    content, said = FILES[which]

    true = hand_in(client, content)
    false = hand_in(client, content[:-1] + b"X")

    assert said in true
    assert minutes.meeting.body.name in true
    assert "Non lo riconosciamo" in false


def hand_in(client, content):
    answer = client.post(CHECK, {"file": SimpleUploadedFile("verbale.pdf", content)})
    return answer.content.decode()


def test_a_fingerprint_is_enough(client):
    minutes = minuted.minutes(state="published")
    digest = bytes(minutes.extract_digest).hex()

    true = client.post(CHECK, {"digest": f" {digest.upper()} "}).content.decode()
    false = client.post(CHECK, {"digest": "0" * 64}).content.decode()
    wrong = client.post(CHECK, {"digest": "123"})

    assert "È la copia per tutti" in true
    assert "Non lo riconosciamo" in false
    assert wrong.context["form"].errors.keys() == {"digest"}


def test_what_is_no_pdf_is_refused_beside_the_cell(client):
    answer = client.post(CHECK, {"file": SimpleUploadedFile("verbale.pdf", b"ciao")})

    assert answer.context["form"].errors.keys() == {"file"}
    assert client.post(CHECK, {}).context["form"].errors.keys() == {"file"}


def test_the_code_on_paper_leads_to_what_was_approved_and_to_nothing_else(client):
    minutes, draft = minuted.minutes(state="approved"), minuted.minutes(state="proposed")

    page = client.get(at("minutes_check", minutes))
    assert minutes.fingerprint in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert bytes(minutes.whole_digest).hex() not in page.content.decode()
    assert client.get(at("minutes_check", draft)).status_code == 404


@pytest.mark.parametrize("rows", [1, 25])
@pytest.mark.parametrize("name", ["minutes_list", "minutes_public_list"])
def test_lists_ask_as_much_for_many_as_for_one(desk, rows, name, django_assert_max_num_queries):
    body = governing.body()
    for day in range(rows):
        at_this = governing.FIRST_CALL + timedelta(days=day)
        minuted.minutes(minuted.held(body=body, first_call_at=at_this), state="published")

    with django_assert_max_num_queries(18):
        desk.get(reverse(f"governance:{name}"))


@pytest.mark.parametrize("rows", [1, 25])
def test_a_book_asks_as_much_for_many_lines_as_for_one(desk, rows, django_assert_max_num_queries):
    body = governing.body()
    for day in range(rows):
        at_this = governing.FIRST_CALL + timedelta(days=day)
        minuted.minutes(minuted.held(body=body, first_call_at=at_this), state="transcribed")

    with django_assert_max_num_queries(18):
        page = desk.get(reverse("governance:minutes_book", args=[body.slug])).content.decode()
    assert "ed è intatto" in page
