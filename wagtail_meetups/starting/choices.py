"""Each choice: from the text that somebody typed to what it means on this site.

Every function that is given such a text raises ``StartError`` when it makes no sense,
with a message that says what to do instead.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import slugify
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from ..models import AbstractMeetupIndex
from ..models.base import get_page_model
from ..models.events import validate_timezone
from ..models.registry import index_models

__all__ = [
    "AlreadyStartedError",
    "StartError",
    "choose_community",
    "choose_index_model",
    "choose_language",
    "choose_parent",
    "choose_slug",
    "choose_time_zone",
    "choose_translations",
    "default_community",
    "default_parent",
    "index_models_below",
    "languages_for",
    "other_languages",
    "suggest_slug",
]


class StartError(Exception):
    """Why it cannot be done this way, and what to do instead."""


class AlreadyStartedError(StartError):
    """There is such an index already: nothing is left to do."""


def _has_translations() -> bool:
    """Whether pages of this site may be in several languages."""
    return bool(getattr(settings, "WAGTAIL_I18N_ENABLED", False))


def _language(page) -> str:
    return page.locale.language_code


def default_parent():
    """The home page of the default site."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        raise StartError(
            "There is no default site. Name the page that the index goes below."
        )
    return _checked(site.root_page.specific)


def choose_parent(text: str):
    """The page with this id, address (whole, or its path) or slug."""
    text = text.strip()
    if text.isdecimal():
        page = get_page_model().objects.filter(pk=int(text)).first()
        if page is None:
            raise StartError(f"There is no page with the number {text}.")
        return _checked(page.specific)
    pages = _pages_at(text) if "/" in text else _pages_called(text)
    if not pages:
        raise StartError(
            f"There is no page at “{text}”. Give its number, which stands in the address "
            "of its editor, or its path, such as /about/."
        )
    if len(pages) > 1:
        found = ", ".join(f"{page.pk} ({page.full_url})" for page in pages)
        raise StartError(f"“{text}” may be several pages: {found}. Give the number.")
    return _checked(pages[0].specific)


def _pages_called(slug: str) -> list:
    return list(get_page_model().objects.filter(slug=slug, depth__gt=1))


def _pages_at(address: str) -> list:
    """The pages at a path, on whichever site, or at a whole address."""
    parts = urlsplit(address)
    path = f"/{parts.path.strip('/')}/".replace("//", "/")
    roots = [root.root_path for root in Site.get_site_root_paths()]
    # The address of a home page need not end in its slug.
    candidates = get_page_model().objects.filter(
        Q(slug=path.strip("/").rpartition("/")[2]) | Q(url_path__in=roots), depth__gt=1
    )
    found = []
    for page in candidates:
        url = urlsplit(page.full_url or "")
        if url.path == path and parts.netloc in ("", url.netloc):
            found.append(page)
    return found


def _checked(page):
    """Return ``page`` if an index may be made below it."""
    if not page.full_url:
        raise StartError(
            f"“{page.title}” is in no site, so the index would have no address. Choose a "
            "site's home page or a page below it."
        )
    index_models_below(page)
    return page


def index_models_below(parent) -> list:
    """The index types of which one may be made below this page."""
    models = index_models()
    if not models:
        raise StartError(
            "This site has no page type for an index of meet-ups. Add "
            "'wagtail_meetups.pages' to INSTALLED_APPS, or build one with "
            "wagtail_meetups.mixins."
        )
    found = [model for model in models if model.can_create_at(parent)]
    if not found:
        raise StartError(
            " Or: ".join(_why_not_below(model, parent) for model in models)
        )
    return found


def _why_not_below(model, parent) -> str:
    """Why Wagtail refuses a page of this type below ``parent``: the entry to add."""
    kind = parent.specific_class
    ours, theirs = model._meta.label, kind._meta.label
    if model not in kind.clean_subpage_models():
        return (
            f"{theirs} (“{parent.title}”) allows no {ours} below it. Add "
            f'"{ours}" to the subpage_types of {theirs}, or choose another page.'
        )
    if kind not in model.clean_parent_page_models():
        return (
            f"{ours} may not stand below a {theirs} (“{parent.title}”). Add "
            f'"{theirs}" to the parent_page_types of {ours}, or choose another page.'
        )
    return f"No more pages of the type {ours} may be made here (max_count)."


