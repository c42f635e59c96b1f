# What oflog-flag does: comparisons in, one row for each flag out.
bats_require_minimum_version 1.5.0

setup() {
    data=$(cd "$BATS_TEST_DIRNAME/../../data" && pwd)
    header=metric,area_code,period,value,marker,peer_group,peer_n,peer_missing,peer_q1,peer_median,peer_q3,peer_mads,peer_verdict
    cd "$BATS_TEST_TMPDIR" || return
    out=metric,area_code,area_name,period,flag,kind,severity,themes,value,evidence,q_value,status,sentence
}

# Flags of the rows given, below the usual header.
flag_rows() {
    printf '%s\n' "$header" "${@:2}" | eval "oflog-flag --data-dir=\"\$data\" $1"
}

@test "a council far below its peers gives a row with the evidence and a sentence" {
    run --separate-stderr flag_rows "" \
        waste.recycling-rate,E06000010,2022/23,12.30,,class:unitary,61,2,38.2,44.1,49.9,-6.1,worse
    [ "$status" -eq 0 ]
    [ "${lines[0]}" = "$out" ]
    [ "${lines[1]}" = 'waste.recycling-rate,E06000010,"Kingston upon Hull, City of",2022/23,outlier,concern,high,service-delivery,12.30,test=outlier mads=-6.1 limit=-5.1891 median=44.1 n=61 missing=2 group=class:unitary method=mads period=2022/23,,,"Household waste recycling rate, 2022 to 2023: 12.3% is unusually far below the median of 61 unitary authorities, 44.1%: 6.1 median absolute deviations from it, where 5.2 is far."' ]
    [ "${lines[2]}" = 'waste.recycling-rate,E06000010,"Kingston upon Hull, City of",2022/23,bottom-quartile,concern,low,service-delivery,12.30,test=bottom-quartile q1=38.2 median=44.1 n=61 missing=2 group=class:unitary method=quartile period=2022/23,,,"Household waste recycling rate, 2022 to 2023: 12.3% is worse than the lower quartile of 61 unitary authorities, 38.2%."' ]
    [ "${#lines[@]}" -eq 3 ]
    [ "${stderr_lines[0]}" = "oflog-flag: 'best-in-class' is skipped: it needs the columns 'rank' and 'ranked', which oflog-rank adds" ]
    [ "${stderr_lines[1]}" = "oflog-flag: 1 row in = 1 out + 0 refused" ]
    [ "${stderr_lines[2]}" = "oflog-flag: 2 flags raised: 2 concern, 0 celebrate, 0 data" ]
}

