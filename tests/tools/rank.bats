# oflog-rank: who stands where among those who may be compared.
bats_require_minimum_version 1.5.0
load ../shows

@test "the best of each class has rank 1; without limits nobody says how sure that is" {
    run --separate-stderr oflog-rank <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,40
waste.recycling-rate,E06000003,2022/23,30
waste.recycling-rate,E06000004,2022/23,20
waste.recycling-rate,E08000001,2022/23,5
CSV
    says <<'END'
oflog-rank: 5 rows in = 5 out + 0 refused
END
    shows 0 <<'CSV'
metric,area_code,period,value,rank,ranked,rank_lower,rank_upper,percentile,band,group_from,group_to,p_best_quarter,p_worst_quarter
waste.recycling-rate,E06000001,2022/23,10,4,4,,,12.5,4,,,,
waste.recycling-rate,E06000002,2022/23,40,1,4,,,87.5,1,,,,
waste.recycling-rate,E06000003,2022/23,30,2,4,,,62.5,2,,,,
waste.recycling-rate,E06000004,2022/23,20,3,4,,,37.5,3,,,,
waste.recycling-rate,E08000001,2022/23,5,1,1,,,50,,,,,
CSV
}

@test "where low is good the lowest value has rank 1" {
    run --separate-stderr oflog-rank -q <<'CSV'
metric,area_code,period,value
waste.residual-household-waste,E06000001,2022/23,400
waste.residual-household-waste,E06000002,2022/23,500
CSV
    shows 0 value,rank <<'CSV'
value,rank
400,1
500,2
CSV
}

@test "--best turns the scale round, by word or by letter" {
    for option in --best=low -blow; do
        run --separate-stderr oflog-rank -q $option <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,40
waste.recycling-rate,E06000002,2022/23,50
CSV
        shows 0 value,rank <<'CSV'
value,rank
40,1
50,2
CSV
    done
}

@test "a neutral metric is ranked only where --best says which end is 1" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value
asc.workforce-turnover,E06000001,2022/23,30
asc.workforce-turnover,E06000002,2022/23,20
CSV
    run --separate-stderr oflog-rank "$table"
    says <<'END'
oflog-rank: 'asc.workforce-turnover' is neutral and is not ranked; --best=high or --best=low ranks it
oflog-rank: 2 rows in = 2 out + 0 refused
END
    shows 0 value,rank,ranked,percentile,band <<'CSV'
value,rank,ranked,percentile,band
30,,,,
20,,,,
CSV
    run --separate-stderr oflog-rank -q --best=low "$table"
    shows 0 value,rank,ranked <<'CSV'
value,rank,ranked
30,2,2
20,1,2
CSV
}

@test "a target metric ranks by the distance from its target" {
    sed 's/polarity: high/polarity: {target: 50}/' \
        "$abs_top_srcdir/data/metrics/waste-management.yaml" >"$BATS_TEST_TMPDIR/own.yaml"
    run --separate-stderr oflog-rank -q -d "$BATS_TEST_TMPDIR/own.yaml" <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,53
waste.recycling-rate,E06000002,2022/23,48
waste.recycling-rate,E06000003,2022/23,90
CSV
    shows 0 value,rank <<'CSV'
value,rank
53,2
48,1
90,3
CSV
}

@test "equal values share the least rank, or the mean, the next dense or the greatest" {
    ranks() { oflog-rank -q --ties="$1" <<'CSV' | columns rank | tail -n +2 | paste -sd' '
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,50
waste.recycling-rate,E06000002,2022/23,40
waste.recycling-rate,E06000003,2022/23,40.0
waste.recycling-rate,E06000004,2022/23,30
CSV
    }
    [ "$(ranks min)" = "1 2 2 4" ]
    [ "$(ranks average)" = "1 2.5 2.5 4" ]
    [ "$(ranks dense)" = "1 2 2 3" ]
    [ "$(ranks max)" = "1 3 3 4" ]
}

@test "equal values share percentile and band too" {
    run --separate-stderr oflog-rank -q --bands=2 <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,50
waste.recycling-rate,E06000002,2022/23,40
waste.recycling-rate,E06000003,2022/23,40
waste.recycling-rate,E06000004,2022/23,40
waste.recycling-rate,E06000005,2022/23,30
CSV
    shows 0 value,rank,percentile,band <<'CSV'
value,rank,percentile,band
50,1,90,1
40,2,50,1
40,2,50,1
40,2,50,1
30,5,10,2
CSV
}

