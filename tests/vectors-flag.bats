# What R and its packages computed, through oflog-flag: its evidence has the numbers. The files
# are looked for as those of tests/vectors.bats are.
bats_require_minimum_version 1.5.0

setup() {
    areas=$BATS_TEST_DIRNAME/../data/areas.csv
    cd "$BATS_TEST_TMPDIR" || return
    header=metric,area_code,period,value,peer_group,peer_n,peer_missing,peer_q1,peer_median,peer_q3,peer_mads,peer_verdict,numerator,denominator
}

# The file's name in $vectors; leaves the test where there is no such file.
need() {
    vectors=${OFLOG_SHARED_DIR:-}/vectors/$1
    [ -n "${OFLOG_SHARED_DIR:-}" ] || skip "OFLOG_SHARED_DIR is not set"
    [ -e "$vectors" ] || skip "there is no $1 in its folder vectors/"
    grep '^E0[67]' "$areas" | cut -d, -f1 >codes
}

# Metrics v.high and v.low of KIND, both of all councils and asked by the rules given as
# "ID TEST {PARAMETERS}".
define() { # KIND INTERVAL RULE...
    local polarity rule
    local -a ids=("${@:3}")
    ids=("${ids[@]%% *}")
    for polarity in high low; do
        printf -- '- id: v.%s\n  label: x\n  service: v\n  kind: %s\n  unit: u\n  polarity: %s\n  year: calendar\n  applies_to: [unitary, district]\n  interval: %s\n  flags: [%s]\n  source: {publisher: P, title: T, licence: L}\n' \
            "$polarity" "$1" "$polarity" "$2" \
            "$(IFS=,; echo "${ids[*]}")"
    done >metrics.yaml
    for rule in "${@:3}"; do
        read -r id test parameters <<<"$rule"
        printf -- '- id: %s\n  test: %s\n  kind: concern\n  severity: low\n  parameters: %s\n' \
            "$id" "$test" "$parameters"
    done >rules.yaml
}

# For each flag "METRIC AREA PERIOD KEY=VALUE ...", of the rows in rows.csv.
evidence() {
    { echo "$header"; cat rows.csv; } >table.csv
    oflog-flag -q -d metrics.yaml --rules=rules.yaml table.csv >flags.csv
    awk -F, 'NR > 1 { print $1, $2, $4, $10 }' <(sed 's/"[^"]*"//g' flags.csv)
}

# The file has lines "METRIC AREA PERIOD KEY VALUE AWAY"; each must be among the evidence, that
# near. Says what is wrong, and fails where nothing was compared.
agree() { # EXPECTED
    evidence >found
    awk 'function size(x) { return x < 0 ? -x : x }
         NR == FNR { for (i = 4; i <= NF; i++) { n = index($i, "=")
                         at[$1 " " $2 " " $3, substr($i, 1, n - 1)] = substr($i, n + 1) }
                     next }
         { found = at[$1 " " $2 " " $3, $4]; compared++
           if (found == "" ||
               size(found - $5) > $6 * (size($5) > 1e-3 ? size($5) : 1e-3)) {
               print $0, "but", found; wrong++ } }
         END { print compared " compared"; exit wrong > 0 || compared == 0 }' found "$1"
}

@test "the test of Mann and Kendall and the slope of Theil and Sen" {
    need mann_kendall_theil_sen.csv
    define mean none "down deteriorating {p_below: 1, periods: 100, minimum_periods: 5}" \
        "up improving {p_below: 1, periods: 100, minimum_periods: 5}"
    awk -F, 'NR == FNR { code[NR] = $1; next }
        FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
        { for (i = 1; i <= NF; i++) c[name[i]] = $i
          n = split(c["x"], x, " ")
          for (i = 1; i <= n; i++)
              print "v.high," code[FNR] "," 2000 + i "," x[i] ",all:council,9,0,1,2,3,0,similar,,"
          row = "v.high " code[FNR] " " 2000 + n
          p = c["p_exact_notie"]
          if (p == "") p = c["p_exact_perm"]
          if (p == "") p = c["p_normal"]
          # Fewer than five cannot be a trend, and no slope is none.
          if (n < 5 || c["slope"] == 0 || c["S"] * c["slope"] <= 0)
              next
          print row, "slope", c["slope"], 1e-9 >"expected"
          print row, "s", c["S"], 1e-9 >"expected"
          print row, "p", p, 1e-9 >"expected"
          if (c["slope_lo95"] != "") {
              print row, "slope_lower", c["slope_lo95"], 1e-9 >"expected"
              print row, "slope_upper", c["slope_hi95"], 1e-9 >"expected" } }' \
        codes "$vectors" >rows.csv
    run agree expected
    echo "$output"
    [ "$status" -eq 0 ]
    [ "${output% compared}" -gt 60 ]
}

