"""Endpoints for a host's ``WagtailAPIRouter``."""

from django.conf import settings
from django.db.models import Q, prefetch_related_objects
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from wagtail.api import APIField
from wagtail.api.v2.serializers import PageAliasOfField
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Site

from ..models import Attendee
from ..models.base import get_page_model
from ..visibility import get_snapshot
from .telling import Telling

__all__ = ["VisibleImagesAPIViewSet", "VisiblePagesAPIViewSet"]


class VisibleAliasOfField(PageAliasOfField):
    """The page that an alias mirrors, if the one who asks may see that one too."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance):
        source = super().get_attribute(instance)
        if source is None or not get_snapshot(self.context["request"]).shows(source):
            return None
        return source


class VisiblePagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's pages endpoint, with what ``visibility`` lets this reader see.

    Wagtail's own lists aliases of restricted pages, pages past their expiry and pages
    below an unpublished parent, and asks each restriction by itself.
    """

    meta_fields = [
        APIField(name, serializer=VisibleAliasOfField()) if name == "alias_of" else name
        for name in PagesAPIViewSet.meta_fields
    ]

    def get_site(self) -> Site | None:
        """The site that was asked for with ``?site=``, or the one of the request's host."""
        if (wanted := self.request.GET.get("site")) is None:
            return Site.find_for_request(self.request)
        hostname, _colon, port = wanted.partition(":")
        sites = Site.objects.filter(hostname=hostname)
        if port:
            sites = sites.filter(port=port) if port.isdecimal() else sites.none()
        try:
            return sites.get()
        except Site.DoesNotExist:
            raise BadRequestError("there is no such site") from None
        except Site.MultipleObjectsReturned:
            raise BadRequestError(
                "several sites have this hostname: add a port, as in site=hostname:port"
            ) from None

    def get_base_queryset(self):
        """The pages of the site, in every language, that this reader may see."""
        return self._visible_pages.all()

    @cached_property
    def _visible_pages(self):
        pages = get_page_model().objects.all()
        if (site := self.get_site()) is None:
            return pages.none()
        below = Q(path__startswith=site.root_page.path)
        if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            translations = site.root_page.get_translations()
            for path in translations.values_list("path", flat=True):
                below |= Q(path__startswith=path)
        visible = get_snapshot(self.request).filter(pages.filter(below))
        # As a list of ids: the search backends cannot read our conditions.
        return pages.filter(pk__in=visible.order_by().values("pk"))

    def paginate_queryset(self, queryset):
        """The pages of this answer, which tell what they have beside their rows together."""
        pages = list(super().paginate_queryset(queryset))
        # Wagtail's own fields ask each page for these.
        prefetch_related_objects(pages, "locale", "alias_of")
        self.telling = Telling(self.request, pages)
        return pages

    def finalize_response(self, request, response, *args, **kwargs):
        """What a reader sees by a restriction met may not be cached."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if get_snapshot(request).personal:
            patch_cache_control(response, private=True, no_store=True)
        return response


class VisibleImagesAPIViewSet(ImagesAPIViewSet):
    """Wagtail's endpoint for images, without the photos of people.

    Wagtail's own lists every image with its title, in whatever page it stands and whether
    or not somebody agreed to that. Photos of people are left to the pages.
    """

    def get_queryset(self):
        photos = Attendee.objects.filter(photo__isnull=False).order_by()
        return super().get_queryset().exclude(pk__in=photos.values("photo"))
