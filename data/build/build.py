#!/usr/bin/env python3
"""Write the tables of England's local authorities from the published lists.

Usage: build.py LISTS [TABLES]

LISTS is the folder of published lists, TABLES the folder to write to (default: the folder
above this script). Facts that no list has, or that a list has wrong, stand in
corrections.csv, each with its source.
"""

import csv
import datetime
import os
import re
import sys

import lists

HERE = os.path.dirname(os.path.abspath(__file__))

CLASS_OF_TYPE = {
    "UA": "unitary", "MD": "metropolitan-district", "LBO": "london-borough",
    "CC": "london-borough", "CTY": "county", "NMD": "district",
    "COMB": "combined-authority", "SRA": "combined-authority",
}
COUNCIL_CLASSES = {"unitary", "metropolitan-district", "london-borough", "county",
                   "district"}
COUNTRIES = ["E92000001", "K02000001", "K03000001", "K04000001",
             "N92000002", "S92000003", "W92000004"]
GREATER_LONDON = "E61000001"

# Defra has tonnages, and so the contamination rate, in one table from 2014/15, and its
# indicators in another from 2010/11; they do not always name the same reporter.
TONNAGES = [("waste." + name, "2014/15") for name in (
    "contamination-rate", "collected-tonnes", "household-tonnes", "recycled-tonnes",
    "regular-collection-tonnes")]
INDICATORS = [("waste." + name, "2010/11") for name in (
    "recycling-rate", "residual-household-waste", "collected-per-person")]
# DfE prints two pairs of councils together in one table, in every year it has of them.
WORKFORCE = [("children.social-worker-" + name, "") for name in (
    "turnover", "agency-rate", "vacancy-rate", "caseload", "absence")]
JOINT_METRICS = {
    "child-injuries": [("health.child-injury-admissions", "2022/23")],
    "social-workers": WORKFORCE,
    "waste": TONNAGES + INDICATORS,
    "waste-tonnages": TONNAGES,
    "waste-indicators": INDICATORS,
}


# What publishers write around the name of a council of each class.
FORMS = {
    "unitary": ["{} UA", "{} (UA)", "{} Unitary Authority", "{} Council"],
    "metropolitan-district": ["{} MBC", "{} Metropolitan Borough Council",
                              "{} Metropolitan Borough", "{} MDC", "{} Council"],
    "london-borough": ["London Borough of {}", "{} London Borough",
                       "{} LB", "LB {}", "LB of {}", "{} Council"],
    # Not "Council" alone: that is what the unitary that follows a county calls itself.
    "county": ["{} County Council", "{} CC", "{} County"],
    "district": ["{} District Council", "{} DC", "{} District", "{} Borough Council",
                 "{} BC", "{} Council"],
    "combined-authority": ["{} Combined Authority", "{} CA", "{} CCA", "{} MCA",
                           "{} Mayoral Combined Authority",
                           "{} Combined County Authority"],
}
CITY_FORMS = ["City of {}", "{} City Council", "{} City"]
BOROUGH_FORMS = ["{} Borough Council", "{} BC", "Borough of {}"]
ROYAL_FORMS = ["Royal Borough of {}"]


def read_corrections():
    """Give the hand-kept corrections by table."""
    found = {}
    path = os.path.join(HERE, "corrections.csv")
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["source"]:
                raise SystemExit("corrections.csv: '%s' names no source" % row["key"])
            found.setdefault(row["table"], []).append(row)
    return found


def day_after(date):
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=1)).isoformat()


def day_before(date):
    return (datetime.date.fromisoformat(date) - datetime.timedelta(days=1)).isoformat()


def last_day(end_date):
    """Give the last day of a council; mySociety ends 2019 and 2020 with the last day
    (31 March) and 2021 and 2023 with the day after (1 April)."""
    return day_before(end_date) if end_date.endswith("-04-01") else end_date


def first_day(start_date):
    """Give the first day of a council, or nothing: dates other than a reorganisation's
    1 April are those of mySociety's register, not of the council."""
    return start_date if start_date.endswith("-04-01") else ""


