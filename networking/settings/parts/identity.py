"""Signing in with SPID or CIE, through an issuer of OpenID Connect. Nothing in the environment: no such sign-in."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .headers import CONTENT_SECURITY_POLICY
from .house import MIDDLEWARE, TEMPLATES
from .places import env

# Exactly as the issuer writes it in its tokens.
OIDC_ISSUER = env.str("OIDC_ISSUER", "")
# What the person reads after «Entra con».
OIDC_NAME = env.str("OIDC_NAME", "") or "SPID o CIE"
_client_id, _secret = env.str("OIDC_CLIENT_ID", ""), env.str("OIDC_CLIENT_SECRET", "")
_scopes = ["openid", "profile", "email"]
_levels = ["https://www.spid.gov.it/SpidL2", "https://www.spid.gov.it/SpidL3"]
SOCIALACCOUNT_ADAPTER = "networking.identity.adapter.IdentityAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "networking.identity.provider.IdentityProvider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [],
    }
}
# Tokens of the issuer are asked, read and thrown away; an e-mail of the issuer's opens nobody's account.
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
TEMPLATES[0]["OPTIONS"]["context_processors"].append("networking.identity.context.identity")
MIDDLEWARE.insert(
    MIDDLEWARE.index("allauth.account.middleware.AccountMiddleware") + 1,
    "networking.identity.again.AskIdentityAgain",
)

if OIDC_ISSUER:
    if not _client_id or not _secret:
        raise ImproperlyConfigured("Con OIDC_ISSUER servono anche OIDC_CLIENT_ID e OIDC_CLIENT_SECRET.")
    _where = urlsplit(OIDC_ISSUER)
    if _where.scheme != "https" and _where.hostname not in {"127.0.0.1", "localhost"}:
        raise ImproperlyConfigured("OIDC_ISSUER deve cominciare con https://.")
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "identity",
            "name": OIDC_NAME,
            "client_id": _client_id,
            "secret": _secret,
            "settings": {
                "server_url": OIDC_ISSUER,
                "scope": env.list("OIDC_SCOPES", default=[]) or _scopes,
                # client_secret_basic or client_secret_post, as the issuer has registered us.
                "token_auth_method": env.str("OIDC_TOKEN_AUTH_METHOD", "") or "client_secret_basic",
                # How the issuer calls level 2 and those above; the first is asked, any is accepted.
                "levels": env.list("OIDC_ACR_VALUES", default=[]) or _levels,
                "fiscal_number_claim": env.str("OIDC_FISCAL_NUMBER_CLAIM", "") or "fiscal_number",
            },
        }
    ]
    # Chromium holds the policy of forms also against where their answers lead: the issuer, and whoever it passes on to.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] += [
        f"{_where.scheme}://{_where.netloc}",
        *env.list("OIDC_FORM_ORIGINS", default=[]),
    ]
