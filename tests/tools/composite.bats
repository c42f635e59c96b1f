# oflog-rank --composite: several metrics as one number, with the ranks that other weights give.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
    # Middles 30 and 500; MADs 10 and 50. D is best in one and worst in the other.
    awk 'BEGIN {
        print "metric,area_code,period,value,marker"
        split("10 20 30 40 70", rates); split("550 500 450 500 600", kilograms)
        for (i = 1; i <= 5; i++) {
            printf "waste.recycling-rate,E0600000%d,2022/23,%d,\n", i, rates[i]
            printf "waste.residual-household-waste,E0600000%d,2022/23,%d,\n", i, kilograms[i]
        }
        print "waste.recycling-rate,E06000001,2021/22,99,"
        print "waste.recycling-rate,E06000006,2022/23,,x"
        print "waste.residual-household-waste,E06000006,2022/23,400," }' >table.csv
    printf '%s\n' '- name: waste.recycling-rate' '- name: waste.residual-household-waste' >weights.yaml
}

@test "scores are turned, weighed, and ranked beside the ranks of other weights" {
    run --separate-stderr oflog-rank --composite=weights.yaml --period=latest table.csv
    says <<'END'
oflog-rank: ranges of ranks by 1000 random sets of weights with seed 1: 95% of all weights give a rank in them, right to 1.4 points, 19 times in 20
oflog-rank: 13 rows in = 11 out + 0 refused + 2 left out on request
END
    # Kilograms: median 500, deviations 50 0 50 0 100 100 of six: MAD 50.
    shows 0 area_code,class,composite,metrics,weight_share,rank,ranked,rank_without_lower,rank_without_upper,rank_weights_lower,rank_weights_upper <<'CSV'
area_code,class,composite,metrics,weight_share,rank,ranked,rank_without_lower,rank_without_upper,rank_weights_lower,rank_weights_upper
E06000001,unitary,-1.01173613921489,2,1,5,5,4,5,4,5
E06000002,unitary,-0.337245379738298,2,1,4,5,2,4,3,4
E06000003,unitary,0.337245379738298,2,1,2,5,1,3,1,3
E06000004,unitary,0.337245379738298,2,1,2,5,2,2,2,3
E06000005,unitary,0.674490759476595,2,1,1,5,1,5,1,5
E06000006,unitary,,1,0.5,,,,,,
CSV
    [[ "$output" == *"waste.recycling-rate=-1.34898151895319 waste.residual-household-waste=-0.674490759476595"* ]]
}

@test "no rank without the ranks of other weights" {
    run oflog-rank -q --composite=weights.yaml --period=latest table.csv
    [ "$(awk -F, '$7 != "" && ($9 == "" || $10 == "" || $11 == "" || $12 == "")' <<<"$output")" = "" ]
}

@test "a class in which nobody has a metric is ranked by the others" {
    for i in 4 5 6; do
        echo "waste.residual-household-waste,E0700000$i,2022/23,${i}00,"
    done >>table.csv
    run --separate-stderr oflog-rank -q --composite=weights.yaml --period=latest --area=E07000004 table.csv
    shows 0 class,metrics,weight_share,rank,ranked <<'CSV'
class,metrics,weight_share,rank,ranked
district,1,1,1,3
CSV
}

@test "weights say what is wrong with them, and periods which is missing" {
    printf '%s\n' '- name: waste.recycling' '- name: asc.workforce-turnover' \
        '- name: waste.contamination-rate' '- name: waste.recycling-rate' '  transform: log' >wrong.yaml
    echo asc.workforce-turnover,E06000001,2022/23,30, >>table.csv
    run --separate-stderr oflog-rank --composite=wrong.yaml --period=latest table.csv
    [ "$status" -eq 2 ]
    says <<'END'
oflog-rank: wrong.yaml:1:3: 'waste.recycling' is no metric
oflog-rank: wrong.yaml:2:3: 'asc.workforce-turnover' is neutral: neither end is better
oflog-rank: wrong.yaml:3:3: 'waste.contamination-rate' has no figures here
oflog-rank: wrong.yaml:4:3: 'waste.recycling-rate' cannot be transformed in a composite
END
    run --separate-stderr oflog-rank --composite=weights.yaml table.csv
    [[ "$status $stderr" == "2 oflog-rank: table.csv:"*"--period=latest says which"* ]]
}
