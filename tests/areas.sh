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

BEGIN {
    print "1..18"
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
        own[tolower(cell[3])]
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

    start("each spelling stands once, names a council and is no area'"'"'s own name")
    for (i = 1; i <= spelling_n; i++) {
        cut(spellings[i], cell)
        folded = tolower(cell[1])
        if (folded in spelt) say("twice: " cell[1])
        spelt[folded]
        if (!(cell[2] in is_council)) say("unknown council: " spellings[i])
        if (folded in own) say("own name of an area: " cell[1])
        if (cell[1] ~ /  / || cell[1] ~ /^ / || cell[1] ~ / $/) say("blanks: " cell[1])
        if (cell[3] == "e-code" && cell[1] !~ /^E[0-9][0-9][0-9][0-9]$/) say(spellings[i])
        if (cell[3] !~ /^(name|e-code)$/) say("unknown kind: " spellings[i])
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
    }
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
        if (!is_year(cell[4]) || (cell[5] != "" && !is_year(cell[5]))) say(joints[i])
        if (cell[5] != "" && cell[4] > cell[5]) say("years: " joints[i])
    }
    finish()

    start("the councils of 2024, 2019 and 2012 are counted by class")
    expect("unitary", "2024-06-01", 63); expect("metropolitan-district", "2024-06-01", 36)
    expect("london-borough", "2024-06-01", 33); expect("county", "2024-06-01", 21)
    expect("district", "2024-06-01", 164); expect("combined-authority", "2024-06-01", 12)
    expect("unitary", "2019-06-01", 56); expect("county", "2019-06-01", 26)
    expect("district", "2019-06-01", 192); expect("combined-authority", "2019-06-01", 11)
    expect("unitary", "2012-06-01", 56); expect("county", "2012-06-01", 27)
    expect("district", "2012-06-01", 201); expect("combined-authority", "2012-06-01", 2)
    expect("region", "2024-06-01", 9)
    finish()
    exit failed
}' </dev/null
