# oflog-compare: each council against its peers.
bats_require_minimum_version 1.5.0
load ../shows

@test "each council is compared with the others of its class, itself left out" {
    run --separate-stderr oflog-compare <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,20
waste.recycling-rate,E06000003,2022/23,30
waste.recycling-rate,E06000004,2022/23,40
waste.recycling-rate,E06000005,2022/23,50
waste.recycling-rate,E06000006,2022/23,60
waste.recycling-rate,E08000001,2022/23,99
CSV
    says <<'END'
oflog-compare: 7 rows in = 7 out + 0 refused
END
    shows 0 <<'CSV'
metric,area_code,period,value,peer_group,peer_n,peer_missing,peer_outside,peer_mean,peer_q1,peer_median,peer_q3,peer_mad,peer_difference,peer_mads,peer_verdict,peer_basis,peer_marker
waste.recycling-rate,E06000001,2022/23,10,class:unitary,5,0,0,40,30,40,50,10,-30,-3,worse,mads,
waste.recycling-rate,E06000002,2022/23,20,class:unitary,5,0,0,38,30,40,50,10,-20,-2,worse,mads,
waste.recycling-rate,E06000003,2022/23,30,class:unitary,5,0,0,36,20,40,50,20,-10,-0.5,similar,mads,
waste.recycling-rate,E06000004,2022/23,40,class:unitary,5,0,0,34,20,30,50,20,10,0.5,similar,mads,
waste.recycling-rate,E06000005,2022/23,50,class:unitary,5,0,0,32,20,30,40,10,20,2,better,mads,
waste.recycling-rate,E06000006,2022/23,60,class:unitary,5,0,0,30,20,30,40,10,30,3,better,mads,
waste.recycling-rate,E08000001,2022/23,99,class:metropolitan-district,0,0,0,,,,,,,,,too-few,
CSV
}

@test "six councils, one each of number, suppressed, zero, percent, not applicable, revised" {
    local published=$BATS_TEST_TMPDIR/published.csv
    { printf '\357\273\277'; sed 's/$/\r/' <<'CSV'; } >"$published"
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,28.9
waste.recycling-rate,E06000002,2022/23,[c]
waste.recycling-rate,E06000003,2022/23,0
waste.recycling-rate,E06000004,2022/23,25.1%
waste.recycling-rate,E06000005,2022/23,[z]
waste.recycling-rate,E06000006,2022/23,41.3 [r]
CSV
    both() { oflog-ingest -q --recipe=tidy "$published" |
        oflog-compare -q --peers=all --include-self; }
    run --separate-stderr both
    [ "$stderr" = "" ]
    shows 0 value,marker,peer_mean,peer_n,peer_missing,peer_outside,peer_marker,peer_basis <<'CSV'
value,marker,peer_mean,peer_n,peer_missing,peer_outside,peer_marker,peer_basis
28.9,,23.825,4,1,1,r,too-few
,c,23.825,4,1,1,r,no-value
0,,23.825,4,1,1,r,too-few
25.1,,23.825,4,1,1,r,too-few
,z,23.825,4,1,1,r,not-applicable
41.3,r,23.825,4,1,1,r,too-few
CSV
}

@test "--include-self counts the council among its peers" {
    run --separate-stderr oflog-compare -q --include-self <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,20
waste.recycling-rate,E06000003,2022/23,60
CSV
    shows 0 area_code,peer_n,peer_mean,peer_median,peer_difference <<'CSV'
area_code,peer_n,peer_mean,peer_median,peer_difference
E06000001,3,30,20,-10
E06000002,3,30,20,0
E06000003,3,30,20,40
CSV
}

@test "the median of an even number of peers is the mean of the middle two" {
    run --separate-stderr oflog-compare -q --area=E06000001 \
        --peers=list:E06000002,E06000003,Stockton-on-Tees,E06000005 <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,20
waste.recycling-rate,E06000003,2022/23,30
waste.recycling-rate,E06000004,2022/23,41
waste.recycling-rate,E06000005,2022/23,90
waste.recycling-rate,E06000006,2022/23,1000
CSV
    shows 0 area_code,peer_group,peer_n,peer_median,peer_difference,peer_basis <<'CSV'
area_code,peer_group,peer_n,peer_median,peer_difference,peer_basis
E06000001,list,4,35.5,-25.5,too-few
CSV
}

@test "a council that does not run the service is outside, nobody's peer" {
    run --separate-stderr oflog-compare --peers=all <<'CSV'
metric,area_code,period,value,marker
waste.recycling-rate,E06000001,2022/23,10,
waste.recycling-rate,E06000002,2022/23,20,
waste.recycling-rate,E06000003,2022/23,,z
waste.recycling-rate,E10000003,2022/23,,
CSV
    [ "$stderr" = "oflog-compare: 4 rows in = 4 out + 0 refused" ]
    shows 0 area_code,marker,peer_n,peer_missing,peer_outside,peer_mean,peer_basis <<'CSV'
area_code,marker,peer_n,peer_missing,peer_outside,peer_mean,peer_basis
E06000001,,1,0,2,20,too-few
E06000002,,1,0,2,10,too-few
E06000003,z,2,0,1,15,not-applicable
E10000003,z,2,0,1,15,not-applicable
CSV
}

@test "a number for a service that the council does not run is refused by name" {
    run --separate-stderr oflog-compare --peers=all <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E10000003,2022/23,99
waste.recycling-rate,E06000002,2022/23,20
CSV
    says <<'END'
oflog-compare: <stdin>:3:4: 'Cambridgeshire' has a number for 'waste.recycling-rate', which does not apply to its class (county)
oflog-compare: 3 rows in = 2 out + 1 refused
END
    shows 1 area_code,peer_n,peer_outside,peer_mean <<'CSV'
area_code,peer_n,peer_outside,peer_mean
E06000001,1,0,20
E06000002,1,0,10
CSV
}

@test "a list that names a council twice, itself, an ended one and one without a row" {
    run --separate-stderr oflog-compare --area=Hartlepool \
        --peers=list:E06000001,E06000002,Middlesbrough,E07000150,E06000004,E06000003 <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,20
waste.recycling-rate,E06000003,2022/23,30
CSV
    says <<'END'
oflog-compare: --peers: 'Middlesbrough' is listed twice and counts once
oflog-compare: 3 rows in = 1 out + 0 refused + 2 left out on request
END
    shows 0 area_code,peer_n,peer_missing,peer_mean <<'CSV'
area_code,peer_n,peer_missing,peer_mean
E06000001,2,2,25
CSV
}

@test "an unknown council in the list ends the run and near ones are named" {
    run --separate-stderr oflog-compare --peers=list:E06000001,Hartlepol </dev/null
    shows 2 </dev/null
    [[ "$stderr" == *"--peers: "*"'Hartlepol'"*"did you mean 'Hartlepool'?"* ]]
}

@test "a list without a council is a mistake" {
    run --separate-stderr oflog-compare --peers=list: </dev/null
    shows 2 </dev/null
    [[ "$stderr" == "oflog-compare: --peers: 'list:' names no council"* ]]
}

