# oflog-ingest: the layouts in which publishers lay tables out, one test each.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
}

# Recipe own.yaml: what every recipe says, and then standard input.
recipe() {
    { printf '%s\n' 'id: own' 'title: A table' 'publisher: A publisher' 'licence: OGL-3.0'
      cat; } >own.yaml
}

# ingests COLUMNS NAME: standard input under NAME, by own.yaml; shows only COLUMNS.
ingests() {
    cat >"$2"
    run --separate-stderr oflog-ingest --recipe=./own.yaml "$2"
}

@test "a table starts and ends where the recipe says, and what is below is counted" {
    recipe <<'YAML'
table:
  starts: {column: 1, is: [Table 2]}
  ends: {column: 1, starts-with: [Source]}
header: 2
columns: {code: Code, rate: Rate}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    ingests metric own.csv <<'CSV'
Table 1,
Code,Rate
E06000001,1
Table 2,
Code,Rate
E06000001,2
,
E06000002,3
Source: a return,
E06000003,4
CSV
    says <<'END'
oflog-ingest: areas found: 2 by code
oflog-ingest: 10 records = 5 above the table + 2 rows + 1 blank + 2 outside; 2 of 2 columns read
oflog-ingest: 2 rows, 2 cells in = 2 observations + 0 refused + 0 left out
END
    shows 0 area_code,value,source <<'CSV'
area_code,value,source
E06000001,2,own:6:2
E06000002,3,own:8:2
CSV
}

@test "tables of one layout follow each other, each with what its title says" {
    recipe <<'YAML'
table: {starts: {column: 1, starts-with: ["Household waste, "]}, repeats: true, ends: {column: 1, is: [end]}}
header: 2
columns: {code: Code, rate: Rate}
area: {column: code}
period: {table-cell: [1, 1], after: "waste, ", before: ";", spelling: split}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    ingests metric own.csv <<'CSV'
"Household waste, 2021-22; per cent",
Code,Rate
E06000001,1
end,
a note,
"Household waste, 2022-23; per cent",
Code,Rate
E06000001,2
CSV
    shows 0 period,value,source <<'CSV'
period,value,source
2021/22,1,own:3:2
2022/23,2,own:8:2
CSV
    [[ "$stderr" == *"8 records = 4 above the table + 2 rows + 0 blank + 2 outside"* ]]
    sed -i 's/2022-23; per/22-23; per/' own.csv
    run --separate-stderr oflog-ingest --recipe=./own.yaml own.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"'22-23' of 'own.csv' is not a period as the recipe spells them"* ]]
}

@test "tables side by side are told apart by their columns" {
    recipe <<'YAML'
table: {columns: [3, 4]}
columns: {code: Code, rate: Rate}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    ingests metric own.csv <<'CSV'
Code,Rate,Code,Rate
E06000001,1,E06000002,2
CSV
    shows 0 area_code,value,source <<'CSV'
area_code,value,source
E06000002,2,own:2:4
CSV
}

@test "a header of several lines, groups of groups, and a name with a footnote mark" {
    recipe <<'YAML'
header: 4
header-lines: 2
group-header: [1, 2]
columns:
  code: Code
  first: {group: Second half, name: Rate of recycling}
  total: {starts-with: Total}
area: {column: code}
period: {value: 2022/23}
values:
  - {metric: waste.recycling-rate, value: first}
  - {metric: waste.residual-household-waste, value: total}
YAML
    ingests metric own.csv <<'CSV'
,All,,
,First half,Second half,
,Rate of,Rate of,
Code,recycling,recycling,Total2
E06000001,1,2,300
CSV
    shows 0 metric,value,source <<'CSV'
metric,value,source
waste.recycling-rate,2,own:5:3
waste.residual-household-waste,300,own:5:4
CSV
}

@test "a table without a header is read by position, and rows may be of any length" {
    recipe <<'YAML'
header: 0
columns: {code: {position: 1}, rate: {position: 3}}
area: {column: code}
period: {file: true, after: waste-, before: .csv, spelling: split}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    ingests metric waste-2022-23.csv <<'CSV'
E06000001,x,1
E06000002,x
CSV
    shows 0 area_code,period,value,source <<'CSV'
area_code,period,value,source
E06000001,2022/23,1,own:1:3
E06000002,2022/23,,own:2:3
CSV
}

