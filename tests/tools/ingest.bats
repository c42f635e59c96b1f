# oflog-ingest: published files as they stand, made into observations.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
}

# Recipe own.yaml: what every recipe says, and then standard input.
recipe() {
    { printf '%s\n' 'id: own' 'title: A table' 'publisher: A publisher' 'url: none' \
        'licence: OGL-3.0'; cat; } >own.yaml
}

@test "a table made by hand becomes observations that say where they stood" {
    run --separate-stderr oflog-ingest --recipe=tidy <<'CSV'
metric,area_code,period,value,comment
waste.recycling-rate,E06000001,2022/23,28.9,not read
waste.residual-household-waste,Middlesbrough,2022/23,"1,234.5",
CSV
    says <<'END'
oflog-ingest: areas found: 1 by code, 1 by name
oflog-ingest: 3 records = 1 above the table + 2 rows + 0 blank + 0 outside; 4 of 5 columns read
oflog-ingest: 2 rows, 2 cells in = 2 observations + 0 refused + 0 left out
END
    shows 0 <<'CSV'
metric,area_code,area_name,period,value,marker,numerator,denominator,lower,upper,source
waste.recycling-rate,E06000001,Hartlepool,2022/23,28.9,,,,,,tidy:2:4
waste.residual-household-waste,E06000002,Middlesbrough,2022/23,1234.5,,,,,,tidy:3:4
CSV
}

@test "numbers and markers are read as the recipe spells them, from a file with BOM and CRLF" {
    { printf '\357\273\277'; sed 's/$/\r/' <<'CSV'; } >published.csv
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,28.9
waste.recycling-rate,E06000002,2022/23,[c]
waste.recycling-rate,E06000003,2022/23,0
waste.recycling-rate,E06000004,2022/23,25.1%
waste.recycling-rate,E06000005,2022/23,[z]
waste.recycling-rate,E06000006,2022/23,41.3 [r]
waste.recycling-rate,E06000007,2022/23,[r][p]
waste.recycling-rate,E06000008,2022/23,
CSV
    run --separate-stderr oflog-ingest -q -rtidy published.csv
    shows 0 area_code,value,marker,source <<'CSV'
area_code,value,marker,source
E06000001,28.9,,tidy:2:4
E06000002,,c,tidy:3:4
E06000003,0,,tidy:4:4
E06000004,25.1,,tidy:5:4
E06000005,,z,tidy:6:4
E06000006,41.3,r,tidy:7:4
E06000007,,p r,tidy:8:4
E06000008,,,tidy:9:4
CSV
}

@test "what is no number, marker, council, metric or period is refused with its place" {
    run --separate-stderr oflog-ingest --recipe=tidy <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,n/a
waste.recycling-rate,E06000001,2022/23,"12,34"
waste.recycling-rate,E06000001,2022/23,28.9 [c]
waste.recycling-rate,E06000001,2022/23,[q]
waste.recycling-rate,Hartlepol,2022/23,28.9
waste.recycling-rat,E06000001,2022/23,28.9
waste.recycling-rate,E06000001,2022/24,28.9
waste.recycling-rate,E06000001,2022/23
waste.recycling-rate,E10000003,2022/23,28.9
CSV
    says <<'END'
oflog-ingest: <stdin>:2:4: 'n/a' is neither a number nor one of the recipe's 'markers'
oflog-ingest: <stdin>:3:4: '12,34' is neither a number nor one of the recipe's 'markers'
oflog-ingest: <stdin>:4:4: '28.9 [c]' is neither a number nor one of the recipe's 'markers'
oflog-ingest: <stdin>:5:4: '[q]' is neither a number nor one of the recipe's 'markers'
oflog-ingest: <stdin>:6:2: unknown council 'Hartlepol'; did you mean 'Hartlepool'?
oflog-ingest: <stdin>:7:1: unknown metric 'waste.recycling-rat'; did you mean 'waste.recycling-rate'?
oflog-ingest: <stdin>:8:3: '2022/24' is not a period as the recipe spells them, such as 2022/23, 2022, 2022-Q3, 2022-07, 2022-W05 or 2022-07-31
oflog-ingest: <stdin>:9: 3 cells stand here; the header has 4
oflog-ingest: <stdin>:10:4: 'Cambridgeshire' has a number for 'waste.recycling-rate', which does not apply to its class (county)
oflog-ingest: areas found: 5 by code, 1 refused
oflog-ingest: most of the table was refused: it is not what it was taken for, and what comes out should not be relied on
oflog-ingest: 10 records = 1 above the table + 9 rows + 0 blank + 0 outside; 4 of 4 columns read
oflog-ingest: 9 rows, 9 cells in = 0 observations + 9 refused + 0 left out
END
    shows 1 <<'CSV'
metric,area_code,area_name,period,value,marker,numerator,denominator,lower,upper,source
CSV
}

