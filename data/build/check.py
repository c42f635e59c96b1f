#!/usr/bin/env python3
"""Compare the built tables with every list that can contradict them.

Usage: check.py LISTS [TABLES]

Prints each disagreement with what was taken and why. Ends with status 1 if one is not
explained: then either a rule of build.py or a row of corrections.csv is missing.
"""

import csv
import json
import os
import sys

import build
import lists

CLASS_OF_KIND = {
    "Unitary Authority": "unitary", "Metropolitan District": "metropolitan-district",
    "London Borough": "london-borough", "County": "county",
    "Non-Metropolitan District": "district", "Region": "region", "Country": "country",
}
CLASS_OF_PREFIX = {
    "E06": "unitary", "E07": "district", "E08": "metropolitan-district",
    "E09": "london-borough", "E10": "county", "E12": "region",
    "E47": "combined-authority",
}
# Words that tell one council's full name from another's place of the same name.
OFFICE = {"council", "borough", "district", "city", "county", "ua", "the", "of", "and",
          "metropolitan", "royal", "london", "unitary", "authority", "corporation", "mbc",
          "combined", "mayoral", "cca", "bc", "dc", "cc", "mdc", "mca", "md", "lb"}


class Report:
    """Disagreements, each with what was taken and why."""

    def __init__(self):
        self.explained = 0
        self.unexplained = 0

    def say(self, what, taken, why):
        if why:
            self.explained += 1
        else:
            self.unexplained += 1
        print("%s: %s; taken: %s; %s" % (
            "explained" if why else "UNEXPLAINED", what, taken,
            why or "no reason on record"))


class Built:
    """The tables as they stand in files."""

    def __init__(self, folder):
        def table(name):
            with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
        self.areas = {row["code"]: row for row in table("areas.csv")}
        self.spellings = table("spellings.csv")
        self.memberships = table("memberships.csv")
        self.successors = table("successors.csv")
        self.joint = table("joint.csv")
        self.ambiguous = table("build/ambiguous.csv")
        self.reasons = {}
        self.outside = {}
        for name, rows in build.read_corrections().items():
            for row in rows:
                if name == "outside":
                    self.outside[row["key"]] = row["source"]
                else:
                    self.reasons[name, row["key"], row["column"]] = row["source"]

    def parents(self, kind):
        return {(row["area"], row["parent"]) for row in self.memberships
                if row["kind"] == kind}

    def outside_reason(self, code):
        return self.outside.get(code) or self.outside.get(code[:3])


def check_codes(folder, built, report):
    """Every code in use is in the table or left out for a reason."""
    left_out = {}
    for code, files in sorted(lists.codes_in_use(folder).items()):
        if code in built.areas:
            continue
        reason = built.outside_reason(code)
        if not reason and files == {lists.KINDS}:
            reason = "ONS code that ended before 2011: no other list has it"
        if reason:
            left_out.setdefault(reason, []).append(code)
        else:
            report.say("%s stands in %s" % (code, ", ".join(sorted(files))),
                       "not in the table", "")
    for reason, codes in sorted(left_out.items()):
        print("left out: %d codes (%s..%s): %s" % (
            len(codes), codes[0], codes[-1], reason))


def check_classes(folder, built, report):
    kinds = {row["AREACD"]: row["Geography"] for row in lists.rows(folder, lists.KINDS)}
    for code, area in sorted(built.areas.items()):
        kind = CLASS_OF_KIND.get(kinds.get(code, ""))
        if kind and kind != area["class"]:
            report.say("%s is %s in %s" % (code, kind, lists.KINDS), area["class"], "")
        expected = CLASS_OF_PREFIX.get(code[:3])
        if expected and expected != area["class"]:
            report.say("%s begins as %s" % (code, expected), area["class"], "")


def check_regions(folder, built, report):
    """mySociety, geo-lookups and ONS metadata each give a region."""
    for row in lists.mysociety(folder).values():
        area = built.areas[row["gss-code"]]
        if row["region"] != area["region"]:
            why = "mySociety leaves it blank" if not row["region"] else built.reasons.get(
                ("area", area["code"], "region"), "")
            if area["class"] == "combined-authority" and not area["region"]:
                why = "its members lie in more than one region"
            report.say("%s %s lies in '%s' in %s" % (
                area["code"], area["name"], row["region"], lists.MYSOCIETY),
                "'%s'" % area["region"], why)
    for name, column in ((lists.LOCAL_AUTHORITIES, "LADCD"),
                         (lists.UPPER_TIER, "UTLACD")):
        for row in lists.rows(folder, name):
            area = built.areas.get(row[column])
            if area and area["region"] != row["RGNNM"]:
                report.say("%s lies in '%s' in %s" % (row[column], row["RGNNM"], name),
                           "'%s'" % area["region"], "")


