from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve

from wagtail_meetups.api.views import (
    VisibleImagesAPIViewSet,
    VisiblePagesAPIViewSet,
)

from .views import search

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", VisiblePagesAPIViewSet)
api_router.register_endpoint("images", VisibleImagesAPIViewSet)

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/", api_router.urls),
    path("sitemap.xml", sitemap),
    path("search/", search),
    re_path(r"^((?:[\w\-]+/)*[\w\-]+\.ics)$", serve),
    path("", include(wagtail_urls)),
]