@test "a file of neighbours with a double, the council itself, an ended and an unknown one" {
    cat >"$BATS_TEST_TMPDIR/neighbours.csv" <<'CSV'
area_code,area_name,peer_code,peer_name,position,distance
E06000001,Hartlepool,E06000002,Middlesbrough,1,0.1
E06000001,Hartlepool,E06000002,Middlesbrough,2,0.1
E06000001,Hartlepool,E06000001,Hartlepool,3,0
E06000001,Hartlepool,E07000150,Corby,4,0.3
E06000001,Hartlepool,E06999999,Nowhere,5,0.4
E06000001,Hartlepool,E06000003,Redcar and Cleveland,6,0.5
CSV
    cd "$BATS_TEST_TMPDIR"
    run --separate-stderr oflog-compare --peers=neighbours.csv <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,20
waste.recycling-rate,E06000003,2022/23,31
CSV
    says <<'END'
oflog-compare: neighbours.csv:6:3: unknown council 'E06999999'
oflog-compare: neighbours.csv: 1 peer is listed twice and counts once
oflog-compare: neighbours.csv: 1 council is listed as its own peer and left out of it
oflog-compare: 3 rows in = 3 out + 0 refused
END
    shows 1 area_code,peer_group,peer_n,peer_missing,peer_mean <<'CSV'
area_code,peer_group,peer_n,peer_missing,peer_mean
E06000001,file,2,1,25.5
E06000002,file,0,0,
E06000003,file,0,0,
CSV
}

@test "of nearest neighbours the first by position are taken, whatever the order of lines" {
    cat >"$BATS_TEST_TMPDIR/neighbours.csv" <<'CSV'
peer_code,position,area_code
E06000004,10,E06000001
E06000003,9,E06000001
E06000002,1,E06000001
E06000001,2,E06000001
CSV
    run --separate-stderr oflog-compare -q --area=E06000001 --count=2 \
        --peers=nearest:"$BATS_TEST_TMPDIR/neighbours.csv" <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,20
waste.recycling-rate,E06000003,2022/23,30
waste.recycling-rate,E06000004,2022/23,99
CSV
    shows 0 peer_group,peer_n,peer_mean <<'CSV'
peer_group,peer_n,peer_mean
nearest:2,2,25
CSV
}

@test "a file of neighbours with a column twice, or without one it needs, ends the run" {
    cd "$BATS_TEST_TMPDIR"
    echo area_code,peer_code,peer_code >twice.csv
    run --separate-stderr oflog-compare --peers=twice.csv </dev/null
    shows 2 </dev/null
    says <<'END'
oflog-compare: twice.csv:1:3: column 'peer_code' stands twice, first as column 2
END
    echo area_code,peer_cod >other.csv
    run --separate-stderr oflog-compare --peers=other.csv </dev/null
    shows 2 </dev/null
    says <<'END'
oflog-compare: other.csv:1: there is no column 'peer_code'; did you mean 'peer_cod' or 'area_code'?
END
}

@test "a peer is found under any code of its council" {
    run --separate-stderr oflog-compare -q --peers=list:E08000019 --area=E08000016 <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E08000016,2025/26,10
waste.recycling-rate,E08000039,2025/26,20
CSV
    shows 0 peer_n,peer_missing,peer_mean <<'CSV'
peer_n,peer_missing,peer_mean
1,0,20
CSV
}

@test "region and combined authority are those of the council" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,20
waste.recycling-rate,E06000006,2022/23,30
waste.recycling-rate,E06000007,2022/23,40
CSV
    run --separate-stderr oflog-compare -q --peers=region "$table"
    shows 0 peer_group,peer_n,peer_mean <<'CSV'
peer_group,peer_n,peer_mean
region:North East,1,20
region:North East,1,10
region:North West,1,40
region:North West,1,30
CSV
    run --separate-stderr oflog-compare -q --peers=combined-authority "$table"
    shows 0 peer_group,peer_n,peer_mean,peer_basis <<'CSV'
peer_group,peer_n,peer_mean,peer_basis
combined-authority:Tees Valley,1,20,too-few
combined-authority:Tees Valley,1,10,too-few
combined-authority:Liverpool City Region,0,,too-few
,0,,too-few
CSV
}

@test "levels are never mixed, and England's own row is no member" {
    run --separate-stderr oflog-compare -q --peers=all <<'CSV'
metric,area_code,period,value
skills.achievements-19-plus,E06000001,2023/24,100
skills.achievements-19-plus,E10000003,2023/24,300
skills.achievements-19-plus,E47000001,2023/24,5000
skills.achievements-19-plus,E47000002,2023/24,6000
skills.achievements-19-plus,E12000001,2023/24,70000
skills.achievements-19-plus,E92000001,2023/24,80000
CSV
    shows 0 area_code,peer_group,peer_n,peer_outside,peer_mean,peer_basis <<'CSV'
area_code,peer_group,peer_n,peer_outside,peer_mean,peer_basis
E06000001,all:council,1,0,300,too-few
E10000003,all:council,1,0,100,too-few
E47000001,all:combined-authority,1,0,6000,too-few
E47000002,all:combined-authority,1,0,5000,too-few
E12000001,,,,,not-applicable
E92000001,,,,,not-applicable
CSV
}

@test "of a predecessor and its successor the one valid at the period's end counts" {
    run --separate-stderr oflog-compare -q --peers=all --area=E06000001 <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2020/21,10
waste.recycling-rate,E07000150,2020/21,20
waste.recycling-rate,E06000061,2020/21,90
waste.recycling-rate,E06000001,2021/22,10
waste.recycling-rate,E07000150,2021/22,20
waste.recycling-rate,E06000061,2021/22,90
CSV
    shows 0 period,peer_n,peer_outside,peer_mean <<'CSV'
period,peer_n,peer_outside,peer_mean
2020/21,1,1,20
2021/22,1,1,90
CSV
}

@test "a marker beside a number travels with the result; a missing value is counted" {
    run --separate-stderr oflog-compare -q --area=E06000001 <<'CSV'
metric,area_code,period,value,marker
waste.recycling-rate,E06000001,2022/23,10,f
waste.recycling-rate,E06000002,2022/23,20,r
waste.recycling-rate,E06000003,2022/23,30,e p
waste.recycling-rate,E06000004,2022/23,,c
waste.recycling-rate,E06000005,2022/23,,low
waste.recycling-rate,E06000006,2022/23,,
waste.recycling-rate,E06000007,2022/23,,p
CSV
    shows 0 marker,peer_n,peer_missing,peer_mean,peer_marker <<'CSV'
marker,peer_n,peer_missing,peer_mean,peer_marker
f,2,4,25,e p r
CSV
}

@test "low polarity turns the verdict, not the MADs" {
    run --separate-stderr oflog-compare -q --area=E06000001 --area=E06000006 <<'CSV'
metric,area_code,period,value
waste.residual-household-waste,E06000001,2022/23,10
waste.residual-household-waste,E06000002,2022/23,20
waste.residual-household-waste,E06000003,2022/23,30
waste.residual-household-waste,E06000004,2022/23,40
waste.residual-household-waste,E06000005,2022/23,50
waste.residual-household-waste,E06000006,2022/23,60
CSV
    shows 0 value,peer_mads,peer_verdict <<'CSV'
value,peer_mads,peer_verdict
10,-3,better
60,3,worse
CSV
}

