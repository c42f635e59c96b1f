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

# Awk for the rows of files whose cases are sets: each case in a year of its own, and a
# council for each of its values. council[i] is the i-th of those of today.
sets() { # PROGRAM
    awk -F, '$NF == "" && $4 ~ /^(unitary|metropolitan-district|london-borough|county|district)$/ {
                 print $1 }' "$abs_top_srcdir/data/areas.csv" >councils
    awk -F, 'FILENAME == "councils" { council[++councils] = $1; next }
             FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
             { delete c; for (i = 1; i <= NF; i++) c[name[i]] = $i
               fresh = c["case"] != last; last = c["case"]; year = 1999 + (cases += fresh) }
             '"$1" councils "$vectors"
}

every_class='unitary, metropolitan-district, london-borough, county, district'

# A definition that is about councils of every class.
define_all() { # KIND MORE
    define "$@"
    sed -i "s/^  applies_to: .*/  applies_to: [$every_class]/" metrics.yaml
}

# Lines of what was found and what was expected, in turn, agree to TOLERANCE; empty is empty.
same() { # TOLERANCE FILE
    awk -F, -v tolerance="$1" '
        function size(x) { return x < 0 ? -x : x }
        { n = NF / 2
          for (i = 1; i <= n; i++) {
              held += $(i + n) != ""
              if (($i == "") != ($(i + n) == "") ||
                  size($i - $(i + n)) > tolerance * (1e-3 + size($(i + n)))) {
                  print FNR ": " $i " not " $(i + n); wrong++ } } }
        END { exit wrong > 0 || held == 0 }' "$2"
}

quartiles_agree() { # TYPE
    need "quantile_type$1.csv"
    define_all score ''
    { echo metric,area_code,period,value,marker
      sets 'fresh { n = split(c["x"], x, " ")
                    for (i = 1; i <= n; i++)
                        print "v.x," council[i] "," year (x[i] == "NA" ? ",,x" : "," x[i] ",") }'
    } >table.csv
    oflog-compare -q -d metrics.yaml --include-self --peers=all --quantile-type="$1" table.csv |
        columns period,peer_n,peer_q1,peer_median,peer_q3 | tail -n +2 | sort -u >found
    # Quartiles want four values.
    sets 'fresh { n[year] = c["n_used"]; median[year] = c["median"] }
          c["p"] == 0.25 { q1[year] = c["expected"] }
          c["p"] == 0.75 { q3[year] = c["expected"] }
          END { for (y in n) print y "," n[y] "," (n[y] < 4 ? "" : q1[y]) "," median[y] "," \
                                   (n[y] < 4 ? "" : q3[y]) }' | sort >expected
    [ "$(wc -l <expected)" -eq 12 ]
    paste -d, found expected >both
    same 1e-12 both
}

@test "quartiles of type 7 and medians" {
    quartiles_agree 7
}

@test "quartiles of type 6" {
    quartiles_agree 6
}

@test "bands are cut at quantiles of type 7" {
    need quantile_type7.csv
    define_all score ''
    { echo metric,area_code,period,value
      sets 'fresh { n = split(c["x"], x, " ")
                    for (i = 1; i <= n; i++)
                        if (x[i] != "NA") print "v.x," council[i] "," year "," x[i] }'
    } >table.csv
    for bands in 3 5; do
        oflog-rank -q -d metrics.yaml --within=level --best=low --bands=$bands table.csv |
            columns band | tail -n +2 >found
        sets '
            { bound[c["case"], sprintf("%.4f", c["p"])] = c["expected"] }
            fresh { order[cases] = c["case"]; list[c["case"]] = c["x"]; used[c["case"]] = c["n_used"] }
            function band(x,    k, b) {
                for (k = 1; k < bands; k++) {
                    b = bound[key, sprintf("%.4f", k / bands)]
                    if (x <= b + 1e-9 * (b < 0 ? -b : b)) break
                }
                return k
            }
            END { for (at = 1; at <= cases; at++) {
                      key = order[at]; n = split(list[key], x, " ")
                      for (i = 1; i <= n; i++)
                          if (x[i] != "NA") print used[key] < bands ? "" : band(x[i]) } }
            BEGIN { bands = '$bands' }' >expected
        [ "$(sort -u expected | wc -l)" -eq $((bands + 1)) ]
        diff -u expected found
    done
}

