#!/bin/sh
# The tables of England's councils under data/: what must hold between and inside them.
# The published lists they were built from are not needed here: data/build/check.py reads
# those.

data=${srcdir:-.}/data

if [ ! -r "$data/areas.csv" ]; then
    echo "1..0 # SKIP no $data/areas.csv"
    exit 0
fi

LC_ALL=C awk -v data="$data" '
# Cut a CSV record into cells[1..n]; the tables have no line break inside a cell.
function cut(line, cells,    n, cell, quoted, i, c) {
    n = 0; cell = ""; quoted = 0
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\"") {
            if (quoted && substr(line, i + 1, 1) == "\"") { cell = cell c; i++ }
            else quoted = !quoted
        } else if (c == "," && !quoted) { cells[++n] = cell; cell = "" }
        else cell = cell c
    }
    cells[++n] = cell
    return n
}

function is_date(text) {
    return text ~ /^[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]$/
}

function is_year(text) {
    return text ~ /^20[0-9][0-9]\/[0-9][0-9]$/
}

function dates_are_good(first, last) {
    if ((first != "" && !is_date(first)) || (last != "" && !is_date(last)))
        return 0
    return first == "" || last == "" || first <= last
}

function valid_on(code, date) {
    return begin[code] <= date && (end[code] == "" || end[code] >= date)
}

function overlap(a, b) {
    return (end[a] == "" || begin[b] <= end[a]) && (end[b] == "" || begin[a] <= end[b])
}

function fold(text) {
    gsub(/[,.]/, "", text); gsub(/\047/, "", text)
    gsub(/&/, "and", text); gsub(/-/, " ", text)
    return tolower(text)
}

function live_together(a, b) {
    return (last[a] == "" || first[b] <= last[a]) && (last[b] == "" || first[a] <= last[b])
}

# A council either has a spelling of a kind or stands in the list of gaps, not both.
function expect_known(kind, id, wanted) {
    if (((kind, id) in known) != (wanted && index(gap[kind], " " id " ") == 0))
        say(kind " of " id ": " ((kind, id) in known ? "there" : "missing"))
}

# Open ends last for ever.
function ends_after(a, b) {
    return b != "" && (a == "" || a > b)
}

function ends_before(a, b) {
    return a != "" && b != "" && a < b
}

# "E47000001 10 ...": how many councils belonged to each on a day; of regions those that
# are no districts, so that each place counts once.
function expect_members(kind, date, wanted,    i, n, seen, counts, pair, got) {
    for (i = 1; i <= member_n; i++)
        if (tie[i] == kind && since[i] <= date && (until[i] == "" || until[i] >= date) &&
            level(council_class[member[i]]) == "council" &&
            !(kind == "region" && council_class[member[i]] == "district") &&
            !((member[i], above[i]) in seen)) {
            seen[member[i], above[i]]
            counts[above[i]]++
        }
    n = split(wanted, pair, " ")
    for (i = 1; i <= n; i += 2) {
        if (counts[pair[i]] != pair[i + 1])
            say(pair[i] " on " date ": " counts[pair[i]] + 0 ", not " pair[i + 1])
        delete counts[pair[i]]
    }
    for (got in counts) say(got " on " date ": " counts[got] ", not none")
}

function level(class) {
    if (class ~ /^(unitary|metropolitan-district|london-borough|county|district)$/)
        return "council"
    return class
}

function say(text) { if (count[test]++ < 10) print "# " text }

function start(name) { test++; names[test] = name; count[test] = 0 }

function finish() {
    print (count[test] ? "not ok " : "ok ") test " - " names[test]
    if (count[test]) failed = 1
}

function read_table(name, header, into,    line, n, path, previous, cell, first) {
    path = data "/" name
    n = 0
    start(name " has its header and is sorted without doubles")
    if ((getline line < path) <= 0 || line != header) say("header: " line)
    while ((getline line < path) > 0) {
        if (line == previous || line ~ /\r/)
            say("doubled, or has a carriage return: " line)
        cut(line, cell)
        if (cell[1] < first) say("out of order: " line)
        previous = line
        first = cell[1]
        into[++n] = line
    }
    close(path)
    if (!n) say("no records")
    finish()
    return n
}