@test "a column for each period, between bounds, by what their heads begin with" {
    recipe <<'YAML'
columns: {code: Code, last: "Rate 2022-23 %"}
across: {to: last, after: "Rate ", before: " %"}
area: {column: code}
period: {head: true, spelling: split}
values: [{metric: waste.recycling-rate, value: each}]
YAML
    ingests metric own.csv <<'CSV'
Code,Rate 2021-22 %,People 2021-22,Rate 2022-23 %,Rate 2023-24 %
E06000001,1,9,2,3
E06000063,,9,4,5
CSV
    shows 0 area_code,period,value,source <<'CSV'
area_code,period,value,source
E06000001,2021/22,1,own:2:2
E06000001,2022/23,2,own:2:4
E06000063,2021/22,,own:3:2
E06000063,2022/23,4,own:3:4
CSV
    [[ "$stderr" == *"2 rows, 4 cells in = 4 observations + 0 refused + 0 left out" ]]
}

@test "a head that is no period refuses its column, said once and counted in full" {
    recipe <<'YAML'
columns: {code: Code}
across: {after: "Y"}
area: {column: code}
period: {head: true, spelling: split}
values: [{metric: waste.recycling-rate, value: each}]
YAML
    ingests metric own.csv <<'CSV'
Code,Y2021-22,Yes
E06000001,1,2
E06000002,3,4
CSV
    [ "$status" -eq 1 ]
    says <<'END'
oflog-ingest: own.csv:1:3: 'es', which heads this column, is not a period as the recipe spells them, such as 2022-23 or 2022/23
oflog-ingest: areas found: 2 by code
oflog-ingest: 3 records = 1 above the table + 2 rows + 0 blank + 0 outside; 3 of 3 columns read
oflog-ingest: 2 rows, 4 cells in = 2 observations + 2 refused + 0 left out
END
}

@test "a column for each council, with metrics down the side and others left alone" {
    recipe <<'YAML'
header: 2
columns: {what: Measure}
across: {in: name, before: " UA"}
area: {head: true, after: " - "}
period: {cell: [1, 1], after: "for ", spelling: split}
metric: {column: what, names: {Recycled: waste.recycling-rate}, others: leave-out}
values: [{value: each}]
YAML
    ingests metric own.csv <<'CSV'
Rates for 2022-23,,
Measure,111 - Hartlepool UA,112 - Middlesbrough UA
Recycled,1,2
Burnt,3,4
CSV
    shows 0 area_name,period,value,source <<'CSV'
area_name,period,value,source
Hartlepool,2022/23,1,own:3:2
Middlesbrough,2022/23,2,own:3:3
CSV
    [[ "$stderr" == *"left out by rule 'other metrics': 1 row
oflog-ingest: areas found: 2 by name
oflog-ingest: 4 records"* ]]
    [[ "$stderr" == *"2 rows, 4 cells in = 2 observations + 0 refused + 2 left out" ]]
}

@test "a table on its side is turned, so that parts in rows can be summed, and sources stay the file's" {
    recipe <<'YAML'
table: {transposed: true}
columns: {council: Council, green: Green, dry: Dry, all: Collected}
area: {column: council}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, numerator: green + dry, denominator: all}]
YAML
    ingests metric own.csv <<'CSV'
Council,Hartlepool,Middlesbrough
Green,1,2

Dry,3,x
Collected,10,10
CSV
    [ "$status" -eq 1 ]
    [[ "$stderr" == "oflog-ingest: own.csv:4:3: 'x' is neither a number nor one of the recipe's 'markers'"* ]]
    run --separate-stderr oflog-ingest -q --recipe=./own.yaml own.csv
    shows 1 area_name,numerator,denominator,source <<'CSV'
area_name,numerator,denominator,source
Hartlepool,4,10,own:2+4/5:2
CSV
}