@test "a neutral metric is higher or lower, not better or worse" {
    run --separate-stderr oflog-compare -q <<'CSV'
metric,area_code,period,value
asc.workforce-turnover,E06000001,2022/23,10
asc.workforce-turnover,E06000002,2022/23,20
asc.workforce-turnover,E06000003,2022/23,30
asc.workforce-turnover,E06000004,2022/23,40
asc.workforce-turnover,E06000005,2022/23,50
asc.workforce-turnover,E06000006,2022/23,60
CSV
    shows 0 value,peer_verdict <<'CSV'
value,peer_verdict
10,lower
20,lower
30,similar
40,similar
50,higher
60,higher
CSV
}

@test "a target is judged by the distance from it" {
    sed 's/polarity: high/polarity: {target: 50}/' \
        "$abs_top_srcdir/data/metrics/waste-management.yaml" >"$BATS_TEST_TMPDIR/own.yaml"
    run --separate-stderr oflog-compare -q --definitions="$BATS_TEST_TMPDIR/own.yaml" <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,50
waste.recycling-rate,E06000002,2022/23,44
waste.recycling-rate,E06000003,2022/23,45
waste.recycling-rate,E06000004,2022/23,55
waste.recycling-rate,E06000005,2022/23,56
waste.recycling-rate,E06000006,2022/23,90
CSV
    shows 0 value,peer_verdict <<'CSV'
value,peer_verdict
50,better
44,similar
45,similar
55,similar
56,similar
90,worse
CSV
}

@test "1.5 MADs counts as beyond, though the last digits say a little less" {
    run --separate-stderr oflog-compare -q --area=E06000001 --area=E06000002 <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,30.15
waste.recycling-rate,E06000003,2022/23,29.9
waste.recycling-rate,E06000004,2022/23,30
waste.recycling-rate,E06000005,2022/23,30.1
waste.recycling-rate,E06000006,2022/23,30.3
waste.recycling-rate,E06000007,2022/23,29.9
CSV
    shows 0 peer_n,peer_median,peer_mads,peer_verdict <<'CSV'
peer_n,peer_median,peer_mads,peer_verdict
5,30,1.49999999999996,better
CSV
}

@test "peers that do not differ give no verdict, and few peers no spread" {
    run --separate-stderr oflog-compare -q --area=E06000001 --area=E08000001 <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,20
waste.recycling-rate,E06000003,2022/23,20
waste.recycling-rate,E06000004,2022/23,20
waste.recycling-rate,E06000005,2022/23,20
waste.recycling-rate,E06000006,2022/23,60
waste.recycling-rate,E08000001,2022/23,10
waste.recycling-rate,E08000002,2022/23,20
waste.recycling-rate,E08000003,2022/23,30
waste.recycling-rate,E08000004,2022/23,40
CSV
    shows 0 area_code,peer_n,peer_q1,peer_mad,peer_difference,peer_mads,peer_verdict,peer_basis <<'CSV'
area_code,peer_n,peer_q1,peer_mad,peer_difference,peer_mads,peer_verdict,peer_basis
E06000001,5,20,0,-10,,,no-spread
E08000001,3,,,-20,,,too-few
CSV
}

@test "a difference that no double holds is left empty" {
    run --separate-stderr oflog-compare -q --peers=all <<'CSV'
metric,area_code,period,value
finance.reserves-of-service-spend,E06000001,2015/16,-1.7e308
finance.reserves-of-service-spend,E06000002,2015/16,1.7e308
CSV
    shows 0 value,peer_mean,peer_median,peer_difference <<'CSV'
value,peer_mean,peer_median,peer_difference
-1.7e308,1.7e+308,1.7e+308,
1.7e308,-1.7e+308,-1.7e+308,
CSV
}

@test "confidence limits decide where the row has both" {
    run --separate-stderr oflog-compare -q <<'CSV'
metric,area_code,period,value,lower,upper
skills.level-3-or-above,E06000001,2023,50,45,55
skills.level-3-or-above,E06000002,2023,60,57,63
skills.level-3-or-above,E06000003,2023,40,35,45
skills.level-3-or-above,E06000004,2023,50,,
skills.level-3-or-above,E06000005,2023,51,41,
skills.level-3-or-above,E06000006,2023,49,39,50
CSV
    shows 0 value,peer_median,peer_verdict,peer_basis <<'CSV'
value,peer_median,peer_verdict,peer_basis
50,50,similar,limits
60,50,better,limits
40,50,worse,limits
50,50,similar,mads
51,50,similar,mads
49,50,similar,limits
CSV
}

@test "quartiles are of type 7, or of type 6 when asked for" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,20
waste.recycling-rate,E06000003,2022/23,30
waste.recycling-rate,E06000004,2022/23,40
waste.recycling-rate,E06000005,2022/23,50
CSV
    run --separate-stderr oflog-compare -q --area=E06000001 "$table"
    shows 0 peer_q1,peer_median,peer_q3 <<'CSV'
peer_q1,peer_median,peer_q3
27.5,35,42.5
CSV
    run --separate-stderr oflog-compare -q --area=E06000001 --quantile-type=6 "$table"
    shows 0 peer_q1,peer_median,peer_q3 <<'CSV'
peer_q1,peer_median,peer_q3
22.5,35,47.5
CSV
}

@test "two comparisons stand side by side under two prefixes" {
    both() { oflog-compare -q --as=class | oflog-compare -q --as=region --peers=region; }
    run --separate-stderr both <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,20
waste.recycling-rate,E06000006,2022/23,60
CSV
    [ "$stderr" = "" ]
    shows 0 area_code,class_group,class_mean,region_group,region_mean <<'CSV'
area_code,class_group,class_mean,region_group,region_mean
E06000001,class:unitary,40,region:North East,20
E06000002,class:unitary,35,region:North East,10
E06000006,class:unitary,15,region:North West,
CSV
}

@test "several comparisons in one pass give what one pass each gives" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value,marker
waste.recycling-rate,E06000001,2022/23,10,
waste.recycling-rate,E06000002,2022/23,20,p
waste.recycling-rate,E06000006,2022/23,60,
waste.recycling-rate,E08000001,2022/23,,c
waste.recycling-rate,E92000001,2022/23,42,
CSV
    echo area_code,peer_code >"$BATS_TEST_TMPDIR/peers.csv"
    echo E06000001,E08000001 >>"$BATS_TEST_TMPDIR/peers.csv"
    after() { oflog-compare -q "$table" |
        oflog-compare -q --as=region --peers=region |
        oflog-compare -q --as=near --peers=nearest:"$BATS_TEST_TMPDIR/peers.csv" -k 3; }
    after >"$BATS_TEST_TMPDIR/one-by-one.csv"
    oflog-compare -q --peers=class --peers=region --as=region \
        --peers=nearest:"$BATS_TEST_TMPDIR/peers.csv" --as=near -k 3 "$table" \
        >"$BATS_TEST_TMPDIR/together.csv"
    cmp "$BATS_TEST_TMPDIR/one-by-one.csv" "$BATS_TEST_TMPDIR/together.csv"
    grep -q ',near_group,near_n,' "$BATS_TEST_TMPDIR/together.csv"
    grep -q ',nearest:3,0,1,0,' "$BATS_TEST_TMPDIR/together.csv"
}