def check_metadata(folder, built, report):
    """Parents of ONS metadata: each region, county and combined authority named there."""
    path = os.path.join(folder, "ons-nearest-neighbours/geo-metadata.json")
    with open(path, encoding="utf-8") as file:
        metadata = json.load(file)
    known = built.parents("region") | built.parents("county") | built.parents(
        "combined-authority") | built.parents("country")
    for code, entry in sorted(metadata.items()):
        area = built.areas.get(code)
        if not area:
            if code.startswith("E") and not built.outside_reason(code):
                report.say("%s stands in geo-metadata.json" % code,
                           "not in the table", "")
            continue
        if area["name"] != entry["areanm"]:
            report.say("%s is '%s' in geo-metadata.json" % (code, entry["areanm"]),
                       area["name"], "")
        for parent in entry["parents"]:
            if parent[:3] in ("E10", "E12", "E47", "E61") and (code, parent) not in known:
                # A tree: what lies under an authority takes over its region there.
                split = any(built.areas[above]["region"] == "" for above in
                            [code] + entry["parents"] if above.startswith("E47"))
                report.say("%s lies in %s in geo-metadata.json" % (code, parent),
                           "region '%s'" % area["region"],
                           "its combined authority lies in two regions and is given one; "
                           "ONS and DfE lists keep the council's own" if split else "")


def check_counties(folder, built, report):
    known = built.parents("county")
    county_of_council = {}
    for code, county in known:
        county_of_council.setdefault(built.areas[code]["council"], set()).add(county)
    for row in lists.mysociety(folder).values():
        if not row["county-la"]:
            continue
        county = lists.mysociety(folder)[row["county-la"]]["gss-code"] \
            if row["county-la"] in lists.mysociety(folder) else row["county-la"]
        if (row["gss-code"], county) not in known:
            report.say("%s lies in %s in %s" % (row["gss-code"], county, lists.MYSOCIETY),
                       ",".join(county_of_council[row["local-authority-code"].lower()]),
                       built.reasons.get(("mysociety", row["local-authority-code"],
                                          "county-la"), ""))
    pairs = [(row["LTLA23CD"], row["UTLA23CD"], lists.TIERS_2023)
             for row in lists.rows(folder, lists.TIERS_2023)]
    pairs += [(row["LADCD"], row["UTLACD"], lists.LOCAL_AUTHORITIES)
              for row in lists.rows(folder, lists.LOCAL_AUTHORITIES)]
    for code, county, name in pairs:
        if county.startswith("E10") and (code, county) not in known:
            report.say("%s lies in %s in %s" % (code, county, name),
                       "no such membership", "")


def check_combined(folder, built, report):
    """A combined authority of 2020 and of mySociety must be found again."""
    known = built.parents("combined-authority")
    of_council = {(built.areas[code]["council"], parent) for code, parent in known}
    rows = lists.mysociety(folder)
    for code, row in rows.items():
        above = row["combined-authority"]
        if not above:
            continue
        parent = rows[above]["gss-code"]
        if (code.lower(), parent) not in of_council:
            report.say("%s lies in %s in %s" % (row["gss-code"], parent, lists.MYSOCIETY),
                       "no such membership",
                       combined_reason(built, row["gss-code"], parent))
    for row in lists.rows(folder, lists.LOCAL_AUTHORITIES):
        if row["CAUTHCD"] and (row["LADCD"], row["CAUTHCD"]) not in known:
            report.say("%s lies in %s in %s" % (row["LADCD"], row["CAUTHCD"],
                                                lists.LOCAL_AUTHORITIES),
                       "no such membership",
                       combined_reason(built, row["LADCD"], row["CAUTHCD"]))


def combined_reason(built, code, parent):
    """A membership that no longer stands in the newest list, or never could."""
    ended = built.areas[code]["valid_to"]
    if ended and built.areas[parent]["valid_from"] > ended:
        return "the council ended before the authority began"
    newer = [other for area, other in built.parents("combined-authority") if area == code]
    if newer:
        return "%s has it in %s" % (lists.COMBINED_2025, ", ".join(sorted(newer)))
    return ""