def choose_index_model(text: str, models: list):
    """The index type with this label (``app.Model``, in any case) or number in the list."""
    text = text.strip()
    numbered = {str(number): model for number, model in enumerate(models, 1)}
    named = {model._meta.label_lower: model for model in models}
    if model := numbered.get(text) or named.get(text.lower()):
        return model
    names = ", ".join(model._meta.label for model in models)
    raise StartError(f"Choose a type of index that may stand here: {names}.")


def languages_for(parent) -> list[str]:
    """The languages that an index may be made in, below this page or its translations."""
    if not _has_translations():
        return [_language(parent)]
    pages = parent.get_translations(inclusive=True).select_related("locale")
    return sorted({page.locale.language_code for page in pages})


def choose_language(text: str, parent):
    """The page to put the index below so that it is in this language."""
    code = text.strip()
    if not _has_translations():
        known = {settings.LANGUAGE_CODE, _language(parent)}
        if code in known:
            return parent
        raise StartError(
            f"This site has one language, {settings.LANGUAGE_CODE}. For more, set "
            "WAGTAIL_I18N_ENABLED = True."
        )
    codes = languages_for(parent)
    if code not in codes:
        raise StartError(
            f"“{parent.title}” has no page in “{code}”. Choose one of: "
            f"{', '.join(codes)}. Other languages can be added as translations."
        )
    pages = parent.get_translations(inclusive=True)
    return _checked(pages.get(locale__language_code=code).specific)


def other_languages(parent) -> list[str]:
    """The languages of the site's content, without that of ``parent``."""
    if not _has_translations():
        return []
    return [code for code in get_content_languages() if code != _language(parent)]


def choose_translations(text: str, parent) -> tuple[str, ...]:
    """The codes of the other languages, separated by commas; none in an empty text."""
    codes = dict.fromkeys(code.strip() for code in text.split(",") if code.strip())
    if not codes:
        return ()
    if not _has_translations():
        raise StartError(
            "There can be no translations: set WAGTAIL_I18N_ENABLED = True first."
        )
    known = get_content_languages()
    for code in codes:
        if code not in known:
            raise StartError(
                f"“{code}” is not in WAGTAIL_CONTENT_LANGUAGES: {', '.join(known)}."
            )
        if code == _language(parent):
            raise StartError(f"“{code}” is the language of the index itself.")
    return tuple(codes)


def default_community(parent) -> str:
    """What the site is called, if anything."""
    site = parent.get_site()
    name = site.site_name if site else ""
    return name or getattr(settings, "WAGTAIL_SITE_NAME", "")


def choose_community(text: str) -> str:
    """The name of a community: the title of its index, and its calendar's name."""
    name = " ".join(text.split())
    longest = AbstractMeetupIndex._meta.get_field("feed_name").max_length
    if not name:
        raise StartError("Give the community a name.")
    if len(name) > longest:
        raise StartError(f"Give a name of at most {longest} characters.")
    return name


def suggest_slug(community: str) -> str:
    """The last part of the index's address, from the community's name."""
    allow_unicode = getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)
    return slugify(community, allow_unicode=allow_unicode)


def choose_slug(text: str, parent) -> str:
    """The last part of the index's address, which no page below ``parent`` may have."""
    slug = text.strip().strip("/")
    if not slug or slug != suggest_slug(slug):
        raise StartError(
            f"“{slug}” cannot be part of an address. Use small letters, digits and "
            "hyphens, such as “meetups”."
        )
    page = parent.get_children().filter(slug=slug).first()
    if page is None:
        return slug
    if issubclass(page.specific_class, AbstractMeetupIndex):
        raise AlreadyStartedError(
            f"There is an index at {page.full_url} already. Nothing was changed."
        )
    raise StartError(
        f"“{page.title}” has the address {page.full_url} already. Choose another slug."
    )


def choose_time_zone(text: str) -> str:
    """The IANA name of a time zone."""
    name = text.strip()
    try:
        validate_timezone(name)
    except ValidationError as error:
        raise StartError(" ".join(error.messages)) from error
    return name
