"""What belongs to a sheet, inside its page."""

from __future__ import annotations

from networking.admin import ReadOnlyInline, ScopedInline
from services.forms import ContactForm
from services.models import (
    Contact,
    OpeningException,
    OpeningRule,
    RequiredDocument,
    ServiceAlias,
    ServiceTarget,
    Verification,
)


class ServiceTargetInline(ScopedInline):
    model = ServiceTarget


class ContactInline(ScopedInline):
    model = Contact
    form = ContactForm


class RequiredDocumentInline(ScopedInline):
    model = RequiredDocument


class OpeningRuleInline(ScopedInline):
    model = OpeningRule


class OpeningExceptionInline(ScopedInline):
    model = OpeningException


class ServiceAliasInline(ScopedInline):
    model = ServiceAlias


class VerificationInline(ReadOnlyInline):
    """A verification is written by the act and never changed."""

    model = Verification
    fields = readonly_fields = ("verified_at", "verifier_name", "method")
