#!/usr/bin/env python3
"""Recomputes what the pages of councils say from the tables of the pipeline, by the rules of the
manual and without the tool's code, and looks for each sentence on each page.

usage: recompute.py DATA COMPARISON FLAGS LEARN AREA_CODE TEXT HTML [AREA_CODE TEXT HTML]...

Prints how many sentences were looked for; each that is not found is said, and ends in status 1.
"""
import csv
import glob
import html.parser
import re
import sys

CLASSES = {
    "unitary": "unitary authorities",
    "metropolitan-district": "metropolitan districts",
    "london-borough": "London boroughs",
    "county": "county councils",
    "district": "district councils",
}
COUNTRIES = ("E92000001",)
MARKERS = {  # beside a figure
    "p": "provisional", "r": "revised", "e": "estimated",
    "b": "not comparable with earlier years", "u": "of low reliability", "f": "a forecast",
}
MARKER_ORDER = "prebuf"
INSTEAD = {
    "c": "Withheld so that nobody can be identified", "x": "Not available",
    "z": "Not applicable", "low": "Above zero but rounds to zero", "w": "None recorded",
}
# Bands of the Office's wording; the word of the verdict outranks them.
BANDS = ((0.5, 0), (1.5, 1), (3, 2), (7.5, 3), (float("inf"), 4))


def read_table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_metrics(folder):
    """The flat fields of the definitions; nothing here is nested but source, whose keys differ."""
    metrics = {}
    for path in sorted(glob.glob(folder + "/metrics/*.yaml")):
        metric = None
        for line in open(path, encoding="utf-8"):
            started = re.match(r"- id: (\S+)", line)
            field = re.match(r"  (?:  )?([a-z_]+): (.+)", line)
            if started:
                metric = metrics[started[1]] = {"decimals": "0"}
            elif field and metric is not None:
                metric.setdefault(field[1], field[2].strip().strip("\"'"))
                if field[1] == "decimals":
                    metric["decimals"] = field[2].strip()
    return metrics


def number(metric, value):
    """Rounded for people, as the manual says under Figures."""
    text = f"{float(value):,.{int(metric['decimals'])}f}"
    if re.fullmatch(r"-[0.,]+", text):
        text = text[1:]
    money = metric["unit"].startswith(("£", "pounds"))
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    return sign + ("£" if money else "") + digits + ("%" if metric["unit"] == "percent" else "")


def period(spelt):
    split = re.fullmatch(r"(\d{4})/\d\d", spelt)
    return f"{split[1]} to {int(split[1]) + 1}" if split else spelt


def ordinal(text):
    n = float(text)
    if n != int(n):
        return text
    n = int(n)
    teen = n // 10 % 10 == 1
    return str(n) + ("th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th"))


def capital(text):
    return text[:1].upper() + text[1:]


def peers_of(group, count):
    kind, _, word = group.partition(":")
    if kind == "class":
        return CLASSES[word]
    return f"its {min(count, int(word))} nearest neighbours"


def relation(metric, row, prefix):
    """The verdict in words, and what stands behind the peers."""
    verdict, basis = row[prefix + "_verdict"], row[prefix + "_basis"]
    if basis != "mads" or not row[prefix + "_mads"]:
        return {"similar": "similar to"}.get(verdict, verdict + " than"), ""
    mads = round(float(row[prefix + "_mads"]), 9)
    for band, (limit, grade) in enumerate(BANDS):
        # Bounds belong to the band above: on the lower side to the nearer one.
        if (mads < limit) if mads >= 0 else (mads >= -limit):
            break
    above = {"high": "better", "low": "worse"}.get(metric["polarity"], "higher")
    below = {"high": "worse", "low": "better"}.get(metric["polarity"], "lower")
    side = above if mads > 0 else below
    if verdict == "similar":
        return ("broadly similar to" if grade == 0 else f"slightly {side} than"), ""
    if grade == 4:
        return f"so far {'above' if mads > 0 else 'below'}", " that the figure itself wants a look"
    return ("much " if grade == 3 else "") + verdict + " than", ""


def share(text):
    value = float(text)
    if value >= 1:
        return "all"
    if value <= 0:
        return "none"
    percent = int(100 * value + 0.5)
    return {0: "fewer than 1%", 100: "more than 99%"}.get(percent, f"{percent}%")


def counts(row, prefix):
    said = []
    for column, one, many in (("_n", "has a figure", "have a figure"),
                              ("_missing", "has none", "have none"),
                              ("_outside", "does not run the service",
                               "do not run the service")):
        n = int(row[prefix + column] or 0)
        if n:
            said.append(f"{n} {one if n == 1 else many}")
    return ", ".join(said)


def markers_said(cell):
    return " and ".join(MARKERS[m] for m in MARKER_ORDER if m in cell.split())


