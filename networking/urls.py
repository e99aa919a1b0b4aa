"""The roof: every address of the portal."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from networking.views import account, files, health, mailbox, public

admin.site.login = secure_admin_login(admin.site.login)
admin.site.site_header = _("NET WORKING · gestione")
admin.site.site_title = _("NET WORKING · gestione")
admin.site.index_title = _("Che cosa si può curare")

ground = (
    [
        path("", public.home, name="home"),
        path("comuni/", public.comune_list, name="comune_list"),
        path("comuni/<slug:slug>/", public.comune_detail, name="comune_detail"),
        path("zone/<slug:slug>/", public.zone_detail, name="zone_detail"),
        path("scegli-comune/", public.comune_choose, name="comune_choose"),
        path("il-progetto/", public.programme, name="programme"),
        path("accessibilita/", public.accessibility, name="accessibility"),
        path("privacy/", public.privacy, name="privacy"),
        path("segnala-un-problema/", public.page_report, name="page_report"),
        path("profilo/", account.profile, name="profile"),
        path("documenti/<uuid:pk>/", files.stored_file, name="stored_file"),
        path("salute/", health.alive, name="health"),
        path("salute/pronto/", health.ready, name="health_ready"),
        path("gestione/posta/", mailbox.mail_folder, name="mail_folder"),
        path("gestione/posta/<str:name>/", mailbox.mail_file, name="mail_file"),
        path("robots.txt", public.robots, name="robots"),
    ],
    "networking",
)

urlpatterns = [
    path("", include(ground)),
    path("", include("networking.urls_account")),
    path("", include("networking.urls_identity")),
    path("", include("services.urls")),
    path("gestione/", admin.site.urls),
]

handler400 = "networking.views.errors.bad_request"
handler403 = "networking.views.errors.permission_denied"
handler404 = "networking.views.errors.page_not_found"
handler500 = "networking.views.errors.server_error"
