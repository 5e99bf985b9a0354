"""A site's own search view, as the how-to tells to write it."""

from django.http import JsonResponse
from wagtail.models import Site

from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.visibility import get_snapshot


def search(request):
    site = Site.find_for_request(request)
    pages = get_page_model().objects.descendant_of(site.root_page, inclusive=True)
    visible = get_snapshot(request).filter(pages).values("pk")
    found = pages.filter(pk__in=visible).search(request.GET["q"])
    return JsonResponse({"titles": [page.title for page in found]})
