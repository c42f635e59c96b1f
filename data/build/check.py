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

    def council_codes(self):
        """Give council -> its codes."""
        found = {}
        for area in self.areas.values():
            found.setdefault(area["council"], set()).add(area["code"])
        return found

    def last(self, council):
        """Give those that now stand where a council stood."""
        found = set()
        for row in self.successors:
            if row["council"] == council:
                found |= self.last(row["successor"])
        return found or {council}

    def spelt(self, kind):
        """Give spelling -> councils of one kind."""
        found = {}
        for row in self.spellings:
            if row["kind"] == kind:
                found.setdefault(row["spelling"], set()).add(row["council"])
        return found

    def lives_on(self, council, date):
        return any(valid_on(area, date) for area in self.areas.values()
                   if area["council"] == council)

    def parents(self, kind):
        return {(row["area"], row["parent"]) for row in self.memberships
                if row["kind"] == kind}

    def outside_reason(self, code):
        kind = "E-code " if lists.E_CODE.match(code) else ""
        return self.outside.get(code) or self.outside.get(kind + code[:3])


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


def check_metadata_years(folder, built, report):
    """ONS metadata have the year in which a late code starts and the last one it saw the
    end of."""
    path = os.path.join(folder, "ons-nearest-neighbours/geo-metadata.json")
    with open(path, encoding="utf-8") as file:
        metadata = json.load(file)
    for code, entry in sorted(metadata.items()):
        area = built.areas.get(code)
        if not area:
            continue
        if "start" in entry and area["valid_from"][:4] != str(entry["start"]):
            report.say("%s starts in %s in geo-metadata.json" % (code, entry["start"]),
                       area["valid_from"], "")
        last = str(entry["end"] + 1) if "end" in entry else ""
        if area["valid_to"][:4] != last:
            report.say("%s is whole to the end of '%s' in geo-metadata.json" % (
                code, entry.get("end", "")), "'%s'" % area["valid_to"], "")


def check_registry(folder, built, report):
    """mySociety's codes, present and former, lead to the same council."""
    for code, council in lists.mysociety_codes(folder):
        area = built.areas.get(code, {"council": ""})
        if area["council"] != council.lower():
            report.say("%s is %s in mySociety's registry" % (code, council),
                       area["council"], "")


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


def check_contested(built, report):
    """What two councils of one time could claim is refused, so it wants a reason."""
    for row in built.ambiguous:
        if row["reason"] == "councils of the same time":
            report.say("'%(spelling)s' names %(council)s and others" % row,
                       "refused as ambiguous", "")


def check_successors(folder, built, report):
    """Two lists map each ended council straight to the one that came last."""
    pairs = [(row["LADCD"], row["LADCD_ACTIVE"], lists.LOCAL_AUTHORITIES)
             for row in lists.rows(folder, lists.LOCAL_AUTHORITIES)]
    pairs += [(row[0], row[2], lists.DISTRICTS_2011)
              for row in lists.districts_2011(folder)]
    for old_code, new_code, file in pairs:
        old, new = built.areas.get(old_code), built.areas.get(new_code)
        if old and new and new["council"] not in built.last(old["council"]):
            report.say("%s goes to %s in %s" % (old_code, new_code, file),
                       ", ".join(sorted(built.last(old["council"]))), "")


def check_districts_2009(folder, built, report):
    """ONS's list of December 2009 and mySociety's codes were made apart: a code means the
    council that both name, and every council of a district then has one."""
    known = built.spelt("snac")
    names = {}
    for area in built.areas.values():
        names.setdefault(build.fold(area["name"]), set()).add(area["council"])
    for row in built.spellings:
        names.setdefault(build.fold(row["spelling"]), set()).add(row["council"])
    listed = set()
    for code, name in lists.districts_2009(folder):
        owners = known.get(code, set())
        listed |= owners
        if len(owners) != 1 or not owners <= names.get(build.fold(name), set()):
            report.say("%s is '%s' in %s" % (code, name, lists.DISTRICTS_2009),
                       ", ".join(sorted(owners)) or "unknown", "")
    for council, codes in sorted(built.council_codes().items()):
        kinds = {built.areas[code]["class"] for code in codes}
        if kinds & {"unitary", "metropolitan-district", "london-borough", "district"} and \
                built.lives_on(council, "2009-12-31") != (council in listed):
            report.say("%s %s in %s" % (council, "stands" if council in listed else
                                        "does not stand", lists.DISTRICTS_2009),
                       "alive on its day: %s" % built.lives_on(council, "2009-12-31"), "")


