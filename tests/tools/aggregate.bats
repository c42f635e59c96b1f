# oflog-aggregate: figures of councils made into figures of larger areas.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
}

# Tonnes of three metrics that the tests need and the installed ones do not have.
definitions() {
    cat <<'YAML'
- {id: bins.count, label: B, service: s, kind: count, unit: u, polarity: neutral, year: financial,
   applies_to: [unitary, metropolitan-district, london-borough, district],
   source: {publisher: P, title: T, licence: L}}
- {id: care.rate, label: C, service: s, kind: rate, unit: u, per: 1000, polarity: high, year: financial,
   applies_to: [unitary, metropolitan-district, london-borough, county],
   source: {publisher: P, title: T, licence: L}}
- {id: money.own, label: M, service: s, kind: currency, unit: u, polarity: high, year: financial,
   applies_to: [unitary, metropolitan-district, london-borough, county, district],
   source: {publisher: P, title: T, licence: L}}
- {id: money.hour, label: H, service: s, kind: currency, unit: u, denominator: hours, polarity: high,
   year: financial, applies_to: [unitary, metropolitan-district, london-borough, county],
   source: {publisher: P, title: T, licence: L}}
- {id: people.all, label: A, service: s, kind: count, unit: u, polarity: neutral, year: calendar,
   applies_to: [unitary, metropolitan-district, london-borough, county, district], whole_county: true,
   source: {publisher: P, title: T, licence: L}}
YAML
}

aggregate() {
    definitions >definitions.yaml
    oflog-aggregate -d definitions.yaml "$@"
}

@test "numerators and denominators are summed, and the value is made of the sums" {
    run --separate-stderr oflog-aggregate --to=successor <<'CSV'
metric,area_code,area_name,period,value,marker,numerator,denominator,lower,upper,source,note
waste.recycling-rate,E07000026,Allerdale,2018/19,50,p,10,20,49,51,t:1:2,one
waste.recycling-rate,E07000028,Carlisle,2018/19,,,30,100,,,t:2:2,two
waste.recycling-rate,E07000029,Copeland,2018/19,99.9,e,1,80,,,t:2:2,three
CSV
    says <<'END'
oflog-aggregate: 1 sum has members with confidence limits, which cannot be summed
oflog-aggregate: 3 rows in = 3 into 1 sum + 0 passed on + 0 left out + 0 refused
END
    shows 0 <<'CSV'
metric,area_code,area_name,period,value,marker,numerator,denominator,lower,upper,source,note,members,members_expected,coverage,reason
waste.recycling-rate,E06000063,Cumberland,2018/19,20.5,e p,41,200,,,t:1:2;t:2:2,,3,3,1,
CSV
}

@test "a rate without its parts is never averaged" {
    run --separate-stderr oflog-aggregate --to=successor <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E07000026,2018/19,33.4
waste.recycling-rate,E07000028,2018/19,41.3
waste.recycling-rate,E07000029,2018/19,36.7
CSV
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason
waste.recycling-rate,E06000063,2018/19,,x,0,3,0,"not averaged: no numerator and denominator of Allerdale, Carlisle, Copeland"
CSV
}

@test "a rate without its parts is carried where one council is the whole area" {
    # Somerset's districts are no members where counties run the service.
    run --separate-stderr aggregate --to=successor <<'CSV'
metric,area_code,area_name,period,value,marker,lower,upper,source
care.rate,E10000027,Somerset,2021/22,66.40,p,60,70,t:1:2
care.rate,E10000027,Somerset,2020/21,,c,,,t:2:2
care.rate,E10000006,Cumbria,2021/22,5,,,,t:3:2
CSV
    says <<'END'
oflog-aggregate: <stdin>:4:2: 'Cumbria' was divided among E06000063, E06000064, and its figure cannot be shared out
oflog-aggregate: 3 sums have no number; the column 'reason' says why
oflog-aggregate: 1 sum has members with confidence limits, which cannot be summed
oflog-aggregate: 3 rows in = 2 into 4 sums + 0 passed on + 0 left out + 1 refused
END
    shows 1 <<'CSV'
metric,area_code,area_name,period,value,marker,lower,upper,source,members,members_expected,coverage,reason
care.rate,E06000066,Somerset,2020/21,,x,,,,0,1,0,no number of Somerset (c)
care.rate,E06000063,Cumberland,2021/22,,x,,,,0,1,0,cannot be divided: Cumbria
care.rate,E06000064,Westmorland and Furness,2021/22,,x,,,,0,1,0,cannot be divided: Cumbria
care.rate,E06000066,Somerset,2021/22,66.4,p,,,t:1:2,1,1,1,
CSV
    # Mid Suffolk's figure holds Babergh's: alone it is no figure of the area.
    printf '%s\n' area_code,parent_code E07000203,mine E07000205,other >areas.csv
    printf '%s\n' metric,area_code,period,value waste.recycling-rate,E07000203,2018/19,41 \
        waste.recycling-rate,E07000205,2018/19,42 >figures.csv
    run -0 --separate-stderr oflog-aggregate -q --to=areas.csv figures.csv
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason
waste.recycling-rate,mine,2018/19,,x,0,1,0,holds figures from elsewhere: Mid Suffolk (Babergh)
waste.recycling-rate,other,2018/19,42,,1,1,1,
CSV
}

