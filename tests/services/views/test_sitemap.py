"""The addresses that search engines are told."""

import re

import pytest

from tests import activities, factories


def addresses(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return [
        location.removeprefix("http://testserver")
        for location in re.findall(r"<loc>(.*?)</loc>", answer.content.decode())
    ]


def test_every_address_of_every_map_leads_to_a_page(client, norcia):
    service = factories.service("Sportello", comune=norcia)
    cycle = activities.cycle(norcia)
    hidden = activities.activity(published_at=None)

    told = [address for part in addresses(client, "/sitemap.xml") for address in addresses(client, part)]

    assert service.get_absolute_url() in told
    assert {"/comuni/norcia/", cycle.activity.get_absolute_url(), cycle.venue.get_absolute_url()} <= set(told)
    assert hidden.get_absolute_url() not in told
    assert [address for address in told if client.get(address).status_code != 200] == []


def test_robots_are_told_where_the_map_is(client, db):
    assert "http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("section", ["boh", "servizi2"])
def test_a_map_that_does_not_exist_is_a_clean_404(client, db, section):
    assert client.get(f"/sitemap-{section}.xml").status_code == 404


@pytest.mark.parametrize("path", ["/servizi/", "/mappa/", "/categorie/", "/sitemap.xml"])
def test_who_asks_only_for_the_head_gets_it(client, db, path):
    assert client.head(path).status_code == 200
