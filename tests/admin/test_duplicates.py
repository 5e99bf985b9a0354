"""Duplicates are offered, compared and merged, by those who may."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail_meetups.admin.consent.access import PRIVATE
from wagtail_meetups.admin.duplicates import find_duplicates
from wagtail_meetups.consent.forgetting import forget
from wagtail_meetups.models import Attendee

from .. import factories

pytestmark = pytest.mark.django_db
MERGING = ("change_attendee", "delete_attendee", "change_attendance")
LIST = "wagtailsnippets_wagtail_meetups_attendee:list"


def duplicates():
    return reverse("wagtail_meetups_duplicates")


def merging(kept, gone):
    return reverse("wagtail_meetups_merge", args=[kept.pk, gone.pk])


def merging_with(kept):
    return reverse("wagtail_meetups_merge_with", args=[kept.pk])


def person(first_name, last_name="", trade="", email=""):
    return factories.make_attendee(
        first_name=first_name, last_name=last_name, trade=trade, email=email
    )


@pytest.mark.parametrize(
    ("one", "other", "by_mail", "found"),
    [
        (("Zoé", "Roux", "Baker"), ("ZOE", "roux", "baker"), False, True),
        (("Zoé Roux", "", "Baker"), ("Zoé", "Roux", "Baker"), False, True),
        (("Zoé", "Roux", ""), ("Zoé", "Roux", ""), False, True),
        (("Zoé", "", "Baker"), ("Zoé", "", "baker"), False, True),
        (("Zoé", "", ""), ("Zoé", "", ""), False, False),
        (("Zoé", "Roux", "Baker"), ("Zoé", "Roux", "Florist"), False, False),
        (
            ("Zoé", "", "", "Z@example.com"),
            ("Zed", "", "", "z@EXAMPLE.com"),
            True,
            True,
        ),
        (
            ("Zoé", "", "", "z@example.com"),
            ("Zed", "", "", "z@example.com"),
            False,
            False,
        ),
        (("Zoé", "", "", ""), ("Zed", "", "", ""), True, False),
    ],
)
def test_what_looks_like_one_person(one, other, by_mail, found):
    pair = person(*one), person(*other)
    pairs = [(pair.first, pair.second) for pair in find_duplicates(by_mail=by_mail)]
    assert pairs == ([(pair[0].pk, pair[1].pk)] if found else [])


def test_pairs_are_listed_at_one_cost(log_in):
    client = log_in(*MERGING)

    def cost():
        client.get(duplicates())
        with CaptureQueriesContext(connection) as queries:
            response = client.get(duplicates())
        return len(queries), response

    person("Zoé", "Roux"), person("Zoé", "Roux")
    few, response = cost()
    assert "same name and trade" in response.content.decode()
    for number in range(110):
        person(f"Ada{number}", "Roux"), person(f"Ada{number}", "Roux")
    many, response = cost()
    assert many == few
    assert len(response.context["pairs"]) == 100 and response.context["more"] == 11


def test_the_list_of_people_leads_there(log_in):
    html = log_in("view_attendee").get(reverse(LIST)).content.decode()
    assert duplicates() not in html
    html = log_in(*MERGING).get(reverse(LIST)).content.decode()
    assert duplicates() in html


@pytest.mark.parametrize("missing", [*MERGING, None])
def test_who_may_merge(log_in, missing):
    kept, gone = person("Zoé", "Roux"), person("Zoé", "Roux")
    client = log_in(*(name for name in MERGING if name != missing))
    for url in (duplicates(), merging(kept, gone), merging_with(kept)):
        assert client.get(url).status_code == (200 if missing is None else 302)
    # Looking changes nothing.
    assert Attendee.objects.count() == 2
    client.post(merging(kept, gone))
    assert Attendee.objects.count() == (1 if missing is None else 2)


def test_a_visitor_is_sent_to_log_in(client):
    kept, gone = person("Zoé", "Roux"), person("Zoé", "Roux")
    for url in (duplicates(), merging(kept, gone), merging_with(kept)):
        assert "/login/" in client.post(url).url
    assert Attendee.objects.count() == 2


def test_what_is_private_is_compared_only_by_those_who_may_read_it(log_in):
    kept = factories.make_attendee(email="kept@example.com", notes="Vegan")
    gone = factories.make_attendee(
        first_name="Nadja", email="gone@example.com", notes="Sings"
    )
    third = factories.make_attendee(first_name="Third", email="KEPT@example.com")
    client = log_in(*MERGING)
    for url in (duplicates(), merging(kept, gone)):
        html = client.get(url).content.decode()
        for private in ("@example.com", "Vegan", "Sings", "same e-mail", "Third"):
            assert private not in html
    html = client.get(merging_with(kept), {"q": "gone@example.com"}).content.decode()
    assert "Nadja" not in html
    # Sent all the same, it is not theirs to choose.
    client.post(merging(kept, gone), {"email": "gone", "first_name": "gone"})
    kept.refresh_from_db()
    assert (kept.first_name, kept.email) == ("Nadja", "kept@example.com")
    trusted = log_in(*MERGING, PRIVATE)
    assert "same e-mail" in trusted.get(duplicates()).content.decode()
    html = trusted.get(merging(kept, third)).content.decode()
    assert "KEPT@example.com" in html and 'name="email"' in html


def test_accounts_are_shown_to_those_who_keep_them(log_in, editor):
    kept, gone = person("Zoé", "Roux"), person("Zoé", "Roux")
    Attendee.objects.filter(pk=gone.pk).update(user=editor)
    client = log_in(*MERGING)
    assert "claire" not in client.get(merging(kept, gone)).content.decode()
    client.user.user_permissions.add(
        Permission.objects.get(codename=f"change_{type(editor)._meta.model_name}")
    )
    assert "claire" in client.get(merging(kept, gone)).content.decode()
    client.post(merging(kept, gone))
    kept.refresh_from_db()
    assert kept.user == editor


def test_what_will_be_shown_is_told_before(log_in):
    kept, gone = person("Zoé", "Roux"), person("Zoé", "Roux")
    factories.agree(gone, "first_name", "last_name")
    factories.agree(kept, "last_name", agreed=False)
    html = log_in(*MERGING).get(merging(kept, gone)).content.decode()
    assert "On event pages, as host or speaker: first name</li>" in html
    assert "In recaps: nothing</li>" in html


def test_two_photos_are_seen_and_not_only_called(log_in):
    kept = factories.make_attendee(photo=factories.make_image())
    gone = factories.make_attendee(photo=factories.make_image())
    html = log_in(*MERGING).get(merging(kept, gone)).content.decode()
    for one in (kept, gone):
        assert f'src="{one.photo.get_rendition("max-120x120").url}"' in html


def test_who_has_gone_is_not_found(log_in):
    kept, gone = person("Zoé", "Roux"), person("Zoé", "Roux")
    url = merging(kept, gone)
    gone.delete()
    client = log_in(*MERGING)
    assert client.get(url).status_code == client.post(url).status_code == 404
    assert client.get(merging(kept, kept)).status_code == 404


def test_who_does_not_look_alike_is_found_from_the_page_of_one(log_in):
    kept = person("Zoé", "Roux", "Baker")
    gone = person("Zo", "Martin", "Florist")
    person("Omar", "Haddad")
    edit = reverse("wagtailsnippets_wagtail_meetups_attendee:edit", args=[kept.pk])
    html = log_in("change_attendee").get(edit).content.decode()
    assert merging_with(kept) not in html
    client = log_in(*MERGING)
    assert merging_with(kept) in client.get(edit).content.decode()
    html = client.get(merging_with(kept), {"q": "martin"}).content.decode()
    assert "Florist" in html and "Omar" not in html
    compare = f"{merging(kept, gone)}?next={edit}"
    assert compare in html
    # And back, where it is somebody else after all.
    html = client.get(compare).content.decode()
    assert f'href="{edit}"' in html
    assert f"{merging(gone, kept)}?next=" in html
    assert client.post(compare).url == edit
    assert set(Attendee.objects.values_list("first_name", flat=True)) == {"Zoé", "Omar"}


def test_similar_names_are_offered_before_one_types(log_in):
    kept = person("Zoé", "Roux", "Baker")
    others = [person("ZOE", "Martin"), person("Anna", "Roux"), person("Omar")]
    forget(person("Zoé", "Gone"))
    response = log_in(*MERGING).get(merging_with(kept))
    found = [one.pk for one in response.context["found"]]
    assert sorted(found) == [one.pk for one in others[:2]]


def test_looking_for_the_other_entry_has_one_cost(log_in):
    kept = person("Zoé", "Roux")
    client = log_in(*MERGING)

    def cost():
        client.get(merging_with(kept))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(merging_with(kept))
        return len(queries), response.context

    few, _context = cost()
    for number in range(50):
        person("Zoé", f"Roux{number}")
    many, context = cost()
    assert many == few
    assert len(context["found"]) == 30 and context["more"]


def test_who_was_forgotten_is_merged_with_nobody(log_in):
    kept, gone = person("Zoé", "Roux"), person("Zoé", "Roux")
    forget(gone)
    client = log_in(*MERGING)
    for url in (merging(kept, gone), merging(gone, kept)):
        assert client.get(url).status_code == client.post(url).status_code == 404
    assert client.get(merging_with(gone)).status_code == 404
    assert Attendee.objects.count() == 2
