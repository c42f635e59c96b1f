# oflog-ingest --draft: a recipe for a file that has none.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
}

# The table on standard input as strange.csv, drafted into strange.yaml and metrics.yaml.
draft() {
    cat >strange.csv
    oflog-ingest --draft --draft-metrics=metrics.yaml --output=strange.yaml "$@" strange.csv
}

# What the draft reads of strange.csv, as it stands.
read_by_draft() {
    run --separate-stderr oflog-ingest -q --recipe=./strange.yaml \
        --definitions="$(dirname "$(oflog_data)")/metrics" --definitions=metrics.yaml "$@" strange.csv
}

# A file of the folder of data that the tools on the PATH read.
oflog_data() {
    sed -n "s/.*'--data-dir=\([^']*\)'.*/\1\/areas.csv/p" "$(command -v oflog-ingest)"
}

# Lines of the draft that say something: no comment, and none behind it.
plain() {
    sed 's/ *#.*//; /^$/d' strange.yaml
}

@test "a wide table below titles: header, areas, periods, figures" {
    draft <<'CSV'
Housing starts by council,,,
,,,
Code,Year,Homes started,Share started late (%)
E06000001,2021-22,"1,204",12.5%
E06000002,2021-22,98,
E06000001,2022-23,88,4%
E06000002,2022-23,101,7.5%
CSV
    diff -u - <(plain) <<'END'
id: strange
title: "Housing starts by council"
publisher: unknown
licence: unknown
header: 3
columns:
  code: "Code"
  year: "Year"
  homes_started: "Homes started"
  share_started_late: "Share started late (%)"
area:
  column: code
period:
  column: year
  spelling: split
values:
  - metric: draft.homes-started
    value: homes_started
  - metric: draft.share-started-late
    value: share_started_late
numbers:
  thousands: ","
  percent: true
unread: []
END
    [ "$(grep -c '^  status: draft ' metrics.yaml)" -eq 2 ]
    read_by_draft
    shows 0 metric,area_code,period,value <<'END'
metric,area_code,period,value
draft.homes-started,E06000001,2021/22,1204
draft.share-started-late,E06000001,2021/22,12.5
draft.homes-started,E06000002,2021/22,98
draft.share-started-late,E06000002,2021/22,
draft.homes-started,E06000001,2022/23,88
draft.share-started-late,E06000001,2022/23,4
draft.homes-started,E06000002,2022/23,101
draft.share-started-late,E06000002,2022/23,7.5
END
}

@test "known shorthand is mapped, and of what is not known every cell is refused" {
    draft <<'CSV'
area,period,indicator,value
E06000001,2022/23,Visits,12
E06000002,2022/23,Visits,c
E06000003,2022/23,Visits,-
E06000004,2022/23,Visits,[x]
E06000005,2022/23,Visits,31 [r]
CSV
    grep -q '^  "c": c # 1 cells$' strange.yaml
    grep -q '^#  "-": x # 1 cells, refused' strange.yaml
    plain | grep -qx 'shorthand: true'
    read_by_draft
    says <<'END'
oflog-ingest: strange.csv:4:4: '-' is neither a number nor one of the recipe's 'markers'
END
    shows 1 area_code,value,marker <<'END'
area_code,value,marker
E06000001,12,
E06000002,,c
E06000004,,x
E06000005,31,r
END
}

@test "a file that says no period gives a recipe that is refused until it has one" {
    draft <<'CSV'
Code,Cases
E06000001,4
E06000002,5
CSV
    read_by_draft
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"'PERIOD' is not a period such as"* ]]
    sed -i 's/PERIOD/2024/' strange.yaml
    read_by_draft
    [ "$status" -eq 0 ]
}

