"""Sheets of who coordinates: all or nothing, and why not row by row."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from networking.models import Comune, Notice, RoleKind
from tests import factories, volunteering
from volunteers.models import InsuranceCover
from volunteers.register import documents

pytestmark = pytest.mark.django_db
TURNS = "/volontariato/coordinamento/fogli/turni/"
CODE = "RSSMRA80A01H501U"
COVERS = "/volontariato/coordinamento/fogli/coperture/"
AHEAD = timezone.localdate() + timedelta(days=14)
covers = InsuranceCover.objects.for_everyone


@pytest.fixture
def desk(norcia):
    by = factories.person("foglia@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)
    return factories.signed_in(by)


def somebody(norcia, number, **fields):
    values = {"birth_date": date(1980, 3, 4), "email": f"chi{number}@example.org", "comune": norcia, **fields}
    return factories.human(**values)


def hand_in(desk, address, *lines):
    content = "\n".join(lines).encode()
    return desk.post(address, {"sheet": SimpleUploadedFile("foglio.csv", content)})


def said(page):
    return [(each.row, each.sentence) for each in page.context["problems"]]


def test_everybody_whom_a_sheet_names_comes_and_is_told(desk, norcia):
    turns = [volunteering.request(norcia, local_date=AHEAD) for _number in range(2)]
    for number in range(2):
        volunteering.able(somebody(norcia, number))
    people = ["chi0@example.org", ""]

    hand_in(
        desk,
        TURNS,
        "codice del turno;chi viene",
        *(f"{turn.pk};{who}" for turn, who in zip(turns, people, strict=True)),
    )

    assert [row.request for row in volunteering.assignments()] == turns[:1]
    assert Notice.objects.for_everyone(reason="una prova").exists()


def test_one_row_that_may_not_be_leaves_all_the_others_out(desk, norcia):
    turns = [volunteering.request(norcia, local_date=AHEAD) for _number in range(2)]
    volunteering.able(somebody(norcia, 0))
    volunteering.candidate(somebody(norcia, 1))

    page = hand_in(
        desk,
        TURNS,
        "codice del turno;chi viene",
        f"{turns[0].pk};chi0@example.org",
        f"{turns[1].pk};chi1@example.org",
    )

    assert {row for row, _sentence in said(page)} == {3}
    assert any("registro" in sentence for _row, sentence in said(page))
    assert not volunteering.assignments().exists()
    assert not Notice.objects.for_everyone(reason="una prova").exists()


def test_an_adult_further_down_lets_who_is_seventeen_come(desk, norcia):
    turn = volunteering.request(norcia, local_date=AHEAD, places=2)
    young = volunteering.able(
        somebody(norcia, 0, birth_date=AHEAD.replace(year=AHEAD.year - 17, day=1)),
        parent_met_on=volunteering.SINCE,
    )
    volunteering.consent(young)
    volunteering.able(somebody(norcia, 1))

    hand_in(
        desk, TURNS, "codice del turno;chi viene", *(f"{turn.pk};chi{each}@example.org" for each in range(2))
    )

    assert volunteering.assignments().count() == 2


def test_never_in_somebody_elses_turn_nor_somebody_elses_volunteer(desk, norcia):
    foligno = Comune.objects.get(slug="foligno")
    volunteering.able(somebody(foligno, 0))
    elsewhere, here = (volunteering.request(each, local_date=AHEAD) for each in (foligno, norcia))

    page = hand_in(
        desk,
        TURNS,
        "codice del turno;chi viene",
        f"{elsewhere.pk};chi0@example.org",
        f"{here.pk};chi0@example.org",
        "che ne so;chi0@example.org",
    )

    assert [row for row, _sentence in said(page)] == [2, 3, 4]


def test_the_sheet_to_fill_in_has_a_line_for_each_free_place_of_theirs(desk, norcia):
    mine = volunteering.request(norcia, local_date=AHEAD, places=2)
    volunteering.request(Comune.objects.get(slug="foligno"), local_date=AHEAD)

    lines = desk.get(f"{TURNS}modello/", {"formato": "csv"}).content.decode("utf-8-sig").splitlines()

    assert lines[0].startswith("codice del turno;turno;")
    assert [line.partition(";")[0] for line in lines[1:]] == [str(mine.pk)] * 2


def test_the_registers_own_list_handed_back_changes_nothing(desk, norcia):
    person = somebody(norcia, 0, codice_fiscale=CODE)
    line = volunteering.line(person, codice_fiscale=CODE)
    volunteering.candidate(person)
    policy = volunteering.policy(organization=line.section.register.organization)
    InsuranceCover.objects.create(person=line.person, policy=policy, starts_on=volunteering.SINCE)
    lines = type(line).objects.for_everyone(reason="una prova")
    content, _type, _rows = documents.insurer_list(line.section.register, lines, extension="csv")

    page = hand_in(desk, COVERS, content.decode("utf-8-sig"))

    assert page.status_code == 302, said(page)
    assert covers(reason="una prova").get().ends_on is None


def test_a_cover_that_the_insurer_ends_sooner_suspends_what_it_no_longer_covers(desk, norcia):
    volunteer = volunteering.able(somebody(norcia, 0))
    row = volunteering.assign(volunteer, volunteering.request(norcia, local_date=AHEAD))
    policy = covers(reason="una prova").get().policy

    hand_in(
        desk,
        COVERS,
        "codice fiscale;polizza;coperto dal;coperto fino al",
        f"chi0@example.org;{policy.number};01/01/2026;{AHEAD:%d/%m/%Y}",
    )

    row.refresh_from_db()
    assert row.state == "suspended"


def test_lr_v3_a_list_that_covers_before_the_register_is_refused_whole(desk, norcia):
    policy = volunteering.policy()
    for number in range(2):
        volunteering.line(volunteering.candidate(somebody(norcia, number)).person)

    page = hand_in(
        desk,
        COVERS,
        "codice fiscale;polizza;coperto dal;coperto fino al",
        f"chi0@example.org;{policy.number};02/01/2026;2027-01-01",
        f"chi1@example.org;{policy.number};01/01/2026;2027-01-01",
    )

    assert said(page) == [(3, "L'assicurazione parte dal giorno dopo l'iscrizione: dal 2 gennaio 2026.")]
    assert not covers(reason="una prova").exists()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("nessuno@example.org;P;01/01/2026;01/01/2027", "codice fiscale"),
        ("chi0@example.org;mai vista;01/01/2026;01/01/2027", "polizza"),
        ("chi0@example.org;P;32/01/2026;01/01/2027", "coperto dal"),
        ("chi0@example.org;P;01/02/2026;01/01/2029", "coperto fino al"),
        ("chi0@example.org;P;01/02/2026;", "coperto fino al"),
    ],
)
def test_what_is_not_known_is_said_beside_its_column(desk, norcia, line, column):
    volunteering.line(volunteering.candidate(somebody(norcia, 0)).person)
    volunteering.policy(number="P")

    page = hand_in(desk, COVERS, "codice fiscale;polizza;coperto dal;coperto fino al", line)

    assert [each.column for each in page.context["problems"]] == [column]