@test "of several --peers each but the first needs a name of its own behind it" {
    refuses() { # the message, then the options
        local message=$1
        shift
        run --separate-stderr oflog-compare "$@" </dev/null
        shows 2 </dev/null
        [ "$stderr" = "oflog-compare: $message (try 'oflog-compare --help')" ]
    }
    refuses "--peers=region is a second comparison: it needs a name of its own, --as=PREFIX, behind it" \
        --peers=class --peers=region
    refuses "--as stands before the first of several --peers; it belongs to the --peers it follows" \
        --as=class --peers=class --as=region --peers=region
    refuses "--as: 'peer' would name two comparisons" --peers=class --peers=all --as=peer
    refuses "--count goes with --peers=nearest:FILE" \
        --peers=nearest:neighbours.csv --peers=class --as=class -k 5
}

# Hartlepool to Darlington, their region and country; the metric counts people.
counted() {
    cat <<'CSV'
metric,area_code,period,value,marker,numerator,denominator,lower,upper
asc.direct-payments,E06000001,2022/23,10,,10,100,5,15
asc.direct-payments,E06000002,2022/23,20,,40,200,15,26
asc.direct-payments,E06000003,2022/23,30,,90,300,25,36
asc.direct-payments,E06000004,2022/23,40,,160,400,35,45
asc.direct-payments,E06000005,2022/23,,c,,,,
asc.direct-payments,E12000001,2022/23,27,p,,,26,28
asc.direct-payments,E92000001,2022/23,30,,,,29,31
CSV
}

@test "--benchmark judges against peers, region or country and says against what" {
    local columns=area_code,peer_median,peer_verdict,peer_basis,peer_marker,peer_against,peer_benchmark
    counted >"$BATS_TEST_TMPDIR/table.csv"
    run --separate-stderr oflog-compare -q --benchmark=median "$BATS_TEST_TMPDIR/table.csv"
    shows 0 $columns <<CSV
$columns
E06000001,30,worse,limits,,median,30
E06000002,30,worse,limits,,median,30
E06000003,20,better,limits,,median,20
E06000004,20,better,limits,,median,20
E06000005,25,,no-value,,median,25
E12000001,,,not-applicable,,,
E92000001,,,not-applicable,,,
CSV
    # 290 of 900, not the mean of 20, 30 and 40.
    run --separate-stderr oflog-compare -q --benchmark=aggregate "$BATS_TEST_TMPDIR/table.csv"
    shows 0 $columns <<CSV
$columns
E06000001,30,worse,limits,,aggregate,32.2222222222222
E06000002,30,worse,limits,,aggregate,32.5
E06000003,20,similar,limits,,aggregate,30
E06000004,20,better,limits,,aggregate,23.3333333333333
E06000005,25,,no-value,,aggregate,30
E12000001,,,not-applicable,,,
E92000001,,,not-applicable,,,
CSV
    run --separate-stderr oflog-compare -q --benchmark=region "$BATS_TEST_TMPDIR/table.csv"
    shows 0 $columns <<CSV
$columns
E06000001,30,worse,limits,p,region:North East,27
E06000002,30,worse,limits,p,region:North East,27
E06000003,20,similar,limits,p,region:North East,27
E06000004,20,better,limits,p,region:North East,27
E06000005,25,,no-value,p,region:North East,27
E12000001,,,not-applicable,,,
E92000001,,,not-applicable,,,
CSV
    run --separate-stderr oflog-compare -q --benchmark=country --area=E06000003 "$BATS_TEST_TMPDIR/table.csv"
    shows 0 $columns <<CSV
$columns
E06000003,20,similar,limits,,country:England,30
CSV
}

@test "a benchmark that is not to be had leaves no verdict and says so" {
    counted | grep -v 'E12\|E92' >"$BATS_TEST_TMPDIR/table.csv"
    for benchmark in region country; do
        run --separate-stderr oflog-compare -q --benchmark=$benchmark --area=E06000001 \
            "$BATS_TEST_TMPDIR/table.csv"
        shows 0 peer_verdict,peer_basis,peer_against,peer_benchmark <<'CSV'
peer_verdict,peer_basis,peer_against,peer_benchmark
,no-benchmark,,
CSV
    done
    # Where no more than half of the peers have their parts, their sum is not the peers'.
    sed 's/,40,200,/,,,/; s/,90,300,/,,,/' "$BATS_TEST_TMPDIR/table.csv" >"$BATS_TEST_TMPDIR/half.csv"
    run --separate-stderr oflog-compare -q --benchmark=aggregate --area=E06000001 \
        --area=E06000002 "$BATS_TEST_TMPDIR/half.csv"
    shows 0 area_code,peer_verdict,peer_basis,peer_against,peer_benchmark <<'CSV'
area_code,peer_verdict,peer_basis,peer_against,peer_benchmark
E06000001,,no-benchmark,,
E06000002,worse,limits,aggregate:2,34
CSV
    run --separate-stderr oflog-compare --benchmark=mean </dev/null
    shows 2 </dev/null
    [[ "$stderr" == "oflog-compare: --benchmark: "*median*country* ]]
}

@test "against a country's value MADs of the peers are the yardstick where there are no limits" {
    run --separate-stderr oflog-compare -q --benchmark=country <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,20
waste.recycling-rate,E06000003,2022/23,30
waste.recycling-rate,E06000004,2022/23,40
waste.recycling-rate,E06000005,2022/23,50
waste.recycling-rate,E06000006,2022/23,60
waste.recycling-rate,E92000001,2022/23,20
CSV
    shows 0 value,peer_mads,peer_verdict,peer_basis,peer_benchmark <<'CSV'
value,peer_mads,peer_verdict,peer_basis,peer_benchmark
10,-3,similar,mads,20
20,-2,similar,mads,20
30,-0.5,similar,mads,20
40,0.5,similar,mads,20
50,2,better,mads,20
60,3,better,mads,20
20,,,not-applicable,
CSV
}

@test "a share of fewer than 20 gets no verdict, limits or not" {
    counted | sed 's/,10,100,5,15/,2,19,1,19/' >"$BATS_TEST_TMPDIR/table.csv"
    run --separate-stderr oflog-compare -q --area=E06000001 "$BATS_TEST_TMPDIR/table.csv"
    shows 0 peer_n,peer_difference,peer_verdict,peer_basis <<'CSV'
peer_n,peer_difference,peer_verdict,peer_basis
3,-20,,small-base
CSV
    sed -i 's/,2,19,1,19/,2,20,1,19/' "$BATS_TEST_TMPDIR/table.csv"
    run --separate-stderr oflog-compare -q --area=E06000001 "$BATS_TEST_TMPDIR/table.csv"
    shows 0 peer_verdict,peer_basis <<'CSV'
peer_verdict,peer_basis
worse,limits
CSV
}

