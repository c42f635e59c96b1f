# --receipt: one line of JSON for each run, of every tool.
bats_require_minimum_version 1.5.0
load shows

setup() {
    cd "$BATS_TEST_TMPDIR"
    [[ " "$(tools)" " == *oflog-compare*oflog-flag*oflog-ingest*oflog-normalise*oflog-publish*oflog-rank* ]]
    # A comparison is what every tool reads.
    oflog-compare -q --output=table.csv <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,40
CSV
    printf '%s\n' area_code,peer_code E06000001,E06000002 >peers.csv
}

tools() {
    compgen -c oflog- | grep -vx oflog-why | LC_ALL=C sort -u
}

# oflog-NAME ARGUMENTS...: with what that tool cannot do without.
run_tool() {
    case $1 in
    oflog-compare) "$1" --as=mine "${@:2}" ;;
    oflog-ingest) "$1" --recipe=tidy "${@:2}" ;;
    oflog-learn) "$1" --peers=peers.csv "${@:2}" ;;
    oflog-publish) "$1" --area=E06000001 "${@:2}" ;;
    oflog-aggregate) "$1" --to=region "${@:2}" ;;
    *) "$@" ;;
    esac
}

# The first field KEY of the receipts on standard input, as plain text; they are compact.
first() {
    grep -oE "\"$1\":(\"[^\"]*\"|[0-9]+)" | head -n 1 | sed "s/^\"$1\"://; s/\"//g"
}

sum_of() {
    sha256sum "$1" | cut -d' ' -f1
}

# The checksum in the receipts of the input or output of this role and name.
sum_in_receipt() { # ROLE NAME
    grep -oE "\"role\":\"$1\",\"name\":\"$2\",\"size\":[0-9]+,\"sha256\":\"[0-9a-f]+\"" receipts |
        first sha256
}

@test "every tool appends one line, with checksums that are those of sha256sum" {
    for tool in $(tools); do
        rm -f receipts
        run_tool "$tool" -q --receipt=receipts --output=out table.csv
        [ "$(wc -l <receipts)" -eq 1 ]
        [ "$(first tool <receipts)" = "$tool" ]
        [ "$(sum_in_receipt table table.csv)" = "$(sum_of table.csv)" ]
        [ "$(sum_in_receipt output out)" = "$(sum_of out)" ]
        [[ $(<receipts) == *'"role":"areas","name":"areas.csv","size":'* ]]
        [[ $(<receipts) == *'"role":"definitions","name":"metrics/'*'"sha256":'* ]]
        [[ $(<receipts) == *'"--receipt=receipts","--output=out","table.csv"]'* ]]
        run_tool "$tool" -q --receipt=receipts --output=out table.csv
        [ "$(sort -u receipts | wc -l)" -eq 1 ]
        [ "$(wc -l <receipts)" -eq 2 ]
    done
}

@test "standard input and output are counted as they pass, and standard output is told from it" {
    for tool in $(tools); do
        rm -f receipts
        cat table.csv | run_tool "$tool" -q --receipt=receipts | cat >out
        [ "$(sum_in_receipt table -)" = "$(sum_of table.csv)" ]
        [ "$(sum_in_receipt output -)" = "$(sum_of out)" ]
    done
}

@test "what came in is what went out, was refused or was left out" {
    cat >table.csv <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000001,2021/22,10
waste.recycling-rate,Nowhere,2022/23,10
waste.recycling-rate,E06000002,2022/23,40
CSV
    for tool in rank compare; do
        rm -f receipts
        run -1 "oflog-$tool" -q --period=latest --rejects=rejects --receipt=receipts table.csv
        [[ $(<receipts) == *'"account":{"unit":"rows","in":5,"out":2,"refused":1,"left_out":2,"rules":[{"rule":"on request","rows":1},{"rule":"merged with equal ones","rows":1}]}}' ]]
        [ "$(sum_in_receipt rejects rejects)" = "$(sum_of rejects)" ]
    done
}

