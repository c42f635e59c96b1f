# oflog-why: which published cell a number came from.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
    cat >recipe.yaml <<'YAML'
id: bins
title: Bins
publisher: us
url: none
licence: OGL-3.0
header: 2
columns:
  area: Area
  rate: Rate
  recycled: Recycled
  rejects: Rejects
area: {column: area}
period: {value: 2022/23}
values:
  - {metric: waste.recycling-rate, value: rate}
  - {metric: waste.contamination-rate, numerator: rejects, denominator: recycled + rejects}
numbers: {percent: true, thousands: ","}
markers: {"-": x}
YAML
    cat >bins.csv <<'CSV'
Bins of 2022
Area,Recycled,Rejects,Rate
Hartlepool,"1,200",300,34.0%
Middlesbrough,90,10,-
CSV
}

# The tables of a chain in files.
make_tables() {
    oflog-ingest -q --recipe=recipe.yaml --receipt=receipts --output=waste.csv bins.csv
    oflog-normalise -q --receipt=receipts --output=values.csv waste.csv
}

why() {
    oflog-why -q --receipt=receipts --format=csv "$@"
}

sum_of() {
    sha256sum "$1" | cut -d' ' -f1
}

@test "a number is traced to file, checksum, row, column and text" {
    make_tables
    run --separate-stderr oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool \
        2022/23 values.csv
    [ "$status" -eq 0 ]
    diff - <(sed -n 1,20p <<<"$output") <<END
waste.recycling-rate of Hartlepool (E06000001), 2022/23: 34.0
=============================================================

In 'values.csv', line 2.

Where it stands
---------------

bins.csv
  As it was when it was read: 91 bytes, SHA-256
    $(sum_of bins.csv)
  row 3, column 4 (D), under 'Rate': '34.0%'

How it was made
---------------

The value is what stands there, as published.

What it went through
--------------------
END
    [[ "$output" == *"1. oflog-ingest "*" --output=waste.csv bins.csv"* ]]
    [[ "$output" == *"read table waste.csv ($(sum_of waste.csv | cut -c1-12), as step 1 wrote it)"* ]]
    [[ "$output" == *"4 cells in = 4 out + 0 refused + 0 left out"* ]]
    [[ "$output" == *"The chain is whole: each step read what the one before it wrote." ]]
}

@test "a ratio names each cell of its numerator and denominator" {
    make_tables
    run --separate-stderr why waste.contamination-rate E06000001 2022/23 values.csv
    shows 0 <<CSV
metric,area_code,period,value,source,part,sign,file,size,sha256,state,sheet,row,column,letter,head,text,chain
waste.contamination-rate,E06000001,2022/23,20,bins:3:3/2+3,numerator,+,bins.csv,91,$(sum_of bins.csv),as-read,,3,3,C,Rejects,300,whole
waste.contamination-rate,E06000001,2022/23,20,bins:3:3/2+3,denominator,+,bins.csv,91,$(sum_of bins.csv),as-read,,3,2,B,Recycled,"1,200",whole
waste.contamination-rate,E06000001,2022/23,20,bins:3:3/2+3,denominator,+,bins.csv,91,$(sum_of bins.csv),as-read,,3,3,C,Rejects,300,whole
CSV
    run oflog-why -q --receipt=receipts waste.contamination-rate Hartlepool latest values.csv
    [[ "$output" == *$'\n100 x 300 / 1500 = 20.\n'* ]]
    run oflog-why -q --receipt=receipts waste.contamination-rate Hartlepool 2022/23 waste.csv
    [[ "$output" == *$'\nIt is not made yet: 300 / 1500 are its parts.\n'* ]]
    run oflog-why -q --receipt=receipts waste.recycling-rate Middlesbrough 2022/23 waste.csv
    [[ "$output" == *"under 'Rate': '-'"*$'\nThere is no value: '* ]]
}

@test "the reason that a sum gives stands beside what its marker says" {
    make_tables
    oflog-aggregate -q --to=region --receipt=receipts --output=regions.csv waste.csv
    run oflog-why -q --width=200 --receipt=receipts waste.recycling-rate E12000001 2022/23 regions.csv
    [[ "$output" == *$'\nThere is no value: not available; the reason: '*"Middlesbrough"* ]]
}