@test "ranks of ties, and positions by the mean rank" {
    need rank_ties.csv
    define_all score ''
    { echo metric,area_code,period,value,marker
      sets '{ print "v.x," council[c["i"]] "," year "," c["x"] (c["x"] == "" ? ",x" : ",") }'
    } >table.csv
    for best in low:asc high:desc; do
        for ties in min max average dense; do
            oflog-rank -q -d metrics.yaml --within=level --best=${best%:*} --ties=$ties table.csv |
                columns rank,ranked,percentile | tail -n +2 >found
            sets "{ key = \"${best#*:}_\"; rank = c[key \"$ties\"]; mean = c[key \"average\"]"'
                print rank "," (rank == "" ? "" : c["n_used"]) "," \
                    (rank == "" ? "" : 100 * (c["n_used"] - mean + 0.5) / c["n_used"]) }
                BEGIN { OFMT = CONVFMT = "%.15g" }' >expected
            paste -d, found expected >both
            same 1e-12 both
        done
    done
}

@test "groups by rank, as PHEindicatormethods makes them" {
    need rank_ties.csv
    define_all score ''
    { echo metric,area_code,period,value,marker
      sets '{ print "v.x," council[c["i"]] "," year "," c["x"] (c["x"] == "" ? ",x" : ",") }'
    } >table.csv
    for groups in 4:phe_quartile 5:phe_quintile; do
        oflog-rank -q -d metrics.yaml --within=level --best=low --groups=phe \
            --bands=${groups%:*} --ties=average table.csv | columns band | tail -n +2 >found
        sets "{ print c[\"${groups#*:}\"] }" >expected
        [ "$(sort -u expected | wc -l)" -ge "${groups%:*}" ]
        diff -u expected found
    done
}

@test "robust scores, with the mean distance where the MAD is 0" {
    need robust_z.csv
    define_all score ''
    { echo metric,area_code,period,value,marker
      sets '{ print "v.x," council[c["i"]] "," year "," c["x"] (c["x"] == "" ? ",x" : ",") }'
    } >table.csv
    oflog-normalise -q -d metrics.yaml --score=mads table.csv | columns score | tail -n +2 >found
    sets '{ print (c["mad_raw"] > 0 ? c["z_mad"] : c["z_fallback_meanad"]) }' >expected
    paste -d, found expected >both
    same 1e-9 both
    # The comparison has the raw MAD, and neither it nor quartiles of fewer than four.
    oflog-compare -q -d metrics.yaml --include-self --peers=all table.csv |
        columns peer_n,peer_median,peer_mad,peer_mads,peer_q1,peer_q3 | tail -n +2 |
        awk -F, -v OFS=, '{ print $1, $2, $3, $4, $5 == "" ? "" : $6 - $5 }' >found
    sets '{ enough = c["n_used"] >= 4
            print c["n_used"] "," c["median"] "," (enough ? c["mad_raw"] : "") "," \
                (enough ? c["z_oflog"] : "") "," (enough ? c["iqr"] : "") }' >expected
    paste -d, found expected >both
    same 1e-9 both
}

@test "the Office's distances from the median" {
    need oflog_mads.csv
    define_all score ''
    sed -i 's/calendar/financial/' metrics.yaml
    for metric in ASC1 ASC4 ASC7; do
        awk -F, -v metric=$metric 'BEGIN { print "metric,area_code,period,value" }
            $1 == metric { sub("-", "/", $2); print "v.x," $3 "," $2 "," $4 }' "$vectors" >table.csv
        oflog-compare -q -d metrics.yaml --include-self --peers=all table.csv |
            columns peer_median,peer_mad,peer_mads | tail -n +2 >found
        awk -F, -v metric=$metric '$1 == metric { print $5 "," $6 "," $7 }' "$vectors" >expected
        paste -d, found expected >both
        [ "$(wc -l <both)" -ge 151 ]
        same 1e-9 both
    done
}

