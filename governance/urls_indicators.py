"""The numbers of the project. The extension of a file says what it is: «.csv», «.xlsx», «.json»."""

from django.urls import path, re_path

from .views import indicators

DATA = r"dati\.(?P<extension>csv|xlsx|json)$"

urlpatterns = [
    path("monitoraggio/", indicators.indicators, name="indicators"),
    path("monitoraggio/comuni/<slug:slug>/", indicators.comune_numbers, name="comune_numbers"),
    re_path(rf"^monitoraggio/{DATA}", indicators.indicators_data, name="indicators_data"),
    re_path(
        rf"^monitoraggio/(?P<code>nw-[0-9]{{2}}b?)/{DATA}", indicators.indicator_data, name="indicator_data"
    ),
    re_path(r"^monitoraggio/(?P<code>nw-[0-9]{2}b?)/$", indicators.indicator, name="indicator"),
]
