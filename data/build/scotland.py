#!/usr/bin/env python3
"""scotland.py LISTS [OUT]: the folder of data for Scotland's 32 councils and the indicators of
their benchmarking framework, from the lists in LISTS (data/README.md). OUT is data/scotland.

Facts are taken over, no file is: areas and names from mySociety's list, what an indicator is from
the framework's own list of indicators. The same lists give the same bytes."""

import csv
import os
import re
import sys
import textwrap

PUBLISHER = "Improvement Service, through SC-TPP"
FRAMEWORK = "Local Government Benchmarking Framework"
URL = "https://www.improvementservice.org.uk/benchmarking"
LICENCE = "MIT, of SC-TPP/LGBF"

# Section 1 of the Local Government etc. (Scotland) Act 1994 took effect on this day for all.
FIRST_DAY = "1996-04-01"

# Where the last of several years is the year of a figure: those that the files have.
WINDOWS = (
    [(first, first + 2) for first in range(2009, 2022)]
    + [(2010, 2014)]
    + [(first, first + 3) for first in range(2012, 2021)]
    + [(first, first + 4) for first in (2007, 2008, 2009, 2011, 2012, 2013, 2014, 2015, 2016,
                                        2017, 2018, 2019)]
)

# The framework calls two councils otherwise than mySociety does.
SPELLINGS = {"Edinburgh City": "edh", "Na h-Eileanan Siar": "els"}

