"""The pages of a sitting: what each shows to whom, what was typed when it is refused, what they cost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from governance.models import Ballot, BallotRight, Meeting, OpenVote, Presence, SecretTally
from governance.voting import balloting
from networking.models import Person, RoleKind
from tests import factories, governing
from tests.governance import seated

pytestmark = pytest.mark.django_db
# The pages take the moment from the clock: the meeting is of an hour ago.
BEGAN = timezone.now() - timedelta(hours=1)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def as_secretary(db):
    return factories.signed_in(factories.person("segreteria@example.org", RoleKind.SECRETARY))


@pytest.fixture
def carla(db):
    return factories.person("carla@example.org", RoleKind.CITIZEN, full_name="Carla Pesci")


def going_on(*people, state="open", **rule):
    """A meeting of an hour ago with these people in the body."""
    body = governing.body()
    if rule:
        governing.rule(body, **rule)
    for person in people:
        governing.mandate(body, person)
    return governing.meeting(body, state=state, first_call_at=BEGAN)


def someone(many=1):
    return [factories.human(f"Persona Numero{each}") for each in range(many)]


def address(name, pk):
    return reverse(f"governance:{name}", args=[pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def test_from_the_beginning_to_the_end(as_secretary):
    people = someone(2)
    meeting = going_on(*people, state="convened")
    post = lambda name, pk, **said: as_secretary.post(address(name, pk), said, follow=True)  # noqa: E731

    post("sitting_begin", meeting.pk, **{"inizio-call": "1", "inizio-chair": str(people[0].pk)})
    for each in people:
        post("sitting_enter", meeting.pk, **{"entra-person": str(each.pk), "entra-mode": "in_person"})
    item = governing.agenda_of(meeting).get()
    page = text_of(as_secretary.get(address("sitting", meeting.pk)))
    assert "Chi c'è: 2" in page
    assert "Numero legale: sì." in page

    post("ballot_open", meeting.pk, **{"voto-item": str(item.pk), "voto-question": "Si approva?"})
    for right in BallotRight.objects.for_everyone(reason="prova").all():
        post("vote_by_hand", right.pk, choice="favour")
    ballot = Ballot.objects.for_everyone(reason="prova").get()
    page = text_of(post("ballot_close", ballot.pk))
    assert "approvata (a favore 2, contro 0, astensioni 0)" in page
    inside = Presence.objects.for_everyone(reason="prova").first()
    assert "Chi è uscito" in text_of(post("sitting_leave", inside.pk))

    post("sitting_end", meeting.pk)
    assert Meeting.objects.for_everyone(reason="prova").get(pk=meeting.pk).state == "closed"
    assert not Presence.objects.for_everyone(reason="prova").now_in().exists()


def test_without_quorum_it_says_why_and_keeps_what_was_typed(as_secretary):
    people = someone(4)
    meeting = going_on(*people)
    seated.enter(meeting, people[0], now=BEGAN)
    item = governing.agenda_of(meeting).get()

    page = text_of(
        as_secretary.post(
            address("ballot_open", meeting.pk),
            {"voto-item": str(item.pk), "voto-question": "Si approva la gita?"},
        )
    )

    assert "ne servono almeno 2" in page
    assert "Si approva la gita?" in page
    assert not Ballot.objects.for_everyone(reason="prova").exists()


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("sitting_enter", {"entra-mode": "remote"}, "Scegli una persona."),
        ("sitting_recuse", {"astensione-reason": "Ci lavora"}, "Scegli un punto."),
        (
            "ballot_open",
            {"voto-item": "00000000-0000-4000-8000-000000000000", "voto-question": "Si?"},
            "Scegli un punto dall",
        ),
        ("sitting_begin", {"inizio-call": "2"}, "già cominciata"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_breaks(as_secretary, name, said, sentence):
    meeting = going_on(*someone(2))

    response = as_secretary.post(address(name, meeting.pk), said)

    assert response.status_code == 200
    assert sentence in text_of(response)


def test_a_second_call_that_is_not_there_and_one_that_is_early(as_secretary):
    meeting = governing.meeting(governing.body(), first_call_at=timezone.now() + timedelta(days=12))

    early = text_of(as_secretary.post(address("sitting_begin", meeting.pk), {"inizio-call": "1"}))
    other = text_of(as_secretary.post(address("sitting_begin", meeting.pk), {"inizio-call": "2"}))

    assert "È presto" in early
    assert "non ha la seconda convocazione" in other


def test_a_member_votes_and_reads_the_reckoning(carla, as_secretary):
    meeting = going_on(carla.person, *someone(1))
    seated.enter(meeting, carla.person, now=BEGAN)
    ballot = seated.ballot(meeting, now=BEGAN)
    right = seated.right_of(ballot, carla.person)
    client = factories.signed_in(carla)

    page = text_of(client.post(address("vote", right.pk), {}))
    assert "Scegli come voti." in page
    client.post(address("vote", right.pk), {f"{right.pk}-choice": "favour"})
    again = client.post(address("vote", right.pk), {f"{right.pk}-choice": "against"}, follow=True)
    assert "si vota una volta sola" in text_of(again)
    assert OpenVote.objects.for_everyone(reason="prova").get().choice == "favour"

    balloting.close(ballot, now=timezone.now())
    page = text_of(client.get(address("voting", meeting.pk)))
    assert "La proposta è approvata." in page
    assert "Carla Pesci: A favore" in page


def test_while_one_votes_in_secret_no_count_is_shown_and_few_are_warned(carla):
    meeting = going_on(carla.person, *(others := someone(1)))
    seated.enter(meeting, carla.person, *others, now=BEGAN)
    ballot = seated.ballot(meeting, now=BEGAN, is_secret=True)
    right = seated.right_of(ballot, carla.person)
    client = factories.signed_in(carla)

    page = text_of(client.get(address("voting", meeting.pk)))
    assert "si può indovinare" in page
    page = text_of(client.post(address("vote", right.pk), {f"{right.pk}-choice": "against"}, follow=True))

    assert "Il voto di Carla Pesci è stato preso." in page
    assert "Come si è contato" not in page
    assert not OpenVote.objects.for_everyone(reason="prova").exists()
    assert SecretTally.objects.get(choice="against").votes == 1


def test_nobody_writes_the_secret_vote_of_another(carla, as_secretary):
    meeting = going_on(carla.person)
    seated.enter(meeting, carla.person, now=BEGAN)
    right = seated.rights(seated.ballot(meeting, now=BEGAN, is_secret=True))[0]

    assert as_secretary.post(address("vote_by_hand", right.pk), {"choice": "favour"}).status_code == 404
    assert as_secretary.post(address("vote", right.pk), {f"{right.pk}-choice": "favour"}).status_code == 404


def test_who_answers_for_a_minor_votes_without_being_of_the_body(carla):
    meeting, people = seated.assembly(2)
    young = seated.minor(carla.person)
    governing.member(meeting.body.organization, young)
    seated.enter(meeting, *people, young)
    right = seated.right_of(seated.ballot(meeting), young)
    client = factories.signed_in(carla)

    page = text_of(client.get(address("voting", meeting.pk)))

    assert young.full_name in page
    client.post(address("vote", right.pk), {f"{right.pk}-choice": "abstained"})
    assert OpenVote.objects.for_everyone(reason="prova").get().right_id == right.pk


def test_a_proxy_is_written_with_its_paper_and_a_wrong_one_says_why(as_secretary):
    people = someone(3)
    meeting = going_on(*people, state="convened", most_proxies=1, most_proxies_when_large=1)

    def give(grantor, holder):
        return as_secretary.post(
            address("proxies", meeting.pk),
            {
                "delega-grantor": str(grantor.pk),
                "delega-holder": str(holder.pk),
                "delega-upload": SimpleUploadedFile("delega.pdf", PDF, content_type="application/pdf"),
            },
            follow=True,
        )

    assert "Delega scritta." in text_of(give(people[0], people[2]))
    assert "una di troppo" in text_of(give(people[1], people[2]))
    proxy = seated.proxies(meeting)[0]
    assert as_secretary.get(address("proxy_document", proxy.pk)).status_code == 200
    page = text_of(as_secretary.post(address("proxy_withdraw", proxy.pk), follow=True))
    assert "La delega non vale più." in page


@pytest.mark.parametrize(("page", "most"), [("sitting", 30), ("voting", 20), ("proxies", 20)])
def test_what_they_cost_does_not_grow(page, most, as_secretary, django_assert_max_num_queries):
    meeting = going_on(*(people := someone(25)), most_proxies=3, most_proxies_when_large=3)
    seated.enter(meeting, people[0], *people[1:20], now=BEGAN)
    for minute in range(3):
        ballot = seated.ballot(meeting, now=BEGAN + timedelta(minutes=minute))
        seated.vote(ballot, favour=people[:20])
        balloting.close(ballot, now=BEGAN + timedelta(minutes=minute))
    seated.ballot(meeting, now=BEGAN + timedelta(minutes=9))

    with django_assert_max_num_queries(most):
        assert as_secretary.get(address(page, meeting.pk)).status_code == 200


def test_a_person_is_named_on_the_page_of_their_body_alone(carla):
    """Somebody else's meeting is not there."""
    client = factories.signed_in(carla)
    meeting = going_on(*someone(2))

    assert client.get(address("voting", meeting.pk)).status_code == 404
    assert client.get(address("sitting", meeting.pk)).status_code == 404
    assert Person.objects.for_everyone(reason="prova").filter(account=carla).exists()
