# oflog-normalise: values made comparable.
bats_require_minimum_version 1.5.0
load ../shows

@test "an empty value without a marker is filled from numerator and denominator" {
    run --separate-stderr oflog-normalise <<'CSV'
metric,area_code,period,value,marker,numerator,denominator
waste.recycling-rate,E06000001,2022/23,,,1,3
waste.recycling-rate,E06000002,2022/23,50.0,,1,2
waste.recycling-rate,E06000003,2022/23,,c,1,2
waste.recycling-rate,E06000004,2022/23,,z,1,2
waste.recycling-rate,E06000005,2022/23,,,,2
waste.recycling-rate,E06000006,2022/23,,,0,2
CSV
    says <<'END'
oflog-normalise: 2 empty values filled from their parts
oflog-normalise: 6 rows in = 6 out + 0 refused
END
    shows 0 <<'CSV'
metric,area_code,period,value,marker,numerator,denominator
waste.recycling-rate,E06000001,2022/23,33.3333333333333,,1,3
waste.recycling-rate,E06000002,2022/23,50.0,,1,2
waste.recycling-rate,E06000003,2022/23,,c,1,2
waste.recycling-rate,E06000004,2022/23,,z,1,2
waste.recycling-rate,E06000005,2022/23,,,,2
waste.recycling-rate,E06000006,2022/23,0,,0,2
CSV
}

@test "a rate is per as many as its definition says" {
    run --separate-stderr oflog-normalise -q <<'CSV'
metric,area_code,period,value,numerator,denominator
asc.requests-resulting-in-service,E06000001,2022/23,,25,50000
asc.carers-quality-of-life,E06000001,2022/23,,15,2
CSV
    shows 0 value <<'CSV'
value
50
7.5
CSV
}

@test "a published value that its parts do not give is said, and stays" {
    run --separate-stderr oflog-normalise <<'CSV'
metric,area_code,period,value,numerator,denominator
waste.recycling-rate,E06000001,2022/23,33.3,1,3
waste.recycling-rate,E06000002,2022/23,33.4,1,3
waste.recycling-rate,E06000003,2022/23,33,1,3
waste.recycling-rate,E06000004,2022/23,12.5,1,8
waste.recycling-rate,E06000005,2022/23,13,1,8
CSV
    says <<'END'
oflog-normalise: <stdin>:3:4: the published value 33.4 differs from its parts, which give 33.3333333333333
oflog-normalise: 5 rows in = 5 out + 0 refused
END
    shows 0 value <<'CSV'
value
33.3
33.4
33
12.5
13
CSV
}

@test "--rebuild makes every value anew and keeps the old one as published" {
    run --separate-stderr oflog-normalise -q --rebuild <<'CSV'
metric,area_code,period,value,marker,numerator,denominator
waste.recycling-rate,E06000001,2022/23,33.3,r,1,3
waste.recycling-rate,E06000002,2022/23,,,1,4
waste.recycling-rate,E06000003,2022/23,40.0,,,
waste.recycling-rate,E06000004,2022/23,,c,1,4
CSV
    shows 0 value,marker,numerator,denominator,published <<'CSV'
value,marker,numerator,denominator,published
33.3333333333333,r,1,3,33.3
25,,1,4,
40.0,,,,
,c,1,4,
CSV
}

@test "no denominator above zero, no value" {
    run --separate-stderr oflog-normalise <<'CSV'
metric,area_code,period,value,numerator,denominator
finance.reserves-of-net-revenue-expenditure,E06000001,2015/16,,5,0
finance.reserves-of-net-revenue-expenditure,E06000002,2015/16,,5,-10
finance.reserves-of-net-revenue-expenditure,E06000003,2015/16,7,5,0
CSV
    says <<'END'
oflog-normalise: 3 rows have no denominator above 0 and keep the value they have
oflog-normalise: 3 rows in = 3 out + 0 refused
END
    shows 0 value <<'CSV'
value


7
CSV
}

