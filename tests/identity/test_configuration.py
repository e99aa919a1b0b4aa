"""The issuer is named by the environment, and only there. Settings are read at start: a process of its own shows them."""

import json
import os
import subprocess
import sys

CODE = """
import django, json; django.setup()
from django.conf import settings
from networking.identity.context import identity
apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
forms = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]
print(json.dumps({"apps": apps, "forms": forms, **identity(None)}))
"""
COMPLETE = {
    "OIDC_ISSUER": "https://accesso.example/realms/umbria",
    "OIDC_CLIENT_ID": "portale",
    "OIDC_CLIENT_SECRET": "segreto",
}


def started(**environment):
    """A portal started with these variables."""
    return subprocess.run(
        [sys.executable, "-c", CODE],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def told(**environment):
    """What its settings say."""
    return json.loads(started(**environment).stdout)


def test_without_variables_there_is_no_issuer_and_forms_lead_only_to_us():
    assert told() == {"apps": [], "forms": ["'self'"], "identity_name": ""}


def test_the_issuer_is_named_with_what_its_tokens_must_say_and_forms_lead_to_it_alone():
    said = told(**COMPLETE, OIDC_NAME="SPID o CIE dell'Umbria")
    (app,) = said["apps"]

    assert (app["client_id"], app["secret"]) == ("portale", "segreto")
    assert app["settings"]["server_url"] == COMPLETE["OIDC_ISSUER"]
    assert app["settings"]["levels"][0] == "https://www.spid.gov.it/SpidL2"
    assert said["forms"] == ["'self'", "https://accesso.example"]
    assert said["identity_name"] == "SPID o CIE dell'Umbria"


def test_the_owner_says_how_the_issuer_calls_things_and_whom_it_passes_on_to():
    said = told(
        **COMPLETE,
        OIDC_ACR_VALUES="livello-2,livello-3",
        OIDC_FISCAL_NUMBER_CLAIM="codice_fiscale",
        OIDC_SCOPES="openid,anagrafica",
        OIDC_TOKEN_AUTH_METHOD="client_secret_post",
        OIDC_FORM_ORIGINS="https://spid.example",
    )
    settings = said["apps"][0]["settings"]

    assert settings["levels"] == ["livello-2", "livello-3"]
    assert (settings["fiscal_number_claim"], settings["scope"]) == (
        "codice_fiscale",
        ["openid", "anagrafica"],
    )
    assert settings["token_auth_method"] == "client_secret_post"
    assert said["forms"][-1] == "https://spid.example"


def test_variables_left_empty_are_as_if_they_were_not_there():
    empty = dict.fromkeys(
        ("OIDC_NAME", "OIDC_ACR_VALUES", "OIDC_SCOPES", "OIDC_FISCAL_NUMBER_CLAIM", "OIDC_FORM_ORIGINS"), ""
    )

    assert told(**COMPLETE, **empty) == told(**COMPLETE)


def test_a_half_written_issuer_does_not_start():
    assert "OIDC_CLIENT_SECRET" in started(**COMPLETE | {"OIDC_CLIENT_SECRET": ""}).stderr


def test_an_issuer_whom_everybody_on_the_way_can_read_does_not_start():
    assert "https://" in started(**COMPLETE | {"OIDC_ISSUER": "http://accesso.example"}).stderr
