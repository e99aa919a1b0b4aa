"""Addresses of volunteering."""

from django.urls import path

from .urls_asking import urlpatterns as asking
from .urls_companions import urlpatterns as company
from .urls_expenses import urlpatterns as expenses
from .urls_hours import urlpatterns as hours
from .urls_register import urlpatterns as register
from .urls_sheets import urlpatterns as sheets
from .urls_thanks import urlpatterns as thanks
from .views import (
    abilities,
    availability,
    coordination,
    credentials,
    home,
    parents,
    travel,
    turns,
)
from .views import (
    path as steps,
)

app_name = "volunteers"

urlpatterns = [
    # For everybody.
    path("volontariato/", home.home, name="home"),
    # From asking to stopping.
    path("volontariato/candidatura/", steps.apply, name="apply"),
    path("volontariato/percorso/", steps.path, name="path"),
    path("volontariato/percorso/accordo/", steps.agreement_accept, name="agreement_accept"),
    path("volontariato/percorso/smetto/", steps.path_stop, name="path_stop"),
    path("operatori/persone/<uuid:pk>/volontariato/candidatura/", steps.desk_apply, name="desk_apply"),
    path("volontariato/candidature/<uuid:pk>/", steps.candidate, name="candidate"),
    path("volontariato/candidature/<uuid:pk>/<slug:step>/", steps.candidate_step, name="candidate_step"),
    # What a volunteer has.
    path("volontariato/disponibilita/", availability.availability, name="availability"),
    path("volontariato/disponibilita/giorni/", availability.days_add, name="days_add"),
    path("volontariato/disponibilita/giorni/<int:pk>/togli/", availability.days_remove, name="days_remove"),
    path("volontariato/capacita/", abilities.abilities, name="abilities"),
    path("volontariato/abilitazioni/", credentials.credentials, name="credentials"),
    # What who coordinates writes of them.
    path("volontariato/abilitazioni/<uuid:pk>/", credentials.credentials_of, name="credentials_of"),
    path("volontariato/abilitazioni/<uuid:pk>/lavoro/", credentials.paid_work, name="paid_work"),
    path("volontariato/abilitazioni/<uuid:pk>/capacita/", credentials.evidence, name="evidence"),
    path(
        "volontariato/abilitazioni/<uuid:pk>/<uuid:credential>/verifica/",
        credentials.credential_verify,
        name="credential_verify",
    ),
    path(
        "volontariato/abilitazioni/<uuid:pk>/<uuid:credential>/revoca/",
        credentials.credential_revoke,
        name="credential_revoke",
    ),
    # For who answers for somebody of sixteen or seventeen.
    path("volontariato/consenso/<uuid:pk>/", parents.parent_consent, name="parent_consent"),
    path(
        "operatori/persone/<uuid:pk>/volontariato/",
        parents.desk_parent_consent,
        name="desk_parent_consent",
    ),
    # Turns.
    path("volontariato/turni/<uuid:pk>/", turns.turn_detail, name="turn_detail"),
    path("volontariato/turni/<uuid:pk>/mi-segno/", turns.turn_sign_up, name="turn_sign_up"),
    path("volontariato/miei-turni/", turns.my_turns, name="my_turns"),
    path("volontariato/miei-turni/<uuid:pk>/risposta/", turns.turn_answer, name="turn_answer"),
    path("volontariato/miei-turni/<uuid:pk>/rinuncia/", turns.turn_withdraw, name="turn_withdraw"),
    path("volontariato/invito/<str:token>/", turns.invitation, name="invitation"),
    # For who coordinates.
    path("volontariato/coordinamento/", coordination.coordination, name="coordination"),
    path("volontariato/coordinamento/turni/<uuid:pk>/", coordination.cover, name="cover"),
    path("volontariato/coordinamento/turni/<uuid:pk>/chiedi/", coordination.cover_ask, name="cover_ask"),
    path(
        "volontariato/coordinamento/turni/<uuid:pk>/annulla/",
        coordination.cover_call_off,
        name="cover_call_off",
    ),
    path("volontariato/coordinamento/rinunce/<uuid:pk>/", coordination.withdraw_for, name="withdraw_for"),
    path("volontari/viaggi/", travel.travel_list, name="travel_list"),
    path("volontari/viaggi/<slug:slug>/", travel.travel_detail, name="travel_detail"),
    *asking,
    *company,
    *expenses,
    *register,
    *sheets,
    *hours,
    *thanks,
]