@test "pipes are a chain too, whatever order their receipts came in" {
    oflog-ingest -q --recipe=recipe.yaml --receipt=receipts bins.csv |
        oflog-normalise -q --receipt=receipts |
        oflog-compare -q --receipt=receipts --peers=all |
        oflog-rank -q --receipt=receipts >ranked.csv
    tac receipts >backwards
    for table in ranked.csv -; do
        for receipts in receipts backwards; do
            run --separate-stderr oflog-why -q --receipt=$receipts --format=csv \
                waste.recycling-rate Hartlepool 2022/23 $table <ranked.csv
            shows 0 source,text,chain <<'CSV'
source,text,chain
bins:3:4,34.0%,whole
CSV
        done
    done
    run oflog-why -q --receipt=backwards waste.recycling-rate Hartlepool 2022/23 ranked.csv
    grep -oE '^[1-9]\. oflog-[a-z]+' <<<"$output" | diff - <(printf '%s\n' '1. oflog-ingest' \
        '2. oflog-normalise' '3. oflog-compare' '4. oflog-rank')
}

@test "a table that no receipt tells the making of is a broken chain" {
    make_tables
    sed 1q values.csv >edited.csv
    sed -n '/Hartlepool/p' values.csv >>edited.csv
    oflog-rank -q --receipt=receipts --output=ranked.csv edited.csv
    run --separate-stderr why waste.recycling-rate Hartlepool 2022/23 ranked.csv
    shows 1 state,text,chain <<'CSV'
state,text,chain
as-read,34.0%,broken
CSV
    run oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool 2022/23 ranked.csv
    [[ "${output//$'\n '/}" == *"The chain is BROKEN: no receipt tells who wrote edited.csv ($(sum_of edited.csv | cut -c1-12)), which"*"oflog-rank read."* ]]
    [[ "$output" == *"None of these steps read the file above"* ]]
    run oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool 2022/23 edited.csv
    [ "$status" -eq 1 ]
    [[ "$output" == *"no receipt tells who wrote this table"* ]]
}

@test "a file that has changed, or is gone, is said to; one that moved is found" {
    make_tables
    cp bins.csv elsewhere.csv
    sed -i 's/34.0%/35.0%/' bins.csv
    run --separate-stderr why waste.recycling-rate Hartlepool 2022/23 values.csv
    shows 1 value,file,state,text,chain <<'CSV'
value,file,state,text,chain
34.0,bins.csv,changed,35.0%,whole
CSV
    run oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool 2022/23 values.csv
    [ "$status" -eq 1 ]
    [[ "$output" == *"CHANGED since it was read"* ]]
    rm bins.csv
    run oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool 2022/23 values.csv
    [ "$status" -eq 1 ]
    [[ "$output" == *"NOT THERE"* ]]
    mkdir bins.csv
    run --separate-stderr why waste.recycling-rate Hartlepool 2022/23 values.csv
    shows 1 state,row,column,text <<'CSV'
state,row,column,text
missing,3,4,
CSV
    run --separate-stderr why --published=values.csv --published=elsewhere.csv \
        waste.recycling-rate Hartlepool 2022/23 values.csv
    shows 0 file,state,text <<'CSV'
file,state,text
elsewhere.csv,as-read,34.0%
CSV
}

@test "what was read from standard input is found where it is said to be" {
    oflog-ingest -q --recipe=recipe.yaml --receipt=receipts <bins.csv >waste.csv
    run oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool 2022/23 waste.csv
    [ "$status" -eq 1 ]
    [[ "$output" == *"It was standard input; --published=FILE tells where it is now."* ]]
    run --separate-stderr why --published=bins.csv waste.recycling-rate Hartlepool 2022/23 \
        waste.csv
    shows 0 file,state,text <<'CSV'
file,state,text
bins.csv,as-read,34.0%
CSV
}

@test "two files of one recipe are two sources; packed and encoded ones are read" {
    printf 'Bins\nArea,Recycled,Rejects,Rate\nBarnet,1,1,40%%\n"\xa3",-,-,-\n' |
        gzip >more.csv.gz
    sed -i 's/^header/encoding: WINDOWS-1252\nheader/' recipe.yaml
    run -1 oflog-ingest -q --recipe=recipe.yaml --receipt=receipts --output=waste.csv \
        bins.csv more.csv.gz
    run --separate-stderr why waste.recycling-rate Barnet 2022/23 waste.csv
    shows 0 source,file,sha256,state,row,text <<CSV
source,file,sha256,state,row,text
bins#2:3:4,more.csv.gz,$(sum_of more.csv.gz),as-read,3,40%
CSV
}

