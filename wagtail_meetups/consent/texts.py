"""All that people wrote into pages of ours, piece by piece, to look for a name in."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Comment, CommentReply, Revision
from wagtail.rich_text import get_text_for_indexing

from ..models.registry import event_models, index_models, recap_models

__all__ = ["SOURCES", "Text", "all_texts", "texts_in"]

# What is not prose: places in the tree, and the copy of the title that drafts have.
NO_PROSE = {"path", "url_path", "draft_title"}
# How many old versions are read, the newest first: each is a whole page.
REVISIONS_READ = 5000


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text, and where it stands: a page (or none), in words, and the block."""

    text: str
    place: str
    page_id: int | None = None
    block: str = ""


def _strings(value, block: str = "") -> Iterator[tuple[str, str]]:
    """Every text in the JSON of a StreamField, with the id of the block it stands in."""
    if isinstance(value, str):
        yield value, block
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, block)
    elif isinstance(value, dict):
        if value.keys() >= {"type", "value"}:
            block = value.get("id") or block
            value = {"value": value["value"]}
        for item in value.values():
            yield from _strings(item, block)


def texts_in(value) -> list[tuple[str, str]]:
    """The texts of one field, without tags, each with the id of its block (or none).

    Takes what a page holds, what a form holds, and what a revision holds.
    """
    if isinstance(value, StreamValue):
        value = value.get_prep_value()
    elif isinstance(value, str) and value.startswith("[{"):
        try:
            value = json.loads(value)
        except ValueError:
            pass
    return [
        (get_text_for_indexing(text) if "<" in text else text, block)
        for text, block in _strings(value)
    ]


def prose_fields(model) -> list:
    """The fields of a page type that people write into."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | StreamField)
        and not isinstance(field, models.URLField)
        and not field.choices
        and field.name not in NO_PROSE
    ]


def _page_models() -> tuple:
    return (*event_models(), *recap_models(), *index_models())


def _in_pages() -> Iterator[Text]:
    for model in _page_models():
        fields = prose_fields(model)
        rows = model._default_manager.order_by("-pk")
        for page in rows.iterator(chunk_size=100):
            for field in fields:
                for text, block in texts_in(getattr(page, field.attname)):
                    yield Text(text, str(field.verbose_name), page.pk, block)


def _in_revisions() -> Iterator[Text]:
    """Versions of pages, drafts among them; the place is the same for all of a page."""
    types = ContentType.objects.get_for_models(
        *_page_models(), for_concrete_models=False
    )
    names = {
        content_type.pk: [field.name for field in prose_fields(model)]
        for model, content_type in types.items()
    }
    rows = Revision.objects.filter(content_type__in=list(names)).order_by("-pk")
    rows = rows.values_list("content_type_id", "object_id", "content")
    for type_id, page_id, content in rows[:REVISIONS_READ].iterator(chunk_size=100):
        for name in names[type_id]:
            for text, _block in texts_in(content.get(name)):
                yield Text(text, _("drafts and older versions"), int(page_id))


def _in_pictures() -> Iterator[Text]:
    rows = get_image_model()._default_manager.order_by("-pk")
    for pk, title, description in rows.values_list("pk", "title", "description"):
        place = _("title or description of picture %(number)d") % {"number": pk}
        yield from (Text(text, place) for text in (title, description) if text)


def _in_editors_comments() -> Iterator[Text]:
    place = _("comments of the editors")
    for page_id, text in Comment.objects.values_list("page_id", "text"):
        yield Text(text, place, page_id)
    replies = CommentReply.objects.values_list("comment__page_id", "text")
    for page_id, text in replies:
        yield Text(text, place, page_id)


# Each yields texts; an app that keeps others (comments of visitors) adds a function.
SOURCES: list[Callable[[], Iterable[Text]]] = [
    _in_pages,
    _in_pictures,
    _in_editors_comments,
    _in_revisions,
]


def all_texts() -> Iterator[Text]:
    """Everything, one piece at a time: what is published first, old versions last."""
    for source in SOURCES:
        yield from source()