@test "sums over merged councils, never means of rates, with their limits" {
    need aggregation.csv
    # Districts, and what they were merged into.
    into='BEGIN { code["SuccA"] = "E06000047"; code["SuccB"] = "E06000054"; code["SuccC"] = "E06000049" }'
    with_cells "$into"'
        NR == 2 { print "area_code,parent_code" }
        { printf "E070000%02d,%s\n", 26 + substr(c["part"], 2), code[c["successor"]] }' >areas.csv
    for of in proportion:pct:100:wilson rate:per1000:1000:byar; do
        IFS=: read -r kind column per interval <<<"$of"
        define "$kind" "  interval: $interval
  per: $per"
        sed -i 's/\[unitary\]/[district, unitary]/' metrics.yaml
        { echo metric,area_code,period,value,numerator,denominator
          with_cells '{ printf "v.x,E070000%02d,2012,,%s,%s\n", 26 + substr(c["part"], 2),
              c["num"], c["den"] }'; } >table.csv
        oflog-aggregate -q -d metrics.yaml --to=areas.csv table.csv |
            oflog-normalise -q -d metrics.yaml --confidence=0.95 |
            columns area_code,numerator,denominator,value,lower,upper | tail -n +2 | sort >found
        with_cells "$into"' { print code[c["successor"]] "," c["sum_num"] "," c["sum_den"] "," \
            c[of] "," c[of "_lower"] "," c[of "_upper"] } BEGIN { of = "'$column'" }' |
            sort -u >expected
        [ "$(wc -l <expected)" -eq 3 ]
        cmp <(cut -d, -f1 found) <(cut -d, -f1 expected)
        paste -d, <(cut -d, -f2- found) <(cut -d, -f2- expected) >both
        same 1e-9 both
    done
}

@test "verdicts from counts, at two levels" {
    need verdict.csv
    for kind in proportion rate; do
        for polarity in high low neutral; do
            define $kind "  interval: $([ $kind = rate ] && echo byar || echo wilson)
  per: $([ $kind = rate ] && echo 1000 || echo 100)"
            sed "s/^- id: .*/- id: v.$kind-$polarity/; s/^  polarity: .*/  polarity: $polarity/" metrics.yaml
        done
    done >all.yaml
    { echo metric,area_code,period,value,numerator,denominator
      with_cells '{ metric = "v." c["kind"] "-" (c["polarity"] == "none" ? "neutral" : c["polarity"])
          print metric ",E06000001," year ",," c["num"] "," c["den"]
          print metric ",E92000001," year "," c["bench_value"] ",," }'; } >table.csv
    oflog-normalise -q -d all.yaml --grades table.csv |
        oflog-compare -q -d all.yaml --grades --benchmark=country --area=E06000001 |
        tee out.csv | columns value,lower,upper,lower99_8cl,upper99_8cl | tail -n +2 >found
    with_cells '{ print c["value"] "," c["lower95"] "," c["upper95"] "," c["lower998"] "," \
        c["upper998"] }' | paste -d, found - >both
    same 1e-9 both
    columns peer_verdict,peer_grade,peer_basis <out.csv | tail -n +2 >found
    with_cells '{ print c["verdict_95"] "," c["verdict_95_998"] ",limits" }' >expected
    [ "$(wc -l <expected)" -eq 40 ]
    diff -u expected found
    # The same with the limits of both.
    { echo metric,area_code,period,value,numerator,denominator
      with_cells '{ metric = "v." c["kind"] "-" (c["polarity"] == "none" ? "neutral" : c["polarity"])
          print metric ",E06000001," year ",," c["num"] "," c["den"]
          print metric ",E92000001," year ",," c["bench_num"] "," c["bench_den"] }'; } >both.csv
    oflog-normalise -q -d all.yaml --confidence=0.95 both.csv |
        oflog-compare -q -d all.yaml --double-ci --benchmark=country --area=E06000001 |
        columns peer_verdict,peer_basis | tail -n +2 >found
    with_cells '{ print c["verdict_double_ci"] ",limits" }' >expected
    diff -u expected found
}

# At the last counts inside the funnel the verdict is similar, and one further out it is not.
@test "exact limits of funnels" {
    need funnel_exact.csv
    for kind in proportion rate; do
        define $kind "  interval: $([ $kind = rate ] && echo byar || echo wilson)
  per: 1"
        sed -i 's/polarity: .*/polarity: neutral/' metrics.yaml
        with_cells '
            c["type"] == "'$kind'" && c["n"] >= 20 && c["p"] ~ /^0\.(025|97)/ && c["limit"] >= 0 {
                x = c["limit"] * c["n"]; low = c["p"] < 0.5
                inside = int(x) + (low && int(x) < x)
                print c["target"], c["n"], inside, "similar"
                print c["target"], c["n"], low ? inside - 1 : inside + 1, low ? "lower" : "higher" }' >rows
        [ "$(wc -l <rows)" -ge 20 ]
        { echo metric,area_code,period,value,numerator,denominator
          awk '{ print "v.x,E06000001," 1900 + NR "," sprintf("%.17g", $3 / $2) "," $3 "," $2
                 print "v.x,E92000001," 1900 + NR "," $1 ",," }' rows; } >table.csv
        oflog-compare -q -d metrics.yaml --benchmark=country --area=E06000001 table.csv |
            columns peer_verdict,peer_basis | tail -n +2 >found
        diff -u <(awk '{ print $4 ",funnel" }' rows) found
    done
}

