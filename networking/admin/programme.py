"""The programme: goals, actions, points."""

from django.contrib import admin

from networking.models import Action, Goal, ProgrammePoint


class ActionInline(admin.TabularInline):
    model = Action
    extra = 0


@admin.register(Goal)
class GoalAdmin(admin.ModelAdmin):
    list_display = ("sdg_number", "title")
    inlines = (ActionInline,)


@admin.register(ProgrammePoint)
class ProgrammePointAdmin(admin.ModelAdmin):
    list_display = ("number", "title")