@test "a period is read where it stands, so that the next edition says its own" {
    draft <<'CSV'
Revenue 2016-17: cases,
Code,Cases
E06000001,4
E06000002,5
CSV
    diff -u - <(plain | sed -n '/^period/,/^values/p') <<'END'
period:
  cell: [1, 1]
  after: "Revenue "
  before: ":"
  spelling: split
values:
END
    read_by_draft
    shows 0 period,value < <(printf '%s\n' period,value 2016/17,{4,5})
    sed -i 's/2016-17: cases/2017-18: cases, revised/' strange.csv
    read_by_draft
    shows 0 period,value < <(printf '%s\n' period,value 2017/18,{4,5})
    sed -i 's/2017-18/a later year/' strange.csv
    read_by_draft
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"'a later year' of 'strange.csv' is not a period"* ]]
}

@test "a period in the name of the file is read there, or recoded where no spelling does" {
    printf 'Code,Cases\nE06000001,4\nE06000002,5\n' >returns-2015-16.csv
    oflog-ingest --draft --draft-metrics=metrics.yaml --output=strange.yaml returns-2015-16.csv
    mv returns-2015-16.csv returns-2016-17.csv
    run --separate-stderr oflog-ingest -q --recipe=./strange.yaml --definitions=metrics.yaml returns-2016-17.csv
    shows 0 period,value < <(printf '%s\n' period,value 2016/17,{4,5})
    printf 'Returns for Q3 2016/17,\nCode,Cases\nE06000001,4\nE06000002,5\n' >quarter.csv
    oflog-ingest --draft --draft-metrics=metrics.yaml --output=strange.yaml quarter.csv
    run --separate-stderr oflog-ingest -q --recipe=./strange.yaml --definitions=metrics.yaml quarter.csv
    shows 0 period,value < <(printf '%s\n' period,value 2016-Q4,{4,5})
    sed -i 's/Q3/Q4/' quarter.csv
    run --separate-stderr oflog-ingest -q --recipe=./strange.yaml --definitions=metrics.yaml quarter.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"'Q4 2016/17' of 'quarter.csv' is not a period"* ]]
}

@test "titles that speak of different periods are doubted, or give none" {
    draft <<'CSV'
Revenue 2016-17,
Compared with 2019,
Code,Cases
E06000001,4
E06000002,5
CSV
    grep -q "^  # CHECK: 'Compared with 2019' speaks of another" strange.yaml
    read_by_draft
    shows 0 period,value < <(printf '%s\n' period,value 2016/17,{4,5})
    draft < <(printf '%s\n' 'Revenue 2016-17,' 'Budget 2017-18,' Code,Cases E06000001,4 E06000002,5)
    grep -q '^  value: PERIOD$' strange.yaml
    draft <<'CSV'
Code,Cases 2016,Shops 2017
E06000001,4,5
E06000002,5,6
CSV
    grep -q '^  value: PERIOD$' strange.yaml
}

@test "headings of groups that are several periods give none: figures of one would be of another" {
    draft <<'CSV'
Planning decisions,,,,
,2021-22,,2022-23,
Code,Decided,Granted,Decided,Granted
E06000001,1,2,3,4
E06000002,5,6,7,8
CSV
    grep -q "^  # CHECK: '2021-22' speaks of one period" strange.yaml
    grep -q "^  # and '2022-23' of another" strange.yaml
    read_by_draft
    [ "$status" -eq 2 ]
}

@test "heads that name several metrics beside periods" {
    draft <<'CSV'
Code,Homes 2021,Homes 2022,Shops 2021,Shops 2022
E06000001,1,2,3,4
E06000002,5,6,7,8
CSV
    diff -u - <(plain | sed -n '/^across/,/^values/p') <<'END'
across:
  from: homes_2021
area:
  column: code
period:
  head: true
  search: true
  spelling: default
metric:
  head: true
  before: " 20"
  names:
    "Homes": draft.homes
    "Shops": draft.shops
values:
END
    sed -i '1s/$/,Shops 2023/; 2s/$/,9/; 3s/$/,10/' strange.csv
    read_by_draft
    shows 0 metric,period,value < <(grep -v ^$ <<'END'
metric,period,value
draft.homes,2021,1
draft.homes,2022,2
draft.shops,2021,3
draft.shops,2022,4
draft.shops,2023,9
draft.homes,2021,5
draft.homes,2022,6
draft.shops,2021,7
draft.shops,2022,8
draft.shops,2023,10
END
)
    draft <<'CSV'
Code,2021 people per km,2022 people per km,Number of people 2021,Number of people 2022
E06000001,1,2,3,4
E06000002,5,6,7,8
CSV
    read_by_draft
    [ "${#lines[@]}" -eq 9 ]
    [[ "${lines[1]}" == draft.people-per-km,E06000001,Hartlepool,2021,1,* ]]
    [[ "${lines[4]}" == draft.number-of-people,E06000001,Hartlepool,2022,4,* ]]
}