class Tables:
    """The five tables while they are made."""

    def __init__(self, folder):
        self.folder = folder
        self.corrections = read_corrections()
        self.councils = {code: dict(row) for code, row in lists.mysociety(folder).items()}
        for row in self.corrections.get("mysociety", []):
            self.councils[row["key"]][row["column"]] = row["value"]
        self.areas = {}
        self.memberships = {}
        self.successors = {}
        self.joint = []
        self.spellings = []
        self.ambiguous = []
        self.contested = {fold(row["key"]): row["source"]
                          for row in self.corrections["spelling"]
                          if row["column"] == "contested"}

    # areas

    def area(self, code):
        return self.areas.setdefault(code, dict(
            code=code, council="", name="", region="", valid_from="", valid_to="",
            **{"class": ""}))

    def add_councils(self):
        for code, row in self.councils.items():
            codes = row["gss-code"] + "," + row["former-gss-codes"]
            for gss in filter(None, (cell.strip() for cell in codes.split(","))):
                self.area(gss).update(
                    council=code.lower(),
                    valid_from=first_day(row["start-date"]),
                    valid_to=last_day(row["end-date"]) if row["end-date"] else "",
                    **{"class": CLASS_OF_TYPE[row["local-authority-type"]]})

    def add_recoded(self):
        """Add codes that geo-lookups gives as an old and a new code of one council."""
        for row in lists.rows(self.folder, lists.LOCAL_AUTHORITIES):
            old, new = row["LADCD"], row["LADCD_ACTIVE"]
            same = old[:3] == new[:3] and row["LADNM"] == row["LADNM_ACTIVE"]
            if old == new or not same or not old.startswith("E"):
                continue
            for known, missing in ((old, new), (new, old)):
                if known in self.areas and missing not in self.areas:
                    self.areas[missing] = dict(self.areas[known], code=missing)

    def add_larger(self):
        for row in lists.rows(self.folder, lists.KINDS):
            if row["Geography"] == "Region":
                self.area(row["AREACD"])["class"] = "region"
        for code in COUNTRIES:
            self.area(code)["class"] = "country"

    def name_areas(self):
        names = lists.ons_names(self.folder)
        for name, code_column, name_column in (
                (lists.LOCAL_AUTHORITIES, "EWCD", "EWNM"),
                (lists.LOCAL_AUTHORITIES, "GBCD", "GBNM"),
                (lists.LOCAL_AUTHORITIES, "UKCD", "UKNM")):
            pairs = lists.column_pairs(self.folder, name, code_column, name_column)
            for code, found in pairs:
                names.setdefault(code, {}).setdefault(name, found)
        for code, area in self.areas.items():
            area["name"] = next(iter(names.get(code, {}).values()), "")

    def place_councils(self):
        """Set regions from ONS through geo-lookups, else from mySociety."""
        regions = {}
        for name, column in ((lists.UPPER_TIER, "UTLACD"),
                             (lists.LOCAL_AUTHORITIES, "LADCD")):
            for row in lists.rows(self.folder, name):
                if row["RGNCD"].startswith("E12"):
                    regions[row[column]] = row["RGNNM"]
        listed = {row["local-authority-code"].lower(): row["region"]
                  for row in lists.mysociety(self.folder).values()}
        of_council = {self.areas[code]["council"]: region
                      for code, region in regions.items() if code in self.areas}
        for area in self.areas.values():
            if area["class"] in COUNCIL_CLASSES:
                council = area["council"]
                area["region"] = of_council.get(council) or listed[council]

    def place_counties(self):
        """An ended county that no list places lies where its districts lie."""
        for code, row in self.councils.items():
            area = self.areas[row["gss-code"]]
            if area["class"] == "county" and not area["region"]:
                inside = {self.areas[other["gss-code"]]["region"]
                          for other in self.councils.values()
                          if other["county-la"] == code}
                area["region"] = inside.pop() if len(inside) == 1 else ""

    def found_councils(self):
        """Give councils without a first day the one of their founding Act or order; what
        names codes comes after what names a class, and an empty day takes it back."""
        for row in self.corrections["founded"]:
            keys = row["key"].split()
            for area in self.areas.values():
                if area["code"] in keys or (
                        area["class"] in keys and not area["valid_from"]):
                    area["valid_from"] = row["value"]

    def correct_areas(self):
        for row in self.corrections["area"]:
            self.area(row["key"])[row["column"]] = row["value"]

    # memberships

    def lifetime(self, council):
        """Give first and last day of a council over all its codes; unknown is empty."""
        codes = [area for area in self.areas.values() if area["council"] == council]
        first = [area["valid_from"] for area in codes]
        last = [area["valid_to"] for area in codes]
        return min(first), "" if "" in last else max(last)

    def add_membership(self, code, parent, kind):
        """Add a membership under every code of the council, for the days on which both
        the council and its parent's code were there. Publishers print a council's old and
        new code for any year, so a change of the member's code ends nothing; but the North
        East's authority changed its code because it lost members: its dates bind.
        """
        council = self.areas[code]["council"]
        codes = [area["code"] for area in self.areas.values()
                 if council and area["council"] == council] or [code]
        begin, end = self.lifetime(council) if council else ("", "")
        above = self.areas[parent]
        first = max(begin, above["valid_from"])
        last = min(filter(None, [end, above["valid_to"]]), default="")
        for each in codes:
            self.memberships[each, parent, kind] = (first, last)

    def add_regions(self):
        codes = {area["name"]: code for code, area in self.areas.items()
                 if area["class"] == "region"}
        for code in codes.values():
            self.memberships[code, "E92000001", "country"] = ("", "")
        for code, area in list(self.areas.items()):
            if area["class"] in COUNCIL_CLASSES:
                self.add_membership(code, codes[area["region"]], "region")

    def add_counties(self):
        for row in self.councils.values():
            if row["county-la"]:
                county = self.councils[row["county-la"]]
                self.add_membership(row["gss-code"], county["gss-code"], "county")

    def add_combined(self):
        for code, parent in lists.column_pairs(
                self.folder, lists.COMBINED_2025, "LAD25CD", "CAUTH25CD"):
            self.add_membership(code, parent, "combined-authority")
        for row in lists.rows(self.folder, lists.LOCAL_AUTHORITIES):
            # Only those that have ended: 2020's list for the others would repeat 2025's.
            if row["CAUTHCD"] in self.areas and self.areas[row["CAUTHCD"]]["valid_to"]:
                self.add_membership(row["LADCD"], row["CAUTHCD"], "combined-authority")
        for code, area in list(self.areas.items()):
            if area["class"] == "london-borough":
                self.add_membership(code, GREATER_LONDON, "combined-authority")
        for row in self.corrections["membership"]:
            code, parent = row["key"].split()
            self.add_membership(code, parent, row["column"])

    def place_combined(self):
        """A combined authority lies in a region where all its members do."""
        inside = {}
        for code, parent, kind in self.memberships:
            if kind == "combined-authority":
                inside.setdefault(parent, set()).add(self.areas[code]["region"])
        codes = {area["name"]: code for code, area in self.areas.items()
                 if area["class"] == "region"}
        for parent, regions in inside.items():
            if len(regions) == 1:
                self.areas[parent]["region"] = regions.pop()
                self.add_membership(parent, codes[self.areas[parent]["region"]], "region")

    # successors and joint reporters

    def add_successors(self):
        for code, row in self.councils.items():
            after = [c.strip() for c in row["replaced-by"].split(",") if c.strip()]
            for successor in after:
                date = day_after(last_day(row["end-date"]))
                kind = "split" if len(after) > 1 else "merged"
                self.successors[code.lower(), successor.lower()] = (date, kind)
        for row in self.corrections["successor"]:
            self.successors[tuple(row["key"].split())] = (row["value"], row["column"])

    def add_joint(self):
        for row in self.corrections["joint"]:
            council, reporter = row["key"].split(" ", 1)
            first, last = row["value"].split("..")
            for metric, earliest in JOINT_METRICS[row["column"]]:
                begin = max(first, earliest)
                if not last or begin <= last:
                    self.joint.append((council, metric, reporter, begin, last))

    # spellings

    def names_as_published(self):
        """Yield (spelling, council, file) of every list that names councils."""
        for code, row in self.councils.items():
            for name in [row["official-name"], row["nice-name"]]:
                yield name, code.lower(), lists.MYSOCIETY
        for name, code in lists.mysociety_names(self.folder):
            if code in self.councils:
                yield name, code.lower(), "mySociety spellings"
        for row in self.corrections["spelling"]:
            if row["column"] == "add":
                yield row["key"], row["value"], "corrections.csv"
        for file, code_column, name_column in lists.ONS_NAMES + lists.NAMED:
            pairs = lists.column_pairs(self.folder, file, code_column, name_column)
            for code, name in pairs:
                yield name, self.body_of(code), file
        for code, name in lists.oflog_lookup(self.folder):
            yield name, self.body_of(code), lists.OFLOG_LOOKUP
        for file in lists.POPULATION:
            for code, name in lists.population_names(self.folder, file):
                yield name, self.body_of(code), file
        for row in lists.districts_2011(self.folder):
            yield row[1], self.body_of(row[0]), lists.DISTRICTS_2011
            yield row[3], self.body_of(row[2]), lists.DISTRICTS_2011
        yield from self.numbered_names(lists.dfe_numbers(self.folder))
        yield from self.numbered_names(lists.cassr_numbers(self.folder))
        snac = dict(lists.mysociety_snac(self.folder))
        for code, name in lists.districts_2009(self.folder):
            yield name, snac[code].lower(), lists.DISTRICTS_2009
        for file in lists.REVENUE:
            for _, code, name in lists.revenue(self.folder, file):
                yield name, self.council_of(code), file
        for _, code, name in lists.tax_base(self.folder):
            yield name, self.council_of(code), lists.TAX_BASE
        e_codes = {e_code: council for e_code, council, _ in self.e_codes_as_published()}
        for e_code, name in lists.budget(self.folder):
            yield name, e_codes.get(e_code, ""), lists.BUDGET
        for file in lists.WASTE + [lists.WASTE_TREATMENT]:
            for name, council in self.waste_names(file):
                yield name, council, file

    def numbered_names(self, numbers):
        """Yield names beside numbers. The lists with codes say whose a number is; where
        successive councils share it, a name without a code is that of each."""
        owners = {}
        for number, code, _, _ in numbers:
            if self.council_of(code):
                owners.setdefault(number, set()).add(self.council_of(code))
        for number, code, name, file in numbers:
            councils = owners.get(number, set())
            if self.council_of(code):
                councils = {self.council_of(code)}
            for council in sorted(councils):
                yield name, council, file

    def usual_forms(self):
        """Yield (spelling, council, "") of what publishers write around a name."""
        for area in list(self.areas.values()):
            row = self.councils.get(area["council"].upper())
            forms = FORMS.get(area["class"])
            if not forms or area["code"] == GREATER_LONDON:
                continue
            official = row["official-name"] if row else ""
            if "City" in official:
                forms = forms + CITY_FORMS
            if "Borough" in official and area["class"] == "unitary":
                forms = forms + BOROUGH_FORMS
            if official.startswith("Royal Borough"):
                forms = forms + ROYAL_FORMS
            for base in bare_names(area["name"], row["nice-name"] if row else ""):
                for form in forms:
                    yield form.format(base), area["council"], ""

    def waste_names(self, file):
        """Give Defra's names, without those of joint reporters and footnote marks: a
        county's code there may stand for a partnership or for the later unitary."""
        for _, code, name, kind in lists.waste(self.folder, file):
            partnership = re.search(r"Partnership|Shared Service|Mid Suffolk and", name)
            recoded = code.startswith("E10") and kind == "Unitary"
            if not partnership and not recoded and not re.search(r" [a1]$", name):
                yield name, self.council_of(code)

    def e_codes_as_published(self):
        for e_code, code in lists.mysociety_e_codes(self.folder):
            if code in self.councils:
                yield e_code, code.lower(), "mySociety E-codes"
        for file in lists.REVENUE:
            for e_code, code, _ in lists.revenue(self.folder, file):
                yield e_code, self.council_of(code), file
        for e_code, code, _ in lists.tax_base(self.folder):
            yield e_code, self.council_of(code), lists.TAX_BASE

    def numbers_as_published(self, scheme):
        """Yield (spelling, council, file) of a scheme's numbers, under its name: DfE's and
        those of adult social care collide."""
        published = {"dfe": lists.dfe_numbers, "cassr": lists.cassr_numbers}[scheme]
        for number, code, _, file in published(self.folder):
            if self.council_of(code):
                yield scheme + ":" + number, self.council_of(code), file
        if scheme == "dfe":
            for number, code in lists.mysociety_dfe(self.folder):
                yield scheme + ":" + number, code.lower(), lists.MYSOCIETY

    def snac_as_published(self):
        for code, council in lists.mysociety_snac(self.folder):
            yield code, council.lower(), lists.MYSOCIETY

    def body_of(self, code):
        """As council_of(), but regions and countries are their codes."""
        area = self.areas.get(code)
        return area["council"] or code.lower() if area else ""

    def council_of(self, code):
        """Give a code's council id; regions, countries and other bodies have none."""
        area = self.areas.get(code)
        if not area or area["class"] in ("region", "country"):
            return ""
        return area["council"]

    def same_time(self, one, other):
        begin = max(self.lifetime(one)[0], self.lifetime(other)[0])
        ends = [end for end in (self.lifetime(one)[1], self.lifetime(other)[1]) if end]
        return not ends or begin <= min(ends)

    def add_spellings(self):
        own = {}
        for area in self.areas.values():
            own.setdefault(fold(area["name"]), set()).add(area["council"])
        names = list(self.names_as_published())
        printed = {fold(name) for name, council, _ in names if council}
        names += [form for form in self.usual_forms() if fold(form[0]) not in printed]
        for kind, published in (("name", names),
                                ("e-code", self.e_codes_as_published()),
                                ("snac", self.snac_as_published()),
                                ("dfe", self.numbers_as_published("dfe")),
                                ("cassr", self.numbers_as_published("cassr"))):
            found = {}
            for spelling, council, _ in published:
                if council and spelling:
                    found.setdefault(fold(spelling), {}).setdefault(council, set()).add(
                        " ".join(spelling.split()))
            for folded, councils in sorted(found.items()):
                self.settle_spelling(kind, folded, councils, own)

    def settle_spelling(self, kind, folded, councils, own):
        if folded in own:
            for council in sorted(set(councils) - own[folded]):
                self.ambiguous.append((best(councils[council]), council, kind,
                                       "is the name of another area"))
            return
        ids = sorted(councils)
        for council in ids:
            self.spellings.append((best(set.union(*councils.values())), council, kind))
            if any(self.same_time(council, other) for other in ids if other != council):
                self.ambiguous.append((best(councils[council]), council, kind,
                                       self.contested.get(folded,
                                                          "councils of the same time")))

    def make(self):
        self.add_councils()
        self.add_recoded()
        self.add_larger()
        for row in self.corrections["area"]:
            self.area(row["key"])
        self.name_areas()
        self.found_councils()
        self.correct_areas()
        self.fill_recoded_names()
        self.place_councils()
        self.place_counties()
        self.add_regions()
        self.add_counties()
        self.add_combined()
        self.place_combined()
        self.add_successors()
        self.add_joint()
        self.number_larger()
        self.add_spellings()
        return self

    def fill_recoded_names(self):
        """A code too old or new for every list is named as its council's other code."""
        named = {area["council"]: area["name"] for area in self.areas.values()
                 if area["name"] and area["council"]}
        for area in self.areas.values():
            area["name"] = area["name"] or named.get(area["council"], "")

    def number_larger(self):
        """Regions and countries are one body under one code: the code is their id."""
        for area in self.areas.values():
            area["council"] = area["council"] or area["code"].lower()