def check_numbers(folder, built, report):
    """Every number beside a code leads to the council of the code; where mySociety has
    DfE's number of a council, it is the same."""
    for scheme, published in (("dfe", lists.dfe_numbers(folder)),
                              ("cassr", lists.cassr_numbers(folder))):
        known = built.spelt(scheme)
        for number, code, name, file in published:
            area = built.areas.get(code)
            owners = known.get(scheme + ":" + number, set())
            if (area and area["council"] not in owners) or not owners:
                report.say("%s %s %s stands in %s" % (number, code, name, file),
                           ", ".join(sorted(owners)) or "unknown", "")
    known = built.spelt("dfe")
    for number, code in lists.mysociety_dfe(folder):
        if known.get("dfe:" + number) and code.lower() not in known["dfe:" + number]:
            report.say("%s is %s in %s" % (number, code, lists.MYSOCIETY),
                       ", ".join(sorted(known["dfe:" + number])), "")


def check_joint(folder, built, report):
    """In its joint years a council has no row of its own and its reporter has one."""
    present = {}
    for file in lists.WASTE:
        for year, code, _, _ in lists.waste(folder, file):
            present.setdefault(file, set()).add((year.replace("-", "/"), code))
    codes = built.council_codes()
    for row in built.joint:
        if not row["metric"].startswith("waste."):
            continue
        tonnages = row["metric"].endswith(("contamination-rate", "-tonnes"))
        file = lists.WASTE[not tonnages]
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


def check_joint_social_workers(folder, built, report):
    """Councils that share a row have none of their own, and every such row is known."""
    rows = lists.social_worker_rows(folder)
    codes = built.council_codes()
    reporters = {}
    for row in built.joint:
        if row["metric"].startswith("children.social-worker-"):
            reporters.setdefault(row["reporter"], set()).add(row["council"])
    for year, code in sorted(rows):
        members = {built.areas[each]["council"] for each in code.split(" / ")}
        if len(members) > 1 and reporters.get(code) != members:
            report.say("%s: %s in %s" % (year, code, lists.SOCIAL_WORKERS),
                       ", ".join(sorted(reporters.get(code, ()))) or "not joint", "")
    for reporter, members in sorted(reporters.items()):
        for council in members:
            own = sorted(year for year, code in rows if code in codes[council])
            if own:
                report.say("%s has rows of %s in %s" % (council, own,
                                                        lists.SOCIAL_WORKERS),
                           "joint under " + reporter, "")


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
    known = built.spelt("e-code")
    published = [row + (file,) for file in lists.REVENUE
                 for row in lists.revenue(folder, file)]
    published += [row + (lists.TAX_BASE,) for row in lists.tax_base(folder)]
    for e_code, code, name, file in published:
        area = built.areas.get(code)
        council = area["council"] if area and area["class"] not in (
            "region", "country") else ""
        if e_code in known and council not in known[e_code]:
            report.say("%s %s stands beside %s in %s" % (e_code, name, code, file),
                       ", ".join(sorted(known[e_code])), built.outside_reason(code) or
                       ("MHCLG prints London's region code for the Greater London "
                        "Authority" if code == "E12000007" else ""))
        if e_code not in known and not built.outside_reason(e_code):
            report.say("%s %s stands in %s" % (e_code, name, file), "unknown", "")
    for e_code, name in lists.budget(folder):
        if e_code not in known and not built.outside_reason(e_code):
            report.say("%s %s stands in %s" % (e_code, name, lists.BUDGET), "unknown", "")


def main():
    if len(sys.argv) not in (2, 3):
        raise SystemExit("usage: check.py LISTS [TABLES]")
    folder = sys.argv[1]
    built = Built(sys.argv[2] if len(sys.argv) == 3 else os.path.dirname(build.HERE))
    report = Report()
    for check in (check_codes, check_classes, check_regions, check_metadata,
                  check_metadata_years, check_registry,
                  check_counties, check_combined, check_dates, check_presence,
                  check_names, check_lookup, check_successors, check_districts_2009,
                  check_numbers, check_joint, check_joint_social_workers,
                  check_waste_gaps, check_e_codes):
        check(folder, built, report)
    check_spellings(built, report)
    check_contested(built, report)
    print("%d disagreements explained, %d not" % (report.explained, report.unexplained))
    sys.exit(1 if report.unexplained else 0)


if __name__ == "__main__":
    main()
