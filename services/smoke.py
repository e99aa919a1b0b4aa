"""What the catalogue adds to `manage.py smoke`."""

from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from networking.smoke import SmokeError, get

from .models import Service


def a_search_finds() -> str:
    """A published sheet is found by its title, and its page opens."""
    sheet = Service.objects.published().order_by("pk").first()
    if sheet is None:
        return _("Nel catalogo non c’è ancora nessuna scheda: la ricerca non si può provare.")
    page = get(f"{reverse('services:search')}?q={sheet.title}")
    if escape(sheet.get_absolute_url()) not in page:
        raise SmokeError(_("La ricerca non trova «{title}».").format(title=sheet.title))
    get(sheet.get_absolute_url())
    return _("La ricerca trova.")
