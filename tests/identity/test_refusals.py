"""An issuer that lies, in one way at a time: the page says so plainly, and nobody gets an account."""

import time

import pytest
from allauth.socialaccount.models import SocialAccount

from networking.identity import asking
from networking.models import User
from tests.identity.bad_issuer import CLIENT_ID, LEVEL_1
from tests.identity.steps import arrive, people, trust

REFUSED = "Non siamo riusciti a controllare la tua identità"
LONG_AGO, FAR_AHEAD = 1_600_000_000, 4_000_000_000


def is_refused(response, words=REFUSED, status=403):
    """Whether the page says `words`, with a way on, and nobody was let in or written down."""
    page = response.content.decode()
    assert (response.status_code, words in page, "Traceback" in page) == (status, True, False)
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()
    assert not people().exists()
    assert "_auth_user_id" not in response.client.session
    assert "identity_pending" not in response.client.session
    return True


def test_with_nothing_wrong_the_person_is_let_in(client, issuer):
    """The control of all the others: without the lie, the same steps lead in."""
    response = arrive(client, issuer)

    assert (response.status_code, response.url) == (302, "/iscriviti/spid-cie/")


@pytest.mark.parametrize(
    ("why", "changes"),
    [
        ("InvalidAudienceError", {"aud": "un-altro-portale"}),
        ("azp", {"aud": [CLIENT_ID, "un-altro-portale"]}),
        ("azp", {"azp": "un-altro-portale"}),
        ("MissingRequiredClaimError", {"aud": None}),
        ("InvalidIssuerError", {"iss": "https://issuer.example"}),
        ("MissingRequiredClaimError", {"iss": None}),
        ("nonce", {"nonce": "quello-di-un-altro"}),
        ("MissingRequiredClaimError", {"nonce": None}),
        ("ExpiredSignatureError", {"exp": LONG_AGO}),
        ("MissingRequiredClaimError", {"exp": None}),
        ("ImmatureSignatureError", {"iat": FAR_AHEAD}),
        ("ImmatureSignatureError", {"nbf": FAR_AHEAD}),
        ("MissingRequiredClaimError", {"sub": None}),
        ("sub", {"sub": ""}),
        ("at_hash", {"at_hash": "non-torna"}),
    ],
    ids=str,
)
def test_asvs_10_5_1_and_4_a_token_of_another_time_place_or_portal_is_refused(
    client, issuer, caplog, why, changes
):
    issuer.token_changes = changes

    assert is_refused(arrive(client, issuer))
    assert f'"reason": "{why}"' in caplog.text


@pytest.mark.parametrize(
    ("why", "how"),
    [
        ("alg", "sign_not_at_all"),
        ("alg", "sign_with_the_public_key_as_a_secret"),
        ("alg", "sign_with_the_client_secret"),
        ("InvalidSignatureError", "sign_with_anothers_key"),
        ("kid", "sign_with_an_unknown_key"),
    ],
)
def test_a_token_that_the_issuer_did_not_sign_is_refused(client, issuer, caplog, why, how):
    issuer.sign = getattr(issuer, how)

    assert is_refused(arrive(client, issuer))
    assert f'"reason": "{why}"' in caplog.text


@pytest.mark.parametrize("level", [LEVEL_1, None, "", ["https://www.spid.gov.it/SpidL2"], 2])
def test_a_level_below_the_second_is_refused(client, issuer, level):
    issuer.token_changes = {"acr": level}

    assert is_refused(arrive(client, issuer), "Serve un livello di sicurezza più alto")


def test_what_is_said_of_somebody_else_is_refused(client, issuer):
    issuer.userinfo_changes = {"sub": "un'altra persona"}

    assert is_refused(arrive(client, issuer))


@pytest.mark.parametrize(
    "claims",
    [
        {"fiscal_number": "TINIT-RSSMRA80C52F935X"},
        {"fiscal_number": "RSSMRA80C52"},
        {"fiscal_number": "RSSMRA 80C52 F935E"},
        {"birthdate": "12/03/1980"},
        {"given_name": ""},
        {"family_name": "R" * 81},
        {"given_name": "Ma\x00ria"},
    ],
    ids=str,
)
def test_claims_that_cannot_be_true_are_refused(client, issuer, claims):
    issuer.person |= claims

    assert is_refused(arrive(client, issuer))


