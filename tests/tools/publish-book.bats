# oflog-publish --format=xlsx: pages and figures as a workbook, read back by our own reader.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    data=$BATS_TEST_DIRNAME/../../data
    cd "$BATS_TEST_TMPDIR"
}

# Seven unitary authorities, one over two years, one figure provisional and one withheld; and a
# measure with limits.
observations() {
    cat <<'CSV'
metric,area_code,period,value,marker,lower,upper
waste.recycling-rate,E06000001,2021/22,11.04,,,
waste.recycling-rate,E06000001,2022/23,10.96,p r,,
waste.recycling-rate,E06000002,2022/23,20,,,
waste.recycling-rate,E06000003,2022/23,30,,,
waste.recycling-rate,E06000004,2022/23,40,,,
waste.recycling-rate,E06000005,2022/23,50,,,
waste.recycling-rate,E06000006,2022/23,60,,,
waste.recycling-rate,E06000007,2022/23,,c,,
skills.level-3-or-above,E06000001,2022,51.5,,48.2,54.8
CSV
}

book() { # OPTION...
    observations | oflog-compare -q --data-dir="$data" --as=class |
        oflog-rank -q --data-dir="$data" |
        oflog-publish -q --data-dir="$data" --format=xlsx -o book.xlsx "$@"
}

recipe() {
    cat <<'YAML'
id: book
title: A workbook
publisher: oflog
licence: OGL-3.0
cells: stored
header: 3
columns: {code: Code, period: Last day, measure: Measure, figure: Figure}
area: {column: code}
period: {column: period, recode: {2022-03-31: 2021/22, 2023-03-31: 2022/23, 2022-12-31: 2022}}
metric:
  column: measure
  names:
    Household waste recycling rate: waste.recycling-rate
    Adults with a qualification at level 3 or above: skills.level-3-or-above
values:
  - value: figure
shorthand: true
YAML
}

# The sheet of all figures of AREA or METRIC, as the workbook tells.
sheet_of() {
    bsdtar -xOf book.xlsx xl/sharedStrings.xml |
        grep -o "$1: figures of all [a-z ]*: see the sheet Table_[0-9]*" | sed 's/.* //'
}

# ingested NAME: what our own reader makes of that sheet.
ingested() {
    recipe >recipe.yaml
    oflog-ingest -q --data-dir="$data" --recipe=./recipe.yaml --sheet="$(sheet_of "$1")" book.xlsx
}

sheets() {
    bsdtar -tf book.xlsx | grep -c "xl/$1"
}

@test "a council's figures come back from the workbook as they went in" {
    book --area=Hartlepool
    ingested Hartlepool >back.csv
    run columns metric,area_code,period,value <back.csv
    diff -u - <(sort <<<"$output") <<'END'
metric,area_code,period,value
skills.level-3-or-above,E06000001,2022,51.5
waste.recycling-rate,E06000001,2021/22,11.04
waste.recycling-rate,E06000001,2022/23,10.96
END
}

@test "a metric's figures come back, and what is withheld is marked so" {
    book --metric=waste.recycling-rate
    ingested 'Household waste recycling rate' | columns area_code,period,value,marker >back.csv
    [ "$(grep -c 2022/23 back.csv)" -eq 7 ]
    grep -qx 'E06000007,2022/23,,c' back.csv
    grep -qx 'E06000001,2022/23,10.96,' back.csv
}

@test "the figures of others that a chart shows are in the measure's workbook alone" {
    book --area=Hartlepool
    bsdtar -xOf book.xlsx 'xl/tables/*.xml' > tables.xml
    grep -q '<tableColumn [^>]*name="Measure"' tables.xml
    ! grep -q '<tableColumn [^>]*name="Council"' tables.xml || false
}

@test "several councils are one workbook, each once" {
    book --area=Middlesbrough
    one=$(sheets worksheets/sheet)
    book --area=Hartlepool --area=Middlesbrough --area=E06000001
    [ -n "$(sheet_of Hartlepool)" ]
    [ -n "$(sheet_of Middlesbrough)" ]
    [ "$(sheets worksheets/sheet)" -eq $((2 * one - 4)) ]
}

@test "no text becomes a formula, in words, names or markers" {
    observations | sed '1s/$/,area_name/; 2,$s/$/,=HYPERLINK(A1)/' >named.csv
    oflog-compare -q --data-dir="$data" --as='=1+1' named.csv |
        oflog-publish -q --data-dir="$data" --format=xlsx --area=Hartlepool -o book.xlsx
    for sheet in $(bsdtar -tf book.xlsx | grep worksheets/sheet); do
        run bsdtar -xOf book.xlsx "$sheet"
        [[ $output != *'<f>'* ]]
    done
}

@test "the same table gives the same bytes, whatever the clock" {
    book --area=Hartlepool
    mv book.xlsx first.xlsx
    sleep 2.1
    TZ=Pacific/Auckland book --area=Hartlepool
    cmp first.xlsx book.xlsx
}

@test "tables are marked, and nothing is merged" {
    book --area=Hartlepool
    [ "$(sheets tables/table)" -eq $(($(sheets worksheets/sheet) - 1)) ]
    for sheet in $(bsdtar -tf book.xlsx | grep worksheets/sheet); do
        run bsdtar -xOf book.xlsx "$sheet"
        [[ $output != *mergeCell* ]]
    done
    run bsdtar -xOf book.xlsx xl/tables/table4.xml
    [[ $output = *'name="Table_1"'* ]]
}

@test "a workbook is of councils or metrics that are there" {
    run --separate-stderr oflog-publish --data-dir="$data" --format=xlsx </dev/null
    [ "$status" -eq 2 ]
    says <<'END'
oflog-publish: --area=AREA or --metric=ID is needed: whose comparison is to be shown (try 'oflog-publish --help')
END
    run book --area=York
    [ "$status" -eq 2 ]
    [ ! -e book.xlsx ]
}
