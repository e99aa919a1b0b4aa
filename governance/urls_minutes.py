"""Minutes: read, written, approved, signed; the book; and where anybody checks a file."""

from django.urls import path

from .views import minutes, minutes_checks, minutes_steps, minutes_writing

ONE = "governo/verbali/<uuid:pk>/"

urlpatterns = [
    path("governo/riunioni/<uuid:pk>/verbale/", minutes_writing.minutes_begin, name="minutes_begin"),
    path("governo/verbali/", minutes.minutes_list, name="minutes_list"),
    path("governo/verbali/pubblici/", minutes_checks.minutes_public_list, name="minutes_public_list"),
    path(ONE, minutes.minutes, name="minutes"),
    path(f"{ONE}scrivi/", minutes_writing.minutes_write, name="minutes_write"),
    path(f"{ONE}omissis/", minutes_writing.minutes_hide, name="minutes_hide"),
    path(f"{ONE}versioni/", minutes_writing.minutes_versions, name="minutes_versions"),
    path(f"{ONE}versioni/<int:number>/riprendi/", minutes_writing.minutes_restore, name="minutes_restore"),
    path(f"{ONE}correzioni/", minutes_steps.minutes_remark, name="minutes_remark"),
    path("governo/verbali/correzioni/<uuid:pk>/", minutes_steps.remark_answer, name="remark_answer"),
    path(f"{ONE}passo/", minutes_steps.minutes_step, name="minutes_step"),
    path(f"{ONE}approva/", minutes_steps.minutes_approve, name="minutes_approve"),
    path(f"{ONE}firma/", minutes_steps.minutes_sign, name="minutes_sign"),
    path(f"{ONE}firma/carta/", minutes_steps.minutes_sign_paper, name="minutes_sign_paper"),
    path(f"{ONE}rettifica/", minutes_steps.minutes_correct, name="minutes_correct"),
    path(f"{ONE}verbale.pdf", minutes.minutes_whole, name="minutes_whole"),
    path(f"{ONE}firmato/", minutes.minutes_signed, name="minutes_signed"),
    path(f"{ONE}estratto.pdf", minutes_checks.minutes_extract, name="minutes_extract"),
    path("governo/libri/<slug:slug>/", minutes.minutes_book, name="minutes_book"),
    path("governo/verifica/", minutes_checks.minutes_check_ask, name="minutes_check_ask"),
    path("governo/verifica/<uuid:pk>/", minutes_checks.minutes_check, name="minutes_check"),
]