@test "counts and money are summed, money per something is not" {
    run --separate-stderr aggregate -q --to=combined-authority <<'CSV'
metric,area_code,period,value
bins.count,E06000001,2019/20,0.1
bins.count,E06000002,2019/20,0.2
bins.count,E06000003,2019/20,1e3
bins.count,E06000004,2019/20,4
bins.count,E06000005,2019/20,5
money.own,E06000001,2019/20,-1
money.own,E06000002,2019/20,2
money.own,E06000003,2019/20,3
money.own,E06000004,2019/20,4
money.own,E06000005,2019/20,5
money.hour,E06000001,2019/20,17
CSV
    shows 0 metric,area_code,value,marker,members,coverage <<'CSV'
metric,area_code,value,marker,members,coverage
bins.count,E47000006,1009.3,,5,1
money.hour,E47000006,,x,0,0
money.own,E47000006,13,,5,1
CSV
}

@test "a member without a figure makes the sum x, with the reason" {
    run --separate-stderr aggregate -q --to=combined-authority <<'CSV'
metric,area_code,period,value,marker
bins.count,E06000001,2019/20,1,
bins.count,E06000002,2019/20,,c
bins.count,E06000003,2019/20,,low
bins.count,E06000004,2019/20,,
bins.count,E06000001,2020/21,1,
bins.count,E06000002,2020/21,2,
bins.count,E06000003,2020/21,3,r
bins.count,E06000004,2020/21,4,u
bins.count,E06000005,2020/21,,z
bins.count,E06000001,2021/22,,z
bins.count,E06000002,2021/22,,z
bins.count,E06000003,2021/22,,z
bins.count,E06000004,2021/22,,z
bins.count,E06000005,2021/22,,z
CSV
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason
bins.count,E47000006,2019/20,,x,1,5,0.2,"no row of Darlington; no number of Middlesbrough (c), Redcar and Cleveland (low), Stockton-on-Tees"
bins.count,E47000006,2020/21,10,r u,4,4,1,
bins.count,E47000006,2021/22,,z,0,0,,no member has the service
CSV
}

@test "the reason names five and counts the rest" {
    run --separate-stderr aggregate -q --to=region <<'CSV'
metric,area_code,period,value
bins.count,E06000001,2019/20,1
CSV
    [ "${lines[1]}" = 'bins.count,E12000001,2019/20,,x,1,12,0.0833333333333333,"no row of Middlesbrough, Redcar and Cleveland, Stockton-on-Tees, Darlington, County Durham and 6 more"' ]
}

@test "a chain of successors is followed to its end, or to those of a day" {
    table() {
        echo metric,area_code,period,value
        for code in E07000187 E07000188 E07000189 E07000190 E07000191; do
            echo "bins.count,$code,2018/19,${code: -1}"
        done
    }
    run --separate-stderr aggregate -q --to=successor < <(table)
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason
bins.count,E06000066,2018/19,25,,5,5,1,
CSV
    run --separate-stderr aggregate -q --to=successor --on=2020-01-01 < <(table)
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason
bins.count,E07000187,2018/19,7,,1,1,1,
bins.count,E07000188,2018/19,8,,1,1,1,
bins.count,E07000189,2018/19,9,,1,1,1,
bins.count,E07000246,2018/19,1,,2,2,1,
CSV
    run --separate-stderr aggregate -q --to=successor --on=2019-03-31 < <(table)
    [ "$(grep -c ',1,1,1,$' <<<"$output")" -eq 5 ]
}

@test "a council that was divided is refused, and its successors have no figure of it" {
    run --separate-stderr aggregate --to=successor <<'CSV'
metric,area_code,period,value,numerator,denominator
care.rate,E10000006,2018/19,5,1,200
care.rate,E10000009,2018/19,5,1,200
care.rate,E06000028,2018/19,,1,100
care.rate,E06000029,2018/19,,2,100
care.rate,E10000027,2018/19,,3,1000
care.rate,E10000003,2018/19,6.1,3,500
CSV
    says <<'END'
oflog-aggregate: <stdin>:2:2: 'Cumbria' was divided among E06000063, E06000064, and its figure cannot be shared out
oflog-aggregate: <stdin>:3:2: 'Dorset' was divided among E06000058, E06000059, and its figure cannot be shared out
oflog-aggregate: 4 sums have no number; the column 'reason' says why
oflog-aggregate: 6 rows in = 3 into 5 sums + 1 passed on + 0 left out + 2 refused
END
    shows 1 <<'CSV'
metric,area_code,period,value,numerator,denominator,marker,members,members_expected,coverage,reason
care.rate,E06000058,2018/19,,,,x,2,3,0.666666666666667,cannot be divided: Dorset
care.rate,E06000059,2018/19,,,,x,0,1,0,cannot be divided: Dorset
care.rate,E06000063,2018/19,,,,x,0,1,0,cannot be divided: Cumbria
care.rate,E06000064,2018/19,,,,x,0,1,0,cannot be divided: Cumbria
care.rate,E06000066,2018/19,3,3,1000,,1,1,1,
care.rate,E10000003,2018/19,6.1,3,500,,1,1,1,
CSV
}

