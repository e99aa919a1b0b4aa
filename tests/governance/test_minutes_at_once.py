"""Two secretaries who save the same minutes at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction

from governance.minutes import drafting, saving, texts
from governance.minutes.saving import MeanwhileError
from governance.models import Minutes, MinutesVersion
from networking.models import RoleKind
from tests import factories, minuted
from tests.governance import seated

LATER = seated.NOW


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("careful", [True, False])
def test_of_two_who_save_at_the_same_moment_one_is_told(careful):
    """The control writes on top of whatever it finds: both are saved, and nobody knows that one was covered."""
    secretary = factories.person("scrive@example.org", RoleKind.SECRETARY, everywhere=True)
    minutes = drafting.begin(minuted.held(), by=secretary, now=LATER)
    start = Barrier(2)

    def write(words):
        try:
            start.wait(timeout=10)
            if careful:
                saving.save(minutes, {"apertura": words}, based_on=1, by=secretary, now=LATER)
            else:
                careless(minutes, words)
        except MeanwhileError:
            return "told"
        else:
            return "saved"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        ends = sorted(pool.map(write, ["Una.", "Altra."]))

    assert ends == (["saved", "told"] if careful else ["saved", "saved"])
    kept = texts.shown(saving.last_of(Minutes.objects.kept_by(secretary).get()).sections[0])
    assert kept in {"Una.", "Altra."}


def careless(minutes, words):
    """What a programme that does not look does: it writes over whatever there is, and the first words are lost."""
    text = texts.canonical(texts.rewritten(saving.numbered(minutes, 1).sections, {"apertura": words}))
    with transaction.atomic():
        last = saving.held(minutes).last_version
        MinutesVersion.objects.create(minutes=minutes, based_on=last, text=text, saved_at=LATER)
