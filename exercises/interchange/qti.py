"""QTI 2.1: a content package (zip) with one assessmentItem a question and a manifest."""

from __future__ import annotations

import io
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from exercises.interchange import qtiread, qtiwrite
from exercises.interchange.bounds import archive, check_count, member, xml
from exercises.interchange.model import InterchangeError, Reading, Remark, Unread, Written
from exercises.items import Item

LABEL = "QTI 2.1"
SUFFIX = ".zip"

_MANIFEST = "imsmanifest.xml"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_STAMP = (2024, 1, 1, 0, 0, 0)


def write(items: Sequence[Item]) -> Written:
    """The items as a content package; the same items give the same bytes."""
    out = io.BytesIO()
    remarks = []
    with ZipFile(out, "w", ZIP_DEFLATED) as files:
        _put(files, _MANIFEST, _manifest([item.id for item in items]))
        for item in items:
            _put(files, f"items/{item.id}.xml", qtiwrite.assessment_item(item))
            remarks += [Remark(item.id, message) for message in qtiwrite.lost(item)]
    return Written(out.getvalue(), tuple(remarks))


def _put(files: ZipFile, name: str, root: etree._Element) -> None:
    entry = ZipInfo(name, _STAMP)
    entry.compress_type = ZIP_DEFLATED
    files.writestr(entry, etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _manifest(ids: Sequence[str]) -> etree._Element:
    root = etree.Element(f"{{{_PACKAGE}}}manifest", nsmap={None: _PACKAGE}, identifier="xuncha-bank")
    metadata = etree.SubElement(root, f"{{{_PACKAGE}}}metadata")
    etree.SubElement(metadata, f"{{{_PACKAGE}}}schema").text = "QTIv2.1 Package"
    etree.SubElement(metadata, f"{{{_PACKAGE}}}schemaversion").text = "1.0.0"
    etree.SubElement(root, f"{{{_PACKAGE}}}organizations")
    resources = etree.SubElement(root, f"{{{_PACKAGE}}}resources")
    for name in ids:
        href = f"items/{name}.xml"
        resource = etree.SubElement(
            resources, f"{{{_PACKAGE}}}resource", identifier=f"resource-{name}", type="imsqti_item_xmlv2p1", href=href
        )
        etree.SubElement(resource, f"{{{_PACKAGE}}}file", href=href)
    return root


def read(data: bytes) -> Reading:
    """The items of a package, or of one item's XML file. Raises InterchangeError."""
    reading = Reading()
    if not data.startswith(b"PK"):
        _read(data, "题目", reading)
        return reading
    files = archive(data)
    names = [name for name in files.namelist() if name.lower().endswith(".xml") and not name.lower().endswith(_MANIFEST)]
    if not names:
        raise InterchangeError("压缩文件里没有 QTI 题目（.xml），没有读取。请确认是 QTI 2.1 的题目包。")
    check_count(len(names), "个文件")
    for name in names:
        part = member(files, name)
        try:
            _read(part or b"", name[:80], reading)
        except InterchangeError as error:
            reading.unread.append(Unread(name[:80], str(error), ""))
    for name in files.namelist():
        if not name.lower().endswith((".xml", "/", ".xsd", ".dtd")):
            reading.remark(name[:80], "不是题目文件（图片或附件），没有导入。")
    return reading


def _read(data: bytes, where: str, reading: Reading) -> None:
    root = xml(data)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
    if root.tag != "assessmentItem":
        reading.unread.append(Unread(where, f"根元素是“{root.tag[:40]}”，不是题目（assessmentItem）", ""))
        return
    qtiread.item_of(root, where, reading)
