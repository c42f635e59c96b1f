# What R and its packages computed, through the tools as they are used. The files are not
# part of the source: they are looked for in the folder vectors/ of $OFLOG_SHARED_DIR, and a
# test whose file is not there is skipped. Methods that no tool offers are tested in
# tests/unit/.
bats_require_minimum_version 1.5.0
load shows

setup() {
    cd "$BATS_TEST_TMPDIR"
}

# The file's name in $vectors; leaves the test where there is no such file.
need() {
    vectors=${OFLOG_SHARED_DIR:-}/vectors/$1
    [ -n "${OFLOG_SHARED_DIR:-}" ] || skip "OFLOG_SHARED_DIR is not set"
    [ -e "$vectors" ] || skip "there is no $1 in its folder vectors/"
}

# A definition: of KIND, with the lines MORE.
define() { # KIND MORE
    cat >metrics.yaml <<END
- id: v.x
  label: x
  service: v
  kind: $1
  unit: u
  polarity: high
  year: calendar
  applies_to: [unitary]
  source: {publisher: P, title: T, licence: L}
$2
END
}

# awk with the cells of the vectors' row by name in c; the same council stands in every row,
# in a year of its own.
with_cells() { # PROGRAM
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
             { delete c; for (i = 1; i <= NF; i++) c[name[i]] = $i; year = 1900 + NR }
             '"$1" "$vectors"
}

# The columns LIST of the table stand beside expected numbers, and agree to 1e-9; "0" and "1"
# mean exactly that.
agree() { # LIST EXPECTED TABLE
    columns "$1" <"$3" | tail -n +2 | paste -d, - "$2" | awk -F, '
        function size(x) { return x < 0 ? -x : x }
        { n = NF / 2
          for (i = 1; i <= n; i++) {
              away = size($i - $(i + n))
              if ($i == "" || away > 1e-9 * size($(i + n)) ||
                  ($(i + n) ~ /^[01]$/ && $i != $(i + n)))
                  wrong = wrong NR ": " $i " not " $(i + n) "\n" } }
        END { printf "%s", wrong; exit wrong != "" || NR == 0 }'
}

# Runs oflog-normalise on the rows of every level in turn. The program prints, for one row,
# numerator, denominator and the two expected limits.
limits_agree() { # PROGRAM [OPTION...]
    local program=$1 level
    shift
    for level in $(with_cells '{ print c["conf"] }' | sort -u); do
        with_cells "c[\"conf\"] == $level { $program }" >rows
        [ -s rows ] || continue
        { echo metric,area_code,period,value,numerator,denominator
          awk -F, '{ print "v.x,E06000001," 1900 + NR ",," $1 "," $2 }' rows; } >table.csv
        cut -d, -f3- rows >expected
        oflog-normalise -q -d metrics.yaml --confidence="$level" "$@" table.csv >out.csv
        [ "$(wc -l <out.csv)" -eq $(($(wc -l <rows) + 1)) ]
        agree lower,upper expected out.csv
    done
}

@test "Wilson's limits of proportions" {
    need wilson.csv
    define proportion '  interval: wilson'
    limits_agree 'print c["x"] "," c["n"] "," c["lower"] "," c["upper"]'
}

@test "Clopper and Pearson's limits of proportions" {
    need clopper_pearson.csv
    define proportion '  interval: wilson'
    limits_agree 'print c["x"] "," c["n"] "," c["lower"] "," c["upper"]' --interval=exact
}

@test "Garwood's limits of counts" {
    need garwood.csv
    define rate '  interval: exact'
    limits_agree 'print c["x"] ",1," c["lower"] "," c["upper"]'
}

