"""Signed files: whose they are where everything holds, and a sentence for each way in which it does not."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from networking import signatures, typesetting
from networking.signatures import Flaw, SignatureRefusedError
from tests import signing


@pytest.fixture(scope="module")
def document():
    return typesetting.draw(
        "<html lang=it><title>Prova</title><h1>Verbale</h1>", stylesheet="", variant=typesetting.ARCHIVED
    )


@pytest.fixture(scope="module")
def authority():
    return signing.Authority()


@pytest.fixture(autouse=True)
def believed(authority, settings, tmp_path):
    settings.SIGNATURE_TRUST_FOLDER = str(tmp_path)
    authority.trusted_in(tmp_path)


def verify(signed, document, **options):
    return signatures.verify(signed, of=document, now=timezone.now(), **options)


def refused(signed, document):
    with pytest.raises(SignatureRefusedError) as refusal:
        verify(signed, document)
    return refusal.value.flaw


@pytest.mark.parametrize("way", ["pades", "cades"])
def test_says_who_signed_when_and_under_which_authority(way, authority, document):
    at = timezone.now().replace(microsecond=0) - timedelta(days=2)

    found = verify(getattr(authority, way)(document, stamper=authority.stamper(at)), document)

    assert (found.signer, found.authority) == (signing.WHO, "Autorità di prova")
    assert (found.stamped_at, found.stamp_authority) == (at, "Marche di prova")


@pytest.mark.parametrize("way", ["pades", "cades"])
def test_another_document_is_refused(way, authority, document):
    other = typesetting.draw("<html lang=it><title>Altro</title>", stylesheet="")

    assert refused(getattr(authority, way)(other), document) is Flaw.ANOTHER


def test_a_byte_changed_after_signing_is_found_in_a_pdf(authority, document):
    signed = bytearray(authority.pades(document))
    signed[signed.index(b"%%EOF") + 2] = ord("X")

    assert refused(bytes(signed), document) is Flaw.TAMPERED


def test_a_byte_changed_after_signing_is_found_in_an_envelope(authority, document):
    signed = authority.cades(document).replace(b"endstream", b"Endstream", 1)

    assert refused(signed, document) is Flaw.TAMPERED


def test_a_page_changed_before_signing_is_found_though_our_bytes_are_there(authority, document):
    writer = IncrementalPdfFileWriter(BytesIO(document))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)
    writer.write(changed := BytesIO())

    assert refused(authority.pades(changed.getvalue()), document) is Flaw.ALTERED


def test_what_is_not_signed_is_refused(document):
    assert refused(document, document) is Flaw.UNSIGNED
    assert refused(b"una fotografia", document) is Flaw.UNREADABLE
    assert refused(b"0\x82nonsense", document) is Flaw.UNREADABLE


@pytest.mark.parametrize("way", ["pades", "cades"])
def test_an_authority_that_nobody_trusts_is_refused(way, authority, document):
    stranger = signing.Authority("Firme a buon mercato")

    flaw = refused(getattr(stranger, way)(document, stamper=authority.stamper()), document)

    assert flaw is Flaw.UNBELIEVED


def test_a_stamp_of_an_authority_that_nobody_trusts_is_refused(authority, document):
    stranger = signing.Authority("Ore a buon mercato")

    assert refused(authority.cades(document, stamper=stranger.stamper()), document) is Flaw.STAMP_UNBELIEVED


def test_without_a_stamp_it_is_refused_where_one_is_needed(authority, document):
    signed = authority.pades(document, stamper=None)

    assert refused(signed, document) is Flaw.UNSTAMPED
    assert verify(signed, document, needs_stamp=False).stamped_at is None


def test_a_certificate_that_had_expired_is_refused(authority, document):
    past = authority.signer(until=timezone.now() - timedelta(days=9))

    assert refused(authority.pades(document, signer=past), document) is Flaw.EXPIRED


def test_a_certificate_that_expired_after_the_stamp_still_holds(authority, document):
    signer = authority.signer(until=timezone.now() - timedelta(days=9))
    stamper = authority.stamper(timezone.now() - timedelta(days=30))

    assert verify(authority.pades(document, signer=signer, stamper=stamper), document).signer == signing.WHO


def test_a_codice_fiscale_beside_the_name_is_not_kept(authority, document):
    signer = authority.signer("ROSA BIANCHI/RSSMRA80C44F935X")

    assert verify(authority.pades(document, signer=signer), document).signer == "ROSA BIANCHI"


def test_where_nobody_is_trusted_no_signature_is(authority, document, settings, tmp_path):
    settings.SIGNATURE_TRUST_FOLDER = str(tmp_path / "vuota")

    assert refused(authority.pades(document), document) is Flaw.NOBODY_BELIEVED
