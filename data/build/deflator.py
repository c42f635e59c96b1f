#!/usr/bin/env python3
"""Makes data/gdp-deflator.csv from the time series YBGB as the Office for National Statistics
hands it out: its years and quarters from 1990 on, with the day of release.

deflator.py SERIES.csv >data/gdp-deflator.csv"""
import csv
import re
import sys

FIRST_YEAR = 1990


def main():
    with open(sys.argv[1], newline="", encoding="utf-8") as series:
        rows = [row for row in csv.reader(series) if len(row) == 2]
    about = dict(rows)
    if about["CDID"] != "YBGB":
        sys.exit(f"{sys.argv[1]} is the series {about['CDID']}, not YBGB")
    day, month, year = about["Release date"].split("-")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["period", "value", "edition"])
    for time, index in rows:
        period = re.fullmatch(r"(\d{4})( (Q[1-4]))?", time)
        if period and int(period[1]) >= FIRST_YEAR:
            name = period[1] + ("-" + period[3] if period[3] else "")
            writer.writerow([name, index, f"{year}-{month}-{day}"])


main()