@test "a value below the metric's minimum is set to it, and counted" {
    run --separate-stderr oflog-normalise <<'CSV'
metric,area_code,period,value,numerator,denominator
waste.contamination-rate,E06000001,2022/23,,-5,100
waste.contamination-rate,E06000002,2022/23,,5,100
CSV
    says <<'END'
oflog-normalise: 2 empty values filled from their parts
oflog-normalise: 1 value came out below its metric's minimum and was set to it
oflog-normalise: 2 rows in = 2 out + 0 refused
END
    shows 0 value <<'CSV'
value
0
5
CSV
}

@test "parts that no proportion can have are refused" {
    run --separate-stderr oflog-normalise <<'CSV'
metric,area_code,period,value,numerator,denominator
waste.recycling-rate,E06000001,2022/23,,11,10
waste.recycling-rate,E06000002,2022/23,,-1,10
waste.recycling-rate,E06000003,2022/23,,10,10
finance.reserves-of-service-spend,E06000003,2015/16,,-10,10
CSV
    says <<'END'
oflog-normalise: <stdin>:2:5: the numerator of a proportion is above its denominator
oflog-normalise: <stdin>:3:5: the numerator is negative
oflog-normalise: 2 empty values filled from their parts
oflog-normalise: 4 rows in = 2 out + 2 refused
END
    shows 1 metric,area_code,value <<'CSV'
metric,area_code,value
waste.recycling-rate,E06000003,100
finance.reserves-of-service-spend,E06000003,-100
CSV
}

@test "--strict ends at the first refused parts, with nothing written" {
    run --separate-stderr oflog-normalise --strict <<'CSV'
metric,area_code,period,value,numerator,denominator
waste.recycling-rate,E06000001,2022/23,,11,10
waste.recycling-rate,E06000002,2022/23,,12,10
CSV
    shows 2 </dev/null
    says <<'END'
oflog-normalise: <stdin>:2:5: the numerator of a proportion is above its denominator
END
}

@test "--rejects keeps refused parts as they stood" {
    cd "$BATS_TEST_TMPDIR"
    run --separate-stderr oflog-normalise -q --rejects=rejects.csv <<'CSV'
note,metric,area_code,period,value,numerator,denominator
"a, b",waste.recycling-rate,E06000001,2022/23,,11,10
CSV
    [ "$status" -eq 1 ]
    diff -u - rejects.csv <<'CSV'
file,line,column,reason,note,metric,area_code,period,value,numerator,denominator
<stdin>,2,6,the numerator of a proportion is above its denominator,"a, b",waste.recycling-rate,E06000001,2022/23,,11,10
CSV
}

@test "scores are robust, standard, percentiles or between least and greatest" {
    # Median 30, MAD 10, mean 36, standard deviation 27.018512172213.
    scores() {
        oflog-normalise -q --score="$1" <<'CSV' | columns score | tail -n +2 |
metric,area_code,period,value,marker
waste.recycling-rate,E06000001,2022/23,10,
waste.recycling-rate,E06000002,2022/23,20,
waste.recycling-rate,E06000003,2022/23,,c
waste.recycling-rate,E08000001,2022/23,30,
waste.recycling-rate,E08000002,2022/23,,z
waste.recycling-rate,E09000002,2022/23,40,
waste.recycling-rate,E09000003,2022/23,80,
CSV
            awk '{ printf $1 == "" ? "-\n" : "%.9f\n", $1 }' | paste -sd' '
    }
    [ "$(scores mads)" = "-1.348981519 -0.674490759 - 0.000000000 - 0.674490759 3.372453797" ]
    [ "$(scores z)" = "-0.962303173 -0.592186568 - -0.222069963 - 0.148046642 1.628513062" ]
    [ "$(scores min-max)" = "0.000000000 0.142857143 - 0.285714286 - 0.428571429 1.000000000" ]
    [ "$(scores percentile)" = "10.000000000 30.000000000 - 50.000000000 - 70.000000000 90.000000000" ]
}

