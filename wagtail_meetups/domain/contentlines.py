"""Content lines (RFC 5545 section 3.1): texts made fit for them, escaped and folded.

Ours, so that the bytes follow from the values and this package alone. ``icalendar``
quotes parameters and folds in another way in each of its versions, turns a backslash
before a capital N into a new line, which ``C:\\New`` does not survive, and looks at every
character to fold, which was half the time of a calendar.
"""

import re
from urllib.parse import quote

__all__ = ["content_line", "escape", "one_line", "plain", "uri"]

LINE_OCTETS = 75
# TEXT may hold no control character but HTAB (RFC 5545 3.3.11); lone surrogates cannot
# be encoded.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")
_QUOTED = re.compile("[:;,]")
# What RFC 3986 gives a meaning, and what is quoted already.
_URI_SAFE = "%/:?#[]@!$&'()*+,;=~"


def plain(text: str) -> str:
    """Return ``text`` with line ends as ``\\n`` and what no calendar may hold removed."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """Return ``text`` as ``plain`` does, with each run of white space as one space."""
    return " ".join(plain(text).split())


def uri(address: str) -> str:
    """Return ``address`` without white space, and in ASCII, as RFC 3986 asks."""
    address = "".join(plain(address).split())
    return address if address.isascii() else quote(address, safe=_URI_SAFE)


def escape(text: str) -> str:
    """Return ``plain`` text as a TEXT value (RFC 5545 3.3.11)."""
    return (
        text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\n", "\\n")
    )


def _fold(line: str) -> str:
    octets = line.encode()
    if len(octets) <= LINE_OCTETS:
        return f"{line}\r\n"
    pieces = []
    start, end = 0, LINE_OCTETS
    while end < len(octets):
        # Not inside a character, nor between a backslash and what it escapes: the RFC
        # allows both, but not every reader puts them together again.
        while octets[end] & 0b1100_0000 == 0b1000_0000:
            end -= 1
        piece = octets[start:end]
        end -= (len(piece) - len(piece.rstrip(b"\\"))) % 2
        pieces.append(octets[start:end])
        # The space that marks the rest is one octet of it.
        start, end = end, end + LINE_OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode() + "\r\n"


def _parameter(name: str, value: str) -> str:
    # No double quote may stand in a parameter, so RFC 6868 has one for it.
    value = value.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f';{name}="{value}"' if _QUOTED.search(value) else f";{name}={value}"


def content_line(name: str, value: str, **parameters: str) -> str:
    """Return one content line, folded, with its CRLF.

    ``value`` is finished: escaped where it is TEXT. Parameters are ``one_line`` texts.
    """
    name += "".join(_parameter(*parameter) for parameter in parameters.items())
    return _fold(f"{name}:{value}")