@test "quarters across are recoded where no spelling reads them" {
    draft <<'CSV'
Code,Q1 2023/24,Q2 2023/24,Q4 2023/24
E06000001,1,2,3
E06000002,4,5,6
CSV
    read_by_draft
    shows 0 period,value <<'END'
period,value
2023-Q2,1
2023-Q3,2
2024-Q1,3
2023-Q2,4
2023-Q3,5
2024-Q1,6
END
}

@test "a day in the heads of columns says more than the year in a title" {
    draft <<'CSV'
Source: council tax base 2019,,
Code,1. Dwellings,2. Exempt on 7 October 2019
E06000001,4,1
E06000002,5,1
CSV
    read_by_draft
    shows 0 area_code,period < <(printf '%s\n' area_code,period E0600000{1,1,2,2},2019-10-07)
}

@test "a period that a later edition adds is read, and one that it no longer has is not missed" {
    draft <<'CSV'
Code,2019-20,2020-21,2021-22,Change
E06000001,1,2,3,2
E06000002,4,5,6,2
CSV
    plain | grep -qx '  except: \["Change"\]'
    cat >strange.csv <<'CSV'
Code,2020-21,2021-22,2022-23,Change
E06000001,2,3,4,2
E06000002,5,6,7,2
CSV
    read_by_draft
    shows 0 area_code,period,value <<'END'
area_code,period,value
E06000001,2020/21,2
E06000001,2021/22,3
E06000001,2022/23,4
E06000002,2020/21,5
E06000002,2021/22,6
E06000002,2022/23,7
END
    sed -i '1s/Change/Five-year change/' strange.csv
    read_by_draft
    [ "$status" -eq 1 ]
    [[ "$stderr" == *"'Five-year change', which heads this column, is not a period"* ]]
}

@test "--check by a draft tells of nothing in its own file, and of a column more in the next" {
    draft <<'CSV'
Housing 2021-22,,,
Code,Name,Starts,Remarks
E06000001,Hartlepool,12,late
E06000002,Middlesbrough,9,
CSV
    read_by_draft --check
    shows 0 <<'END'
what,count,line,column,detail
period,2,3,,2021/22
areas,2,,,
observations,2,,,
rows,2,,,
END
    cat >strange.csv <<'CSV'
Housing 2022-23,,,,
Code,Name,Starts,Completions,Remarks
E06000001,Hartlepool,12,8,late
E06000002,Middlesbrough,9,7,
CSV
    read_by_draft --check
    shows 1 <<'END'
what,count,line,column,detail
column not read,2,3,4,Completions
period,2,3,,2022/23
areas,2,,,
observations,2,,,
rows,2,,,
END
}

@test "totals, notes and other bodies are left out by name; an unknown council never is" {
    draft <<'CSV'
Authority,Class,Year,Cases
Hartlepool,UA,2022/23,4
Middlesbrough,UA,2022/23,5
Darlingtown,UA,2022/23,6
Halton,UA,2022/23,7
TOTAL ENGLAND,E,2022/23,15
,,,
These figures are provisional,,,
CSV
    read_by_draft
    says <<'END'
oflog-ingest: strange.csv:4:1: unknown council 'Darlingtown'; did you mean 'Darlington' or 'Warrington'?
END
    shows 1 area_name,value <<'END'
area_name,value
Hartlepool,4
Middlesbrough,5
Halton,7
END
    grep -q '^#     - "Darlingtown" # 1 rows' strange.yaml
}