# Six councils with 30 in 100 but for the first, which is what is asked.
in_six() { # NUMERATOR DENOMINATOR [VALUE [METRIC]]
    local value=${3-$(awk "BEGIN { printf \"%.15g\", 100 * $1 / $2 }")} metric=${4-asc.direct-payments}
    echo metric,area_code,period,value,numerator,denominator
    echo "$metric,E06000001,2022/23,$value,$1,$2"
    for i in 2 3 4 5 6; do echo "$metric,E0600000$i,2022/23,3$i,30$i,1000"; done |
        sed 's/,3\([2-6]\),30[2-6],/,3\1,3\10,/'
}

@test "counts without limits are judged by a funnel about what the peers make together" {
    local columns=value,peer_verdict,peer_basis
    verdict() { in_six "$@" | oflog-compare -q --area=E06000001; }
    # 1700 of 5000 are 34 in 100: of 100, 25 to 43 are what chance allows 19 times in 20.
    run --separate-stderr verdict 25 100
    shows 0 $columns <<CSV
$columns
25,similar,funnel
CSV
    run --separate-stderr verdict 24 100
    shows 0 $columns <<CSV
$columns
24,worse,funnel
CSV
    run --separate-stderr verdict 44 100
    shows 0 $columns <<CSV
$columns
44,better,funnel
CSV
    # The same share of more is beyond chance.
    run --separate-stderr verdict 280 1000
    shows 0 $columns <<CSV
$columns
28,worse,funnel
CSV
    both() { in_six 280 1000 | oflog-compare -q --area=E06000001 --benchmark=aggregate; }
    run --separate-stderr both
    shows 0 peer_verdict,peer_basis,peer_against,peer_benchmark <<'CSV'
peer_verdict,peer_basis,peer_against,peer_benchmark
worse,funnel,aggregate,34
CSV
}

@test "tonnes, money and a value made of other counts get no funnel" {
    local columns=peer_mads,peer_verdict,peer_basis
    verdict() { in_six "$@" | oflog-compare -q --area=E06000001; }
    for metric in waste.recycling-rate finance.reserves-of-service-spend; do
        run --separate-stderr verdict 280 1000 28 $metric
        shows 0 $columns <<CSV
$columns
-6,worse,mads
CSV
    done
    run --separate-stderr verdict 280 1000 33
    shows 0 $columns <<CSV
$columns
-1,similar,mads
CSV
    # Counts rounded to the nearest 5 beside the share of exact ones.
    run --separate-stderr verdict 285 1000 28.2
    shows 0 $columns <<CSV
$columns
-5.8,worse,funnel
CSV
    run --separate-stderr verdict 280 "" 28
    shows 0 $columns <<CSV
$columns
-6,worse,mads
CSV
    none() { in_six 280 1000 | oflog-compare -q --area=E06000001 --funnel=none; }
    run --separate-stderr none
    shows 0 $columns <<CSV
$columns
-6,worse,mads
CSV
}

@test "a funnel has five peers with counts, and one where all have none of the cases is none" {
    four() { in_six 10 100 | grep -v E06000006 | oflog-compare -q --area=E06000001; }
    run --separate-stderr four
    shows 0 peer_n,peer_verdict,peer_basis <<'CSV'
peer_n,peer_verdict,peer_basis
4,,too-few
CSV
    some() { in_six 100 1000 | sed "$1" | oflog-compare --area=E06000001; }
    run --separate-stderr some 's/,360,1000/,,/'
    shows 0 peer_n,peer_verdict,peer_basis <<'CSV'
peer_n,peer_verdict,peer_basis
5,worse,mads
CSV
    nobody() { in_six 10 100 | sed 's/,3[2-6],3[2-6]0,/,0,0,/' | oflog-compare -q --area=E06000001; }
    run --separate-stderr nobody
    shows 0 peer_n,peer_verdict,peer_basis <<'CSV'
peer_n,peer_verdict,peer_basis
5,,no-spread
CSV
    # England's figure needs no peers.
    alone() {
        { in_six 20 100 | head -n 2; echo asc.direct-payments,E92000001,2022/23,34,,; } |
            oflog-compare -q --area=E06000001 --benchmark=country
    }
    run --separate-stderr alone
    shows 0 peer_n,peer_verdict,peer_basis,peer_against <<'CSV'
peer_n,peer_verdict,peer_basis,peer_against
0,worse,funnel,country:England
CSV
}

# Of 100 people in a funnel about 34 in 100, 25 to 43 are what chance allows.
@test "rounded counts are beyond a funnel where all are that they may have been" {
    local definition=$BATS_TEST_TMPDIR/metrics.yaml
    sed -n '/^- id: asc.direct-payments$/,/^$/p' \
        "$BATS_TEST_DIRNAME/../../data/metrics/adult-social-care.yaml" |
        sed 's/interval: .*/&\n  rounded_to: 5/' >"$definition"
    verdict() { # NUMERATOR [OPTION...]
        in_six "$1" 100 | oflog-compare -q --area=E06000001 "${@:2}" |
            columns value,peer_verdict,peer_basis | tail -n 1
    }
    [ "$(verdict 20 -d "$definition")" = 20,worse,funnel ]
    # As it stands it is below, and not as it may have been.
    [ "$(verdict 24)" = 24,worse,funnel ]
    [ "$(verdict 24 -d "$definition")" = 24,similar,funnel ]
    [ "$(verdict 44)" = 44,better,funnel ]
    [ "$(verdict 44 -d "$definition")" = 44,similar,funnel ]
    [ "$(verdict 50 -d "$definition")" = 50,better,funnel ]
}

widened() {
    columns peer_phi_raw,peer_phi,peer_tau_squared | tail -n 1 |
        awk -F, '{ printf "%.6g %.6g %.6g", $1, $2, $3 }'
}

@test "an adjusted funnel leaves room for what councils differ by, where there are ten" {
    local table=$BATS_TEST_TMPDIR/table.csv
    { echo metric,area_code,period,value,numerator,denominator
        for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
            printf 'asc.direct-payments,E060000%02d,2022/23,%d,%d0,1000\n' $i $((20 + 3 * i)) $((20 + 3 * i))
        done; } >"$table"
    run --separate-stderr oflog-compare -q --area=E06000003 "$table"
    shows 0 peer_n,peer_verdict,peer_basis <<'CSV'
peer_n,peer_verdict,peer_basis
11,worse,funnel
CSV
    run --separate-stderr oflog-compare -q --area=E06000003 --funnel=adjusted "$table"
    shows 0 peer_n,peer_verdict,peer_basis <<'CSV'
peer_n,peer_verdict,peer_basis
11,similar,adjusted-funnel
CSV
    run --separate-stderr oflog-compare -q --area=E06000003 --funnel=multiplicative "$table"
    shows 0 peer_n,peer_verdict,peer_basis <<'CSV'
peer_n,peer_verdict,peer_basis
11,similar,multiplied-funnel
CSV
    run --separate-stderr oflog-compare -q --area=E06000003 --funnel=score "$table"
    shows 0 peer_n,peer_verdict,peer_basis <<'CSV'
peer_n,peer_verdict,peer_basis
11,worse,score-funnel
CSV
    run --separate-stderr oflog-compare -q --area=E06000003 --funnel=adjusted "$table"
    # How much wider it is; nine are enough to say how far they differ, not to adjust by it.
    [ "$(widened <<<"$output")" = "45.9426 38.4928 0.0103355" ]
    ten() { head -n 11 "$table" | oflog-compare -q --area=E06000003 --funnel=adjusted; }
    run --separate-stderr ten
    shows 0 peer_n,peer_verdict,peer_basis <<'CSV'
peer_n,peer_verdict,peer_basis
9,worse,funnel
CSV
    [ "$(widened <<<"$output")" = "33.5399 0 0" ]
    [ "$(columns peer_phi,peer_tau_squared <<<"$output" | tail -n 1)" = , ]
}

