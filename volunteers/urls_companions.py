"""Addresses of company: for everybody, for who gives it, for who coordinates."""

from django.urls import path

from .views import companions, company, pairing, referrals, visits

urlpatterns = [
    path("compagnia/", company.company, name="company"),
    path("volontariato/visite/", visits.visits, name="visits"),
    path("volontariato/visite/<uuid:pk>/nota/", visits.visit_note, name="visit_note"),
    path("volontariato/visite/incontri/<uuid:pk>/sposta/", visits.visit_move, name="visit_move"),
    path("volontariato/visite/incontri/<uuid:pk>/salta/", visits.visit_skip, name="visit_skip"),
    path("volontariato/compagnia/", companions.companionships, name="companionships"),
    path("volontariato/compagnia/nuova/", pairing.companionship_who, name="companionship_who"),
    path("volontariato/compagnia/nuova/<uuid:pk>/", pairing.companionship_new, name="companionship_new"),
    path("volontariato/compagnia/richieste/<uuid:pk>/", companions.wish_answer, name="wish_answer"),
    path("volontariato/compagnia/<uuid:pk>/", companions.companionship, name="companionship"),
    path("volontariato/compagnia/<uuid:pk>/nota/", companions.companionship_note, name="companionship_note"),
    path(
        "volontariato/compagnia/<uuid:pk>/pausa/", companions.companionship_pause, name="companionship_pause"
    ),
    path(
        "volontariato/compagnia/<uuid:pk>/ricomincia/",
        companions.companionship_resume,
        name="companionship_resume",
    ),
    path(
        "volontariato/compagnia/<uuid:pk>/servizio/", referrals.referral_from_pair, name="referral_from_pair"
    ),
    path("volontariato/compagnia/<uuid:pk>/fine/", companions.companionship_end, name="companionship_end"),
    path(
        "volontariato/compagnia/<uuid:pk>/cambia/", pairing.companionship_change, name="companionship_change"
    ),
    # Showing the way to a service.
    path("servizi-indicati/", referrals.referrals, name="referrals"),
    path("servizi-indicati/<uuid:pk>/", referrals.referral, name="referral"),
    path("servizi-indicati/sportello/<uuid:pk>/", referrals.referral_from_desk, name="referral_from_desk"),
    path("servizi-indicati/incontri/<uuid:pk>/", referrals.referral_who, name="referral_who"),
    path(
        "servizi-indicati/incontri/<uuid:pk>/<uuid:person>/",
        referrals.referral_from_session,
        name="referral_from_session",
    ),
]