@test "codes outside England and of other bodies are left out by how they begin" {
    draft <<'CSV'
areacd,areanm,year,value
K02000001,United Kingdom,2022,4
W06000001,Isle of Anglesey,2022,4
E06000001,Hartlepool,2022,5
E06000002,Middlesbrough,2022,5
E23000013,Cleveland Police,2022,5
CSV
    diff -u - <(plain | sed -n '/^leave-out/,/^area/p') <<'END'
leave-out:
  - rule: outside England
    column: areacd
    starts-with:
      - K02
      - W06
  - rule: bodies that are no councils
    column: areacd
    starts-with:
      - E23
area:
END
    read_by_draft
    shows 0 area_code,value <<'END'
area_code,value
E06000001,5
E06000002,5
END
}

@test "of a long table with parts of a whole, the whole is wanted" {
    {
        echo area,year,sex,age,measure,value
        for area in E06000001 E06000002 E06000003; do
            for sex in Persons Males Females; do
                for age in 'All ages' 16-64 65+; do
                    echo "$area,2022,$sex,$age,Employment,50"
                    echo "$area,2022,$sex,$age,Sickness,5"
                done
            done
        done
    } | draft
    diff -u - <(plain | sed -n '/^only/,/^area/p; /^metric/,/^values/p') <<'END'
only:
  sex: "Persons"
  age: "All ages"
area:
metric:
  column: measure
  names:
    "Employment": draft.employment
    "Sickness": draft.sickness
values:
END
    read_by_draft
    [ "${#lines[@]}" -eq 7 ]
}

@test "a whole that some measures lack is not wanted alone: they would be lost" {
    {
        echo area,year,sex,measure,value
        for area in E06000001 E06000002 E06000003; do
            echo "$area,2022,Persons,Employment,50"
            echo "$area,2022,Males,Employment,50"
            echo "$area,2022,Females,Screening,70"
            echo "$area,2022,Females,Births,7"
        done
    } | draft
    ! plain | grep -q '^only:' || false
    plain | grep -qx '  columns: \[sex, measure\]'
    read_by_draft
    [ "${#lines[@]}" -eq 13 ]
}

@test "dimensions without a whole name the metric together" {
    {
        echo uid,code,year,kind_key,setting_key,itemvalue
        for area in E06000001 E06000002 E06000003; do
            for kind in 1 2; do
                for setting in 6 7; do
                    echo "$kind$setting,$area,2022,$kind,$setting,$kind.$setting"
                done
            done
        done
    } | sed 's/^[^,]*,//' | draft
    plain | grep -q '^  columns: \[kind_key, setting_key\]'
    read_by_draft
    shows 0 metric,area_code,value < <(
        echo metric,area_code,value
        for area in E06000001 E06000002 E06000003; do
            for pair in 1-6 1-7 2-6 2-7; do
                echo "draft.$pair,$area,${pair%-*}.${pair#*-}"
            done
        done
    )
}

@test "limits and a column of markers belong to the value" {
    draft <<'CSV'
areacd,period,indicator,observation,lci_95,uci_95,status
E06000001,2024-08-01/P1Y,Learners,10,9,11,
E06000002,2024-08-01/P1Y,Learners,12,11,13,u
E06000003,2024-08-01/P1Y,Learners,,,,x
CSV
    read_by_draft
    shows 0 period,value,marker,lower,upper <<'END'
period,value,marker,lower,upper
2024/25,10,,9,11
2024/25,12,u,11,13
2024/25,,x,,
END
}

@test "names that repeat are told apart by their group, or else by their place" {
    draft <<'CSV'
,,Opening,,Closing,,
E-code,Authority,General,Other,General,Other,Other
E0701,Hartlepool UA,1,2,3,4,5
E0702,Middlesbrough UA,6,7,8,9,10
CSV
    diff -u - <(plain | sed -n '/^group-header/,/^area/p') <<'END'
group-header: [1]
columns:
  e_code: "E-code"
  general: {group: "Opening", name: "General"}
  other: {group: "Opening", name: "Other"}
  general_5: {group: "Closing", name: "General"}
  other_6: {position: 6, name: "Other"}
  other_7: {position: 7, name: "Other"}
area:
END
}