@test "Byar's limits of rates, exact below ten events" {
    need byars.csv
    for multiplier in 100 1000 100000; do
        define rate "  interval: byar
  per: $multiplier"
        limits_agree "if (c[\"multiplier\"] == $multiplier)
            print c[\"x\"] \",\" c[\"n\"] \",\" c[\"rate_lower\"] \",\" c[\"rate_upper\"]"
    done
}

@test "ratios of what was observed to what was expected" {
    need smr.csv
    define ratio '  interval: byar'
    for level in 95 998; do
        { echo metric,area_code,period,value,numerator,denominator
          with_cells '{ print "v.x,E06000001," year ",," c["observed"] "," c["expected"] }'
        } >table.csv
        with_cells '{ print c["ratio"] "," c["lower'$level'"] "," c["upper'$level'"] }' \
            >expected
        oflog-normalise -q -d metrics.yaml --confidence=0.$level table.csv >out.csv
        agree value,lower,upper expected out.csv
    done
}

@test "real terms by a deflator" {
    need deflator.csv
    define currency ''
    sed -i 's/calendar/financial/' metrics.yaml
    split() { echo "${1%-*}/${1#*-}"; }
    # A deflator of two years for each row, since the years of all rows have several bases.
    with_cells '{ print c["from_year"] "," c["price_year"] "," c["index_from"] "," \
        c["index_price"] "," c["cash"] "," c["real"] "," c["factor"] }' >rows
    [ -s rows ]
    while IFS=, read -r from price index_from index_price cash real factor; do
        { echo period,value; echo "$from,$index_from"; echo "$price,$index_price"; } >index.csv
        printf '%s\n' metric,area_code,period,value \
            "v.x,E06000001,$(split "$from"),$cash" >table.csv
        oflog-normalise -q -d metrics.yaml --real="$(split "$price")" \
            --deflator=index.csv table.csv >out.csv
        echo "$real,$factor" | sed 's/\b1$/1.0/' >expected
        agree value,real_factor expected out.csv
    done <rows
}

# Codes of councils that stand, as many as a list of values may need.
some_councils() {
    awk -F, 'NR > 1 && $1 ~ /^E0[6-9]/ && $NF == "" { print $1 }' \
        "$BATS_TEST_DIRNAME/../data/areas.csv"
}

@test "quartiles of both types" {
    for type in 6 7; do
        need quantile_type$type.csv
        define ratio ''
        sed -i 's/\[unitary\]/[unitary, metropolitan-district, london-borough, district]/' \
            metrics.yaml
        # A row for each list of more than three values: case, values, expected quartiles.
        with_cells '{ x[c["case"]] = c["x"]; n[c["case"]] = c["n_used"]
                      q[c["case"], c["p"]] = c["expected"] }
            END { for (i in x) if (n[i] > 3) print x[i] "," q[i, "0.25"] "," q[i, "0.5"] "," \
                q[i, "0.75"] }' >rows
        [ "$(wc -l <rows)" -gt 5 ]
        while IFS=, read -r values expected; do
            { echo metric,area_code,period,value
              tr ' ' '\n' <<<"$values" | grep -v NA | paste -d, - <(some_councils) |
                  awk -F, '$1 != "" { print "v.x," $2 ",2024," $1 }'; } >table.csv
            oflog-compare -q -d metrics.yaml --peers=all --include-self \
                --quantile-type=$type table.csv >out.csv
            echo "$expected" >expected
            head -2 out.csv >first.csv
            agree peer_q1,peer_median,peer_q3 expected first.csv
        done <rows
    done
}

@test "ranks of ties, from both ends" {
    need rank_ties.csv
    for best in low high; do
        define ratio ''
        sed -i "s/polarity: high/polarity: $best/
            s/\[unitary\]/[unitary, metropolitan-district, london-borough, district]/" \
            metrics.yaml
        from=asc
        [ $best = low ] || from=desc
        # Each case is a year of its own.
        with_cells '{ if (!(c["case"] in seen)) seen[c["case"]] = ++cases
            print c["i"] "," 1999 + seen[c["case"]] "," c["x"] "," c["'$from'_min"] "," \
                c["'$from'_max"] "," c["'$from'_average"] "," c["'$from'_dense"] }' >rows
        { echo metric,area_code,period,value
          some_councils >codes
          awk -F, 'NR == FNR { code[NR] = $1; next }
              { print "v.x," code[$1] "," $2 "," $3 }' codes rows; } >table.csv
        place=4
        for ties in min max average dense; do
            oflog-rank -q -d metrics.yaml --within=level --ties=$ties table.csv >out.csv
            columns rank <out.csv | tail -n +2 | diff - <(cut -d, -f$place rows)
            place=$((place + 1))
        done
    done
}
