# Where a careless tool would print something: each of these was once wrong, or nearly.
bats_require_minimum_version 1.5.0
load ../shows

# rates VALUE...: a table of household waste recycling rates of E06000001 on.
rates() {
    echo 'metric,area_code,period,value'
    local code=1
    for value; do
        printf 'waste.recycling-rate,E%08d,2022/23,%s\n' $((6000000 + code++)) "$value"
    done
}

@test "a spread that only rounding makes is none" {
    rates 0.3 0.30000000000000004 0.3 0.30000000000000004 0.30000000000000004 0.3 \
        0.2999999999999998 >table.csv
    run --separate-stderr oflog-compare --quiet table.csv
    [ "$(columns peer_mads,peer_verdict,peer_basis <<<"$output" | sort -u)" = \
        $',,no-spread\npeer_mads,peer_verdict,peer_basis' ]
    run --separate-stderr oflog-normalise --quiet --score=mads table.csv
    [ "$(columns score <<<"$output" | sort -u)" = $'\nscore' ]
}

@test "what is not finite is empty" {
    rates 0 1e-300 2e-300 3e-300 4e-300 5e-300 1e10 1.7e308 -1.7e308 >table.csv
    for command in 'oflog-compare --quiet' 'oflog-compare --quiet --include-self' \
        'oflog-normalise --quiet --score=z' 'oflog-normalise --quiet --score=mads' \
        'oflog-normalise --quiet --score=min-max'; do
        run --separate-stderr $command table.csv
        [ "$status" -eq 0 ]
        if grep -iE '(^|,)-?(inf|nan)' <<<"$output"; then
            return 1
        fi
    done
}

@test "min-max keeps its range for the largest numbers" {
    rates 1.7e308 -1.7e308 0 >table.csv
    run --separate-stderr oflog-normalise --quiet --score=min-max table.csv
    shows 0 score <<<$'score\n1\n0\n0.5'
}

limits() {
    echo 'metric,area_code,period,value,lower,upper'
    local code=1
    for row; do
        printf 'waste.recycling-rate,E%08d,2022/23,%s\n' $((6000000 + code++)) "$row"
    done
}

@test "limits that do not hold their value are not believed" {
    limits 10,20,30 11,, 12,, 13,, 11,, 12,, 13,, >table.csv
    run --separate-stderr oflog-compare --quiet --area=E06000001 table.csv
    shows 0 peer_median,peer_verdict,peer_basis <<<$'peer_median,peer_verdict,peer_basis\n12,worse,mads'
}

@test "a verdict by limits needs no five peers" {
    limits 10,9,11 20,, 20,, 20,, >table.csv
    run --separate-stderr oflog-compare --quiet --area=E06000001 table.csv
    shows 0 peer_n,peer_verdict,peer_basis <<<$'peer_n,peer_verdict,peer_basis\n3,worse,limits'
}

@test "a median on a confidence limit is similar" {
    limits 22,20,24 20,, 20,, 20,, >table.csv
    run --separate-stderr oflog-compare --quiet --area=E06000001 table.csv
    shows 0 peer_verdict,peer_basis <<<$'peer_verdict,peer_basis\nsimilar,limits'
}

@test "a listed peer that the metric is not about is outside, one without a row is missing" {
    rates 1 2 3 >table.csv
    run --separate-stderr oflog-compare --quiet --area=E06000001 \
        --peers=list:E10000016,E06000002,E06000004,E12000001,E92000001 table.csv
    shows 0 peer_n,peer_missing,peer_outside <<<$'peer_n,peer_missing,peer_outside\n1,1,3'
}

@test "a listed peer that another stands for is missing" {
    cat >table.csv <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2023/24,45
waste.recycling-rate,E06000063,2023/24,51
waste.recycling-rate,E07000026,2023/24,
CSV
    run --separate-stderr oflog-compare --quiet --area=E06000001 \
        --peers=list:E07000026,E06000063 table.csv
    shows 0 peer_n,peer_missing,peer_outside <<<$'peer_n,peer_missing,peer_outside\n1,1,0'
}

