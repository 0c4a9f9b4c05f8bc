"""Builds the files that tests read: Word files, web pages, and PDF files drawn glyph by glyph or printed."""

import html
import io
import re
import shutil
import subprocess
import zlib

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

CHROMIUM = shutil.which("chromium")


def docx_of(lines):
    """A Word file with a paragraph for each line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word(xml):
    """An element of a Word file from its XML (prefix ``w``)."""
    return parse_xml(re.sub(r"^<[\w:]+", lambda tag: f"{tag[0]} {nsdecls('w')}", xml))


def html_of(lines, style=""):
    """A web page with a paragraph for each line."""
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    head = f'<meta charset="utf-8"><title>网页</title><style>{style}</style>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def printed(page, folder):
    """The PDF that a browser prints of the web page ``page``."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_bytes(page)
    target.unlink(missing_ok=True)
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
    subprocess.run([CHROMIUM, *options, source.as_uri()], capture_output=True, timeout=120, check=True)
    return target.read_bytes()


def line(text, x, y, size=16, matrix=(1, 0, 0, 1)):
    """Drawing instructions for ``text`` with its left end at ``x``, baseline at ``y`` points above the page's foot."""
    codes = "".join(f"{ord(c):04x}" for c in text)
    turn = " ".join(str(n) for n in matrix)
    return f"BT /F {size} Tf {turn} {x} {y} Tm <{codes}> Tj ET\n"


def pdf_of(*pages, width=595, height=842, forms=()):
    """A PDF whose pages are drawn by the given instructions, in a font that names each character.

    Every glyph is as wide as the type is high. ``forms`` are instructions that a page or
    a later form can draw as ``/X0 Do``, ``/X1 Do`` …
    """
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"1 beginbfrange <0000> <ffff> <0000> endbfrange\nendcmap end end"
    )
    first_page = 6 + len(forms)
    xobjects = " ".join(f"/X{n} {6 + n} 0 R" for n in range(len(forms)))
    resources = f"/Resources << /Font << /F 3 0 R >> /XObject << {xobjects} >> >>"
    kids = " ".join(f"{first_page + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] /MediaBox [0 0 {width} {height}] {resources} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 -120 1000 880]"
        b" /Ascent 880 /Descent -120 /ItalicAngle 0 /CapHeight 700 /StemV 80 >> >>",
        _stream(to_unicode),
    ]
    objects += [_stream(form.encode(), f"/Type /XObject /Subtype /Form /BBox [0 0 {width} {height}] {resources}") for form in forms]
    for n, page in enumerate(pages):
        objects += [f"<< /Type /Page /Parent 2 0 R /Contents {first_page + 2 * n + 1} 0 R >>".encode(), _stream(page.encode())]
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for n, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{n} 0 obj\n".encode() + one + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _stream(data, more=""):
    packed = zlib.compress(data)
    return f"<< /Length {len(packed)} /Filter /FlateDecode {more} >>\nstream\n".encode() + packed + b"\nendstream"
