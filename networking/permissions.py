"""Who may do what in `/gestione/`: the roles held today, and a file that says what each may do.

Which rows, the role's own reach says: `reach` gives it, and every list starts from there.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import PermissionDenied

from .models.people import RoleKind

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

    from .models import User
    from .models.scope import Scope

FILE = Path(__file__).with_name("permissions.toml")
VERBS = ("view", "add", "change", "delete", "export", "import")


@cache
def rules() -> dict[str, dict[str, frozenset[str]]]:
    """Table → kind of role → what it may do."""
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        label: {kind: frozenset(verbs.split()) for kind, verbs in kinds.items()}
        for label, kinds in written.items()
    }


def kinds_that(verb: str, model: type[Model]) -> frozenset[RoleKind]:
    """The kinds of role that may `verb` rows of `model` somewhere."""
    kinds = rules().get(model._meta.label, {})
    return frozenset(RoleKind(kind) for kind, verbs in kinds.items() if verb in verbs)


def reach(user: User, verb: str, model: type[Model]) -> Scope:
    """Where `user` may `verb` rows of `model` today; nowhere when no role of theirs lets them."""
    return user.scope(*kinds_that(verb, model))


class RolePermissions:
    """The only answer to `user.has_perm("app.verb_model")`: groups and single permissions are never asked.

    It signs nobody in, so it has no `get_user`, and stands before the one that does.
    """

    def authenticate(self, request: HttpRequest | None) -> None:
        """Nobody signs in here."""

    def has_perm(self, user: User, permission: str, _row: Any = None) -> bool:
        """Whether a role held today lets `user`; «no» is final."""
        app, _dot, codename = permission.partition(".")
        verb, _low, name = codename.partition("_")
        label = _label(app, name)
        if label and user.is_active and any(verb in _verbs(label, role.kind) for role in user.held_roles):
            return True
        raise PermissionDenied

    def has_module_perms(self, user: User, app: str) -> bool:
        """Whether `user` may see anything of an app."""
        labels = [label for label in rules() if label.startswith(f"{app}.")]
        if user.is_active and any(
            "view" in _verbs(label, role.kind) for label in labels for role in user.held_roles
        ):
            return True
        raise PermissionDenied


def _verbs(label: str, kind: str) -> frozenset[str]:
    return rules()[label].get(kind, frozenset())


def _label(app: str, name: str) -> str:
    """«services.Service» for «services» and «service»; empty where the file knows nothing of it."""
    try:
        label = apps.get_model(app, name)._meta.label
    except LookupError:
        return ""
    return label if label in rules() else ""
