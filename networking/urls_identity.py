"""The addresses of the sign-in with SPID or CIE. allauth looks up by itself the name of the cancelled one."""

from django.urls import path

from networking.views import identity

urlpatterns = [
    path("accedi/spid-cie/", identity.begin, name="identity_begin"),
    path("accedi/spid-cie/ritorno/", identity.callback, name="identity_callback"),
    path("accedi/spid-cie/annullato/", identity.cancelled, name="socialaccount_login_cancelled"),
    path("iscriviti/spid-cie/", identity.complete, name="identity_complete"),
    path("profilo/identita/", identity.connections, name="identity_connections"),
    path("profilo/identita/collega/", identity.connect, name="identity_connect"),
]