@test "more is better in every score, except of neutral metrics" {
    run --separate-stderr oflog-normalise -q --score=min-max <<'CSV'
metric,area_code,period,value
waste.residual-household-waste,E06000001,2022/23,400
waste.residual-household-waste,E06000002,2022/23,500
asc.workforce-turnover,E06000001,2022/23,40
asc.workforce-turnover,E06000002,2022/23,50
CSV
    shows 0 value,score <<'CSV'
value,score
400,1
500,0
40,0
50,1
CSV
}

@test "scores are made inside the level, or inside what --within names" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value
skills.achievements-19-plus,E06000001,2023/24,100
skills.achievements-19-plus,E06000006,2023/24,200
skills.achievements-19-plus,E08000001,2023/24,300
skills.achievements-19-plus,E47000001,2023/24,900
skills.achievements-19-plus,E47000002,2023/24,910
skills.achievements-19-plus,E92000001,2023/24,999
CSV
    scores() { oflog-normalise -q --score=min-max "$@" "$table" | columns score |
        tail -n +2 | paste -sd,; }
    [ "$(scores)" = "0,0.5,1,0,1," ]
    [ "$(scores --within=level)" = "0,0.5,1,0,1," ]
    [ "$(scores --within=class)" = "0,1,,0,1," ]
    [ "$(scores --within=region)" = ",0,1,,," ]
}

@test "values that do not differ have no score" {
    run --separate-stderr oflog-normalise -q --score=z <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,10
CSV
    shows 0 value,score <<'CSV'
value,score
10,
10,
CSV
}

@test "a filled value is scored with the others" {
    run --separate-stderr oflog-normalise -q --score=min-max <<'CSV'
metric,area_code,period,value,numerator,denominator
waste.recycling-rate,E06000001,2022/23,10,,
waste.recycling-rate,E06000002,2022/23,,1,2
waste.recycling-rate,E06000003,2022/23,30,,
CSV
    shows 0 value,score <<'CSV'
value,score
10,0
50,1
30,0.5
CSV
}

@test "unknown columns and quoted cells pass through, also where a value is filled" {
    run --separate-stderr oflog-normalise -q <<'CSV'
"a, ""b""",metric,area_code,period,value,numerator,denominator,c
"say ""so""",waste.recycling-rate,E06000001,2022/23,,1.0,2.00,"1,234"
plain,waste.recycling-rate,E06000002,2022/23,+030.0,, , d 
plain,waste.recycling-rate,E06000003,2022/23,+030.0,,, d 
CSV
    says <<'END'
oflog-normalise: <stdin>:3:7: ' ' is not a number
END
    shows 1 <<'CSV'
"a, ""b""",metric,area_code,period,value,numerator,denominator,c
"say ""so""",waste.recycling-rate,E06000001,2022/23,50,1.0,2.00,"1,234"
plain,waste.recycling-rate,E06000003,2022/23,+030.0,,, d 
CSV
}

@test "columns of other names are read and written under their own" {
    run --separate-stderr oflog-normalise -q --value-column=rate --numerator-column=top \
        --denominator-column=bottom <<'CSV'
metric,area_code,period,rate,top,bottom,value
waste.recycling-rate,E06000001,2022/23,,1,2,mine
CSV
    shows 0 <<'CSV'
metric,area_code,period,rate,top,bottom,value
waste.recycling-rate,E06000001,2022/23,50,1,2,mine
CSV
}

