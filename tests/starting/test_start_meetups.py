"""``start_meetups``: an index, a first evening in draft and their translations."""

from datetime import date, time
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Locale, Site

from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.models.registry import event_models, index_models
from wagtail_meetups.publishing import find_differences
from wagtail_meetups.starting import making

from .. import factories

TODAY = date(2026, 5, 12)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture
def words(monkeypatch):
    """Each of our words says in which language it was asked for."""
    monkeypatch.setattr(making, "_", lambda text: f"{text} [{get_language()}]")


def get_index(slug="canal", **filters):
    return index_models()[0].objects.get(slug=slug, **filters)


def get_event(index):
    return event_models()[0].objects.child_of(index).get()


def count_pages():
    return get_page_model().objects.count()


def refused(start, *args, **options):
    """Why the command fails; it must have made nothing."""
    pages, locales = count_pages(), Locale.objects.count()
    with pytest.raises(CommandError) as error:
        start(*args, **options)
    assert (count_pages(), Locale.objects.count()) == (pages, locales)
    assert error.value.returncode == 1
    return str(error.value)


def test_an_index_is_published_and_a_first_evening_is_a_draft(start, home, client):
    Site.objects.update(hostname="canal.example")
    told = start(community="Freelances of the canal", slug="canal")
    index = get_index()
    assert index.get_parent().specific == home
    assert (index.title, index.feed_name) == (("Freelances of the canal",) * 2)
    assert index.live and index.first_published_at and index.latest_revision
    assert client.get(index.url).status_code == 200

    event = get_event(index)
    assert (event.title, event.slug) == ("First evening", "first-evening")
    # The fourth Tuesday of the next month.
    assert event.start_date == date(2026, 6, 23)
    assert (event.start_time, event.end_time) == (time(19), time(22))
    assert event.timezone == timezone.get_default_timezone_name()
    assert not event.live and not event.first_published_at and event.latest_revision
    assert client.get(event.url).status_code == 404
    assert "BEGIN:VEVENT" not in client.get(f"{index.url}ical/").content.decode()
    assert find_differences() == []

    assert told.splitlines() == [
        f"Index:         {index.full_url}",
        f"Calendar:      {index.full_url}ical/",
        "First evening: 2026-06-23, a draft; edit and publish it at",
        f"               http://testserver/admin/pages/{event.pk}/edit/",
    ]


def test_the_evening_is_published_from_its_editor(start, admin, client):
    start(slug="canal", community="Canal")
    index = get_index()
    event = get_event(index)
    page = admin.get(f"/admin/pages/{event.pk}/edit/")
    assert page.status_code == 200
    assert "First evening" in page.content.decode()
    factories.publish(event)
    feed = client.get(f"{index.url}ical/").content.decode()
    assert "SUMMARY:First evening\r\n" in feed


@pytest.mark.parametrize("unset", [None, "", "http://example.com"])
def test_the_edit_link_is_the_sites_where_the_admin_has_no_address(
    start, settings, unset
):
    if unset is None:
        del settings.WAGTAILADMIN_BASE_URL
    else:
        settings.WAGTAILADMIN_BASE_URL = unset
    told = start(slug="canal", community="Canal")
    event = get_event(get_index())
    assert f" http://localhost/admin/pages/{event.pk}/edit/\n" in told


def test_a_site_without_a_hostname_of_its_own_is_told(start):
    told = start(slug="canal", community="Canal")
    assert "localhost reaches nobody's phone" in told
    site = Site.objects.get()
    site.hostname = "canal.example"
    factories.run(site.save)
    told = start(slug="other", community="Canal")
    assert "http://canal.example/other/" in told
    assert "localhost" not in told


def test_draft_publishes_nothing(start):
    told = start("--draft", slug="canal", community="Canal")
    index = get_index()
    assert not index.live and not index.first_published_at
    assert f"{index.full_url} (a draft)\n" in told


def test_dry_run_makes_nothing(start):
    before = count_pages()
    told = start("--dry-run", slug="canal", community="Canal", translate="fr")
    assert count_pages() == before
    assert not Locale.objects.filter(language_code="fr").exists()
    assert "Nothing is made." in told
    assert "Canal, http://localhost/canal/" in told
    assert "2026-06-23" in told
    assert "is not in fr yet" in told


