"""Sign-in addresses in Italian; the names are allauth's, which it looks up by itself."""

from allauth.account import views
from django.urls import path, re_path

urlpatterns = [
    path("accedi/", views.login, name="account_login"),
    path("esci/", views.logout, name="account_logout"),
    path("iscriviti/", views.signup, name="account_signup"),
    path("accedi/sospeso/", views.account_inactive, name="account_inactive"),
    path("accedi/conferma/", views.reauthenticate, name="account_reauthenticate"),
    path("accedi/password-dimenticata/", views.password_reset, name="account_reset_password"),
    path(
        "accedi/password-dimenticata/inviata/", views.password_reset_done, name="account_reset_password_done"
    ),
    re_path(
        r"^accedi/password-nuova/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accedi/password-nuova/fatto/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("profilo/password/", views.password_change, name="account_change_password"),
    path("profilo/password/imposta/", views.password_set, name="account_set_password"),
    path("profilo/email/", views.email, name="account_email"),
    path("accedi/conferma-email/", views.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^accedi/conferma-email/(?P<key>[-:\w]+)/$", views.confirm_email, name="account_confirm_email"),
]