def check_dates(folder, built, report):
    for code, row in lists.mysociety(folder).items():
        area = built.areas[row["gss-code"]]
        if row["end-date"] and row["end-date"] != area["valid_to"]:
            report.say("%s ends on %s in %s" % (area["code"], row["end-date"],
                                                lists.MYSOCIETY),
                       area["valid_to"], "mySociety gives the day after the last one")
        if row["start-date"] and row["start-date"] != area["valid_from"]:
            why = built.reasons.get(("area", area["code"], "valid_from"), "")
            if row["start-date"].startswith("2005-"):
                why = "date of mySociety's register, not of the council"
            report.say("%s begins on %s in %s" % (area["code"], row["start-date"],
                                                  lists.MYSOCIETY),
                       "'%s'" % area["valid_from"], why)
        current = row["current-authority"] == "True"
        if current != (area["valid_to"] == ""):
            report.say("%s is %s in %s" % (
                area["code"], "current" if current else "ended", lists.MYSOCIETY),
                "'%s'" % area["valid_to"],
                built.reasons.get(("area", area["code"], "valid_to"), ""))


def valid_on(area, date):
    return area["valid_from"] <= date and (
        not area["valid_to"] or area["valid_to"] >= date)


def check_presence(folder, built, report):
    """A code in a list of a given day must have been valid on it."""
    for name, column, date in (
            ("Local_Authority_Districts_December_2018_Boundaries_UK_BUC.csv", "lad18cd",
             "2018-12-31"),
            ("Counties_December_2019_Boundaries_EN_BUC.csv", "cty19cd", "2019-12-31"),
            ("Local_Authority_Districts_December_2020_UK_BUC.csv", "LAD20CD",
             "2020-12-31"),
            ("Local_Authority_Districts_2021.csv", "LAD21CD", "2021-12-31"),
            ("LTLA-UTLA_Apr23_Lookup_England-Wales.csv", "LTLA23CD", "2023-04-30"),
            ("LTLA-UTLA_Apr23_Lookup_England-Wales.csv", "UTLA23CD", "2023-04-30"),
            ("LAD_to_CAUTH_May_2025_EN.csv", "LAD25CD", "2025-05-31"),
            ("LAD_to_CAUTH_May_2025_EN.csv", "CAUTH25CD", "2025-05-31")):
        listed = {row[column] for row in lists.rows(folder, "ons-geography/" + name)}
        kinds = {code[:3] for code in listed if code.startswith("E")}
        for code in sorted(listed & set(built.areas)):
            area = built.areas[code]
            if not valid_on(area, date):
                report.say("%s stands in %s" % (code, name),
                           "%s..%s" % (area["valid_from"], area["valid_to"]), "")
        if "CAUTH" in name:
            kinds = {"E47"} if column.startswith("CAUTH") else set()
        for code, area in sorted(built.areas.items()):
            if code[:3] in kinds and valid_on(area, date) and code not in listed:
                report.say("%s does not stand in %s" % (code, name),
                           "valid %s..%s" % (area["valid_from"], area["valid_to"]), "")


def check_names(folder, built, report):
    """A code's names must share a word, but for the renamed."""
    for code, names in sorted(lists.ons_names(folder).items()):
        area = built.areas.get(code)
        for file, name in names.items():
            if area and build.fold(name) != build.fold(area["name"]):
                report.say("%s is '%s' in %s" % (code, name, file), area["name"],
                           "the newest ONS list that has the code names it")
    for row in lists.mysociety(folder).values():
        area = built.areas[row["gss-code"]]
        if not words(row["nice-name"]) & words(area["name"]):
            report.say("%s is '%s' in %s" % (area["code"], row["nice-name"],
                                             lists.MYSOCIETY), area["name"], "")


def words(name):
    plain = "".join(c if c.isalnum() else " " for c in name.replace("'", "").casefold())
    return set(plain.split()) - OFFICE or set(plain.split())


def check_lookup(folder, built, report):
    """Every published name must lead back to the council of its code."""
    found = {}
    for area in built.areas.values():
        found.setdefault(build.fold(area["name"]), set()).add(area["council"])
    for row in built.spellings:
        found.setdefault(build.fold(row["spelling"]), set()).add(row["council"])
    left_out = {build.fold(row["spelling"]) for row in built.ambiguous}
    published = build.Tables(folder).make().names_as_published()
    for name, council, file in sorted(set(published)):
        folded = build.fold(name)
        if council and name and council not in found.get(folded, ()):
            report.say("'%s' of %s names %s" % (name, file, council),
                       ", ".join(sorted(found.get(folded, ()))) or "unknown",
                       "left out, see ambiguous.csv" if folded in left_out else "")


