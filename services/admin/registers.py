"""Schools and libraries, as their registers say: read here, brought in by `import_schools` and `import_libraries`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from networking.admin.scope import ReadOnlyAdmin
from services.models import Library, School


@admin.register(School)
class SchoolAdmin(ReadOnlyAdmin):
    is_shared = True
    list_display = ("name", "level", "comune", "code", "is_state", "school_year")
    list_filter = ("level", "is_state", ("comune", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("comune",)
    search_fields = ("name", "code", "institute_code", "address")
    search_help_text = _("Cerca per nome, codice meccanografico o indirizzo.")


@admin.register(Library)
class LibraryAdmin(ReadOnlyAdmin):
    is_shared = True
    list_display = ("name", "comune", "isil", "status")
    list_filter = (("comune", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("comune",)
    search_fields = ("name", "isil", "address")
    search_help_text = _("Cerca per nome, codice ISIL o indirizzo.")
