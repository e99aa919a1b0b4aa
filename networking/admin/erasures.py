"""Requests to be erased, and the proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.erasing import preview, requests
from networking.models import ErasureProof, ErasureRequest, Person, User

from .readings import WritesReadings
from .scope import ReadOnlyAdmin, ScopedAdmin

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models.scope import Scope

Decision = ErasureRequest.Decision
NOT_YOURS = _(
    "Non puoi cancellarla tu: ha un ruolo che non puoi togliere, oppure sei tu. Risponde chi amministra tutto il territorio."
)


class NewRequestForm(forms.ModelForm):
    """Who asks, and when they asked: the thirty days begin there."""

    asked_at = forms.DateTimeField(
        label=_("Chiesto il"),
        initial=timezone.now,
        widget=forms.DateTimeInput(format="%d/%m/%Y %H:%M"),
        help_text=_("Il giorno in cui l'ha chiesto: da lì abbiamo trenta giorni per rispondere."),
    )

    class Meta:
        model = ErasureRequest
        fields = ("person", "asked_at")

    def clean_asked_at(self) -> datetime:
        """Nobody asks tomorrow."""
        asked_at = self.cleaned_data["asked_at"]
        if asked_at > timezone.now():
            raise ValidationError(_("Scrivi il giorno in cui l'ha chiesto: non può essere nel futuro."))
        return asked_at


class AnswerForm(forms.ModelForm):
    """The answer: yes, said twice because nobody can undo it; or no, with the reason."""

    # Set on the copy that each request gets.
    may_erase: bool

    is_sure = forms.BooleanField(
        label=_("Ho controllato chi chiede, e so che non si torna indietro"),
        required=False,
        help_text=_("Serve solo per cancellare: la persona, o chi risponde per lei, con un documento."),
    )

    class Meta:
        model = ErasureRequest
        fields = ("decision", "outcome")

    def clean(self) -> dict[str, Any]:
        """What each answer needs."""
        cells = super().clean() or self.cleaned_data
        if cells.get("decision") == Decision.ERASED and not self.may_erase:
            raise ValidationError({"decision": NOT_YOURS})
        if cells.get("decision") == Decision.ERASED and not cells.get("is_sure"):
            raise ValidationError({"is_sure": _("Per cancellare metti questo segno.")})
        if cells.get("decision") == Decision.REFUSED and not cells.get("outcome"):
            raise ValidationError({"outcome": _("Scrivi alla persona perché non si cancella.")})
        return cells


class AnsweredFilter(admin.SimpleListFilter):
    """What still waits for an answer."""

    title = _("risposta")
    parameter_name = "risposta"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("no", _("da dare")), ("tardi", _("in ritardo")), ("si", _("data"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "tardi":
            return queryset.late(timezone.localdate())
        return queryset if self.value() is None else queryset.filter(decided_at__isnull=self.value() == "no")


@admin.register(ErasureRequest)
class ErasureRequestAdmin(WritesReadings, ScopedAdmin):
    """Whoever asks at the desk to be erased. To answer yes is to erase, at once and for good."""

    is_private = True
    list_display = ("__str__", "who", "channel", "due_on", "decision")
    list_filter = (AnsweredFilter,)
    list_select_related = ("person",)
    autocomplete_fields = ("person",)

    def all_rows(self, request: HttpRequest) -> QuerySet[ErasureRequest]:
        return ErasureRequest.objects.followed_by(request.user).select_related("person", "proof")

    def within(self, rows: QuerySet[ErasureRequest], scope: Scope) -> QuerySet[ErasureRequest]:
        return rows if scope else rows.none()

    def may(self, request: HttpRequest, verb: str, row: ErasureRequest | None = None) -> bool:
        """What was answered is not answered again."""
        if row is None:
            return bool(self.reach(request, verb))
        is_open = row.decided_at is None or verb == "view"
        return is_open and bool(self.reach(request, verb)) and self._follows(request, row)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A request is answered, never made to vanish."""
        return False

    def _follows(self, request: HttpRequest, row: ErasureRequest) -> bool:
        return ErasureRequest.objects.followed_by(request.user).filter(pk=row.pk).exists()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = AnswerForm if obj and self.has_change_permission(request, obj) else NewRequestForm
        form = super().get_form(request, obj, change=change, **kwargs)
        # Made anew for each request: it is nobody else's.
        form.may_erase = self._may_erase(request, obj)
        return form

    def _may_erase(self, request: HttpRequest, row: ErasureRequest | None) -> bool:
        """To erase a person is also to close their access: whoever could not do that does not do it from here."""
        account = row.person.account if row and row.person else None
        page = self.admin_site.get_model_admin(User)
        return account is None or page.has_change_permission(request, account)

    def get_fields(self, request: HttpRequest, obj: ErasureRequest | None = None) -> list[str]:
        if obj is None:
            return ["person", "asked_at"]
        told = ["who", "channel", "asked_at", "due_on"]
        if self.has_change_permission(request, obj):
            return [*told, "what_goes", "decision", "outcome", "is_sure"]
        return [*told, "decision", "outcome", "decided_at", "decided_by", "proof"]

    def get_readonly_fields(self, request: HttpRequest, obj: ErasureRequest | None = None) -> list[str]:
        answer = {"decision", "outcome", "is_sure"}
        return [] if obj is None else [name for name in self.get_fields(request, obj) if name not in answer]

    def people_of(self, row: ErasureRequest) -> list[Person | None]:
        return [row.person]

    @admin.display(description=_("persona"))
    def who(self, row: ErasureRequest) -> str:
        """The person's name; once they are erased nobody knows."""
        return str(row.person) if row.person else str(_("cancellata"))

    @admin.display(description=_("che cosa succede se la cancelli"))
    def what_goes(self, row: ErasureRequest) -> str:
        """What would go and what would stay, and the children left alone."""
        return "\n".join(preview.sentences(row.person, today=timezone.localdate())) if row.person else ""

    def save_model(self, request: HttpRequest, obj: ErasureRequest, form: Any, change: bool) -> None:
        """Each answer is an act of its own."""
        now = timezone.now()
        if not change:
            requests.prepare(obj, by=request.user, now=now).save()
            return
        try:
            self._answer(request, obj, now)
        except requests.AnsweredError:
            messages.error(request, _("Qualcuno ha già risposto a questa richiesta."))

    def _answer(self, request: HttpRequest, obj: ErasureRequest, now: Any) -> None:
        if obj.decision == Decision.ERASED:
            requests.carry_out(obj, by=request.user, now=now)
        elif obj.decision == Decision.REFUSED:
            requests.refuse(obj, by=request.user, outcome=obj.outcome, now=now)

    def log_change(self, request: HttpRequest, obj: ErasureRequest, message: Any) -> Any:
        """The request itself says who answered; a note with a name would outlive the person."""

    def log_addition(self, request: HttpRequest, obj: ErasureRequest, message: Any) -> Any:
        """As above."""


@admin.register(ErasureProof)
class ErasureProofAdmin(ReadOnlyAdmin):
    """That somebody was erased; of whom, nobody can read here."""

    list_display = ("__str__", "channel", "asked_at", "erased_at", "files", "children_left")
    list_filter = ("channel",)
    date_hierarchy = "erased_at"
    fields = readonly_fields = (
        "channel",
        "asked_at",
        "erased_at",
        "rows",
        "files",
        "holds",
        "children_left",
    )