# England's figure is 50, which the 99.8% limits of the first and the last leave out.
@test "--grades tells a verdict beyond the limits of 99.8% from others" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value,numerator,denominator
asc.direct-payments,E06000001,2022/23,35,70,200
asc.direct-payments,E06000002,2022/23,42,84,200
asc.direct-payments,E06000003,2022/23,50,100,200
asc.direct-payments,E06000004,2022/23,58,116,200
asc.direct-payments,E06000005,2022/23,65,130,200
asc.direct-payments,E92000001,2022/23,50,,
CSV
    graded() { oflog-compare -q --grades --benchmark=country --metric=asc.direct-payments; }
    made() { oflog-normalise -q "$@" "$table" | graded; }
    run --separate-stderr made --grades
    shows 0 value,peer_verdict,peer_basis,peer_grade <<'CSV'
value,peer_verdict,peer_basis,peer_grade
35,worse,limits,worst
42,worse,limits,worse
50,similar,limits,similar
58,better,limits,better
65,better,limits,best
50,,not-applicable,
CSV
    # A funnel knows its outer limits, and MADs have none.
    run --separate-stderr graded <"$table"
    shows 0 value,peer_verdict,peer_basis,peer_grade <<'CSV'
value,peer_verdict,peer_basis,peer_grade
35,worse,funnel,worst
42,worse,funnel,worse
50,similar,funnel,similar
58,better,funnel,better
65,better,funnel,best
50,,not-applicable,
CSV
    # Limits of 95% alone say no more than a verdict, and that is said.
    run --separate-stderr oflog-compare --grades --benchmark=country --area=E06000001 \
        <(oflog-normalise -q --confidence=0.95 "$table")
    says <<'END'
oflog-compare: 5 verdicts by limits without a grade: that takes limits of 99.8% too, in lower99_8cl and upper99_8cl
oflog-compare: 6 rows in = 1 out + 0 refused + 5 left out on request
END
    shows 0 peer_verdict,peer_basis,peer_grade <<'CSV'
peer_verdict,peer_basis,peer_grade
worse,limits,
CSV
    # Wider limits that are not wider are of something else.
    narrower() { oflog-normalise -q --grades "$table" | sed '2s/,[^,]*$/,36/' | graded; }
    run --separate-stderr narrower
    [ "$(columns peer_verdict,peer_grade <<<"$output" | sed -n 2,3p)" = $'worse,\nworse,worse' ]
}

@test "--double-ci lets the benchmark's own limits count" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value,lower,upper
asc.direct-payments,E06000001,2022/23,40,35,45
asc.direct-payments,E06000002,2022/23,44,41,48
asc.direct-payments,E06000003,2022/23,50,49,52
asc.direct-payments,E06000004,2022/23,60,55,65
asc.direct-payments,E06000005,2022/23,60,54.9,65
asc.direct-payments,E06000006,2022/23,60,,
asc.direct-payments,E92000001,2022/23,50,45.1,54.9
CSV
    double() { oflog-compare -q --benchmark=country "$@"; }
    run --separate-stderr double --double-ci "$table"
    shows 0 value,peer_verdict,peer_basis,peer_against,peer_benchmark,peer_benchmark_lower,peer_benchmark_upper <<'CSV'
value,peer_verdict,peer_basis,peer_against,peer_benchmark,peer_benchmark_lower,peer_benchmark_upper
40,worse,limits,country:England,50,45.1,54.9
44,similar,limits,country:England,50,45.1,54.9
50,similar,limits,country:England,50,45.1,54.9
60,better,limits,country:England,50,45.1,54.9
60,similar,limits,country:England,50,45.1,54.9
60,similar,mads,country:England,50,45.1,54.9
50,,not-applicable,,,,
CSV
    run --separate-stderr double "$table"
    [ "$(columns peer_verdict <<<"$output" | paste -sd ' ')" = "peer_verdict worse worse similar better better similar " ]
    # A figure without limits has none to overlap.
    run --separate-stderr double --double-ci --area=E06000001 <(sed 's/45.1,54.9/,/' "$table")
    shows 0 peer_verdict,peer_basis,peer_benchmark,peer_benchmark_lower <<'CSV'
peer_verdict,peer_basis,peer_benchmark,peer_benchmark_lower
,no-benchmark,50,
CSV
    run --separate-stderr oflog-compare --double-ci "$table"
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"--double-ci goes with --benchmark=region or country"* ]]
    run --separate-stderr double --double-ci --grades "$table"
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"--grades are of one interval, and --double-ci is of two"* ]]
}

@test "MADs have no grades" {
    in_six 50 1000 5 finance.reserves-of-service-spend |
        oflog-compare -q --grades --area=E06000001 | columns peer_verdict,peer_basis,peer_grade \
            >"$BATS_TEST_TMPDIR/found"
    [ "$(tail -n 1 "$BATS_TEST_TMPDIR/found")" = worse,mads, ]
}

@test "sums that leave peers out are noted, and counted where they are the benchmark" {
    some() { in_six 280 1000 | sed 's/,360,1000/,,/' | oflog-compare --benchmark=aggregate --area=E06000001; }
    run --separate-stderr some
    says <<'END'
oflog-compare: 5 comparisons are with what the peers make together but for those without a numerator or denominator
oflog-compare: 6 rows in = 1 out + 0 refused + 5 left out on request
END
    shows 0 peer_n,peer_basis,peer_against,peer_benchmark <<'CSV'
peer_n,peer_basis,peer_against,peer_benchmark
5,mads,aggregate:4,33.5
CSV
}

# Each variant of a stress test as a year of its own: each council but the first left out, or
# none, and with each the first council's value as it is, half a unit less and more.
variants() { # HALF, the table of one period
    awk -F, -v OFS=, -v half="$1" '
        NR == 1 { print; next }
        { row[++n] = $0 }
        function moved(x, by) { return x == "" ? x : sprintf("%.12g", x + by) }
        END { for (left = 1; left <= n; left++)
                  for (s = -1; s <= 1; s++) {
                      year = 1900 + 3 * left + s
                      for (i = 1; i <= n; i++) {
                          if (i == left && i > 1) continue
                          $0 = row[i]; $3 = year
                          if (i == 1) { $4 = moved($4, s * half); $7 = moved($7, s * half)
                                        $8 = moved($8, s * half); $5 = moved($5, s * half / 100 * $6) }
                          print } } }'
}