@test "a divided council is kept, not refused, where rows are kept" {
    run --separate-stderr aggregate --to=successor --keep <<'CSV'
metric,area_code,period,value,numerator,denominator
care.rate,E10000006,2018/19,5,1,200
care.rate,E10000003,2018/19,6.1,3,500
CSV
    says <<'END'
oflog-aggregate: not summed, of councils that were divided among several successors: 1 row
oflog-aggregate: 2 sums have no number; the column 'reason' says why
oflog-aggregate: 2 rows in = 2 kept + 0 refused; 2 sums out beside
END
    shows 0 <<'CSV'
metric,area_code,period,value,numerator,denominator,marker,members,members_expected,coverage,reason
care.rate,E10000006,2018/19,5,1,200,,,,,
care.rate,E10000003,2018/19,6.1,3,500,,,,,
care.rate,E06000063,2018/19,,,,x,0,1,0,cannot be divided: Cumbria
care.rate,E06000064,2018/19,,,,x,0,1,0,cannot be divided: Cumbria
CSV
}

@test "a county that holds its districts is summed itself where some of them are not listed" {
    table() { cumbria people.all 2018; echo people.all,E06000001,2018,5; }
    printf '%s\n' area_code,parent_code E10000006,x E07000026,x E06000001,x >areas.csv
    run --separate-stderr aggregate --to=areas.csv < <(table)
    [[ "$stderr" == *"left out, of counties whose districts are summed, or districts whose county is: 1 row"* ]]
    [ "${lines[1]}" = people.all,x,2018,1005,,2,2,1, ]
    printf '%s,x\n' E0700002{6..9} E0700003{0,1} >>areas.csv
    run --separate-stderr aggregate --to=areas.csv < <(table)
    [ "${lines[1]}" = people.all,x,2018,26,,7,7,1, ]
}

# Cumbria and its six districts, each with its place in the list.
cumbria() { # METRIC PERIOD
    echo metric,area_code,period,value
    echo "$1,E10000006,$2,1000"
    for i in 26 27 28 29 30 31; do
        echo "$1,E070000$i,$2,$((i - 25))"
    done
}

@test "who is summed for a county depends on whom the metric is about" {
    run --separate-stderr aggregate --to=county < <(cumbria money.own 2018/19)
    shows 0 area_code,value,members,coverage <<'CSV'
area_code,value,members,coverage
E10000006,1021,7,1
CSV
    run --separate-stderr aggregate -q --to=county < <(cumbria bins.count 2018/19 | grep -v E10)
    shows 0 area_code,value,members,coverage <<'CSV'
area_code,value,members,coverage
E10000006,21,6,1
CSV
    # Its own row is the whole already.
    run --separate-stderr aggregate --to=county < <(cumbria people.all 2018)
    says <<'END'
oflog-aggregate: 1 published row stands in place of a sum
oflog-aggregate: 7 rows in = 6 into 0 sums + 1 passed on + 0 left out + 0 refused
END
    shows 0 area_code,value,members,coverage <<'CSV'
area_code,value,members,coverage
E10000006,1000,,
CSV
}

@test "a county that holds its districts is not needed, nor in the way, where it was divided" {
    run --separate-stderr aggregate --to=successor < <(cumbria people.all 2018)
    says <<'END'
oflog-aggregate: left out, of counties whose districts are summed, or districts whose county is: 1 row
oflog-aggregate: 7 rows in = 6 into 2 sums + 0 passed on + 1 left out + 0 refused
END
    shows 0 area_code,value,members,coverage <<'CSV'
area_code,value,members,coverage
E06000063,8,3,1
E06000064,13,3,1
CSV
    run --separate-stderr aggregate -q --to=successor < <(cumbria money.own 2018/19)
    shows 1 area_code,value,marker,members,members_expected <<'CSV'
area_code,value,marker,members,members_expected
E06000063,,x,3,4
E06000064,,x,3,4
CSV
}

