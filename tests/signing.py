"""Authorities of one's own for tests: they give certificates, sign documents and stamp the time."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, async_sign_pdf
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from networking.signatures import loops

if TYPE_CHECKING:
    from pathlib import Path

YEARS = timedelta(days=3 * 365)
WHO = "Rosa Bianchi"


class Authority:
    """An authority with its root, who stamps the time, and people who sign."""

    def __init__(self, name: str = "Autorità di prova") -> None:
        self.key = _key()
        self.name = made.Name([made.NameAttribute(NameOID.COMMON_NAME, name)])
        self.root = self._certificate(self.name, self.key, is_authority=True)
        self.stamp_key = _key()
        subject = made.Name([made.NameAttribute(NameOID.COMMON_NAME, "Marche di prova")])
        self.stamp_certificate = self._certificate(subject, self.stamp_key, stamps=True)

    def trusted_in(self, folder: Path) -> None:
        """Have the portal, whose folder of trust it is, believe in this authority."""
        (folder / "prova.pem").write_bytes(self.root.public_bytes(serialization.Encoding.PEM))

    def signer(self, name: str = WHO, *, until: datetime | None = None) -> SimpleSigner:
        """Somebody who signs."""
        key = _key()
        subject = made.Name([made.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = self._certificate(subject, key, until=until)
        store = SimpleCertificateStore.from_certs([_read(self.root)])
        return SimpleSigner(_read(certificate), _private(key), store)

    def stamper(self, at: datetime | None = None) -> DummyTimeStamper:
        """Who says what time it was."""
        return DummyTimeStamper(_read(self.stamp_certificate), _private(self.stamp_key), fixed_dt=at)

    def pades(self, document: bytes, *, signer: SimpleSigner | None = None, stamper: Any = True) -> bytes:
        """The PDF `document` with a signature inside."""
        meta = PdfSignatureMetadata(field_name="Firma", subfilter=SigSeedSubFilter.PADES)
        writer = IncrementalPdfFileWriter(BytesIO(document))
        stamper = self.stamper() if stamper is True else stamper
        signing = async_sign_pdf(writer, meta, signer=signer or self.signer(), timestamper=stamper)
        return bytes(loops.run(signing).getvalue())

    def cades(self, document: bytes, *, stamper: Any = True) -> bytes:
        """A `.p7m` around `document`."""
        stamper = self.stamper() if stamper is True else stamper
        signing = self.signer().async_sign_general_data(
            document, "sha256", detached=False, timestamper=stamper, use_cades=True
        )
        return bytes(loops.run(signing).dump())

    def _certificate(
        self,
        subject: made.Name,
        key: rsa.RSAPrivateKey,
        *,
        is_authority: bool = False,
        stamps: bool = False,
        until: datetime | None = None,
    ) -> made.Certificate:
        builder = (
            made.CertificateBuilder(self.name, subject, key.public_key(), made.random_serial_number())
            .not_valid_before(timezone.now() - YEARS)
            .not_valid_after(until or timezone.now() + YEARS)
            .add_extension(made.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(_usage(is_authority), critical=True)
        )
        if stamps:
            usage = made.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(self.key, hashes.SHA256())


def _usage(is_authority: bool) -> made.KeyUsage:
    return made.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _read(certificate: made.Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _private(key: rsa.RSAPrivateKey) -> keys.PrivateKeyInfo:
    der = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return keys.PrivateKeyInfo.load(der)
