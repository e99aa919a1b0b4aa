"""Sign-in addresses in Italian; the names are allauth's, which it looks up by itself."""

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from networking.views import security

urlpatterns = [
    path("accedi/", views.login, name="account_login"),
    path("esci/", security.LogoutView.as_view(), name="account_logout"),
    path("esci/fatto/", security.signed_out, name="account_signed_out"),
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
    path("profilo/chiudi/", security.close_account, name="account_close"),
    path("accesso-chiuso/", security.closed, name="account_closed"),
    # The second factor, at sign-in and to confirm who one is.
    path("accedi/codice/", mfa.authenticate, name="mfa_authenticate"),
    path("accedi/conferma/codice/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accedi/conferma/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("accedi/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    # The second factor, to care for it.
    path("profilo/sicurezza/", security.SecurityView.as_view(), name="mfa_index"),
    path("profilo/sicurezza/codice/", totp.activate_totp, name="mfa_activate_totp"),
    path("profilo/sicurezza/codice/togli/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "profilo/sicurezza/codici-di-riserva/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "profilo/sicurezza/codici-di-riserva/nuovi/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "profilo/sicurezza/codici-di-riserva/scarica/",
        security.DownloadRecoveryCodesView.as_view(),
        name="mfa_download_recovery_codes",
    ),
    path("profilo/sicurezza/chiavi/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("profilo/sicurezza/chiavi/nuova/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("profilo/sicurezza/chiavi/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("profilo/sicurezza/chiavi/<int:pk>/togli/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    # Where one is signed in.
    path("profilo/dispositivi/", security.SessionsView.as_view(), name="usersessions_list"),
    path("profilo/dispositivi/<int:pk>/chiudi/", security.end_session, name="account_end_session"),
]