@test "an authority's members are those of the period's last day, or of the day asked for" {
    table() {
        echo metric,area_code,period,value
        for code in E06000047 E06000057 E08000021 E08000022 E08000023 E08000024 E08000037; do
            echo "bins.count,$code,2017/18,1"
            echo "bins.count,$code,2018/19,1"
        done
    }
    run --separate-stderr aggregate -q --to=combined-authority < <(table)
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason
bins.count,E47000005,2017/18,7,,7,7,1,
bins.count,E47000010,2018/19,4,,4,4,1,
bins.count,E47000011,2018/19,3,,3,3,1,
CSV
    run --separate-stderr aggregate -q --to=combined-authority --on=latest < <(table)
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason
bins.count,E47000014,2017/18,7,,7,7,1,
bins.count,E47000014,2018/19,7,,7,7,1,
CSV
}

@test "--beside sets what the members come to beside the published figure, and takes nothing's place" {
    definitions | sed 's/ district\],$/ district, combined-authority],/' >deals.yaml
    run --separate-stderr oflog-aggregate -q -d deals.yaml --to=combined-authority --beside <<'CSV'
metric,area_code,period,value
bins.count,E47000006,2019/20,1010
bins.count,E06000001,2019/20,1
bins.count,E06000002,2019/20,2
bins.count,E06000003,2019/20,1000
bins.count,E06000004,2019/20,4
bins.count,E06000005,2019/20,5
bins.count,E47000006,2020/21,900
bins.count,E06000001,2020/21,1
bins.count,E06000002,2020/21,1
bins.count,E06000003,2020/21,1
bins.count,E06000004,2020/21,1
bins.count,E06000001,2021/22,1
bins.count,E06000002,2021/22,2
bins.count,E06000003,2021/22,3
bins.count,E06000004,2021/22,4
bins.count,E06000005,2021/22,5
bins.count,E47000007,2021/22,77
CSV
    # Tees Valley: published and whole, published beside a sum that lacks Darlington, a sum alone; the West Midlands: published alone.
    shows 0 area_code,period,value,marker,members,members_expected,coverage,sum <<'CSV'
area_code,period,value,marker,members,members_expected,coverage,sum
E47000006,2019/20,1010,,5,5,1,1012
E47000006,2020/21,900,,4,5,0.8,
E47000006,2021/22,15,,5,5,1,15
E47000007,2021/22,77,,,,,
CSV
    run --separate-stderr aggregate --to=combined-authority --beside --keep </dev/null
    [[ "$status $stderr" == "2 oflog-aggregate: --beside and --keep do not go together"* ]]
}

@test "a published row of the larger area stands in place of a sum" {
    table() {
        echo metric,area_code,period,value,marker
        echo "bins.count,E12000001,2019/20,$1"
        for code in E0600000{1..5} E06000047 E06000057 E0800002{1..4} E08000037; do
            echo "bins.count,$code,2019/20,1,"
        done
    }
    run --separate-stderr aggregate --to=region < <(table 13,r)
    says <<'END'
oflog-aggregate: 1 published row stands in place of a sum
oflog-aggregate: 13 rows in = 12 into 0 sums + 1 passed on + 0 left out + 0 refused
END
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason
bins.count,E12000001,2019/20,13,r,,,,
CSV
    run --separate-stderr aggregate --to=region < <(table ,c)
    says <<'END'
oflog-aggregate: left out, of larger areas, without a number where there is a sum: 1 row
oflog-aggregate: 13 rows in = 12 into 1 sum + 0 passed on + 1 left out + 0 refused
END
    [ "${lines[1]}" = bins.count,E12000001,2019/20,12,,12,12,1, ]
    run --separate-stderr aggregate --to=region --keep < <(table ,c)
    [ "${#lines[@]}" -eq 14 ]
    [ "$(cut -d, -f1-3 <<<"$output" | sort | uniq -d)" = "" ]
    [[ "$stderr" == *": 1 sum is held back: a row that is kept has its key"* ]]
}

@test "areas of one's own come from a file, with days where they matter" {
    cat >areas.csv <<'CSV'
parent_code,area_code,from,to,parent_name
hadrian,E06000047,,,Hadrian's wall
hadrian,E06000057,2019-04-01,,
E12000001,E06000001,,,
E12000001,Middlesbrough,,2019-03-31,
hadrian,E06000047,,,
CSV
    table() {
        echo metric,area_code,area_name,period,value
        for code in E06000001 E06000002 E06000047 E06000057 E06000008; do
            echo "bins.count,$code,n,2018/19,1"
            echo "bins.count,$code,n,2019/20,1"
        done
    }
    run --separate-stderr aggregate --to=./areas.csv < <(table)
    says <<'END'
oflog-aggregate: ./areas.csv: the tables of areas do not have 1 of its larger areas, such as 'hadrian'; later tools refuse their rows
oflog-aggregate: left out, of councils that lie in no such area: 4 rows
oflog-aggregate: 10 rows in = 6 into 4 sums + 0 passed on + 4 left out + 0 refused
END
    shows 0 <<'CSV'
metric,area_code,area_name,period,value,marker,members,members_expected,coverage,reason
bins.count,E12000001,North East,2018/19,2,,2,2,1,
bins.count,hadrian,Hadrian's wall,2018/19,1,,1,1,1,
bins.count,E12000001,North East,2019/20,1,,1,1,1,
bins.count,hadrian,Hadrian's wall,2019/20,2,,2,2,1,
CSV
}

