"""System checks, in the words of the settings. Each says what to change."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db.utils import DatabaseError
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from wagtail.models import Site

from . import conf
from .models import AbstractEvent, AbstractMeetupIndex, AbstractRecap
from .models.base import PAGE_MODEL, get_page_model
from .models.registry import event_models, index_models, recap_models
from .views.layout import find_host_layout, has_own_base

__all__ = [
    "check_index_has_a_parent",
    "check_layout",
    "check_mixins_come_first",
    "check_pages_app",
    "check_settings",
    "check_site_hostnames",
]


@register()
def check_settings(app_configs, **kwargs):
    """Unknown names and values in WAGTAIL_MEETUPS, and a project without time zones."""
    found = []
    for name in conf.unknown_names():
        found.append(
            Error(
                f"{conf.SETTING} holds {name!r}, which is not a setting.",
                hint=f"Remove it, or use one of: {', '.join(sorted(conf.DEFAULTS))}.",
                id="wagtail_meetups.E001",
            )
        )
    for name, (value, kind) in conf.unusable_values().items():
        found.append(
            Error(
                f"{conf.SETTING}[{name!r}] is {value!r}, which is not {kind}.",
                hint=f"Use {kind}, such as the default {conf.DEFAULTS[name]!r}.",
                id="wagtail_meetups.E004",
            )
        )
    if not settings.USE_TZ:
        found.append(
            Error(
                "USE_TZ is False: meet-ups in named time zones cannot be told right.",
                hint="Set USE_TZ = True.",
                id="wagtail_meetups.E002",
            )
        )
    return found


@register()
def check_pages_app(app_configs, **kwargs):
    """The ready-made page types need Wagtail's own base page."""
    if PAGE_MODEL != "wagtailcore.Page" and apps.is_installed("wagtail_meetups.pages"):
        return [
            Error(
                "wagtail_meetups.pages is installed, but WAGTAIL_PAGE_MODEL is "
                f"{PAGE_MODEL!r}: its page types are built on Wagtail's own base page.",
                hint=(
                    "Remove 'wagtail_meetups.pages' from INSTALLED_APPS and build your "
                    "page types from wagtail_meetups.mixins."
                ),
                id="wagtail_meetups.E003",
            )
        ]
    return []


@register()
def check_index_has_a_parent(app_configs, **kwargs):
    """Editors must be able to put an index somewhere."""
    found = []
    for model in index_models():
        if not model.allowed_parent_page_models():
            found.append(
                Warning(
                    f"No page type allows {model._meta.label} as a child page.",
                    hint=(
                        f"Add '{model._meta.label}' to the subpage_types of your home page."
                    ),
                    obj=model,
                    id="wagtail_meetups.W001",
                )
            )
    return found


@register()
def check_layout(app_configs, **kwargs):
    """Our pages must find their places in the site's own layout."""
    if conf.unknown_names() or conf.unusable_values() or has_own_base():
        return []
    name = conf.get("BASE_TEMPLATE")
    try:
        layout = find_host_layout()
    except (TemplateDoesNotExist, TemplateSyntaxError):
        return []  # Each page that extends it tells of it.
    if layout is None and name in ("", conf.DEFAULTS["BASE_TEMPLATE"]):
        return []
    join = (
        "Write a templates/wagtail_meetups/base.html of five lines that extends your "
        f"layout (docs/how-to/own-templates.md), correct {conf.SETTING}"
        "['BASE_TEMPLATE'], or set it to '' to be content with it."
    )
    if layout is None:
        problem = f"No template {name!r} is found by the Django template engine"
        follows, hint = "the meet-up pages stand in a layout of their own", join
    elif not layout.content:
        problem = f"No block for the content of a page was recognised in {name!r}"
        follows, hint = "the meet-up pages stand in a layout of their own", join
    elif not layout.head:
        problem = f"No block in the head of a page was found in {name!r}"
        follows = "what belongs there is put before the content of the meet-up pages"
        hint = "Add {% block extra_head %}{% endblock %} to the head of that template."
    elif not layout.title:
        problem = f"No block in the title element was found in {name!r}"
        follows = "the meet-up pages have the title that the layout gives them"
        hint = "Put what its title element holds into {% block title %}{% endblock %}."
    else:
        return []
    return [
        Warning(
            f"{problem}: {follows}.",
            hint=hint,
            id="wagtail_meetups.W003",
        )
    ]


@register()
def check_mixins_come_first(app_configs, **kwargs):
    """Behind the page class our mixins are not asked: Wagtail's own methods answer."""
    found = []
    ours = (AbstractMeetupIndex, AbstractEvent, AbstractRecap)
    for model in (*index_models(), *event_models(), *recap_models()):
        order = model.__mro__
        if min(order.index(base) for base in ours if base in order) > order.index(
            get_page_model()
        ):
            found.append(
                Error(
                    f"{model._meta.label} names a page class before the mixin of "
                    "wagtail_meetups: it would be served without its calendar.",
                    hint="Name the mixin first, as in class EventPage(EventMixin, Page).",
                    obj=model,
                    id="wagtail_meetups.E005",
                )
            )
    return found


@register(Tags.database)
def check_site_hostnames(app_configs, databases=None, **kwargs):
    """Calendar texts hold absolute addresses: 'localhost' reaches nobody's phone."""
    if settings.DEBUG or not databases:
        return []
    try:
        sites = list(Site.objects.filter(hostname="localhost"))
    except DatabaseError:  # Not migrated yet.
        return []
    return [
        Warning(
            "A site's hostname is still 'localhost' while DEBUG is off: calendars would "
            "be given addresses that work on no other machine.",
            hint="Set the hostname and port in the Wagtail admin under Settings, Sites.",
            obj=site,
            id="wagtail_meetups.W002",
        )
        for site in sites
    ]
