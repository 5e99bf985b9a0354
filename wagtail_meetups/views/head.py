"""What pages say of themselves in their head, for search engines and for who shares them."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import get_language, to_locale
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.rich_text import get_text_for_indexing

from ..models.base import get_page_model
from ..models.dates import address_below
from .addresses import canonical_url

__all__ = ["Picture", "Share", "Translation", "head_context"]

# The widest of those that the pages show, so that none is made for this alone.
PICTURE_FILTER = "width-1200"
DESCRIPTION_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its absolute address; its size is in pixels."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Share:
    """What is shown where somebody shares the page: see https://ogp.me.

    ``locale`` is that of the page, as in ``pt_BR``; ``picture`` may be ``None``.
    """

    kind: str
    description: str
    locale: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Translation:
    """A page in one of the languages it is to be had in."""

    language: str
    url: str


def _picture(image, page_url: str) -> Picture | None:
    """``image`` for others to show; ``None`` where its file is missing."""
    if image is None or not page_url:
        return None
    rendition = get_rendition_or_not_found(image, PICTURE_FILTER)
    if not rendition.pk:
        return None
    return Picture(
        url=urljoin(page_url, rendition.url),
        width=rendition.width,
        height=rendition.height,
        alt=rendition.alt,
    )


def _description(page) -> str:
    """One or two sentences on the page: its editor's own, else the start of its text."""
    for name in ("search_description", "summary"):
        if text := getattr(page, name, ""):
            return text
    text = get_text_for_indexing(getattr(page, "introduction", "") or "")
    return Truncator(" ".join(text.split())).chars(DESCRIPTION_LENGTH)


def _translations(request, page, snapshot, path: str) -> list[Translation]:
    """The languages in which the reader may see this page, its own among them.

    Empty where there is but one, or where an address does not tell them apart. One query.
    An alias has none: it names another page as the one to be known by, and so do those
    that stand in for a missing translation.
    """
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    if not page.pk or page.alias_of_id:
        return []
    pages = get_page_model()._default_manager.filter(
        translation_key=page.translation_key, alias_of__isnull=True
    )
    shown = snapshot.filter(pages).select_related("locale")
    found = [
        Translation(version.locale.language_code, address_below(url, path))
        for version in shown.order_by("locale__language_code", "pk")
        if (url := version.get_full_url(request))
    ]
    addresses = {version.url for version in found}
    return found if len(addresses) == len(found) > 1 else []


def head_context(
    request, page, snapshot, *, image=None, kind="website", path="", parameters=None
) -> dict:
    """The part of a template's context that ``parts/head.html`` is made of.

    - ``canonical_url``: its one address; empty outside every site
    - ``translations``: a ``Translation`` for each language, for those who read another
    - ``share``: a ``Share``, with the picture made of ``image``

    ``kind`` is Open Graph's type of page; ``path`` is the address of what is shown below
    that of the page, the same in each language; ``parameters`` tell pages of a list apart.
    """
    address = canonical_url(request, page, snapshot, parameters, path=path)
    turned = any((parameters or {}).values())
    return {
        "canonical_url": address,
        "translations": [] if turned else _translations(request, page, snapshot, path),
        "share": Share(
            kind=kind,
            description=_description(page),
            locale=to_locale(get_language() or settings.LANGUAGE_CODE),
            picture=_picture(image, address),
        ),
    }