@test "a mistake in the file of areas ends the run" {
    try() { # ROW MESSAGE
        printf '%s\n' area_code,parent_code,from "$1" >areas.csv
        run --separate-stderr aggregate --to=areas.csv /dev/null
        [ "$status" -eq 2 ]
        [ "$stderr" = "oflog-aggregate: areas.csv:$2" ]
    }
    try nowhere-at-all,x, "2:1: unknown council 'nowhere-at-all'"
    try E12000001,x, "2:1: only councils can be listed as members"
    try E06000001,,  "2:2: expected the code of a larger area"
    try E06000001,x,2019 "2:3: expected a date such as 2019-04-01, or nothing"
    try E06000001,x "2: 2 cells stand here; the header has 3"
    try $'E06000001,"x\ny",' "2: a cell holds a line break"
    try $'E06000001,\xe9,' "2: the row is not UTF-8"
    echo area_code,parent >areas.csv
    run --separate-stderr aggregate --to=areas.csv /dev/null
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"areas.csv:1: "*"'parent_code'"* ]]
    : >areas.csv
    run --separate-stderr aggregate --to=areas.csv /dev/null
    [ "$status" -eq 2 ]
    [ "$stderr" = "oflog-aggregate: areas.csv:1: the list of areas has no header" ]
}

@test "wrong calls are said with what would be right" {
    run --separate-stderr oflog-aggregate /dev/null
    [ "$status" -eq 2 ]
    [[ "$stderr" == "oflog-aggregate: --to is needed: successor, "* ]]
    run --separate-stderr oflog-aggregate --to=regions /dev/null
    [ "$status" -eq 2 ]
    [[ "$stderr" == "oflog-aggregate: --to: 'regions' is neither successor, "*"./regions"* ]]
    run --separate-stderr oflog-aggregate --to=region --on=2019 /dev/null
    [ "$status" -eq 2 ]
    [[ "$stderr" == "oflog-aggregate: --on: '2019' is not a date; expected one such as 2023-04-01, or 'latest'"* ]]
    run --separate-stderr oflog-aggregate --to=- -
    [ "$status" -eq 2 ]
    [[ "$stderr" == "oflog-aggregate: --to: standard input holds the table already"* ]]
}

@test "figures reported together count where both lie in the area, and nowhere else" {
    # Chiltern's waste is in Wycombe's figure; Christchurch's is in that of a partnership.
    table() {
        cat <<'CSV'
metric,area_code,period,value,numerator,denominator
waste.recycling-rate,E07000004,2018/19,,10,100
waste.recycling-rate,E07000006,2018/19,,20,100
waste.recycling-rate,E07000007,2018/19,,60,100
waste.recycling-rate,E06000028,2018/19,,1,2
waste.recycling-rate,E06000029,2018/19,,1,2
CSV
    }
    run --separate-stderr oflog-aggregate -q --to=successor < <(table)
    shows 0 <<'CSV'
metric,area_code,period,value,numerator,denominator,marker,members,members_expected,coverage,reason
waste.recycling-rate,E06000058,2018/19,,,,x,2,3,0.666666666666667,reported with others: Christchurch (E10000009)
waste.recycling-rate,E06000060,2018/19,30,90,300,,4,4,1,
CSV
    printf '%s\n' area_code,parent_code E07000006,a E07000007,a E07000004,b E07000005,b >areas.csv
    run --separate-stderr oflog-aggregate -q --to=areas.csv < <(table)
    shows 0 area_code,value,marker,members,reason <<'CSV'
area_code,value,marker,members,reason
a,,x,1,holds figures from elsewhere: Wycombe (Chiltern)
b,,x,1,reported with others: Chiltern (E07000007)
CSV
}

@test "old figures set out for new councils stand for those that were there" {
    run --separate-stderr aggregate --to=successor <<'CSV'
metric,area_code,period,value
people.all,E07000187,2018,1
people.all,E07000188,2018,10
people.all,E07000189,2018,100
people.all,E07000246,2018,1000
people.all,E06000058,2018,5
CSV
    says <<'END'
oflog-aggregate: 5 rows in = 4 into 1 sum + 1 passed on + 0 left out + 0 refused
END
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason
people.all,E06000058,2018,5,,,,,
people.all,E06000066,2018,1111,,5,5,1,
CSV
    # Beside a predecessor's own row it does not count, as nowhere.
    run --separate-stderr aggregate --to=successor <<'CSV'
metric,area_code,period,value
people.all,E07000187,2018,1
people.all,E07000188,2018,10
people.all,E07000189,2018,100
people.all,E07000190,2018,7
people.all,E07000246,2018,1000
CSV
    says <<'END'
oflog-aggregate: left out, of a predecessor or successor of the council that counts in the period: 1 row
oflog-aggregate: 1 sum has no number; the column 'reason' says why
oflog-aggregate: 5 rows in = 4 into 1 sum + 0 passed on + 1 left out + 0 refused
END
    [ "${lines[1]}" = "people.all,E06000066,2018,,x,4,5,0.8,no row of West Somerset" ]
}

