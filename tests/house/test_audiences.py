"""Who enters the desk's addresses, said a second time: a page that lets in more people than meant is noticed here.

The matrix of `tests/matrix/` reads from each view whom it lets in; it cannot know that this is too many.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import get_resolver

from networking.models import RoleKind

DESK = {RoleKind.ADMINISTRATOR, RoleKind.DESK_OPERATOR}
# Who leads a session holds no role of the desk: which rows are theirs `run_by` says.
WHO_LEADS = {
    *(
        f"laboratories:register{deed}"
        for deed in (
            "",
            "_list",
            "_open",
            "_mark",
            "_marks",
            "_why",
            "_close",
            "_reopen",
            "_copy",
            "_paper",
        )
    ),
    "laboratories:cycle_certificates",
    "laboratories:cycle_certificates_issue",
    "laboratories:certificate_file",
    "laboratories:certificate_revoke",
}
OF_PROVIDERS = {"services:provider_detail", "services:sheet_confirm"}
# Who looks after the numbers, and who sits in the Cabina, which approves what is said of them.
OFFICERS = {RoleKind.ADMINISTRATOR, RoleKind.MONITORING_OFFICER}
OF_OFFICERS = {f"governance:{each}" for each in ("numbers_publish", "report_new", "report_draw", "evidence")}
OF_CABINA = {
    f"governance:{each}"
    for each in ("monitoring", "report_desk", "report_approve", "report_publish", "report_preview")
}


def addresses(patterns: list, prefix: str = "", app: str = "") -> Iterator[tuple[str, str, object]]:
    """Every address of the portal: its path, its name, its view."""
    for each in patterns:
        path = f"{prefix}{each.pattern}"
        if hasattr(each, "url_patterns"):
            yield from addresses(each.url_patterns, path, each.namespace or app)
        else:
            yield path, f"{app}:{each.name}", each.callback


VIEWS = {
    name: view
    for path, name, view in addresses(get_resolver().url_patterns)
    if path.startswith("operatori/") and name not in WHO_LEADS
}


@pytest.mark.parametrize("name", VIEWS)
def test_the_desks_addresses_are_entered_by_the_desk_alone(name):
    audiences = {
        frozenset({RoleKind.PROVIDER_EDITOR}): OF_PROVIDERS,
        frozenset(OFFICERS): OF_OFFICERS,
        frozenset({*OFFICERS, RoleKind.CABINA_MEMBER}): OF_CABINA,
    }
    others = {page: kinds for kinds, pages in audiences.items() for page in pages}
    assert VIEWS[name].audience == others.get(name, DESK)


def test_nobody_is_excused_for_an_address_that_is_gone():
    names = {name for _path, name, _view in addresses(get_resolver().url_patterns)}

    assert names >= WHO_LEADS | OF_PROVIDERS
    assert len(VIEWS) > 30