@test "the sources of a sum over areas are shown each" {
    make_tables
    sed 's/bins:3:3.2+3/bins:3:3\/2+3;bins:4:3\/2+3/' values.csv >summed.csv
    run --separate-stderr why waste.contamination-rate Hartlepool 2022/23 summed.csv
    shows 1 source,part,text <<'CSV'
source,part,text
bins:3:3/2+3,numerator,300
bins:3:3/2+3,denominator,"1
bins:3:3/2+3,denominator,300
bins:4:3/2+3,numerator,10
bins:4:3/2+3,denominator,90
bins:4:3/2+3,denominator,10
CSV
}

@test "headings of groups, and names of several records, stand before the text" {
    sed -i 's/^header: 2/header: 3\nheader-lines: 2\ngroup-header: 1/; s/Rejects$/Rejects here/' recipe.yaml
    cat >bins.csv <<'CSV'
,All waste,,Rates
Area,Recycled,Rejects,Rate
,,here,
Hartlepool,"1,200",300,34.0%
CSV
    make_tables
    run --separate-stderr why waste.contamination-rate Hartlepool 2022/23 values.csv
    shows 0 source,head <<'CSV'
source,head
bins:4:3/2+3,All waste / Rejects here
bins:4:3/2+3,All waste / Recycled
bins:4:3/2+3,All waste / Rejects here
CSV
}

@test "a table that starts further down has its own names" {
    sed -i 's/^header: 2/table: {starts: {column: 1, is: [Area]}}\nheader: 1/' recipe.yaml
    sed -i '1s/.*/Bins,of,20,22\nsecond,line,of,notes/' bins.csv
    make_tables
    run --separate-stderr why waste.recycling-rate Hartlepool 2022/23 values.csv
    shows 0 source,head,text <<'CSV'
source,head,text
bins:4:4,Rate,34.0%
CSV
}

@test "a source that is none, or names no cell or no known file, is said" {
    make_tables
    for case in ':no source:would be ID:ROW:COLUMN' 'bins:3:99:has no such cell' \
        'bins:99:3:has no such cell' 'other:3:4:no receipt tells which file' \
        ':The row has no source'; do
        case $case in
        :no*) source=bins said='is no source: it would be ID:ROW:COLUMN' ;;
        :The*) source='' said='The row has no source.' ;;
        *) source=${case%:*} said=${case##*:} ;;
        esac
        sed "s/bins:3:4/$source/" values.csv >table.csv
        run oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool 2022/23 table.csv
        [ "$status" -eq 1 ]
        [[ "$output" == *"$said"* ]]
    done
}

@test "a table of flags names the table that has the sources" {
    make_tables
    oflog-compare -q --receipt=receipts values.csv |
        oflog-rank -q --receipt=receipts --output=ranked.csv
    oflog-flag -q --receipt=receipts ranked.csv >flags.csv
    echo 'waste.recycling-rate,E06000001,Hartlepool,2022/23,outlier,concern,low,,34.0,,,,' >>flags.csv
    run oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool 2022/23 flags.csv
    [ "$status" -eq 1 ]
    [[ "$output" == *"The row has no source."* ]]
    # As if the run itself had written the flag.
    sed -i "s/$(oflog-flag -q ranked.csv | sha256sum | cut -d' ' -f1)/$(sum_of flags.csv)/" receipts
    run oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool 2022/23 flags.csv
    [ "$status" -eq 1 ]
    [[ "$output" == *"The table has no column 'source'; ask of ranked.csv, which oflog-flag read."* ]]
}

@test "names that are not known are mistakes with the nearest, and a row that is not there is told" {
    make_tables
    run --separate-stderr oflog-why --receipt=receipts waste.recycling Leds 2022-23 values.csv
    says <<'END'
oflog-why: --area: unknown council 'Leds'; did you mean 'Leeds' or 'Lewes'?
oflog-why: there is no metric 'waste.recycling'; did you mean 'waste.recycling-rate'?
oflog-why: --period: '2022-23' is neither 'latest' nor a period such as 2022/23 or 2022-Q3
END
    shows 2 </dev/null
    run --separate-stderr oflog-why -q --receipt=receipts waste.recycling-rate Leeds 2022/23 values.csv
    says <<'END'
oflog-why: the table has no row of waste.recycling-rate, Leeds and 2022/23
END
    shows 1 </dev/null
    run --separate-stderr oflog-why --receipt=receipts waste.recycling-rate Leeds
    says <<'END'
oflog-why: METRIC, AREA and PERIOD are needed: which number is asked after (try 'oflog-why --help')
END
    [ "$status" -eq 2 ]
    run --separate-stderr oflog-why waste.recycling-rate Leeds 2022/23
    says <<'END'
oflog-why: --receipt=FILE is needed: what the tools appended to it (try 'oflog-why --help')
END
    [ "$status" -eq 2 ]
}

