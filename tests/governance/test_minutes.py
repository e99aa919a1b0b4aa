"""Minutes from the draft to the book: written by two hands, corrected, approved once, signed, transcribed."""

from datetime import timedelta
from pathlib import Path

import pytest

from governance.deciding import adopting
from governance.minutes import (
    approving,
    content,
    drafting,
    remarks,
    rendering,
    saving,
    signing,
    stepping,
    texts,
    transcribing,
)
from governance.minutes.saving import MeanwhileError
from governance.models import Minutes, MinutesVersion
from governance.refusing import GovernanceError
from governance.sitting import coming, holding
from governance.voting import balloting
from networking.models import Notice, RoleKind
from networking.uploads import PDF, CheckedFile
from tests import factories, governing
from tests.governance import seated

pytestmark = pytest.mark.django_db
NOW = seated.NOW
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def secretary(db):
    return factories.person("scrive@example.org", RoleKind.SECRETARY, everywhere=True)


@pytest.fixture
def sat(secretary):
    """A sitting that is over, with a vote, a decision, somebody who did not vote; and who was there."""
    meeting, people = seated.cabina()
    item = seated.point(meeting)
    governing.item(meeting, title="Cose di persone", is_reserved=True, proposal="Aiutare la famiglia Neri.")
    seated.enter(meeting, *people[:3])
    coming.recuse(item, people[2], reason="È suo cugino", now=NOW)
    ballot = seated.ballot(meeting)
    seated.vote(ballot, favour=people[:2])
    balloting.close(ballot, now=NOW + timedelta(minutes=5))
    voided = seated.ballot(meeting, now=NOW + timedelta(minutes=6))
    balloting.annul(voided, because="Perché la signora Bruni piangeva", now=NOW + timedelta(minutes=7))
    adopting.adopt(item, wanted={"title": "Aprire uno sportello", "text": "Si apre a Norcia."}, now=LATER)
    holding.end(meeting, now=NOW + timedelta(hours=1))
    meeting.refresh_from_db()
    return meeting, people


def drafted(meeting, by):
    return drafting.begin(meeting, by=by, now=LATER)


def approved(meeting, chair, by):
    minutes = drafted(meeting, by)
    stepping.show(minutes, now=LATER)
    stepping.propose(minutes, now=LATER)
    minutes.refresh_from_db()
    return approving.approve(minutes, chair, seen=minutes.last_version, now=LATER)


def test_a_draft_has_a_part_for_each_point_and_hides_what_is_reserved(sat, secretary):
    minutes = drafted(sat[0], secretary)

    sections = saving.last_of(minutes).sections
    assert [each["heading"] for each in sections] == [
        "Apertura",
        "1. Punto 1",
        "2. Cose di persone",
        "Chiusura",
    ]
    assert [each["is_hidden"] for each in sections[2]["paragraphs"]] == [True]
    assert "in prima convocazione" in texts.shown(sections[0])


def test_the_draft_of_a_meeting_that_goes_on_is_written_meanwhile(secretary):
    meeting, _people = seated.cabina()

    minutes = drafted(meeting, secretary)
    saving.save(minutes, {"apertura": "Si apre."}, based_on=1, by=secretary, now=NOW)

    with pytest.raises(GovernanceError, match="ancora aperta"):
        stepping.show(minutes, now=NOW)


def test_two_secretaries_in_different_parts_are_put_together(sat, secretary):
    minutes = drafted(sat[0], secretary)
    saving.save(minutes, {"apertura": "Una."}, based_on=1, by=secretary, now=LATER)

    saved = saving.save(minutes, {"chiusura": "Altra."}, based_on=1, by=secretary, now=LATER)

    shown = [texts.shown(each) for each in saved.sections]
    assert (shown[0], shown[-1], saved.number) == ("Una.", "Altra.", 3)


