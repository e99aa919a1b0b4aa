"""Log-ins: who may sign in. Who they are is their person; what they may do, their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.accounts import sessions
from networking.models import Person, Role, User
from networking.permissions import reach

from .roles import why_not
from .scope import ReadOnlyInline, ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models.scope import Scope

LISTING_LOGINS = "gestione: accessi delle persone che abitano dove si amministra"


class RoleInline(ReadOnlyInline):
    model = Role
    show_change_link = True
    fields = readonly_fields = ("kind", "zone", "comune", "everywhere", "starts_on", "ends_on")


class EmailAddressInline(ReadOnlyInline):
    model = EmailAddress
    fields = readonly_fields = ("email", "verified", "primary")


class UserForm(forms.ModelForm):
    """A new log-in has no password: the person chooses it with «Ho dimenticato la password»."""

    class Meta:
        model = User
        fields = ("email", "is_active")

    def save(self, commit: bool = True) -> User:
        """Addresses are kept in small letters, as when one signs up."""
        if self.instance._state.adding:
            self.instance.email = self.instance.email.lower()
            self.instance.set_unusable_password()
        return super().save(commit)


class SecondFactorFilter(admin.SimpleListFilter):
    """Staff who still enter with a password alone."""

    title = _("secondo passaggio all'accesso")
    parameter_name = "secondo_passaggio"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("no", _("staff che non ce l'ha"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() != "no":
            return queryset
        scope = reach(request.user, "view", User)
        return queryset.working_in(scope, timezone.localdate()).without_second_factor()


@admin.register(User)
class UserAdmin(ScopedAdmin):
    """Nobody reads or sets another's password or second factor here, nor changes the address they sign in with."""

    form = UserForm
    is_private = True
    ordering = ("email",)
    list_display = ("email", "full_name", "is_active", "last_login")
    list_filter = ("is_active", "roles__kind", SecondFactorFilter)
    list_select_related = ("person",)
    search_fields = ("email", "person__given_name", "person__family_name")
    search_help_text = _("Cerca per e-mail, nome o cognome.")
    fields = ("email", "full_name", "is_active", "is_superuser", "last_login", "date_joined")
    inlines = (RoleInline, EmailAddressInline)

    def all_rows(self, request: HttpRequest) -> QuerySet[User]:
        """Each known to be prepared by whoever asks, or not."""
        noted = LogEntry.objects.filter(
            user=request.user,
            content_type=ContentType.objects.get_for_model(User),
            object_id=Cast(OuterRef("pk"), CharField()),
            action_flag=ADDITION,
        )
        return super().all_rows(request).alias(is_prepared_by_me=Exists(noted))

    def within(self, rows: QuerySet[User], scope: Scope) -> QuerySet[User]:
        """Who has a role, or lives, where one administers; whom one has prepared, until they are somebody."""
        if scope.everywhere:
            return rows
        here = Role.objects.filter(Q(zone__in=scope.zones) | scope.within("comune"), user=OuterRef("pk"))
        neighbours = Person.objects.for_everyone(reason=LISTING_LOGINS).filter(
            scope.within("comune"), account=OuterRef("pk")
        )
        is_somebody = Exists(Role.objects.filter(user=OuterRef("pk"))) | Q(person__isnull=False)
        return rows.filter(Exists(here) | Exists(neighbours) | Q(is_prepared_by_me=True) & ~is_somebody)

    def may(self, request: HttpRequest, verb: str, row: User | None = None) -> bool:
        """Whoever could give all the roles of a person may close their access; nobody their own."""
        scope = self.reach(request, verb)
        if row is None or row._state.adding:
            return bool(scope)
        is_above = row.is_superuser and not request.user.is_superuser
        return (
            bool(scope)
            and not is_above
            and row.pk != request.user.pk
            and not self._refused_roles(request, row)
        )

    def _refused_roles(self, request: HttpRequest, row: User) -> bool:
        """Whether some role of theirs is beyond whoever asks; one that reaches nowhere is beyond nobody."""
        roles = row.roles.select_related("comune")
        return any(why_not(role, request.user) for role in roles if role.scope_name)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        always = ("full_name", "is_superuser", "last_login", "date_joined")
        return always if obj is None else ("email", *always)

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return ("email",) if obj is None else self.fields

    def get_inlines(self, request: HttpRequest, obj: User | None) -> tuple[type[ReadOnlyInline], ...]:
        return () if obj is None else self.inlines

    @admin.display(description=_("nome e cognome"))
    def full_name(self, user: User) -> str:
        return user.full_name or "—"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Whoever is closed out is out at once, on every device."""
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            sessions.end_all(obj)