@test "headings of several lines tell names apart, the nearest that does" {
    draft <<'CSV'
Cases in 2022,,,,,
,,Children,,Adults,
Council,,Number of,Rate per,Number of,Rate per
code,Council name,cases,1000,cases,1000
E06000001,Hartlepool,1,2,3,4
E06000002,Middlesbrough,5,6,7,8
CSV
    diff -u - <(plain | sed -n '/^header/,/^area/p') <<'END'
header: 4
group-header: [2]
columns:
  code: "code"
  cases: {group: "Children", name: "cases"}
  column_4_1000: {group: "Children", name: "1000"}
  cases_5: {group: "Adults", name: "cases"}
  column_6_1000: {group: "Adults", name: "1000"}
area:
END
    read_by_draft
    shows 0 period,value < <(printf '%s\n' period,value 2022,{1..8})
}

@test "a period is taken from its column and not from the date of the release" {
    draft <<'CSV'
Date released,Code,Year,Cases
2024-05-01,E06000001,2021-22,4
2024-05-01,E06000002,2021-22,5
CSV
    plain | grep -qx '  column: year'
}

@test "a column for each period, and a column for each council" {
    draft <<'CSV'
Code,2019-20 rate,2020-21 rate,2021-22 rate
E06000001,1,2,3
E06000002,4,5,6
CSV
    read_by_draft
    shows 0 area_code,period,value <<'END'
area_code,period,value
E06000001,2019/20,1
E06000001,2020/21,2
E06000001,2021/22,3
E06000002,2019/20,4
E06000002,2020/21,5
E06000002,2021/22,6
END
    draft <<'CSV'
Homelessness decisions
Year,Adur,Arun,Chichester,Crawley,Horsham,Mid Sussex,Worthing,Eastbourne,Hastings,Lewes,England
2021-22,1,2,3,4,5,6,7,8,9,10,100
CSV
    read_by_draft
    [ "$status" -eq 0 ]
    [[ "${lines[11]}" == draft.homelessness-decisions,E92000001,England,2021/22,100,* ]]
    draft <<'CSV'
Provision 2014-15,102 - Cumbria,104 - Northumberland,106 - Gateshead,107 - Newcastle upon Tyne,108 - North Tyneside,109 - South Tyneside,110 - Sunderland,111 - Hartlepool,112 - Middlesbrough,113 - Redcar and Cleveland,ENGLAND
Homes,1,2,3,4,5,6,7,8,9,10,55
Day care,1,2,3,4,5,6,7,8,9,10,55
CSV
    read_by_draft
    [ "$status" -eq 0 ]
    [ "${#lines[@]}" -eq 23 ]
    [[ "${lines[1]}" == draft.homes,E10000006,Cumbria,2014/15,1,* ]]
    [[ "${lines[11]}" == draft.homes,E92000001,England,2014/15,55,* ]]
}

@test "each level may have codes in a column of its own" {
    draft <<'CSV'
time_period,country_code,region_code,new_la_code,la_name,visits
2023,E92000001,,,,90
2023,E92000001,E12000001,,,30
2023,E92000001,E12000001,E06000001,Hartlepool,10
2023,E92000001,E12000001,E06000002,Middlesbrough,20
CSV
    plain | grep -qx '  first: \[new_la_code, region_code, country_code\]'
    read_by_draft
    shows 0 area_code,value <<'END'
area_code,value
E92000001,90
E12000001,30
E06000001,10
E06000002,20
END
}

@test "a second table below the first is outside it" {
    draft <<'CSV'
Table A 2019,
Code,Homes
E06000001,1
E06000002,2
,
Table B 2019,
Code,Shops
E06000001,3
E06000002,4
CSV
    diff -u - <(plain | sed -n '/^table/,/^header/p') <<'END'
table:
  ends: {column: 1, starts-with: ["Table B"]}
header: 2
END
    read_by_draft
    shows 0 area_code,value <<'END'
area_code,value
E06000001,1
E06000002,2
END
}

