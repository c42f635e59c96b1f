"""Read the published lists of England's local authorities, each in its own layout.

Every reader takes the folder that holds the lists and gives plain Python values. Nothing
is decided here: build.py decides, check.py compares.
"""

import csv
import os
import re
import zipfile
from xml.etree import ElementTree

GSS_CODE = re.compile(r"^[EKNSW]\d{8}$")
E_CODE = re.compile(r"^E\d{4}$")

MYSOCIETY = "mysociety-la/uk_local_authorities.csv"
LOCAL_AUTHORITIES = "geo-lookups/la_all_codes.csv"
UPPER_TIER = "geo-lookups/utla_all_codes.csv"
COMBINED_2020 = "geo-lookups/cauth_all_codes.csv"
COMBINED_2025 = "ons-geography/LAD_to_CAUTH_May_2025_EN.csv"
TIERS_2023 = "ons-geography/LTLA-UTLA_Apr23_Lookup_England-Wales.csv"
KINDS = "ons-geography/gss_codes.csv"

# Newest first: the first list that has a code gives its name.
ONS_NAMES = [
    (COMBINED_2025, "CAUTH25CD", "CAUTH25NM"),
    (TIERS_2023, "LTLA23CD", "LTLA23NM"),
    (TIERS_2023, "UTLA23CD", "UTLA23NM"),
    ("ons-geography/Local_Authority_Districts_2021.csv", "LAD21CD", "LAD21NM"),
    ("ons-geography/Local_Authority_Districts_December_2020_UK_BUC.csv",
     "LAD20CD", "LAD20NM"),
    ("ons-geography/Counties_December_2019_Boundaries_EN_BUC.csv", "cty19cd", "cty19nm"),
    ("ons-geography/Local_Authority_Districts_December_2018_Boundaries_UK_BUC.csv",
     "lad18cd", "lad18nm"),
    (LOCAL_AUTHORITIES, "LADCD", "LADNM"),
    (COMBINED_2020, "CAUTHCD", "CAUTHNM"),
    (KINDS, "AREACD", "AREANM"),
]

REVENUE = [
    "mhclg-revenue/RS_2015-16_data_by_LA_-_Revision-RS_LA_Data_2015-16.csv",
    "mhclg-revenue/RS_2016-17_data_by_LA-RS_LA_Data_2016-17.csv",
    "mhclg-revenue/RSX_LA_Data_2024-25_data_by_LA-RSX_LA_Data_202425.csv",
]
BUDGET = "mhclg-revenue/budgetaccounts1617-RA_LA_Data_2016-17.csv"
TAX_BASE = "mhclg-ctb/Local_Authorities_Council_Taxbase_2019_Drop_down-Data.csv"
WASTE = ["defra-waste/LA_collection-Table_1.csv", "defra-waste/LA_collection-Table_3.csv"]
OFLOG_LOOKUP = "oflog/localAuthorityCodeLookup.xlsx"

# Files with a column of codes and a column of names, beside those above.
NAMED = [
    ("oflog/adult_social_care.csv", "Local authority code", "Local authority name"),
    ("geo-lookups/la_orgid_to_gss.csv", "gss_code", "name"),
    ("geo-lookups/la_orgid_to_gss.csv", "gss_code", "normalised_name"),
    (UPPER_TIER, "UTLACD", "UTLANM"),
    ("dfe-ees/b1_children_in_need_2013_to_2025.csv", "new_la_code", "la_name"),
    ("dfe-ees/cla_number_and_rate_per_10k_children.csv", "new_la_code", "la_name"),
    ("dfe-ees/csww_indicators_2017_to_2025.csv", "new_la_code", "la_name"),
    ("ons-els/adult-obesity-prevalence.csv", "areacd", "areanm"),
    ("ons-els/apprenticeships.csv", "areacd", "areanm"),
    ("ons-els/further-education-and-skills-learner-achievements.csv", "areacd", "areanm"),
    ("ons-els/gigabit-capable-broadband.csv", "areacd", "areanm"),
    ("ons-els/qualifications-level-3-or-above.csv", "areacd", "areanm"),
]
NEIGHBOURS = [
    "ons-nearest-neighbours/cluster-allocation.csv",
    "ons-nearest-neighbours/economic-neighbours.csv",
    "ons-nearest-neighbours/global-neighbours.csv",
]


