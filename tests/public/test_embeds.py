"""What providers answer is shown as one frame or as a link; scripts and styles never are."""

import pytest
from wagtail.embeds.models import Embed

from wagtail_meetups.models.blocks import body_blocks

from .. import embeds, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(client, get, index):
    """The page of a recap with this in its body, and its HTML."""

    def show(*body):
        recap = factories.make_recap(index, body=list(body))
        return get(recap.url), client.get(recap.url).content.decode()

    return show


def in_text(url):
    return ("text", f'<p>Look:</p><embed embedtype="media" url="{url}"/><p>Nice.</p>')


def in_block(url):
    return ("embed", url)


@pytest.fixture(params=[in_block, in_text], ids=["block", "rich-text"])
def put(request):
    return request.param


def test_of_a_video_only_the_frame_is_kept(show, put):
    page, html = show(put(embeds.VIDEO))
    ((frame, _text),) = page.find("iframe")
    assert frame == {
        "src": embeds.FRAME,
        "title": "An evening in five minutes",
        "width": "200",
        "height": "113",
        "loading": "lazy",
        "referrerpolicy": "strict-origin-when-cross-origin",
        "allowfullscreen": None,
    }
    assert page.find("div", **{"class": "meetups-embed meetups-embed-wide"})
    # Paper shows no film: there it is a link.
    assert page.links["An evening in five minutes"] == embeds.VIDEO
    assert "padding-bottom" not in html


def test_what_stands_around_a_frame_is_left_out(show, put):
    page, html = show(put(embeds.PLAYER))
    ((frame, _text),) = page.find("iframe")
    assert frame["src"] == "https://sound.example/player"
    assert (frame.get("width"), frame["height"]) == (None, "166")
    assert "allowfullscreen" not in frame
    assert page.find("div", **{"class": "meetups-embed meetups-embed-strip"})
    assert "alert(2)" not in html


def test_without_a_frame_it_is_a_link(show, put):
    page, html = show(put(embeds.POST))
    assert not page.find("iframe")
    assert page.links["Social"] == embeds.POST
    assert not page.find("img")  # Readers ask the provider for nothing.
    assert "by Nadia" in page.text
    assert "widgets.js" not in html
    assert "Come!" not in html


def test_what_no_provider_knows_is_a_bare_link(show, put):
    page, _html = show(put(embeds.UNKNOWN))
    assert page.links[embeds.UNKNOWN] == embeds.UNKNOWN


def test_an_address_that_is_none_is_no_link(show):
    page, html = show(in_text("javascript:alert(3)"))
    assert "alert(3)" not in html
    assert "Look: Nice." in page.text or "Look:Nice." in page.text


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="http://video.example/1"></iframe>',
        '<iframe src="javascript:alert(1)"></iframe>',
        '<iframe src="/1"></iframe>',
        '<iframe src="https:///1"></iframe>',
        '<iframe src="https://[1"></iframe>',
        '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
        '<iframe src="https://a.example/"></iframe><iframe src="https://b.example/">',
        '<script>"<iframe src=https://a.example/>"</script>',
        "<iframe",
        "",
    ],
)
def test_a_frame_must_be_one_and_of_the_web(show, monkeypatch, html):
    monkeypatch.setitem(embeds.ANSWERS[embeds.VIDEO], "html", html)
    page, text = show(in_block(embeds.VIDEO))
    assert not page.find("iframe")
    assert page.links["An evening in five minutes"] == embeds.VIDEO
    assert "alert(1)" not in text


def test_no_text_of_a_provider_is_taken_for_html(show, put, monkeypatch):
    evil = '"><script>alert(4)</script>'
    for name in ("title", "author_name", "provider_name"):
        monkeypatch.setitem(embeds.ANSWERS[embeds.VIDEO], name, evil)
    page, html = show(put(embeds.VIDEO))
    assert page.find("iframe")[0][0]["title"] == evil
    assert "<script>alert(4)" not in html


@pytest.mark.parametrize(
    ("width", "height", "shape"),
    [
        (560, 315, "wide"),
        (480, 360, "classic"),
        (500, 500, "square"),
        (315, 560, "tall"),
        (400, 2000, "tall"),
        (1000, 300, "strip"),
        (None, None, "wide"),
        (None, 80, "strip"),
    ],
)
def test_the_shape_of_a_frame(show, monkeypatch, width, height, shape):
    answer = {
        "html": '<iframe src="https://video.example/1"></iframe>',
        "width": width,
        "height": height,
    }
    for name, value in answer.items():
        monkeypatch.setitem(embeds.ANSWERS[embeds.VIDEO], name, value)
    page, _html = show(in_block(embeds.VIDEO))
    assert page.find("div", **{"class": f"meetups-embed meetups-embed-{shape}"})


def test_an_answer_is_asked_for_once(show):
    show(in_block(embeds.VIDEO), in_text(embeds.VIDEO))
    assert Embed.objects.count() == 1


def test_the_introduction_of_an_index_shows_embeds_as_safely(get, index):
    kind, source = in_text(embeds.VIDEO)
    factories.publish(index, introduction=source)
    page = get("/meetups/")
    assert page.find("iframe")[0][0]["src"] == embeds.FRAME


def test_other_things_in_rich_text_are_shown_as_wagtail_shows_them(show, index):
    picture = factories.make_image(title="A table")
    page, _html = show(
        (
            "text",
            f'<p><a linktype="page" id="{index.pk}">Us</a></p>'
            f'<embed embedtype="image" id="{picture.pk}" format="left" alt="A table"/>',
        )
    )
    assert page.links["Us"] == index.url
    assert page.find("img")[0][0]["alt"] == "A table"
    assert page.find("img")[0][0]["class"] == "richtext-image left"


def test_rich_text_in_a_body_offers_no_embed():
    block = dict(body_blocks())["text"]
    features = block.field.widget.features
    assert "embed" not in features
    assert {"bold", "link", "image"} <= set(features)


def test_a_sites_own_choice_of_features_is_kept(settings):
    settings.WAGTAILADMIN_RICH_TEXT_EDITORS = {
        "default": {
            "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
            "OPTIONS": {"features": ["bold", "embed", "hr"]},
        }
    }
    block = dict(body_blocks())["text"]
    assert block.field.widget.features == ["bold", "hr"]