@test "councils are ranked together inside what --within names, never across levels" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value
skills.achievements-19-plus,E06000001,2023/24,100
skills.achievements-19-plus,E06000006,2023/24,200
skills.achievements-19-plus,E08000001,2023/24,300
skills.achievements-19-plus,E08000021,2023/24,400
skills.achievements-19-plus,E47000001,2023/24,900
skills.achievements-19-plus,E92000001,2023/24,999
CSV
    ranks() { oflog-rank -q "$@" "$table" | columns rank,ranked | tail -n +2 | paste -sd' '; }
    [ "$(ranks)" = "2,2 1,2 2,2 1,2 1,1 ," ]
    [ "$(ranks --within=class)" = "2,2 1,2 2,2 1,2 1,1 ," ]
    [ "$(ranks --within=level)" = "4,4 3,4 2,4 1,4 1,1 ," ]
    [ "$(ranks --within=region)" = "2,2 2,2 1,2 1,2 1,1 ," ]
    [ "$(ranks --within=class,region)" = "1,1 1,1 1,1 1,1 1,1 ," ]
    [ "$(ranks --within=combined-authority)" = "1,1 1,1 1,1 1,1 , ," ]
}

@test "a council in no combined authority has no rank within one" {
    run --separate-stderr oflog-rank -q --within=combined-authority <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,30
waste.recycling-rate,E06000002,2022/23,40
waste.recycling-rate,E06000007,2022/23,50
CSV
    shows 0 area_code,rank,ranked <<'CSV'
area_code,rank,ranked
E06000001,2,2
E06000002,1,2
E06000007,,
CSV
}

@test "missing and not applicable are not ranked, and zero is a number" {
    run --separate-stderr oflog-rank -q --within=level <<'CSV'
metric,area_code,period,value,marker
waste.recycling-rate,E06000001,2022/23,10,
waste.recycling-rate,E06000002,2022/23,,c
waste.recycling-rate,E06000003,2022/23,0,
waste.recycling-rate,E06000004,2022/23,,z
waste.recycling-rate,E06000005,2022/23,,
waste.recycling-rate,E10000003,2022/23,,
waste.recycling-rate,E06000006,2022/23,-0,p r
CSV
    shows 0 value,marker,rank,ranked <<'CSV'
value,marker,rank,ranked
10,,1,3
,c,,
0,,2,3
,z,,
,,,
,z,,
-0,p r,2,3
CSV
}

@test "a number for a service that the council does not run changes nobody's rank" {
    run --separate-stderr oflog-rank --within=level <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E10000003,2022/23,99
waste.recycling-rate,E06000002,2022/23,20
CSV
    says <<'END'
oflog-rank: <stdin>:3:4: 'Cambridgeshire' has a number for 'waste.recycling-rate', which does not apply to its class (county)
oflog-rank: 3 rows in = 2 out + 1 refused
END
    shows 1 area_code,rank,ranked <<'CSV'
area_code,rank,ranked
E06000001,2,2
E06000002,1,2
CSV
}

@test "what cannot be read is refused with its place, and the rest is ranked" {
    run --separate-stderr oflog-rank <<'CSV'
metric,area_code,period,value,marker,lower,upper
waste.recycling-rate,E06000001,2022/23,n/a,,,
waste.recycling-rate,E06000002,2022/23,30,c,,
waste.recycling-rate,E06000003,2022/23,30,[p],,
waste.recycling-rate,Nowhere at all,2022/23,30,,,
waste.recycling-rat,E06000005,2022/23,30,,,
waste.recycling-rate,E06000006,2022-23,30,,,
waste.recycling-rate,E06000007,2022/23,30,,4,3
waste.recycling-rate,E06000008,2022/23
waste.recycling-rate,E06000009,2022/23,61.2,,,
CSV
    says <<'END'
oflog-rank: <stdin>:2:4: 'n/a' is not a number; markers have a column of their own, and 'oflog-ingest --recipe=tidy' reads other spellings
oflog-rank: <stdin>:3:4: the number '30' stands beside the marker 'c', which means that there is none
oflog-rank: <stdin>:4:5: '[p]' are not markers; expected letters with single spaces between, of: b c e f low p r u w x z
oflog-rank: <stdin>:5:2: unknown council 'Nowhere at all'
oflog-rank: <stdin>:6:1: unknown metric 'waste.recycling-rat'; did you mean 'waste.recycling-rate'?
oflog-rank: <stdin>:7:3: '2022-23' is not a period; expected one such as 2022/23, 2022, 2022-Q3, 2022-07, 2022-W05 or 2022-07-31
oflog-rank: <stdin>:8:6: the lower limit is above the upper one
oflog-rank: <stdin>:9: 3 cells stand here; the header has 7
oflog-rank: most of the table was refused: it is not what it was taken for, and what comes out should not be relied on
oflog-rank: 9 rows in = 1 out + 8 refused
END
    shows 1 area_code,rank,ranked <<'CSV'
area_code,rank,ranked
E06000009,1,1
CSV
}

