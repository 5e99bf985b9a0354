"""What a site lacks, and what another comment system leaves open, is said beforehand."""

import sys
from types import ModuleType, SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

import wagtail_meetups.comments
from tests import factories
from wagtail_meetups.comments import library
from wagtail_meetups.comments.apps import MeetupCommentsConfig
from wagtail_meetups.comments.models import VisitorComment
from wagtail_meetups.comments.system_checks import check_comments

from .commenting import WORDS, add_comments

pytestmark = pytest.mark.django_db


def ids() -> list[str]:
    return [message.id.partition(".")[2] for message in check_comments(None)]


def cached_check(submission):
    return None


cached_check.needs_shared_cache = True


def test_a_site_that_has_all_of_it():
    assert ids() == []


@pytest.mark.parametrize("app", ["django.contrib.sites", "django_comments"])
def test_what_is_needed_is_named(settings, monkeypatch, app):
    left = [name for name in settings.INSTALLED_APPS if name != app]
    here = SimpleNamespace(INSTALLED_APPS=left)
    monkeypatch.setattr("wagtail_meetups.comments.apps.settings", here)
    with pytest.raises(ImproperlyConfigured, match=f"add '{app}' to INSTALLED_APPS"):
        MeetupCommentsConfig("wagtail_meetups.comments", wagtail_meetups.comments)


@pytest.fixture
def other_app(settings, monkeypatch):
    def install(name):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
        settings.COMMENTS_APP = name

    # It need not be a real app for the library to be asked by its name.
    monkeypatch.setattr("django_comments.global_apps.is_installed", lambda name: True)
    return install


def test_no_site_id(settings):
    settings.SITE_ID = None
    assert ids() == ["W040"]
    assert library.site_id() == library.site_id()


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"CHECKS": ["no.such.check"]}, ["E040"]),
        ({"PROXIES": ["my-proxy"]}, ["E041"]),
        ({"PROXIES": ["10.0.0.0/8", "::1", "unix"]}, []),
        ({"CHECKS": ["tests.comments.test_system_checks.cached_check"]}, ["W043"]),
        ({"HOLD": "some"}, []),
    ],
)
def test_settings_that_cannot_be(configure, values, found):
    configure(**values)
    assert ids() == found


def test_a_shared_cache_is_enough(configure, settings):
    configure(CHECKS=["tests.comments.test_system_checks.cached_check"])
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}
    }
    assert ids() == []


def test_the_librarys_addresses(settings):
    settings.ROOT_URLCONF = "tests.comments.library_urls"
    assert ids() == ["W042"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("django_comments_xtd", "held"), ("their.comments", "not ours to look after")],
)
def test_another_system_is_left_alone_and_its_gaps_are_named(other_app, name, told):
    other_app(name)
    (message,) = check_comments(None)
    assert message.id == "wagtail_meetups.W041"
    assert told in message.msg and name in message.msg


class Unsaved(dict):
    """A comment before it is saved, as django-comments-xtd sends it: no row of a table."""

    def __getattr__(self, name):
        return self.get(name)

    def __setattr__(self, name, value):
        self[name] = value


@pytest.mark.parametrize("account", [False, True])
def test_the_guard_understands_the_comments_of_django_comments_xtd(
    event, index, other_app, rf, make_user, account
):
    """What it adds to one would be no field of the row that is made of it."""
    other_app("django_comments_xtd")
    request = rf.post("/comments/post/")
    request.user = make_user("nadia", first_name="Nadia") if account else None

    def post(page):
        comment = Unsaved(
            content_type=ContentType.objects.get_for_model(page),
            object_pk=str(page.pk),
            user_name="Claire",
            user_email="claire@example.org",
            user_url="",
            comment=WORDS,
            submit_date=timezone.now(),
            site_id=library.site_id(),
        )
        answers = library.comment_will_be_posted.send(
            sender=Unsaved, comment=comment, request=request
        )
        return comment, all(answer is not False for _receiver, answer in answers)

    comment, is_taken = post(event)
    assert is_taken
    library.comment_was_posted.send(sender=Unsaved, comment=comment, request=request)
    library.Comment(**comment).save()
    saved = library.Comment.objects.get()
    assert saved.user_name == ("Nadia" if account else "Claire")
    assert not VisitorComment.objects.exists()
    assert post(factories.get_home())[1]  # The host's own page.
    factories.run(event.unpublish)
    assert not post(event)[1]


def test_with_another_system_only_the_guard_is_ours(
    client, event, other_app, settings, host_client
):
    add_comments(event, 1)
    other_app("their.comments")
    html = client.get(event.url).content.decode()
    assert "Words number 0" not in html and "meetups-comments" not in html
    for path in ("comments/", "comments/atom/", "comments/1/"):
        assert client.get(event.url + path).status_code == 404

    settings.ROOT_URLCONF = "tests.comments.library_urls"
    typed = {"name": "Eve", "email": "eve@example.org", "comment": WORDS}

    def post(target):
        data = {**library.CommentForm(target).initial, **typed}
        return client.post("/library/post/", data).status_code

    home = factories.get_home()
    assert post(event) == 302
    assert library.Comment.objects.latest("pk").is_public  # As its own system has it.
    assert VisitorComment.objects.count() == 1
    assert (
        post(type(event).objects.get(pk=event.pk).page_ptr) == 400
        if hasattr(event, "page_ptr")
        else True
    )
    assert post(home) == 302  # The host's own page.
    factories.run(event.unpublish)
    assert post(event) == 400
