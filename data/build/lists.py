"""Read the published lists of England's local authorities, each in its own layout.

Every reader takes the folder that holds the lists and gives plain Python values. Nothing
is decided here: build.py decides, check.py compares.
"""

import csv
import functools
import os
import re
import zipfile
from xml.etree import ElementTree

GSS_CODE = re.compile(r"^[EKNSW]\d{8}$")
E_CODE = re.compile(r"^E\d{4}$")
SNAC_CODE = re.compile(r"^\d\d[A-Z]{2}$")
NUMBER = re.compile(r"^\d{3}$")

MYSOCIETY = "mysociety-la/uk_local_authorities.csv"
LOCAL_AUTHORITIES = "geo-lookups/la_all_codes.csv"
UPPER_TIER = "geo-lookups/utla_all_codes.csv"
COMBINED_2020 = "geo-lookups/cauth_all_codes.csv"
COMBINED_2025 = "ons-geography/LAD_to_CAUTH_May_2025_EN.csv"
TIERS_2023 = "ons-geography/LTLA-UTLA_Apr23_Lookup_England-Wales.csv"
KINDS = "ons-geography/gss_codes.csv"
DISTRICTS_2009 = "ons-geography/Local_Authority_Districts_December_2009_Boundaries.csv"
DISTRICTS_2011 = "ons-geography/LAD2011_to_LAD2021_EW.xlsx"

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
WASTE_TREATMENT = "defra-waste/LA_collection-Table_2.csv"
OFLOG_LOOKUP = "oflog/localAuthorityCodeLookup.xlsx"

SOCIAL_WORKERS = "dfe-ees/csww_indicators_2017_to_2025.csv"

# Files with a column of codes and a column of names, beside those above.
DFE_NUMBERED = [
    ("dfe-ees/b1_children_in_need_2013_to_2025.csv", "old_la_code", "new_la_code",
     "la_name"),
    ("dfe-ees/cla_number_and_rate_per_10k_children.csv", "old_la_code", "new_la_code",
     "la_name"),
    (SOCIAL_WORKERS, "old_la_code", "new_la_code", "la_name"),
    ("dfe-neet/UD_NEETNK_LA_dashboard_2022_final.csv", "old_la_code", "new_la_code",
     "la_name"),
    ("dfe-scorecards/scorecard_data_2025_2023.csv", "LANumber", "new_la_code", "LA_name"),
    ("ons-population/ons_mid-year_population_estimates_2012_to_2024.csv", "old_la_code",
     "new_la_code", "la_name"),
]
NAMED = [entry[:1] + entry[2:] for entry in DFE_NUMBERED] + [
    ("oflog/adult_social_care.csv", "Local authority code", "Local authority name"),
    ("geo-lookups/la_orgid_to_gss.csv", "gss_code", "name"),
    ("geo-lookups/la_orgid_to_gss.csv", "gss_code", "normalised_name"),
    (UPPER_TIER, "UTLACD", "UTLANM"),
    ("dfe-ees/b1_children_in_need_2013_to_2025.csv", "region_code", "region_name"),
    ("fingertips/la_hospital_admissions_2223.csv", "Area Code", "AreaName"),
    ("ons-els/adult-obesity-prevalence.csv", "areacd", "areanm"),
    ("ons-els/apprenticeships.csv", "areacd", "areanm"),
    ("ons-els/further-education-and-skills-learner-achievements.csv", "areacd", "areanm"),
    ("ons-els/gigabit-capable-broadband.csv", "areacd", "areanm"),
    ("ons-els/qualifications-level-3-or-above.csv", "areacd", "areanm"),
]
NAMED += [("trafford/%s.csv" % name, "area_code", "area_name") for name in (
    "admissions_care_homes_65p", "apprenticeship_starts", "care_homes_rating", "cipfa2019",
    "cipfa2021", "cipfalga0724", "cssn", "household_waste_not_recycled",
    "household_waste_recycling", "neet", "nhsennpg", "planning_applications_major",
    "planning_applications_non-major", "social_care_satisfaction")]