# What --stress says of the first council, and what running every variant gives.
stress_agrees() { # HALF OPTION..., the table
    local half=$1 table=$BATS_TEST_TMPDIR/one.csv
    shift
    cat >"$table"
    oflog-compare -q -d metrics.yaml --stress --area=E06000001 "$@" "$table" >stressed.csv
    variants "$half" <"$table" |
        oflog-compare -q -d metrics.yaml --area=E06000001 "$@" >tried.csv
    awk -F, 'NR == FNR { if (FNR == 1) for (i = 1; i <= NF; i++) at[$i] = i
                         else { verdict = $at["peer_verdict"]; said = $at["peer_survives"]
                                basis = $at["peer_basis"] }
                         next }
        FNR > 1 { n++; stays += $at["peer_verdict"] == verdict }
        END { printf "%s %s %d of %d %s\n", verdict, basis, stays, n,
                  said == sprintf("%.15g", stays / n) ? "agrees" : "but " said }' stressed.csv tried.csv
}

@test "--stress says what running every variant gives" {
    cd "$BATS_TEST_TMPDIR"
    for metric in "plain none high" "counted wilson low" "aimed none {target: 40}"; do
        set -- $metric
        cat <<YAML
- id: $1
  label: L
  service: s
  kind: proportion
  interval: $2
  unit: u
  per: 100
  polarity: ${*:3}
  year: calendar
  applies_to: [unitary]
  source: {publisher: P, title: T, licence: OGL-3.0}
YAML
    done >metrics.yaml
    head=metric,area_code,period,value,numerator,denominator,lower,upper
    rows() { # METRIC, then VALUE[,NUMERATOR,DENOMINATOR[,LOWER,UPPER]] for each council
        local metric=$1 i=0 row
        shift
        echo $head
        for row; do
            printf '%s,E060000%02d,2020,%s%s\n' "$metric" $((++i)) "$row" \
                "$(printf ',,,,' | tail -c $((4 - $(tr -cd , <<<"$row" | wc -c))))"
        done
    }
    [ "$(rows plain 30 10 20 31 33 36 40 42 | stress_agrees 0.5)" = "similar mads 24 of 24 agrees" ]
    [ "$(rows plain 29.5 29 30 31 33 34 36 37 33 | stress_agrees 0.05)" = "similar mads 15 of 27 agrees" ]
    [ "$(rows plain 30 10 20 31 33 36 40 42 33 33 33 | stress_agrees 0.5)" = "similar mads 23 of 33 agrees" ]
    [ "$(rows plain 20 30 30 31 32 33 | stress_agrees 0.5)" = "worse mads 3 of 18 agrees" ]
    [ "$(rows plain 20,,,15,31 30 30 31 32 33 | stress_agrees 0.5)" = "similar limits 12 of 18 agrees" ]
    [ "$(rows aimed 38 30 38 39 43 52 47 60 | stress_agrees 0.5)" = "similar mads 22 of 24 agrees" ]
    [ "$(rows counted 25,25,100 30,300,1000 34,340,1000 35,350,1000 35,350,1000 36,360,1000 38 |
        stress_agrees 0.5)" = "similar funnel 6 of 21 agrees" ]
    [ "$(rows counted 25,25,100 30,300,1000 34,340,1000 35,350,1000 35,350,1000 36,360,1000 38,380,1000 37,370,1000 |
        stress_agrees 0.5 --benchmark=aggregate)" = "better funnel 16 of 24 agrees" ]
    [ "$(rows counted 25,25,100,20,34 30,300,1000 34,340,1000 35,350,1000 36,36,100 |
        stress_agrees 0.5 --benchmark=aggregate)" = "similar limits 12 of 15 agrees" ]
    [ "$(rows counted 25,25,100 30,300,1000 34,340,1000 35,350,1000 35,350,1000 36,360,1000 38,380,1000 |
        stress_agrees 0.5 --benchmark=median)" = "better funnel 14 of 21 agrees" ]
    [ "$(rows plain 20,20,100 30,30,100 30,30,100 31,31,100 32,32,100 33,33,100 37,37,100 |
        stress_agrees 0.5 --benchmark=aggregate)" = "worse mads 21 of 21 agrees" ]
}

@test "each --peers is a variant for the others, as much as they are for it" {
    local table=$BATS_TEST_TMPDIR/table.csv
    { echo metric,area_code,period,value
        for i in 1 2 3 4 5 6; do echo "waste.recycling-rate,E0600000$i,2022/23,$((20 + 10 * i)).0"; done
        for i in 1 2 3 4 5 6; do echo "waste.recycling-rate,E0800000$i,2022/23,$((20 + i)).0"; done
    } >"$table"
    survives() { # OPTION...
        oflog-compare -q --stress --area=E06000001 "$@" "$table" |
            awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
                NR == 2 { print $at["peer_verdict"], $at["peer_survives"]
                          if ("all_verdict" in at) print $at["all_verdict"], $at["all_survives"] }'
    }
    run survives --peers=all
    [ "$output" = "similar 1" ]
    # Worse than its class, similar to all: half of what each alone says, since the other denies it.
    run survives --peers=class
    [ "${lines[0]}" = "worse 0.166666666666667" ]
    run survives --peers=class --peers=all --as=all
    [ "${lines[0]}" = "worse 0.0833333333333333" ]
    [ "${lines[1]}" = "similar 0.5" ]
    # In no combined authority with peers, there is no verdict to agree or disagree.
    run survives --peers=all --as=all --peers=combined-authority --as=peer
    [ "${lines[0]}" = " " ]
    [ "${lines[1]}" = "similar 1" ]
}

@test "neither funnels nor stress depend on the order of rows" {
    awk 'BEGIN {
        print "metric,area_code,period,value,numerator,denominator"
        for (i = 1; i <= 46; i++) {
            n = 100 + i * 37 % 50; x = 20 + i * 13 % 41 + (i % 7 ? 0 : 0.1)
            printf "asc.direct-payments,E06%06d,2022/23,%.1f,%s,%d\n", i, 100 * x / n, i % 9 ? x : "", n
        } }' | grep -v E06000028 >"$BATS_TEST_TMPDIR/table.csv"
    local options=(-q --stress --peers=class --peers=region --as=region --funnel=adjusted --benchmark=aggregate)
    oflog-compare "${options[@]}" "$BATS_TEST_TMPDIR/table.csv" >"$BATS_TEST_TMPDIR/straight.csv"
    { head -n 1 "$BATS_TEST_TMPDIR/table.csv"; tail -n +2 "$BATS_TEST_TMPDIR/table.csv" | tac; } |
        oflog-compare "${options[@]}" >"$BATS_TEST_TMPDIR/back.csv"
    cmp <(tail -n +2 "$BATS_TEST_TMPDIR/straight.csv") <(tail -n +2 "$BATS_TEST_TMPDIR/back.csv" | tac)
    [ "$(grep -c adjusted-funnel "$BATS_TEST_TMPDIR/straight.csv")" -gt 30 ]
}