@test "slopes with gaps between the years" {
    need theil_sen_times.csv
    define mean none "down deteriorating {p_below: 1, periods: 100, minimum_periods: 5}" \
        "up improving {p_below: 1, periods: 100, minimum_periods: 5}"
    awk -F, 'NR == FNR { code[NR] = $1; next }
        FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
        { for (i = 1; i <= NF; i++) c[name[i]] = $i
          n = split(c["t"], t, " "); split(c["y"], y, " ")
          # Years that are whole, once each.
          for (i = 1; i <= n; i++)
              if (t[i] != int(t[i]) || (i > 1 && t[i] == t[i - 1])) next
          shift = t[n] > 1900 ? 0 : 2000
          for (i = 1; i <= n; i++)
              print "v.high," code[FNR] "," t[i] + shift "," y[i] ",all:council,9,0,1,2,3,0,similar,,"
          row = "v.high " code[FNR] " " t[n] + shift
          if (n < 5 || c["slope"] == 0 || c["S"] * c["slope"] <= 0)
              next
          print row, "slope", c["slope"], 1e-9 >"expected"
          print row, "s", c["S"], 1e-9 >"expected" }' codes "$vectors" >rows.csv
    run agree expected
    echo "$output"
    [ "$status" -eq 0 ]
}

# Each row of a table is judged by the values up to it, so it is the last of a case that a chart
# of all of it tells of.
@test "the last signal of XmR charts, and none where there is none" {
    need xmr.csv
    define mean none "worse special-cause-worse {periods: 100, minimum_periods: 4}" \
        "better special-cause-better {periods: 100, minimum_periods: 4}"
    awk -F, 'NR == FNR { code[NR] = $1; next }
        FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
        { for (i = 1; i <= NF; i++) c[name[i]] = $i
          if (c["case"] != last) cases++
          last = c["case"]
          print "v.high," code[cases] "," 2000 + c["i"] "," c["y"] ",all:council,9,0,1,2,3,0,similar,,"
          row[cases] = "v.high " code[cases] " " 2000 + c["i"]
          signal[cases] = c["signal_screened"]; mean[cases] = c["mean"]
          lower[cases] = c["lpl_screened"]; upper[cases] = c["upl_screened"] }
        END { for (i = 1; i <= cases; i++) {
                  if (signal[i] == "Common Cause" || signal[i] == "") {
                      print row[i] >"quiet"; continue }
                  print row[i], "mean", mean[i], 1e-9 >"expected"
                  print row[i], "lower", lower[i], 1e-9 >"expected"
                  print row[i], "upper", upper[i], 1e-9 >"expected" } }' \
        codes "$vectors" >rows.csv
    run agree expected
    echo "$output"
    [ "$status" -eq 0 ]
    run grep -F -f quiet found
    [ "$output" = "" ]
}

# Newcombe's limits are those of the change; the file's other levels are the unit test's.
@test "the change of two proportions" {
    need diff_proportions.csv
    define proportion wilson "worse change-worse {p_below: 1, change: 0}" \
        "better change-better {p_below: 1, change: 0}"
    awk -F, 'NR == FNR { code[NR] = $1; next }
        FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
        { for (i = 1; i <= NF; i++) c[name[i]] = $i
          if (c["conf"] < 0.949 || c["conf"] > 0.951) next
          now = sprintf("%.17g", c["x1"] / c["n1"]); before = sprintf("%.17g", c["x2"] / c["n2"])
          print "v.low," code[FNR] ",2020," before ",all:council,9,0,1,2,3,0,similar," c["x2"] "," c["n2"]
          print "v.low," code[FNR] ",2021," now ",all:council,9,0,1,2,3,0,similar," c["x1"] "," c["n1"]
          if (c["p_pooled_z"] == "" || now == before) next
          row = "v.low " code[FNR] " 2021"
          print row, "change", c["diff"], 1e-9 >"expected"
          print row, "change_lower", c["lower"], 1e-9 >"expected"
          print row, "change_upper", c["upper"], 1e-9 >"expected"
          print row, "p", c["p_pooled_z"], 1e-9 >"expected" }' codes "$vectors" >rows.csv
    run agree expected
    echo "$output"
    [ "$status" -eq 0 ]
}