@test "carried figures can be summed on, and are no members of what the metric is not about" {
    {   echo metric,area_code,period,value
        for code in E0700002{6..9} E0700003{0,1}; do echo "bins.count,$code,2018/19,1"; done; } |
        aggregate -q --to=successor >carried.csv
    printf '%s\n' area_code,parent_code E06000063,Cumbria E06000064,Cumbria >areas.csv
    run --separate-stderr aggregate -q --replace --on=latest --to=areas.csv carried.csv
    [ "$status" -eq 0 ]
    [ "${lines[1]}" = bins.count,E10000006,2018/19,6,,2,2,1, ]
    # A sum under a county's code, of a metric of districts: later tools pass it by.
    printf '%s\n' "$output" >county.csv
    oflog-rank -q -d definitions.yaml --best=high county.csv >ranked.csv
    [ "$(tail -1 ranked.csv)" = "bins.count,E10000006,2018/19,6,,2,2,1,,,,,,,,,,," ]
    cut -d, -f1-5 county.csv >without.csv
    run --separate-stderr oflog-rank -q -d definitions.yaml --best=high without.csv
    [ "$status" -eq 1 ]
}

@test "parts that cannot be are refused" {
    run --separate-stderr oflog-aggregate --to=successor --rejects=rejects.csv <<'CSV'
metric,area_code,period,value,numerator,denominator
waste.recycling-rate,E07000026,2018/19,,30,20
waste.recycling-rate,E07000028,2018/19,,1,2
waste.recycling-rate,E07000028,2018/19,,2,2
waste.recycling-rate,E07000029,2018/19,,-1,2
CSV
    [ "$status" -eq 1 ]
    [ "$(cut -d, -f1-4 rejects.csv | tail -n +2 | sort)" = "$(printf '%s\n' \
        '<stdin>,2,5,the numerator of a proportion is above its denominator' \
        '<stdin>,3,4,"the same metric' '<stdin>,4,4,"the same metric' \
        '<stdin>,5,5,the numerator is negative')" ]
    run --separate-stderr oflog-aggregate -q --to=successor --strict <<'CSV'
metric,area_code,period,value,numerator,denominator
waste.recycling-rate,E07000026,2018/19,,30,20
CSV
    [ "$status" -eq 2 ]
    [ "$output" = "" ]
}

@test "two codes of one council are one member" {
    printf '%s\n' area_code,parent_code E08000019,x E08000039,x E08000018,x >areas.csv
    run --separate-stderr aggregate -q --to=areas.csv <<'CSV'
metric,area_code,period,value
bins.count,E08000039,2018/19,1
bins.count,E08000018,2018/19,2
CSV
    [ "${lines[1]}" = bins.count,x,2018/19,3,,2,2,1, ]
}

@test "the receipt says what became of the rows of the input" {
    printf '%s\n' metric,area_code,period,value bins.count,E06000001,2018/19,1 \
        bins.count,E06000001,2018/19,1 bins.count,E06000008,2018/19,1 \
        bins.count,E06000002,2018/19,n bins.count,E12000001,2018/19,5 >table.csv
    run -1 --separate-stderr aggregate --to=combined-authority --receipt=receipts table.csv
    says <<'END'
oflog-aggregate: table.csv:5:4: 'n' is not a number; markers have a column of their own, and 'oflog-ingest --recipe=tidy' reads other spellings
oflog-aggregate: left out, of other levels than councils: 1 row
oflog-aggregate: left out, of councils that lie in no such area: 1 row
oflog-aggregate: 1 sum has no number; the column 'reason' says why
oflog-aggregate: 5 rows in = 1 into 1 sum + 0 passed on + 2 left out + 1 refused + 1 merged with equal ones
END
    [[ $(<receipts) == *'"account":{"unit":"rows","in":5,"out":1,"refused":1,"left_out":3,"rules":[{"rule":"merged with equal ones","rows":1},{"rule":"of other levels than councils","rows":1},{"rule":"of councils that lie in no such area","rows":1}]}}' ]]
}