@test "a table on its side that is cut short is broken, with a header or without" {
    recipe <<'YAML'
table: {transposed: true}
header: 0
columns: {council: {position: 1}, rate: {position: 2}}
area: {column: council}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    printf 'Hartlepool,Middlesbrough\n1,2\n' >own.csv
    run --separate-stderr oflog-ingest -q --recipe=./own.yaml own.csv
    shows 0 area_name,value <<<$'area_name,value\nHartlepool,1\nMiddlesbrough,2'
    printf '"3' >>own.csv
    run --separate-stderr oflog-ingest -o out.csv --recipe=./own.yaml own.csv
    [ "$status" -eq 2 ]
    says <<<'oflog-ingest: own.csv:3:1: the quote that opens this cell is left open'
    gzip -c own.csv | head -c 30 >cut.csv
    run --separate-stderr oflog-ingest -o out.csv --recipe=./own.yaml cut.csv
    [ "$status" -eq 2 ]
    says <<<'oflog-ingest: cut.csv: the file ends within its gzip data; it was cut short'
    [ ! -e out.csv ]
}

@test "period and metric glued in one head or one cell are cut apart" {
    recipe <<'YAML'
columns: {code: Code, what: What}
across: {after: "20"}
area: {column: code}
period: {column: what, before: ";", spelling: split}
metric: {column: what, after: ";", names: {RR: waste.recycling-rate}}
values: [{value: each}]
YAML
    ingests metric own.csv <<'CSV'
Code,What,20x
E06000001,2018-19;RR,1
E06000001,2018-19;QQ,1
E06000001,2018-19,1
CSV
    shows 1 period,value <<'CSV'
period,value
2018/19,1
CSV
    [[ "$stderr" == *"own.csv:3:2: the recipe does not say which metric 'QQ' is"* ]]
    [[ "$stderr" == *"own.csv:4:2: '2018-19' has no metric behind ';'"* ]]
}

@test "of a long file with several dimensions one combination is wanted" {
    recipe <<'YAML'
columns: {code: Code, sex: Sex, age: Age, rate: Rate, kind: Kind, level: Level}
only: {sex: Persons, age: [16+, 18+]}
leave-out: [{rule: inner London, all: {level: Region, code: [E13000001]}}]
area: {column: code}
period: {value: 2022/23}
metric: {columns: [kind, level], names: {R;Council: waste.recycling-rate}}
values: [{value: rate}]
YAML
    ingests metric own.csv <<'CSV'
Code,Sex,Age,Rate,Kind,Level
E06000001,Persons,18+,1,R,Council
E06000001,Male,18+,2,R,Council
E06000001,Persons,65+,3,R,Council
E13000001,Persons,18+,4,R,Region
CSV
    says <<'END'
oflog-ingest: left out by rule 'inner London': 1 row
oflog-ingest: left out by rule 'only sex': 1 row
oflog-ingest: left out by rule 'only age': 1 row
oflog-ingest: areas found: 1 by code
oflog-ingest: 5 records = 1 above the table + 4 rows + 0 blank + 0 outside; 6 of 6 columns read
oflog-ingest: 4 rows, 4 cells in = 1 observation + 0 refused + 3 left out
END
}

@test "an area stands in the first of several columns that has one, and may be a number of a scheme" {
    recipe <<'YAML'
columns: {council: Council, region: Region, rate: Rate}
area: {first: [council, region], scheme: dfe}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    ingests metric own.csv <<'CSV'
Council,Region,Rate
831,E12000004,1
,E12000004,2
CSV
    shows 0 area_name,value <<'CSV'
area_name,value
Derby,1
East Midlands,2
CSV
    recipe <<'YAML'
columns: {council: Council, region: Region, rate: Rate}
area: {first: [council, region]}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    run --separate-stderr oflog-ingest -q --recipe=./own.yaml <<'CSV'
Council,Region,Rate
E06000001,E12000001,1
,E12000001,2
CSV
    shows 0 area_name,value <<'CSV'
area_name,value
Hartlepool,1
North East,2
CSV
}

@test "cells of one metric may be wanted for some rows alone, and scaled" {
    recipe <<'YAML'
columns: {code: Code, class: Class, rate: Rate, care: Care}
area: {column: code}
period: {value: 2022/23}
values:
  - {metric: waste.recycling-rate, value: rate, lower: rate - care, upper: rate + care, times: 100}
  - {metric: asc.workforce-turnover, value: care, only: {class: [UA]}}
YAML
    ingests metric own.csv <<'CSV'
Code,Class,Rate,Care
E06000001,UA,0.5,0.25
E07000223,SD,2.5e-1,0
CSV
    shows 0 metric,area_name,value,lower,upper <<'CSV'
metric,area_name,value,lower,upper
waste.recycling-rate,Hartlepool,50,25,75
asc.workforce-turnover,Hartlepool,0.25,,
waste.recycling-rate,Adur,25,25,25
CSV
    [[ "$stderr" == *"left out by rule 'only class for asc.workforce-turnover': 1 cell"* ]]
    [[ "$stderr" == *"2 rows, 4 cells in = 3 observations + 0 refused + 1 left out" ]]
}

