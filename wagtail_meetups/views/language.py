"""Pages speak their own language, whatever language the request came in."""

from django.conf import settings
from django.template.response import TemplateResponse
from django.utils.translation import get_language, override

__all__ = ["LocalizedTemplateResponse", "page_language"]


def page_language(page) -> str:
    """The language to render a page in.

    Wagtail activates none when it serves a page: that is left to ``i18n_patterns``. On a
    site without translated pages every page has the same locale, which may say nothing
    about its language, so the active language stays.
    """
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False) and page.locale_id:
        return page.locale.language_code
    return get_language() or settings.LANGUAGE_CODE


class LocalizedTemplateResponse(TemplateResponse):
    """A template response that is rendered in ``language``, late as it is."""

    def __init__(self, *args, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.language = language
        # Else LocaleMiddleware would name the language of the request.
        self.headers["Content-Language"] = language

    @property
    def rendered_content(self):
        with override(self.language):
            return super().rendered_content
