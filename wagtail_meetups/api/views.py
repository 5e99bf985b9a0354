"""Endpoints for a host's ``WagtailAPIRouter``."""

from wagtail.api.v2.views import PagesAPIViewSet

from ..visibility import get_snapshot

__all__ = ["VisiblePagesAPIViewSet"]


class VisiblePagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's pages endpoint without the pages that only ``visibility`` knows to hide.

    Wagtail's own lists aliases of restricted pages, pages past their expiry and pages
    below an unpublished parent.
    """

    def get_base_queryset(self):
        visible = get_snapshot(self.request).filter(super().get_base_queryset())
        # As a list of ids: the search backends cannot read our conditions.
        return super().get_base_queryset().filter(pk__in=visible.order_by().values("pk"))
