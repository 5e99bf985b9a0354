"""Pages speak their own language, whatever language the request came in."""

from django.conf import settings
from django.template.response import SimpleTemplateResponse
from django.utils.translation import get_language, override

__all__ = ["localize_response", "page_language"]


def page_language(page) -> str:
    """The language to render a page in.

    Wagtail activates none when it serves a page: that is left to ``i18n_patterns``. On a
    site without translated pages every page has the same locale, which may say nothing
    about its language, so the active language stays.
    """
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False) and page.locale_id:
        return page.locale.language_code
    return get_language() or settings.LANGUAGE_CODE


class _LocalizedTemplate:
    """The template of a response, rendered in ``language`` whatever is active by then."""

    def __init__(self, response, language: str):
        self.names = response.template_name
        self.resolve = response.resolve_template
        self.language = language

    def render(self, context, request=None):
        with override(self.language):
            return self.resolve(self.names).render(context, request)


def localize_response(response, language: str):
    """Have a response speak ``language``, late as a template response is rendered.

    The response stays the host's own, whatever its class, headers and cookies.
    """
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.template_name = _LocalizedTemplate(response, language)
    # Else LocaleMiddleware would name the language of the request.
    response.headers["Content-Language"] = language
    return response
