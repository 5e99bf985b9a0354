"""The addresses of the sandbox: Wagtail's, and what a site may add to them."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve

from wagtail_meetups.api.views import VisiblePagesAPIViewSet

from .views import search

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", VisiblePagesAPIViewSet)

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/", api_router.urls),
    path("sitemap.xml", sitemap),
    path("login/", LoginView.as_view(template_name="login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        path("search/", search, name="search"),
        # Optional: Wagtail's own addresses admit no dot, and some like calendars to be
        # called something.ics.
        re_path(r"^((?:[\w\-]+/)*[\w\-]+\.ics)$", serve),
        path("", include(wagtail_urls)),
        # English at /meetups/, French at /fr/.
        prefix_default_language=False,
    ),
]