@test "parts of a figure in rows of their own are gathered" {
    recipe <<'YAML'
columns: {code: Code, type: Type, figure: Figure}
gather:
  together: [code]
  by: type
  cell: figure
  parts: {Outcome: outcome, Numerator: above, Denominator: below}
  others: leave-out
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: outcome, numerator: above, denominator: below}]
YAML
    ingests metric own.csv <<'CSV'
Code,Type,Figure
E06000001,Denominator,10
E06000001,Base,9
E06000001,Numerator,4
E06000001,Outcome,40
E06000002,Outcome,50
E06000002,Outcome,60
E06000003,Outcome,n/a
E06000004,Numerator,1
CSV
    says <<'END'
oflog-ingest: own.csv:7:2: this part stands in line 6 already
oflog-ingest: own.csv:8:3: 'n/a' is neither a number nor one of the recipe's 'markers'
oflog-ingest: left out by rule 'other parts': 1 row
oflog-ingest: areas found: 4 by code
oflog-ingest: 9 records = 1 above the table + 8 rows + 0 blank + 0 outside; 3 of 3 columns read
oflog-ingest: 8 rows, 6 cells in = 3 observations + 2 refused + 1 left out
END
    shows 1 area_code,value,numerator,denominator,source <<'CSV'
area_code,value,numerator,denominator,source
E06000001,40,4,10,own:5:3
E06000002,50,,,own:6:3
E06000004,,1,,own:9:3
CSV
}

@test "parts in columns of their own are gathered from a table on its side, under their places" {
    recipe <<'YAML'
table: {transposed: true}
columns: {code: Code, type: Type, figure: Figure}
gather: {together: [code], by: type, cell: figure, parts: {A: above, B: below}}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, numerator: above, denominator: below}]
YAML
    ingests metric own.csv <<'CSV'
Code,E06000001,E06000001,E06000002,E06000002,E06000002

Type,B,A,A,B,B
Figure,10,4,n/a,10,11
CSV
    shows 1 area_code,numerator,denominator,source <<'CSV'
area_code,numerator,denominator,source
E06000001,4,10,own:4:3/2
CSV
    [[ "$stderr" == "oflog-ingest: own.csv:3:6: this part stands in column 5 already
oflog-ingest: own.csv:4:4: 'n/a' is neither a number"* ]]
}

@test "a row that is refused before it is gathered is kept with the cells it has" {
    recipe <<'YAML'
columns: {code: Code, type: Type, figure: Figure}
gather:
  together: [code]
  by: type
  cell: figure
  parts: {A: a, B: b, C: c, D: d, E: e}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: a}]
YAML
    printf '%s\n' Code,Type,Figure E06000001,A,1,x E06000002,F,2 E06000003,A,n/a >own.csv
    run --separate-stderr oflog-ingest -q --rejects=no.csv --recipe=./own.yaml own.csv
    [ "$status" -eq 1 ]
    diff -u - no.csv <<'CSV'
file,line,column,reason,Code,Type,Figure
own.csv,2,,4 cells stand here; the header has 3,E06000001,A,1,x
own.csv,3,2,the recipe does not say which part 'F' is,E06000002,F,2
own.csv,4,3,'n/a' is neither a number nor one of the recipe's 'markers',E06000003,A,n/a
CSV
}

@test "white space at the ends of what goes together parts no rows" {
    recipe <<'YAML'
columns: {name: Name, type: Type, figure: Figure}
gather: {together: [name], by: type, cell: figure, parts: {A: above, B: below}}
area: {column: name}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, numerator: above, denominator: below}]
YAML
    printf 'Name,Type,Figure\nHartlepool\302\240,A,1\nHartlepool\302\240,B,2\n Hartlepool,A,3\n' >own.csv
    run --separate-stderr oflog-ingest -q --recipe=./own.yaml own.csv
    shows 1 area_name,numerator,denominator,source <<'CSV'
area_name,numerator,denominator,source
Hartlepool,1,2,own:2/3:3
CSV
    says <<<'oflog-ingest: own.csv:4:2: this part stands in line 2 already'
}