def comparison(metric, row, prefix):
    """The sentence of one comparison, or None where nobody is there."""
    total = sum(int(row[prefix + c] or 0) for c in ("_n", "_missing", "_outside"))
    if total == 0:
        return None
    peers, when = peers_of(row[prefix + "_group"], total), period(row["period"])
    verdict, basis = row[prefix + "_verdict"], row[prefix + "_basis"]
    if verdict:
        words, end = relation(metric, row, prefix)
        how = {"limits": ", judged by the figure's confidence limits"}.get(basis, "")
        lead = f"{capital(words)} {peers} in {when}{end}{how}"
    elif basis == "too-few":
        lead = f"Too few {'of ' if peers.startswith('its ') else ''}{peers} have a figure " \
               f"to judge by in {when}"
    else:
        why = {"no-spread": "No verdict, since more than half of those compared have the same "
                            "figure. ",
               "small-base": "No verdict, since the figure is a share of fewer than 20. "}
        lead = f"{why.get(basis, '')}{capital(peers)} in {when}"
    if int(row[prefix + "_n"]) == 0:
        return f"{lead}: none has a figure."
    has = []
    if row[prefix + "_median"]:
        has.append("median " + number(metric, row[prefix + "_median"]))
    if row[prefix + "_q1"]:
        has.append(f"middle half {number(metric, row[prefix + '_q1'])} to "
                   f"{number(metric, row[prefix + '_q3'])}")
    said = f"{lead}: {', '.join(has)} ({counts(row, prefix)})."
    if verdict and row.get(prefix + "_survives"):
        said += f" This holds in {share(row[prefix + '_survives'])} of the choices of peers " \
                "and rounding that were tried."
    letters = markers_said(row[prefix + "_marker"])
    return said + (f" Some of these figures are {letters}." if letters else "")


class Page:
    """The tables, as far as one council's page needs them."""

    def __init__(self, rows, metrics, code):
        self.metrics = metrics
        self.name = next(r["area_name"] for r in rows if r["area_code"] == code)
        self.kind = next(r["class_group"].partition(":")[2] for r in rows
                         if r["area_code"] == code and r["class_group"])
        self.prefixes = [h[:-7] for h in rows[0] if h.endswith("_median")]
        councils = [r for r in rows if re.match(r"E0[6-9]|E10", r["area_code"])]
        self.ids = [m for m in metrics if any(r["metric"] == m for r in councils)]
        self.newest = {m: max(r["period"] for r in councils if r["metric"] == m and r["value"])
                       for m in self.ids}
        self.rows = {(r["metric"], r["period"]): r for r in rows if r["area_code"] == code}
        self.country = {(r["metric"], r["period"]): r for r in rows
                        if r["area_code"] in COUNTRIES and r["value"]}
        self.councils = councils

    def own(self, metric):
        return self.rows.get((metric, self.newest[metric]))

    def applies(self, metric):
        row = self.own(metric)
        if row is None:
            return self.kind in re.findall(r"[a-z-]+", self.metrics[metric]["applies_to"])
        return row["value"] or "z" not in row["marker"].split()


def tallies(page):
    verdicts = (("better", "Better", "", True), ("worse", "Worse", "", True),
                ("higher", "Higher", ", where neither end is better", False),
                ("lower", "Lower", ", where neither end is better", False),
                ("similar", "Similar", "", False))
    for prefix in page.prefixes:
        rows = [(m, page.own(m)) for m in page.ids]
        rows = [(m, r) for m, r in rows if r and r["value"]]
        for word, lead, behind, always in verdicts:
            newest = max(int(r["period"][:4]) for _, r in rows)
            old = {m: f" ({period(r['period'])})" for m, r in rows
                   if newest - int(r["period"][:4]) >= 5}
            labels = [page.metrics[m]["label"] + old.get(m, "") for m, r in rows
                      if r[prefix + "_verdict"] == word]
            plural = "measure" + "s" * (len(labels) != 1)
            if labels:
                yield f"{lead} on {len(labels)} {plural}{behind}: {'; '.join(labels)}."
            elif always and any(r[prefix + "_verdict"] for _, r in rows):
                yield f"{lead} on no measure."


def past(page, metric, row):
    definition = page.metrics[metric]
    earlier = sorted((p, r) for (m, p), r in page.rows.items()
                     if m == metric and p < row["period"] and r["value"])
    if not earlier:
        return "The table has no earlier figure of it."
    now, then = number(definition, row["value"]), number(definition, earlier[-1][1]["value"])
    moved = "No different from" if now == then else \
        "Up from" if float(row["value"]) > float(earlier[-1][1]["value"]) else "Down from"
    said = f"{moved} {then} in {period(earlier[-1][0])}"
    if len(earlier) > 1:
        said += f"; {number(definition, earlier[0][1]['value'])} in {period(earlier[0][0])}"
    return said + ", the earliest in the table."


