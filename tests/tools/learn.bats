# oflog-learn: whom to learn from.
bats_require_minimum_version 1.5.0
load ../shows

# Hartlepool's six peers; Halton is its nearest.
setup() {
    cd "$BATS_TEST_TMPDIR"
    cat >peers.csv <<'CSV'
area_code,peer_code,position
E06000001,E06000006,1
E06000001,E06000002,2
E06000001,E06000003,3
E06000001,E06000004,4
E06000001,E06000005,5
E06000001,E06000007,6
CSV
    told=metric,area_code,period,peer_code,position,kind,difference,basis,then_period,then_value,change
}

# metric,area_code,period,value of one metric; each line "CODE VALUE OF EACH YEAR FROM 2018/19 ON".
table() { # METRIC
    awk -v metric="$1" 'BEGIN { print "metric,area_code,period,value" }
        { for (i = 2; i <= NF; i++)
              if ($i != "-")
                  printf "%s,E0600000%d,%d/%d,%s\n", metric, $1, 2016 + i, 17 + i, $i }'
}

@test "a peer that does clearly better is named; one that started there has what it was then" {
    # The peers' values in 2021/22: 20 29 30 31 32 50; their MAD is 1.5, so 2.25 is clear.
    table waste.recycling-rate >table.csv <<'END'
1 30 30 30 30
2 30 30 30 20
3 29 29 29 29
4 30 30 30 30
5 31 31 31 31
6 29 33 31 50
7 30 31 32 32
END
    run --separate-stderr oflog-learn --peers=peers.csv --period=latest table.csv
    says <<'END'
oflog-learn: 28 rows in = 7 out + 0 refused + 21 left out on request
oflog-learn: peers that do clearly better: 1; that started where the council stands: 1
END
    shows 0 "$told" <<'CSV'
metric,area_code,period,peer_code,position,kind,difference,basis,then_period,then_value,change
waste.recycling-rate,E06000001,2021/22,E06000006,1,improved,20,mads,2018/19,29,21
CSV
    [[ "$output" == *",gap_mads=13.3333333333333 start_mads=-0.666666666666667 change_mads=14 figures=3 n=6" ]]
}

@test "a peer that was always better, or fell back below where it started, is better and no more" {
    table waste.recycling-rate >table.csv <<'END'
1 30 30 30 30
2 30 30 30 20
3 29 29 29 29
4 30 30 30 30
5 31 31 31 31
6 31 25 40 50
7 48 49 50 51
END
    run --separate-stderr oflog-learn -q --peers=peers.csv --period=latest table.csv
    shows 0 peer_code,position,kind,then_period,then_value,change <<'CSV'
peer_code,position,kind,then_period,then_value,change
E06000006,1,better,,,
E06000007,6,better,,,
CSV
}

@test "a year that only the peer lacks ends its story; --periods asks for fewer figures" {
    table waste.recycling-rate >table.csv <<'END'
1 30 30 30 30
2 30 30 30 20
3 29 29 29 29
4 30 30 30 30
5 31 31 31 31
6 29 - 31 50
7 30 31 32 32
END
    run --separate-stderr oflog-learn -q --peers=peers.csv --period=latest table.csv
    shows 0 kind,then_period <<'CSV'
kind,then_period
better,
CSV
    run --separate-stderr oflog-learn -q --peers=peers.csv --periods=1 --period=latest table.csv
    shows 0 kind,then_period,change <<'CSV'
kind,then_period,change
improved,2020/21,19
CSV
}

@test "what a peer was before a break of its series is no start" {
    table waste.recycling-rate >plain.csv <<'END'
1 30 30 30 30
2 30 30 30 20
3 29 29 29 29
4 30 30 30 30
5 31 31 31 31
6 29 30 31 50
7 30 31 32 32
END
    sed '1s/$/,marker/; 1!s/$/,/' plain.csv >table.csv
    run --separate-stderr oflog-learn -q --peers=peers.csv --period=latest table.csv
    shows 0 kind,then_period <<'CSV'
kind,then_period
improved,2018/19
CSV
    sed -i 's/\(E06000006,2020.21,31,\)$/\1b/' table.csv
    grep -q ',b$' table.csv
    run --separate-stderr oflog-learn -q --peers=peers.csv --period=latest table.csv
    shows 0 kind,then_period <<'CSV'
kind,then_period
better,
CSV
}