# Both sides of the funnel, by a metric of each polarity; at a level at which half is outside
# even by chance, so that most have their evidence. Limits are compared at that of the file,
# whose package rounds z to 3.090232.
funnel_agrees() { # KIND LIMITS
    awk -F, -v limits="$1" 'NR == FNR { code[NR] = $1; next }
        FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
        { for (i = 1; i <= NF; i++) c[name[i]] = $i
          if (c["case"] != last) { cases++; n = 0 }
          last = c["case"]; n++
          if (c["den"] <= 0) next
          metric = c["z_adj"] < 0 ? "v.high" : "v.low"
          for (m = 1; m <= 2; m++)
              print (m == 1 ? "v.high," : "v.low,") code[n] "," 2000 + cases "," c["num"] / c["den"] ",all:council,99,0,1,2,3,0,worse," c["num"] "," c["den"]
          row = metric " " code[n] " " 2000 + cases
          # p = 0.5 and 0.002 are where |z| is 0.674 and 3.09.
          z = c["z_adj"] < 0 ? -c["z_adj"] : c["z_adj"]
          if (z < (limits ? 3.0903 : 0.6745)) next
          if (limits) {
              print row, "lower", c["od_ll998"], 1e-6 >"expected"
              print row, "upper", c["od_ul998"], 1e-6 >"expected" }
          else {
              print row, "z", c["z_adj"], 1e-9 >"expected"
              print row, "phi", c["phi"], 1e-9 >"expected"
              print row, "tau_squared", c["tau2"], 1e-9 >"expected"
              print row, "target", c["target"], 1e-9 >"expected" } }' codes "$vectors" >rows.csv
    [ -s expected ] || return 0
    agree expected
}

@test "funnels of proportions with over-dispersion" {
    need funnel_od_pr.csv
    define proportion wilson "far outlier {funnel_level: 0.5}"
    run funnel_agrees 0
    [ "$status" -eq 0 ]
    [ "${output% compared}" -gt 100 ]
    rm expected
    define proportion wilson "far outlier {funnel_level: 0.998}"
    run funnel_agrees 1
    [ "$status" -eq 0 ]
}

@test "funnels of rates with over-dispersion" {
    need funnel_od_rate.csv
    define rate byar "far outlier {funnel_level: 0.5}"
    run funnel_agrees 0
    [ "$status" -eq 0 ]
    [ "${output% compared}" -gt 100 ]
    rm expected
    define rate byar "far outlier {funnel_level: 0.998}"
    run funnel_agrees 1
    [ "$status" -eq 0 ]
}

