"""What leaves on paper: the register of a session, and certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import segno
from django.utils import timezone

from laboratories import wording
from networking import pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from laboratories.models import Certificate, Session
    from laboratories.registers.roll import Line

# Who comes without a booking is written here by hand.
EMPTY_ROWS = 5


def register_sheet(
    session: Session, lines: Sequence[Line], *, page: str, written_at: datetime, is_large_print: bool = False
) -> bytes:
    """The register of `session` as PDF, with room for marks and signatures. Never needs, nor who collects.

    `page` is the address of the register, for its drawn code and in words.
    """
    context = {
        "session": session,
        "lines": lines,
        "empty": range(len(lines) + 1, len(lines) + 1 + EMPTY_ROWS),
        "staff": session.staff.select_related("person"),
        "page": page,
        "code": drawn_code(page),
    }
    return pdf.render(
        "documents/register.html", context, written_at=written_at, is_large_print=is_large_print
    )


def certificate_sheet(certificate: Certificate, *, page: str, written_at: datetime) -> bytes:
    """A certificate as PDF; `page` is where whoever receives it checks that it is true."""
    context = {
        "certificate": certificate,
        # It goes to strangers: a place that must stay hidden is not named.
        "where": wording.where(certificate.cycle.venue),
        "page": page,
        "code": drawn_code(page),
    }
    return pdf.render("documents/certificate.html", context, written_at=written_at)


def booking_slip(sheet: dict[str, Any], *, is_large_print: bool = False) -> bytes:
    """What whoever booked at the desk takes home (`desk.sheet_of`): code, dates, place, how to give it back."""
    written_at = timezone.localtime(sheet["now"])
    return pdf.render(
        "documents/booking_slip.html", sheet, written_at=written_at, is_large_print=is_large_print
    )


def drawn_code(address: str) -> str:
    """`address` as a QR code, in an address that carries its own drawing."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=4, dark="#000", light="#fff")