@test "where low is good the lower one is learned from" {
    table waste.residual-household-waste >table.csv <<'END'
1 500 500 500 500
2 500 500 500 620
3 501 501 501 501
4 500 500 500 500
5 498 498 498 498
6 501 470 430 400
7 500 499 499 499
END
    run --separate-stderr oflog-learn -q --peers=peers.csv --period=latest table.csv
    shows 0 peer_code,kind,difference,change <<'CSV'
peer_code,kind,difference,change
E06000006,improved,-100,-101
CSV
}

@test "limits decide where both figures have them, and no spread is needed" {
    cat >two.csv <<'CSV'
area_code,peer_code
E06000001,E06000006
E06000001,E06000007
CSV
    run --separate-stderr oflog-learn -q --peers=two.csv <<'CSV'
metric,area_code,period,value,lower,upper
waste.recycling-rate,E06000001,2021/22,30,28,32
waste.recycling-rate,E06000006,2021/22,33,31,35
waste.recycling-rate,E06000007,2021/22,32.5,30.5,34.5
CSV
    # 33 - 30 = 3 with sqrt(8) = 2.83 either way; 2.5 is less than that.
    shows 0 peer_code,basis,difference,evidence <<'CSV'
peer_code,basis,difference,evidence
E06000006,limits,3,gap_lower=0.17157287525381 gap_upper=5.82842712474619 n=2
CSV
}

@test "too few peers, no spread among them, a neutral metric or no figure: no evidence, no row" {
    table waste.recycling-rate >even.csv <<'END'
1 30
2 40
3 40
4 40
5 40
6 40
7 60
END
    for count in 4 6; do
        run --separate-stderr oflog-learn -q --peers=nearest:peers.csv --count=$count even.csv
        shows 0 kind <<<kind
    done
    run --separate-stderr oflog-learn --peers=peers.csv <<'CSV'
metric,area_code,period,value,marker
asc.workforce-turnover,E06000001,2021/22,30,
asc.workforce-turnover,E06000006,2021/22,10,
waste.recycling-rate,E06000001,2021/22,,x
waste.recycling-rate,E06000006,2021/22,60,
CSV
    says <<'END'
oflog-learn: 'asc.workforce-turnover' is neutral: it has no better end to learn from
oflog-learn: 4 rows in = 4 out + 0 refused
oflog-learn: peers that do clearly better: 0; that started where the council stands: 0
END
    shows 0 kind <<<kind
}

@test "a target metric is judged by the distance from it, whatever its limits" {
    cat >target.yaml <<'YAML'
- id: target
  label: A target
  service: s
  kind: score
  unit: points
  polarity: {target: 50}
  year: financial
  applies_to: [unitary]
  source: {publisher: P, title: T, licence: OGL-3.0}
YAML
    table target >table.csv <<'END'
1 30
2 25
3 70
4 35
5 62
6 52
7 88
END
    run --separate-stderr oflog-learn -q -d target.yaml --peers=peers.csv table.csv
    shows 0 peer_code,difference <<'CSV'
peer_code,difference
E06000006,22
CSV
}

@test "who the peers are must be said, once, and in a file that can be read" {
    run --separate-stderr oflog-learn table.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == "oflog-learn: --peers=nearest:FILE or --peers=FILE is missing"* ]]
    run --separate-stderr oflog-learn --peers=peers.csv --count=3 table.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"--count goes with --peers=nearest:FILE"* ]]
    run --separate-stderr oflog-learn --peers=- <peers.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"standard input holds the table already"* ]]
    run --separate-stderr oflog-learn --peers=none.csv </dev/null
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"none.csv"* ]]
}
