"""Addresses of a sitting: who is there, who votes for whom, the ballots."""

from django.urls import path

from .views import own_proxies, sitting, voting

PRESENCES = "governo/riunioni/<uuid:pk>/presenze/"
OWN_PROXY = "governo/riunioni/risposte/<uuid:pk>/delega/"
BALLOTS = "governo/riunioni/<uuid:pk>/voti/"

urlpatterns = [
    path(PRESENCES, sitting.sitting, name="sitting"),
    path(f"{PRESENCES}comincia/", sitting.sitting_begin, name="sitting_begin"),
    path(f"{PRESENCES}finisci/", sitting.sitting_end, name="sitting_end"),
    path(f"{PRESENCES}entra/", sitting.sitting_enter, name="sitting_enter"),
    path(f"{PRESENCES}non-vota/", sitting.sitting_recuse, name="sitting_recuse"),
    path("governo/riunioni/presenze/<uuid:pk>/esce/", sitting.sitting_leave, name="sitting_leave"),
    path("governo/riunioni/<uuid:pk>/deleghe/", sitting.proxies, name="proxies"),
    path("governo/riunioni/deleghe/<uuid:pk>/revoca/", sitting.proxy_withdraw, name="proxy_withdraw"),
    path("governo/riunioni/deleghe/<uuid:pk>/foglio/", sitting.proxy_document, name="proxy_document"),
    path(OWN_PROXY, own_proxies.own_proxy, name="own_proxy"),
    path(f"{OWN_PROXY}riprendi/", own_proxies.own_proxy_take_back, name="own_proxy_take_back"),
    path(BALLOTS, voting.voting, name="voting"),
    path(f"{BALLOTS}apri/", voting.ballot_open, name="ballot_open"),
    path("governo/riunioni/voti/<uuid:pk>/chiudi/", voting.ballot_close, name="ballot_close"),
    path("governo/riunioni/voti/<uuid:pk>/annulla/", voting.ballot_annul, name="ballot_annul"),
    path("governo/riunioni/voti/<uuid:pk>/vota/", voting.vote, name="vote"),
    path("governo/riunioni/voti/<uuid:pk>/alzata-di-mano/", voting.vote_by_hand, name="vote_by_hand"),
]
