"""Addresses of the catalogue. Fixed words stand before `<slug>`, which would swallow them."""

from django.urls import path

from services.views import atlas, browse, provider, search, sheet, sitemap

app_name = "services"
urlpatterns = [
    path("servizi/", search.search_page, name="search"),
    path("servizi/suggerimenti/", search.suggestions, name="suggestions"),
    path("servizi/<slug:slug>/", sheet.service_detail, name="service_detail"),
    path("servizi/<slug:slug>/segnala-un-errore/", sheet.service_report, name="service_report"),
    path("s/<str:code>/", sheet.short_code, name="short_code"),
    path("categorie/", browse.category_list, name="category_list"),
    path("categorie/<slug:slug>/", browse.category_detail, name="category_detail"),
    path("argomenti/", browse.topic_list, name="topic_list"),
    path("argomenti/<slug:slug>/", browse.topic_detail, name="topic_detail"),
    path("situazioni/<slug:slug>/", browse.situation_detail, name="situation_detail"),
    path("enti/", browse.organization_list, name="organization_list"),
    path("enti/<slug:slug>/", browse.organization_detail, name="organization_detail"),
    path("mappa/", atlas.map_page, name="map"),
    path("mappa/dati.json", atlas.map_json, name="map_data"),
    path("sitemap.xml", sitemap.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap.sitemap_section, name="sitemap_section"),
    path("operatori/enti/<uuid:uuid>/", provider.provider_detail, name="provider_detail"),
    path("operatori/schede/<uuid:uuid>/conferma/", provider.sheet_confirm, name="sheet_confirm"),
]