@test "numbers as publishers write them" {
    recipe <<'YAML'
columns: {code: Code, n: N}
area: {column: code}
period: {value: 2022/23}
values: [{metric: finance.net-revenue-expenditure, value: n}]
numbers: {thousands: ",", currency: "£", percent: true, negative: brackets, minus: [−, –], digits: 15}
marks: {"(R)": r, "*": nothing, " [p]": p}
markers: {"-": x, "..": missing}
YAML
    { echo Code,N; printf 'E06000001,%s\n' '"£1,234.5"' '"(1,234)"' −5 –£5 £−5 -5 '(R)' '7(R)' '7*(R)' \
        '7 [p]' - .. 36.699999999999996 1e3 +4 ' 8 ' '(-5)' '7(Q)' '1,5' £; } |
        sed 's/^E06000001,1,5$/E06000001,"1,5"/' >own.csv
    run --separate-stderr oflog-ingest -q --recipe=./own.yaml own.csv
    shows 1 value,marker <<'CSV'
value,marker
1234.5,
-1234,
-5,
-5,
-5,
-5,
,r
7,r
7,r
7,p
,x
,
36.7,
1000,
4,
8,
CSV
    [ "$(grep -c "is neither a number nor one of the recipe's 'markers'" <<<"$stderr")" -eq 4 ]
}

@test "--explain tells what becomes of each column and row" {
    recipe <<'YAML'
columns: {code: Code, rate: Rate, all: All}
leave-out: [{rule: totals, column: code, is: [Total]}]
table: {ends: {column: 1, is: [end]}}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, numerator: rate, denominator: all}]
markers: {"-": x}
YAML
    cat >own.csv <<'CSV'
Code,Rate,All,Note
E06000001,1,2,
E06000002,-,2,
E06000003,n/a,2,
,,,
Total,5,6,
end,,,
CSV
    run --separate-stderr oflog-ingest --explain --recipe=./own.yaml own.csv
    shows 1 <<'CSV'
file,line,column,what,detail
own.csv,1,1,column read,"Code: code: area, rule totals"
own.csv,1,2,column read,Rate: rate: numerator of waste.recycling-rate
own.csv,1,3,column read,All: all: denominator of waste.recycling-rate
own.csv,1,4,column not read,Note
own.csv,2,2,observation,waste.recycling-rate of E06000001 Hartlepool in 2022/23: 1 / 2
own.csv,3,2,observation,waste.recycling-rate of E06000002 Middlesbrough in 2022/23: missing [x]
own.csv,4,2,refused,'n/a' is neither a number nor one of the recipe's 'markers'
own.csv,5,,blank,
own.csv,6,,left out,totals
own.csv,7,,outside the table,
CSV
}

@test "a column at its place may have to have a name, and heads across may be excepted" {
    recipe <<'YAML'
columns: {code: Code, rate: {position: 3, name: Rate}}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    printf '%s\n' Code,Rate,Rate E06000001,1,2 >own.csv
    run --separate-stderr oflog-ingest -q --recipe=./own.yaml own.csv
    shows 0 value < <(printf '%s\n' value 2)
    printf '%s\n' Code,Rate,Note,Rate E06000001,1,2,3 >own.csv
    run --separate-stderr oflog-ingest -q --recipe=./own.yaml own.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"column 3 of 'own.csv' is headed 'Note', not 'Rate'" ]]
    recipe <<'YAML'
columns: {code: Code, first: {position: 2}}
across: {from: first, except: [Note]}
area: {column: code}
period: {head: true, spelling: split}
values: [{metric: waste.recycling-rate, value: each}]
YAML
    printf '%s\n' Code,2020-21,Note,2021-22 E06000001,1,2,3 >own.csv
    run --separate-stderr oflog-ingest -q --recipe=./own.yaml own.csv
    shows 0 period,value <<'CSV'
period,value
2020/21,1
2021/22,3
CSV
}

