"""Addresses of the activities."""

from django.urls import path

from .views import certificates, registers, seats

app_name = "laboratories"

urlpatterns = [
    # Registers.
    path("operatori/registri/", registers.register_list, name="register_list"),
    path("operatori/registri/<uuid:pk>/", registers.register, name="register"),
    path("operatori/registri/<uuid:pk>/apri/", registers.register_open, name="register_open"),
    path("operatori/registri/<uuid:pk>/segna/", registers.register_mark, name="register_mark"),
    path("operatori/registri/<uuid:pk>/segni/", registers.register_marks, name="register_marks"),
    path("operatori/registri/<uuid:pk>/motivo/", registers.register_why, name="register_why"),
    path("operatori/registri/<uuid:pk>/chiudi/", registers.register_close, name="register_close"),
    path("operatori/registri/<uuid:pk>/riapri/", registers.register_reopen, name="register_reopen"),
    path("operatori/registri/<uuid:pk>/ricopia/", registers.register_copy, name="register_copy"),
    path("operatori/registri/<uuid:pk>/foglio/", registers.register_paper, name="register_paper"),
    path("posto/tieni/<str:token>/", seats.seat_keep, name="seat_keep"),
    # Certificates.
    path("attestati/", certificates.certificate_ask, name="certificate_ask"),
    path("attestati/<str:number>/", certificates.certificate_check, name="certificate_check"),
    path("famiglia/attestati/", certificates.family_certificates, name="family_certificates"),
    path("famiglia/attestati/<uuid:pk>/", certificates.family_certificate, name="family_certificate"),
    path("operatori/cicli/<uuid:pk>/attestati/", certificates.cycle_certificates, name="cycle_certificates"),
    path(
        "operatori/cicli/<uuid:pk>/attestati/emetti/",
        certificates.cycle_certificates_issue,
        name="cycle_certificates_issue",
    ),
    path("operatori/attestati/<uuid:pk>/file/", certificates.certificate_file, name="certificate_file"),
    path("operatori/attestati/<uuid:pk>/revoca/", certificates.certificate_revoke, name="certificate_revoke"),
]
