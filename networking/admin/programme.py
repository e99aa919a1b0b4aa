"""The programme: goals, actions, points."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from networking.models import Action, Goal, ProgrammePoint

from .scope import ScopedAdmin, ScopedInline


class ActionInline(ScopedInline):
    model = Action


@admin.register(Goal)
class GoalAdmin(ScopedAdmin):
    is_shared = True
    list_display = ("sdg_number", "title")
    search_fields = ("title", "plain")
    search_help_text = _("Cerca una parola dell'obiettivo.")
    inlines = (ActionInline,)


@admin.register(ProgrammePoint)
class ProgrammePointAdmin(ScopedAdmin):
    is_shared = True
    list_display = ("number", "title")
    search_fields = ("title", "plain")
    search_help_text = _("Cerca una parola del punto.")
