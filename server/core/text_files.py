"""The text of an untrusted DOCX or TXT file, for the texts about a meeting's people. Knows no person.

Automatic numbers of paragraphs are not text and cannot be worked out from the document alone; pictures are no text. A
remark says where the file has any.
"""

from dataclasses import dataclass
from xml.parsers import expat

from .errors import FieldError, InvalidDocument
from .message import Message
from .office_parts import ENCRYPTED, OLD_OFFICE, BadPackage, xml_parts
from .text_encoding import Undecodable, decode

ZIP = b"PK\3\4"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
"""The namespace of a document's elements, as expat puts it before their names."""
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main "
DOCUMENT = "word/document.xml"
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
NOT_SHOWN = frozenset(("Fallback", "del", "moveFrom", "tabs", "pPrChange", "rPrChange"))
"""A second form of something that was read already, deleted text, tab stops, and earlier properties."""
NOT_READ = {"numPr": "numbers", "drawing": "pictures", "pict": "pictures", "object": "pictures"}


@dataclass(frozen=True, slots=True)
class TextFile:
    """`remarks`: what was left out."""

    text: str
    remarks: tuple[Message, ...] = ()


def read_text_file(data: bytes) -> TextFile:
    """Raises InvalidDocument, which says what is wrong with the file and where."""
    if data.startswith(OLD_OFFICE):
        raise _unreadable("encrypted" if ENCRYPTED in data else "old_word")
    if data.startswith(ZIP):
        return _word_file(data)
    try:
        return TextFile(decode(data))
    except Undecodable as error:
        raise _unreadable(error.key, **error.values) from None


def _unreadable(key: str, **values: object) -> InvalidDocument:
    return InvalidDocument([FieldError("file", _message(key, **values))])


def _message(key: str, **values: object) -> Message:
    """A message of the catalogue's table `text_files`."""
    return Message("text_files", key, values)


def _word_file(data: bytes) -> TextFile:
    try:
        document = xml_parts(data).get(DOCUMENT)
    except BadPackage as error:
        raise _unreadable("large" if error.is_large else "broken") from None
    if document is None:
        raise _unreadable("not_word")
    reader = _DocumentReader()
    try:
        reader.parser.Parse(document, True)
    except (expat.ExpatError, ValueError) as error:  # ValueError: an unknown encoding
        raise _unreadable("broken_at", line=getattr(error, "lineno", 1)) from None
    return TextFile("".join(reader.pieces), tuple(_remark(kind) for kind in sorted(reader.not_read)))


def _remark(kind: str) -> Message:
    return _message("no_numbers" if kind == "numbers" else "no_pictures")


class _DocumentReader:
    """Reads the paragraphs one by one, without a tree of the whole document. `hidden` counts the elements around the
    place that are not shown."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.not_read: set[str] = set()
        self.hidden = 0
        self.in_text = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, name: str, _: dict[str, str]) -> None:
        tag = word_tag(name)
        if self.hidden or tag in NOT_SHOWN:
            self.hidden += 1
        elif tag in BREAKS:
            self.pieces.append(BREAKS[tag])
        elif tag in NOT_READ:
            self.not_read.add(NOT_READ[tag])
        self.in_text = tag == "t" and not self.hidden

    def _end(self, name: str) -> None:
        self.in_text = False
        if self.hidden:
            self.hidden -= 1
        elif word_tag(name) == "p":
            self.pieces.append("\n")

    def _text(self, text: str) -> None:
        if self.in_text:
            self.pieces.append(text)


def word_tag(name: str) -> str:
    """The local name of an element of Word, or of its markup for compatibility; empty for others."""
    space, _, tag = name.rpartition(" ")
    return tag if f"{space} " in (WORD, STRICT_WORD) or tag == "Fallback" else ""