@test "a class without the service is not applicable where it has no number" {
    run --separate-stderr oflog-ingest -q --recipe=tidy <<'CSV'
metric,area_code,period,value
waste.recycling-rate,Cambridgeshire,2022/23,
waste.recycling-rate,Devon,2022/23,[x]
CSV
    shows 0 area_code,value,marker <<'CSV'
area_code,value,marker
E10000003,,z
E10000008,,z
CSV
}

@test "councils are known by code, name or spelling, and written as the area table has them" {
    run --separate-stderr oflog-ingest -q --recipe=tidy <<'CSV'
metric,area_code,period,value
waste.recycling-rate, E06000010 ,2022/23,1
waste.recycling-rate,Basingstoke & Deane,2022/23,2
waste.recycling-rate,Sheffield,2022/23,3
waste.recycling-rate,Sheffield,2025/26,4
CSV
    shows 0 <<'CSV'
metric,area_code,area_name,period,value,marker,numerator,denominator,lower,upper,source
waste.recycling-rate,E06000010,"Kingston upon Hull, City of",2022/23,1,,,,,,tidy:2:4
waste.recycling-rate,E07000084,Basingstoke and Deane,2022/23,2,,,,,,tidy:3:4
waste.recycling-rate,E08000019,Sheffield,2022/23,3,,,,,,tidy:4:4
waste.recycling-rate,E08000039,Sheffield,2025/26,4,,,,,,tidy:5:4
CSV
}

@test "a wide table: title, groups of columns, sums, totals, notes and a recoded council" {
    recipe <<'YAML'
header: 4
group-header: 3
columns:
  code: Code
  class: Class
  good: {group: At the end, name: Good}
  bad: {group: At the end, name: Bad}
  spend: Spend
  less: {position: 8}
leave-out:
  - {rule: totals, column: class, is: [Total, Subtotal]}
  - {rule: fire, column: code, starts-with: [E31]}
  - {rule: notes, column: code, empty: true}
area: {column: code, recode: {OLD1: E06000060}}
period: {value: 2015/16}
values:
  - metric: finance.reserves-of-net-revenue-expenditure
    numerator: good + bad - less
    denominator: spend
  - metric: finance.reserves-of-service-spend
    value: good
numbers: {thousands: ","}
markers: {"…": x, "..": missing}
YAML
    run --separate-stderr oflog-ingest --recipe=./own.yaml <<'CSV'
"A title, with a
line break",,,,,,

,,At the start,,At the end,,,
Code,Class,Good,Bad,"Good
 ",Bad,Spend,Less
E06000001,UA,1,2,"1,234",3,10,0.5
E06000002,Total,1,2,3,3,10,0
E31000001,FA,1,2,3,3,10,0
OLD1,UA,1,2,..,3,10,0
Darlington,UA,1,2,…,3,..,0
,,a note
CSV
    says <<'END'
oflog-ingest: left out by rule 'totals': 1 row
oflog-ingest: left out by rule 'fire': 1 row
oflog-ingest: left out by rule 'notes': 1 row
oflog-ingest: areas found: 1 by code, 1 by name, 1 recoded
oflog-ingest: 10 records = 4 above the table + 6 rows + 0 blank + 0 outside; 6 of 8 columns read
oflog-ingest: 6 rows, 12 cells in = 6 observations + 0 refused + 6 left out
END
    shows 0 metric,area_code,value,marker,numerator,denominator,source <<'CSV'
metric,area_code,value,marker,numerator,denominator,source
finance.reserves-of-net-revenue-expenditure,E06000001,,,1236.5,10,own:7:5+6-8/7
finance.reserves-of-service-spend,E06000001,1234,,,,own:7:5
finance.reserves-of-net-revenue-expenditure,E06000060,,,,10,own:10:5+6-8/7
finance.reserves-of-service-spend,E06000060,,,,,own:10:5
finance.reserves-of-net-revenue-expenditure,E06000005,,x,,,own:11:5+6-8/7
finance.reserves-of-service-spend,E06000005,,x,,,own:11:5
CSV
}