def rank(page, row):
    if not row.get("rank"):
        return None
    rivals = [r for r in page.councils if r["metric"] == row["metric"] and
              r["period"] == row["period"] and r["value"] and
              r["class_group"] == row["class_group"]]
    if len(rivals) != int(row["ranked"]):
        return None
    joint = sum(float(r["value"]) == float(row["value"]) for r in rivals) > 1
    said = f"Rank: {'joint ' if joint else ''}{ordinal(row['rank'])} of the {row['ranked']} " \
           f"{peers_of(row['class_group'], 0)} compared (1 is best)"
    if row.get("rank_lower"):
        said += f"; the limits allow any place from {ordinal(row['rank_lower'])} to " \
                f"{ordinal(row['rank_upper'])}"
    else:
        said += "; how sure it is has not been worked out"
    return said + "."


def measure(page, metric):
    definition, row = page.metrics[metric], page.own(metric)
    when = page.newest[metric]
    year = {"financial": " (financial year)", "academic": " (academic year)"}
    kind = year.get(definition["year"], "") if "/" in when else ""
    country = page.country.get((metric, when))
    yield definition["label"]
    if country:
        yield f"England: {number(definition, country['value'])} in {period(when)}"
    if row is None or not row["value"]:
        yield f"No figure for {period(when)}{kind}"
        instead = [INSTEAD[m] for m in (row["marker"] if row else "").split() if m in INSTEAD]
        if instead:
            yield f"{instead[0]}."
        if row is None:
            return
    else:
        unit = re.sub(r"^(percent|pounds|£) ?", "", definition["unit"])
        if definition["kind"] == "score":
            unit = f"({unit})"
        said = markers_said(row["marker"])
        yield f"{number(definition, row['value'])} {unit}{' ' * bool(unit)}in {period(when)}" \
              f"{kind}{', ' * bool(said)}{said}"
        yield past(page, metric, row)
        yield rank(page, row)
    for prefix in page.prefixes:
        yield comparison(definition, row, prefix)


def lessons(page, learn):
    for metric in page.ids:
        definition = page.metrics[metric]
        rows = [r for r in learn if r["metric"] == metric and
                r["period"] == page.newest[metric]]
        for r in rows:
            if r["kind"] == "improved":
                figures = re.search(r"figures=(\d+)", r["evidence"])[1]
                yield f"{r['peer_name']} started where {page.name} is now and improved: " \
                      f"{number(definition, r['then_value'])} in {period(r['then_period'])}, " \
                      f"{number(definition, r['peer_value'])} in {period(r['period'])}; it has " \
                      f"published {figures} figures since, none of them worse than at the " \
                      f"start ({ordinal(r['position'])} on the list of similar councils)."
            else:
                yield f"{r['peer_name']} ({number(definition, r['peer_value'])})"


def sentences(page, flags, learn):
    yield from tallies(page)
    for metric in page.ids:
        if page.applies(metric):
            yield from measure(page, metric)
    for flag in flags:
        says_more = {"bottom-quartile": "persistent-bottom-quartile", "no-return": "stale"}
        implied = any(f["flag"] == says_more.get(flag["flag"]) and
                      f["metric"] == flag["metric"] and f["period"] == flag["period"]
                      for f in flags)
        if page.newest.get(flag["metric"]) == flag["period"] and not implied:
            yield flag["sentence"]
    yield from lessons(page, learn)


class TextOf(html.parser.HTMLParser):
    """What a page of HTML says to the eye, without signs that words stand beside."""

    def __init__(self):
        super().__init__()
        self.parts, self.stack = [], []

    def handle_starttag(self, tag, attributes):
        if tag in ("meta", "link", "br", "hr", "img", "input"):
            return
        hidden = tag in ("style", "script") or dict(attributes).get("aria-hidden") == "true"
        self.stack.append((tag, hidden))
        if tag in ("dd",):
            self.parts.append(": ")
        elif tag not in ("a", "span", "strong"):
            self.parts.append(" ")

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(hidden for _, hidden in self.stack):
            self.parts.append(data)


def plain(text):
    return re.sub(r" +([:,])", r"\1", re.sub(r"[\s\u00a0]+", " ", text))


def read_page(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if path.endswith(".html"):
        parser = TextOf()
        parser.feed(text)
        text = "".join(parser.parts)
    return plain(text)


def main(arguments):
    data, comparison_file, flags_file, learn_file, *pages = arguments
    metrics = read_metrics(data)
    rows = read_table(comparison_file)
    flags, learn = read_table(flags_file), read_table(learn_file)
    looked_for = missing = 0
    for code, *files in zip(pages[::3], pages[1::3], pages[2::3]):
        page = Page(rows, metrics, code)
        expected = {s for s in sentences(page, [f for f in flags if f["area_code"] == code],
                                         [r for r in learn if r["area_code"] == code]) if s}
        for file in files:
            text = read_page(file)
            for sentence in sorted(expected):
                looked_for += 1
                if plain(sentence) not in text:
                    missing += 1
                    print(f"{file}: not found: {sentence}", file=sys.stderr)
    print(f"{looked_for} sentences looked for, {missing} not found")
    return missing > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
