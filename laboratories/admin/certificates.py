"""Certificates: read here, and revoked; they are issued from the registers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from laboratories.models import Certificate
from laboratories.registers import certifying, numbers
from networking.admin import InScopeFilter, ScopedAdmin
from networking.admin.readings import WritesReadings

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models import Person

TOLD = ("grouped", "person", "title", "minutes", "minutes_held", "first_day", "last_day")
ISSUED = ("issued_at", "issued_by", "credential", "revoked_at")
WHY = "revoked_because"


class RevokeForm(forms.ModelForm):
    """Why it holds no longer."""

    class Meta:
        model = Certificate
        fields = (WHY,)
        labels = {WHY: _("Perché lo revochi")}
        help_texts = {
            WHY: _("Salvando, da subito chi lo controlla legge che non vale più, con l'abilitazione.")
        }

    def clean_revoked_because(self) -> str:
        """Nobody loses a certificate without a reason."""
        why: str = self.cleaned_data[WHY].strip()
        if not why:
            raise forms.ValidationError(_("Scrivi perché lo revochi."))
        return why


@admin.register(Certificate)
class CertificateAdmin(WritesReadings, ScopedAdmin):
    """Those of the cycles held where one works. Each reading is written down."""

    comune_path = "cycle__venue__place__comune"
    is_private = True
    form = RevokeForm
    list_display = ("person", "title", "minutes", "last_day", "is_valid")
    list_filter = (("cycle__venue__place__comune", InScopeFilter),)
    search_fields = ("person__family_name", "title", "number")
    search_help_text = _("Cerca per cognome, attività o numero.")
    fields = (*TOLD, *ISSUED, WHY)

    def all_rows(self, request: HttpRequest) -> QuerySet[Certificate]:
        rows = Certificate.objects.visible_to(request.user)
        return rows.select_related("person", "cycle__venue__place__comune", "credential__person")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Certificate], search_term: str
    ) -> tuple[QuerySet[Certificate], bool]:
        """A number as it is printed, in groups."""
        number = numbers.typed(search_term)
        return super().get_search_results(request, queryset, number or search_term)

    def get_readonly_fields(self, request: HttpRequest, obj: Certificate | None = None) -> tuple[str, ...]:
        """Once revoked, nothing is written any more."""
        return (*TOLD, *ISSUED, WHY) if obj is not None and obj.revoked_at else (*TOLD, *ISSUED)

    def save_model(self, request: HttpRequest, obj: Certificate, form: Any, change: bool) -> None:
        """By the act that also tells who must know."""
        if WHY in form.cleaned_data:
            certifying.revoke(obj, by=request.user, because=form.cleaned_data[WHY], now=timezone.now())

    def people_of(self, row: Certificate) -> list[Person]:
        return [row.person]

    @admin.display(description=_("numero"))
    def grouped(self, certificate: Certificate) -> str:
        return numbers.grouped(certificate.number)

    @admin.display(description=_("vale"), boolean=True)
    def is_valid(self, certificate: Certificate) -> bool:
        return certificate.revoked_at is None
