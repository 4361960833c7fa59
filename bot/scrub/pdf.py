"""PDF: what only tells about the document is left out, here and in the pictures inside it.

Source: ISO 32000-2, 14.3 (information dictionary, metadata streams), 14.5 (page-piece
dictionaries), 12.5 (annotations), 12.8 (signatures).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream

from bot.scrub import jpeg
from bot.scrub.report import NotSoundError, Report, cleaned_of, remains
from bot.scrub.tags import kinds_in_xmp
from casework.rules.metadata import Found, Outcome

MAGIC = b"%PDF-"
_INFO = {
    "/Author": Found.AUTHOR,
    "/Creator": Found.SOFTWARE,
    "/Producer": Found.SOFTWARE,
    "/CreationDate": Found.TIME,
    "/ModDate": Found.TIME,
    "/Title": Found.NOTES,
    "/Subject": Found.NOTES,
    "/Keywords": Found.NOTES,
    "/Trapped": None,
}
_OF_ANNOTATIONS = {
    "/T": Found.AUTHOR,
    "/M": Found.TIME,
    "/CreationDate": Found.TIME,
    "/NM": None,
}
_SIGNED = 1
_WIDGET = "/Widget"  # /T of a form's field is its name, without which the form breaks


def clean(data: bytes) -> Report:
    """Return the report on a PDF; one that needs a password, or is signed, is not changed."""
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            found = _kinds_in_info(pdf)
            steps: list[Callable[[Pdf], set[Found]]] = [_annotations, _metadata]
            for step in steps:
                found |= step(pdf)
            if _is_signed(pdf):
                return remains(found | {Found.AUTHOR})
            if _has_files(pdf):
                return remains(found | {Found.OTHER})
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
            return cleaned_of(found, out.getvalue())
    except (PdfError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise NotSoundError(type(error).__name__) from error


def _kinds_in_info(pdf: Pdf) -> set[Found]:
    info = pdf.trailer.get("/Info")
    if not isinstance(info, Dictionary):
        return set()
    filled = [key for key, value in info.items() if str(value).strip()]
    return {kind for key in filled if (kind := _INFO.get(key, Found.OTHER)) is not None}


def _is_signed(pdf: Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    flagged = isinstance(form, Dictionary) and bool(int(form.get("/SigFlags", 0)) & _SIGNED)
    return flagged or any("/ByteRange" in entry for entry in _dictionaries(pdf))


def _has_files(pdf: Pdf) -> bool:
    """Say whether there are files inside the file, wherever; what they tell is not looked at."""
    return any("/EF" in entry or "/EmbeddedFiles" in entry for entry in _dictionaries(pdf))


def _dictionaries(pdf: Pdf) -> Iterator[Object]:
    """Yield every dictionary, also those within others."""
    waiting = list(pdf.objects)
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, Dictionary | Stream):
            yield entry
        if not isinstance(entry, Array | Dictionary | Stream):
            continue
        within = list(entry) if isinstance(entry, Array) else [entry[key] for key in entry.keys()]  # noqa: SIM118  what iterates over a dictionary of a PDF is its keys only on paper
        waiting += [each for each in within if isinstance(each, Object) and not each.is_indirect]


def _annotations(pdf: Pdf) -> set[Found]:
    found = set[Found]()
    for page in pdf.pages:
        for note in _entries(page.obj.get("/Annots")):
            if note.get("/Subtype") == Name(_WIDGET):
                continue
            for key, kind in _OF_ANNOTATIONS.items():
                if key in note:
                    found |= {kind} if kind else set()
                    del note[key]
    return found


def _entries(value: Object | None) -> Iterator[Dictionary]:
    if isinstance(value, Array):
        yield from (entry for entry in value if isinstance(entry, Dictionary))


def _metadata(pdf: Pdf) -> set[Found]:
    """Take XMP, the notes of programs and the tags of pictures out of every object."""
    found = set[Found]()
    for entry in pdf.objects:
        if not isinstance(entry, (Dictionary, Stream)):
            continue
        if isinstance(packet := entry.get("/Metadata"), Stream):
            found |= kinds_in_xmp(packet.read_bytes())
            del entry["/Metadata"]
        if "/PieceInfo" in entry:
            found.add(Found.SOFTWARE)
            del entry["/PieceInfo"]
        if "/LastModified" in entry:
            found.add(Found.TIME)
            del entry["/LastModified"]
        if isinstance(entry, Stream):
            found |= _picture(pdf, entry)
    return found


def _picture(pdf: Pdf, stream: Stream) -> set[Found]:
    filters = stream.get("/Filter")
    names: list[Object | None] = list(filters) if isinstance(filters, Array) else [filters]
    if names[-1:] != [Name.DCTDecode]:
        return set()
    try:
        report = jpeg.clean(_unwrapped(pdf, stream, names[:-1]))
    except NotSoundError:
        return set()
    if report.outcome == Outcome.CLEANED and report.cleaned is not None:
        parameters = stream.get("/DecodeParms")
        if isinstance(parameters, Array):
            parameters = parameters[-1] if len(parameters) == len(names) else None
        # A reader of PDF does not turn pictures by their tags, so no orientation is lost.
        of_it = parameters if isinstance(parameters, Dictionary) else None
        stream.write(report.cleaned, filter=Name.DCTDecode, decode_parms=of_it)
    return set(report.found)


def _unwrapped(pdf: Pdf, stream: Stream, names: list[Object | None]) -> bytes:
    """Return a JPEG without the layers around it, as when it was written as text."""
    if not names:
        return stream.read_raw_bytes()
    outer = pdf.make_stream(stream.read_raw_bytes())
    outer.write(stream.read_raw_bytes(), filter=Array(names))
    return outer.read_bytes()