@test "parts that no sum can take are refused, and nothing of nothing adds nothing" {
    { echo metric,area_code,period,value,numerator,denominator
      for i in 02 03 04 05; do echo "waste.recycling-rate,E060000$i,2018/19,,40,100"; done
      echo waste.recycling-rate,E06000001,2018/19,,5,0; } >none.csv
    for parts in 5,0 5,-100 0,-100 -5,0; do
        sed "\$s/5,0\$/$parts/" none.csv >wrong.csv
        run --separate-stderr oflog-aggregate -q --to=region wrong.csv
        [ "$status" -eq 1 ]
        [[ "$stderr" == *"wrong.csv:6:5: "*"numerator"* || "$stderr" == *"wrong.csv:6:5: the denominator is negative" ]]
        [[ "$output" == *",x,"*"no row of Hartlepool"* ]]
    done
    sed '$s/5,0$/0,0/' none.csv >nothing.csv
    run --separate-stderr oflog-aggregate -q --to=region nothing.csv
    [ "$status" -eq 0 ]
    [[ "$output" != *Hartlepool* ]]
}

# Counts that are rounded, withheld, or both, and three councils that make an area.
small_numbers() {
    for id in withheld,count,'suppressed: {from: 1, to: 4}' rounded,count,'rounded_to: 5' \
        both,proportion,'rounded_to: 5, suppressed: {from: 1, to: 4}' \
        rate,rate,'suppressed: {from: 1, to: 4}' plain,count,'caveats: none'; do
        IFS=, read -r name kind keys <<<"$id"
        echo "- {id: few.$name, label: F, service: s, kind: $kind, unit: u, polarity: neutral, year: financial,"
        [ "$kind" = count ] || echo "   per: 100,"
        echo "   applies_to: [unitary], $keys, source: {publisher: P, title: T, licence: L}}"
    done >few.yaml
    printf '%s\n' area_code,parent_code E06000001,E47000006 E06000002,E47000006 \
        E06000003,E47000006 >three.csv
    oflog-aggregate -d few.yaml --to=three.csv --small-numbers "$@"
}

@test "a sum with withheld parts is given with its range where that is within 1%" {
    run --separate-stderr small_numbers <<'CSV'
metric,area_code,period,value,marker,numerator,denominator,source
few.withheld,E06000001,2019/20,200,p,,,t:1:2
few.withheld,E06000002,2019/20,99,,,,t:2:2
few.withheld,E06000003,2019/20,,c,,,t:3:2
few.withheld,E06000001,2020/21,200,,,,
few.withheld,E06000002,2020/21,98,,,,
few.withheld,E06000003,2020/21,,c r,,,
few.rate,E06000001,2019/20,,,2000,1500,
few.rate,E06000002,2019/20,,c,,1000,
few.rate,E06000003,2019/20,,,2000,3000,
few.rate,E06000001,2020/21,,,2000,1500,
few.rate,E06000002,2020/21,,c,,,
few.rate,E06000003,2020/21,,,2000,3000,
few.rate,E06000001,2021/22,,,2000,1500,
few.rate,E06000002,2021/22,,c,3,1000,
few.rate,E06000003,2021/22,,,2000,3000,
CSV
    says <<'END'
oflog-aggregate: 3 sums have no number; the column 'reason' says why
oflog-aggregate: 2 sums are estimates within 1%, since members are withheld
oflog-aggregate: 15 rows in = 15 into 5 sums + 0 passed on + 0 left out + 0 refused
END
    # Denominators that are withheld too leave nothing to say; with a numerator it is something else that is withheld.
    shows 0 <<'CSV'
metric,area_code,period,value,marker,numerator,denominator,source,members,members_expected,coverage,reason,sum_low,sum_high
few.rate,E47000006,2019/20,72.7727272727273,e,4002.5,5500,,2,3,0.666666666666667,"estimated within 1%, withheld in part: Middlesbrough",72.7454545454545,72.8
few.rate,E47000006,2020/21,,x,,,,2,3,0.666666666666667,no number of Middlesbrough (c),,
few.rate,E47000006,2021/22,,x,,,,2,3,0.666666666666667,no number of Middlesbrough (c),,
few.withheld,E47000006,2019/20,301.5,e p,,,t:1:2;t:2:2;t:3:2,2,3,0.666666666666667,"estimated within 1%, withheld in part: Redcar and Cleveland",300,303
few.withheld,E47000006,2020/21,,x,,,,2,3,0.666666666666667,withheld in part: Redcar and Cleveland,299,302
CSV
}