def test_two_secretaries_in_the_same_part_lose_nothing(sat, secretary):
    minutes = drafted(sat[0], secretary)
    saving.save(minutes, {"apertura": "Una."}, based_on=1, by=secretary, now=LATER)

    with pytest.raises(MeanwhileError) as told:
        saving.save(minutes, {"apertura": "Altra."}, based_on=1, by=secretary, now=LATER)

    assert texts.shown(told.value.theirs.sections[0]) == "Una."
    assert texts.shown(told.value.mine[0]) == "Altra."
    assert texts.shown(saving.last_of(Minutes.objects.kept_by(secretary).get()).sections[0]) == "Una."


def test_saving_without_a_change_writes_no_version(sat, secretary):
    minutes = drafted(sat[0], secretary)

    assert saving.save(minutes, {}, based_on=1, by=secretary, now=LATER).number == 1


def test_an_earlier_version_is_taken_up_as_one_more(sat, secretary):
    minutes = drafted(sat[0], secretary)
    before = saving.last_of(minutes).sections
    saving.save(minutes, {"apertura": "Sbagliato."}, based_on=1, by=secretary, now=LATER)
    minutes.refresh_from_db()

    restored = saving.restore(minutes, 1, based_on=2, by=secretary, now=LATER)

    assert (restored.number, restored.note, restored.sections) == (3, "Ripresa la versione 1", before)


def test_who_was_there_is_told_asks_and_is_answered(sat, secretary):
    meeting, people = sat
    minutes = drafted(meeting, secretary)

    stepping.show(minutes, now=LATER)
    asked = remarks.ask(minutes, people[0], words="C'era anche il sindaco.", now=LATER)
    with pytest.raises(GovernanceError, match="chi era alla riunione"):
        remarks.ask(minutes, people[3], words="Io dico.", now=LATER)
    with pytest.raises(GovernanceError, match="prima si risponde"):
        stepping.propose(minutes, now=LATER)
    with pytest.raises(GovernanceError, match="perché"):
        remarks.answer(asked, outcome="declined", words=" ", now=LATER)
    remarks.answer(asked, outcome="taken", words="", now=LATER)
    with pytest.raises(GovernanceError, match="già stata data"):
        remarks.answer(asked, outcome="declined", words="No.", now=LATER)
    stepping.propose(minutes, now=LATER)

    told = Notice.objects.for_everyone(reason="prova").values_list("kind", "person")
    assert {each for each in told if "minutes" in each[0]} == {
        *(("governance.minutes_reviewed", each.pk) for each in people[:3]),
        ("governance.minutes_answered", people[0].pk),
        ("governance.minutes_proposed", people[0].pk),
    }


def test_only_who_presided_approves_and_what_they_read(sat, secretary):
    meeting, people = sat
    minutes = drafted(meeting, secretary)
    stepping.show(minutes, now=LATER)
    stepping.propose(minutes, now=LATER)
    minutes.refresh_from_db()

    with pytest.raises(GovernanceError, match="chi ha presieduto"):
        approving.approve(minutes, people[1], seen=1, now=LATER)
    with pytest.raises(GovernanceError, match="cambiato mentre lo leggevi"):
        approving.approve(minutes, people[0], seen=0, now=LATER)
    done = approving.approve(minutes, people[0], seen=1, now=LATER)

    assert (done.state, done.approved_by_name) == ("approved", people[0].full_name)
    assert signing.whole(done.whole, done.whole_digest).startswith(b"%PDF")


def test_what_is_approved_says_who_was_there_how_it_was_voted_and_what_was_decided(sat, secretary):
    meeting, people = sat
    minutes = drafted(meeting, secretary)

    said = content.of(minutes, saving.last_of(minutes).sections)

    assert {each["name"]: each["was_there"] for each in said["people"]} == {
        each.full_name: each in people[:3] for each in people
    }
    point = said["sections"][1]
    assert point["recusals"] == [{"name": people[2].full_name, "reason": "È suo cugino"}]
    ballot, voided = point["ballots"]
    assert voided["void_because"] == "Perché la signora Bruni piangeva"
    assert (ballot["outcome"], ballot["counts"]) == ("adopted", [2, 0, 0])
    assert ballot["votes"] == [["A favore", sorted(each.full_name for each in people[:2])]]
    assert [each["title"] for each in point["decisions"]] == ["Aprire uno sportello"]


