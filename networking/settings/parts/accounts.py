"""How people sign up, sign in and stay signed in."""

from datetime import timedelta

from .places import env

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "networking:profile"
AUTHENTICATION_BACKENDS = [
    # Who may do what is asked of roles, and of nothing else.
    "networking.permissions.RolePermissions",
    "allauth.account.auth_backends.AuthenticationBackend",
]

# --- passwords ---

PASSWORD_HASHERS = [
    "networking.accounts.hashers.PortalArgon2Hasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
# In this order: people read the first that complains.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "networking.accounts.passwords.LengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "networking.accounts.passwords.KnownWordsValidator"},
    {"NAME": "networking.accounts.passwords.GuessesValidator"},
]

# --- sign-up and sign-in ---

ACCOUNT_ADAPTER = "networking.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
# Anybody could have us write to anybody.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "NET WORKING · "
# Every change of password, e-mail or second factor is told by mail.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# One address: the new one takes the place of the old one when it is confirmed.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_REDIRECT_URL = "account_signed_out"
ACCOUNT_FORMS = {
    "login": "networking.accounts.forms.LoginForm",
    "signup": "networking.accounts.forms.SignupForm",
    "add_email": "networking.accounts.forms.AddEmailForm",
    "change_password": "networking.accounts.forms.ChangePasswordForm",
    "set_password": "networking.accounts.forms.SetPasswordForm",
    "reset_password": "networking.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "networking.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "networking.accounts.forms.ReauthenticateForm",
}
# Beside the library's own limits (sign-in, sign-up, reset, confirmations), those of our forms.
ACCOUNT_RATE_LIMITS = {
    "report": "10/10m/ip",
    "company_wish": "5/10m/ip",
    "csp_report": "30/m/ip",
    # A calendar asks once an hour, sometimes four times, on each of a family's devices.
    "calendar": "60/h/key",
    "calendar_unknown": "30/10m/ip",
    "notice_trial": "3/h/user",
    # Numbers of certificates typed wrong; the right ones are not counted.
    "certificate_unknown": "20/10m/ip",
    "minutes_check": "30/10m/ip",
    # One names a person or two; whoever tries name after name looks for who the members are.
    "proxy_holder": "20/h/user",
    # A family has few guardians; a code is typed wrong a few times, not hundreds.
    "guardian_invitation": "10/d/user",
    "guardian_invitation_unknown": "20/10m/ip,20/h/user",
    "offer_link_unknown": "20/10m/ip",
}
# How many proxies stand before the portal: each appends whom it saw to `X-Forwarded-For`. With too many anybody
# chooses the address their attempts are counted under; with too few everybody shares one.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)

# --- the second factor ---

# Who works in the portal, and the Cabina, enter only with a second factor. Off only in the demonstration.
REQUIRE_SECOND_FACTOR = True
MFA_ADAPTER = "networking.accounts.second_factor.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "NET WORKING"
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Nobody signs in with an unconfirmed address; without this, who has a second factor could never change theirs.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "networking.accounts.second_factor_forms.AuthenticateForm",
    "reauthenticate": "networking.accounts.second_factor_forms.ReauthenticateCodeForm",
    "activate_totp": "networking.accounts.second_factor_forms.ActivateTOTPForm",
    "add_webauthn": "networking.accounts.second_factor_forms.AddWebAuthnForm",
    "edit_webauthn": "networking.accounts.second_factor_forms.EditWebAuthnForm",
    "authenticate_webauthn": "networking.accounts.second_factor_forms.AuthenticateWebAuthnForm",
    "reauthenticate_webauthn": "networking.accounts.second_factor_forms.ReauthenticateWebAuthnForm",
    "login_webauthn": "networking.accounts.second_factor_forms.LoginWebAuthnForm",
}

# --- sessions ---

# Who works in the portal leaves a desk open: their sessions end by themselves.
STAFF_SESSION_IDLE = timedelta(minutes=env.int("STAFF_SESSION_IDLE_MINUTES", 30))
STAFF_SESSION_LIFETIME = timedelta(hours=env.int("STAFF_SESSION_LIFETIME_HOURS", 8))
