"""Persons and who answers for whom. Each reading is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking import answering, person_forms
from networking.guardianship_forms import NEEDED
from networking.models import AccessRecord, Guardianship, Person
from networking.outbox import preferring

from .choosing import comuni_within, zones_within
from .readings import WritesReadings
from .scope import InScopeFilter, ReadOnlyAdmin, ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models import User
    from networking.models.scope import Scope


class PersonForm(person_forms.PersonForm):
    """A person, typed by the desk's rules, who stays where somebody follows them."""

    # The admin draws its own fields.
    phone = needs = None  # type: ignore[assignment]

    # Set on the copy that each request gets.
    may_be_nowhere: bool

    class Meta:
        model = Person
        fields = (
            "given_name",
            "family_name",
            "birth_date",
            "comune",
            "zone",
            "phone",
            "email",
            "codice_fiscale",
            "needs",
            "street",
            "postcode",
            "locality",
            "channel",
        )

    def clean(self) -> dict[str, Any]:
        """Without comune and zone nobody of a zone would find the person again."""
        cells = super().clean() or self.cleaned_data
        if not self.may_be_nowhere and not self.errors and not cells.get("comune") and not cells.get("zone"):
            raise ValidationError(
                {"comune": _("Scegli il comune; per chi abita fuori, la zona che segue la persona.")}
            )
        return cells


class GuardianshipForm(forms.ModelForm):
    """Who answers for whom, by the desk's rules."""

    # Set on the copy that each request gets.
    by: User

    class Meta:
        model = Guardianship
        fields = (
            *("guardian", "child", "kind", "can_book", "can_collect", "starts_on", "ends_on"),
            *("proof", "proof_date"),
        )

    def clean(self) -> dict[str, Any]:
        """Ask the rule about the tie as it would be."""
        cells = super().clean() or self.cleaned_data
        is_whole = cells.get("can_book", True) and cells.get("can_collect", True)
        if not is_whole and not (cells.get("proof") and cells.get("proof_date")):
            raise ValidationError({"proof": NEEDED})
        if not self.errors:
            names = ("guardian", "child", "kind", "starts_on", "ends_on")
            wanted = {name: cells[name] if name in cells else getattr(self.instance, name) for name in names}
            answering.check(Guardianship(pk=self.instance.pk, **wanted))
            if self.instance._state.adding:
                answering.refuse_own_family(self.by, Guardianship(**wanted))
        return cells


@admin.register(Person)
class PersonAdmin(WritesReadings, ScopedAdmin):
    """Those one follows. Lists show no codice fiscale and no needs; the page shows them, and it is written down."""

    form = PersonForm
    is_private = True
    list_display = ("family_name", "given_name", "comune", "birth_date")
    list_display_links = ("family_name", "given_name")
    list_filter = (("comune", InScopeFilter),)
    list_select_related = ("comune",)
    search_fields = ("family_name",)
    search_help_text = _("Cerca per nome, telefono o codice fiscale intero.")

    def all_rows(self, request: HttpRequest) -> QuerySet[Person]:
        return Person.objects.followed_by(request.user)

    def within(self, rows: QuerySet[Person], scope: Scope) -> QuerySet[Person]:
        return rows if scope else rows.none()

    def may(self, request: HttpRequest, verb: str, row: Person | None = None) -> bool:
        followed = Person.objects.followed_by(request.user)
        return bool(self.reach(request, verb)) and (row is None or followed.filter(pk=row.pk).exists())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Person], search_term: str
    ) -> tuple[QuerySet[Person], bool]:
        """By name, or by the whole of a telephone or codice fiscale, which is not kept in the clear."""
        found = queryset.matching(search_term) if search_term else queryset
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            # A chooser lists people too.
            self.write_down(request, AccessRecord.Deed.LISTED, Person, rows=found.count())
        return found, False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        scope = self.reach(request, "change")
        if db_field.name == "comune":
            kwargs["queryset"] = comuni_within(scope)
        elif db_field.name == "zone":
            kwargs["queryset"] = zones_within(scope)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        # Made anew for each request: it is nobody else's.
        form.may_be_nowhere = self.reach(request, "change").everywhere
        return form

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        """What still waits to be told goes by the way that is best from now on."""
        super().save_model(request, obj, form, change)
        preferring.reroute(obj, now=timezone.now())


@admin.register(Guardianship)
class GuardianshipAdmin(WritesReadings, ScopedAdmin):
    """Who answers for whom, among those one follows."""

    form = GuardianshipForm
    is_private = True
    list_display = ("guardian", "child", "kind", "can_book", "can_collect", "starts_on", "ends_on")
    list_filter = ("kind",)
    list_select_related = ("guardian", "child")
    search_fields = ("child__family_name", "guardian__family_name")
    search_help_text = _("Cerca per cognome.")
    autocomplete_fields = ("guardian", "child")

    def all_rows(self, request: HttpRequest) -> QuerySet[Guardianship]:
        followed = Person.objects.followed_by(request.user).values("pk")
        return Guardianship.objects.visible_to(request.user).filter(child__in=followed)

    def within(self, rows: QuerySet[Guardianship], scope: Scope) -> QuerySet[Guardianship]:
        return rows if scope else rows.none()

    def may(self, request: HttpRequest, verb: str, row: Guardianship | None = None) -> bool:
        return bool(self.reach(request, verb)) and (
            row is None or self.all_rows(request).filter(pk=row.pk).exists()
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Guardianship | None = None) -> tuple[str, ...]:
        """Here a tie only begins: it is limited and ended at the desk, by a document."""
        return () if obj is None else tuple(GuardianshipForm.Meta.fields)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        # Made anew for each request: it is nobody else's.
        form.by = request.user
        return form

    def save_model(self, request: HttpRequest, obj: Guardianship, form: Any, change: bool) -> None:
        """Whoever writes a document has seen it."""
        if obj.proof and not change:
            obj.proof_seen_by, obj.proof_seen_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    def people_of(self, row: Guardianship) -> list[Person | None]:
        return [row.guardian, row.child]


@admin.register(AccessRecord)
class AccessRecordAdmin(ReadOnlyAdmin):
    """Who read what: for whoever answers for the whole portal."""

    list_display = ("at", "reader_name", "deed", "subject_label", "subject_id", "rows", "page")
    list_display_links = None
    list_filter = ("deed", "subject_label")
    date_hierarchy = "day"
    search_fields = ("reader_name", "subject_id")
    search_help_text = _("Cerca chi ha letto, o il numero della riga letta.")

    def all_rows(self, request: HttpRequest) -> QuerySet[AccessRecord]:
        return AccessRecord.objects.visible_to(request.user)