def test_silent(start):
    assert start(slug="canal", community="Canal", verbosity=0) == ""
    assert get_index().live


def test_without_a_terminal_the_defaults_are_taken(start, settings):
    Site.objects.update(site_name="Les Mardis")
    start()
    assert start.questions == []
    index = get_index("les-mardis")
    assert index.title == "Les Mardis"
    # A site without a name of its own has the installation's.
    Site.objects.update(site_name="")
    settings.WAGTAIL_SITE_NAME = "Wednesdays"
    start("--noinput", answers=[])
    assert start.questions == []
    assert get_index("wednesdays").title == "Wednesdays"


def test_twice_changes_nothing(start):
    start(slug="canal", community="Canal")
    assert refused(start, slug="canal", community="Others") == (
        "There is an index at http://localhost/canal/ already. Nothing was changed."
    )
    # Nor is it asked again: there is nothing to do.
    refused(start, answers=["", "Canal", ""])
    assert get_index().title == "Canal"


def test_another_page_with_the_address_is_told(start, home):
    page = type(home)(title="The canal", slug="canal")
    home.add_child(instance=page)
    assert refused(start, slug="canal", community="Canal") == (
        "“The canal” has the address http://localhost/canal/ already. Choose another slug."
    )


def test_what_the_host_wants_more_is_told_and_all_is_taken_back(start, monkeypatch):
    def full_clean(self, *args, **kwargs):
        raise ValidationError({"region": ["This field cannot be blank."]})

    monkeypatch.setattr(index_models()[0], "full_clean", full_clean)
    why = refused(start, slug="canal", community="Canal", translate="fr")
    assert "(region: This field cannot be blank.)" in why
    assert "--draft" in why
    start("--draft", slug="canal", community="Canal")
    assert not get_index().live


class TestWhere:
    @pytest.fixture
    def parent(self, home):
        page = type(home)(title="Community", slug="community")
        home.add_child(instance=page)
        return page

    @pytest.mark.parametrize(
        "written",
        [
            "{0.pk}",
            " community ",
            "/community/",
            "/community",
            "community/",
            "{0.full_url}",
        ],
    )
    def test_the_parent_is_found(self, start, parent, written):
        start(parent=written.format(parent), slug="canal", community="Canal")
        assert get_index().get_parent().pk == parent.pk
        assert get_index().url == "/community/canal/"

    def test_a_home_page_has_the_address_of_its_site(self, start, home):
        other = factories.make_site("other.example", port=80)
        start(parent="http://other.example/", slug="canal", community="Canal")
        assert get_index().get_parent().pk == other.root_page_id
        # The path alone may be any site's.
        why = refused(start, parent="/", slug="other", community="Canal")
        assert f"{home.pk} (http://localhost/)" in why
        assert f"{other.root_page_id} (http://other.example/)" in why
        assert "Give the number." in why

    @pytest.mark.parametrize(
        ("written", "why"),
        [
            ("4711", "There is no page with the number 4711."),
            ("/nowhere/", "There is no page at “/nowhere/”."),
            ("http://elsewhere.example/", "There is no page at “http://elsewhere"),
            ("nowhere", "There is no page at “nowhere”."),
            ("", "There is no page at “”."),
            ("1", "is in no site"),
        ],
    )
    def test_a_parent_that_is_none_is_told(self, start, written, why):
        root = get_page_model().get_first_root_node()
        written = str(root.pk) if written == "1" else written
        assert why in refused(start, parent=written, slug="canal", community="Canal")

    def test_two_pages_with_the_slug_are_told(self, start, home, parent):
        other = type(home)(title="Another", slug="community")
        parent.add_child(instance=other)
        why = refused(start, parent="community", slug="canal", community="Canal")
        assert f"{other.pk} (http://localhost/community/community/)" in why
        start(parent="/community/community/", slug="canal", community="Canal")
        assert get_index().get_parent().pk == other.pk

    def test_a_home_page_that_forbids_it_names_the_entry(
        self, start, home, parent, monkeypatch
    ):
        label = index_models()[0]._meta.label
        monkeypatch.setattr(type(home), "_clean_subpage_models", [])
        why = f'Add "{label}" to the subpage_types of {type(home)._meta.label}'
        assert why in refused(start, slug="canal", community="Canal")
        # A question could not help.
        assert why in refused(start, answers=[])
        assert start.questions == []

    def test_an_index_type_that_forbids_it_names_the_entry(
        self, start, home, monkeypatch
    ):
        model = index_models()[0]
        monkeypatch.setattr(model, "_clean_parent_page_models", [])
        why = f'Add "{type(home)._meta.label}" to the parent_page_types of'
        assert why in refused(start, slug="canal", community="Canal")

    def test_an_index_type_that_is_used_up_is_told(self, start, monkeypatch):
        monkeypatch.setattr(index_models()[0], "max_count", 0)
        assert "(max_count)" in refused(start, slug="canal", community="Canal")

    def test_an_index_type_without_events_names_the_entry(self, start, monkeypatch):
        monkeypatch.setattr(index_models()[0], "_clean_subpage_models", [])
        why = f'Add "{event_models()[0]._meta.label}" to its subpage_types.'
        assert why in refused(start, slug="canal", community="Canal")

    def test_no_default_site(self, start, home):
        Site.objects.all().delete()
        assert "There is no default site." in refused(start)


