"""Addresses of the activities."""

from django.urls import path

from .views import (
    booking,
    bookings,
    certificates,
    closures,
    desk,
    dropping_in,
    family,
    offers,
    public,
    queues,
    registers,
    seats,
)

app_name = "laboratories"

urlpatterns = [
    # For everybody. Fixed words stand before `<slug>`, which would swallow them.
    path("laboratori/", public.calendar, name="calendar"),
    path("sostegno-scolastico/", public.calendar, {"kind": "school_support"}, name="school_support"),
    path("formazione/", public.calendar, {"kind": "training"}, name="training"),
    path("laboratori/<slug:slug>/", public.activity_detail, name="activity_detail"),
    path("laboratori/cicli/<uuid:pk>/date.ics", public.cycle_calendar, name="cycle_calendar"),
    path("spazi/", public.venue_list, name="venue_list"),
    path("spazi/<slug:slug>/", public.venue_detail, name="venue_detail"),
    # Asking for places, and what a family has.
    path("laboratori/prenota/<uuid:pk>/", booking.cycle_book, name="cycle_book"),
    path("famiglia/prenotazioni/", bookings.booking_list, name="booking_list"),
    path("famiglia/prenotazioni/esito/<uuid:pk>/", booking.booking_done, name="booking_done"),
    path("famiglia/prenotazioni/esito/<uuid:pk>/date.ics", booking.booking_dates, name="booking_dates"),
    path("famiglia/prenotazioni/<uuid:pk>/", bookings.booking_detail, name="booking_detail"),
    path("famiglia/prenotazioni/<uuid:pk>/disdici/", bookings.booking_cancel, name="booking_cancel"),
    path("famiglia/prenotazioni/<uuid:pk>/rispondi/", offers.offer_answer, name="offer_answer"),
    path("operatori/cicli/<uuid:pk>/attesa/", queues.cycle_queue, name="cycle_queue"),
    path("operatori/passati-avanti/", queues.overtaking_list, name="overtaking_list"),
    path(
        "operatori/cicli/<uuid:pk>/attesa/<uuid:party>/",
        queues.cycle_queue_answer,
        name="cycle_queue_answer",
    ),
    path("laboratori/offerta/<str:token>/", offers.offer, name="offer"),
    # The desk books for who does not do it alone.
    path("operatori/persone/<uuid:pk>/prenota/", desk.person_cycles, name="desk_cycles"),
    path("operatori/persone/<uuid:pk>/prenota/<uuid:cycle>/", desk.person_book, name="desk_book"),
    path("operatori/prenotazioni/", desk.bookings, name="desk_bookings"),
    path("operatori/prenotazioni/<uuid:pk>/", desk.booking_detail, name="desk_booking"),
    path("operatori/prenotazioni/<uuid:pk>/foglio/", desk.booking_slip, name="desk_booking_slip"),
    path("operatori/prenotazioni/<uuid:pk>/disdici/", desk.booking_cancel, name="desk_booking_cancel"),
    path("operatori/chiusure/", closures.closure_list, name="closure_list"),
    path("operatori/chiusure/nuova/", closures.closure_new, name="closure_new"),
    path("operatori/chiusure/<int:pk>/", closures.closure_detail, name="closure_detail"),
    path("operatori/chiusure/<int:pk>/vai-avanti/", closures.closure_go_on, name="closure_go_on"),
    path("operatori/chiusure/<int:pk>/riapri/", closures.closure_reopen, name="closure_reopen"),
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
    path("operatori/registri/<uuid:pk>/aggiungi/", dropping_in.register_add, name="register_add"),
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
    # The family.
    path("famiglia/presenze/<uuid:pk>/", family.absence, name="absence"),
    path("famiglia/<uuid:pk>/scuola/", family.schooling, name="schooling"),
    path("famiglia/mese.pdf", family.fridge_sheet, name="fridge_sheet"),
    path("famiglia/se-non-potete-venire/", family.absence_rule, name="absence_rule"),
]
