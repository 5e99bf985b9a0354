"""What it costs to know who may see what: the same few queries at every size."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests import factories
from wagtail_meetups.models import Topic
from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.visibility import take_snapshot

pytestmark = pytest.mark.django_db

TOPIC = "/meetups/ical/topic/design/"
KINDS = ("login", "groups", "password")

# Finding the page and asking for its own restrictions, by Wagtail: the site, the locale,
# the child of the home page by its slug, its specific page, what stands above it, and
# the restrictions of these.
ROUTE = 6
# ``take_snapshot``: restrictions, unpublished parents, aliases, roots of sites.
SNAPSHOT = 4
# The index's locale; aliases among the entries; count, sum of tags and zones; FeedState.
FEED_304 = ROUTE + SNAPSHOT + 4
# The texts, with their tags and zones, instead of the sum.
FEED_200 = FEED_304
# The topic by its slug.
TOPIC_304 = FEED_304 + 1
TOPIC_200 = FEED_200 + 1
# The index's locale; the latest recaps; aliases among the entries; the latest of these;
# the id of each one's next date; these dates and those that differ; the pages that tell
# of them, and these with their venue and image; the topics of recaps and of events;
# FeedState.
ATOM = ROUTE + SNAPSHOT + 1 + 1 + 2 + 2 + 2 + 2 + 1
# The index's locale; for the dates to come and for those past each: their number, the
# dates of this page of the list, the pages that tell of them, and these with their venue
# and image; the topics, places and ways that one can choose by; the latest recaps; the
# languages that the page is to be had in.
INDEX_PAGE = ROUTE + SNAPSHOT + 1 + 2 * 4 + 3 + 1 + 1


def fill(index, number):
    """Add events, half of them past, all about one topic, and a few recaps."""
    topic = Topic.objects.filter(slug="design").first()
    topic = topic or factories.make_topic("Design", slug="design")
    for at in range(number):
        days = -at - 1 if at % 2 else at + 1
        event = factories.make_event(
            index,
            start_date=timezone.localdate() + timedelta(days=days),
            topics=[topic],
        )
    recap = factories.make_recap(index, event_id=event.pk)
    recap.topics.set([topic])
    factories.publish(recap)


def close(parent, number):
    """Add pages below ``parent``, each with a restriction, of every kind in turn."""
    model = get_page_model()
    count = parent.numchild
    pages = [
        model(
            title=f"closed {at}",
            slug=f"closed-{at}",
            path=model._get_path(parent.path, parent.depth + 1, count + 1 + at),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}closed-{at}/",
            locale=parent.locale,
            content_type=parent.content_type,
        )
        for at in range(number)
    ]
    pages = model.objects.bulk_create(pages)
    PageViewRestriction.objects.bulk_create(
        PageViewRestriction(page=page, restriction_type=KINDS[at % 3])
        for at, page in enumerate(pages)
    )


def count(client, url, **kwargs):
    client.get(url, **kwargs)  # The first look fills caches, and FeedState.
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url, **kwargs)
    assert response.status_code in (200, 304)
    return len(queries)


def count_all(client):
    etag = client.get("/meetups/ical/").headers.get("ETag", '"none"')
    topic_etag = client.get(TOPIC).headers.get("ETag", '"none"')
    return {
        "feed 200": count(client, "/meetups/ical/"),
        "feed 304": count(client, "/meetups/ical/", headers={"if-none-match": etag}),
        "topic 200": count(client, TOPIC),
        "topic 304": count(client, TOPIC, headers={"if-none-match": topic_etag}),
        "Atom": count(client, "/meetups/atom/"),
        "subscribe page": count(client, "/meetups/subscribe/"),
        "index page": count(client, "/meetups/"),
        "sitemap": count(client, "/sitemap.xml"),
        "API": count(client, "/api/pages/?limit=1"),
    }


def test_queries_of_the_public(client, index):
    fill(index, 10)
    first = count_all(client)
    # A home page of a type of its own is one more on the way.
    home = int(type(factories.get_home()) is not get_page_model())
    assert first["feed 304"] == FEED_304 + home
    assert first["feed 200"] == FEED_200 + home
    assert first["topic 304"] == TOPIC_304 + home
    assert first["topic 200"] == TOPIC_200 + home
    assert first["Atom"] == ATOM + home
    assert first["index page"] == INDEX_PAGE + home

    fill(index, 50)
    assert count_all(client) == first

    close(index, 500)
    assert count_all(client) == first


def test_queries_of_a_member(client, index):
    """A reader's session, account and groups are read once, not for each restriction."""
    fill(index, 10)
    close(index, len(KINDS))
    user = get_user_model().objects.create_user(
        **{get_user_model().USERNAME_FIELD: "member"}
    )
    group = Group.objects.create(name="Circle")
    user.groups.add(group)
    client.force_login(user)
    first = count_all(client)
    # Session, account, and the restrictions that their groups meet; no FeedState.
    home = int(type(factories.get_home()) is not get_page_model())
    assert first["feed 200"] == FEED_200 + 3 - 1 + home

    close(factories.make_index(), 500)
    for restriction in PageViewRestriction.objects.filter(restriction_type="groups"):
        restriction.groups.add(group)
    assert count_all(client) == first


def test_only_a_chain_of_aliases_adds(index, django_assert_num_queries):
    source = factories.make_event(index)
    PageViewRestriction.objects.create(page=source, restriction_type="login")
    with django_assert_num_queries(SNAPSHOT):
        take_snapshot()

    def alias_of(page):
        slug = f"alias-{page.pk}-{index.get_children().count()}"
        return factories.run(page.create_alias, parent=index, update_slug=slug)

    # Any number of aliases of the same page: one more query.
    first = [alias_of(source) for _number in range(3)]
    with django_assert_num_queries(SNAPSHOT + 1):
        snapshot = take_snapshot()
    assert not any(snapshot.shows(alias) for alias in first)

    # Aliases of those: one more for the step.
    second = alias_of(first[0])
    with django_assert_num_queries(SNAPSHOT + 2):
        assert not take_snapshot().shows(second)


def test_asking_for_one_page_costs_nothing(index, django_assert_num_queries):
    event = factories.make_event(index)
    close(index, 20)
    snapshot = take_snapshot()
    with django_assert_num_queries(0):
        assert snapshot.shows(event)
        assert snapshot.root_of(event)