# Limits do not depend on the order of a p or u chart, so that each value of the file that is beyond
# them comes last in its turn; on Laney's they do, and the last of the small case is.
charts_agree() { # KIND INTERVAL PRIME LOWER UPPER
    define "$1" "$2" "down special-count-worse {periods: 100, minimum_periods: 4, laney_above: $3}" \
        "up special-count-better {periods: 100, minimum_periods: 4, laney_above: $3}"
    rm -f expected
    awk -F, -v per=1 -v low="$4" -v up="$5" -v prime="$3" 'NR == FNR { code[NR] = $1; next }
        FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
        { for (i = 1; i <= NF; i++) c[name[i]] = $i
          if (c["case"] != last) cases++
          last = c["case"]; k = c["i"]; n[cases] = k
          num[cases, k] = c["num"]; den[cases, k] = c["den"]; cl[cases] = c["cl"]
          lower[cases, k] = c[low]; upper[cases, k] = c[up] }
        function row(council, period, k) {
            print "v.high," code[council] "," period "," sprintf("%.17g", num[a, k] / den[a, k]) \
                ",all:council,9,0,1,2,3,0,similar," num[a, k] "," den[a, k] }
        END { for (a = 1; a <= cases; a++)
                  for (k = prime ? 1 : n[a]; k <= n[a]; k++) {
                      value = num[a, k] / den[a, k]
                      if (value >= lower[a, k] && (upper[a, k] == "" || value <= upper[a, k])) continue
                      council++
                      for (i = 1; i < k; i++) row(council, 2000 + i, i)
                      for (i = k + 1; i <= n[a]; i++) row(council, 1999 + i, i)
                      row(council, 2000 + n[a], k)
                      at = "v.high " code[council] " " 2000 + n[a]
                      print at, "mean", cl[a], 1e-9 >"expected"
                      print at, "lower", lower[a, k], 1e-9 >"expected"
                      print at, "upper", upper[a, k], 1e-9 >"expected" } }' \
        codes "$vectors" >rows.csv
    run agree expected
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "charts of counts, of chance alone and by Laney" {
    need spc_attribute.csv
    charts_agree proportion wilson 1e9 p_lcl p_ucl
    [ "${output% compared}" -ge 39 ]
    charts_agree rate byar 1e9 u_lcl u_ucl
    [ "${output% compared}" -ge 36 ]
    charts_agree proportion wilson 0 pp_lcl pp_ucl
    charts_agree rate byar 0 up_lcl up_ucl
}

@test "Fingertips' recent trend, and none where there is no change" {
    need trend_fingertips.csv
    for kind in proportion rate; do
        define $kind "$([ $kind = rate ] && echo byar || echo wilson)" \
            "down recent-trend-worse {}" "up recent-trend-better {}"
        header=metric,area_code,period,value,peer_group,peer_n,peer_missing,peer_q1,peer_median,peer_q3,peer_mads,peer_verdict,numerator,denominator,lower,upper
        rm -f expected quiet
        awk -F, -v kind=$kind 'NR == FNR { code[NR] = $1; next }
            FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
            { for (i = 1; i <= NF; i++) c[name[i]] = $i
              if (c["kind"] != kind) next
              split(c["x"], x, " "); split(c["n"], n, " ")
              split(c["value"], value, " "); split(c["lower"], lower, " "); split(c["upper"], upper, " ")
              council = code[++councils]
              for (i = 1; i <= 5; i++)
                  print "v.high," council "," 2000 + i "," \
                      (kind == "rate" ? value[i] : sprintf("%.17g", x[i] / n[i])) \
                      ",all:council,9,0,1,2,3,0,similar," x[i] "," n[i] "," lower[i] "," upper[i]
              row = "v.high " council " 2005"
              if (c["marker"] == "no_change") { print row >"quiet"; next }
              print row, "chi_squared", c["chi2"], 1e-8 >"expected"
              print row, "p", c["p"], 1e-8 >"expected"
              way[row] = c["marker"] == "increasing" ? "rising" : "falling"
              print row, way[row] >"ways" }' codes "$vectors" >rows.csv
        run agree expected
        echo "$output"
        [ "$status" -eq 0 ]
        [ "${output% compared}" -ge 8 ]
        run grep -F -f quiet found
        [ "$output" = "" ]
        while read -r row; do
            grep -q "^${row% *} .*direction=${row##* } " found
        done <ways
        rm ways
    done
}

# Each p value as a change from 0 that is so many errors large; limits of 95% make the error 1. A
# p of 1 is no change, which is counted among the tests and raises no flag.
@test "q values by Benjamini and Hochberg, of those that were tested" {
    need benjamini_hochberg.csv
    define mean none "far change-worse {p_below: 1, q_below: 1, change: 0}"
    header=metric,area_code,period,value,peer_group,peer_n,peer_missing,peer_q1,peer_median,peer_q3,peer_mads,peer_verdict,numerator,denominator,lower,upper
    awk -F, '
        # The chance beyond x: a series near 0 and a continued fraction further out.
        function tail(x,    k, term, sum) {
            if (x < 3) {
                sum = term = x
                for (k = 1; k < 80; k++) { term *= -x * x / (2 * k); sum += term / (2 * k + 1) }
                return 0.5 - sum / sqrt(8 * atan2(1, 1))
            }
            for (k = 200; k > 0; k--) sum = k / (x + sum)
            return exp(-x * x / 2) / sqrt(8 * atan2(1, 1)) / (x + sum)
        }
        function quantile(p,    low, high, k, x) {
            low = 0; high = 40
            for (k = 0; k < 200; k++) { x = (low + high) / 2; if (tail(x) > p) low = x; else high = x }
            return x
        }
        NR == FNR { code[NR] = $1; next }
        FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
        { for (i = 1; i <= NF; i++) c[name[i]] = $i
          if (c["case"] != last) { cases++; n = 0 }
          last = c["case"]; n++; year = 2000 + 3 * cases
          if (c["p"] == "") next
          x = c["p"] == 1 ? 0 : c["p"] == 0 ? 60 : quantile(c["p"] / 2)
          print "v.low," code[n] "," year ",0,all:council,9,0,1,2,3,0,similar,,,0,0"
          printf "v.low,%s,%d,%.17g,all:council,9,0,1,2,3,0,similar,,,%.17g,%.17g\n", code[n], year + 1,
              x, x - 1.959963984540054, x + 1.959963984540054
          if (x > 0) print "v.low", code[n], year + 1, c["p"], c["bh"] >"expected" }' \
        codes "$vectors" >rows.csv
    evidence >/dev/null
    sed 's/"[^"]*"//g' flags.csv | awk -F, 'NR == FNR { split($0, e, " "); q[e[1] " " e[2] " " e[3]] = e[5]
            p[e[1] " " e[2] " " e[3]] = e[4]; wanted++; next }
        function size(x) { return x < 0 ? -x : x }
        { row = $1 " " $2 " " $4 }
        row in q { found++
            at = $10; sub(/.* p=/, "", at); sub(/ .*/, "", at)
            if (size(at - p[row]) > 1e-9 * (1e-6 + p[row])) { print "p", $0; wrong++ }
            if (size($11 - q[row]) > 1e-9 * (1e-6 + q[row])) { print "q", q[row], $0; wrong++ } }
        END { print found, wanted; exit wrong > 0 || found < 45 || found != wanted }' expected -
}