class TestTranslations:
    def test_both_pages_are_made_in_the_other_language(
        self,
        start,
        words,
        client,
        french,
    ):
        told = start(slug="canal", community="Canal", translate="fr")
        index = get_index(locale__language_code="en")
        translated = get_index(locale=french)
        assert translated.translation_key == index.translation_key
        assert translated.live and not translated.alias_of
        assert translated.url == "/fr/canal/"
        assert client.get("/fr/canal/").status_code == 200
        event, soiree = get_event(index), get_event(translated)
        assert soiree.translation_key == event.translation_key
        assert (event.title, event.slug) == ("First evening [en]", "first-evening-en")
        assert (soiree.title, soiree.slug) == ("First evening [fr]", "first-evening-fr")
        draft = soiree.get_latest_revision_as_object()
        assert draft.title == soiree.draft_title == soiree.title
        assert draft.summary.endswith("[fr]")
        assert draft.start_date == event.start_date
        assert not soiree.live
        for page in (index, translated):
            assert f"{page.full_url}ical/\n" in told
        assert f"/admin/pages/{soiree.pk}/edit/\n" in told
        assert "not in fr yet" not in told
        assert "i18n_patterns" not in told

    def test_pages_above_are_mirrored_and_told(self, start, home):
        told = start(slug="canal", community="Canal", translate="fr")
        french_locale = Locale.objects.get(language_code="fr")
        mirror = home.get_translation(french_locale)
        assert mirror.alias_of_id == home.pk
        assert get_index(locale=french_locale).get_parent().pk == mirror.pk
        assert f"“{home.title}” is not in fr yet" in told
        # This world's addresses do not tell languages apart.
        assert "i18n_patterns" in told

    def test_with_draft_the_translation_is_one_too(self, start):
        start("--draft", slug="canal", community="Canal", translate=" fr, ")
        assert not get_index(locale__language_code="fr").live

    def test_the_index_may_be_below_the_translation_of_the_parent(
        self,
        start,
        words,
        french,
    ):
        start(slug="canal", community="Canal", language="fr")
        index = get_index()
        assert index.locale == french
        assert index.url == "/fr/canal/"
        assert get_event(index).title == "First evening [fr]"

    @pytest.mark.parametrize(
        ("options", "why"),
        [
            ({"language": "fr"}, "has no page in “fr”. Choose one of: en."),
            ({"translate": "de"}, "“de” is not in WAGTAIL_CONTENT_LANGUAGES: en, fr."),
            ({"translate": "fr,en"}, "“en” is the language of the index itself."),
        ],
    )
    def test_languages_that_cannot_be_are_told(self, start, options, why):
        assert why in refused(start, slug="canal", community="Canal", **options)

    def test_a_site_in_one_language(self, start, words, settings):
        settings.WAGTAIL_I18N_ENABLED = False
        for options in ({"language": "fr"}, {"translate": "fr"}):
            why = refused(start, slug="canal", community="Canal", **options)
            assert "WAGTAIL_I18N_ENABLED = True" in why
        # Its one locale need not say which language that is.
        settings.LANGUAGE_CODE = "fr"
        start(slug="canal", language="fr", answers=["", "Canal", "Europe/Paris"])
        assert get_event(get_index()).title == "First evening [fr]"


