#!/usr/bin/env python3
"""Reads open data of oflog-publish with Python's own csv module, each column as what the W3C
metadata beside it say it is.

usage: read.py data.csv     (data.csv-metadata.json stands beside it)
"""
import csv
import datetime
import json
import os
import statistics
import sys

READ = {
    "string": str,
    "number": float,
    "integer": int,
    "date": datetime.date.fromisoformat,
}


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def read(path):
    schema = read_json(path + "-metadata.json")["tableSchema"]
    if isinstance(schema, str):  # of a site: the address of what all its tables share
        schema = read_json(os.path.join(os.path.dirname(path), schema))
    types = {column["titles"]: READ[column["datatype"]] for column in schema["columns"]}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            yield {name: types[name](cell) if cell else None for name, cell in row.items()}


rows = list(read(sys.argv[1]))
first = min(row["period_start"] for row in rows)
last = max(row["period_end"] for row in rows)
missing = sum(row["value"] is None for row in rows)
print(f"{len(rows)} rows from {first} to {last}, {missing} without a value")

values = [
    row["value"]
    for row in rows
    if row["metric"] == "waste.recycling-rate"
    and row["period"] == "2022/23"
    and row["area_class"] == "unitary"
    and row["value"] is not None
]
print(f"median recycling rate of {len(values)} unitary councils: {statistics.median(values):.2f}")