POPULATION = ["ons-population/ukmidyearestimates20182019ladcodes-MYE2-All.csv",
              "ons-population/ukmidyearestimates20182019ladcodes-MYE_5.csv"]

# DfE's numbers without ONS codes.
DFE_LIST = "dfe-statistical-neighbours/la_code_list.xlsx"
DFE_NEIGHBOURS = \
    "dfe-statistical-neighbours/New_Statistical_Neighbour_Groupings_April_2021.csv"
# The numbers of councils with adult social services responsibilities (CASSR).
ASCOF = "nhsd-asc/ascof-2020-21-total-rows.csv"
ASC_FR = ["nhsd-asc/CSV_ASCFR_Activity.csv", "nhsd-asc/CSV_ASCFR_Additional.csv"]
PSS_2009 = "nhsd-asc/Final_Council_Level_ActivityData_2009-10.csv"
PSS_2014 = "nhsd-asc/pss-exp-eng-14-15-fin-coun-lev-act-data.csv"
PSS_2015 = "nhsd-asc/pss-exp-eng-15-16-fin-add-data.csv"
NEIGHBOURS = [
    "ons-nearest-neighbours/cluster-allocation.csv",
    "ons-nearest-neighbours/economic-neighbours.csv",
    "ons-nearest-neighbours/global-neighbours.csv",
]


@functools.lru_cache(maxsize=None)
def plain_rows(folder, name, encoding="utf-8-sig"):
    """Give the records of a CSV file as lists of text."""
    with open(os.path.join(folder, name), encoding=encoding, newline="") as file:
        return list(csv.reader(file))


@functools.lru_cache(maxsize=None)
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


def mysociety_codes(folder):
    """Give (ONS code, three-letter code) of present and former codes of England."""
    return [(row["gss-code"], row["local-authority-code"])
            for row in rows(folder, "mysociety-la/lookup_gss_to_registry.csv")
            if row["gss-code"].startswith("E")]


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
    """Give (year, code, name, type) of a waste table; the header is its fourth record,
    and Table 2 has a further column, Defra's own number, before the code."""
    first = 3 if name == WASTE_TREATMENT else 2
    return [(row[0].strip(), row[first].strip(), row[first + 2].strip(),
             row[first + 3].strip())
            for row in plain_rows(folder, name)[4:]
            if len(row) > first + 3 and row[first].strip()]


def sheet_rows(folder, name, number):
    """Give the records of a sheet of an .xlsx workbook; empty cells are not kept."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(os.path.join(folder, name)) as book:
        strings = ["".join(part.text or "" for part in item.iter(space + "t"))
                   for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet%d.xml" % number))
    found = []
    for row in sheet.iter(space + "row"):
        cells = [(cell.get("t"), cell.find(space + "v")) for cell in row]
        found.append([(strings[int(value.text)] if kind == "s" else value.text).strip()
                      for kind, value in cells if value is not None])
    return found


def oflog_lookup(folder):
    """Give (code, name) of the explorer's workbook."""
    return [tuple(row) for row in sheet_rows(folder, OFLOG_LOOKUP, 1)
            if len(row) == 2 and GSS_CODE.match(row[0])]


def districts_2011(folder):
    """Give (code, name, code now, name now) of the districts of 2011 and of 2022; the
    lookup of 2011 to 2023 has the code between in its middle."""
    pairs = [row for row in sheet_rows(folder, DISTRICTS_2011, 2) if GSS_CODE.match(row[0])]
    longer = [[cell for cell in row if not cell.isdigit()]
              for row in sheet_rows(folder, DISTRICTS_2011, 3) if GSS_CODE.match(row[0])]
    return [(row[0], row[1], row[2], row[3]) for row in pairs] + \
        [(row[0], row[1], row[-2], row[-1]) for row in longer]


