"""The Content-Security-Policy of this site. Django 6 brings a middleware; we run on 5.2 too.

Public pages get the strict policy: nothing of ours is written into the page as a script
or a style. Wagtail's admin writes both (`<script>new ImageChooser(...)</script>` beside a
field, `<style>` for its text editor): under the strict policy its choosers and date
pickers do not open. So the admin is held to all but that, and the strict policy is sent
for report only, where browsers show what breaks it (tests/browser/test_csp.py reads it).
"""

from django.urls import reverse

__all__ = ["ADMIN", "STRICT", "csp_middleware"]

DIRECTIVES = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    # Videos and the like, where an editor puts some into a page.
    "frame-src": "'self' https:",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
}
WAGTAILS_OWN = {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    # A picture that was chosen and is not uploaded yet.
    "img-src": "'self' data: blob:",
}


def _header(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


STRICT = _header(DIRECTIVES)
ADMIN = _header(DIRECTIVES | WAGTAILS_OWN)


def csp_middleware(get_response):
    """Send the policy with every answer, whatever gave it."""

    def middleware(request):
        response = get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")):
            response.headers["Content-Security-Policy"] = ADMIN
            response.headers["Content-Security-Policy-Report-Only"] = STRICT
        else:
            response.headers["Content-Security-Policy"] = STRICT
        return response

    return middleware
