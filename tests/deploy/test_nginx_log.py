"""What the proxy's log tells: never whom the desk looked for, nor a key that opens an access."""

import time

import pytest

from tests.deploy.proxy import program
from tests.deploy.test_nginx import ask, ask_in_the_clear, proxy, proxy_of_a_portal_that_is_down

__all__ = ["proxy", "proxy_of_a_portal_that_is_down"]
pytestmark = pytest.mark.skipif(program() is None, reason="nginx non è installato su questa macchina")

SECRETS = {
    "/sportello/persone/?q=RSSMRA80C52F935E": "/sportello/persone/",
    "/accedi/password-nuova/abc-d1e2f3/": "/accedi/password-nuova/*",
    "/accedi/conferma-email/MQ:1vAbc:xyz/": "/accedi/conferma-email/*",
    "/calendario/Zx9-chiave_del_calendario.ics": "/calendario/*",
    "/accedi/spid-cie/ritorno/?code=segreto&state=x": "/accedi/spid-cie/ritorno/",
}


def told_after(proxy, text):
    """The log once `text` stands in it."""
    deadline = time.monotonic() + 5
    while text not in proxy.log.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    return proxy.log.read_text()


@pytest.mark.parametrize(("asked", "told"), SECRETS.items())
def test_asvs_14_2_1_what_was_asked_stays_out_of_the_log(proxy, asked, told):
    ask(proxy, asked)
    ask_in_the_clear(proxy, asked)

    log = told_after(proxy, f" GET {told} 301 ")

    assert f" GET {told} 200 " in log
    assert f" GET {told} 301 " in log
    for secret in ("RSSMRA80C52F935E", "d1e2f3", "1vAbc", "Zx9", "segreto"):
        assert secret not in log
    assert not (proxy.folder / "whole.log").read_text()


def test_asvs_14_2_1_a_calendars_key_stays_out_of_what_went_wrong_too(proxy_of_a_portal_that_is_down):
    down = proxy_of_a_portal_that_is_down
    answer, _body = ask(down, "/calendario/Zx9-chiave_del_calendario.ics")
    ask(down, "/servizi/")

    errors = (down.folder / "error.log").read_text()

    assert answer.status == 502
    assert "/servizi/" in errors
    assert "Zx9" not in errors
    assert " GET /calendario/* 502 " in told_after(down, "/calendario/*")