@test "--draft-table drafts another of the tables that stand one below the other" {
    draft <<'CSV'
Table A 2019,,
Code,Name,Homes
E06000001,Hartlepool,1
E06000002,Middlesbrough,2
,,
,England,3
,,
Table B,,
Code,Name,Shops
E06000001,Hartlepool,3
E06000002,Middlesbrough,4
CSV
    grep -q '^# --draft-table=2 drafts the one that starts with record 8' strange.yaml
    oflog-ingest --draft --draft-table=2 --draft-metrics=metrics.yaml --output=strange.yaml strange.csv
    diff -u - <(plain | sed -n '/^table/,/^header/p; /^period/,/^values/p') <<'END'
table:
  starts: {column: 1, is: ["Table B"]}
header: 2
period:
  cell: [1, 1]
  after: "A "
  spelling: default
values:
END
    read_by_draft
    shows 0 metric,area_code,period,value <<'END'
metric,area_code,period,value
draft.shops,E06000001,2019,3
draft.shops,E06000002,2019,4
END
    run --separate-stderr oflog-ingest --draft --draft-table=3 strange.csv
    [ "$status" -eq 2 ]
    says <<'END'
oflog-ingest: strange.csv: no table 3: 2 were found one below the other
END
}

@test "Windows-1252 is told from UTF-8 by its bytes" {
    printf 'Code,Year,Cost (\243)\nE06000001,2022,\2433\nE06000002,2022,\2434\n' | draft
    grep -q '^encoding: windows-1252 ' strange.yaml
    plain | grep -qx '  currency: "£"'
    read_by_draft
    shows 0 value <<'END'
value
3
4
END
}

@test "whatever stands in cells, the recipe is read back" {
    printf 'code,year,"a ""b"": {c} # [d] \001 \\ \342\200\256é",- e\nE06000001,2022,1,2\nE06000002,2022,3,"*x: y"\n' | draft
    read_by_draft
    [ "$status" -le 1 ]
    shows "$status" area_code,value <<'END'
area_code,value
E06000001,1
E06000001,2
E06000002,3
END
}

@test "lists, prose and nothing at all are no tables of figures" {
    run --separate-stderr oflog-ingest --draft /dev/null
    [ "$status" -eq 2 ]
    run --separate-stderr draft < <(printf 'LAD21CD,LAD21NM,BNG_E,LONG\nE06000001,Hartlepool,447160,-1.27\nE06000002,Middlesbrough,451141,-1.21\n')
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"strange.csv: a list of areas, not a table of figures: 'LAD21CD' (column 1) names 2"* ]]
    [ ! -e strange.yaml ] && [ ! -e metrics.yaml ]
    run --separate-stderr draft < <(printf 'Notes\nFigures are rounded.\n')
    [ "$status" -eq 2 ]
    [[ "$stderr" == *'nothing to draft' ]]
}

@test "definitions are comments where no file is named for them, and else the same" {
    draft <<'CSV'
Code,Year,Cases
E06000001,2021,4
E06000002,2021,5
CSV
    oflog-ingest --draft strange.csv >whole.yaml
    diff <(grep -v '^#' strange.yaml) <(grep -v '^#' whole.yaml)
    diff <(sed -n 's/^# //; /^- id/,$p' whole.yaml) <(grep -v '^#' metrics.yaml)
    oflog-ingest --draft strange.csv | cmp - whole.yaml
}

@test "--draft takes one file that can be read again, and no recipe" {
    run --separate-stderr oflog-ingest --draft - </dev/null
    [ "$status" -eq 2 ]
    says <<'END'
oflog-ingest: --draft reads its file several times, which standard input does not let it; name the file
END
    run oflog-ingest --draft --recipe=tidy strange.csv
    [ "$status" -eq 2 ]
    run oflog-ingest --draft a.csv b.csv
    [ "$status" -eq 2 ]
}