def plain_rows(folder, name):
    """Give the records of a CSV file as lists of text."""
    with open(os.path.join(folder, name), encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def rows(folder, name):
    """Give the records of a CSV file whose first record is its header."""
    with open(os.path.join(folder, name), encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def mysociety(folder):
    """Give England's councils as mySociety lists them, by three-letter code."""
    return {row["local-authority-code"]: row for row in rows(folder, MYSOCIETY)
            if row["nation"] == "England"}


def mysociety_names(folder):
    """Give (spelling, three-letter code) of mySociety's table of spellings."""
    return [(row["la-name"], row["local-authority-code"])
            for row in rows(folder, "mysociety-la/lookup_name_to_registry.csv")]


def mysociety_e_codes(folder):
    """Give (E-code, three-letter code); E-codes are the finance tables' own."""
    return [(row["ecode"], row["local-authority-code"])
            for row in rows(folder, "mysociety-la/01_ecode.csv") if row["ecode"]]


def column_pairs(folder, name, code_column, name_column):
    """Give (code, name) of each record of a table with a header."""
    return [(row[code_column].strip(), row[name_column].strip())
            for row in rows(folder, name) if GSS_CODE.match(row[code_column].strip())]


def ons_names(folder):
    """Give code -> {file: name} in the order of ONS_NAMES."""
    found = {}
    for name, code_column, name_column in ONS_NAMES:
        for code, area_name in column_pairs(folder, name, code_column, name_column):
            found.setdefault(code, {}).setdefault(name, area_name)
    return found


def revenue(folder, name):
    """Give (E-code, ONS code, name) of a revenue outturn; notes and totals have none."""
    return [tuple(cell.strip() for cell in row[:3]) for row in plain_rows(folder, name)
            if len(row) > 2 and E_CODE.match(row[0].strip())]


def budget(folder):
    """Give (E-code, name) of the revenue budget, which has no ONS codes."""
    return [(row[0].strip(), row[1].strip()) for row in plain_rows(folder, BUDGET)
            if E_CODE.match(row[0].strip())]


def tax_base(folder):
    """Give (E-code, ONS code, name) of the council tax base."""
    return [(row[0].strip(), row[1].strip(), row[3].strip())
            for row in plain_rows(folder, TAX_BASE) if E_CODE.match(row[0].strip())]


def waste(folder, name):
    """Give (year, code, name, type) of a waste table; the header is its fourth record."""
    return [(row[0].strip(), row[2].strip(), row[4].strip(), row[5].strip())
            for row in plain_rows(folder, name)[4:] if len(row) > 5 and row[2].strip()]


def oflog_lookup(folder):
    """Give (code, name) of the explorer's workbook: two columns of shared strings."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(os.path.join(folder, OFLOG_LOOKUP)) as book:
        strings = ["".join(part.text or "" for part in item.iter(space + "t"))
                   for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    pairs = []
    for row in sheet.iter(space + "row"):
        cells = [strings[int(value.text)] for value in row.iter(space + "v")]
        if len(cells) == 2 and GSS_CODE.match(cells[0]):
            pairs.append((cells[0], cells[1].strip()))
    return pairs


def codes_in_use(folder):
    """Give code -> files in which it stands, over every file the tables must cover."""
    found = {}
    named = NAMED + ONS_NAMES
    for name in sorted({entry[0] for entry in named} | set(REVENUE + WASTE + NEIGHBOURS)):
        for row in plain_rows(folder, name):
            for cell in row:
                if GSS_CODE.match(cell.strip()):
                    found.setdefault(cell.strip(), set()).add(name)
    for code, _ in oflog_lookup(folder):
        found.setdefault(code, set()).add(OFLOG_LOOKUP)
    return found
