"""What came alive of a text that should have stayed one: in a browser, and in files that people take away."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from ctypes import c_int, create_string_buffer
from xml.etree import ElementTree

import pypdfium2
from playwright.sync_api import BrowserContext, Page
from pypdfium2 import raw

# Elements and attributes that no page of ours has; what a browser made of somebody's text.
MADE = """() => [...document.querySelectorAll(`
    [onerror], [onload], [onmouseover], [onfocus], [ontoggle], [autofocus], [src="x"], [data="x"],
    [*|href^="javascript:"], [*|href^="http"][*|href*="example.org"], [action*="example.org"],
    iframe, object, embed, base, video, math, meta[http-equiv=refresh]`)]
    .concat([...document.querySelectorAll('script:not([src]), style')].filter(
        one => /^\\s*(top\\.)?alert|example\\.org/.test(one.textContent)))
    .map(one => one.outerHTML.slice(0, 200))"""
_REPORTS = """document.addEventListener('securitypolicyviolation',
    told => window.policyReport(told.violatedDirective + ' ' + told.blockedURI + ' ' + told.sample))"""
_UNUSED = ("net::ERR_FAILED", "DashRenderer is not defined")  # where scripts are not fetched on purpose
# Where a chart finds its cells: a sheet in quotes, or one whose name needs none, and cells of it.
_REFERENCE = re.compile(r"('([^']|'')+'|\w+)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?")
_CELL = re.compile(r"('([^']|'')+'|\w+)!\$?[A-Z]+\$?\d+")  # to which a receipt leads from what it found
_LEADS = {"{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"}
_STARTS = tuple("=+-@＝＋－＠\t\r")
_RUNS = {"hyperlink", "hlinkClick", "hlinkHover", "ddeLink", "oleLink", "calculatedColumnFormula"}
_DRAWN = {"script", "a", "foreignObject", "image", "use", "style", "iframe"}
_NO_MACRO = re.compile(r"vba|macro|externalLink|activeX|oleObject|connections|embeddings/.*\.bin")


class Alive:
    """What is seen while somebody looks at pages: dialogs, reports of the policy, messages, requests that left."""

    def __init__(self, context: BrowserContext, *own: str) -> None:
        self.seen: list[str] = []
        self._own = (*own, "data:", "blob:", "about:")
        context.expose_function("policyReport", lambda told: self.seen.append(f"policy: {told}"))
        context.add_init_script(_REPORTS)
        context.on("page", self._watch)

    def _watch(self, page: Page) -> None:
        page.on("dialog", lambda one: (self.seen.append(f"dialog: {one.message}"), one.dismiss()))
        page.on("pageerror", lambda one: self._hear("error", str(one)))
        page.on("console", lambda one: self._hear(one.type, one.text))
        page.on("request", lambda one: self._leave(one.url))

    def _hear(self, kind: str, text: str) -> None:
        answered = "Failed to load resource: the server responded with a status of 4" in text
        if kind in ("error", "warning") and not answered and not any(one in text for one in _UNUSED):
            self.seen.append(f"{kind}: {text}")

    def _leave(self, url: str) -> None:
        if not url.startswith(self._own):
            self.seen.append(f"left: {url}")

    def of(self, page: Page) -> list[str]:
        """Return what was seen since somebody last asked, and what the page is made of that it should not."""
        seen, self.seen = [*self.seen, *page.evaluate(MADE)], []
        return seen


def alive_in(name: str, body: bytes) -> list[str]:
    """Return what would run, compute, or lead elsewhere in a file, by its name."""
    kind = name.rpartition(".")[2]
    found = {"csv": _in_csv, "svg": _in_svg, "pdf": _in_pdf}.get(kind, _in_package if body[:2] == b"PK" else None)
    return [f"{name}: {one}" for one in found(body)] if found else []


def _in_csv(body: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))):
        for cell in row:
            number = re.fullmatch(r"[+-]?\d+([.,]\d+)?|[-–—]", cell)
            if not number and any(part.startswith(_STARTS) for part in re.split(r"[;,\t|]\s*", cell)):
                yield cell


def _in_svg(body: bytes) -> Iterator[str]:
    for one in ElementTree.fromstring(body).iter():
        names = {name.rpartition("}")[2] for name in one.attrib}
        if one.tag.rpartition("}")[2] in _DRAWN or "href" in names or any(name.startswith("on") for name in names):
            yield ElementTree.tostring(one, "unicode")[:200]


def _in_package(body: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for name in parts.namelist():
            inner = parts.read(name)
            if _NO_MACRO.search(name):
                yield name
            elif name.endswith((".xlsx", ".csv")):
                yield from alive_in(name, inner)
            elif name.endswith(".md") and re.search(rb"<\w|\]\(", inner):
                yield name
            elif name.endswith((".xml", ".rels")):
                yield from _in_xml(name, inner)


def _in_xml(name: str, body: bytes) -> Iterator[str]:
    for one in ElementTree.fromstring(body).iter():
        tag = one.tag.rpartition("}")[2]
        formula = tag == "f" and not ("/charts/" in name and _REFERENCE.fullmatch(one.text or ""))
        inside = (
            tag == "hyperlink" and _CELL.fullmatch(one.get("location", "")) and len(one.attrib.keys() & _LEADS) == 0
        )
        if (tag in _RUNS and not inside) or formula or one.get("TargetMode") == "External":
            yield f"{name} {tag} {one.text or ''}"


def _in_pdf(body: bytes) -> Iterator[str]:
    """Yield the addresses that the links of a PDF lead to, and its scripts."""
    pdf = pypdfium2.PdfDocument(body)
    yield from ["script"] * raw.FPDFDoc_GetJavaScriptActionCount(pdf.raw)
    for page in pdf:
        place, link = c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page.raw, place, link):
            action, address = raw.FPDFLink_GetAction(link), create_string_buffer(500)
            raw.FPDFAction_GetURIPath(pdf.raw, action, address, 500)
            yield address.value.decode()
    pdf.close()
