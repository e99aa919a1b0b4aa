"""What must be inside a PDF of ours for a screen reader, and for an archive: read object by object.

It is no certificate of conformity (that is veraPDF's work, which is not a package here): it looks at what most often
goes missing — tags, language, title, alternatives, letters, the profile of colours, the name of the standard.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

if TYPE_CHECKING:
    from collections.abc import Iterator

# The standard it says to be: name in the metadata, part, level.
UNIVERSAL = {"pdfuaid:part": "1"}
ARCHIVED = {"pdfaid:part": "3", "pdfaid:conformance": "A"}
# What a document that is only read has no use for, and an archive must not hold.
ACTIVE = ("/OpenAction", "/AA")


def flaws(content: bytes, *, standard: dict[str, str], language: str = "it") -> list[str]:
    """What is missing from the document; empty when all is there."""
    reader = PdfFileReader(BytesIO(content))
    checks = (_of_the_document, _of_the_metadata, _of_the_pages, _of_the_tags, _of_the_letters)
    found = [flaw for check in checks for flaw in check(reader, standard, language)]
    if standard is ARCHIVED and not _profiles(reader):
        found.append("no profile of colours")
    return found


def tags(content: bytes) -> list[str]:
    """The structure elements, in the order in which they are read: H1, P, Table, TR, TH…"""
    return [_name(_in(element, "/S")) for element in _elements(PdfFileReader(BytesIO(content)))]


def _of_the_document(reader: PdfFileReader, _standard: Any, language: str) -> Iterator[str]:
    root = reader.root
    if reader.encrypted:
        yield "encrypted"
    if str(_in(root, "/Lang", "")) != language:
        yield f"its language is {root.get('/Lang')!r}"
    if not _in(_in(root, "/MarkInfo", {}), "/Marked"):
        yield "not marked as tagged"
    if not _in(_in(root, "/ViewerPreferences", {}), "/DisplayDocTitle"):
        yield "a reader shows the name of the file instead of the title"
    yield from (f"it acts by itself: {each}" for each in ACTIVE if each in root)
    if "/JavaScript" in _in(root, "/Names", {}):
        yield "it has a script"


def _of_the_metadata(reader: PdfFileReader, standard: dict[str, str], _language: str) -> Iterator[str]:
    stream = _in(reader.root, "/Metadata")
    said = stream.data.decode("utf-8") if stream is not None else ""
    for name, wanted in standard.items():
        # An attribute or an element: both are XMP.
        if not re.search(rf"{name}(=\"|>){wanted}[\"<]", said):
            yield f"the metadata do not say {name} {wanted}"
    title = str(_in(reader.trailer["/Info"], "/Title", ""))
    if not title.strip():
        yield "no title"
    elif not re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]+</rdf:li>", said, re.DOTALL):
        yield "the metadata have no title"


def _of_the_pages(reader: PdfFileReader, _standard: Any, _language: str) -> Iterator[str]:
    for number, page in enumerate(_pages(reader.root["/Pages"]), 1):
        if "/StructParents" not in page:
            yield f"page {number} is outside the tags"
        if "/Annots" in page and _name(_in(page, "/Tabs")) != "S":
            yield f"page {number} is not walked in the order of its tags"


def _of_the_tags(reader: PdfFileReader, _standard: Any, _language: str) -> Iterator[str]:
    elements = list(_elements(reader))
    names = [_name(_in(element, "/S")) for element in elements]
    if names.count("H1") != 1:
        yield f"{names.count('H1')} first headings"
    if names.count("Table") and "TH" not in names:
        yield "a table without headings"
    yield from _skipped(names)
    is_scoped = any("/Scope" in _attributes(each) for each in elements if _name(_in(each, "/S")) == "TH")
    for element in elements:
        kind = _name(_in(element, "/S"))
        if kind == "Figure" and not str(_in(element, "/Alt", "")).strip():
            yield "a figure without words"
        # By its headings' names, or by what each of them heads: either will do (ISO 14289-1, 7.5).
        if kind == "TD" and not is_scoped and not _in(_attributes(element), "/Headers"):
            yield "a cell that does not say under which heading it stands"


def _skipped(names: list[str]) -> Iterator[str]:
    before = 0
    for name in names:
        if re.fullmatch(r"H[1-6]", name):
            if int(name[1]) > before + 1:
                yield f"{name} right after H{before}"
            before = int(name[1])


def _of_the_letters(reader: PdfFileReader, _standard: Any, _language: str) -> Iterator[str]:
    for page in _pages(reader.root["/Pages"]):
        for font in _in(_in(page, "/Resources", {}), "/Font", {}).values():
            held = font.get_object()
            name = _name(_in(held, "/BaseFont"))
            if "/ToUnicode" not in held:
                yield f"the letters of {name} cannot be read aloud"
            inner = held["/DescendantFonts"][0].get_object() if "/DescendantFonts" in held else held
            described = _in(inner, "/FontDescriptor", {})
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described):
                yield f"the letters of {name} are not inside"


def _profiles(reader: PdfFileReader) -> list[Any]:
    found = _in(reader.root, "/OutputIntents", [])
    return [each for each in found if "/DestOutputProfile" in each.get_object()]


def _pages(node: Any) -> Iterator[Any]:
    for kid in node["/Kids"]:
        held = kid.get_object()
        if "/Kids" in held:
            yield from _pages(held)
        else:
            yield held


def _elements(reader: PdfFileReader) -> Iterator[Any]:
    tree = _in(reader.root, "/StructTreeRoot")
    if tree is None:
        return
    waiting = _kids(tree)
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting = _kids(element) + waiting


def _kids(element: Any) -> list[Any]:
    kids = _in(element, "/K", [])
    kids = kids if isinstance(kids, generic.ArrayObject) else [kids]
    held = [kid.get_object() if hasattr(kid, "get_object") else kid for kid in kids]
    return [kid for kid in held if isinstance(kid, generic.DictionaryObject) and "/S" in kid]


def _attributes(element: Any) -> Any:
    held = _in(element, "/A", {})
    several = [each.get_object() for each in held] if isinstance(held, generic.ArrayObject) else [held]
    return {key: each[key] for each in several for key in each}


def _in(holder: Any, key: str, otherwise: Any = None) -> Any:
    """What `holder` has under `key`, followed to where it is."""
    # Not `get`, which gives the reference itself.
    return holder[key] if key in holder else otherwise  # noqa: SIM401


def _name(value: Any) -> str:
    return str(value or "").removeprefix("/")