function class_count(class, date,    code, seen, n) {
    n = 0
    for (code in class_of)
        if (class_of[code] == class && valid_on(code, date) &&
            !(council_of[code] in seen)) {
            seen[council_of[code]]
            n++
        }
    return n
}

function expect(class, date, wanted,    got) {
    got = class_count(class, date)
    if (got != wanted) say(class " on " date ": " got ", not " wanted)
}

function expect_councils(date, unitary, metropolitan, london, county, district, combined) {
    expect("unitary", date, unitary)
    expect("metropolitan-district", date, metropolitan)
    expect("london-borough", date, london)
    expect("county", date, county)
    expect("district", date, district)
    expect("combined-authority", date, combined)
}

BEGIN {
    print "1..27"
    form["name"] = "."; form["e-code"] = "^E[0-9][0-9][0-9][0-9]$"
    form["snac"] = "^[0-9][0-9][A-Z][A-Z]$"; form["dfe"] = "^dfe:[0-9][0-9][0-9]$"
    form["cassr"] = "^cassr:[0-9][0-9][0-9]$"
    header = "code,council,name,class,region,valid_from,valid_to"
    area_n = read_table("areas.csv", header, areas)
    spelling_n = read_table("spellings.csv", "spelling,council,kind", spellings)
    member_n = read_table("memberships.csv", "area,parent,kind,from,to", members)
    successor_n = read_table("successors.csv", "council,successor,date,kind", successors)
    joint_n = read_table("joint.csv", "council,metric,reporter,from,to", joints)

    start("every area has one code, an id, a name and a known class")
    for (i = 1; i <= area_n; i++) {
        if (cut(areas[i], cell) != 7) say("not seven cells: " areas[i])
        code = cell[1]
        if (code in class_of) say("twice: " code)
        council_of[code] = cell[2]; name[code] = cell[3]; class_of[code] = cell[4]
        region[code] = cell[5]; begin[code] = cell[6]; end[code] = cell[7]
        is_council[cell[2]]
        own[fold(cell[3])]
        id = cell[2]
        council_class[id] = cell[4]
        if (!(id in first) || cell[6] < first[id]) first[id] = cell[6]
        if (!(id in last)) last[id] = cell[7]
        else if (last[id] != "" && (cell[7] == "" || cell[7] > last[id]))
            last[id] = cell[7]
        if (length(code) != 9 || code !~ /^[EKNSW][0-9]+$/) say("no ONS code: " code)
        if (cell[2] !~ /^[a-z][a-z0-9]+$/ || cell[3] == "")
            say("no id or name: " areas[i])
        if (level(cell[4]) !~ /^(council|combined-authority|region|country)$/)
            say("unknown class: " areas[i])
    }
    finish()

    start("the dates of areas are ISO days in order")
    for (code in class_of)
        if (!dates_are_good(begin[code], end[code]))
            say(code ": " begin[code] ".." end[code])
    finish()

    start("the code starts as its class does")
    prefix["unitary"] = "E06"; prefix["district"] = "E07"
    prefix["metropolitan-district"] = "E08"; prefix["london-borough"] = "E09"
    prefix["county"] = "E10"; prefix["region"] = "E12"
    for (code in class_of)
        if (class_of[code] in prefix && substr(code, 1, 3) != prefix[class_of[code]])
            say(code " is no " class_of[code])
    finish()

    start("every council lies in a region that is in the table")
    for (code in class_of)
        if (class_of[code] == "region") region_name[name[code]] = code
    for (code in class_of) {
        if (level(class_of[code]) == "council" && !(region[code] in region_name))
            say(code ": " region[code])
        if (class_of[code] ~ /^(region|country)$/ && region[code] != "")
            say(code " lies in " region[code])
    }
    finish()

    start("two codes of one council are never valid on the same day")
    for (a in class_of)
        for (b in class_of)
            if (a < b && council_of[a] == council_of[b] && overlap(a, b)) say(a " and " b)
    finish()

    start("within a level no two areas of one name are valid on the same day")
    for (a in class_of)
        for (b in class_of)
            if (a < b && tolower(name[a]) == tolower(name[b]) &&
                level(class_of[a]) == level(class_of[b]) && overlap(a, b))
                say(a " and " b ": " name[a])
    finish()

    start("a spelling names a council and is no other area'"'"'s own name")
    for (i = 1; i <= spelling_n; i++) {
        cut(spellings[i], cell)
        folded = fold(cell[1])
        if ((folded, cell[2]) in spelt) say("twice: " cell[1])
        spelt[folded, cell[2]]
        claimed[folded] = claimed[folded] " " cell[2]
        if (!(cell[2] in is_council)) say("unknown council: " spellings[i])
        if (folded in own) say("own name of an area: " cell[1])
        if (cell[1] ~ /  / || cell[1] ~ /^ / || cell[1] ~ / $/) say("blanks: " cell[1])
        if (!(cell[3] in form)) say("unknown kind: " spellings[i])
        else if (cell[1] !~ form[cell[3]]) say("no " cell[3] ": " spellings[i])
        if (cell[3] == "name" && cell[1] !~ /[A-Za-z]/) say("no letter: " cell[1])
        known[cell[3], cell[2]]
    }
    finish()

    start("what two councils of one time could claim is known to be ambiguous")
    while ((getline line < (data "/build/ambiguous.csv")) > 0) {
        cut(line, cell)
        contested[fold(cell[1])]
    }
    for (folded in claimed) {
        n = split(claimed[folded], cell, " ")
        for (i = 1; i <= n; i++)
            for (j = i + 1; j <= n; j++)
                if (live_together(cell[i], cell[j]) && !(folded in contested))
                    say(folded ": " cell[i] " and " cell[j])
    }
    if (!("e6354" in contested)) say("E6354 has changed hands between two editions")
    finish()

    start("every council has its E-code, DfE number, CASSR number and code of 2009")
    gap["e-code"] = " ntca dtca hyca glca lcca "
    gap["cassr"] = " nnt wnt cbd waf nye smt "
    for (code in class_of) {
        class = class_of[code]; id = council_of[code]
        expect_known("e-code", id, level(class) == "council" ||
                     class == "combined-authority")
        expect_known("dfe", id, level(class) == "council" && class != "district")
        expect_known("cassr", id, level(class) == "council" && class != "district")
        expect_known("snac", id, level(class) == "council" && class != "county" &&
                     first[id] <= "2009-04-01")
    }
    finish()

    start("both ends of a membership exist, of fitting classes, with dates in order")
    for (i = 1; i <= member_n; i++) {
        cut(members[i], cell)
        if (!(cell[1] in class_of) || !(cell[2] in class_of)) say("unknown: " members[i])
        else if (class_of[cell[2]] != cell[3])
            say("parent is no " cell[3] ": " members[i])
        if (!dates_are_good(cell[4], cell[5])) say("dates: " members[i])
        parent_of[cell[1], cell[3]] = cell[2]
        member[i] = council_of[cell[1]]; above[i] = cell[2]; tie[i] = cell[3]
        since[i] = cell[4]; until[i] = cell[5]
    }
    finish()

    start("a membership lasts no longer than its member and what it belongs to")
    for (i = 1; i <= member_n; i++) {
        if (since[i] < first[member[i]] || since[i] < begin[above[i]] ||
            ends_after(until[i], last[member[i]]) || ends_after(until[i], end[above[i]]))
            say(members[i])
        if (tie[i] == "combined-authority" && since[i] == "") say("no start: " members[i])
    }
    finish()

    start("a council lies in one county and one combined authority at a time")
    for (i = 1; i <= member_n; i++)
        for (j = i + 1; j <= member_n; j++)
            if (member[i] == member[j] && tie[i] == tie[j] &&
                council_of[above[i]] != council_of[above[j]] &&
                !ends_before(until[i], since[j]) && !ends_before(until[j], since[i]))
                say(members[i] " and " members[j])
    finish()

    start("the members of combined authorities are counted on days of change")
    expect_members("combined-authority", "2012-06-01", "E47000001 10 E61000001 33")
    expect_members("combined-authority", "2014-06-01", "E47000001 10 E47000002 4 " \
        "E47000003 5 E47000004 6 E47000005 7 E61000001 33")
    expect_members("combined-authority", "2018-12-01", "E47000001 10 E47000002 4 " \
        "E47000003 5 E47000004 6 E47000006 5 E47000007 7 E47000008 7 E47000009 3 " \
        "E47000010 4 E47000011 3 E61000001 33")
    expect_members("combined-authority", "2024-05-07", "E47000001 10 E47000002 4 " \
        "E47000003 5 E47000004 6 E47000006 5 E47000007 7 E47000008 7 E47000009 3 " \
        "E47000012 2 E47000013 19 E47000014 7 E61000001 33")
    expect_members("combined-authority", "2025-06-01", "E47000001 10 E47000002 4 " \
        "E47000003 5 E47000004 6 E47000006 5 E47000007 7 E47000008 7 E47000009 3 " \
        "E47000012 2 E47000013 19 E47000014 7 E47000015 10 E47000016 2 E47000017 10 " \
        "E47000018 15 E61000001 33")
    finish()

    start("the districts of counties and the councils of regions are counted")
    expect_members("county", "2012-06-01", "E10000002 4 E10000003 5 E10000006 6 " \
        "E10000007 8 E10000008 8 E10000009 6 E10000011 5 E10000012 12 E10000013 6 " \
        "E10000014 11 E10000015 10 E10000016 12 E10000017 12 E10000018 7 E10000019 7 " \
        "E10000020 7 E10000021 7 E10000023 7 E10000024 7 E10000025 5 E10000027 5 " \
        "E10000028 8 E10000029 7 E10000030 11 E10000031 5 E10000032 7 E10000034 6")
    expect_members("county", "2024-06-01", "E10000003 5 E10000007 8 E10000008 8 " \
        "E10000011 5 E10000012 12 E10000013 6 E10000014 11 E10000015 10 E10000016 12 " \
        "E10000017 12 E10000018 7 E10000019 7 E10000020 7 E10000024 7 E10000025 5 " \
        "E10000028 8 E10000029 5 E10000030 11 E10000031 5 E10000032 7 E10000034 6")
    expect_members("region", "2024-06-01", "E12000001 12 E12000002 24 E12000003 15 " \
        "E12000004 10 E12000005 14 E12000006 11 E12000007 33 E12000008 19 E12000009 15")
    finish()

    start("the region of an area and its membership agree; every district has a county")
    for (code in class_of) {
        if (level(class_of[code]) == "council" &&
            parent_of[code, "region"] != region_name[region[code]])
            say(code ": " parent_of[code, "region"])
        if (class_of[code] == "district" && !((code, "county") in parent_of))
            say(code " has no county")
    }
    finish()

    start("an ended council has a successor that begins on the next day")
    for (i = 1; i <= successor_n; i++) {
        cut(successors[i], cell)
        if (!(cell[1] in is_council) || !(cell[2] in is_council)) say(successors[i])
        if (!is_date(cell[3]) || cell[4] !~ /^(merged|split)$/) say(successors[i])
        begins[cell[1]] = cell[3]
        after[cell[1], ++after_n[cell[1]]] = cell[2]
        kind[cell[1]] = cell[4]
        for (code in class_of)
            if (council_of[code] == cell[2] && begin[code] == cell[3]) found[i] = 1
        if (!found[i]) say("no such start: " successors[i])
    }
    for (code in class_of)
        if (end[code] == "") current[council_of[code]]
    for (code in class_of) {
        id = council_of[code]
        if (id in current) {
            if (id in begins) say(id " is current and has a successor")
        } else if (!(id in begins)) say(id " has ended without a successor")
        else if (end[code] >= begins[id]) say(id ": " end[code])
    }
    for (id in after_n)
        if ((kind[id] == "split") != (after_n[id] > 1)) say(id " is " kind[id])
    finish()

    start("Cumbria, Dorset and Northamptonshire were split, Taunton Deane has a chain of two")
    if (after_n["cma"] != 2 || kind["cma"] != "split") say("cma")
    if (after_n["dor"] != 2 || kind["dor"] != "split") say("dor")
    if (after_n["nth"] != 2 || kind["nth"] != "split") say("nth")
    if (after["tau", 1] != "swt" || after["swt", 1] != "smt") say("tau, swt, smt")
    finish()

    start("joint figures name a council, a metric, a reporter and years in order")
    for (i = 1; i <= joint_n; i++) {
        cut(joints[i], cell)
        if (!(cell[1] in is_council)) say("unknown council: " joints[i])
        if (cell[2] !~ /^[a-z]+[.][a-z-]+$/ || cell[3] !~ /^E[0-9]/) say(joints[i])
        if ((cell[4] != "" && !is_year(cell[4])) || (cell[5] != "" && !is_year(cell[5]))) say(joints[i])
        if (cell[5] != "" && cell[4] > cell[5]) say("years: " joints[i])
    }
    finish()

    start("each metric with joint figures is defined")
    while ((("cat \"" data "\"/metrics/*.yaml") | getline line) > 0)
        if (line ~ /^- id: /) defined[substr(line, 7)]
    for (i = 1; i <= joint_n; i++) {
        cut(joints[i], cell)
        if (!(cell[2] in defined)) say("not defined: " joints[i])
    }
    finish()

    start("each reporter of several councils has several members, or is one of them")
    for (i = 1; i <= joint_n; i++) {
        cut(joints[i], cell)
        if (!((cell[3], cell[1]) in reports)) members_of[cell[3]]++
        reports[cell[3], cell[1]]
    }
    for (code in members_of)
        if (members_of[code] < 2 && !(code in class_of)) say(code ": " members_of[code])
    if (members_of["E50000008"] != 2 || members_of["E50000009"] != 7) say("Defra")
    if (members_of["E09000021 / E09000027"] != 2) say("Kingston and Richmond")
    finish()

    start("the councils are counted by class on days after each reorganisation")
    expect_councils("2011-06-01", 56, 36, 33, 27, 201, 2)
    expect_councils("2018-12-01", 56, 36, 33, 27, 201, 11)
    expect_councils("2019-06-01", 56, 36, 33, 26, 192, 11)
    expect_councils("2020-06-01", 57, 36, 33, 25, 188, 11)
    expect_councils("2021-06-01", 59, 36, 33, 24, 181, 11)
    expect_councils("2023-06-01", 63, 36, 33, 21, 164, 11)
    expect_councils("2024-06-01", 63, 36, 33, 21, 164, 12)
    expect_councils("2025-06-01", 63, 36, 33, 21, 164, 16)
    expect("region", "2024-06-01", 9)
    finish()

    start("first days are known but for one council, regions and countries")
    for (code in class_of)
        if (begin[code] == "" && class_of[code] !~ /^(region|country)$/ &&
            code != "E09000001")
            say(code " " name[code])
    # The 46 unitary councils of the 1990s, by wave, and those since.
    n = split("1995 1 1996 13 1997 13 1998 19 2009 9 2019 2 2020 1 2021 2 2023 4", cell, " ")
    for (i = 1; i <= n; i += 2) {
        got = 0
        for (id in first)
            if (council_class[id] == "unitary" && first[id] == cell[i] "-04-01") got++
        if (got != cell[i + 1]) say("unitary from " cell[i] ": " got ", not " cell[i + 1])
    }
    if (first["hck"] != "1965-04-01") say("Hackney")
    if (begin["E10000034"] != "1998-04-01" || begin["E10000012"] != "1974-04-01")
        say("Worcestershire, Essex")
    if (begin["E06000046"] != "1995-04-01" || begin["E06000037"] != "1998-04-01")
        say("Isle of Wight, West Berkshire")
    finish()
    exit failed
}' </dev/null
