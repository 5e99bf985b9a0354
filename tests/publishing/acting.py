"""What editors do in Wagtail's admin; ``admin`` is a client logged in there."""

from django.urls import reverse

from wagtail_meetups.models.base import get_page_model

from .. import factories
from ..forms import read_form
from .reading import get

__all__ = ["below", "is_gone", "post", "post_bulk", "write", "write_new"]


def is_gone(url):
    """Whether no calendar is there: no page, or a restriction in front of it."""
    response = get(f"{url}ical/")
    if response.status_code == 200:
        return (
            b"VCALENDAR" not in response.content and b"Evening" not in response.content
        )
    return response.status_code in (302, 404)


def post(admin, name, *args, **data):
    response = admin.post(reverse(f"wagtailadmin_pages:{name}", args=args), data)
    assert response.status_code == 302, response.content.decode()
    return response


def post_bulk(admin, action, *pages, **data):
    meta = get_page_model()._meta
    url = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, action])
    query = "&".join(f"id={page.pk}" for page in pages)
    response = admin.post(f"{url}?{query}", data)
    assert response.status_code == 302, response.content.decode()


def write(admin, page, **values):
    """Open the page's form, type ``values`` and publish."""
    _send(admin, reverse("wagtailadmin_pages:edit", args=[page.pk]), values)


def write_new(admin, parent, model, **values):
    """Open the form of a new page below ``parent``, type ``values``, publish; return it."""
    meta = model._meta
    args = [meta.app_label, meta.model_name, parent.pk]
    _send(admin, reverse("wagtailadmin_pages:add", args=args), values)
    return model.objects.child_of(parent).get(slug=values["slug"])


def _send(admin, url, values):
    data = read_form(admin.get(url), "page-edit-form")
    data |= values | {"action-publish": "action-publish"}
    response = admin.post(url, data)
    assert response.status_code == 302, response.context["form"].errors


def below(parent, **kwargs):
    """A plain page of the host's own below another one."""
    page = type(factories.get_home())(**kwargs)
    factories.run(parent.add_child, instance=page)
    return page
