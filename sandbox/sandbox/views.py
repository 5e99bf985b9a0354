"""The site's own search."""

from django.core.paginator import Paginator
from django.shortcuts import render
from wagtail.models import Locale, Page

from wagtail_meetups.visibility import get_snapshot

RESULTS_ON_A_PAGE = 10


def search(request):
    """Pages in the visitor's language, without those that this visitor may not see.

    Wagtail's search finds restricted pages too; ``visibility`` leaves them out.
    """
    query = request.GET.get("q", "").strip()
    results = []
    if query:
        pages = Page.objects.filter(locale=Locale.get_active())
        visible = get_snapshot(request).filter(pages).values("pk")
        results = Page.objects.filter(pk__in=visible).specific().search(query)
    paginator = Paginator(results, RESULTS_ON_A_PAGE)
    context = {"query": query, "results": paginator.get_page(request.GET.get("p"))}
    return render(request, "search.html", context)