class TestQuestions:
    def test_only_what_no_option_tells_is_asked(self, start, home):
        start(answers=["", "Canal", "", "", ""])
        where, name, slug, zone, languages = start.questions
        assert where.startswith("Below which page?")
        assert where.endswith(f"[{home.pk}] ")
        assert name.endswith("called? [Tests] ")
        assert slug.endswith("after http://localhost/? [canal] ")
        assert zone.endswith(f"[{timezone.get_default_timezone_name()}] ")
        assert "of fr?" in languages
        assert get_index().title == "Canal"
        start(
            parent=str(home.pk),
            community="Walks",
            slug="walks",
            translate="",
            answers=["Asia/Kathmandu"],
        )
        assert len(start.questions) == 1
        assert get_event(get_index("walks")).timezone == "Asia/Kathmandu"

    def test_a_bad_answer_is_told_and_asked_again(self, start, home):
        Site.objects.update(site_name="")
        page = type(home)(title="Taken", slug="taken")
        home.add_child(instance=page)
        start(
            community=None,
            answers=[
                *("4711", "/"),
                *("x" * 101, "  Freelances  of the canal "),
                *("Not this!", "taken", "canal"),
                *("Europe/Pariss", "Europe/Paris"),
                *("de", "fr,xx", "fr"),
            ],
        )
        assert [line.partition(":")[0] for line in start.told] == [
            "There is no page with the number 4711.",
            "Give a name of at most 100 characters.",
            "“Not this!” cannot be part of an address. Use small letters, digits and "
            "hyphens, such as “meetups”.",
            "“Taken” has the address http",
            "“Europe/Pariss” is not a time zone. Choose one such as Europe/Paris.",
            "“de” is not in WAGTAIL_CONTENT_LANGUAGES",
            "“xx” is not in WAGTAIL_CONTENT_LANGUAGES",
        ]
        index = get_index(locale__language_code="en")
        assert index.title == "Freelances of the canal"
        assert get_index(locale__language_code="fr")

    def test_a_name_is_needed(self, start, settings):
        Site.objects.update(site_name="")
        settings.WAGTAIL_SITE_NAME = ""
        assert refused(start) == "Give the community a name."
        start(slug="canal", translate="", answers=["", "", "Canal", ""])
        assert start.told == ["Give the community a name."]

    def test_an_end_of_input_makes_nothing(self, start):
        assert refused(start, answers=["", "Canal"]) == "Stopped. Nothing was made."

    def test_the_language_is_asked_where_there_is_a_choice(
        self,
        start,
        french,
    ):
        start(answers=["", "de", "fr", "Canal", "", "", ""])
        assert "“de”" in start.told[0]
        assert get_index().locale == french
        assert "of en?" in start.questions[-1]

    def test_the_type_is_asked_where_there_are_several(self, start, monkeypatch):
        model = index_models()[0]

        garden = SimpleNamespace(
            _meta=SimpleNamespace(label="gardens.Garden", label_lower="gardens.garden"),
            can_create_at=lambda parent: True,
            get_verbose_name=lambda: "Garden",
        )
        monkeypatch.setattr(
            "wagtail_meetups.starting.choices.index_models", lambda: (garden, model)
        )
        assert "gardens.Garden, " in refused(start, slug="canal", community="Canal")
        start(
            slug="canal",
            community="Canal",
            translate="",
            answers=["", "3", "2", "Europe/Paris"],
        )
        assert "1 Garden (gardens.Garden)" in start.questions[1]
        assert type(get_index()) is model
        start(slug="two", community="Canal", index_type=model._meta.label_lower)
        assert get_index("two")