# The rule of Fingertips as R computed it, each case in a year of its own.
@test "verdicts on a benchmark are those of the reference" {
    local vectors=${OFLOG_SHARED_DIR:-}/vectors/verdict.csv
    [ -e "$vectors" ] || skip "there is no vectors/verdict.csv in \$OFLOG_SHARED_DIR"
    cd "$BATS_TEST_TMPDIR"
    for kind in proportion rate; do
        for polarity in high low neutral; do
            cat <<YAML
- id: $kind-$polarity
  label: L
  service: s
  kind: $kind
  unit: u
  per: $([ $kind = rate ] && echo 100000 || echo 100)
  polarity: $polarity
  year: calendar
  applies_to: [unitary]
  source: {publisher: P, title: T, licence: OGL-3.0}
YAML
        done
    done >metrics.yaml
    awk -F, 'BEGIN { print "metric,area_code,period,value,lower,upper" }
        NR > 1 { metric = $1 "-" ($2 == "none" ? "neutral" : $2); year = 1949 + NR
                 print metric ",E06000001," year "," $8 "," $9 "," $10
                 print metric ",E92000001," year "," $13 ",," }' "$vectors" |
        oflog-compare -q -d metrics.yaml --benchmark=country --area=E06000001 >compared.csv
    awk -F, 'NR > 1 { print $14 }' "$vectors" >expected
    awk -F, 'NR > 1 { print $18 }' compared.csv >found
    [ "$(wc -l <found)" -eq 40 ]
    cmp expected found
}

@test "a second comparison under the same prefix is a mistake; --replace drops the first" {
    local table=$BATS_TEST_TMPDIR/table.csv
    oflog-compare -q --peers=all >"$table" <<'CSV'
metric,area_code,period,value,peer_group_of_mine
waste.recycling-rate,E06000001,2022/23,10,kept
CSV
    run --separate-stderr oflog-compare - <"$table"
    shows 2 </dev/null
    says <<'END'
oflog-compare: <stdin>:1:6: column 'peer_group' stands here already; --replace drops it, or --as=PREFIX names the new ones otherwise where the tool has it
END
    run --separate-stderr oflog-compare -q --replace "$table"
    shows 0 peer_group_of_mine,peer_group <<'CSV'
peer_group_of_mine,peer_group
kept,class:unitary
CSV
    [ "$(grep -o peer_group, <<<"$output" | wc -l)" -eq 1 ]
}

@test "a prefix that cannot begin a column's name is a mistake" {
    for prefix in '' 'a,b' 'a"b' $'a\nb' $'a\e[31m' $'a\x7f' $'\t'; do
        run --separate-stderr oflog-compare --as="$prefix" </dev/null
        shows 2 </dev/null
        [[ "$stderr" == "oflog-compare: --as: "*"cannot begin the name of a column"* ]]
    done
}

@test "unknown columns and quoted cells pass through untouched and in order" {
    run --separate-stderr oflog-compare -q <<'CSV'
note,metric,"a ""column""",area_code,period,value,numerator
" kept ",waste.recycling-rate,"one, two",E06000001,2022/23,010.50,
"say ""so""",waste.recycling-rate,,Middlesbrough,2022/23,+2e1,-
CSV
    says <<'END'
oflog-compare: <stdin>:3:7: '-' is not a number
END
    shows 1 <<'CSV'
note,metric,"a ""column""",area_code,period,value,numerator,peer_group,peer_n,peer_missing,peer_outside,peer_mean,peer_q1,peer_median,peer_q3,peer_mad,peer_difference,peer_mads,peer_verdict,peer_basis,peer_marker
 kept ,waste.recycling-rate,"one, two",E06000001,2022/23,010.50,,class:unitary,0,0,0,,,,,,,,,too-few,
CSV
}

@test "all rows count, and only those asked for are written" {
    local table=$BATS_TEST_TMPDIR/table.csv
    cat >"$table" <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2021/22,10
waste.recycling-rate,E06000002,2021/22,20
waste.recycling-rate,E06000001,2022/23,
waste.contamination-rate,E06000001,2022/23,5
CSV
    run --separate-stderr oflog-compare --area=Hartlepool --metric=waste.recycling-rate \
        --period=2021/22 "$table"
    says <<'END'
oflog-compare: 4 rows in = 1 out + 0 refused + 3 left out on request
END
    shows 0 area_code,period,peer_mean <<'CSV'
area_code,period,peer_mean
E06000001,2021/22,20
CSV
    run --separate-stderr oflog-compare -q --period=latest "$table"
    shows 0 metric,area_code,period <<'CSV'
metric,area_code,period
waste.recycling-rate,E06000001,2021/22
waste.recycling-rate,E06000002,2021/22
waste.contamination-rate,E06000001,2022/23
CSV
}

@test "an unknown area, metric or period asked for is a mistake that names near ones" {
    run --separate-stderr oflog-compare --area=Hartlepol </dev/null
    shows 2 </dev/null
    [[ "$stderr" == *"did you mean 'Hartlepool'?"* ]]
    run --separate-stderr oflog-compare --metric=waste.recycling-rat </dev/null
    shows 2 </dev/null
    [[ "$stderr" == *"did you mean 'waste.recycling-rate'?"* ]]
    run --separate-stderr oflog-compare --period=22/23 </dev/null
    [ "$status" -eq 2 ]
    says <<'END'
oflog-compare: --period: '22/23' is neither 'latest' nor a period such as 2022/23 or 2022-Q3
END
}

@test "wrong words for options are mistakes that say what is right" {
    mistake() {
        run --separate-stderr oflog-compare "$1" </dev/null
        shows 2 </dev/null
        [[ "$stderr" == "oflog-compare: "*"$2"* ]] || { echo "$1: $stderr"; return 1; }
    }
    mistake --quantile-type=8 "--quantile-type: unknown word '8'; expected one of: 6, 7"
    mistake --count=0 "--count: '0' is not a whole number from 1 to 1000"
    mistake --count=5.5 "--count: '5.5' is not a whole number"
    mistake --count=5 "--count goes with --peers=nearest:FILE"
    mistake --peers=klass "--peers: 'klass' is neither class, all, region, combined-authority, list:CODE,CODE..., nearest:FILE nor a file"
    mistake --peers=nearest:nothing.csv "nothing.csv: cannot be read"
    mistake --include-self=yes "option '--include-self' takes no argument"
}

@test "a word of a metric's id is enough to be told the id" {
    run --separate-stderr oflog-compare --metric=recycling </dev/null
    [ "$status" -eq 2 ]
    [[ "$stderr" == "oflog-compare: there is no metric 'recycling'; did you mean 'waste.recycling-rate'"* ]]
}

@test "pounds are no cases: money has no funnel, whatever its kind" {
    cd "$BATS_TEST_TMPDIR"
    for unit in cases '£ an hour'; do
        cat >money.yaml <<YAML
- {id: m, label: x, service: v, kind: ratio, interval: byar, polarity: low, unit: $unit,
   year: financial, applies_to: [unitary], source: {publisher: P, title: T, licence: L}}
YAML
        { echo metric,area_code,period,value,numerator,denominator
          for i in 1 2 3 4 5 6; do echo "m,E0600000$i,2022/23,0.$i,${i}0,100"; done; } |
            oflog-compare -q -d money.yaml | columns peer_basis | sed -n 2p
    done >bases
    diff - bases <<<$'funnel\nmads'
}