@test "--rejects keeps refused rows as they stood, with place and reason" {
    cd "$BATS_TEST_TMPDIR"
    run --separate-stderr oflog-rank -q --rejects=rejects.csv <<'CSV'
note,metric,area_code,period,value
"a, b",waste.recycling-rate,E06000001,2022/23,n/a
c,waste.recycling-rate,E06000002,2022/23
d,waste.recycling-rate,E06000003,2022/23,30
CSV
    [ "$status" -eq 1 ]
    diff -u - rejects.csv <<'CSV'
file,line,column,reason,note,metric,area_code,period,value
<stdin>,2,5,"'n/a' is not a number; markers have a column of their own, and 'oflog-ingest --recipe=tidy' reads other spellings","a, b",waste.recycling-rate,E06000001,2022/23,n/a
<stdin>,3,,4 cells stand here; the header has 5,c,waste.recycling-rate,E06000002,2022/23
CSV
}

@test "--strict ends at the first refused row, with nothing written" {
    cd "$BATS_TEST_TMPDIR"
    run --separate-stderr oflog-rank --strict --rejects=rejects.csv <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,30
waste.recycling-rate,E06000002,2022/23,n/a
waste.recycling-rate,E06000003,2022/23,n/a
CSV
    shows 2 </dev/null
    says <<'END'
oflog-rank: <stdin>:3:4: 'n/a' is not a number; markers have a column of their own, and 'oflog-ingest --recipe=tidy' reads other spellings
END
    [ "$(wc -l <rejects.csv)" -eq 2 ]
}

@test "equal doubles are merged and counted, unequal ones both refused" {
    run --separate-stderr oflog-rank <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,30
waste.recycling-rate,Hartlepool,2022/23,30.0
waste.recycling-rate,E06000002,2022/23,30
waste.recycling-rate,E06000002,2022/23,31
waste.recycling-rate,E06000003,2022/23,32
CSV
    says <<'END'
oflog-rank: <stdin>:4:4: the same metric, council and period stands here with different values
oflog-rank: <stdin>:5:4: the same metric, council and period stands here with different values
oflog-rank: 5 rows in = 2 out + 2 refused + 1 merged with equal ones
END
    shows 1 area_code,value,rank,ranked <<'CSV'
area_code,value,rank,ranked
E06000001,30,2,2
E06000003,32,1,2
CSV
}

@test "rows leave in the order they came, blank lines are skipped and counted" {
    run --separate-stderr oflog-rank <<'CSV'

metric,area_code,period,value
waste.recycling-rate,E08000001,2022/23,1

waste.recycling-rate,E06000002,2021/22,2
waste.recycling-rate,E06000001,2022/23,3
CSV
    says <<'END'
oflog-rank: 3 rows in = 3 out + 0 refused; 2 blank lines skipped
END
    shows 0 area_code <<'CSV'
area_code
E08000001
E06000002
E06000001
CSV
}

@test "several files are one table, whatever the order of their columns" {
    cd "$BATS_TEST_TMPDIR"
    cat >a.csv <<'CSV'
metric,area_code,period,value,note
waste.recycling-rate,E06000001,2022/23,30,"one, two"
CSV
    cat >b.csv <<'CSV'
note,value,period,area_code,metric
three,40,2022/23,E06000002,waste.recycling-rate
CSV
    run --separate-stderr oflog-rank -q a.csv - <b.csv
    shows 0 <<'CSV'
metric,area_code,period,value,note,rank,ranked,rank_lower,rank_upper,percentile,band,group_from,group_to,p_best_quarter,p_worst_quarter
waste.recycling-rate,E06000001,2022/23,30,"one, two",2,2,,,25,,,,,
waste.recycling-rate,E06000002,2022/23,40,three,1,2,,,75,,,,,
CSV
}

