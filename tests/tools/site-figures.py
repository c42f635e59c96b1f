#!/usr/bin/env python3
"""site-figures.py COMPARISON SITE: does every page of a metric say what the table says?

Reads the tables of the classes out of the HTML anew and sets each cell beside the row of the
comparison: the figure in full and as shown, the confidence limits, the range of places, each
verdict, and how many of each verdict the finding counts. Prints what differs, then how much was
looked at.
"""
import collections
import csv
import html
import pathlib
import re
import sys

CLASSES = {'E06': 'unitary', 'E07': 'district', 'E08': 'metropolitan-district', 'E09': 'london-borough',
           'E10': 'county'}


def plain(cell):
    return html.unescape(re.sub(r'<[^>]*>', '', cell)).strip()


def ordinal(cell):
    n = round(float(cell))
    return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def place(row):
    lower, upper = ordinal(row['rank_lower']), ordinal(row['rank_upper'])
    return (lower if lower == upper else f'{lower} to {upper}') + f" of {row['ranked']}"


def shows(shown, value):
    digits = re.sub(r'[^0-9.-]', '', shown)
    decimals = len(digits.partition('.')[2])
    return abs(float(digits) - float(value)) <= 0.5000001 * 10 ** -decimals


def read_rows(page):
    """Cells by column head and name, of every table of a class on the page."""
    for section in re.findall(r'<section id="(?:unitary|district|metropolitan-district|london-borough|county)".*?</section>',
                              page, re.S):
        for table in re.findall(r'<table.*?</table>', section, re.S):
            heads = [plain(head).split(',')[0] for head in re.findall(r'<th scope="col".*?</th>', table, re.S)]
            for line in re.findall(r'<tr data-(?:group|region).*?</tr>', table, re.S):
                cells = re.findall(r'<(?:th|td)[^>]*?>.*?</(?:th|td)>', line, re.S)
                full = re.search(r'class="figure[^>]*data-value="([^"]*)"', line)
                yield dict(zip(heads, map(plain, cells))), full.group(1) if full else ''


def wrong_with(row, cells, full):
    if row['value'] == '':
        yield from [] if cells['Figure'].endswith('no figure') else [f"figure {cells['Figure']}, none in the table"]
        return
    if full == '' or abs(float(full) - float(row['value'])) > 1e-9 * abs(float(full)) or \
            not shows(cells['Figure'], row['value']):
        yield f"figure {cells['Figure']} ({full}), not {row['value']}"
    if 'Confidence limits' in cells and row['lower'] and row['upper']:
        limits = cells['Confidence limits'].split(' to ')
        if not (shows(limits[0], row['lower']) and shows(limits[1], row['upper'])):
            yield f"limits {limits}, not {row['lower']} to {row['upper']}"
    if 'Place, as a range' in cells and row['rank_lower'] and cells['Place, as a range'] != place(row):
        yield f"place {cells['Place, as a range']}, not {place(row)}"
    for head, shown in cells.items():
        if head.startswith('Beside'):
            verdict = row['nearest_verdict' if 'neighbours' in head else 'class_verdict']
            if verdict and not shown.endswith(verdict):
                yield f'{head}: {shown}, not {verdict}'


def main(comparison, site):
    rows = list(csv.DictReader(open(comparison, encoding='utf-8', newline='')))
    looked, wrong = 0, []
    for path in sorted(pathlib.Path(site, 'metric').glob('*/index.html')):
        metric, page = path.parent.name, path.read_text(encoding='utf-8')
        mine = [row for row in rows if row['metric'] == metric and row['area_code'][:3] in CLASSES]
        newest = max((row['period'] for row in mine if row['value']), default='')
        mine = {row['area_name']: row for row in mine if row['period'] == newest}
        found = list(read_rows(page))
        names = collections.Counter(cells['Council'] for cells, _ in found)
        for name in names.keys() - mine.keys():
            wrong.append(f'{metric}: {name} is on the page alone')
        for name, row in mine.items():
            if row['value'] and names[name] != 1:
                wrong.append(f'{metric}: {name} is on the page {names[name]} times')
        for cells, full in found:
            if cells['Council'] in mine:
                looked += 1
                wrong += [f"{metric}: {cells['Council']}: {what}"
                          for what in wrong_with(mine[cells['Council']], cells, full)]
        counts = collections.Counter(row['class_verdict'] for row in mine.values() if row['value'])
        said = collections.Counter()
        for line in re.findall(r'<li>Each beside (?!its).*?</li>', page, re.S):
            for count, verdict in re.findall(r'(\d+)\s(better|worse|similar|higher|lower)', plain(line)):
                said[verdict] += int(count)
        if any(counts[verdict] != said[verdict] for verdict in ('better', 'worse', 'similar', 'higher', 'lower')):
            wrong.append(f'{metric}: the finding counts {dict(said)}, the table has {dict(counts)}')
    print('\n'.join(wrong + [f'{looked} rows looked at']))


main(*sys.argv[1:])
