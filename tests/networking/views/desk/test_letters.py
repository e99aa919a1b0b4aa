"""The desk's letters: only of one's own territory, each look written down, nothing changed by looking."""

import pytest
from django.utils import timezone

from networking import jobs
from networking.models import LetterBatch
from networking.outbox.letters import posting, printing
from tests import factories
from tests.networking.letters import told
from tests.networking.letters.told import again, somebody, tell

LETTERS = "/operatori/lettere/"


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    told.at_home(settings, tmp_path)


@pytest.fixture
def at_once(monkeypatch):
    """A PDF that is not drawn: these tests are about the pages."""

    def draw(batch, letters):
        batch.letters, batch.pages = len(letters), 2 * len(letters) + 2
        return b"%PDF-1.7 finto", []

    monkeypatch.setattr(printing, "_drawn", draw)


@pytest.fixture
def batch(norcia, at_once, real_now):
    tell(somebody(norcia, "Ada Vagni"), real_now)
    [made] = printing.print_letters()
    return made


@pytest.fixture
def real_now(db):
    return timezone.now()


def page(client, address=LETTERS):
    return client.get(address).content.decode()


def test_who_waits_is_counted_and_printed_at_once_when_asked(as_operator, norcia, at_once, real_now):
    tell(somebody(norcia), real_now)
    tell(somebody(norcia), real_now)

    assert "<strong>2</strong> persone aspettano una lettera" in page(as_operator)
    answer = as_operator.post(f"{LETTERS}stampa/", follow=True)

    assert "2 lettere da stampare." in answer.content.decode()
    assert "Nessuno aspetta una lettera." in answer.content.decode()


def test_many_letters_are_a_job_that_one_waits_for(as_operator, norcia, at_once, real_now, monkeypatch):
    monkeypatch.setattr("networking.views.desk.letters.AT_ONCE", 1)
    for _each in range(2):
        tell(somebody(norcia), real_now)

    answer = as_operator.post(f"{LETTERS}stampa/")

    assert answer.url.startswith("/profilo/lavori/")
    jobs.run()
    told_page = as_operator.get(answer.url).content.decode()
    assert "2 lettere da stampare." in told_page
    assert f'href="{LETTERS}"' in told_page


def test_asvs_8_4_1_another_zones_letters_are_neither_seen_nor_printed_nor_posted(
    as_other_operator, batch, norcia, real_now
):
    waiting = tell(somebody(norcia), real_now)
    addresses = [f"{LETTERS}{batch.pk}/{end}" for end in ("", "file/")]
    deeds = [f"{LETTERS}{batch.pk}/{end}" for end in ("imbucate/", "non-imbucate/", "da-rifare/")]

    assert str(batch.pk) not in page(as_other_operator)
    assert "Nessuno aspetta una lettera." in page(as_other_operator)
    assert {as_other_operator.get(address).status_code for address in addresses} == {404}
    assert {as_other_operator.post(address).status_code for address in deeds} == {404}
    as_other_operator.post(f"{LETTERS}stampa/")
    assert again(waiting).state == "queued"
    assert again(batch).posted_at is None


def test_asvs_16_3_2_who_fetches_a_pile_and_who_reads_its_list_is_written_down(as_operator, batch, readings):
    as_operator.get(f"{LETTERS}{batch.pk}/")
    answer = as_operator.get(f"{LETTERS}{batch.pk}/file/")

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 finto"
    assert answer["Content-Disposition"].startswith('attachment; filename="lettere-norcia-')
    assert answer["Cache-Control"] == "private, no-store"
    assert readings() == [("listed", "", 1), ("printed", str(batch.pk), 1)]


def test_a_pile_goes_from_to_print_to_to_post_to_posted_and_back(as_operator, batch):
    assert "Niente da imbucare." in page(as_operator)
    as_operator.get(f"{LETTERS}{batch.pk}/file/")
    assert "Niente da stampare." in page(as_operator)

    as_operator.post(f"{LETTERS}{batch.pk}/imbucate/")
    assert "Niente da imbucare." in page(as_operator)
    assert "Annulla: non sono ancora imbucate" in page(as_operator, f"{LETTERS}{batch.pk}/")

    as_operator.post(f"{LETTERS}{batch.pk}/non-imbucate/")
    assert "Ancora nessuna." in page(as_operator)


def test_a_letter_that_came_back_is_said_and_its_address_is_to_be_asked_again(
    as_operator, operator_of_zone_6, batch, real_now
):
    person = factories.notices().get(batch=batch).person
    posting.posted(batch, by=operator_of_zone_6, now=real_now)

    answer = as_operator.post(f"{LETTERS}{batch.pk}/tornata/{person.pk}/", follow=True)

    assert "Chiedi a Ada Vagni l&#x27;indirizzo giusto." in answer.content.decode()
    assert "tornata indietro" in page(as_operator, f"{LETTERS}{batch.pk}/")
    assert "una lettera è tornata indietro" in page(as_operator, f"/operatori/persone/{person.pk}/")


def test_what_must_not_be_posted_any_more_is_said_on_top(as_operator, batch):
    factories.notices().filter(batch=batch).update(state="withdrawn")

    assert "Ada Vagni: il motivo non c'è più, o è passato il momento." in page(
        as_operator, f"{LETTERS}{batch.pk}/"
    )


def test_looking_changes_nothing(as_operator, batch):
    for end in ("imbucate/", "non-imbucate/", "da-rifare/", f"tornata/{batch.pk}/"):
        assert as_operator.get(f"{LETTERS}{batch.pk}/{end}").status_code == 405
    assert as_operator.get(f"{LETTERS}stampa/").status_code == 405


def test_a_pile_without_a_file_is_not_offered(as_operator, batch):
    told.batches().update(file="")

    assert as_operator.get(f"{LETTERS}{batch.pk}/file/").status_code == 404
    assert "Il file non c'è più" in page(as_operator, f"{LETTERS}{batch.pk}/")


def test_the_desks_first_page_counts_what_is_to_be_posted(as_operator, batch):
    context = as_operator.get("/operatori/").context

    assert (context["letters_to_post"], context["letters_waiting"]) == (1, 0)


@pytest.fixture
def few_and_many(norcia, at_once, real_now):
    """A pile of one letter, one of 25, and a list of 26 piles."""
    piles = []
    for letters in (1, 25):
        for _each in range(letters):
            tell(somebody(norcia), real_now)
        piles += printing.print_letters()
    everyone = LetterBatch.objects.for_everyone(reason="una prova")
    return piles, lambda: [
        everyone.create(comune=norcia, made_at=real_now, letters=1, pages=4) for _each in range(24)
    ]


def test_a_pile_asks_the_database_as_much_for_25_letters_as_for_one(
    as_operator, few_and_many, django_assert_max_num_queries
):
    for pile in few_and_many[0]:
        with django_assert_max_num_queries(20):
            assert as_operator.get(f"{LETTERS}{pile.pk}/").status_code == 200


def test_the_list_asks_the_database_as_much_for_26_piles_as_for_two(
    as_operator, few_and_many, django_assert_max_num_queries
):
    for make_more in (list, few_and_many[1]):
        make_more()
        with django_assert_max_num_queries(20):
            assert as_operator.get(LETTERS).status_code == 200
