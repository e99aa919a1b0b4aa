"""Consents by purpose: asked in plain words, given by who answers, taken back by any of them, readable for ever."""

import pytest
from django.utils import timezone

from networking import consent_sheet, consent_texts, consenting
from networking.models import AccessRecord, Consent, RoleKind
from tests import factories
from tests.factories import day

pytestmark = pytest.mark.django_db
PHOTOS = {"scopo": "photos", "risposta": "si"}


@pytest.fixture
def mother(norcia):
    return factories.person("madre@example.org", RoleKind.GUARDIAN, full_name="Marta Vagni", lives_in=norcia)


@pytest.fixture
def child(mother, norcia):
    return factories.child_of(mother, "Ada Vagni", comune=norcia)


@pytest.fixture
def father(child):
    user = factories.person("padre@example.org", RoleKind.GUARDIAN, full_name="Ugo Belli")
    factories.tie(user.person, child)
    return user


def choose(user, child, **typed):
    return factories.signed_in(user).post(f"/famiglia/{child.pk}/consensi/scegli/", {**PHOTOS, **typed})


def page(user, child):
    return factories.signed_in(user).get(f"/famiglia/{child.pk}/consensi/").content.decode()


def rows():
    return Consent.objects.for_everyone(reason="prova")


def test_both_guardians_see_who_gave_it_and_either_takes_it_back(mother, father, child):
    choose(mother, child)
    assert "Detto da te" in page(mother, child)
    assert "Detto da Marta Vagni" in page(father, child)

    choose(father, child, risposta="no")

    row = rows().get()
    assert (row.given_by, row.withdrawn_by, row.text_version) == (mother.person, father.person, "2026-11")
    assert not consenting.agrees(child, "photos")
    assert "ritirato da Ugo Belli" in page(mother, child)


def test_a_foster_family_that_agreed_is_not_named(mother, child):
    foster = factories.human("Segreta Famiglia")
    factories.tie(foster, child, kind="foster")
    consenting.give(child, "photos", through="desk", now=timezone.now(), given_by=foster)

    assert "Segreta" not in page(mother, child)
    assert "un&#x27;altra persona che risponde" in page(mother, child)


def test_old_words_stay_readable_after_new_ones(mother, child, monkeypatch):
    choose(mother, child)
    said = consent_texts.wordings()
    newer = consent_texts.Wording("Foto", "2030-01", said["photos"].texts | {"2030-01": "Parole nuove."})
    monkeypatch.setattr(consent_sheet, "wordings", lambda: said | {"photos": newer})
    monkeypatch.setattr(consent_sheet, "text_of", lambda purpose, version: newer.texts.get(version, "?"))

    [line] = [line for line in _lines(child, mother) if line.purpose == "photos"]

    assert (line.text, "mai con il nome" in line.live.text) == ("Parole nuove.", True)


def _lines(child, user):
    return consent_sheet.lines_of(child, reader=user, now=timezone.now())


def test_a_limited_guardian_reads_and_decides_nothing(child):
    user = factories.person("padre@example.org", RoleKind.GUARDIAN)
    factories.tie(user.person, child, can_book=False)

    assert "Decide chi può prenotare" in page(user, child)
    assert choose(user, child).status_code == 404
    assert not rows().exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_asvs_8_2_2_never_somebody_elses_consents(child, foligno, method):
    neighbour = factories.person("vicino@example.org", RoleKind.GUARDIAN, lives_in=foligno)
    client, end = factories.signed_in(neighbour), "scegli/" if method == "post" else ""

    assert getattr(client, method)(f"/famiglia/{child.pk}/consensi/{end}", PHOTOS).status_code == 404
    assert not rows().exists()


@pytest.mark.parametrize(("years", "is_asked"), [(10, False), (11, True), (13, True), (14, False)])
def test_going_home_alone_is_asked_from_eleven_to_thirteen(norcia, years, is_asked):
    today = timezone.localdate()
    child = factories.human(comune=norcia, birth_date=today.replace(year=today.year - years, day=1))

    if is_asked:
        consenting.give(child, "going_home", through="desk", now=timezone.now())
    else:
        with pytest.raises(consenting.NotAskedError):
            consenting.give(child, "going_home", through="desk", now=timezone.now())

    assert rows().exists() == is_asked


@pytest.mark.parametrize("typed", [{"scopo": "news"}, {"scopo": ""}, {"scopo": "going_home"}])
def test_what_is_not_asked_there_is_refused(mother, child, typed):
    assert choose(mother, child, **typed).status_code == 400
    assert not rows().exists()


def test_an_elderly_person_decides_alone(norcia):
    user = factories.person("anziano@example.org", RoleKind.CITIZEN, lives_in=norcia)

    choose(user, user.person)

    assert rows().get().given_by == user.person


def test_the_desk_writes_what_was_signed_on_paper_and_by_whom(operator_of_zone_6, mother, child):
    desk, address = factories.signed_in(operator_of_zone_6), f"/operatori/persone/{child.pk}/consensi/"
    assert desk.post(address, {**PHOTOS, "come": "paper"}).status_code == 400

    desk.post(address, {**PHOTOS, "come": "paper", "chi": str(mother.person.pk)})

    row = rows().get()
    assert (row.given_through, row.given_by) == ("paper", mother.person)
    assert AccessRecord.objects.for_everyone(reason="prova").filter(page=address).exists()


def test_the_desk_of_another_zone_knows_nothing(operator_of_zone_8, child):
    assert (
        factories.signed_in(operator_of_zone_8).get(f"/operatori/persone/{child.pk}/consensi/").status_code
        == 404
    )


@pytest.mark.parametrize("purpose", Consent.Purpose.values)
def test_every_purpose_has_its_words(purpose):
    wording = consent_texts.wordings()[purpose]

    assert consent_texts.text_of(purpose, wording.current)
    with pytest.raises(consent_texts.UnknownTextError):
        consent_texts.text_of(purpose, "1999-01")


def test_a_consent_taken_back_leaves_that_it_was_given(mother, child):
    choose(mother, child)
    choose(mother, child, risposta="no")
    choose(mother, child)

    assert rows().count() == 2
    assert rows().live().get().given_at.date() >= day("2026-01-01")