@test "--check says what has changed since the recipe was written" {
    recipe <<'YAML'
header: 2
group-header: 1
columns: {code: Code, rate: {group: Rates, name: Recycling rate}}
leave-out: [{rule: totals, column: code, is: [Total]}]
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
markers: {"-": x}
YAML
    printf '%s\n' ,Rates 'Code,Recycling rate' E06000001,1 E06000002,- Total,3 >own.csv
    run --separate-stderr oflog-ingest -q --check --recipe=./own.yaml own.csv
    shows 0 <<'CSV'
what,count,line,column,detail
period fixed,,,,"2022/23, whatever the file says"
period,2,3,,2022/23
areas,2,,,
observations,2,,,
rows,3,,,
left out,1,,,totals
CSV
    { echo 'A title,'; echo 'Another,'; sed 's/-$/../; s/Total/All/' own.csv; echo E06000003,..; } >new.csv
    run --separate-stderr oflog-ingest -q --check --recipe=./own.yaml new.csv
    shows 1 <<'CSV'
what,count,line,column,detail
header moved,,4,,from record 2 to record 4
refused,2,6,2,'..' is neither a number nor one of the recipe's 'markers'
refused,1,7,1,unknown council 'All'; did you mean 'Allerdale'?
period fixed,,,,"2022/23, whatever the file says"
rule idle,,,,totals
period,1,5,,2022/23
areas,1,,,
observations,1,,,
rows,4,,,
CSV
    sed 's/Recycling rate/Rate of recycling/' own.csv >new.csv
    run --separate-stderr oflog-ingest -q --check --recipe=./own.yaml new.csv
    shows 1 <<'CSV'
what,count,line,column,detail
column missing,,2,,rate: 'Recycling rate'
CSV
    run --separate-stderr oflog-ingest --check --recipe=./own.yaml - <own.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"--check reads its file twice"* ]]
}

# What --check says, but for the account at its end.
checks() { # FILE
    run --separate-stderr oflog-ingest -q --check --recipe=./own.yaml "$1"
    output=$(grep -vE '^(period|areas|observations|rows|left out|outside the table),' <<<"$output")
}

@test "--check follows a title, and says where it no longer speaks of a period" {
    recipe <<'YAML'
header: 2
columns: {code: Code, rate: Rate}
area: {column: code}
period: {cell: [1, 1], after: "Rates ", spelling: split}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    printf '%s\n' 'Rates 2023-24,' Code,Rate E06000001,1 >own.csv
    run --separate-stderr oflog-ingest -q --check --recipe=./own.yaml own.csv
    shows 0 <<'CSV'
what,count,line,column,detail
period,1,3,,2023/24
areas,1,,,
observations,1,,,
rows,1,,,
CSV
    { echo 'A note,'; cat own.csv; } >new.csv
    checks new.csv
    shows 1 <<'CSV'
what,count,line,column,detail
header moved,,3,,from record 2 to record 3
title moved,,,,period: from record 1 to record 2
CSV
    sed 's/Rates/Shares/' own.csv >new.csv
    checks new.csv
    shows 1 <<'CSV'
what,count,line,column,detail
title missing,,,,"period: record 1, column 1 does not say it"
CSV
}

@test "--check lists the columns that are not read: a change where the recipe knows them" {
    recipe <<'YAML'
columns: {code: Code, rate: Rate}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    printf '%s\n' Code,Name,Rate,Cost E06000001,Hartlepool,1,2 >own-2023-24.csv
    checks own-2023-24.csv
    shows 1 <<'CSV'
what,count,line,column,detail
figures not read,1,2,4,Cost
period fixed,,,,"2022/23, whatever the file says"
period doubtful,,,,"the name of the file says 2023/24, the recipe 2022/23"
CSV
    echo 'unread: [Cost]' >>own.yaml
    mv own-2023-24.csv own.csv
    checks own.csv
    shows 1 <<'CSV'
what,count,line,column,detail
column not read,,,2,Name
period fixed,,,,"2022/23, whatever the file says"
CSV
    sed -i 's/Cost/Cost, Name/' own.yaml
    checks own.csv
    [ "$status" -eq 0 ]
    sed -i 's/Rate/Share/' own.csv
    checks own.csv
    shows 1 <<'CSV'
what,count,line,column,detail
column missing,,1,,rate: 'Rate'; did you mean 'Name'?
column new,,1,3,Share
CSV
}