def test_the_extract_has_none_of_the_words_that_are_not_for_everybody(sat, secretary):
    minutes = drafted(sat[0], secretary)

    said = str(content.extract(content.of(minutes, saving.last_of(minutes).sections) | {"salt": "s4le"}))

    for word in (
        "s4le",
        "Perché la signora Bruni piangeva",
        "Neri",
        "Cose di persone",
        "cugino",
        "Si apre a Norcia",
        "A favore",
    ):
        assert word not in said
    assert "[omissis]" in said


def test_the_members_of_an_assembly_are_counted_not_named(secretary):
    meeting, people = seated.assembly()
    seated.enter(meeting, *people[:2])
    holding.end(meeting, now=LATER)
    meeting.refresh_from_db()
    minutes = drafted(meeting, secretary)

    said = content.extract(content.of(minutes, saving.last_of(minutes).sections))

    assert (said["people"], said["how_many"]) == ([], 2)


def test_a_copy_on_paper_is_called_so_and_then_goes_into_the_book(sat, secretary):
    minutes = approved(sat[0], sat[1][0], secretary)
    copy = CheckedFile(kind=PDF, name="firmato.pdf", content=b"%PDF-1.7 scansione")

    with pytest.raises(GovernanceError, match="verbale firmato"):
        transcribing.transcribe(minutes, now=LATER)
    signed = signing.sign_on_paper(minutes, copy, signer="Carla Pesci", by=secretary, now=LATER)
    with pytest.raises(GovernanceError, match="una volta sola"):
        signing.sign_on_paper(minutes, copy, signer="Altri", by=secretary, now=LATER)
    entry = transcribing.transcribe(signed, now=LATER)
    transcribing.publish(signed, now=LATER)

    minutes.refresh_from_db()
    assert (minutes.state, minutes.how, entry.number) == ("published", "paper", 1)
    assert transcribing.check(minutes.meeting.body) == (minutes.meeting.body, 1, None)


def test_one_byte_of_a_kept_file_is_seen(sat, secretary):
    minutes = approved(sat[0], sat[1][0], secretary)
    path = Path(minutes.whole.file.path)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)

    with pytest.raises(GovernanceError, match="qualcuno l'ha toccato"):
        signing.whole(minutes.whole, minutes.whole_digest)


def test_a_correction_is_an_act_of_its_own(sat, secretary):
    minutes = approved(sat[0], sat[1][0], secretary)

    correction = drafting.correct(minutes, by=secretary, now=LATER)
    saving.save(correction, {"rettifica": "Il sindaco c'era."}, based_on=1, by=secretary, now=LATER)
    stepping.show(correction, now=LATER)
    stepping.propose(correction, now=LATER)
    correction.refresh_from_db()
    done = approving.approve(correction, sat[1][0], seen=2, now=LATER)

    assert (done.corrects, done.state) == (minutes, "approved")
    assert minutes.fingerprint in done.content
    assert MinutesVersion.objects.for_everyone(reason="prova").filter(minutes=minutes).count() == 1


def test_the_same_text_has_the_same_fingerprint_whenever_it_is_drawn(sat, secretary):
    minutes = drafted(sat[0], secretary)
    said = content.of(minutes, saving.last_of(minutes).sections)

    again = content.of(minutes, saving.last_of(minutes).sections)

    assert content.sealed(said, approved_at="x") == content.sealed(again, approved_at="x")
    assert rendering.page_of(minutes).endswith(f"/governo/verifica/{minutes.pk}/")
