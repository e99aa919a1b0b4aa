"""A further guardian joins by an invitation: once, in time, with no more rights than who invites."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from networking import inviting, limiting
from networking.log_format import KEYS
from networking.models import GuardianInvitation, Guardianship, Person, RoleKind
from tests import factories
from tests.factories import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(norcia):
    return factories.person("madre@example.org", RoleKind.GUARDIAN, full_name="Marta Vagni", lives_in=norcia)


@pytest.fixture
def father(norcia):
    user = factories.person("padre@example.org", RoleKind.CITIZEN, full_name="Ugo Belli", lives_in=norcia)
    user.person.birth_date = day("1980-01-01")
    user.person.save()
    return user


@pytest.fixture
def child(mother, norcia):
    return factories.child_of(mother, "Ada Vagni", comune=norcia)


def ties():
    return Guardianship.objects.for_everyone(reason="prova")


@pytest.fixture
def code(mother, child):
    return invited(mother)[1]


def invited(user, email=""):
    now = timezone.now()
    return inviting.invite(inviting.may_invite_for(user, now=now), email=email, now=now)


def address(code):
    return f"/famiglia/invito/{code}/"


def accept(user, code, **typed):
    return factories.signed_in(user).post(address(code), typed)


def test_who_accepts_answers_with_the_same_rights_and_both_are_told(father, mother, child, code):
    answer = accept(father, code)

    joined = ties().get(guardian=father.person)
    assert (answer.url, joined.child, joined.kind) == ("/famiglia/", child, "parent")
    assert (joined.can_book, joined.can_collect) == (True, True)
    told = factories.notices().filter(kind="networking.guardian_joined").values_list("person", flat=True)
    assert set(told) == {mother.person.pk, father.person.pk}


def test_looking_changes_nothing_and_tells_first_names_alone(father, child, code):
    page = factories.signed_in(father).get(address(code)).content.decode()

    assert "Marta Vagni" in page
    assert "<li>Ada</li>" in page
    assert "Ada Vagni" not in page
    assert not ties().filter(guardian=father.person).exists()


def test_asvs_2_3_2_an_invitation_is_accepted_once(father, citizen, code):
    accept(father, code)

    answer = accept(citizen, code, birth_date="01/01/1980")

    assert answer.status_code == 410
    assert "già stato usato" in answer.content.decode()
    assert ties().count() == 2


def test_an_expired_invitation_says_so_kindly(father, code):
    GuardianInvitation.objects.for_everyone(reason="prova").update(
        created_at=timezone.now() - timedelta(days=14)
    )

    answer = accept(father, code)

    assert (answer.status_code, ties().count()) == (410, 1)
    assert "è scaduto" in answer.content.decode()


def test_an_invitation_taken_back_is_worth_nothing(father, mother, code):
    sent = GuardianInvitation.objects.visible_to(mother).get()
    factories.signed_in(mother).post(f"/famiglia/inviti/{sent.pk}/ritira/")

    answer = accept(father, code)

    assert (answer.status_code, ties().count()) == (410, 1)
    assert "ha ritirato" in answer.content.decode()


def test_nobody_takes_back_the_invitation_of_another(father, mother, code):
    sent = GuardianInvitation.objects.visible_to(mother).get()

    answer = factories.signed_in(father).post(f"/famiglia/inviti/{sent.pk}/ritira/")

    assert answer.status_code == 404
    assert inviting.trouble_of(sent, now=timezone.now()) is None


def test_nobody_invites_themselves(mother, code):
    answer = accept(mother, code)

    assert "l&#x27;hai mandato tu" in answer.content.decode()
    assert ties().count() == 1


def test_who_is_limited_by_a_document_invites_nobody(mother, child):
    limiting.change_rights(
        ties().get(),
        limiting.Rights(can_book=True, can_collect=False),
        on=timezone.localdate(),
        until=None,
        document=factories.document(),
    )

    assert inviting.may_invite_for(mother, now=timezone.now()) == []


def test_who_loses_a_right_meanwhile_gives_it_to_nobody(father, mother, child, code):
    limiting.end(ties().get(), on=timezone.localdate(), document=factories.document())

    assert accept(father, code).status_code == 410
    assert not ties().filter(guardian=father.person).exists()


def test_who_was_limited_does_not_come_back_by_a_link(father, child, code):
    factories.tie(father.person, child, can_book=False, can_collect=False)

    answer = accept(father, code)

    assert "passa dallo sportello" in answer.content.decode()
    assert not ties().get(guardian=father.person).can_book


def test_a_minor_answers_for_nobody(citizen, child, code):
    answer = accept(citizen, code, birth_date=f"01/01/{timezone.localdate().year - 16}")

    assert "almeno 18 anni" in answer.content.decode()
    assert ties().count() == 1


def test_who_has_no_birth_date_yet_writes_it_when_joining(citizen, child, code):
    assert "nascita" in factories.signed_in(citizen).get(address(code)).content.decode()

    accept(citizen, code, birth_date="01/01/1980")

    assert ties().filter(guardian=citizen.person).exists()
    kept = Person.objects.for_everyone(reason="prova").get(pk=citizen.person.pk)
    assert kept.birth_date == day("1980-01-01")


def test_a_birth_date_already_known_is_not_written_over(father, child, code):
    accept(father, code, birth_date="01/01/1990", given_name="Altro")

    kept = Person.objects.for_everyone(reason="prova").get(pk=father.person.pk)
    assert (kept.birth_date, kept.given_name) == (day("1980-01-01"), "Ugo")


def test_a_link_is_for_the_address_it_was_written_to(father, citizen, mother, child):
    _sent, token = invited(mother, "Padre@example.org")

    assert "per un&#x27;altra e-mail" in accept(citizen, token, birth_date="01/01/1980").content.decode()
    assert accept(father, token).status_code == 302


def test_an_address_that_nobody_has_confirmed_opens_nothing(citizen, mother, child):
    _sent, token = invited(mother, "altra@example.org")
    EmailAddress.objects.create(user=citizen, email="altra@example.org", verified=False)

    assert "per un&#x27;altra e-mail" in accept(citizen, token, birth_date="01/01/1980").content.decode()


def test_children_one_answers_for_in_different_ways_are_invited_for_apart(mother, child):
    other = factories.human(birth_date=day("2019-01-01"))
    factories.tie(mother.person, other, kind="foster")
    own = inviting.may_invite_for(mother, now=timezone.now())

    with pytest.raises(inviting.InvitationError, match="una volta per ciascuna"):
        inviting.invite(own, email="", now=timezone.now())


def test_past_the_page_too_it_is_refused_to_who_may_not_accept_it(mother, citizen, code):
    for user, why in ((mother, "mandato tu"), (citizen, "data di nascita")):
        with pytest.raises(inviting.InvitationError, match=why):
            inviting.accept(code, by=user, now=timezone.now())
    assert ties().count() == 1


def test_the_mail_names_no_child(mother, child, mailoutbox):
    _sent, token = invited(mother, "padre@example.org")

    [written] = mailoutbox
    assert (written.to, address(token) in written.body) == (["padre@example.org"], True)
    assert "Ada" not in written.body + written.subject


def test_asvs_11_4_1_only_a_keyed_digest_of_the_code_is_kept(mother, child, code):
    kept = GuardianInvitation.objects.visible_to(mother).values().get()

    assert code.replace("-", "") not in str(kept)
    assert bytes(kept["digest"]) == inviting.digest_of(code)


def test_a_code_may_be_typed_with_spaces_and_small_letters(father, child, code):
    answer = factories.signed_in(father).post("/famiglia/invito/", {"code": code.lower().replace("-", " ")})

    assert answer.url == address(code.replace("-", ""))
    assert factories.signed_in(father).get(answer.url).status_code == 200


def test_asvs_2_4_1_codes_are_not_tried_by_hundreds(father, child):
    client = factories.signed_in(father)

    said = [client.get(address(f"AAAABBBBCC{number}")).status_code for number in range(10, 31)]

    assert (said[0], said[-1]) == (404, 429)


def test_the_invited_sign_in_first_and_come_back_to_the_invitation(client, code):
    answer = client.get(address(code))

    assert answer.url == f"/accedi/?next=/famiglia/invito/{code}/"


def test_the_log_never_tells_the_key_of_an_invitation(code):
    assert code not in KEYS.sub(r"\1*", f"Not Found: /accedi/?next={address(code)} {address(code)}")


@pytest.mark.parametrize("kind", ["tutor", "support"])
def test_whom_a_court_appoints_the_desk_writes(mother, norcia, kind):
    factories.tie(mother.person, factories.human(birth_date=day("1940-01-01")), kind=kind)

    assert inviting.may_invite_for(mother, now=timezone.now()) == []
    assert "nominato dal tribunale" in factories.signed_in(mother).get("/famiglia/invita/").content.decode()


def test_only_ones_own_children_are_invited_for(mother, child, foligno):
    stranger = factories.child_of(factories.person("x@example.org", RoleKind.GUARDIAN), comune=foligno)

    answer = factories.signed_in(mother).post(
        "/famiglia/invita/", {"children": [str(stranger.pk)], "way": "code"}
    )

    assert answer.status_code == 200
    assert not GuardianInvitation.objects.for_everyone(reason="prova").exists()