@test "a file with other columns than the first ends the run" {
    cd "$BATS_TEST_TMPDIR"
    echo 'metric,area_code,period,value,note' >a.csv
    echo 'metric,area_code,period,value,notes' >b.csv
    run --separate-stderr oflog-rank a.csv b.csv
    shows 2 </dev/null
    says <<'END'
oflog-rank: b.csv:1: there is no column 'note'; did you mean 'notes'?
END
    run --separate-stderr oflog-rank <(echo 'metric,area_code,period,value') b.csv
    [[ "$stderr" == *"b.csv:1:5: column 'notes' does not stand in "* ]]
}

@test "columns of other names are read by their options" {
    run --separate-stderr oflog-rank -q --metric-column=measure --area-column=council \
        --period-column=year --value-column=figure --marker-column=shorthand <<'CSV'
measure,council,year,figure,shorthand,value
waste.recycling-rate,Hartlepool,2022/23,30,p,mine
waste.recycling-rate,Middlesbrough,2022/23,,c,mine
waste.recycling-rate,Darlington,2022/23,40,,mine
CSV
    shows 0 council,value,rank,ranked <<'CSV'
council,value,rank,ranked
Hartlepool,mine,2,2
Middlesbrough,mine,,
Darlington,mine,1,2
CSV
}

@test "a column that is named and not there is a mistake that names near ones" {
    for kind in metric area name period value marker numerator denominator lower upper; do
        run --separate-stderr oflog-rank --$kind-column=figurs <<'CSV'
metric,area_code,period,value,figures
CSV
        shows 2 </dev/null
        says <<'END'
oflog-rank: <stdin>:1: there is no column 'figurs'; did you mean 'figures'?
END
    done
    run --separate-stderr oflog-rank <<<'metric,area_code,period,val'
    says <<'END'
oflog-rank: <stdin>:1: there is no column 'value'; did you mean 'val'?
END
}

@test "a column's name that stands twice, or a column without one, ends the run" {
    run --separate-stderr oflog-rank <<<'metric,area_code,period,value,note,note'
    shows 2 </dev/null
    says <<'END'
oflog-rank: <stdin>:1:6: column 'note' stands twice, first as column 5
END
    run --separate-stderr oflog-rank <<<'metric,area_code,,period,value'
    shows 2 </dev/null
    says <<'END'
oflog-rank: <stdin>:1:3: the column has no name
END
}

@test "ranks of an earlier run are in the way, or dropped with --replace" {
    local table=$BATS_TEST_TMPDIR/table.csv
    oflog-rank -q >"$table" <<'CSV'
metric,area_code,period,value,note
waste.recycling-rate,E06000001,2022/23,30,kept
CSV
    run --separate-stderr oflog-rank "$table"
    shows 2 </dev/null
    [[ "$stderr" == *":1:6: column 'rank' stands here already; --replace drops it"* ]]
    run --separate-stderr oflog-rank -q --replace "$table"
    shows 0 <"$table"
}

@test "unknown columns and quoted cells pass through untouched" {
    run --separate-stderr oflog-rank -q <<'CSV'
"a, ""b""",metric,area_code,period,value,c
"say ""so""",waste.recycling-rate,E06000001,2022/23,+030.0, d 
"1,234",waste.recycling-rate,E06000002,2022/23,3e1,
CSV
    shows 0 <<'CSV'
"a, ""b""",metric,area_code,period,value,c,rank,ranked,rank_lower,rank_upper,percentile,band,group_from,group_to,p_best_quarter,p_worst_quarter
"say ""so""",waste.recycling-rate,E06000001,2022/23,+030.0, d ,1,2,,,50,,,,,
"1,234",waste.recycling-rate,E06000002,2022/23,3e1,,1,2,,,50,,,,,
CSV
}

@test "a broken file ends the run with its place" {
    header=metric,area_code,period,value
    row=waste.recycling-rate,E06000001,2022/23,30
    broken() { printf "$1" | oflog-rank; }
    run --separate-stderr broken "$header\n$row\n\"open"
    shows 2 </dev/null
    says <<'END'
oflog-rank: <stdin>:3:1: the quote that opens this cell is left open
END
    run --separate-stderr broken "$header\r$row\n"
    shows 2 </dev/null
    [[ "$stderr" == "oflog-rank: <stdin>:1:4: a carriage return without a line feed"* ]]
    run --separate-stderr broken "$header\n$row,\0\n"
    shows 2 </dev/null
    [[ "$stderr" == "oflog-rank: <stdin>:2:5: a zero byte"* ]]
}

