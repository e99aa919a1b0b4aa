"""What people have shown to stay with others, and the rules that ask for it. Each reading is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking import accrediting
from networking.models import Credential, CredentialKind, CredentialPolicy, Person, StaffPolicy

from .readings import WritesReadings
from .scope import ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models import User
    from networking.models.scope import Scope

SEEN = ("person", "kind", "issued_on", "expires_on", "source")
WRITTEN = ("granted_on", "first_use_by", "mode", "entered_by", "verified_by")
REVOKED = ("revoked_at", "revoked_because")
# The rule that the database itself asks of whoever opens a register with minors.
FOR_MINORS = "minori"


class CredentialForm(forms.ModelForm):
    """A credential that is new, or why one is revoked."""

    # Set on the copy that each request gets.
    by: User

    class Meta:
        model = Credential
        fields = (*SEEN, "revoked_because")
        labels = {"revoked_because": _("Perché la revochi")}
        help_texts = {
            "expires_on": _("Vuoto: lo dice la regola. Quel giorno non vale più."),
            "source": _("Per esempio «certificato del 3 settembre 2026». Il documento non si conserva."),
            "revoked_because": _("Salvando, da subito non vale più."),
        }

    def clean(self) -> dict[str, Any]:
        """Nobody's own; not over before it begins; not begun in days that are still to come."""
        cells = super().clean() or self.cleaned_data
        if "issued_on" in self.fields:
            self._check_days(cells)
        if "revoked_because" in self.fields and not cells.get("revoked_because", "").strip():
            self.add_error("revoked_because", _("Scrivi perché la revochi."))
        try:
            accrediting.refuse_own(cells.get("person") or self.instance.person, self.by)
        except accrediting.AccreditingError as error:
            raise ValidationError(str(error)) from error
        except Person.DoesNotExist:
            return cells
        return cells

    def _check_days(self, cells: dict[str, Any]) -> None:
        begins, ends = cells.get("issued_on"), cells.get("expires_on")
        if begins is None:
            self.add_error("issued_on", _("Scrivi la data del certificato."))
        elif ends and ends <= begins:
            self.add_error("expires_on", _("L'abilitazione scadrebbe prima di cominciare."))
        else:
            policy = accrediting.policy_of(cells.get("kind", ""))
            try:
                accrediting.end_of(policy, issued_on=begins, expires_on=ends, today=timezone.localdate())
            except accrediting.AccreditingError as error:
                self.add_error("issued_on", str(error))


@admin.register(Credential)
class CredentialAdmin(WritesReadings, ScopedAdmin):
    """Those of the people one follows. Only the outcome is kept: the certificate itself is looked at and given back."""

    form = CredentialForm
    is_private = True
    list_display = ("person", "kind", "granted_on", "expires_on", "revoked_at")
    list_filter = ("kind",)
    list_select_related = ("person",)
    search_fields = ("person__family_name",)
    search_help_text = _("Cerca per cognome.")
    autocomplete_fields = ("person",)

    def all_rows(self, request: HttpRequest) -> QuerySet[Credential]:
        followed = Person.objects.followed_by(request.user).values("pk")
        return Credential.objects.visible_to(request.user).filter(person__in=followed)

    def within(self, rows: QuerySet[Credential], scope: Scope) -> QuerySet[Credential]:
        return rows if scope else rows.none()

    def may(self, request: HttpRequest, verb: str, row: Credential | None = None) -> bool:
        return bool(self.reach(request, verb)) and (
            row is None or self.all_rows(request).filter(pk=row.pk).exists()
        )

    def get_fields(self, request: HttpRequest, obj: Credential | None = None) -> tuple[str, ...]:
        return SEEN if obj is None else (*SEEN, *WRITTEN, *REVOKED)

    def get_readonly_fields(self, request: HttpRequest, obj: Credential | None = None) -> tuple[str, ...]:
        """What is written stays written; it can be revoked, once."""
        if obj is None:
            return ()
        written = (*SEEN, *WRITTEN, "revoked_at")
        return (*written, "revoked_because") if obj.revoked_at else written

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        # Made anew for each request: it is nobody else's.
        form.by = request.user
        return form

    def save_model(self, request: HttpRequest, obj: Credential, form: Any, change: bool) -> None:
        """Whoever writes it has seen the document; the policy says for how long, and whether somebody else must too."""
        if not change:
            made = accrediting.grant(
                obj.person,
                obj.kind,
                issued_on=obj.issued_on,
                expires_on=obj.expires_on,
                source=obj.source,
                by=request.user,
                today=timezone.localdate(),
                now=timezone.now(),
            )
            obj.pk, obj._state = made.pk, made._state
        elif "revoked_because" in form.cleaned_data:
            accrediting.revoke(obj, because=form.cleaned_data["revoked_because"], now=timezone.now())

    def people_of(self, row: Credential) -> list[Person]:
        return [row.person]


class StaffPolicyForm(forms.ModelForm):
    """How many adults, and what each must have."""

    needed = forms.MultipleChoiceField(
        label=_("Abilitazioni che ciascuno deve avere"),
        choices=CredentialKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = StaffPolicy
        fields = ("name", "slug", "minimum_adults", "needed")
        error_messages = {
            "slug": {"unique": _("C'è già una regola con questo nome breve.")},
            "minimum_adults": {"min_value": _("Serve almeno un adulto.")},
        }

    def clean_needed(self) -> list[str]:
        """With minors the law asks for the check: no page takes it away (art. 25-bis D.P.R. 313/2002)."""
        needed: list[str] = self.cleaned_data["needed"]
        if self.instance.slug == FOR_MINORS and CredentialKind.CLEARANCE not in needed:
            raise ValidationError(_("Con i minori la verifica è obbligatoria per legge."))
        return needed


@admin.register(StaffPolicy)
class StaffPolicyAdmin(ScopedAdmin):
    """The rules for who leads: of the whole territory, read by staff of any place."""

    is_shared = True
    form = StaffPolicyForm
    list_display = ("name", "minimum_adults", "what_is_needed")
    prepopulated_fields = {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: StaffPolicy | None = None) -> tuple[str, ...]:
        """By its short name the database finds the rule for minors."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: StaffPolicy | None = None) -> dict[str, Any]:
        return {} if obj else self.prepopulated_fields

    @admin.display(description=_("abilitazioni che ciascuno deve avere"))
    def what_is_needed(self, policy: StaffPolicy) -> str:
        return ", ".join(str(CredentialKind(kind).label) for kind in policy.needed) or "—"


@admin.register(CredentialPolicy)
class CredentialPolicyAdmin(ScopedAdmin):
    """For how long each kind holds: a change is for what is granted from now on."""

    is_shared = True
    list_display = ("kind", "months", "first_use_months", "mode", "needs_second_person")

    def get_readonly_fields(
        self, request: HttpRequest, obj: CredentialPolicy | None = None
    ) -> tuple[str, ...]:
        """One for each kind, and each has its own."""
        return ("kind",) if obj else ()
