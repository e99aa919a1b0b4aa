"""What volunteers may say that they can do: one list for the whole territory."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from networking.admin.scope import ScopedAdmin
from volunteers.models import Skill


@admin.register(Skill)
class SkillAdmin(ScopedAdmin):
    """Short: from each, a choice on the page of every volunteer."""

    is_shared = True
    list_display = ("name", "slug")
    search_fields = ("name",)
    search_help_text = _("Cerca per nome.")
    prepopulated_fields = {"slug": ("name",)}