def fold(text):
    """Fold what the lookup folds: case, white space and hyphens, &, and what it drops."""
    plain = re.sub("[,.'\u2018\u2019]", "", text).replace("&", "and")
    return " ".join(re.sub("[\u2010\u2011\u2013\u00a0-]", " ", plain).split()).lower()


def bare_names(name, nice_name):
    """Give a council's names without what says only what it is."""
    found = {re.sub(r"( County| Council|, City of|, County of| CCA| MCA)$", "", each)
             for each in (name, nice_name) if each}
    return sorted({re.sub(r"^City of (?!London)", "", each) for each in found})


def best(spellings):
    """Give the spelling with capitals where several fold to one."""
    return max(spellings,
               key=lambda text: (text != text.lower(), text != text.upper(), text))


def write(folder, name, header, records):
    """Write a table, sorted, through a neighbouring file."""
    path = os.path.join(folder, name)
    with open(path + ".new", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(records))
    os.replace(path + ".new", path)


def write_all(tables, folder):
    columns = ["code", "council", "name", "class", "region", "valid_from", "valid_to"]
    write(folder, "areas.csv", columns,
          [[area[column] for column in columns] for area in tables.areas.values()])
    write(folder, "spellings.csv", ["spelling", "council", "kind"], tables.spellings)
    write(folder, "memberships.csv", ["area", "parent", "kind", "from", "to"],
          [list(key) + list(dates) for key, dates in tables.memberships.items()])
    write(folder, "successors.csv", ["council", "successor", "date", "kind"],
          [list(key) + list(rest) for key, rest in tables.successors.items()])
    write(folder, "joint.csv", ["council", "metric", "reporter", "from", "to"],
          tables.joint)
    write(os.path.join(folder, "build"), "ambiguous.csv",
          ["spelling", "council", "kind", "reason"], tables.ambiguous)


def main():
    if len(sys.argv) not in (2, 3):
        raise SystemExit("usage: build.py LISTS [TABLES]")
    folder = sys.argv[2] if len(sys.argv) == 3 else os.path.dirname(HERE)
    os.makedirs(os.path.join(folder, "build"), exist_ok=True)
    write_all(Tables(sys.argv[1]).make(), folder)


if __name__ == "__main__":
    main()
