"""Atom feeds (RFC 4287) of texts as people wrote and machines read them."""

from __future__ import annotations

import re
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

# All but the characters of XML 1.0, 2.2.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class PlainAtom(Atom1Feed):
    """A space stands for each character that XML cannot hold: no text brings a feed down."""

    def write(self, outfile: Any, encoding: str) -> None:
        handler = _Writer(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.startElement("feed", self.root_attributes())  # type: ignore[arg-type]  # as in Django: it takes a dict
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")


class _Writer(SimplerXMLGenerator):
    def characters(self, content: str) -> None:
        super().characters(_NOT_IN_XML.sub(" ", content))
