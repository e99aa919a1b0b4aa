"""The desk of who looks after the numbers, and the reports, for who writes them and for everybody."""

from django.urls import path, re_path

from .views import evidence, monitoring, reports

DESK = "operatori/monitoraggio/"
ONE = f"{DESK}rapporti/<uuid:pk>/"
PUBLIC = "monitoraggio/rapporti/<int:year>-<int:number>/"

urlpatterns = [
    path(DESK, monitoring.monitoring, name="monitoring"),
    path(f"{DESK}righe/<uuid:pk>/", evidence.evidence, name="evidence"),
    path(f"{DESK}numeri/", monitoring.numbers_publish, name="numbers_publish"),
    path(f"{DESK}rapporti/nuovo/", reports.report_new, name="report_new"),
    path(ONE, reports.report_desk, name="report_desk"),
    path(f"{ONE}pdf/", reports.report_draw, name="report_draw"),
    path(f"{ONE}approva/", reports.report_approve, name="report_approve"),
    path(f"{ONE}pubblica/", reports.report_publish, name="report_publish"),
    path(f"{ONE}rapporto.pdf", reports.report_preview, name="report_preview"),
    path("monitoraggio/rapporti/", reports.reports, name="reports"),
    path(PUBLIC, reports.report, name="report"),
    path(f"{PUBLIC}rapporto.pdf", reports.report_pdf, name="report_pdf"),
    re_path(
        r"^monitoraggio/rapporti/(?P<year>[0-9]{4})-(?P<number>[0-9]+)/dati\.(?P<extension>csv|xlsx)$",
        reports.report_data,
        name="report_data",
    ),
]