@test "an ended council's figure counts, and that is said" {
    cat >table.csv <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E07000026,2022/23,40
waste.recycling-rate,E07000026,2023/24,41
waste.recycling-rate,E08000019,2023/24,42
CSV
    run --separate-stderr oflog-rank table.csv
    says <<'END'
oflog-rank: 1 figure is of councils that had ended before the period, such as Allerdale in 2023/24; it counts like any other
oflog-rank: 3 rows in = 3 out + 0 refused
END
}

@test "a council for which another reports has no figure available" {
    run --separate-stderr oflog-ingest --recipe=tidy <<'CSV'
metric,area_code,period,value
waste.recycling-rate,Babergh,2022/23,
waste.recycling-rate,Babergh,2022/23,[c]
waste.recycling-rate,Leeds,2022/23,
CSV
    shows 0 area_name,value,marker <<<$'area_name,value,marker\nBabergh,,x\nBabergh,,c\nLeeds,,'
    [[ "$stderr" == *"1 empty figure is x: another council reports for this council"* ]]
}

@test "refused rows do not replace a list of peers that was read" {
    rates 1 2 >table.csv
    printf 'area_code,peer_code\nE06000001,E06000002\n' >peers.csv
    run --separate-stderr oflog-compare --peers=nearest:peers.csv --rejects=peers.csv table.csv
    [ "$status" -eq 2 ]
    [ "$(wc -l <peers.csv)" -eq 2 ]
}

@test "a name is known with another apostrophe, & for and, or without its commas" {
    run --separate-stderr oflog-ingest --quiet --recipe=tidy <<'CSV'
metric,area_code,period,value
waste.recycling-rate,King’s Lynn and West Norfolk,2022/23,30
waste.recycling-rate,TELFORD  & WREKIN,2022/23,31
waste.recycling-rate,Bournemouth Christchurch & Poole,2022/23,32
CSV
    [ "$(cut -d, -f2 <<<"$output")" = $'area_code\nE07000146\nE06000020\nE06000058' ]
}

@test "equal values with other limits are refused, not merged" {
    limits 5,1,2 >table.csv
    limits 5.0,4,6 | sed 1d >>table.csv
    run --separate-stderr oflog-rank --quiet table.csv
    [ "$status" -eq 1 ]
    [ "${#stderr_lines[@]}" -eq 2 ]
    [ "${#lines[@]}" -eq 1 ]
}

parts() {
    echo 'metric,area_code,period,value,marker,numerator,denominator'
    printf 'waste.recycling-rate,E06000001,2022/23,%s\n' "$@"
}

@test "a value that was withheld is not made from its parts" {
    parts ,p,50,100 >table.csv
    run --separate-stderr oflog-normalise --quiet table.csv
    shows 0 value,marker <<<$'value,marker\n,p'
}

@test "a denominator of 0 leaves the value empty and says so" {
    parts ,,5,0 >table.csv
    run --separate-stderr oflog-normalise table.csv
    shows 0 value <<<$'value\n'
    [[ "$stderr" == *"1 row has no denominator above 0 and keeps the value it has"* ]]
}

@test "the last digit of an exponent is the one that it shows" {
    parts 1.2e1,,1249,10000 >table.csv
    run --separate-stderr oflog-normalise table.csv
    says <<'END'
oflog-normalise: 1 row in = 1 out + 0 refused
END
}

@test "a percentage of more than a hundred is said" {
    parts 42642,,, >table.csv
    run --separate-stderr oflog-normalise table.csv
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"table.csv:2:4: the published value 42642 is outside what a proportion can be"* ]]
}

recipe_of_parts() {
    cat >parts.yaml <<'YAML'
id: parts
title: Parts
publisher: nobody
licence: none
columns: {code: code, num: num, den: den, low: low, high: high}
area: {column: code}
period: {value: 2022/23}
values:
  - {metric: waste.recycling-rate, numerator: num, denominator: den, lower: low, upper: high}
numbers: {thousands: ","}
shorthand: true
YAML
}