@test "a line that is no receipt is named and passed over; a file of none is given up" {
    make_tables
    { echo '{"receipt":1'; cat receipts; } >torn
    run --separate-stderr oflog-why -q --receipt=torn --format=csv waste.recycling-rate \
        Hartlepool 2022/23 values.csv
    says <<'END'
oflog-why: torn:1:12: no receipt: '}' expected near end of file
END
    shows 1 text,chain <<'CSV'
text,chain
34.0%,whole
CSV
    yes nonsense | head -n 1000 >none
    run --separate-stderr oflog-why -q --receipt=none waste.recycling-rate Hartlepool 2022/23 values.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"oflog-why: none: is no file of receipts: 20 lines are none" ]]
    head -c 1000000000 /dev/zero | tr '\0' '[' >long
    run --separate-stderr oflog-why -q --receipt=long waste.recycling-rate Hartlepool 2022/23 values.csv
    says <<'END'
oflog-why: long:1: no receipt: the line is longer than 4194304 bytes
END
    shows 2 </dev/null
}

@test "a receipt that leads in a circle, or to a device, is no trap" {
    make_tables
    sum=$(sum_of values.csv)
    line() { # ROLE INPUT SUM MORE
        echo "{\"receipt\":1,\"tool\":\"t\",\"version\":\"1\",\"options\":[],\"inputs\":[{\"role\":\"table\",\"name\":\"$1\",\"size\":1,\"sha256\":\"$2\"$3}],\"outputs\":[{\"role\":\"output\",\"name\":\"x\",\"size\":1,\"sha256\":\"$sum\"}],\"account\":{\"unit\":\"rows\",\"in\":0,\"out\":0,\"refused\":0,\"left_out\":0,\"rules\":[]}}"
    }
    line x "$sum" >circle
    line x "$sum" >>circle
    run oflog-why -q --receipt=circle waste.recycling-rate Hartlepool 2022/23 values.csv
    [ "$status" -eq 1 ]
    [[ "$output" == *BROKEN* ]]
    line /dev/zero "$sum" ',"source_id":"bins"' >device
    run --separate-stderr oflog-why -q --receipt=device --format=csv waste.recycling-rate \
        Hartlepool 2022/23 values.csv
    shows 1 state,text <<'CSV'
state,text
missing,
CSV
}

@test "a source far outside its file, and one of too many cells, are told soon" {
    make_tables
    sed 's/bins:3:4/bins:3:999999999999999999/' values.csv >table.csv
    run oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool 2022/23 table.csv
    [ "$status" -eq 1 ]
    [[ "$output" == *"row 3, column 999999999999999999 (JLKTWHMJDBNIM)"*"has no such cell"* ]]
    # Headings hold to the end of their record, and a column may lie far beyond.
    sed 's/"header_lines":1/"header_lines":1,"group_headers":[1]/' receipts >headings
    [ "$(grep -c group_headers headings)" -gt 0 ]
    run timeout 20 oflog-why -q --receipt=headings waste.recycling-rate Hartlepool 2022/23 table.csv
    [ "$status" -eq 1 ]
    [[ "$output" == *"under 'Bins of 2022'"* ]]
    sum="bins:3:4$(yes ';bins:3:4' | head -n 10000 | tr -d '\n')"
    awk -v sum="$sum" '{ sub("bins:3:4", sum) } 1' values.csv >table.csv
    run oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool 2022/23 table.csv
    [ "$status" -eq 1 ]
    [[ "$output" == *"The source of the row has more than 10000 cells; none is looked up."* ]]
}

@test "a cell of megabytes is shown by its beginning" {
    make_tables
    { sed -n 1,2p bins.csv; printf 'Hartlepool,,,'; head -c 5000000 /dev/zero | tr '\0' 1; } >new.csv
    mv new.csv bins.csv
    run oflog-why -q --receipt=receipts --format=csv waste.recycling-rate Hartlepool 2022/23 values.csv
    [ "$status" -eq 1 ]
    [ "${#output}" -lt 6000 ]
    [[ "$output" == *,changed,*1111...,whole ]]
}

@test "what a terminal would obey comes out as question marks" {
    sed -i $'s/34.0%/34.0%/; s/Rate/R\e[31mate/' bins.csv
    sed -i "s/rate: Rate/rate: {position: 4}/" recipe.yaml
    make_tables
    run oflog-why -q --receipt=receipts waste.recycling-rate Hartlepool 2022/23 values.csv
    [[ "$output" == *"under 'R?[31mate': '34.0%'"* ]]
}