@test "a line break inside a cell is refused, and CRLF with a byte order mark is read" {
    run --separate-stderr oflog-rank <<'CSV'
metric,area_code,period,value,note
waste.recycling-rate,E06000001,2022/23,30,"two
lines"
waste.recycling-rate,E06000002,2022/23,30,"one"
CSV
    shows 1 area_code,note,rank <<'CSV'
area_code,note,rank
E06000002,one,1
CSV
    says <<'END'
oflog-rank: <stdin>:2: a cell holds a line break; a row of this table is one line
oflog-rank: 2 rows in = 1 out + 1 refused
END
    marked() { printf '\357\273\277metric,area_code,period,value\r\n%s\r\n' "$1" |
        oflog-rank -q; }
    run --separate-stderr marked waste.recycling-rate,E06000001,2022/23,30
    [ "$output" = "metric,area_code,period,value,rank,ranked,rank_lower,rank_upper,percentile,band,group_from,group_to,p_best_quarter,p_worst_quarter
waste.recycling-rate,E06000001,2022/23,30,1,1,,,50,,,,," ]
}

@test "only rows asked for are written, and all of them count" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2021/22,10
waste.recycling-rate,E06000002,2021/22,20
waste.recycling-rate,E06000001,2022/23,
waste.contamination-rate,E06000001,2022/23,5
CSV
    run --separate-stderr oflog-rank --period=latest --area=E06000001 "$table"
    says <<'END'
oflog-rank: 4 rows in = 2 out + 0 refused + 2 left out on request
END
    shows 0 metric,period,rank,ranked <<'CSV'
metric,period,rank,ranked
waste.recycling-rate,2021/22,2,2
waste.contamination-rate,2022/23,1,1
CSV
    run --separate-stderr oflog-rank -q --period=2022/23 --metric=waste.recycling-rate \
        --metric=waste.contamination-rate --area=Hartlepool --area=E06000002 "$table"
    shows 0 metric,area_code,rank <<'CSV'
metric,area_code,rank
waste.recycling-rate,E06000001,
waste.contamination-rate,E06000001,1
CSV
}

@test "limits beside the values say which ranks may as well be, and who is told apart" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value,lower,upper
skills.level-3-or-above,E06000001,2023,60,58,62
skills.level-3-or-above,E06000002,2023,64,62,66
skills.level-3-or-above,E06000003,2023,66,64,68
skills.level-3-or-above,E06000004,2023,75,70,80
skills.level-3-or-above,E06000005,2023,63,,
CSV
    run --separate-stderr oflog-rank -q "$table"
    shows 0 value,rank,rank_lower,rank_upper,group_from,group_to <<'CSV'
value,rank,rank_lower,rank_upper,group_from,group_to
60,5,5,5,4,4
64,3,2,4,2,3
66,2,2,3,2,2
75,1,1,1,1,1
63,4,,,,
CSV
    shows 0 p_best_quarter,p_worst_quarter <<'CSV'
p_best_quarter,p_worst_quarter
0,0.995976558
1.2103e-05,0.002644034
0.000522794,8.733e-06
0.999465103,2.1e-08
,
CSV
    # To be surer, an interval has to be wider.
    run --separate-stderr oflog-rank -q --confidence=0.9999 "$table"
    shows 0 rank,rank_lower,rank_upper <<'CSV'
rank,rank_lower,rank_upper
5,2,5
3,1,5
2,1,5
1,1,3
4,,
CSV
    # The same limits, if they hold but half of the time, are of far less sure values.
    run --separate-stderr oflog-rank -q --limits-confidence=0.5 "$table"
    shows 0 rank,rank_lower,rank_upper <<'CSV'
rank,rank_lower,rank_upper
5,1,5
3,1,5
2,1,5
1,1,5
4,,
CSV
}