@test "a long table with the publisher's own names, limits, a column of markers, ISO intervals" {
    recipe <<'YAML'
columns: {area: areacd, when: period, what: Measure, value: observation, low: lci, high: uci, status: status}
leave-out:
  - {rule: others, column: status, is-not: ["", u, none]}
area: {column: area}
period: {column: when, spelling: iso-interval}
metric: {column: what, names: {"Learners, 19+": skills.achievements-19-plus}}
values:
  - {value: value, lower: low, upper: high, marker: status}
markers: {none: x}
YAML
    run --separate-stderr oflog-ingest --recipe=./own.yaml <<'CSV'
Measure,areacd,period,observation,lci,uci,status
"Learners, 19+",E06000001,2023-08-01/P1Y,1000,900,1100,u
"Learners, 19+",E06000002,2023-08-01/P1Y,,,,none
"Learners, 16+",E06000003,2023-08-01/P1Y,1000,900,1100,
"Learners, 19+",E06000004,2023/24,1000,900,1100,
"Learners, 19+",E06000005,2023-08-01/P1Y,1000,900,1100,left
CSV
    says <<'END'
oflog-ingest: <stdin>:4:1: the recipe does not say which metric 'Learners, 16+' is
oflog-ingest: <stdin>:5:3: '2023/24' is not a period as the recipe spells them, such as 2022-04-01/P1Y (a year from 1 January, April, August or September)
oflog-ingest: left out by rule 'others': 1 row
oflog-ingest: areas found: 2 by code
oflog-ingest: 6 records = 1 above the table + 5 rows + 0 blank + 0 outside; 7 of 7 columns read
oflog-ingest: 5 rows, 5 cells in = 2 observations + 2 refused + 1 left out
END
    shows 1 area_code,period,value,marker,lower,upper <<'CSV'
area_code,period,value,marker,lower,upper
E06000001,2023/24,1000,u,900,1100
E06000002,2023/24,,x,,
CSV
}

@test "split years are read with a dash or a slash, and Windows-1252 where the recipe says so" {
    recipe <<'YAML'
encoding: Windows-1252
columns: {area: area, year: year, value: "\u00a3 thousand"}
area: {column: area}
period: {column: year, spelling: split}
values:
  - {metric: finance.reserves-of-service-spend, value: value}
markers: {"\u2026": x}
YAML
    printf 'area,year,\243 thousand\nHartlepool,2015-16,5\nDarlington,2015/16,\205\n' >own.csv
    run --separate-stderr oflog-ingest -q --recipe=./own.yaml own.csv
    shows 0 area_code,period,value,marker <<'CSV'
area_code,period,value,marker
E06000001,2015/16,5,
E06000005,2015/16,,x
CSV
}

@test "a sum that no double holds is refused" {
    recipe <<'YAML'
columns: {area: area, good: good, bad: bad, spend: spend}
area: {column: area}
period: {value: 2015/16}
values:
  - {metric: finance.reserves-of-service-spend, numerator: good + bad, denominator: spend}
YAML
    run --separate-stderr oflog-ingest -q --recipe=./own.yaml <<'CSV'
area,good,bad,spend
Hartlepool,1.7e308,1.7e308,1
CSV
    [ "$status" -eq 1 ]
    says <<'END'
oflog-ingest: <stdin>:2:2: the sum that begins here is too large
END
}

@test "--rejects keeps refused rows as they stood, with place and reason" {
    run --separate-stderr oflog-ingest -q --recipe=tidy --rejects=rejects.csv <<'CSV'
metric,area_code,period,value,comment
waste.recycling-rate,E06000001,2022/23,n/a,"one, two"
waste.recycling-rate,E06000001,2022/23,5,
CSV
    [ "$status" -eq 1 ]
    diff -u - rejects.csv <<'CSV'
file,line,column,reason,metric,area_code,period,value,comment
<stdin>,2,4,'n/a' is neither a number nor one of the recipe's 'markers',waste.recycling-rate,E06000001,2022/23,n/a,"one, two"
CSV
}

@test "--strict ends at the first refused row" {
    run --separate-stderr oflog-ingest --strict --recipe=tidy --output=out.csv <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,n/a
waste.recycling-rate,E06000001,2022/23,n/a
CSV
    shows 2 </dev/null
    says <<'END'
oflog-ingest: <stdin>:2:4: 'n/a' is neither a number nor one of the recipe's 'markers'
END
    [ ! -e out.csv ]
}

