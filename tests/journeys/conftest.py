"""A real browser before a real server; every page of a story is looked at by axe."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from services import loading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
# WCAG 2.2 AA and what axe recommends beside it.
AXE_RUN = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"]});
    return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(" ")).join(", ")}`);
}"""
# To measure what is behind another thing axe writes styles of its own, which the policy refuses, as it should.
AXE_STYLES = (
    "sha256-bM6i/Qb6snN4zpfDg6WZt+vuPtz+OLCqu86Osj+sOCo=",
    "sha256-6V0jFG+sl4XTL422gIA4M3FiBc2Xb3Wm+wY/koWzLvs=",
)
PATIENCE = 10_000
expect.set_options(timeout=PATIENCE)
CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's own Chromium, quiet and alone."""
    arguments = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
        "--disable-background-networking --disable-component-update --disable-sync"
    )
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments.split()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """An Italian on a phone; the policy is bypassed only where axe is brought in, by a call of its own."""
    return {**browser_context_args, "viewport": PHONE, "locale": "it-IT", "timezone_id": "Europe/Rome"}


@pytest.fixture
def catalogue(transactional_db) -> None:
    """The real sheets, as on the first day."""
    loading.load_services(now=timezone.now())


@pytest.fixture
def portal(live_server, catalogue) -> str:
    """The address of the portal with its real sheets."""
    return live_server.url


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """A browser in which no answer may fail and no script may complain."""
    troubles: list[str] = []
    context.expected_statuses = set()
    context.set_default_timeout(PATIENCE)

    def look_at(response) -> None:
        if response.status >= 400 and response.status not in context.expected_statuses:
            troubles.append(f"{response.status} {response.url}")

    context.on("response", look_at)
    context.on("weberror", lambda error: troubles.append(str(error.error)))
    context.on("console", lambda said: troubles.append(said.text) if is_trouble(said) else None)
    yield context
    if not context.expected_statuses:
        assert troubles == []


def is_trouble(said) -> bool:
    """Whether the browser complains, and not of axe."""
    return said.type == "error" and not any(style in said.text for style in AXE_STYLES)


def violations(page: Page) -> list[str]:
    """What axe finds on the page, once all of it has come: a click may return before the new page is there."""
    page.wait_for_load_state("load")
    page.evaluate(AXE)
    return page.evaluate(AXE_RUN)


def overflows(page: Page) -> bool:
    """Whether the page must be scrolled sideways."""
    page.wait_for_load_state("load")
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def tick(page: Page, words: str) -> None:
    """Choose a box or a circle as people do, by its words: what is drawn over it takes the pointer."""
    page.locator("label").filter(has_text=words).first.click()
    expect(page.get_by_label(words).first).to_be_checked()


def sign_in(page: Page, portal: str, email: str, password: str) -> None:
    """Sign in as a person does."""
    page.goto(f"{portal}/accedi/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Entra", exact=True).click()
