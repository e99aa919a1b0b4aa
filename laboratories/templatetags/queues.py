"""What pages say of a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone

from laboratories.queue import honesty

if TYPE_CHECKING:
    from laboratories.models import Booking

register = template.Library()


@register.simple_tag
def turn(booking: Booking) -> honesty.Turn:
    """Where `booking` stands in its queue now."""
    return honesty.turn_of(booking, now=timezone.now())
