"""The Ministry's register of schools: as published, as copied, and broken."""

import csv

import pytest
from django.core.management import CommandError, call_command

from services.models import School
from services.registers.importing import import_register
from services.registers.schools import REGISTER, level_of

# The headings of SCUANAGRAFESTAT, as the Ministry publishes it.
HEADINGS = (
    "ANNOSCOLASTICO,AREAGEOGRAFICA,REGIONE,PROVINCIA,CODICEISTITUTORIFERIMENTO,DENOMINAZIONEISTITUTORIFERIMENTO,"
    "CODICESCUOLA,DENOMINAZIONESCUOLA,INDIRIZZOSCUOLA,CAPSCUOLA,CODICECOMUNESCUOLA,DESCRIZIONECOMUNE,"
    "DESCRIZIONECARATTERISTICASCUOLA,DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA,INDICAZIONESEDEDIRETTIVO,"
    "INDICAZIONESEDEOMNICOMPRENSIVO,INDIRIZZOEMAILSCUOLA,INDIRIZZOPECSCUOLA,SITOWEBSCUOLA,SEDESCOLASTICA"
)
NORCIA = (
    "202526,CENTRO,UMBRIA,PERUGIA,PGIC80700N,I.O. NORCIA,PGEE80701Q,I.O. NORCIA ALCIDE DE GASPERI,"
    "Viale dell'Ospedale,06046,F935,NORCIA,NORMALE,SCUOLA PRIMARIA,NO,Non Disponibile,"
    "PGIC80700N@istruzione.it,Non Disponibile,www.omnicomprensivonorcia.gov.it,NO"
)
PERUGIA = NORCIA.replace("PGEE80701Q", "PGEE00001A").replace("F935,NORCIA", "G478,PERUGIA")


@pytest.fixture
def write(tmp_path):
    def write(*lines, encoding="utf-8", headings=HEADINGS):
        path = tmp_path / "scuole.csv"
        path.write_bytes("\r\n".join([headings, *lines, ""]).encode(encoding))
        return path

    return write


def said(report):
    return "\n".join(report.lines())


def refused(path):
    """What an import of `path` says, having written nothing."""
    with pytest.raises(CommandError, match="Non ho scritto niente"):
        call_command("import_schools", str(path))
    assert not School.objects.exists()
    return said(import_register(REGISTER, path, rehearsal=True))


def test_a_school_is_read_as_the_ministry_publishes_it(db, write, norcia):
    import_register(REGISTER, write(NORCIA))

    school = School.objects.get()
    assert (school.code, school.comune, school.level) == ("PGEE80701Q", norcia, School.Level.PRIMARY)
    assert (school.pec, school.school_year) == ("", "2025/26")
    assert school.website == "http://www.omnicomprensivonorcia.gov.it"
    assert school.is_state


def test_schools_elsewhere_are_counted_and_left_out(db, write):
    report = import_register(REGISTER, write(NORCIA, PERUGIA))

    assert School.objects.count() == 1
    assert "1 riga di comuni fuori dal territorio, saltata: PERUGIA" in said(report)


def test_the_second_time_nothing_changes(db, write):
    path = write(NORCIA)
    import_register(REGISTER, path)

    report = import_register(REGISTER, path)

    assert (report.added, report.changed, report.unchanged) == ([], [], 1)


def test_what_changed_is_named(db, write):
    import_register(REGISTER, write(NORCIA))

    report = import_register(REGISTER, write(NORCIA.replace("Viale dell'Ospedale", "Via Nuova 1")))

    assert School.objects.get().address == "Via Nuova 1"
    assert len(report.changed) == 1
    assert "address" in report.changed[0]


def test_a_school_that_left_the_register_is_told_and_kept(db, write):
    import_register(REGISTER, write(NORCIA))

    report = import_register(REGISTER, write(NORCIA.replace("PGEE80701Q", "PGEE80702R")))

    assert "PGEE80701Q): c’è nel portale ma non nel file" in said(report)
    assert School.objects.count() == 2


def test_a_rehearsal_writes_nothing(db, write, capsys):
    call_command("import_schools", str(write(NORCIA)), prova=True)

    assert "Era una prova" in capsys.readouterr().out
    assert not School.objects.exists()


def test_a_missing_column_is_named(db, write):
    path = write(NORCIA, headings=HEADINGS.replace("CODICESCUOLA", "CODICE"))

    assert "Manca la colonna «CODICESCUOLA»" in refused(path)


def test_a_wrong_encoding_says_what_to_do(db, write):
    path = write(NORCIA.replace("I.O. NORCIA", "UNITÀ"), encoding="latin-1")

    assert "non è in UTF-8" in refused(path)


def test_a_school_there_twice_is_named_with_its_row(db, write):
    assert "riga 3, CODICESCUOLA: PGEE80701Q c’è due volte" in refused(write(NORCIA, NORCIA))


def test_a_comune_that_is_not_the_one_of_its_code_is_unknown(db, write):
    path = write(NORCIA.replace("F935,NORCIA", "F935,NURSIA"))

    assert "riga 2, DESCRIZIONECOMUNE: Comune sconosciuto" in refused(path)


def test_a_row_without_its_comune_is_named(db, write):
    assert "Manca il comune" in refused(write(NORCIA.replace("F935,NORCIA", ",")))


def test_a_kind_of_school_nobody_knows_is_named(db, write):
    assert "non è un tipo di scuola" in refused(write(NORCIA.replace("SCUOLA PRIMARIA", "ACCADEMIA")))


def test_a_code_that_is_none_is_named(db, write):
    assert "codice meccanografico" in refused(write(NORCIA.replace("PGEE80701Q", "X")))


def test_one_bad_row_keeps_all_the_others_out(db, write):
    assert "riga 3" in refused(write(NORCIA, NORCIA.replace("PGEE80701Q", "X")))


def test_a_row_cut_short_is_named(db, write):
    assert "riga 2: La riga ha meno colonne" in refused(write(NORCIA[:80]))


def test_an_address_of_the_web_that_is_none_is_left_out_and_told(db, write):
    report = import_register(
        REGISTER, write(NORCIA.replace("www.omnicomprensivonorcia.gov.it", "in allestimento"))
    )

    assert School.objects.get().website == ""
    assert "«http://in» non va: l’ho tolto" in said(report)


def test_a_file_that_is_not_there_is_refused(db, tmp_path):
    assert "Il file non si apre" in refused(tmp_path / "assente.csv")


def test_the_real_register_comes_in_whole_and_only_once(db, reference):
    path = reference / "data/schools.csv"

    first, second = import_register(REGISTER, path), import_register(REGISTER, path)

    assert first.problems == []
    assert len(first.added) == School.objects.count() == 201
    assert (second.added, second.changed, second.unchanged) == ([], [], 201)
    assert School.objects.filter(is_state=False).count() == 7


def test_levels_are_those_that_people_gave_to_the_real_schools(reference):
    with (reference / "data/schools.csv").open(encoding="utf-8") as file:
        wrong = [
            (row["tipologia_mim"], row["grado"])
            for row in csv.DictReader(file)
            if level_of(row["tipologia_mim"]) != row["grado"]
        ]

    assert wrong == []