def check_spellings(built, report):
    """A spelling must not look like another council's name."""
    names = {}
    for area in built.areas.values():
        names.setdefault(frozenset(words(area["name"])), set()).add(area["council"])
    for row in built.spellings:
        if row["kind"] == "name" and words(row["spelling"]):
            owners = names.get(frozenset(words(row["spelling"])), set())
            if owners and row["council"] not in owners:
                report.say("'%s' looks like %s" % (
                    row["spelling"], ", ".join(sorted(owners))), row["council"], "")


def check_successors(folder, built, report):
    """geo-lookups maps each ended council straight to the one now active."""
    after = {}
    for row in built.successors:
        after.setdefault(row["council"], set()).add(row["successor"])

    def last(council):
        found = set()
        for successor in after.get(council, ()):
            found |= last(successor)
        return found or {council}

    for row in lists.rows(folder, lists.LOCAL_AUTHORITIES):
        old, new = built.areas.get(row["LADCD"]), built.areas.get(row["LADCD_ACTIVE"])
        if old and new and new["council"] not in last(old["council"]):
            report.say("%s goes to %s in %s" % (old["code"], new["code"],
                                                lists.LOCAL_AUTHORITIES),
                       ", ".join(sorted(last(old["council"]))), "")


def check_joint(folder, built, report):
    """In its joint years a council has no row of its own and its reporter has one."""
    present = {}
    for file in lists.WASTE:
        for year, code, _, _ in lists.waste(folder, file):
            present.setdefault(file, set()).add((year.replace("-", "/"), code))
    codes = {}
    for area in built.areas.values():
        codes.setdefault(area["council"], set()).add(area["code"])
    for row in built.joint:
        file = lists.WASTE["contamination" not in row["metric"]]
        years = sorted(year for year, _ in present[file])
        for year in sorted(set(years)):
            if not row["from"] <= year <= (row["to"] or year):
                continue
            if (year, row["reporter"]) not in present[file]:
                report.say("%s %s has no row of %s" % (
                    year, row["metric"], row["reporter"]), "%(council)s joint" % row, "")
            for code in codes[row["council"]] - {row["reporter"]}:
                if (year, code) in present[file]:
                    report.say("%s %s has a row of %s" % (year, row["metric"], code),
                               "%(council)s joint" % row, "")


def check_waste_gaps(folder, built, report):
    """A collecting council without a row must be known as joint."""
    collecting = ("unitary", "metropolitan-district", "london-borough", "district")
    rows = lists.waste(folder, lists.WASTE[1])
    joint = {(row["council"], row["from"], row["to"]) for row in built.joint
             if row["metric"] == "waste.recycling-rate"}
    for year in sorted({row[0] for row in rows if len(row[0]) == 7}):
        period = year.replace("-", "/")
        end = "20%s-03-31" % year[5:]
        there = {built.areas[code]["council"] for found, code, _, _ in rows
                 if found == year and code in built.areas}
        wanted = {area["council"] for area in built.areas.values()
                  if area["class"] in collecting
                  and valid_on(area, end)}
        excused = {council for council, first, last in joint
                   if first <= period <= (last or period)}
        for council in sorted(wanted - there - excused):
            why = "Defra prints it under E10000002, the county's code" \
                if council == "buc" else ""
            report.say("%s: no row of %s in %s" % (year, council, lists.WASTE[1]),
                       "not joint", why)


def check_e_codes(folder, built, report):
    known = {row["spelling"]: row["council"] for row in built.spellings
             if row["kind"] == "e-code"}
    for file in lists.REVENUE:
        for e_code, code, name in lists.revenue(folder, file):
            area = built.areas.get(code)
            council = area["council"] if area and area["class"] not in (
                "region", "country") else ""
            if e_code in known and known[e_code] != council:
                report.say("%s %s stands beside %s in %s" % (e_code, name, code, file),
                           known[e_code], built.outside_reason(code) or
                           ("MHCLG prints London's region code for the Greater London "
                            "Authority" if code == "E12000007" else ""))


def main():
    if len(sys.argv) not in (2, 3):
        raise SystemExit("usage: check.py LISTS [TABLES]")
    folder = sys.argv[1]
    built = Built(sys.argv[2] if len(sys.argv) == 3 else os.path.dirname(build.HERE))
    report = Report()
    for check in (check_codes, check_classes, check_regions, check_metadata,
                  check_counties, check_combined, check_dates, check_presence,
                  check_names, check_lookup, check_successors, check_joint,
                  check_waste_gaps, check_e_codes):
        check(folder, built, report)
    check_spellings(built, report)
    print("%d disagreements explained, %d not" % (report.explained, report.unexplained))
    sys.exit(1 if report.unexplained else 0)


if __name__ == "__main__":
    main()
