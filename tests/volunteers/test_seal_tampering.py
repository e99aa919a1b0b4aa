"""One byte of what was drawn or signed, or one line written anew with all its digests: found, and said plainly."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from networking.models import RoleKind
from networking.uploads import PDF, CheckedFile
from tests import database, factories, volunteering
from volunteers.models import RegisterSeal
from volunteers.register import sealing, verifying

pytestmark = pytest.mark.django_db(transaction=True)
# Behind the guards: a name is changed, and every digest of the chain made again.
WRITTEN_ANEW = """
SET LOCAL session_replication_role = replica;
DO $$
DECLARE line volunteers_registerentry; before bytea := '';
BEGIN
  UPDATE volunteers_registerentry SET given_name = 'Altra' WHERE number = 1;
  FOR line IN SELECT * FROM volunteers_registerentry ORDER BY number LOOP
    line.previous_hash := before;
    line.words_hash := volunteers_words_hash(line);
    line.hash := volunteers_line_hash(line);
    before := line.hash;
    UPDATE volunteers_registerentry SET previous_hash = line.previous_hash, words_hash = line.words_hash,
           hash = line.hash WHERE id = line.id;
    UPDATE volunteers_registersection SET last_hash = line.hash;
  END LOOP;
END $$
"""


@pytest.fixture
def keeper(transactional_db):
    return factories.person("segreteria@example.org", RoleKind.SECRETARY, everywhere=True)


@pytest.fixture
def seal(keeper):
    """Two lines, signed on paper."""
    made = volunteering.section()
    for _each in range(2):
        volunteering.line(factories.human(), section=made)
    made.refresh_from_db()
    drawn = sealing.draw(made, now=timezone.now())
    copy = CheckedFile(sealing.content_of(drawn) + b"%", name="copia.pdf", kind=PDF)
    return sealing.seal_on_paper(drawn, copy, signer="Rosa Neri", by=keeper, now=timezone.now())


def alter_a_byte(stored):
    with stored.file.storage.open(stored.file.name, "r+b") as file:
        file.seek(stored.size // 2)
        was = file.read(1)
        file.seek(stored.size // 2)
        file.write(bytes([was[0] ^ 1]))


def said():
    """What the command says, which found something."""
    out = StringIO()
    with pytest.raises(CommandError, match="toccato"):
        call_command("verify_register", stdout=out)
    return out.getvalue()


def test_untouched_everything_holds(seal):
    out = StringIO()
    call_command("verify_register", stdout=out)

    assert out.getvalue().strip().endswith("righe 2, intatta")
    assert verifying.flaws() == []


@pytest.mark.parametrize("which", ["drawn", "signed"])
def test_one_byte_of_a_file_is_found_and_it_is_not_given(seal, keeper, which):
    stored = getattr(seal, which)
    alter_a_byte(stored)

    assert (
        f"Firma del {seal.year}: «{stored.name}» non è più quello di allora, qualcuno l'ha toccato" in said()
    )
    desk = factories.signed_in(keeper)
    page = desk.get(reverse("volunteers:register_seals", args=[seal.section_id])).content.decode()
    assert f"«{stored.name}» non è più quello di allora" in page
    answer = desk.get(reverse(f"volunteers:register_{which}", args=[seal.pk]), follow=True)
    assert "non è più quello di allora" in answer.content.decode()


@pytest.mark.parametrize("which", ["drawn", "signed"])
def test_a_file_that_is_gone_is_said(seal, which):
    stored = getattr(seal, which)
    stored.file.storage.delete(stored.file.name)

    assert f"«{stored.name}» non si trova più" in said()


def test_a_chain_written_anew_from_its_first_line_is_found_by_its_seal(seal):
    database.as_owner(WRITTEN_ANEW, None)

    assert verifying.check()[0].broken is None
    assert "Le righe dalla 1 alla 2 non sono più quelle preparate per la firma." in said()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE volunteers_registerseal SET digest = sha256('x')",
        "UPDATE volunteers_registerseal SET signed_digest = sha256('x')",
        "UPDATE volunteers_registerseal SET chain = sha256('x')",
    ],
)
def test_a_seal_changed_behind_the_guards_is_found(seal, harm):
    database.as_owner("SET LOCAL session_replication_role = replica; " + harm, None)

    assert len(verifying.flaws()) == 1
    assert "Firma del" in said()


def test_nothing_is_signed_without_its_digest(keeper):
    line = volunteering.line(factories.human())
    drawn = sealing.draw(line.section, now=timezone.now())

    with pytest.raises(IntegrityError, match="what_was_signed_has_its_digest"), transaction.atomic():
        RegisterSeal.objects.filter(pk=drawn.pk).update(
            how="paper", signer="Rosa", signed=drawn.drawn, sealed_at=timezone.now()
        )
