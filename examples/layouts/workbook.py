#!/usr/bin/env python3
"""Makes rates.ods, the workbook of oflog-layouts(7): two sheets, cells that show 30.1% and
store 0.301, and one that is merged. The same text gives the same bytes."""
import sys
import zipfile

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, name)
    for name in ["office", "table", "text", "manifest"])


def text(shown, more=""):
    return ('<table:table-cell office:value-type="string"%s><text:p>%s</text:p>'
            "</table:table-cell>" % (more, shown))


def percentage(stored):
    return ('<table:table-cell office:value-type="percentage" office:value="%g">'
            "<text:p>%.1f%%</text:p></table:table-cell>" % (stored, 100 * stored))


def row(*cells):
    return "<table:table-row>%s</table:table-row>" % "".join(cells)


def sheet(name, *rows):
    return '<table:table table:name="%s">%s</table:table>' % (name, "".join(rows))


CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    "<office:document-content %s><office:body><office:spreadsheet>%s%s"
    "</office:spreadsheet></office:body></office:document-content>\n" % (
        NAMESPACES,
        sheet("Notes", row(text("Household waste recycling rates of some councils"))),
        sheet("Rates",
              row(text(""), text("Recycling rate", ' table:number-columns-spanned="2"'),
                  "<table:covered-table-cell/>"),
              row(text("Council"), text("2021-22"), text("2022-23")),
              row(text("Hartlepool"), percentage(0.326), percentage(0.301)),
              row(text("Middlesbrough"), percentage(0.298), percentage(0.231)))))

MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    "<manifest:manifest %s>"
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="%s"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>\n" % (NAMESPACES, MIME))

with zipfile.ZipFile(sys.argv[1] if len(sys.argv) > 1 else "rates.ods", "w") as archive:
    for name, content in [("mimetype", MIME), ("META-INF/manifest.xml", MANIFEST),
                          ("content.xml", CONTENT)]:
        archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