@test "--check says of a column across that is beyond the last, of one that moved, of rows that repeat" {
    recipe <<'YAML'
columns: {code: Code, first: {position: 2}, last: {position: 3, name: Y2023}}
across: {from: first, to: last, after: "Y"}
area: {column: code}
period: {head: true}
values: [{metric: waste.recycling-rate, value: each}]
YAML
    printf '%s\n' Code,Y2022,Y2023,Y2024 E06000001,1,2,3 E06000001,1,2,3 >own.csv
    checks own.csv
    shows 1 <<'CSV'
what,count,line,column,detail
column not read,2,2,4,Y2024
repeated,2,3,,"one metric, area and period twice, such as waste.recycling-rate E06000001 2022"
CSV
    sed -i 's/Y2022,/Y2022,Note,/; s/1,2,3/1,x,2,3/' own.csv
    checks own.csv
    shows 1 <<'CSV'
what,count,line,column,detail
column moved,,1,3,"last: 'Note' stands here, not 'Y2023'"
CSV
}

@test "--check says of a table that ends nowhere, and --explain of a period that is fixed" {
    recipe <<'YAML'
table: {ends: {column: 1, is: [Notes]}}
columns: {code: Code, rate: Rate}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    printf '%s\n' Code,Rate E06000001,1 >own.csv
    checks own.csv
    shows 1 <<'CSV'
what,count,line,column,detail
end missing,,,,no record is such as the recipe has the table end at
period fixed,,,,"2022/23, whatever the file says"
CSV
    run --separate-stderr oflog-ingest --explain --recipe=./own.yaml own.csv
    [[ "$stderr" == *"the period is 2022/23 because the recipe says so, whatever own.csv says"* ]]
}

@test "metrics of a draft that are nowhere defined are explained once" {
    recipe <<'YAML'
columns: {code: Code, n: N, m: M}
area: {column: code}
period: {value: 2022/23}
values: [{metric: draft.n, value: n}, {metric: draft.m, value: m}]
YAML
    run --separate-stderr oflog-ingest --recipe=./own.yaml <<<Code,N,M
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"8:19: there is no metric 'draft.n'"*"there is no metric 'draft.m'"* ]]
    [ "$(grep -c 'defined in the file that --draft-metrics writes' <<<"$stderr")" -eq 1 ]
}

# A table whose title says the year, and whose header has it too.
editions() {
    recipe <<'YAML'
header: named
group-header: 1
columns:
  code: Code
  rate: {group: "At 31 March {last-year}", name: [Rate, Rate of all]}
area: {column: code}
period: {above: {contains: [outturn]}, spelling: split, search: true}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
}

@test "a header is found by its names, and headings have the year that a title says" {
    editions
    ingests metric own.csv <<'CSV'
Waste outturn 2015-16,,
,At 1 April 2015,At 31 March 2016
Code,Rate,Rate
E06000001,1,2
CSV
    shows 0 period,value,source <<'CSV'
period,value,source
2015/16,2,own:4:3
CSV
    # Another year, lines above, a column between and another name.
    ingests metric own.csv <<'CSV'
A publisher,,,
,,,
Waste outturn 2016-17,,,
,At 1 April 2016,,At 31 March 2017
Code,Rate,Rate of some,Rate of all
E06000001,1,3,4
CSV
    shows 0 period,value,source <<'CSV'
period,value,source
2016/17,4,own:6:4
CSV
}

