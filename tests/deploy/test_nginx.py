"""The proxy's configuration, tried with Debian's nginx."""

import http.client
import json
import socket
import ssl

import pytest

from tests.deploy.proxy import SERVER_NAME, Proxy, Upstream, free_port, program, render

pytestmark = pytest.mark.skipif(program() is None, reason="nginx non è installato su questa macchina")
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """nginx before an upstream that tells what it received."""
    upstream = Upstream()
    proxy = Proxy(tmp_path_factory.mktemp("nginx"), upstream.address)
    proxy.start()
    yield proxy
    proxy.stop()
    upstream.shutdown()


@pytest.fixture
def proxy_of_a_portal_that_is_down(tmp_path):
    """nginx before nobody."""
    proxy = Proxy(tmp_path, f"127.0.0.1:{free_port()}")
    proxy.start()
    yield proxy
    proxy.stop()


def ask(proxy, path="/", *, method="GET", headers=None, body=None):
    """One request over TLS under the portal's name: the answer, and its body."""
    context = ssl.create_default_context(cafile=str(proxy.folder / "tls/fullchain.pem"))
    line = context.wrap_socket(
        socket.create_connection(("127.0.0.1", proxy.https_port)), server_hostname=SERVER_NAME
    )
    connection = http.client.HTTPConnection(SERVER_NAME, timeout=15)
    connection.sock = line
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        return answer, answer.read().decode()
    finally:
        connection.close()


def ask_in_the_clear(proxy, path="/", *, host=SERVER_NAME):
    """One request without TLS: the answer, and its body."""
    connection = http.client.HTTPConnection("127.0.0.1", proxy.http_port, timeout=15)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        return answer, answer.read().decode()
    finally:
        connection.close()


def test_nginx_accepts_the_configuration(proxy):
    assert proxy.complaints() == ""


def test_a_name_nobody_gives_is_an_error_and_not_an_empty_value():
    with pytest.raises(KeyError):
        render("server ${UPSTREAM};", {})


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PROPFIND"])
def test_asvs_13_4_4_methods_the_portal_does_not_serve_stop_at_the_proxy(proxy, method):
    answer, _body = ask(proxy, method=method)
    assert answer.status == 405


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_methods_the_portal_serves_pass(proxy, method):
    answer, _body = ask(proxy, method=method)
    assert answer.status == 200


@pytest.mark.parametrize("path", ["/", "/gestione/services/service/importa/"])
def test_asvs_4_1_3_what_a_visitor_writes_in_forwarded_headers_never_reaches_the_portal(proxy, path):
    forged = {
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "altrove.example.com",
        "X-Real-IP": "203.0.113.7",
        "Forwarded": "for=203.0.113.7",
    }

    _answer, body = ask(proxy, path, headers=forged)

    received = json.loads(body)["headers"]
    assert received["X-Forwarded-For"] == "127.0.0.1"
    assert received["X-Forwarded-Proto"] == "https"
    assert not {"X-Forwarded-Host", "X-Real-IP", "Forwarded"} & received.keys()
    assert received["Host"] == SERVER_NAME


def test_the_portals_own_security_headers_arrive_once(proxy):
    answer, _body = ask(proxy)
    assert answer.headers.get_all("Content-Security-Policy") == ["default-src 'none'"]


def test_a_body_of_five_megabytes_passes(proxy):
    answer, _body = ask(proxy, method="POST", body=b"x" * 5 * MEGABYTE)
    assert answer.status == 200


def test_a_body_over_six_megabytes_is_refused_in_italian(proxy):
    answer, body = ask(proxy, method="POST", headers={"Content-Length": str(7 * MEGABYTE)})
    assert answer.status == 413
    assert "Il file è troppo grande" in body


def test_a_portal_that_is_down_is_explained_in_italian(proxy_of_a_portal_that_is_down):
    answer, body = ask(proxy_of_a_portal_that_is_down, "/servizi/")
    assert answer.status == 502
    assert '<html lang="it">' in body
    assert "Il portale non risponde in questo momento" in body
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_error_pages_find_their_style_sheet(proxy_of_a_portal_that_is_down):
    answer, _body = ask(proxy_of_a_portal_that_is_down, "/errore/errore.css")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/css")


def test_a_static_file_whose_name_tells_its_content_is_kept_for_a_year(proxy):
    (proxy.folder / "public/static/stile.0123456789ab.css").write_text("a{}")
    answer, body = ask(proxy, "/static/stile.0123456789ab.css")
    assert (answer.status, body) == (200, "a{}")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_static_file_with_a_plain_name_is_asked_again(proxy):
    (proxy.folder / "public/static/stile.css").write_text("a{}")
    answer, _body = ask(proxy, "/static/stile.css")
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


def test_the_compressed_copy_of_a_static_file_is_sent_as_it_is(proxy):
    (proxy.folder / "public/static/grande.css").write_text("a{}")
    (proxy.folder / "public/static/grande.css.gz").write_bytes(b"copia compressa")
    answer, body = ask(proxy, "/static/grande.css", headers={"Accept-Encoding": "gzip"})
    assert (answer.headers["Content-Encoding"], body) == ("gzip", "copia compressa")


def test_a_private_file_cannot_be_asked_for_by_its_address(proxy):
    (proxy.folder / "media/certificato.txt").write_text("riservato")
    answer, body = ask(proxy, "/riservato/certificato.txt")
    assert answer.status == 404
    assert "riservato" not in body


def test_a_private_file_is_sent_when_the_portal_says_so(proxy):
    (proxy.folder / "media/certificato.txt").write_text("riservato")
    answer, body = ask(proxy, "/documento/")
    assert (answer.status, body) == (200, "riservato")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_asvs_12_2_1_plain_http_is_sent_to_https(proxy):
    answer, _body = ask_in_the_clear(proxy, "/servizi/?q=badante")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{SERVER_NAME}/servizi/?q=badante")


def test_another_name_gets_no_answer(proxy):
    with pytest.raises(http.client.RemoteDisconnected):
        ask_in_the_clear(proxy, host="altrove.example.com")


def test_too_many_attempts_to_sign_in_are_slowed_down(proxy):
    statuses = [ask(proxy, "/accedi/", method="POST")[0].status for _attempt in range(30)]
    assert statuses[:10] == [200] * 10
    assert statuses[-1] == 429