@test "what is withheld of all, of none, of nothing, or beside what is missing" {
    run --separate-stderr small_numbers -q <<'CSV'
metric,area_code,period,value,marker
few.withheld,E06000001,2018/19,,c
few.withheld,E06000002,2018/19,,c
few.withheld,E06000003,2018/19,,c
few.withheld,E06000001,2019/20,7,
few.withheld,E06000002,2019/20,8,
few.withheld,E06000003,2019/20,9,
few.withheld,E06000001,2020/21,0,
few.withheld,E06000002,2020/21,0,
few.withheld,E06000003,2020/21,0,
few.withheld,E06000001,2021/22,9000,
few.withheld,E06000002,2021/22,,c
few.withheld,E06000003,2021/22,,x
few.withheld,E06000001,2022/23,9000,
few.withheld,E06000002,2022/23,,c
few.withheld,E06000003,2022/23,,z
few.plain,E06000001,2019/20,9000,
few.plain,E06000002,2019/20,,c
few.plain,E06000003,2019/20,1,
few.plain,E06000001,2020/21,1,
few.plain,E06000002,2020/21,1,
few.plain,E06000003,2020/21,1,
CSV
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason,sum_low,sum_high
few.plain,E47000006,2019/20,,x,2,3,0.666666666666667,no number of Middlesbrough (c),,
few.plain,E47000006,2020/21,3,,3,3,1,,,
few.withheld,E47000006,2018/19,,x,0,3,0,"withheld in part: Hartlepool, Middlesbrough, Redcar and Cleveland",3,12
few.withheld,E47000006,2019/20,24,,3,3,1,,24,24
few.withheld,E47000006,2020/21,0,,3,3,1,,0,0
few.withheld,E47000006,2021/22,,x,1,3,0.333333333333333,no number of Redcar and Cleveland (x); withheld in part: Middlesbrough,,
few.withheld,E47000006,2022/23,9002.5,e,1,2,0.5,"estimated within 1%, withheld in part: Middlesbrough",9001,9004
CSV
}

@test "the rounding of every part is in the range of a sum" {
    run --separate-stderr small_numbers -q <<'CSV'
metric,area_code,period,value,marker,numerator,denominator
few.rounded,E06000001,2019/20,5,,,
few.rounded,E06000002,2019/20,10,,,
few.rounded,E06000003,2019/20,0,,,
few.both,E06000001,2019/20,,,10,10
few.both,E06000002,2019/20,,,0,100
few.both,E06000003,2019/20,,,50,100
few.both,E06000001,2020/21,,,1000,1500
few.both,E06000002,2020/21,,c,,2
few.both,E06000003,2020/21,,,2000,3000
few.both,E06000001,2021/22,,,100,150
few.both,E06000002,2021/22,,c,,40
few.both,E06000003,2021/22,,,200,300
CSV
    # 55/217.5 to 67.5/207.5, 2996/4509.5 to 3009/4499, 296/497.5 to 309/482.5, and 2.5 + 7.5 + 0 to 7.5 + 12.5 + 2.5
    shows 0 <<'CSV'
metric,area_code,period,value,marker,numerator,denominator,members,members_expected,coverage,reason,sum_low,sum_high
few.both,E47000006,2019/20,28.5714285714286,,60,210,3,3,1,,25.2873563218391,32.5301204819277
few.both,E47000006,2020/21,66.6814749000444,e,3002,4502,2,3,0.666666666666667,"estimated within 1%, withheld in part: Middlesbrough",66.4375207894445,66.8815292287175
few.both,E47000006,2021/22,,x,,,2,3,0.666666666666667,withheld in part: Middlesbrough,59.4974874371859,64.0414507772021
few.rounded,E47000006,2019/20,15,,,,3,3,1,,10,22.5
CSV
}

@test "a sum gives no more away than its parts do" {
    table() {
        echo metric,area_code,period,value,marker
        printf 'few.withheld,E0600000%s,2019/20,%s\n' 1 500, 2 400, 3 ,c
    }
    published() {
        table
        echo few.withheld,E47000006,2019/20,902,
    }
    # What is left when all that is known is taken from the range is the range of the part.
    run --separate-stderr small_numbers -q < <(table)
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason,sum_low,sum_high
few.withheld,E47000006,2019/20,902.5,e,2,3,0.666666666666667,"estimated within 1%, withheld in part: Redcar and Cleveland",901,904
CSV
    # A published total would tell the part: it stands, and no range stands beside it.
    sed 's/\[unitary\]/[unitary, combined-authority]/' few.yaml >deals.yaml
    run --separate-stderr oflog-aggregate -d deals.yaml --to=three.csv --small-numbers --beside < <(published)
    says <<'END'
oflog-aggregate: 1 published row stands in place of a sum
oflog-aggregate: 1 published row has members that are withheld: beside the others it may tell what they are
oflog-aggregate: 4 rows in = 3 into 0 sums + 1 passed on + 0 left out + 0 refused
END
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason,sum,sum_low,sum_high
few.withheld,E47000006,2019/20,902,,2,3,0.666666666666667,withheld in part: Redcar and Cleveland,,,
CSV
    # Without the option nothing changes.
    run --separate-stderr oflog-aggregate -q -d few.yaml --to=three.csv < <(table)
    shows 0 <<'CSV'
metric,area_code,period,value,marker,members,members_expected,coverage,reason
few.withheld,E47000006,2019/20,,x,2,3,0.666666666666667,no number of Redcar and Cleveland (c)
CSV
}
