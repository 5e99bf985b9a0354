"""Addresses of the world ``prefixed``: /town/en/community/..., /town/fr/community/..."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap),
    *i18n_patterns(
        re_path(r"^community/((?:[\w\-]+/)*[\w\-]+\.ics)$", serve),
        path("community/", include(wagtail_urls)),
    ),
]
