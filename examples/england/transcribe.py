#!/usr/bin/env python3
"""Writes the example files of this folder out of the publishers' own files.

    transcribe.py PUBLISHED

PUBLISHED is a folder that holds them as README.md lists them. The files written are a
selection in a layout of our own, as awkward as the publishers' layouts are: titles, notes,
groups of columns, signs for missing figures. Nothing is computed, and figures keep their
published spelling, except where README.md says that they are rounded.
"""

import csv
import json
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
COUNCILS = ("E06", "E07", "E08", "E09", "E10")
COMBINED_AUTHORITIES = ("E47", "E61")
ENGLAND = "E92000001"
NEAREST = 15

WASTE_INDICATORS = "defra-waste/LA_collection-Table_3.csv"
WASTE_TONNES = "defra-waste/LA_collection-Table_1.csv"
CARE = "oflog/adult_social_care.csv"
REVENUE = {
    "2015-16": "mhclg-revenue/RS_2015-16_data_by_LA_-_Revision-RS_LA_Data_2015-16.csv",
    "2016-17": "mhclg-revenue/RS_2016-17_data_by_LA-RS_LA_Data_2016-17.csv",
}
REVENUE_COLUMNS = (
    ("Reserves at 31 March", "nallocated financial reserves level at 31 March"),
    ("Reserves at 31 March", "ther earmarked financial reserves level at 31 March"),
    ("Revenue Expenditure", "NET REVENUE EXPENDITURE"),
    ("Service Expenditure", "TOTAL SERVICE EXPENDITURE (total of lines 190 to 698)"),
)
ACHIEVEMENTS = "ons-els/further-education-and-skills-learner-achievements.csv"
LEVEL_3 = "ons-els/qualifications-level-3-or-above.csv"
NEIGHBOURS = "ons-nearest-neighbours/global-neighbours.csv"
NAMES = "ons-nearest-neighbours/geo-metadata.json"

WASTE_YEARS = ("2019-20", "2020-21", "2021-22", "2022-23")
CARE_YEARS = ("2018-19", "2019-20", "2020-21", "2021-22", "2022-23")
FIRST_ACADEMIC_YEAR = "2020/21"

CARE_MEASURES = {
    "Outcome, ASC Carer Quality of Life": "Carers: quality of life (out of 12)",
    "Outcome, ASC Quality of Life": "Users: quality of life, adjusted",
    "Outcome, Ease of finding information about services : service users":
        "Users: information easy to find (%)",
    "Outcome, Ease of finding information about support : carers":
        "Carers: information easy to find (%)",
    "Outcome, Outcome of short-term services: sequel to service":
        "Short-term service, then no or less support (%)",
    "Outcome, Requests resulting in a service":
        "Requests that led to a service (per 100,000 adults)",
    "Outcome, Workforce turnover rate": "Staff turnover, all employers (%)",
}


