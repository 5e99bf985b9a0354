"""After a site changes, list, feed and links are right."""

from wagtail.models import Site

from wagtail_meetups.publishing import find_differences

from .. import factories
from .reading import assert_shows, entry_of, listed


def test_hostname_and_port(index, event):
    site = Site.objects.get()
    site.hostname = "cafe.example"
    factories.run(site.save)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url == "http://cafe.example/meetups/evening/"

    site.port = 443
    factories.run(site.save)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url == "https://cafe.example/meetups/evening/"


def test_root_page(index, event):
    site = Site.objects.get()
    home = site.root_page
    site.root_page = index
    factories.run(site.save)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url.endswith("localhost/evening/")
    site.root_page = home
    factories.run(site.save)
    assert_shows(index, "Evening")


def test_a_site_inside_another_comes_and_goes(index, event):
    inner = factories.run(
        Site.objects.create, hostname="evenings.example", root_page_id=index.pk
    )
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url == "http://evenings.example/evening/"

    other = factories.make_index(title="Walks")
    inner.root_page_id = other.pk
    factories.run(inner.save)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url == "http://localhost/meetups/evening/"

    inner.root_page_id = index.pk
    factories.run(inner.save)
    factories.run(inner.delete)
    assert_shows(index, "Evening")
    assert listed(index)[0].full_url == "http://localhost/meetups/evening/"


def test_a_site_goes_with_its_root_page(index, event):
    site = factories.make_site()
    other = factories.make_index(site.root_page)
    factories.make_event(other, title="Other")
    factories.run(site.root_page.specific.delete)
    assert not Site.objects.filter(pk=site.pk).exists()
    assert_shows(index, "Evening")


def test_no_site_is_left(index, event):
    factories.run(Site.objects.get().delete)
    assert listed(index) == []
    assert find_differences() == []
    assert "URL" not in entry_of(event).text


def test_two_sites_are_apart(index, event):
    site = factories.make_site()
    other = factories.make_index(site.root_page)
    factories.make_event(other, title="Other")
    assert_shows(index, "Evening")
    assert_shows(other, "Other")
    assert listed(other)[0].full_url.startswith("http://other.example/")