@test "a heading of another year, two titles, or no record with all names end the run" {
    editions
    ingests metric own.csv <<'CSV'
Waste outturn 2016-17,,
,At 1 April 2015,At 31 March 2016
Code,Rate,Rate
E06000001,1,2
CSV
    [ "$status" -eq 2 ]
    [ "$(wc -l <<<"$output")" -le 1 ]
    says <<'END'
oflog-ingest: own.csv:3: the column 'Rate' does not stand under the group 'At 31 March 2017'; did you mean 'At 31 March 2016'?
END
    ingests metric own.csv <<'CSV'
Waste outturn 2015-16,Waste outturn 2016-17,
,At 1 April 2015,At 31 March 2016
Code,Rate,Rate
CSV
    [[ "$status,$stderr" == "2,"*"two cells above the rows of 'own.csv' are such as the recipe has the period in: 'Waste outturn 2015-16' and 'Waste outturn 2016-17'" ]]
    ingests metric own.csv <<'CSV'
Waste outturn 2015-16 to 2016-17,,
,At 1 April 2015,At 31 March 2016
Code,Rate,Rate
CSV
    [[ "$status,$stderr" == "2,"*"'Waste outturn 2015-16 to 2016-17' of 'own.csv' does not have one period as the recipe spells them, such as 2022-23 or 2022/23" ]]
    ingests metric own.csv <<'CSV'
Waste in 2015-16,,
,At 1 April 2015,At 31 March 2016
Code,Rate,Rate
CSV
    [[ "$status,$stderr" == "2,"*"no cell above the rows of 'own.csv' is such as the recipe has the period in" ]]
    ingests metric own.csv <<'CSV'
Waste outturn 2015-16,,
Codes,Rate,Rate
CSV
    [[ "$status,$stderr" == "2,oflog-ingest: own.csv:2: no record has all 2 names of the recipe's columns; this has 1, and no 'Code'; did you mean 'Codes'?" ]]
    yes a,b | head -n 300 >own.csv
    run --separate-stderr oflog-ingest --recipe=./own.yaml own.csv
    [[ "$status,$stderr" == "2,oflog-ingest: own.csv: none of the first 200 records has a name of the recipe's columns" ]]
    sed -i 's/period:.*/period: {column: code}/' own.yaml
    run --separate-stderr oflog-ingest --recipe=./own.yaml own.csv
    [[ "$status,$stderr" == "2,"*"'rate' has a year of the period in its name, so the period must be one for the file" ]]
}

@test "the heading of a column's group says the day, and others must have its year" {
    recipe <<'YAML'
header: named
group-header: 1
columns:
  code: Code
  exempt: {group: "{any}. Exempt on {any} {last-year}", name: Total}
  empty: {group: "{any}. Empty on {any} {last-year}", name: Total}
area: {column: code}
period: {group: exempt, after: Exempt on, spelling: day-name}
values: [{metric: finance.dwellings, value: exempt + empty}]
YAML
    ingests metric own.csv <<'CSV'
,2. Exempt on 1 October 2018,,11. Empty on 1 October 2018,
Code,A,Total,A,Total
E06000001,1,2,3,4
CSV
    shows 0 period,value,source <<'CSV'
period,value,source
2018-10-01,6,own:3:3+5
CSV
    sed -i 's/Empty on 1 October 2018/Empty on 2 October 2017/' own.csv
    run --separate-stderr oflog-ingest --recipe=./own.yaml own.csv
    [[ "$status,$stderr" == "2,oflog-ingest: own.csv:2: the column 'Total' does not stand under the group '{any}. Empty on {any} 2018'"* ]]
}

@test "tables beside each other end where the next begins, however wide they are" {
    recipe <<'YAML'
table: {starts: {is: [Hartlepool]}, repeats: true, beside: true}
header: 2
columns: {what: {position: 1}, first: {position: 2}}
across: {from: first}
area: {table-cell: [1, 1]}
period: {head: true}
metric: {column: what, names: {Rate: waste.recycling-rate}}
values: [{value: each}]
YAML
    ingests metric own.csv <<'CSV'
Darlington,,Hartlepool,,,Middlesbrough,
,2020/21,,2020/21,2021/22,,2020/21
Rate,1,Rate,2,3,Rate,4
CSV
    shows 0 area_name,period,value,source <<'CSV'
area_name,period,value,source
Hartlepool,2020/21,2,own:3:4
Hartlepool,2021/22,3,own:3:5
CSV
}

@test "two columns whose heads mean the same are both refused" {
    recipe <<'YAML'
columns: {code: Code, first: {position: 2}}
across: {from: first}
area: {column: code}
period: {head: true, before: r, spelling: split}
values: [{metric: waste.recycling-rate, value: each}]
YAML
    ingests metric own.csv <<'CSV'
Code,2003-04,2004-05r,2004-05,2006-07
E06000001,1,2,3,4
CSV
    shows 1 period,value,source <<'CSV'
period,value,source
2003/04,1,own:2:2
2006/07,4,own:2:5
CSV
    says <<'END'
oflog-ingest: own.csv:1:3: '2004-05r', which heads this column, means what '2004-05' means over column 4
oflog-ingest: own.csv:1:4: '2004-05', which heads this column, means what '2004-05r' means over column 3
oflog-ingest: areas found: 1 by code
oflog-ingest: 2 records = 1 above the table + 1 row + 0 blank + 0 outside; 5 of 5 columns read
oflog-ingest: 1 row, 4 cells in = 2 observations + 2 refused + 0 left out
END
}