def districts_2009(folder):
    """Give (four-character code, name) of England's districts of December 2009; the codes
    of Wales begin 00N to 00P, of Scotland 00Q and 00R, of Northern Ireland 95."""
    return [(row["lad09cd"], row["lad09nm"].strip())
            for row in rows(folder, DISTRICTS_2009)
            if SNAC_CODE.match(row["lad09cd"]) and not row["lad09cd"].startswith("95")
            and not ("00NA" <= row["lad09cd"] <= "00RZ")]


def mysociety_snac(folder):
    """Give (four-character code, three-letter code)."""
    return [(row["snac"], code) for code, row in mysociety(folder).items()
            if SNAC_CODE.match(row["snac"])]


def mysociety_dfe(folder):
    """Give (DfE number, three-letter code): mySociety calls it the old register's."""
    return [(row["old-ons-la-code"], code) for code, row in mysociety(folder).items()
            if NUMBER.match(row["old-ons-la-code"])]


def population_names(folder, name):
    """Give (code, name) of the population estimates, whose header is the fifth record."""
    return [(row[0], row[1].strip()) for row in plain_rows(folder, name)
            if row and GSS_CODE.match(row[0])]


def dfe_numbers(folder):
    """Give (number, ONS code, name, file) of DfE's lists; two of them have no codes."""
    found = []
    for name, number, code, area_name in DFE_NUMBERED:
        found += [(row[number], row[code], row[area_name], name)
                  for row in rows(folder, name)]
    found += [(row["LA num"], "", row["LA Name"], DFE_NEIGHBOURS)
              for row in rows(folder, DFE_NEIGHBOURS)]
    # Its numbers of 970 and above are regions and groups: no type.
    found += [(row[0], "", row[1], DFE_LIST) for row in sheet_rows(folder, DFE_LIST, 1)
              if row[3] != "NA"]
    return sorted({row for row in found if NUMBER.match(row[0])})


def social_worker_rows(folder):
    """Give (year, code) of the councils' rows of DfE's social work workforce."""
    return {(row["time_period"], row["new_la_code"])
            for row in rows(folder, SOCIAL_WORKERS) if row["new_la_code"]}


def cassr_numbers(folder):
    """Give (number, ONS code, name, file) of adult social care; code or name may be
    empty. Of ASCOF only councils have a number of three digits."""
    found = [(row[0], row[3], row[1], ASCOF) for row in plain_rows(folder, ASCOF)]
    for name in ASC_FR:
        found += [(row["CASSR_CODE"], row["GEOGRAPHY_CODE"], "", name)
                  for row in rows(folder, name)]
    found += [(row[1], "", row[2], PSS_2015)
              for row in plain_rows(folder, PSS_2015, "cp1252")]
    glued = [(row[0], PSS_2009) for row in plain_rows(folder, PSS_2009) if row]
    glued += [(cell, PSS_2014) for cell in plain_rows(folder, PSS_2014, "cp1252")[1]]
    for cell, name in glued:
        number, _, area_name = cell.partition("-")
        found.append((number.strip(), "", area_name.strip(), name))
    return sorted({row for row in found if NUMBER.match(row[0])})


def codes_in_use(folder):
    """Give code -> files in which it stands, over every file the tables must cover."""
    found = {}
    named = NAMED + ONS_NAMES
    files = {entry[0] for entry in named} | {ASCOF, TAX_BASE, WASTE_TREATMENT}
    for name in sorted(files.union(REVENUE, WASTE, NEIGHBOURS, POPULATION, ASC_FR)):
        for row in plain_rows(folder, name):
            for cell in row:
                if GSS_CODE.match(cell.strip()):
                    found.setdefault(cell.strip(), set()).add(name)
    for code, _ in oflog_lookup(folder):
        found.setdefault(code, set()).add(OFLOG_LOOKUP)
    for row in districts_2011(folder):
        for code in row[::2]:
            found.setdefault(code, set()).add(DISTRICTS_2011)
    return found
