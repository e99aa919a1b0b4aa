"""What every page of `/gestione/` obeys: only rows that lie where one's roles reach, only what they allow there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import IntegrityError
from django.http import Http404

from networking.models import Comune
from networking.permissions import kinds_that, reach

from .choosing import ChoosesInScope, comune_of, comuni_within, zones_within
from .history import changes_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from networking.models.scope import Scope

# What a declared filter may ask of its field.
FILTER_LOOKUPS = {"exact", "isnull", "in", "gte", "lt", "year", "month", "day"}


class ScopedAdmin(ChoosesInScope, admin.ModelAdmin):
    """A table whose rows lie in a comune (`comune_path`), or belong to the whole territory (None).

    Rows of nobody's comune are for roles that hold everywhere; with `is_shared`, staff of any place read them.
    """

    comune_path: str | None = None
    is_shared = False
    # Rows that tell of people: other tables offer to choose only among those one may see.
    is_private = False
    list_per_page = 50
    show_full_result_count = False

    # --- which rows ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows that may be seen."""
        return self.within(self.all_rows(request), self.reach(request, "view"))

    def all_rows(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows before any scope; private tables begin with what `visible_to` gives."""
        return super().get_queryset(request)

    def reach(self, request: HttpRequest, verb: str) -> Scope:
        """Where the one who asks may do this today."""
        return reach(request.user, verb, self.model)

    def within(self, rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
        """Those of `rows` that lie within `scope`."""
        if scope.everywhere or (self.is_shared and scope):
            return rows
        return rows.filter(scope.within(self.comune_path)) if self.comune_path else rows.none()

    def changeable(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the chosen rows that may also be changed: actions begin here."""
        scope = self.reach(request, "change")
        if scope.everywhere:
            return rows
        return rows.filter(scope.within(self.comune_path)) if self.comune_path else rows.none()

    # --- what may be done ---

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and self._may_at_all(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_at_all(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_at_all(request, "delete", obj)

    def _may_at_all(self, request: HttpRequest, verb: str, row: Any = None) -> bool:
        """What the file gives to no role, not even a superuser does here."""
        return bool(kinds_that(verb, self.model)) and self.may(request, verb, row)

    def may(self, request: HttpRequest, verb: str, row: Any = None) -> bool:
        """Whether the role that allows `verb` reaches `row`, or anywhere at all when there is no row yet."""
        scope = self.reach(request, verb)
        if scope.everywhere or self.comune_path is None:
            return scope.everywhere
        return bool(scope) if row is None else scope.holds(comune_of(row, self.comune_path))

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        # Django would lead to the front page and name the row in a message.
        raise Http404

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Where somebody was quicker between the check and the writing, ask once more: now the form says it."""
        self._insist_it_is_there(request, object_id)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        self._insist_it_is_there(request, object_id)
        return super().delete_view(request, object_id, extra_context)

    def _insist_it_is_there(self, request: HttpRequest, object_id: str | None) -> None:
        """A row that one may not see is not there (404), before asking what one may do with it (403)."""
        if object_id is None or not self.has_view_permission(request):
            return
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The row's changes, whoever made them and however."""
        answer = super().history_view(request, object_id, extra_context)
        answer.context_data["changes"] = changes_of(answer.context_data["object"])
        return answer

    # --- what may be asked ---

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only the filters that the page shows: «?password__startswith=» would answer letter by letter."""
        return any(
            lookup == name or (lookup.startswith(f"{name}__") and _is_plain(lookup.removeprefix(f"{name}__")))
            for name in self._declared(request)
        )

    def _declared(self, request: HttpRequest) -> list[str]:
        shown = [
            each[0] if isinstance(each, (tuple, list)) else each for each in self.get_list_filter(request)
        ]
        names = [each if isinstance(each, str) else each.parameter_name for each in shown]
        return [*names, self.date_hierarchy] if self.date_hierarchy else names


class ScopedInline(ChoosesInScope, admin.TabularInline):
    """Rows that belong to another: they may be touched where that one may be changed."""

    extra = 0
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and self._may_change_parent(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_change_parent(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_change_parent(request, obj)

    def _may_change_parent(self, request: HttpRequest, parent: Any) -> bool:
        page = self.admin_site.get_model_admin(self.parent_model)
        return (
            page.has_add_permission(request)
            if parent is None
            else page.has_change_permission(request, parent)
        )


class ReadOnlyInline(ScopedInline):
    """Rows that are read here and written on a page of their own."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ScopedAdmin):
    """Rows that the portal writes and people only read."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class InScopeFilter(admin.RelatedFieldListFilter):
    """A filter that offers only the comuni or zones where one works: the others would count what is not one's own."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        scope = model_admin.reach(request, "view")
        rows = comuni_within(scope) if field.related_model is Comune else zones_within(scope)
        return [(row.pk, str(row)) for row in rows]


def _is_plain(rest: str) -> bool:
    """Whether what follows a field is its key, a comparison, or both."""
    *path, last = rest.split("__")
    return last in FILTER_LOOKUPS and path in ([], ["id"], ["pk"])
