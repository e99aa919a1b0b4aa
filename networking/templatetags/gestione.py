"""Tags for the pages of `/gestione/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone

from networking import attention

if TYPE_CHECKING:
    from networking.models import User

register = template.Library()


@register.simple_tag
def waiting_for(user: User) -> list[attention.Waiting]:
    """What needs `user` today."""
    return attention.waiting_for(user, now=timezone.now())