@test "among fewer than ten peers nobody is an outlier" {
    run --separate-stderr flag_rows "--quiet | cut -d, -f2,5" \
        waste.recycling-rate,E06000001,2022/23,1,,class:unitary,9,0,38.2,44.1,49.9,-8,worse \
        waste.recycling-rate,E06000002,2022/23,1,,class:unitary,10,0,38.2,44.1,49.9,-8,worse
    [ "$output" = "area_code,flag
E06000001,bottom-quartile
E06000002,outlier
E06000002,bottom-quartile
E06000002,implausible" ]
}

@test "a run of improvements says how many figures, and what chance makes of it" {
    run --separate-stderr flag_rows "--quiet | grep sustained | cut -d, -f14-" \
        waste.recycling-rate,E06000001,2019/20,41,,all,61,0,38.2,44.1,49.9,0,similar \
        waste.recycling-rate,E06000001,2020/21,42,,all,61,0,38.2,44.1,49.9,0,similar \
        waste.recycling-rate,E06000001,2021/22,43,,all,61,0,38.2,44.1,49.9,0,similar \
        waste.recycling-rate,E06000001,2022/23,44,,all,61,0,38.2,44.1,49.9,0,similar
    [ "$output" = ' 2022 to 2023: 44.0%, after 41.0% in 2019 to 2020: of its latest 4 figures each is better than the one before, from the second on (a run, which chance alone makes of one council in 24)."' ]
}

@test "flags stand in the order of the rows, then of the rules" {
    run --separate-stderr flag_rows "--quiet | cut -d, -f2,5" \
        waste.recycling-rate,E06000002,2022/23,1,,all,61,0,38.2,44.1,49.9,-8,worse \
        waste.recycling-rate,E06000001,2022/23,12,,all,61,0,38.2,44.1,49.9,-6,worse
    [ "$output" = "area_code,flag
E06000002,outlier
E06000002,bottom-quartile
E06000002,implausible
E06000001,outlier
E06000001,bottom-quartile" ]
}

@test "no return is flagged, but not of a council for which another reports" {
    run --separate-stderr flag_rows "--quiet" \
        waste.recycling-rate,E06000001,2022/23,,x,all:council,300,2,38.2,44.1,49.9,, \
        waste.recycling-rate,E07000187,2022/23,,x,all,300,2,38.2,44.1,49.9,, \
        waste.recycling-rate,E10000014,2022/23,,,all,300,2,38.2,44.1,49.9,,
    [ "$status" -eq 0 ]
    [ "$output" = "$out
waste.recycling-rate,E06000001,Hartlepool,2022/23,no-return,data,medium,service-delivery,,test=no-return marker=x median=44.1 n=300 missing=2 group=all:council method=presence period=2022/23,,,\"Household waste recycling rate, 2022 to 2023: no figure, while 300 councils have one.\"" ]
}

@test "a figure withheld as unreliable or provisional was returned" {
    run --separate-stderr flag_rows "--quiet | cut -d, -f2,5,10" \
        waste.recycling-rate,E06000001,2022/23,,u,all,300,2,38.2,44.1,49.9,, \
        waste.recycling-rate,E06000002,2022/23,,p,all,300,2,38.2,44.1,49.9,, \
        "waste.recycling-rate,E06000003,2022/23,,p x,all,300,2,38.2,44.1,49.9,," \
        waste.recycling-rate,E06000004,2022/23,,,all,300,2,38.2,44.1,49.9,,
    [ "$output" = 'area_code,flag,evidence
E06000003,no-return,"test=no-return marker=""p x"" median=44.1 n=300 missing=2 group=all method=presence period=2022/23"
E06000004,no-return,test=no-return median=44.1 n=300 missing=2 group=all method=presence period=2022/23' ]
}

@test "persistence needs all periods in the input, and --period chooses what comes out" {
    rows=()
    for year in 2020/21 2021/22 2022/23; do
        rows+=("waste.recycling-rate,E06000001,$year,30,,all,61,0,38.2,44.1,49.9,-1,similar")
    done
    run --separate-stderr flag_rows "--quiet --period=latest | cut -d, -f4,5,10" "${rows[@]}"
    [ "$output" = "period,flag,evidence
2022/23,bottom-quartile,test=bottom-quartile q1=38.2 median=44.1 n=61 missing=0 group=all method=quartile period=2022/23
2022/23,persistent-bottom-quartile,test=persistent-bottom-quartile q1=38.2 periods=2020/21+2021/22+2022/23 median=44.1 n=61 missing=0 group=all method=quartile period=2022/23" ]
    run --separate-stderr flag_rows "--quiet | grep -c persistent" "${rows[@]:1}"
    [ "$output" = 0 ]
}

@test "a council keeps its series through a new code" {
    run --separate-stderr flag_rows "--quiet | grep persistent | cut -d, -f2,4" \
        asc.carers-information,E08000039,2022/23,30,,all,61,0,38.2,44.1,49.9,-1,similar \
        asc.carers-information,E08000019,2020/21,30,,all,61,0,38.2,44.1,49.9,-1,similar \
        asc.carers-information,E08000019,2021/22,30,,all,61,0,38.2,44.1,49.9,-1,similar
    [ "$output" = E08000039,2022/23 ]
}

@test "--exit-code tells that there are flags" {
    run --separate-stderr flag_rows "--exit-code" \
        waste.recycling-rate,E06000001,2022/23,30,,all,61,0,38.2,44.1,49.9,-1,similar
    [ "$status" -eq 1 ]
    run --separate-stderr flag_rows "--exit-code" \
        waste.recycling-rate,E06000001,2022/23,44,,all,61,0,38.2,44.1,49.9,0,similar
    [ "$status" -eq 0 ]
    [ "$output" = "$out" ]
}

@test "--against reads another comparison" {
    header=${header//peer_/near_}
    run --separate-stderr flag_rows "--quiet --against=near | cut -d, -f5,10" \
        waste.recycling-rate,E06000001,2022/23,30,,"file:my own list",15,0,38.2,44.1,49.9,-1,similar
    [ "${lines[1]}" = 'bottom-quartile,"test=bottom-quartile q1=38.2 median=44.1 n=15 missing=0 group=""file:my own list"" method=quartile period=2022/23"' ]
    run --separate-stderr flag_rows ""
    [ "$status" -eq 2 ]
    [ "$stderr" = "oflog-flag: <stdin>: there is no column 'peer_group', which oflog-compare adds; the table has a comparison for --against=near; did you mean 'near_group'?" ]
    header=${header/near_q3/near_third}
    run --separate-stderr flag_rows "--against=near"
    [ "$status" -eq 2 ]
    [[ "$stderr" = *"there is no column 'near_q3', which oflog-compare adds"*"did you mean"* ]]
}

@test "--rules takes other rules, and what no metric names is noted" {
    cat >"$BATS_TEST_TMPDIR/rules.yaml" <<'YAML'
- id: outlier
  test: outlier
  kind: concern
  severity: medium
  themes: [governance, use-of-resources]
  parameters: {scaled_mads: 3}
- id: far-out
  test: outlier
  kind: concern
  severity: high
YAML
    run --separate-stderr flag_rows "--rules=$BATS_TEST_TMPDIR/rules.yaml | cut -d, -f1-12" \
        waste.recycling-rate,E06000001,2022/23,30,,all,61,0,28.2,44.1,49.9,-4.5,worse
    [ "$status" -eq 0 ]
    [ "${lines[1]}" = "waste.recycling-rate,E06000001,Hartlepool,2022/23,outlier,concern,medium,governance use-of-resources,30,test=outlier mads=-4.5 limit=-4.4478 median=44.1 n=61 missing=0 group=all method=mads period=2022/23,," ]
    [[ "$stderr" = *"the definition of no metric names 'far-out' under 'flags': it is never raised"* ]]
    [[ "$stderr" = *"'waste.recycling-rate' names the rule 'no-return', which is not among the rules"* ]]
}

@test "evidence names the test, whatever its rule is called" {
    printf -- '- id: outlier\n  test: no-return\n  kind: data\n  severity: low\n' \
        >"$BATS_TEST_TMPDIR/rules.yaml"
    run --separate-stderr flag_rows "-q --rules=$BATS_TEST_TMPDIR/rules.yaml | cut -d, -f5,10" \
        waste.recycling-rate,E06000001,2022/23,,x,all,300,2,38.2,44.1,49.9,,
    [ "${lines[1]}" = "outlier,test=no-return marker=x median=44.1 n=300 missing=2 group=all method=presence period=2022/23" ]
}

@test "a wrong rule ends the run with its place" {
    printf -- '- id: a\n  test: outlier\n  kind: concern\n  severity: high\n  parameters: {mads: 3}\n' \
        >"$BATS_TEST_TMPDIR/rules.yaml"
    run --separate-stderr flag_rows "--rules=$BATS_TEST_TMPDIR/rules.yaml"
    [ "$status" -eq 2 ]
    [ "$output" = "" ]
    [[ "$stderr" = *"rules.yaml:5:16: unknown key 'mads'; expected one of: scaled_mads minimum_n funnel_level q_below" ]]
    run --separate-stderr flag_rows "--rules=$BATS_TEST_TMPDIR/none.yaml"
    [ "$status" -eq 2 ]
}

@test "a cell that is no result of oflog-compare refuses its row, and --strict ends there" {
    row=waste.recycling-rate,E06000001,2022/23,30,,all,sixty,0,38.2,44.1,49.9,-1,similar
    run --separate-stderr flag_rows "" "$row"
    [ "$status" -eq 1 ]
    [ "$output" = "$out" ]
    [[ "$stderr" = *"oflog-flag: <stdin>:2:7: no number of oflog-compare or oflog-rank stands here"* ]]
    [[ "$stderr" = *"1 row in = 0 out + 1 refused"* ]]
    run --separate-stderr flag_rows "--strict" "$row"
    [ "$status" -eq 2 ]
}

@test "an empty shard gives nothing, and a header gives a header" {
    run --separate-stderr oflog-flag --data-dir="$data" --exit-code /dev/null
    [ "$status" -eq 0 ]
    [ "$output" = "" ]
    run --separate-stderr flag_rows "--exit-code"
    [ "$status" -eq 0 ]
    [ "$output" = "$out" ]
}

@test "after oflog-compare and oflog-rank the best of a class is celebrated" {
    {
        echo metric,area_code,period,value
        for i in 01 02 03 04 05 06 07 08 09 10 11; do
            echo "waste.recycling-rate,E060000$i,2022/23,4$((10#$i % 5))"
        done
        echo waste.recycling-rate,E06000012,2022/23,60
    } >"$BATS_TEST_TMPDIR/rows.csv"
    oflog-compare --quiet --data-dir="$data" "$BATS_TEST_TMPDIR/rows.csv" |
        oflog-rank --quiet --data-dir="$data" >"$BATS_TEST_TMPDIR/ranked.csv"
    run --separate-stderr oflog-flag --quiet --data-dir="$data" "$BATS_TEST_TMPDIR/ranked.csv"
    [ "$status" -eq 0 ]
    [[ "$output" = *"E06000012,North East Lincolnshire,2022/23,best-in-class,celebrate,low,service-delivery,60,test=best-in-class rank=1 ranked=12 mads="* ]]
}

# The status of each flag against those in the file $1, of the rows given.
statuses() {
    flag_rows "--quiet --previous=\"$1\" $2 | cut -d, -f1,2,4,5,12" "${@:3}"
}

low() {
    echo "waste.recycling-rate,$1,$2,30,,all:council,61,0,38.2,44.1,49.9,-1,similar"
}

fine() {
    echo "waste.recycling-rate,$1,$2,44,,all:council,61,0,38.2,44.1,49.9,0,similar"
}

@test "--previous tells new flags, those that go on, and those that are gone" {
    flag_rows "-q -o before.csv" "$(low E06000001 2022/23)" "$(low E06000002 2022/23)"
    run --separate-stderr statuses before.csv "" "$(low E06000001 2022/23)" \
        "$(fine E06000002 2022/23)" "$(low E06000003 2022/23)"
    [ "$status" -eq 0 ]
    [ "$output" = "metric,area_code,period,flag,status
waste.recycling-rate,E06000001,2022/23,bottom-quartile,continuing
waste.recycling-rate,E06000003,2022/23,bottom-quartile,new
waste.recycling-rate,E06000002,2022/23,bottom-quartile,cleared" ]
    run --separate-stderr flag_rows "--previous=before.csv" "$(fine E06000002 2022/23)"
    [[ "$stderr" = *"0 of them new, 0 continuing; 2 cleared" ]]
    [ "${lines[1]}" = 'waste.recycling-rate,E06000001,Hartlepool,2022/23,bottom-quartile,concern,low,service-delivery,,test=bottom-quartile cleared=no-row previous_period=2022/23 period=2022/23,,cleared,"Household waste recycling rate, 2022 to 2023: the flag ""bottom-quartile"" of 2022 to 2023 is not raised any more, there being no figure."' ]
    [ "${lines[2]}" = 'waste.recycling-rate,E06000002,Middlesbrough,2022/23,bottom-quartile,concern,low,service-delivery,44,test=bottom-quartile cleared=not-met previous_period=2022/23 median=44.1 n=61 missing=0 group=all:council period=2022/23,,cleared,"Household waste recycling rate, 2022 to 2023: the flag ""bottom-quartile"" of 2022 to 2023 is not raised any more, at 44.0%; the median of 61 councils is 44.1%."' ]
}

@test "a flag goes on, or is cleared, from one period to the next" {
    flag_rows "-q -o before.csv" "$(low E06000001 2021/22)" "$(low E06000002 2021/22)"
    now=("$(low E06000001 2022/23)" "$(fine E06000002 2022/23)" "$(low E06000003 2022/23)")
    wanted="metric,area_code,period,flag,status
waste.recycling-rate,E06000001,2022/23,bottom-quartile,continuing
waste.recycling-rate,E06000003,2022/23,bottom-quartile,new
waste.recycling-rate,E06000002,2022/23,bottom-quartile,cleared"
    run --separate-stderr statuses before.csv "" "${now[@]}"
    [ "$output" = "$wanted" ]
    run --separate-stderr statuses before.csv --period=latest "${now[@]}" \
        "$(low E06000001 2021/22)" "$(low E06000002 2021/22)" "$(low E06000003 2021/22)"
    [ "$output" = "$wanted" ]
    # Two years later it is another matter: in the year between nobody flagged it.
    run --separate-stderr statuses before.csv --period=2023/24 "$(low E06000001 2023/24)" \
        "$(fine E06000001 2022/23)"
    [ "${lines[1]}" = waste.recycling-rate,E06000001,2023/24,bottom-quartile,new ]
}

@test "a flag is not cleared by looking elsewhere" {
    flag_rows "-q -o before.csv" "$(low E06000001 2021/22)" "$(low E06000002 2022/23)"
    run --separate-stderr flag_rows "--previous=before.csv --area=E06000003" \
        "$(fine E06000001 2021/22)" "$(fine E06000002 2022/23)"
    [ "$output" = "$out" ]
    [[ "$stderr" = *"2 flags of the earlier run are left as they are: their metric, period or council was not looked at, or their rule not asked"* ]]
    run --separate-stderr flag_rows "-q --previous=before.csv" \
        asc.carers-information,E06000001,2021/22,44,,all:council,61,0,38.2,44.1,49.9,0,similar
    [ "$output" = "$out" ]
    # nor by a rule that is not asked any more
    printf -- '- id: outlier\n  test: outlier\n  kind: data\n  severity: low\n' >rules.yaml
    run --separate-stderr flag_rows "-q --previous=before.csv --rules=rules.yaml" \
        "$(fine E06000001 2021/22)" "$(fine E06000002 2022/23)"
    [ "$output" = "$out" ]
}

@test "what was cleared before is no flag to go on, and a clearance is a change" {
    flag_rows "-q -o one.csv" "$(low E06000001 2022/23)"
    flag_rows "-q --previous=one.csv -o two.csv" "$(fine E06000001 2022/23)"
    run --separate-stderr statuses two.csv "" "$(low E06000001 2022/23)"
    [ "${lines[1]}" = waste.recycling-rate,E06000001,2022/23,bottom-quartile,new ]
    run flag_rows "-q --exit-code --previous=one.csv" "$(fine E06000001 2022/23)"
    [ "$status" -eq 1 ]
    run flag_rows "-q --exit-code --previous=two.csv" "$(fine E06000001 2022/23)"
    [ "$status" -eq 0 ]
}

@test "flags of weeks are neither continued nor cleared by those of years" {
    flag_rows "-q -o before.csv" "$(low E06000001 2021-W05)" "$(low E06000002 2021-W05)"
    run --separate-stderr statuses before.csv "" "$(low E06000001 2022/23)" \
        "$(fine E06000002 2022/23)"
    [ "$output" = "metric,area_code,period,flag,status
waste.recycling-rate,E06000001,2022/23,bottom-quartile,new" ]
    run --separate-stderr flag_rows "--previous=before.csv" "$(fine E06000002 2022/23)"
    [[ "$stderr" = *"2 flags of the earlier run are left as they are"* ]]
}

@test "what stands in the earlier file twice is cleared once" {
    flag_rows "-q -o before.csv" "$(low E06000001 2022/23)"
    tail -n +2 before.csv >again
    cat again again >>before.csv
    run --separate-stderr flag_rows "--previous=before.csv" "$(fine E06000001 2022/23)"
    [ "${#lines[@]}" -eq 2 ]
    [[ "$stderr" = *"0 of them new, 0 continuing; 1 cleared" ]]
}

@test "--by-theme counts metrics under each theme, and says where there is no evidence" {
    run --separate-stderr flag_rows "--quiet --by-theme" \
        waste.recycling-rate,E06000002,2022/23,44,,all:council,61,0,38.2,44.1,49.9,0,similar \
        waste.recycling-rate,E06000001,2021/22,30,,all:council,61,0,38.2,44.1,49.9,-6,worse \
        waste.recycling-rate,E06000001,2022/23,30,,all:council,61,0,38.2,44.1,49.9,-6,worse \
        waste.contamination-rate,E06000001,2022/23,,x,all:council,61,0,5,7,9,,
    [ "$status" -eq 0 ]
    [ "$output" = "area_code,area_name,theme,metrics,concerns,strengths,data,evidence,flags
E06000001,Hartlepool,continuous-improvement,0,0,0,0,no-evidence,
E06000001,Hartlepool,leadership,0,0,0,0,no-evidence,
E06000001,Hartlepool,governance,0,0,0,0,no-evidence,
E06000001,Hartlepool,culture,0,0,0,0,no-evidence,
E06000001,Hartlepool,use-of-resources,0,0,0,0,no-evidence,
E06000001,Hartlepool,service-delivery,1,1,0,1,figures,waste.contamination-rate/no-return waste.recycling-rate/bottom-quartile waste.recycling-rate/outlier
E06000001,Hartlepool,partnerships,0,0,0,0,no-evidence,
E06000002,Middlesbrough,continuous-improvement,0,0,0,0,no-evidence,
E06000002,Middlesbrough,leadership,0,0,0,0,no-evidence,
E06000002,Middlesbrough,governance,0,0,0,0,no-evidence,
E06000002,Middlesbrough,culture,0,0,0,0,no-evidence,
E06000002,Middlesbrough,use-of-resources,0,0,0,0,no-evidence,
E06000002,Middlesbrough,service-delivery,1,0,0,0,figures,
E06000002,Middlesbrough,partnerships,0,0,0,0,no-evidence," ]
}

# Unitary councils 1 to 15 in 2019/20, of which 1, 2, 3, 4 and 6 are in the bottom quarter.
backtested() {
    local rows=() i
    for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15; do
        case $i in
        0[12346]) rows+=("$(low "E060000$i" 2019/20)") ;;
        *) rows+=("$(fine "E060000$i" 2019/20)") ;;
        esac
    done
    printf -- '- id: bottom-quartile\n  test: bottom-quartile\n  kind: concern\n  severity: low\n' \
        >rules.yaml
    flag_rows "--quiet --rules=rules.yaml $1" "${rows[@]}"
}

# Hits of 2/11 chance each, and one miss of 1/11: a council and its ten controls, of which one
# is flagged. 4 or more by chance: 0.00288. The last event has no figures before it, and gives
# council 6 the time in which something could have followed.
@test "--backtest holds hits against what chance gives councils of the same class" {
    printf 'area_code,date\n' >events.csv
    for i in 01 02 03 04 05; do echo "E060000$i,2021-01-01" >>events.csv; done
    printf 'E06000001,2021-06-01\nE06000001,2024-01-01\n' >>events.csv
    run --separate-stderr backtested "--backtest=events.csv"
    [ "$status" -eq 0 ]
    [ "${lines[0]}" = flag,kind,events,hits,misses,hit_rate,lower,upper,expected,p_value,q_value,lead_least,lead_median,lead_most,councils,flagged,false_alarms,open,finding,of_councils ]
    [ "$(cut -d, -f1-6 <<<"${lines[1]}")" = bottom-quartile,concern,5,4,1,0.8 ]
    [ "$(cut -d, -f9,12- <<<"${lines[1]}")" = 0.818181818181818,276,276,276,15,5,1,0,more-than-chance,5 ]
    p=$(cut -d, -f10 <<<"${lines[1]}")
    awk -v p="$p" 'BEGIN { exit !(p > 0.002881 && p < 0.002882) }'
    # A window that ends before the figures begin has no events to tell of.
    run --separate-stderr backtested "--backtest=events.csv --window=1"
    [ "$(cut -d, -f3,4 <<<"${lines[1]}")" = 5,4 ]
    sed -i 's/2021-01-01/2022-01-01/; /2021-06-01/d' events.csv
    run --separate-stderr backtested "--backtest=events.csv --window=1"
    [ "${lines[1]}" = bottom-quartile,concern,0,0,0,,,,,,,,,,15,5,5,0,no-evidence,0 ]
}

# As above, with the same again two years later: who is flagged once is flagged twice, among
# those with events and among their controls, so that the second says nothing new.
@test "one control stands for all events of a council" {
    printf 'area_code,date\n' >events.csv
    for i in 01 02 03 04 05; do
        printf 'E060000%s,2021-01-01\nE060000%s,2023-01-01\n' $i $i >>events.csv
    done
    later=()
    for i in 01 02 03 04 06; do later+=("$(low "E060000$i" 2021/22)"); done
    for i in 05 07 08 09 10 11 12 13 14 15; do later+=("$(fine "E060000$i" 2021/22)"); done
    backtested "--output=none.csv" # which writes the rules
    for i in 01 02 03 04 06; do later+=("$(low "E060000$i" 2019/20)"); done
    for i in 05 07 08 09 10 11 12 13 14 15; do later+=("$(fine "E060000$i" 2019/20)"); done
    run --separate-stderr flag_rows \
        "--quiet --rules=rules.yaml --window=1 --backtest=events.csv | cut -d, -f3-10,20" "${later[@]}"
    [[ "${lines[1]}" = 10,8,2,0.8,0.2835820638*,0.9949492*,1.63636363636364,0.00288107*,5 ]] ||
        { echo "$output"; return 1; }
}

# rules.yaml: figures that stay out, of the metric used here.
stale_rule() {
    printf -- '- {id: stale, test: stale, kind: data, severity: low, metrics: [waste.recycling-rate]}\n' \
        >rules.yaml
}

# Hartlepool's last figure is of 2016/17: stale from 2018/19 on, which ended 62 days before
# what befell it, and not only in the newest period, which came after.
@test "a back-test asks of every period whether figures stayed out" {
    printf 'area_code,date\nE06000001,2019-06-01\n' >events.csv
    stale_rule
    rows=("$(fine E06000001 2016/17)")
    for year in 2016/17 2017/18 2018/19 2019/20; do rows+=("$(fine E06000002 "$year")"); done
    run --separate-stderr flag_rows \
        "-q --rules=rules.yaml --backtest=events.csv | cut -d, -f1,3-5,12,15-18" "${rows[@]}"
    [ "${lines[1]}" = stale,1,1,0,62,2,1,0,0 ] || { echo "$output"; return 1; }
}

@test "a theme has no figure of a council whose last one is of another period" {
    stale_rule
    rows=("$(fine E06000001 2016/17)")
    for year in 2016/17 2017/18 2018/19 2019/20; do rows+=("$(fine E06000002 "$year")"); done
    run --separate-stderr flag_rows \
        "-q --rules=rules.yaml --by-theme --period=latest | grep service-delivery | cut -d, -f1,4-9" "${rows[@]}"
    [ "$output" = "E06000001,0,0,0,1,no-evidence,waste.recycling-rate/stale
E06000002,1,0,0,0,figures," ] || { echo "$output"; return 1; }
}

@test "200,000 events of one council are no matter of minutes" {
    awk 'BEGIN { print "area_code,date"
        for (i = 0; i < 200000; i++)
            printf "E06000001,%d-%02d-%02d\n", 1900 + i % 200, 1 + i % 12, 1 + i % 28 }' >events.csv
    printf -- '- id: outlier\n  test: outlier\n  kind: concern\n  severity: low\n' >rules.yaml
    { echo "$header"; low E06000001 2019/20; fine E06000002 2019/20; } >rows.csv
    timeout 20 oflog-flag -q --data-dir="$data" --rules=rules.yaml --backtest=events.csv \
        rows.csv >record.csv
    [ "$(cut -d, -f1,3,4 record.csv | tail -1)" = outlier,1,0 ]
}

@test "events that are no events are refused" {
    printf 'area_code,date\nE06000001,2021-02-30\nE00000001,2021-01-01\n' >events.csv
    run --separate-stderr backtested "--backtest=events.csv"
    [ "$status" -eq 1 ]
    [[ "$stderr" = *"events.csv:2:2: '2021-02-30' is not a date such as 2018-02-02"* ]]
    [[ "$stderr" = *"events.csv:3:1: 'E00000001' is not the code of a known area"* ]]
    echo code >events.csv
    run --separate-stderr backtested "--backtest=events.csv"
    [ "$status" -eq 2 ]
    run --separate-stderr backtested "--backtest=events.csv --by-theme"
    [ "$status" -eq 2 ]
    run --separate-stderr backtested "--window=2"
    [ "$status" -eq 2 ]
}

@test "the shipped interventions are of known councils, dated, sorted and sourced" {
    run --separate-stderr backtested "--strict --backtest=\"\$data\"/interventions.csv"
    [ "$status" -eq 0 ]
    [ "$stderr" = "" ]
    run awk -F, 'NR > 1 && $3 !~ /^(section-114|directions)$/ { print }
        NR > 1 && $NF !~ /^(page|month|record)$/ { print }
        NR > 2 && $4 < last { print } { last = $4 }' "$data/interventions.csv"
    [ "$output" = "" ]
    [ "$(sed 1d "$data/interventions.csv" | sort | uniq -d)" = "" ]
    # The names are those of the table of areas.
    while IFS=, read -r code name _; do
        grep -q "^$code,[^,]*,$name," "$data/areas.csv"
    done < <(sed 1d "$data/interventions.csv")
}

@test "combined authorities are watched over time, though they are too few to compare" {
    local year code rows=()
    for year in 0 1 2 3 4; do
        for code in E47000001 E47000002 E47000003; do
            rows+=("skills.achievements-19-plus,$code,202$year/2$((year + 1)),$((3000 - (${code: -1} == 1 ? 100 * year : 10 * (year % 2))))")
        done
    done
    printf '%s\n' metric,area_code,period,value "${rows[@]}" |
        oflog-compare -q --data-dir="$data" >compared.csv
    run --separate-stderr oflog-flag -q --data-dir="$data" --period=latest compared.csv
    [ "$status" -eq 0 ]
    [ "$(wc -l <<<"$output")" -eq 2 ]
    [[ "$output" = *"E47000001,Greater Manchester,2024/25,deteriorating,concern,medium,"* ]]
    [[ "$output" = *" n=2 missing=0 group=class:combined-authority basis=too-few method=mann-kendall "* ]]
    [[ "$output" = *"; its peers are too few to compare it with."* ]]
}

@test "what limits or a funnel call similar is in no quarter, and has not recovered" {
    header=$header,peer_basis
    for basis in limits funnel adjusted-funnel; do
        # Hartlepool is similar by limits; Middlesbrough worse; Redcar was only similar then, and
        # Stockton is no better than similar now.
        run --separate-stderr flag_rows "--quiet | cut -d, -f2,4,5" \
            waste.recycling-rate,E06000001,2022/23,30,,all,61,0,38.2,44.1,49.9,-2,similar,$basis \
            waste.recycling-rate,E06000002,2022/23,30,,all,61,0,38.2,44.1,49.9,-2,worse,$basis \
            waste.recycling-rate,E06000003,2021/22,30,,all,61,0,38.2,44.1,49.9,-2,similar,$basis \
            waste.recycling-rate,E06000003,2022/23,48,,all,61,0,38.2,44.1,49.9,1,better,$basis \
            waste.recycling-rate,E06000004,2021/22,30,,all,61,0,38.2,44.1,49.9,-2,worse,$basis \
            waste.recycling-rate,E06000004,2022/23,48,,all,61,0,38.2,44.1,49.9,1,similar,$basis \
            waste.recycling-rate,E06000005,2021/22,30,,all,61,0,38.2,44.1,49.9,-2,worse,$basis \
            waste.recycling-rate,E06000005,2022/23,48,,all,61,0,38.2,44.1,49.9,1,better,$basis
        [ "$output" = "area_code,period,flag
E06000002,2022/23,bottom-quartile
E06000004,2021/22,bottom-quartile
E06000005,2021/22,bottom-quartile
E06000005,2022/23,recovered" ]
    done
    # Distances deny nothing.
    run --separate-stderr flag_rows "--quiet | cut -d, -f2,5" \
        waste.recycling-rate,E06000001,2022/23,38,,all,61,0,38.2,44.1,49.9,-1,similar,mads
    [ "$output" = "area_code,flag
E06000001,bottom-quartile" ]
}

@test "persistence in either quarter is what limits bear out in each period" {
    header=$header,peer_basis
    for quarter in "30 worse bottom" "60 better top"; do
        read -r value verdict side <<<"$quarter"
        for then in "$verdict" similar; do
            run --separate-stderr flag_rows "--quiet --period=latest | grep -c persistent-$side" \
                waste.recycling-rate,E06000001,2020/21,$value,,all,61,0,38.2,44.1,49.9,1,$verdict,limits \
                waste.recycling-rate,E06000001,2021/22,$value,,all,61,0,38.2,44.1,49.9,1,$then,limits \
                waste.recycling-rate,E06000001,2022/23,$value,,all,61,0,38.2,44.1,49.9,1,$verdict,limits
            [ "$output" = "$([ "$then" = similar ] && echo 0 || echo 1)" ]
        done
    done
}

@test "the shipped rules flag no trend that many councils without one would explain" {
    local area year rows=()
    # Alone a council that falls for five years has q = 0.017; beside 4 that do not, 0.083.
    for area in 1 2 3 4 5; do
        for year in 0 1 2 3 4; do
            rows+=("waste.recycling-rate,E0600000$area,202$year/2$((year + 1)),$((area == 1 ? 40 - year : 40 + year % 2)),,all,61,0,1,2,3,0,similar")
        done
    done
    run --separate-stderr flag_rows "--quiet | grep -c deteriorating" "${rows[@]:0:5}"
    [ "$output" = 1 ]
    run --separate-stderr flag_rows "--quiet | grep -c deteriorating" "${rows[@]}"
    [ "$output" = 0 ]
}

@test "a sentence has the decimals that tell a figure from what it is beyond" {
    run --separate-stderr flag_rows "--quiet | cut -d, -f14-" \
        waste.recycling-rate,E06000001,2022/23,38.199,,all:council,61,0,38.2,44.1,49.9,-1,similar
    [ "${lines[0]}" = ' 2022 to 2023: 38.199% is worse than the lower quartile of 61 councils, 38.200%."' ]
    printf -- '- {id: cause, test: special-cause-better, kind: celebrate, severity: low, metrics: [skills.achievements-19-plus]}\n' >rules.yaml
    local year value rows=()
    for year in {10..21}; do
        value=$((year % 2 == 0 ? 3000 : 3200))
        [ "$year" -ne 21 ] || value=3840.2
        rows+=("skills.achievements-19-plus,E06000001,20$year/$((year + 1)),$value,,all,61,0,1,2,3,0,similar")
    done
    run --separate-stderr flag_rows "--quiet --rules=rules.yaml --period=latest" "${rows[@]}"
    [[ "$output" = *": 3,840.20 is above the upper limit of its own 12 figures since "*" 3,840.16 (XmR chart)."* ]]
}

@test "a rule may name the metrics it is asked of" {
    printf -- '- id: below-a-third\n  test: threshold\n  kind: concern\n  severity: high\n  metrics: [waste.recycling-rate, waste.nothing]\n  parameters: {below: 33.3}\n' >rules.yaml
    run --separate-stderr flag_rows "--rules=rules.yaml" "$(low E06000001 2022/23)" \
        "$(fine E06000002 2022/23)" \
        asc.carers-information,E06000001,2021/22,1,,all:council,61,0,38.2,44.1,49.9,0,similar
    [ "${#lines[@]}" -eq 2 ]
    [[ "${lines[1]}" = "waste.recycling-rate,E06000001,"*,"\"Household waste recycling rate, 2022 to 2023: 30.0% is at or below the threshold of the rule \"\"below-a-third\"\", 33.3%.\"" ]]
    [[ "$stderr" = *"'below-a-third' is to be asked of 'waste.nothing', which is not defined"* ]]
    [[ "$stderr" != *"it is never raised"* ]]
}

@test "a file of events that is empty, cut short or ragged" {
    : >events.csv
    run --separate-stderr backtested "--backtest=events.csv"
    [ "$status" -eq 0 ]
    [[ "${lines[1]}" = bottom-quartile,concern,0,0,0,*,no-evidence,0 ]]
    printf 'area_code,date\nE06000001\n"E06' >events.csv
    run --separate-stderr backtested "--backtest=events.csv"
    [ "$status" -eq 2 ]
    printf 'area_code,date\nE06000001\n' >events.csv
    run --separate-stderr backtested "--backtest=events.csv"
    [ "$status" -eq 1 ]
    [[ "$stderr" = *"events.csv:2: "* ]]
}

@test "a distance beyond all numbers is no distance" {
    # The peers differ by the smallest numbers there are: 20 is infinitely many of those away.
    { echo metric,area_code,period,value
      for year in 2019/20 2020/21 2021/22 2022/23; do
          for i in 1 2 3 4 5 6 7; do
              value=0
              [ $year != 2022/23 ] || value=$((5 * i))e-324
              [ $year$i != 2022/237 ] || value=20
              echo waste.recycling-rate,E0600000$i,$year,$value
          done
      done; } | oflog-compare -q --data-dir="$data" >compared.csv
    oflog-flag -q --data-dir="$data" compared.csv >flags.csv
    [ "$(wc -l <flags.csv)" -gt 1 ]
    run grep -E '=-?(inf|nan)' flags.csv
    [ "$status" -eq 1 ]
}