@test "published or score of an earlier run is in the way, or dropped with --replace" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value,numerator,denominator,published,score,note
waste.recycling-rate,E06000001,2022/23,,1,2,old,old,kept
CSV
    run --separate-stderr oflog-normalise -q "$table"
    shows 0 value,published,score <<<$'value,published,score\n50,old,old'
    run --separate-stderr oflog-normalise --rebuild "$table"
    shows 2 </dev/null
    [[ "$stderr" == *":1:7: column 'published' stands here already; --replace drops it"* ]]
    run --separate-stderr oflog-normalise --score=z "$table"
    shows 2 </dev/null
    [[ "$stderr" == *":1:8: column 'score' stands here already"* ]]
    run --separate-stderr oflog-normalise -q --replace --rebuild --score=percentile "$table"
    shows 0 <<'CSV'
metric,area_code,period,value,numerator,denominator,note,published,score
waste.recycling-rate,E06000001,2022/23,50,1,2,kept,,50
CSV
}

@test "several files are one table, whatever the order of their columns" {
    cd "$BATS_TEST_TMPDIR"
    cat >a.csv <<'CSV'
metric,area_code,period,value,numerator,denominator
waste.recycling-rate,E06000001,2022/23,,1,2
CSV
    cat >b.csv <<'CSV'
denominator,numerator,value,period,area_code,metric
4,1,,2022/23,E06000002,waste.recycling-rate
CSV
    run --separate-stderr oflog-normalise -q --score=min-max a.csv b.csv
    shows 0 <<'CSV'
metric,area_code,period,value,numerator,denominator,score
waste.recycling-rate,E06000001,2022/23,50,1,2,1
waste.recycling-rate,E06000002,2022/23,25,1,4,0
CSV
}

@test "own definitions stand in place of the installed ones" {
    sed 's/per: 100$/per: 1000/' "$abs_top_srcdir/data/metrics/waste-management.yaml" \
        >"$BATS_TEST_TMPDIR/own.yaml"
    run --separate-stderr oflog-normalise -q -d "$BATS_TEST_TMPDIR/own.yaml" <<'CSV'
metric,area_code,period,value,numerator,denominator
waste.recycling-rate,E06000001,2022/23,,1,2
asc.workforce-turnover,E06000001,2022/23,,1,2
CSV
    shows 1 value <<<$'value\n500'
    says <<'END'
oflog-normalise: <stdin>:3:1: unknown metric 'asc.workforce-turnover'
END
}