@test "a rank lies in its own interval, whatever equal values share and whatever the method" {
    { echo area_code,metric,period,value,lower,upper
      for council in 1 2 3; do echo "E0600000$council,waste.recycling-rate,2022/23,5,5,5"; done
      echo E06000004,waste.recycling-rate,2022/23,4,4,4; } >"$BATS_TEST_TMPDIR/ties.csv"
    for method in holm posterior; do
        for ties in min:1 average:2 max:3; do
            run --separate-stderr oflog-rank -q --method=$method --ties="${ties%:*}" \
                "$BATS_TEST_TMPDIR/ties.csv"
            shows 0 rank,rank_lower,rank_upper <<CSV
rank,rank_lower,rank_upper
${ties#*:},1,3
${ties#*:},1,3
${ties#*:},1,3
4,4,4
CSV
        done
    done
}

# Of very many close together even the best is unlikely to be the very best.
@test "the best of many close together may be the best" {
    awk -F, 'BEGIN { print "area_code,metric,period,value,lower,upper" }
        $4 == "london-borough" { print $1 ",waste.recycling-rate,2022/23," ++n / 1e6 ",-50,50" }' \
        "$abs_top_srcdir/data/areas.csv" >"$BATS_TEST_TMPDIR/close.csv"
    oflog-rank -q --method=posterior --confidence=0.6 "$BATS_TEST_TMPDIR/close.csv" |
        columns rank,rank_lower,rank_upper >"$BATS_TEST_TMPDIR/ranks"
    [ "$(wc -l <"$BATS_TEST_TMPDIR/ranks")" -gt 30 ]
    awk -F, 'NR > 1 && ($2 > $1 || $1 > $3) { print; wrong++ } END { exit wrong > 0 }' \
        "$BATS_TEST_TMPDIR/ranks"
    grep -q '^1,1,' "$BATS_TEST_TMPDIR/ranks"
}

@test "how sure a rank is does not depend on which rows come out" {
    local table=$BATS_TEST_TMPDIR/table.csv
    {   echo metric,area_code,period,value,lower,upper
        for year in 2022 2023; do
            for n in 1 2 3 4 5 6; do
                echo "skills.level-3-or-above,E0600000$n,$year,$((50 + n)),$((49 + n)),$((51 + n))"
            done
        done; } >"$table"
    diff <(oflog-rank -q "$table" | grep E06000004,2023) \
        <(oflog-rank -q --area=E06000004 --period=latest "$table" | tail -n +2)
    [ "$(oflog-rank -q --period=2022 "$table" | columns rank_lower | grep -c '[0-9]')" -eq 6 ]
}

@test "counts become limits in oflog-normalise, and limits make ranks sure" {
    oflog-normalise -q <<'CSV' >"$BATS_TEST_TMPDIR/limits.csv"
metric,area_code,period,numerator,denominator,value,lower,upper
asc.reablement-at-home,E06000001,2022/23,80,100,,,
asc.reablement-at-home,E06000002,2022/23,40,100,,,
asc.reablement-at-home,E06000003,2022/23,45,100,,,
waste.recycling-rate,E06000001,2022/23,80,100,,,
CSV
    run --separate-stderr oflog-rank -q "$BATS_TEST_TMPDIR/limits.csv"
    # Tonnes are not cases: nothing tells how sure a rate of them is.
    shows 0 value,rank,rank_lower,rank_upper <<'CSV'
value,rank,rank_lower,rank_upper
80,1,1,1
40,3,2,3
45,2,2,3
80,1,,
CSV
}

# The cases of a file of vectors as a table, a period each: value, and limits of 95%.
rank_vectors() { # FILE
    awk -F, -v z=1.959963984540054 '
        NR == 1 { print "metric,area_code,period,value,lower,upper"; next }
        { year = $1 == last ? year : 2000 + ++n; last = $1
          printf "waste.recycling-rate,E06%06d,%d/%02d,%s,%.17g,%.17g\n",
              $2, year, (year + 1) % 100, $3, $3 - z * $4, $3 + z * $4 }' "$1"
}

@test "intervals and chances of ranks are those of R" {
    local vectors=${OFLOG_SHARED_DIR:-}/vectors/rank_intervals.csv
    [ -e "$vectors" ] || skip "there is no rank_intervals.csv in vectors/ of OFLOG_SHARED_DIR"
    cd "$BATS_TEST_TMPDIR"
    rank_vectors "$vectors" >table.csv
    oflog-rank -q table.csv | columns rank,rank_lower,rank_upper >holm
    diff -u <(columns rank,pw_marg_lo,pw_marg_hi <"$vectors" | tail -n +2) <(tail -n +2 holm)
    oflog-rank -q --simultaneous table.csv | columns rank_lower,rank_upper >holm
    diff -u <(columns pw_simul_lo,pw_simul_hi <"$vectors" | tail -n +2) <(tail -n +2 holm)
    # The package draws 1,000 times; where its own runs agree, ours are at most a rank away, and
    # never wider than Holm's.
    for scope in marg: simul:--simultaneous; do
        oflog-rank -q --method=bootstrap ${scope#*:} table.csv |
            columns rank_lower,rank_upper >bootstrap
        scope=${scope%:*}
        paste -d, bootstrap <(columns "cs_${scope}_lo,cs_${scope}_hi,cs_${scope}_stable,pw_${scope}_lo,pw_${scope}_hi" <"$vectors") |
            awk -F, 'function size(x) { return x < 0 ? -x : x }
                NR > 1 && ($1 < $6 || $2 > $7) { print "wider:", $0; wrong++ }
                NR > 1 && $5 == 1 { stable++; equal += $1 == $3 && $2 == $4 }
                NR > 1 && $5 == 1 && (size($1 - $3) > 1 || size($2 - $4) > 1) { print; wrong++ }
                END { exit NR < 30 || stable < 25 || equal < 0.9 * stable || wrong > 0 }'
    done
    # Where a chance lies next to the level, two programs may round it to either side.
    oflog-rank -q --method=posterior table.csv |
        columns rank_lower,rank_upper,p_best_quarter >posterior
    paste -d, <(columns post_lo95,post_hi95,p_top_quarter,post_threshold_gap <"$vectors") posterior |
        awk -F, 'NR > 1 && ($4 > 1e-6 && ($1 != $5 || $2 != $6) ||
                            ($3 - $7) ^ 2 > 1e-14) { print; wrong++ }
                 END { exit NR < 30 || wrong > 0 }'
}

@test "a simulation is the same whatever the order of rows, says its error, and needs limits" {
    cd "$BATS_TEST_TMPDIR"
    { echo metric,area_code,period,value,lower,upper
      for i in 1 2 3 4 5 6; do
          echo waste.recycling-rate,E0600000$i,2022/23,$((30 + i / 2)),$((29 + i / 2)).$i,$((31 + i / 2)).$i
      done; } >table.csv
    run --separate-stderr oflog-rank --method=bootstrap table.csv
    says <<'END'
oflog-rank: intervals of ranks by 5000 draws with seed 1: a confidence of 95% is right to 0.6 points, 19 times in 20
oflog-rank: 6 rows in = 6 out + 0 refused
END
    sort <<<"$output" >straight
    { head -n 1 table.csv; tail -n +2 table.csv | tac; } | oflog-rank -q --method=bootstrap | sort |
        diff -u straight -
    run --separate-stderr oflog-rank --method=bootstrap <(sed '2,$s/[^,]*,[^,]*$/,/' table.csv)
    says <<'END'
oflog-rank: 6 rows in = 6 out + 0 refused
END
    run --separate-stderr oflog-rank --method=posterior --simultaneous table.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"--simultaneous goes with --method=holm or bootstrap"* ]]
}

@test "wrong words for options are mistakes that say what is right" {
    mistake() {
        run --separate-stderr oflog-rank "$1" </dev/null
        shows 2 </dev/null
        [[ "$stderr" == "oflog-rank: $2"* ]] || { echo "$1: $stderr"; return 1; }
    }
    mistake --ties=first "--ties: unknown word 'first'; expected one of: min, average, dense, max"
    mistake --within=council "--within: unknown word 'council'; expected a list of: class, region"
    mistake --bands=1 "--bands: '1' is not a whole number from 2 to 100"
    mistake --bands=-4 "--bands: '-4' is not a whole number"
    mistake --method=guess "--method: unknown word 'guess'; expected one of: holm, bootstrap, posterior"
    mistake --groups=ntile "--groups: unknown word 'ntile'; expected one of: value, phe"
    mistake --confidence=0.5 "--confidence: '0.5' is no level above 0.5 and below 1"
    mistake --confidence=95% "--confidence: '95%' is no level above 0.5 and below 1"
    mistake --limits-confidence=1 "--limits-confidence: '1' is no level above 0 and below 1"
    mistake --best=up "--best: unknown word 'up'; expected one of: low, high"
    mistake --definitions=none.yaml "none.yaml: "
    mistake --data-dir=nowhere "nowhere/"
}
