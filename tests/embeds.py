"""What the providers of the tests answer: no test asks the network for an embed."""

from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.base import EmbedFinder

__all__ = ["ANSWERS", "FRAME", "POST", "PLAYER", "UNKNOWN", "VIDEO"]

VIDEO = "https://video.example/watch"
PLAYER = "https://sound.example/track"
POST = "https://social.example/post"
UNKNOWN = "https://nobody.example/"

FRAME = "https://video.example/embed/1"

# As YouTube, SoundCloud and Mastodon answer, with what a strict policy forbids.
ANSWERS = {
    VIDEO: {
        "type": "video",
        "title": "An evening in five minutes",
        "author_name": "Ilse Maron",
        "provider_name": "Video",
        "thumbnail_url": "https://video.example/1.jpg",
        "width": 200,
        "height": 113,
        "html": f'<iframe width="200" height="113" src="{FRAME}" frameborder="0" '
        'style="border: 1px" onload="alert(1)" allow="autoplay" '
        'title="of the provider" allowfullscreen></iframe>',
    },
    PLAYER: {
        "type": "rich",
        "title": "The song we sang",
        "provider_name": "Sound",
        "width": "100%",
        "height": 166,
        "html": '<div style="margin: 0"><iframe width="100%" height="166" '
        'src="//sound.example/player"></iframe></div><script>alert(2)</script>',
    },
    POST: {
        "type": "rich",
        "title": "",
        "author_name": "Nadia",
        "provider_name": "Social",
        "thumbnail_url": "https://social.example/1.jpg",
        "width": 400,
        "height": None,
        "html": '<blockquote style="color: red">Come!</blockquote>'
        '<script async src="https://social.example/widgets.js"></script>',
    },
}


class StaticFinder(EmbedFinder):
    """Answers from ``ANSWERS``, and knows nothing else."""

    def accept(self, url):
        return True

    def find_embed(self, url, max_width=None, max_height=None):
        if url not in ANSWERS:
            raise EmbedNotFoundException
        return dict(ANSWERS[url])


embed_finder_class = StaticFinder