@test "ingest says which source each file is, and how it was read" {
    cat >recipe.yaml <<'YAML'
id: bins
title: Bins
publisher: us
url: none
licence: OGL-3.0
encoding: WINDOWS-1252
header: 2
columns: {area: Area, rate: Rate, type: Type}
leave-out:
  - {rule: totals, column: type, is: [Total]}
area: {column: area}
period: {value: 2022/23}
values:
  - {metric: waste.recycling-rate, value: rate}
YAML
    printf 'Bins\nArea,Rate,Type\nHartlepool,40,\n\xa3,1,Total\n' >a.csv
    printf 'Bins\nType,Rate,Area\n,41,Darlington\n,x,Barnet\n' | gzip -n >'b "1".csv.gz'
    run -1 --separate-stderr oflog-ingest -q -r recipe.yaml --receipt=receipts a.csv 'b "1".csv.gz'
    [[ $(<receipts) == *'"role":"recipe","name":"recipe.yaml",'*"\"sha256\":\"$(sum_of recipe.yaml)\""* ]]
    [[ $(<receipts) == *'"name":"a.csv",'*"\"$(sum_of a.csv)\",\"source_id\":\"bins\",\"encoding\":\"WINDOWS-1252\",\"header\":2,\"header_lines\":1}"* ]]
    [[ $(<receipts) == *'"name":"b \"1\".csv.gz",'*"\"$(sum_of 'b "1".csv.gz')\",\"source_id\":\"bins#2\","* ]]
    [[ $(<receipts) == *'{"unit":"cells","in":4,"out":2,"refused":1,"left_out":1,"rules":[{"rule":"totals","rows":1}]}}' ]]
}

@test "a run that reads a file often lists it once; without an account there is none" {
    printf 'Area,Recycling rate 2022-23\nHartlepool,40\nDarlington,41\n' >a.csv
    oflog-ingest -q --draft --receipt=receipts -o recipe.yaml a.csv
    [ "$(grep -o '"role":"table"' receipts | wc -l)" -eq 1 ]
    [ "$(sum_in_receipt output recipe.yaml)" = "$(sum_of recipe.yaml)" ]
    run -1 grep -q account receipts
}

@test "peers, flags and rules are listed under their options" {
    echo 'area_code,peer_code' >peers.csv
    echo 'E06000001,E06000002' >>peers.csv
    oflog-compare -q --replace --peers=nearest:peers.csv --receipt=receipts -o compared.csv table.csv
    oflog-rank -q --receipt=receipts -o ranked.csv compared.csv
    oflog-flag -q --receipt=receipts -o flags.csv ranked.csv
    oflog-publish -q --receipt=receipts --area=Hartlepool --flags=flags.csv -o page ranked.csv
    [ "$(sum_in_receipt peers peers.csv)" = "$(sum_of peers.csv)" ]
    [ "$(sum_in_receipt flags flags.csv)" = "$(sum_of flags.csv)" ]
    [[ $(<receipts) == *'"role":"rules","name":"rules/default.yaml","size":'* ]]
    [ "$(wc -l <receipts)" -eq 4 ]
}

@test "a name that is not UTF-8 has its bytes in the receipt" {
    cp table.csv $'caf\xe9.csv'
    oflog-rank -q --receipt=receipts -o out $'caf\xe9.csv'
    [[ $(<receipts) == *'"role":"table","name":{"hex":"636166e92e637376"},"size":'* ]]
}

@test "a run that is not done leaves a receipt that says so, with what was read and no result" {
    for tool in $(tools); do
        rm -f receipts
        run -2 run_tool "$tool" -q --receipt=receipts --output=out table.csv missing.csv
        [ "$(wc -l <receipts)" -eq 1 ] && [ ! -e out ]
        [[ $(<receipts) == *'"outputs":[],"status":2}' ]]
        [ "$(sum_in_receipt table table.csv)" = "$(sum_of table.csv)" ]
        [ "$(sum_in_receipt definitions metrics/waste-management.yaml)" != "" ]
    done
    rm receipts
    run -2 bash -c 'oflog-rank -q --receipt=receipts table.csv >/dev/full'
    [[ $(<receipts) == *'"outputs":[],"status":2}' ]]
}

@test "of a run that is not done, refused rows that are kept are in its receipt" {
    { head -2 table.csv; echo "nothing,$(sed -n 2p table.csv | cut -d, -f2-)"; } >wrong.csv
    run -2 oflog-rank -q --strict --rejects=rejects --receipt=receipts wrong.csv
    [ "$(sum_in_receipt rejects rejects)" = "$(sum_of rejects)" ]
    [[ $(<receipts) == *'}],"status":2}' ]]
}

