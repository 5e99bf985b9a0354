"""The next dates on a site's own pages: the block for editors and the tag for templates."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.blocks import PageChooserBlock, StreamBlock
from wagtail.models import Locale

from wagtail_meetups.blocks import MeetupIndexChooserBlock, UpcomingMeetupsBlock
from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.models.registry import index_models
from wagtail_meetups.visibility import get_public_snapshot, get_snapshot

from .. import factories
from .html import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of():
    """A request of somebody, as the middleware leave it."""

    def request_of(user=None):
        request = RequestFactory().get("/", headers={"host": "localhost"})
        request.user = user or AnonymousUser()
        request.session = {}
        return request

    return request_of


@pytest.fixture
def member(django_user_model):
    return django_user_model.objects.create_user("nadia", password="x")


def show_tag(text, request=None, **values):
    template = Template(f"{{% load wagtail_meetups_tags %}}{text}")
    return template.render(Context({"request": request, **values}))


def show_block(index, request=None, *, topic=None, count=3, **context):
    block = UpcomingMeetupsBlock()
    value = block.to_python(
        {
            "index": index and index.pk,
            "topic": topic and topic.pk,
            "count": count,
        }
    )
    return block.render(value, context={"request": request, **context})


SHOWN = [
    show_block,
    lambda index, request=None: show_tag("{% upcoming_meetups i %}", request, i=index),
]


def parse(html):
    document = Document()
    document.feed(html)
    assert not document.open
    return document


@pytest.fixture
def evenings(index):
    for number in range(1, 5):
        factories.make_event(
            index, title=f"Evening {number}", start_date=date(2090, number, 3)
        )
    factories.make_event(index, title="Gone", start_date=date(2020, 1, 1))
    return index


@pytest.mark.parametrize("show", SHOWN)
def test_the_next_dates_are_listed_below_a_heading(evenings, request_of, show):
    page = parse(show(evenings, request_of()))
    assert page.headings == [
        (2, "Café evenings"),
        (3, "Evening 1, Tuesday, Jan. 3, 2090"),
        (3, "Evening 2, Friday, Feb. 3, 2090"),
        (3, "Evening 3, Friday, March 3, 2090"),
    ]
    assert page.links["All dates: Café evenings"] == evenings.url


def test_with_as_one_goes_through_them_oneself(evenings, request_of):
    text = """{% upcoming_meetups index count=2 as dates %}{{ dates|length }} of {{ dates.index.title }}:
{% for date in dates %}{% meetup_url date %} {{ date.title }};{% endfor %}"""
    told = show_tag(text, request_of(), index=evenings)
    first, second = (page.url for page in evenings.get_children().order_by("path")[:2])
    assert told.split("\n") == [
        "2 of Café evenings:",
        f"{first} Evening 1;{second} Evening 2;",
    ]


def test_one_topic_by_itself_or_by_its_slug(index, request_of):
    invoices = factories.make_topic("Invoices", slug="invoices")
    factories.make_event(index, title="Soup", topics=[invoices])
    factories.make_event(index, title="Bare")
    request = request_of()
    told = [
        show_block(index, request, topic=invoices),
        *(
            show_tag(
                f"{{% upcoming_meetups i topic={topic} %}}",
                request,
                i=index,
                t=invoices,
            )
            for topic in ("t", '"invoices"')
        ),
    ]
    for html in told:
        page = parse(html)
        assert [text for _level, text in page.headings][0] == "Café evenings: Invoices"
        assert "Soup" in html
        assert "Bare" not in html
        assert page.links["All dates: Café evenings"] == f"{index.url}?topic=invoices"
    for topic in ('""', "nothing"):
        assert "Bare" in show_tag(
            f"{{% upcoming_meetups i topic={topic} %}}", request, i=index
        )
    assert not show_tag(
        '{% upcoming_meetups i topic="nothing" %}', request, i=index
    ).strip()


@pytest.mark.parametrize("show", SHOWN)
def test_an_index_without_dates_says_so(index, request_of, show):
    html = show(index, request_of())
    assert "No date yet." in html
    assert parse(html).links["All dates: Café evenings"] == index.url


@pytest.mark.parametrize("show", SHOWN)
def test_where_there_is_no_index_to_be_seen_there_is_nothing(
    evenings, request_of, member, show
):
    assert not show(None, request_of()).strip()
    assert not show(factories.get_home(), request_of()).strip()
    evenings.view_restrictions.create(restriction_type="login")
    for user in (None, member):
        assert not show(evenings, request_of(user)).strip()
    evenings.view_restrictions.all().delete()
    factories.run(evenings.unpublish)
    assert not show(evenings, request_of()).strip()


@pytest.mark.parametrize("show", SHOWN)
def test_everybody_is_shown_the_same_and_no_session_is_looked_at(
    index, request_of, member, show
):
    factories.make_event(index, title="Open")
    factories.make_event(index, title="Drafted", live=False)
    inner = factories.make_event(index, title="Inner")
    inner.view_restrictions.create(restriction_type="login")
    anonymous = show(index, request_of())
    assert "Open" in anonymous
    known = request_of(member)
    # As where the page has asked for something personal before.
    assert get_snapshot(known).personal
    assert show(index, known) == anonymous == show(index)
    assert not get_public_snapshot(known).personal

    class Untouchable(dict):
        accessed = False

        def __getattribute__(self, name):
            raise AssertionError(f"the session was asked for {name}")

    request = request_of(member)
    request.session = Untouchable()
    request.COOKIES["sessionid"] = "x"
    assert show(index, request) == anonymous


def test_what_a_reader_may_see_where_the_site_asks_for_it(index, request_of, member):
    inner = factories.make_event(index, title="Inner")
    inner.view_restrictions.create(restriction_type="login")
    text = "{% upcoming_meetups i for_reader=True %}"
    assert "Inner" in show_tag(text, request_of(member), i=index)
    assert "Inner" not in show_tag(text, request_of(), i=index)
    assert "Inner" not in show_tag(text, i=index)


def test_the_index_in_the_language_of_the_page(evenings, request_of):
    french = Locale.objects.create(language_code="fr")
    other = factories.make_index(locale=french)
    request = request_of()
    assert "Evening 1" in show_block(evenings, request, page=other)
    factories.run(evenings.copy_for_translation, french, copy_parents=True)
    translation = evenings.get_translation(french)
    # Still a draft.
    assert "Evening 1" in show_block(evenings, request, page=other)
    factories.publish(translation, title="Soirées")
    page = parse(show_block(evenings, request_of(), page=other))
    assert page.headings == [(2, "Soirées")]


def test_a_host_replaces_the_list(evenings, host_templates, request_of):
    host_templates(
        "wagtail_meetups/parts/upcoming.html",
        "{% for date in upcoming %}[{{ date.title }}]{% endfor %}",
    )
    for show in SHOWN:
        assert show(evenings, request_of()).strip() == (
            "[Evening 1][Evening 2][Evening 3]"
        )


def test_the_chooser_offers_every_index_type_and_leaves_no_trace_of_it():
    block = UpcomingMeetupsBlock().child_blocks["index"]
    assert isinstance(block, MeetupIndexChooserBlock)
    assert block.target_models == list(index_models())
    path, _args, kwargs = block.deconstruct()
    assert path == "wagtail.blocks.PageChooserBlock"
    assert "page_type" not in kwargs
    assert type(PageChooserBlock(**kwargs)) is PageChooserBlock


def test_a_generic_page_is_asked_for_its_own_type(evenings, request_of):
    plain = get_page_model().objects.get(pk=evenings.pk)
    assert "Evening 1" in show_tag("{% upcoming_meetups i %}", request_of(), i=plain)


@pytest.mark.parametrize("count", [0, 51, None, "many"])
def test_a_count_that_makes_no_sense_is_refused_in_the_editor(index, count):
    block = UpcomingMeetupsBlock().child_blocks["count"]
    with pytest.raises(ValidationError):
        block.clean(block.field.clean(count))


def test_an_unfinished_block_can_be_shown():
    """As in a preview, while an editor has chosen nothing yet."""
    block = UpcomingMeetupsBlock()
    assert not block.render(block.get_default()).strip()
    assert not block.render(block.to_python({})).strip()


def test_queries_are_the_same_for_more_dates_and_the_snapshot_is_taken_once(
    index, request_of
):
    body = StreamBlock([("meetups", UpcomingMeetupsBlock())])

    def add(number):
        day = timezone.localdate() + timedelta(days=number)
        for _number in range(number):
            factories.make_event(
                index,
                start_date=day,
                venue=factories.make_venue(),
                image=factories.make_image(),
            )

    def count(blocks):
        value = {"index": index.pk, "topic": None, "count": 25}
        stream = body.to_python([{"type": "meetups", "value": value}] * blocks)
        request = request_of()
        with CaptureQueriesContext(connection) as queries:
            assert stream.render_as_block({"request": request})
        return len(queries)

    add(1)
    one = count(1)
    two = count(2)
    add(20)
    assert count(1) == one
    assert count(2) == two
    # Beside the index itself: aliases and languages are in these already.
    assert two - one <= 4