# What the list of indicators does not say and the figures do.
CAVEATS = {
    "CHN12b": "A 0 seems to stand for no figure of a small council.",
    "CHN12c": "A 0 seems to stand for no figure of a small council.",
    "CHN12e": "A 0 seems to stand for no figure of a small council.",
    "CHN14a": "In percentage points, where other percentages are shares of 1.",
    "CHN14b": "In percentage points, where other percentages are shares of 1.",
}
POINTS = {"CHN14a", "CHN14b"}
# Its numerator and denominator are the two hourly rates that are compared, not its parts.
PAY_GAP = "CORP03c"


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_table(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(sorted(rows))


def one_line(text):
    return " ".join(text.split())


def quoted(text):
    """A YAML text, in quotes where it needs them."""
    text = one_line(text)
    if re.search(r"[:#&%@'\"\[\]{},]|^[-?*!|>=]|^\d", text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


def metric_id(code):
    return "lgbf." + code.replace("&", "").lower()


# --- Areas ---


def write_areas(lists, out):
    councils = [row for row in rows_of(f"{lists}/mysociety-la/uk_local_authorities.csv")
                if row["local-authority-type"] == "SCO"]
    areas = [["S92000003", "s92000003", "Scotland", "country", "", "", ""]]
    spellings, seen = [], set()
    members = []
    for row in councils:
        council, name = row["local-authority-code"].lower(), row["nice-name"]
        areas.append([row["gss-code"], council, name, "unitary", "", FIRST_DAY, ""])
        members.append([row["gss-code"], "S92000003", "country", FIRST_DAY, ""])
        former = [code for code in row["former-gss-codes"].split(",") if code]
        names = [row["official-name"]] + row["alt-names"].split(",")
        for kind, spelling in [("code", code) for code in former] + [("name", n) for n in names]:
            folded = spelling.strip().lower().replace("&", "and")
            if folded in seen or folded in ("", name.lower(), "city of"):
                continue
            seen.add(folded)
            spellings.append([spelling.strip(), council, kind])
    known = {row[1] for row in areas}
    for spelling, council in SPELLINGS.items():
        assert council in known
        if spelling.lower() not in seen:
            spellings.append([spelling, council, "name"])
    write_table(f"{out}/areas.csv", "code,council,name,class,region,valid_from,valid_to", areas)
    write_table(f"{out}/spellings.csv", "spelling,council,kind", spellings)
    write_table(f"{out}/memberships.csv", "area,parent,kind,from,to", members)
    write_table(f"{out}/successors.csv", "council,successor,date,kind", [])
    write_table(f"{out}/joint.csv", "council,metric,reporter,from,to", [])


# --- Metrics ---


def polarity(row):
    """Ascending: the lowest value is ranked first. Goldilocks: the nearest to a mid-point."""
    if row["Ranking_Type"] == "Goldilocks":
        target = float(row["Ranking_GoldilocksMidpoint"])
        return "{target: %g}" % target
    return {"Ascending": "low", "Descending": "high"}[row["Ranking_Type"]]


def kind_and_unit(row):
    measure, title = row["MeasureType"], row["Title"].lower()
    if row["Code"] in POINTS:
        return "ratio", "percentage points"
    if measure == "Percentage":
        # Shares of a whole cannot be above 1; the others say what is set against what.
        whole = title.startswith(("% of ", "the % of ")) and "outturn" not in title
        return ("proportion" if whole else "ratio"), "share of 1"
    if measure == "Cost":
        return "currency", "£"
    if measure.startswith("Rate per"):
        return "rate", measure.replace("Rate per", "per").replace(",", " ")
    if "tCO2" in row["NumberFormat"]:
        return "ratio", "tonnes of carbon dioxide"
    return {"Score": "score", "Days": "mean"}.get(measure, "ratio"), measure.lower()


def per_of(row):
    if row["Code"] == PAY_GAP or not row["Numerator_Multipier"]:
        return None
    per = float(row["Numerator_Multipier"]) / float(row["Denominator_Multiplier"])
    if abs(per - 1000 / 52) < 1e-6:  # a week's share of thousands of pounds, written shorter
        per = 1000 / 52
    return None if per == 1 else "%.15g" % per


def decimals_of(row, unit):
    if unit == "share of 1":
        return 3
    text = re.search(r"0\.(0+)", row["NumberFormat"])
    return len(text.group(1)) if text else 0


def caveats_of(row):
    said = []
    if "Aggregate" in row["ReportingPeriod"]:
        said.append(f"Each figure is one of several years ({row['ReportingPeriod'].lower()}) "
                    "and stands under the last of them.")
    if row["ReportingPeriod"] == "2 Yearly":
        said.append("Every other year only.")
    if row["MeasureType"] == "Cost":
        said.append("In the prices of its year.")
    if row["Code"] in CAVEATS:
        said.append(CAVEATS[row["Code"]])
    said.append("Polarity as the framework ranks it; the decimals beside percentages are shares "
                "of 1." if row["MeasureType"] == "Percentage" and row["Code"] not in POINTS
                else "Polarity as the framework ranks it.")
    return "\n".join(textwrap.wrap(" ".join(said), 90, initial_indent="    ",
                                   subsequent_indent="    "))


def metric_block(row):
    kind, unit = kind_and_unit(row)
    lines = [f"- id: {metric_id(row['Code'])}", f"  label: {quoted(row['Title'])}",
             f"  service: {re.sub('[^a-z]+', '-', row['ISCategory'].lower()).strip('-')}",
             f"  kind: {kind}", f"  unit: {unit}"]
    per = per_of(row)
    if per:
        lines.append(f"  per: {per}")
    for key, column in (("numerator", "Numerator_Correct"), ("denominator", "Denominator_Correct")):
        if row[column] and row["Code"] != PAY_GAP:
            lines.append(f"  {key}: {quoted(row[column])}")
    lines += [f"  polarity: {polarity(row)}", "  year: financial", "  applies_to: [unitary]",
              f"  decimals: {decimals_of(row, unit)}",
              # Costs, survey answers and shares of amounts: not counts of cases in a known way.
              "  interval: none", "  caveats: >-", caveats_of(row),
              "  source:", f"    publisher: {quoted(PUBLISHER)}",
              f"    title: {quoted(FRAMEWORK + ', ' + row['Code'])}", f"    url: {URL}",
              f"    licence: {quoted(LICENCE)}", "  status: figures", "  version: 1"]
    return "\n".join(lines) + "\n"


def write_metrics(indicators, out):
    os.makedirs(f"{out}/metrics", exist_ok=True)
    with open(f"{out}/metrics/lgbf.yaml", "w", encoding="utf-8") as file:
        file.write("# Scotland's benchmarking framework. Made by data/build/scotland.py from the "
                   "framework's list of\n# indicators: change that, not this.\n\n")
        file.write("\n".join(metric_block(row) for row in indicators))


# --- Recipes ---


def recipe(id, title, comment, columns, rules, area, period, names, values):
    return (f"{comment}# Made by data/build/scotland.py: change that, not this.\n"
            f"id: {id}\ntitle: {quoted(title)}\npublisher: {quoted(PUBLISHER)}\n"
            "url: https://github.com/SC-TPP/LGBF\n"
            f"licence: {quoted(LICENCE)}\ncolumns:\n{columns}{rules}area:\n{area}period:\n"
            f"  column: year\n  spelling: split\n{period}metric:\n  column: code\n  names:\n"
            f"{names}values:\n{values}")


def windows():
    lines = ["  # Figures of several years stand under the last of them.", "  recode:"]
    for first, last in WINDOWS:
        lines.append(f"    {first}-{last % 100:02d}: {last - 1}/{last % 100:02d}")
    return "\n".join(lines) + "\n"


def names_of(indicators, column):
    return "".join(f"    {quoted(row[column])}: {metric_id(row['Code'])}\n" for row in indicators)


def write_recipes(indicators, out):
    os.makedirs(f"{out}/recipes", exist_ok=True)
    gap = [row for row in indicators if row["Code"] == PAY_GAP]
    written = {
        "lgbf-councils": recipe(
            "lgbf-councils", f"{FRAMEWORK}, councils, cash (2010-11 to 2022-23)",
            "# A row for each council, indicator and year; the first column numbers them and has "
            "no name.\n# The means of Scotland and of a family of councils beside each figure are "
            "not read.\n",
            "  council: LocalAuthority\n  code: IndicatorCode\n  year: Year\n"
            "  value: IndicatorCash_LA\n  numerator: NumeratorCash_LA\n"
            "  denominator: DenominatorCash_LA\n",
            "leave-out:\n  # Two at the end have a number and nothing else.\n"
            "  - rule: rows without a council\n    column: council\n    empty: true\n"
            "  # It has a recipe of its own: lgbf-pay-gap.\n"
            f"  - rule: the pay gap\n    column: code\n    is: [{PAY_GAP}]\n",
            "  column: council\n", windows(),
            names_of([row for row in indicators if row["Code"] != PAY_GAP], "Code"),
            "  - value: value\n    numerator: numerator\n    denominator: denominator\n"),
        "lgbf-pay-gap": recipe(
            "lgbf-pay-gap", f"{FRAMEWORK}, councils, pay gap (2015-16 to 2022-23)",
            "# The same file as lgbf-councils, for the one indicator whose numerator and "
            "denominator are not\n# what its value is made of, but two rates of pay.\n",
            "  council: LocalAuthority\n  code: IndicatorCode\n  year: Year\n"
            "  value: IndicatorCash_LA\n",
            f"only:\n  code: {PAY_GAP}\n",
            "  column: council\n", "", names_of(gap, "Code"), "  - value: value\n"),
        "lgbf-late": recipe(
            "lgbf-late", f"{FRAMEWORK}, councils, late indicators",
            "# Six indicators that are missing from the other file, and one year of a seventh. All "
            "are called\n# real; none of them is money.\n",
            "  council: LocalAuthority\n  code: Code\n  year: Period\n  value: Value\n"
            "  numerator: Numerator\n  denominator: Denominator\n", "",
            "  column: council\n", "", names_of(indicators, "Code"),
            "  - value: value\n    numerator: numerator\n    denominator: denominator\n"),
        "lgbf-scotland": recipe(
            "lgbf-scotland", f"{FRAMEWORK}, Scotland, cash",
            "# Scotland as the ratio of its sums, where the councils' parts are published; the mean "
            "and the\n# median of councils that stand beside it are no figures of Scotland.\n",
            "  code: Code\n  year: Period\n  type: DataType\n  value: Scot_NumDenAv\n",
            "# Years only, and in the prices of each.\nonly:\n  type: Cash_Annual\n",
            "  value: S92000003\n", windows(), names_of(indicators, "Code_Sortable"),
            "  - value: value\n"),
    }
    for name, text in written.items():
        with open(f"{out}/recipes/{name}.yaml", "w", encoding="utf-8") as file:
            file.write(text)


def main():
    lists = sys.argv[1]
    here = os.path.dirname(os.path.abspath(__file__))
    out = sys.argv[2] if len(sys.argv) > 2 else os.path.join(here, "..", "scotland")
    os.makedirs(out, exist_ok=True)
    indicators = sorted(rows_of(f"{lists}/lgbf-scotland/Indicator_Information.csv"),
                        key=lambda row: row["Code"])
    write_areas(lists, out)
    write_metrics(indicators, out)
    write_recipes(indicators, out)


if __name__ == "__main__":
    main()