@test "a run that is not done is never taken for the maker of a table" {
    oflog-ingest -q --recipe=tidy --receipt=receipts --output=waste.csv table.csv
    run -2 oflog-ingest -q --recipe=tidy --receipt=receipts --output=waste.csv table.csv missing.csv
    oflog-why -q --receipt=receipts waste.recycling-rate E06000001 2022/23 waste.csv >why
    [ "$(grep -c '^[0-9]*\. oflog-' why)" -eq 1 ]
    grep -qx 'The chain is whole: each step read what the one before it wrote.' why
    # The same line with status 2 has made nothing.
    sed -n '1s/,"account"/,"status":2,"account"/p' receipts >failed
    run -1 oflog-why -q --receipt=failed waste.recycling-rate E06000001 2022/23 waste.csv
    [[ "$output" == *"The chain is BROKEN: no receipt tells who wrote this table"* ]]
}

@test "receipts that cannot be written are said before the work, and nothing is done" {
    for tool in $(tools); do
        run --separate-stderr run_tool "$tool" --receipt=none/receipts --output=out table.csv
        says <<<"$tool: none/receipts: cannot be written: No such file or directory"
        [ "$status" -eq 2 ] && [ ! -e out ]
        echo old >out
        run --separate-stderr run_tool "$tool" -q --receipt=/dev/full --output=out table.csv
        says <<<"$tool: /dev/full: cannot be written: No space left on device"
        [ "$status" -eq 2 ] && [ "$(<out)" = old ]
        rm out
    done
}

@test "receipts never take the place of the table, nor it theirs" {
    for arguments in "table.csv" "--output=receipts table.csv" "--rejects=receipts table.csv"; do
        echo '{}' >receipts
        file=receipts
        [ "$arguments" != table.csv ] || file=table.csv
        # Several arguments.
        # shellcheck disable=SC2086
        run --separate-stderr oflog-rank "--receipt=$file" $arguments
        says <<<"oflog-rank: --receipt: '$file' is a file that is read, or that of --output, --rejects or standard output"
        [ "$status" -eq 2 ] && [ "$(<receipts)" = '{}' ]
    done
}

@test "twenty runs at once append twenty whole lines" {
    for i in {1..20}; do
        oflog-rank -q --receipt=receipts --output="out$i" table.csv &
    done
    wait
    [ "$(wc -l <receipts)" -eq 20 ]
    [ "$(grep -cE '^\{"receipt":1,.*"left_out":0,"rules":\[\]\}\}$' receipts)" -eq 20 ]
    [ "$(sed 's/--output=out[0-9]*//; s/"name":"out[0-9]*"//' receipts | sort -u | wc -l)" -eq 1 ]
}

@test "a disk with room for a part of the line keeps none of it" {
    oflog-rank -q --receipt=receipts -o out table.csv
    cp receipts before
    # A limit on the length of files stands for the disk; bash counts it in KiB.
    size=$(($(wc -c <receipts) / 1024 + 1))
    limited() {
        (trap '' XFSZ; ulimit -f "$size"; oflog-rank -q --receipt=receipts -o out table.csv)
    }
    run --separate-stderr limited
    [ "$status" -eq 2 ]
    [[ "$stderr" == "oflog-rank: receipts: cannot be written: "* ]]
    cmp receipts before
}

@test "definitions, a recipe and rules from a pipe are counted as they are read" {
    metrics=$BATS_TEST_DIRNAME/../data/metrics/waste-management.yaml
    rules=$BATS_TEST_DIRNAME/../data/rules/default.yaml
    recipe=$BATS_TEST_DIRNAME/../data/recipes/tidy.yaml
    oflog-ingest -q --receipt=receipts --output=out --definitions=<(cat "$metrics") \
        --recipe=<(cat "$recipe") table.csv
    grep -qE "\"role\":\"definitions\",\"name\":\"[^\"]*\",\"size\":$(stat -c %s "$metrics"),\"sha256\":\"$(sum_of "$metrics")\"" receipts
    grep -qE "\"role\":\"recipe\",[^}]*\"sha256\":\"$(sum_of "$recipe")\"" receipts
    oflog-flag -q --receipt=receipts --output=out --rules=<(cat "$rules") table.csv
    grep -qE "\"role\":\"rules\",[^}]*\"sha256\":\"$(sum_of "$rules")\"" receipts
}