def test_asvs_10_2_1_a_way_back_walked_twice_is_refused(client, issuer):
    there = client.post("/accedi/spid-cie/")
    back = issuer.back(there.url)
    client.get(back)
    client.session.pop("identity_pending", None)
    again = client.get(back)

    assert "Questa richiesta non vale più" in again.content.decode()
    assert again.status_code == 403


def test_asvs_10_2_1_a_code_brought_to_another_browser_is_refused(client, issuer):
    """Somebody sends their own way back to a person, to have them work in the sender's account."""
    there = client.post("/accedi/spid-cie/")
    victim = type(client)()

    assert is_refused(victim.get(issuer.back(there.url)), "Questa richiesta non vale più")


@pytest.mark.parametrize("state", ["inventato", None, ""])
def test_asvs_10_2_1_a_state_that_we_did_not_give_is_refused(client, issuer, state):
    assert is_refused(arrive(client, issuer, state=state), "Questa richiesta non vale più")


def test_a_code_used_before_is_refused(client, issuer):
    there = client.post("/accedi/spid-cie/")
    back = issuer.back(there.url)
    issuer.codes.clear()

    assert is_refused(client.get(back))


def test_asvs_10_5_2_the_answer_of_another_issuer_is_refused(client, issuer):
    assert is_refused(arrive(client, issuer, iss="https://issuer.example"))


def test_an_issuer_that_promises_to_say_its_name_must(client, issuer):
    issuer.description_changes = {"authorization_response_iss_parameter_supported": True}

    assert is_refused(arrive(client, issuer, iss=None))


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://issuer.example"},
        {"token_endpoint": "http://issuer.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_a_description_that_does_not_hold_is_refused(client, issuer, changes):
    issuer.description_changes = changes

    assert is_refused(client.post("/accedi/spid-cie/"))


@pytest.mark.parametrize("answer", ["/jwks", "/token"])
def test_an_answer_that_is_a_no_is_refused(client, issuer, answer):
    there = client.post("/accedi/spid-cie/")
    back = issuer.back(there.url)
    if answer == "/jwks":
        issuer.jwks = lambda: ["non", "un", "oggetto"]
    else:
        issuer.token = lambda *_words: (200, {"access_token": 5})

    assert is_refused(client.get(back))


def test_an_error_of_the_issuer_is_said_and_a_change_of_mind_is_not_an_error(client, issuer):
    refused = arrive(client, issuer, code=None, error="server_error")
    changed = arrive(client, issuer, code=None, error="access_denied")

    assert is_refused(refused)
    assert changed.url == "/accedi/spid-cie/annullato/"
    assert "Hai fermato l'accesso" in client.get(changed.url).content.decode().replace("&#x27;", "'")


# --- an issuer that does not answer ---

SILENT = "SPID e CIE adesso non rispondono"


def test_an_issuer_that_is_down_is_said_plainly_and_the_password_still_works(client, db, settings, citizen):
    trust(settings, "http://127.0.0.1:9")
    begun = client.post("/accedi/spid-cie/")

    assert (begun.status_code, SILENT in begun.content.decode()) == (503, True)
    assert "Entra con e-mail e password" in begun.content.decode()
    assert client.get("/accedi/").status_code == 200


def test_an_issuer_that_goes_down_midway_is_said_plainly(client, issuer):
    there = client.post("/accedi/spid-cie/")
    back = issuer.back(there.url)
    issuer.status = 502

    assert is_refused(client.get(back), SILENT, 503)


def test_a_slow_issuer_is_not_waited_for(client, issuer, monkeypatch):
    monkeypatch.setattr(asking, "READ_SECONDS", 0.3)
    issuer.pause = 2
    began = time.monotonic()

    assert is_refused(client.post("/accedi/spid-cie/"), SILENT, 503)
    assert time.monotonic() - began < 1.5


def test_an_issuer_that_never_stops_talking_is_cut_short(client, issuer, monkeypatch):
    monkeypatch.setattr(asking, "LARGEST_ANSWER", 100)

    assert is_refused(client.post("/accedi/spid-cie/"), SILENT, 503)


@pytest.mark.parametrize("where", ["headers", "body"])
def test_an_issuer_that_drips_byte_after_byte_is_cut_off(client, issuer, monkeypatch, where):
    monkeypatch.setattr(asking, "WHOLE_SECONDS", 0.5)
    issuer.drips = where
    began = time.monotonic()

    assert is_refused(client.post("/accedi/spid-cie/"), SILENT, 503)
    assert time.monotonic() - began < 2
