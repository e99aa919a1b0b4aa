"""The roof: every address of the portal."""

from django.contrib import admin
from django.urls import include, path, re_path

from networking.views import (
    account,
    calendars,
    consents,
    copies,
    duties,
    family,
    files,
    health,
    invitations,
    jobs,
    mailbox,
    news,
    notices,
    public,
    violations,
)
from networking.views.desk import calls, finding, guardianships, letters, people
from networking.views.desk import consents as desk_consents

ground = (
    [
        path("", public.home, name="home"),
        path("comuni/", public.comune_list, name="comune_list"),
        path("comuni/<slug:slug>/", public.comune_detail, name="comune_detail"),
        path("zone/<slug:slug>/", public.zone_detail, name="zone_detail"),
        path("scegli-comune/", public.comune_choose, name="comune_choose"),
        path("il-progetto/", public.programme, name="programme"),
        path("accessibilita/", duties.accessibility, name="accessibility"),
        path("privacy/", duties.privacy, name="privacy"),
        path("segnala-un-problema/", public.page_report, name="page_report"),
        path("profilo/", account.profile, name="profile"),
        path("profilo/dati/", family.own_data, name="own_data"),
        path("profilo/i-miei-dati/", copies.data_copy, name="data_copy"),
        path("profilo/avvisi/", notices.notice_list, name="notice_list"),
        path("profilo/avvisi/letti/", notices.notices_read, name="notices_read"),
        path("profilo/avvisi/preferenze/", notices.preferences, name="notice_preferences"),
        path("profilo/avvisi/prova/", notices.notice_trial, name="notice_trial"),
        path("profilo/avvisi/<uuid:pk>/", notices.notice, name="notice"),
        path("profilo/avvisi/<uuid:pk>/letto/", notices.notice_read, name="notice_read"),
        path(
            "profilo/avvisi/<uuid:pk>/appuntamento.ics", notices.notice_appointment, name="notice_appointment"
        ),
        path("profilo/lavori/", jobs.job_list, name="job_list"),
        path("profilo/calendario/", calendars.calendar, name="calendar"),
        path("profilo/calendario/indirizzo/", calendars.calendar_open, name="calendar_open"),
        path("profilo/calendario/togli/", calendars.calendar_close, name="calendar_close"),
        path("profilo/calendario/calendario.ics", calendars.calendar_file, name="calendar_file"),
        re_path(
            r"^calendario/(?P<token>[A-Za-z0-9_-]{43})\.ics$", calendars.calendar_feed, name="calendar_feed"
        ),
        path("profilo/lavori/<uuid:pk>/", jobs.job, name="job"),
        path("profilo/lavori/<uuid:pk>/annulla/", jobs.job_cancel, name="job_cancel"),
        path("profilo/lavori/<uuid:pk>/file/", jobs.job_file, name="job_file"),
        path("famiglia/", family.home, name="family_home"),
        path("famiglia/<uuid:pk>/", family.person, name="family_person"),
        path("famiglia/<uuid:pk>/modifica/", family.person_edit, name="family_person_edit"),
        path("famiglia/<uuid:pk>/consensi/", consents.consents, name="family_consents"),
        path("famiglia/<uuid:pk>/consensi/scegli/", consents.consent_choose, name="family_consent_choose"),
        path("famiglia/invita/", invitations.invite, name="invite"),
        path(
            "famiglia/inviti/<uuid:pk>/ritira/", invitations.invitation_withdraw, name="invitation_withdraw"
        ),
        path("famiglia/invito/", invitations.invitation_code, name="invitation_code"),
        re_path(
            r"^famiglia/invito/(?P<token>[A-Za-z0-9_-]{12,43})/$", invitations.invitation, name="invitation"
        ),
        path("operatori/", finding.home, name="desk_home"),
        path("operatori/lettere/", letters.letters, name="desk_letters"),
        path("operatori/lettere/stampa/", letters.letters_print, name="desk_letters_print"),
        path("operatori/lettere/<uuid:pk>/", letters.batch, name="desk_letter_batch"),
        path("operatori/lettere/<uuid:pk>/file/", letters.batch_file, name="desk_letter_file"),
        path("operatori/lettere/<uuid:pk>/imbucate/", letters.batch_posted, name="desk_letter_posted"),
        path(
            "operatori/lettere/<uuid:pk>/non-imbucate/",
            letters.batch_not_posted,
            name="desk_letter_not_posted",
        ),
        path("operatori/lettere/<uuid:pk>/da-rifare/", letters.batch_again, name="desk_letter_again"),
        path(
            "operatori/lettere/<uuid:pk>/tornata/<uuid:person>/",
            letters.letter_returned,
            name="desk_letter_returned",
        ),
        path("operatori/telefonate/", calls.calls, name="desk_calls"),
        path("operatori/telefonate/<uuid:pk>/", calls.call, name="desk_call"),
        path("operatori/telefonate/<uuid:pk>/comincia/", calls.call_begin, name="desk_call_begin"),
        path("operatori/telefonate/<uuid:pk>/lascia/", calls.call_leave, name="desk_call_leave"),
        path("operatori/telefonate/<uuid:pk>/annulla/", calls.call_undo, name="desk_call_undo"),
        path("operatori/persone/", finding.people, name="desk_people"),
        path("operatori/persone/nuova/", people.person_new, name="desk_person_new"),
        path("operatori/persone/<uuid:pk>/", people.person, name="desk_person"),
        path("operatori/persone/<uuid:pk>/modifica/", people.person_edit, name="desk_person_edit"),
        path("operatori/persone/<uuid:pk>/promemoria/", people.person_slip, name="desk_person_slip"),
        path("operatori/persone/<uuid:pk>/copia-dei-dati/", copies.desk_person_copy, name="desk_person_copy"),
        path("operatori/persone/<uuid:pk>/consensi/", desk_consents.consents, name="desk_consents"),
        path("operatori/persone/<uuid:pk>/responsabili/", guardianships.find, name="desk_guardian_find"),
        path("operatori/persone/<uuid:pk>/responsabili/nuova/", people.person_new, name="desk_guardian_new"),
        path(
            "operatori/persone/<uuid:pk>/responsabili/<uuid:guardian>/",
            guardianships.add,
            name="desk_guardian_add",
        ),
        path(
            "operatori/responsabilita/<uuid:pk>/diritti/",
            guardianships.rights,
            name="desk_guardianship_rights",
        ),
        path("operatori/responsabilita/<uuid:pk>/fine/", guardianships.end, name="desk_guardianship_end"),
        path("profilo/notizie/", news.own_news, name="own_news"),
        path("profilo/notizie/scegli/", news.own_news_choose, name="own_news_choose"),
        path("notizie/basta/<str:token>/", news.news_stop, name="news_stop"),
        path("documenti/<uuid:pk>/", files.stored_file, name="stored_file"),
        path("salute/", health.alive, name="health"),
        path("salute/pronto/", health.ready, name="health_ready"),
        path("gestione/posta/", mailbox.mail_folder, name="mail_folder"),
        path("gestione/posta/<str:name>/", mailbox.mail_file, name="mail_file"),
        path("robots.txt", public.robots, name="robots"),
        path(".well-known/security.txt", duties.security_txt, name="security_txt"),
        path("sicurezza/violazioni/", violations.violation, name="violation"),
    ],
    "networking",
)

urlpatterns = [
    path("", include(ground)),
    path("", include("networking.urls_account")),
    path("", include("networking.urls_identity")),
    path("", include("services.urls")),
    path("", include("laboratories.urls")),
    path("", include("volunteers.urls")),
    path("", include("governance.urls")),
    path("gestione/", admin.site.urls),
]

handler400 = "networking.views.errors.bad_request"
handler403 = "networking.views.errors.permission_denied"
handler404 = "networking.views.errors.page_not_found"
handler500 = "networking.views.errors.server_error"