@test "parts with a marker give a value that keeps it" {
    recipe_of_parts
    run --separate-stderr oflog-ingest --recipe=./parts.yaml <<'CSV'
code,num,den,low,high
E06000001,50 [r],200,,
E06000002,50,200,,
E06000003,[c],200,,
CSV
    shows 0 area_code,value,marker,numerator,denominator <<'CSV'
area_code,value,marker,numerator,denominator
E06000001,25,r,50,200
E06000002,,,50,200
E06000003,,c,,200
CSV
}

@test "parts and limits with separators of thousands do not mix" {
    recipe_of_parts
    run --separate-stderr oflog-ingest --recipe=./parts.yaml <<'CSV'
code,num,den,low,high
E06000001,"1,234","2,468","5,678","9,999"
CSV
    shows 0 numerator,denominator,lower,upper <<<$'numerator,denominator,lower,upper\n1234,2468,5678,9999'
}

@test "a file in Windows-1252 is read where the recipe says so, and refused where not" {
    cat >pounds.yaml <<'YAML'
id: pounds
title: Pounds
publisher: nobody
licence: none
encoding: windows-1252
columns: {council: Council’s name, share: "Share of spending (£ thousand)"}
area: {column: council}
period: {value: 2022/23}
values: [{metric: finance.reserves-of-service-spend, value: share}]
YAML
    printf 'Council\x92s name,Share of spending (\xa3 thousand)\nLeeds,12.5\n' >pounds.csv
    run --separate-stderr oflog-ingest --quiet --recipe=./pounds.yaml pounds.csv
    shows 0 area_code,value <<<$'area_code,value\nE08000035,12.5'
    sed -i '/^encoding/d' pounds.yaml
    run --separate-stderr oflog-ingest --quiet --recipe=./pounds.yaml pounds.csv
    [ "$status" -eq 2 ]
}

@test "an empty row of a spreadsheet is a blank line" {
    run --separate-stderr oflog-rank <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,5
,,,

CSV
    [ "$status" -eq 0 ]
    says <<'END'
oflog-rank: 1 row in = 1 out + 0 refused; 2 blank lines skipped
END
}

@test "other formats than CSV with commas are named" {
    run --separate-stderr oflog-rank <<<'metric;area_code;period;value'
    [ "$status" -eq 2 ]
    [ "$stderr" = "oflog-rank: <stdin>:1: the cells seem to be separated by ';'; commas are read" ]
    run --separate-stderr oflog-rank <<<$'metric\tarea_code\tperiod\tvalue'
    [ "$stderr" = "oflog-rank: <stdin>:1: the cells seem to be separated by tabs; commas are read" ]
}

@test "an option is known by its whole name" {
    run --separate-stderr oflog-normalise --metric=x </dev/null
    [ "$status" -eq 2 ]
    [[ "$stderr" == "oflog-normalise: unknown option '--metric'; did you mean 'metric-column'?"* ]]
}

@test "a request that no row answers is said" {
    rates 1 2 >table.csv
    run --separate-stderr oflog-rank --period=2030/31 table.csv
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"no row is of the area, metric and period that were asked for"* ]]
}

@test "an area that no row is of is told from a metric or period, and from its predecessors" {
    printf '%s\n' metric,area_code,period,value waste.recycling-rate,E07000026,2018/19,40 \
        waste.recycling-rate,E06000001,2018/19,41 >table.csv
    nothing() {
        run -0 --separate-stderr oflog-rank "$@" table.csv
        [ "${stderr%%$'\n'*}" = "oflog-rank: $words" ]
    }
    words='no row is of the area, metric and period that were asked for'
    nothing --area=Hartlepool --metric=waste.contamination-rate
    words='no row is of the area that was asked for' nothing --area=Leeds
    words='no row is of the area that was asked for, but some are of councils that it followed:'
    words+=' oflog-aggregate --to=successor carries their figures on'
    nothing --area=Cumberland --period=latest
}

setup() {
    cd "$BATS_TEST_TMPDIR"
}