# Of 40 of 200 both may have been 2.5 less or more.
@test "limits of rounded counts reach over all that they may have been" {
    cd "$BATS_TEST_TMPDIR"
    definition() { # ID KIND MORE
        printf -- '- {id: %s, label: x, service: v, kind: %s, unit: u, per: 100, polarity: high, year: financial, applies_to: [unitary], %s, source: {publisher: P, title: T, licence: L}}\n' "$@"
    }
    { definition v.rounded proportion "interval: wilson, rounded_to: 5, suppressed: {to: 4}"
      definition v.exact proportion "interval: wilson"
      definition v.low proportion "interval: wilson"
      definition v.rate rate "interval: exact, rounded_to: 5"
      definition v.count count "interval: byar, rounded_to: 5, suppressed: {to: 4}" |
          sed 's/per: 100/per: 1/'; } >metrics.yaml
    cat >table.csv <<'CSV'
metric,area_code,period,value,marker,numerator,denominator
v.rounded,E06000001,2022/23,,,40,200
v.low,E06000001,2022/23,,,37.5,202.5
v.low,E06000002,2022/23,,,42.5,197.5
v.exact,E06000001,2022/23,,,40,200
v.rate,E06000001,2022/23,,,5,100
v.count,E06000001,2022/23,100,,,
CSV
    oflog-normalise -q -d metrics.yaml --confidence=0.95 table.csv |
        columns metric,lower,upper >found
    [ "$(sed -n 2p found)" = "$(awk -F, 'NR == 3 { low = $2 } NR == 4 {
        print "v.rounded," low "," $3 }' found)" ]
    # Exact ones are of whole counts: 3 to 7, and Byar's of 97.5 to 102.5.
    [ "$(sed -n 6p found)" = v.rate,0.618672122895602,14.4226753617024 ]
    [ "$(sed -n 7p found)" = v.count,79.1088233416939,124.370440828813 ]
    # A value is held against all that its parts may have been, and its own rounding.
    cat >published.csv <<'CSV'
metric,area_code,period,value,numerator,denominator
v.rounded,E06000001,2022/23,21.5,40,200
v.rounded,E06000002,2022/23,21.6,40,200
v.rounded,E06000003,2022/23,18.5,40,200
v.exact,E06000003,2022/23,18.5,40,200
CSV
    run --separate-stderr oflog-normalise -d metrics.yaml published.csv
    says <<'END'
oflog-normalise: published.csv:3:4: the published value 21.6 differs from its parts, which give 20
oflog-normalise: published.csv:5:4: the published value 18.5 differs from its parts, which give 20
oflog-normalise: 4 rows in = 4 out + 0 refused
END
    cat >small.csv <<'CSV'
metric,area_code,period,value,marker,numerator,denominator
v.rounded,E06000001,2022/23,,,40,200
v.rounded,E06000002,2022/23,,c,,200
v.rounded,E06000003,2022/23,,c,,
v.rounded,E06000004,2022/23,,x,,200
v.rounded,E06000005,2022/23,,c,40,200
v.count,E06000001,2022/23,,c,,
v.exact,E06000001,2022/23,,,5,19
v.exact,E06000002,2022/23,,,5,20
v.exact,E06000003,2022/23,,,5,29
v.exact,E06000004,2022/23,,,5,30
v.exact,E06000005,2022/23,,c,,30
CSV
    run --separate-stderr oflog-normalise -q -d metrics.yaml --small-numbers small.csv
    shows 0 area_code,marker,value_low,value_high,small_number <<'CSV'
area_code,marker,value_low,value_high,small_number
E06000001,,18.5185185185185,21.5189873417722,
E06000002,c,0.493827160493827,2.0253164556962,suppressed
E06000003,c,,,suppressed
E06000004,x,,,
E06000005,c,,,
E06000001,c,1,4,suppressed
E06000001,,,,small-base
E06000002,,,,low-base
E06000003,,,,low-base
E06000004,,,,
E06000005,c,,,suppressed
CSV
}

@test "wrong words for options are mistakes that say what is right" {
    mistake() {
        run --separate-stderr oflog-normalise "$1" </dev/null
        shows 2 </dev/null
        [[ "$stderr" == "oflog-normalise: $2"* ]] || { echo "$1: $stderr"; return 1; }
    }
    mistake --score=best "--score: unknown word 'best'; expected one of: mads, z, percentile, min-max"
    mistake --within=class "--within says what is scored together; it goes with --score"
    mistake --within=council "--within: unknown word 'council'; expected a list of: class, region"
    mistake --rebuild=yes "option '--rebuild' takes no argument"
}

@test "a metric that nobody knows is named a few times and then counted" {
    cd "$BATS_TEST_TMPDIR"
    { echo metric,area_code,period,value
      for i in {1..8}; do echo waste.recyclingrate,E0600000$i,2022/23,$i; done
      echo waste.recycling-rate,E06000001,2022/23,9; } >table.csv
    run --separate-stderr oflog-normalise --rejects=rejects.csv table.csv
    [ "$status" -eq 1 ]
    [ "${#stderr_lines[@]}" -eq 8 ]
    [ "${stderr_lines[4]}" = "oflog-normalise: table.csv:6:1: unknown metric\
 'waste.recyclingrate'; did you mean 'waste.recycling-rate'?" ]
    [ "${stderr_lines[5]}" = "oflog-normalise: 3 more rows refused: unknown metric\
 'waste.recyclingrate'" ]
    [ "${stderr_lines[7]}" = "oflog-normalise: 9 rows in = 1 out + 8 refused" ]
    [ "$(grep -c recyclingrate rejects.csv)" -eq 8 ]
}