# The same at 99.8%: the last counts inside are better or worse, one further out best or worst.
@test "grades in funnels are cut at their outer limits" {
    need funnel_exact.csv
    for kind in proportion rate; do
        define $kind "  interval: $([ $kind = rate ] && echo byar || echo wilson)
  per: 1"
        with_cells '
            c["type"] == "'$kind'" && c["n"] >= 20 && c["p"] ~ /^0\.(001|99)/ && c["limit"] >= 0 {
                x = c["limit"] * c["n"]; low = c["p"] < 0.5
                inside = int(x) + (low && int(x) < x)
                print c["target"], c["n"], inside, low ? "worse,worse" : "better,better"
                print c["target"], c["n"], low ? inside - 1 : inside + 1, \
                    low ? "worse,worst" : "better,best" }' |
            awk '$3 >= 0 && ("'$kind'" == "rate" || $3 <= $2)' >rows
        [ "$(wc -l <rows)" -ge 20 ]
        { echo metric,area_code,period,value,numerator,denominator
          awk '{ print "v.x,E06000001," 1900 + NR "," sprintf("%.17g", $3 / $2) "," $3 "," $2
                 print "v.x,E92000001," 1900 + NR "," $1 ",," }' rows; } >table.csv
        oflog-compare -q -d metrics.yaml --grades --benchmark=country --area=E06000001 table.csv |
            columns peer_verdict,peer_grade,peer_basis | tail -n +2 >found
        diff -u <(awk '{ print $4 ",funnel" }' rows) found
    done
}

# A council against the target, in a year of its own: a share about the target, the target about a
# rate, as PHEindicatormethods has them.
@test "funnels as UKHSA draws them" {
    need funnel_phe.csv
    for kind in proportion rate; do
        define $kind "  interval: $([ $kind = rate ] && echo byar || echo wilson)
  per: 1"
        { echo metric,area_code,period,value,numerator,denominator
          with_cells 'c["statistic"] == "'$kind'" {
              print "v.x,E06000001," year "," sprintf("%.17g", c["num"] / c["den"]) "," c["num"] "," c["den"]
              print "v.x,E92000001," year "," c["target"] ",," }'; } >table.csv
        oflog-compare -q -d metrics.yaml --funnel=score --grades --benchmark=country --area=E06000001 table.csv |
            columns peer_verdict,peer_grade,peer_basis | tail -n +2 >found
        with_cells 'BEGIN { grade["Low (0.001)"] = "worse,worst"; grade["Low (0.025)"] = "worse,worse"
                grade["Not significant"] = "similar,similar"
                grade["High (0.025)"] = "better,better"; grade["High (0.001)"] = "better,best" }
            c["statistic"] == "'$kind'" {
                print ("'$kind'" == "proportion" && c["den"] < 20 ? ",,small-base" : \
                       grade[c["significance"]] ",score-funnel") }' >expected
        [ "$(wc -l <expected)" -gt 80 ]
        [ "$(sort -u expected | grep -c score-funnel)" -ge 4 ]
        diff -u expected found
    done
}