def records(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def keyed_records(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(name, rows):
    """Fills short rows up with empty cells, as a saved worksheet has them."""
    width = max(map(len, rows))
    with open(HERE / name, "w", encoding="utf-8", newline="") as stream:
        write_row = csv.writer(stream, lineterminator="\n").writerow
        for row in rows:
            write_row([*row, *[""] * (width - len(row))])


def rounded(figure, places):
    return Decimal(figure).quantize(Decimal(places), rounding=ROUND_HALF_UP)


def waste(published):
    reports = ("Collection", "Unitary")
    year, code, name, kind, residual, rate = 0, 2, 4, 5, 6, 7
    collected, recycled, rejects = 7, 8, 15
    tonnes = {
        (row[year], row[code]): row
        for row in records(published / WASTE_TONNES)
        if row[kind] in reports
    }
    rows = [
        ["Household waste of England's councils, 2019-20 to 2022-23"],
        ["Collection and unitary authorities. A hyphen (-) stands for a figure that is not given."],
        ["", "", "", "", "Indicators", "", "Tonnes", "", ""],
        ["Year", "ONS code", "Authority", "Authority type",
         "Sent for reuse, recycling or composting", "Residual waste (kg per household)",
         "Household waste", "Sent for reuse, recycling or composting", "Estimated rejects"],
    ]
    indicators = records(published / WASTE_INDICATORS)
    for row in sorted(indicators, key=lambda row: (row[year], row[code])):
        if row[year] not in WASTE_YEARS:
            continue
        if row[kind] in reports:
            weighed = tonnes[row[year], row[code]]
            parts = [weighed[collected], weighed[recycled], weighed[rejects]]
        elif row[1] == "Total England":
            row[name], parts = "England", ["-", "-", "-"]
        else:
            continue
        rows.append([row[year], row[code], row[name], row[kind],
                     row[rate], row[residual], *parts])
    rows += [
        [""],
        ["Notes"],
        ["What several councils report as one stands under a code of its own, or under two."],
        ["Source: Defra, Local authority collected waste management, Tables 1 and 3"],
    ]
    write("waste.csv", rows)


def adult_social_care(published):
    rows = [
        ["Adult social care in England, 2018-19 to 2022-23"],
        ["The sign : stands for a figure that the source does not give."],
        ["Year", "Code", "Council", "Measure", "Figure"],
    ]
    figures = [
        [row["Financial year"], row["Local authority code"], row["Local authority name"],
         CARE_MEASURES[row["Measure"]], row["Value"] or ":"]
        for row in keyed_records(published / CARE)
        if row["Financial year"] in CARE_YEARS
    ]
    rows += sorted(figures, key=lambda row: (row[3], row[0], row[1]))
    rows += [[""], ["Source: Office for Local Government, from NHS England and Skills for Care"]]
    write("adult-social-care.csv", rows)


def grouped_columns(table):
    """Where each named column of a revenue outturn stands, under its group and its name."""
    group, places = "", {}
    for place, (heading, name) in enumerate(zip(table[4], table[6])):
        group = heading.strip() or group
        places[group, " ".join(name.split())] = place
    return places


def place_of(places, start, end):
    """The one column whose group starts and whose name ends so: both hold a year or a wording
    that changes between editions."""
    place, = (place for (group, name), place in places.items()
              if group.startswith(start) and name.endswith(end))
    return place


def thousands(cell):
    return cell if cell == "…" else f"{rounded(cell, '1'):,}"


def reserves(published):
    rows = [
        ["Reserves and spending of England's councils, 2015-16 and 2016-17"],
        ["£ thousand"],
        ["", "", "", "", "Reserves at 31 March", "", "Spending in the year", ""],
        ["", "", "", "", "916", "915", "805", "699"],
        ["Year", "ONS code", "Council", "Class", "Unallocated", "Other earmarked",
         "Net revenue expenditure", "Total service expenditure"],
    ]
    for year, path in REVENUE.items():
        table = records(published / path)
        places = grouped_columns(table)
        wanted = [place_of(places, start, end) for start, end in REVENUE_COLUMNS]
        code, name, kind = 1, 2, 4
        councils = [row for row in table[7:] if row[code].startswith(COUNCILS)]
        for row in sorted(councils, key=lambda row: row[code]):
            rows.append([year, row[code], row[name], row[kind],
                         *(thousands(row[place]) for place in wanted)])
    rows += [
        [""],
        ["Notes"],
        ["An ellipsis (…) stands for a council that made no return."],
        ["Reserves of schools and for public health are not among them."],
        ["Source: Ministry of Housing, Communities and Local Government, revenue outturn"],
    ]
    write("reserves.csv", rows)


def period(interval):
    """2023-08-01/P1Y is the academic year 2023/24, 2023-01-01/P1Y the calendar year 2023."""
    year, month = interval.split("-")[:2]
    return year if month == "01" else f"{year}/{(int(year) + 1) % 100:02}"


def skills_figures(path, indicator, spelling):
    for row in keyed_records(path):
        if not row["areacd"].startswith((*COUNCILS, *COMBINED_AUTHORITIES, ENGLAND)):
            continue
        figure = f"[{row['status']}]" if row["status"] else spelling(row["observation"])
        limits = [spelling(row[limit]) if row[limit] else "" for limit in ("lci_95", "uci_95")]
        yield [period(row["period"]), row["areacd"], row["areanm"], indicator, figure, *limits]


def skills(published):
    achieved = skills_figures(published / ACHIEVEMENTS, "Achievements, 19 and over, per 100,000",
                              lambda figure: f"{int(figure):,}")
    level_3 = skills_figures(published / LEVEL_3, "Level 3 or above, 16 to 64, per cent",
                             lambda figure: rounded(figure, "0.1"))
    rows = [
        ["Adult skills in England"],
        ["Academic years for achievements, calendar years for qualifications. [x] not available"],
        ["", "", "", "", "", "95% limits", ""],
        ["Period", "Code", "Area", "Indicator", "Figure", "Lower", "Upper"],
    ]
    rows += sorted((row for row in achieved if row[0] >= FIRST_ACADEMIC_YEAR),
                   key=lambda row: (row[0], row[1]))
    rows += sorted(level_3, key=lambda row: (row[0], row[1]))
    rows += [[""], ["Source: Office for National Statistics, Explore local statistics"]]
    write("skills.csv", rows)


def neighbours(published):
    with open(published / NAMES, encoding="utf-8") as stream:
        names = {code: area["areanm"] for code, area in json.load(stream).items()}
    rows = [["area_code", "area_name", "peer_code", "peer_name", "position", "distance"]]
    lists = [row for row in records(published / NEIGHBOURS) if row[0].startswith(COUNCILS)]
    for area, *near in sorted(lists):
        english = [peer for peer in near if peer.startswith(COUNCILS)]
        for position, peer in enumerate(english[:NEAREST], 1):
            rows.append([area, names[area], peer, names[peer], position, ""])
    write("neighbours.csv", rows)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: transcribe.py PUBLISHED")
    published = Path(sys.argv[1])
    for write_file in (waste, adult_social_care, reserves, skills, neighbours):
        write_file(published)


if __name__ == "__main__":
    main()