@test "several files are read one after the other, each by its own header" {
    printf '%s\n' metric,area_code,period,value waste.recycling-rate,E06000001,2021/22,5 >a.csv
    printf '%s\n' value,period,area_code,metric 6,2022/23,E06000001,waste.recycling-rate >b.csv
    run --separate-stderr oflog-ingest --recipe=tidy a.csv b.csv
    says <<'END'
oflog-ingest: areas found: 2 by code
oflog-ingest: 4 records = 2 above the table + 2 rows + 0 blank + 0 outside; 8 of 8 columns read
oflog-ingest: 2 rows, 2 cells in = 2 observations + 0 refused + 0 left out
END
    shows 0 period,value,source <<'CSV'
period,value,source
2021/22,5,tidy:2:4
2022/23,6,tidy#2:2:1
CSV
}

@test "a column that the recipe names and the file lacks ends the run and near ones are named" {
    run --separate-stderr oflog-ingest --recipe=tidy <<<'metric,area_cod,period,value'
    [ "$status" -eq 2 ]
    says <<'END'
oflog-ingest: <stdin>:1: the header has no column 'area_code'; did you mean 'area_cod'?
END
}

@test "a name that heads two columns needs its group or position" {
    run --separate-stderr oflog-ingest --recipe=tidy <<<'metric,area_code,period,value,value'
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"tidy.yaml:"*": 'value' heads column 4 and column 5 of '<stdin>'; name its 'group', or its 'position'" ]]
}

@test "a file that ends above its header is a mistake, a header alone gives a header" {
    run --separate-stderr oflog-ingest --recipe=tidy </dev/null
    [ "$status" -eq 2 ]
    says <<'END'
oflog-ingest: <stdin>: the file ends before record 1, where the recipe has the header
END
    run --separate-stderr oflog-ingest -q --recipe=tidy <<<'metric,area_code,period,value'
    shows 0 <<'CSV'
metric,area_code,area_name,period,value,marker,numerator,denominator,lower,upper,source
CSV
}

@test "mistakes of a recipe are said with file, line and column" {
    recipe <<'YAML'
columns: {area: area_code, value: value}
area: {column: are}
period: {value: 2022-23}
values:
  - {metric: waste.recycling-rat, value: valu}
markers: {"-": q}
YAML
    run --separate-stderr oflog-ingest --recipe=./own.yaml </dev/null
    shows 2 </dev/null
    [[ "$stderr" == *"./own.yaml:7:16: 'are' is not a short name under 'columns'; did you mean 'area'?"* ]]
    [[ "$stderr" == *"./own.yaml:8:17: '2022-23' is not a period such as 2022/23"* ]]
    [[ "$stderr" == *"./own.yaml:10:14: there is no metric 'waste.recycling-rat'; did you mean 'waste.recycling-rate'?"* ]]
    [[ "$stderr" == *"./own.yaml:10:42: 'valu' is not a short name under 'columns'; did you mean 'value'?"* ]]
    [[ "$stderr" == *"./own.yaml:11:16: 'q' is not a marker; expected 'missing' or letters of: b c"* ]]
}

@test "an unknown or doubled key of a recipe is said with those there are" {
    recipe <<<'colour: blue'
    run --separate-stderr oflog-ingest --recipe=./own.yaml </dev/null
    [ "$status" -eq 2 ]
    [[ "$stderr" == "oflog-ingest: ./own.yaml:6:1: unknown key 'colour'; expected one of: id title "* ]]
    recipe <<<'id: again'
    run --separate-stderr oflog-ingest --recipe=./own.yaml </dev/null
    [ "$status" -eq 2 ]
    [[ "$stderr" == "oflog-ingest: ./own.yaml:6:1: "*"'id'"* ]]
}

@test "a recipe is needed, and an unknown one is named" {
    run --separate-stderr oflog-ingest </dev/null
    [ "$status" -eq 2 ]
    says <<'END'
oflog-ingest: --recipe is needed: which recipe reads this file? (try 'oflog-ingest --help')
END
    run --separate-stderr oflog-ingest --recipe=tidi </dev/null
    [ "$status" -eq 2 ]
    says <<'END'
oflog-ingest: --recipe: no recipe 'tidi' is installed (--recipes lists those that are; a file of your own is named with its folder or its .yaml); did you mean 'tidy'?
END
    run --separate-stderr oflog-ingest --recipes
    [ "$status" -eq 0 ]
    [ "${lines[0]}" = recipe,title,publisher ]
    [[ "$output" == *"defra-waste-table-3,"*",Defra"* ]]
}