# The package rounds to two digits what is expected of each, so that it differs where a council
# lies on a limit; no council of these does.
funnels_agree() { # FILE KIND
    need "$1"
    define_all "$2" "  interval: $([ "$2" = rate ] && echo byar || echo wilson)
  per: 1"
    sed -i 's/polarity: .*/polarity: neutral/' metrics.yaml
    { echo metric,area_code,period,value,numerator,denominator
      sets 'c["den"] > 0 { printf "v.x,%s,%d,%.17g,%s,%s\n", council[substr(c["id"], 2) + 0], year,
                c["num"] / c["den"], c["num"], c["den"] }'; } >table.csv
    oflog-compare -q -d metrics.yaml --include-self --peers=all --funnel=adjusted table.csv |
        tee out.csv | columns peer_verdict,peer_basis | tail -n +2 >found
    sets 'c["den"] > 0 { share = c["num"] / c["den"]
          print (c["den"] < 20 && "'$2'" == "proportion" ? ",small-base" : \
                 (share < c["od_ll95"] ? "lower" : share > c["od_ul95"] ? "higher" : "similar") \
                 ",adjusted-funnel") }' >expected
    diff -u expected found
    # How much wider it is, and who is beyond the outer limits.
    columns peer_phi,peer_tau_squared,peer_basis <out.csv | awk -F, 'NR > 1 && $3 ~ /funnel/ {
        print $1 "," $2 }' >found
    sets 'c["den"] > 0 && !(c["den"] < 20 && "'$2'" == "proportion") {
        print c["phi"] "," c["tau2"] }' | paste -d, found - >both
    same 1e-9 both
    sed 's/polarity: .*/polarity: high/' metrics.yaml >high.yaml
    oflog-compare -q -d high.yaml --include-self --peers=all --funnel=adjusted --grades table.csv |
        columns peer_grade | tail -n +2 >found
    sets 'c["den"] > 0 { share = c["num"] / c["den"]
          print (c["den"] < 20 && "'$2'" == "proportion" ? "" : \
                 share < c["od_ll998"] ? "worst" : share < c["od_ll95"] ? "worse" : \
                 share > c["od_ul998"] ? "best" : share > c["od_ul95"] ? "better" : "similar") }' >expected
    diff -u expected found
}

# The other way of Spiegelhalter: z over the root of phi, of the package's own z and phi.
multiples_agree() { # FILE KIND
    need "$1"
    define_all "$2" "  interval: $([ "$2" = rate ] && echo byar || echo wilson)
  per: 1"
    { echo metric,area_code,period,value,numerator,denominator
      sets 'c["den"] > 0 { printf "v.x,%s,%d,%.17g,%s,%s\n", council[substr(c["id"], 2) + 0], year,
                c["num"] / c["den"], c["num"], c["den"] }'; } >table.csv
    oflog-compare -q -d metrics.yaml --include-self --peers=all --funnel=multiplicative --grades table.csv |
        tee out.csv | columns peer_grade,peer_basis | tail -n +2 >found
    sets 'c["den"] > 0 { z = c["z"] / (c["phi"] > 1 ? sqrt(c["phi"]) : 1)
          print (c["den"] < 20 && "'$2'" == "proportion" ? ",small-base" : \
                 (z < -3.0902323061678 ? "worst" : z < -1.95996398454005 ? "worse" : \
                  z > 3.0902323061678 ? "best" : z > 1.95996398454005 ? "better" : "similar") \
                 ",multiplied-funnel") }' >expected
    grep -q better, expected
    grep -q worse, expected
    diff -u expected found
    columns peer_phi,peer_basis <out.csv | awk -F, 'NR > 1 && $2 ~ /funnel/ { print $1 }' >found
    sets 'c["den"] > 0 && !(c["den"] < 20 && "'$2'" == "proportion") { print c["phi"] }' |
        paste -d, found - >both
    same 1e-9 both
}

@test "funnels of shares allow for what councils differ by" {
    funnels_agree funnel_od_pr.csv proportion
    multiples_agree funnel_od_pr.csv proportion
}

@test "funnels of rates allow for what councils differ by" {
    funnels_agree funnel_od_rate.csv rate
    multiples_agree funnel_od_rate.csv rate
}

@test "the difference between two shares, where it is clear" {
    need diff_proportions.csv
    define proportion '  interval: wilson'
    # The first share is the higher in all of them, and an equal one is no evidence.
    printf '%s\n' area_code,peer_code E06000002,E06000001 >peers.csv
    { echo metric,area_code,period,value,numerator,denominator
      with_cells '{ print "v.x,E06000001," year ",," c["x1"] "," c["n1"]
                    print "v.x,E06000002," year ",," c["x2"] "," c["n2"] }'; } >table.csv
    oflog-normalise -q -d metrics.yaml --confidence=0.95 table.csv |
        oflog-learn -q -d metrics.yaml --peers=peers.csv | columns period,difference,evidence |
        sed 1d | sed 's/gap_lower=//; s/ gap_upper=/,/; s/ .*//' >found
    with_cells 'c["lower"] > 0 || c["upper"] < 0 {
        print year "," c["diff"] "," c["lower"] "," c["upper"] }' >expected
    [ "$(wc -l <expected)" -eq 10 ]
    paste -d, found expected >both
    same 1e-9 both
}
