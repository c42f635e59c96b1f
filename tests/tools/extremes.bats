# Tables at the edge of what a statistic is made for, through every tool that makes one: what
# comes out is a number or empty, and what is empty in a comparison has its reason.
bats_require_minimum_version 1.5.0
load ../shows

# A case a line: its name, and for each council value/numerator/denominator/lower/upper.
cases() {
    cat <<'END'
no-denominator //5/0 //0/0 //3/10 ///0 /0/0/0 //7/20
above //11/10 //10/10 //12/0 //1/10 //100/99.5 //5/50
equal 7 7 7 7 7 7
equal-parts //7/100 //7/100 //7/100 //7/100 //7/100 //7/100
mad-0 5 5 5 5 5 9
mad-0-parts //5/100 //5/100 //5/100 //5/100 //5/100 //9/100
one-peer 3 4
two-peers 3 4 5
alone //3/30
missing / / / / / /
none-of-50 //0/50 //0/50 //0/50 //0/50 //0/50 //0/50
all-of-50 //50/50 //50/50 //50/50 //50/50 //50/50 //50/50
ties 1 1 2 2 2 1
huge 1e308 -1e308 1.7e308 -1.7e308 0 1
huge-parts //1e308/1e308 //1/1e308 //5e-324/1e308 //1e308/1.7e308 //0/1e308 //1e300/1e301
tiny 5e-324 0 -0 5e-324 1e-323 1e-310
tiny-parts //5e-324/5e-324 //0/5e-324 //5e-324/1 //-0/1 //1/5e-324 //0/1
minus-0 -0 0 -0/-0/5 0/0/5 -0.0 1/1/5
fractions //1.5/7.25 //0.3/7 //2.7/8.1 //9.9999/10 //0.0001/3 //4/9
many //1e12/2e12 //999999999999/2e12 //1e15/3e15 //1e15/1e15 //0/1e15 //123/1e12
below-0 //-5/50 -7 //-2/50 -100 //0/50 //-1/50
no-width 5///5/5 5///5/5 5///5/5 5///5/5 5///5/5 5///5/5
wide 1///-1e308/1e308 2///-1.7e308/1.7e308 3///3/3 4///3/1e308 5///5e-324/1e300 6///0/6
narrow 0///0/5e-324 5e-324///0/5e-324 1e-323///5e-324/1e-322 0///-0/0 -0///-5e-324/5e-324 0///0/0
outside 5///6/7 5///9/1 5////6 5///5 5///4/6 ////1/2
apart 1e308///9e307/1.1e308 1///0.9/1.1 -1e308///-1.1e308/-9e307 1e154///1e153/1e155 2///1/3 3///2/4
END
}

kinds='proportion:wilson:high rate:byar:low ratio:exact:neutral count:byar:{target: 5} score:none:high'

definitions() {
    local kind interval polarity
    tr ' ' '\n' <<<"${kinds/get: 5/get:_5}" | while IFS=: read -r kind interval polarity; do
        cat <<YAML
- id: v.$kind
  label: x
  service: v
  kind: $kind
  interval: $interval
  polarity: ${polarity//_/ }
  unit: u
  year: financial
  applies_to: [unitary]
  source: {publisher: P, title: T, licence: L}
YAML
    done
}

# Every case of every kind in a year of its own, with a region and a country beside it; or one.
table() { # [CASE]
    echo metric,area_code,period,value,numerator,denominator,lower,upper
    cases | awk -v kinds="proportion rate ratio count score" -v only="$1" '
        BEGIN { split("E06000001 E06000002 E06000003 E06000004 E06000005 E06000047", council, " ")
                council[7] = "E12000001"; council[8] = "E92000001"; count = split(kinds, kind, " ") }
        only == "" || $1 == only {
            for (k = 1; k <= count; k++)
                for (i = 1; i <= 8; i++) {
                    if (i > 6) $(i + 1) = $3
                    if (i + 1 > NF || $(i + 1) == "") continue
                    cells = $(i + 1); slashes = gsub("/", ",", cells)
                    while (slashes++ < 4) cells = cells ","
                    printf "v.%s,%s,%d/%02d,%s\n", kind[k], council[i], 1999 + NR, NR % 100, cells } }'
}

setup_file() {
    cd "$BATS_FILE_TMPDIR"
    definitions >metrics.yaml
    table >plain.csv
    oflog-normalise -q -d metrics.yaml --confidence=0.95 --output=limits.csv \
        --rejects=refused.rows plain.csv || [ $? -eq 1 ]
    [ "$(wc -l <limits.csv)" -gt 500 ]
    { echo area_code,peer_code,position
      for a in E0600000{1..5} E06000047; do
          for b in E06000047 E0600000{5..1}; do
              [ $a = $b ] || echo "$a,$b,$((++position))"
          done
      done; } >peers.csv
}

setup() {
    cd "$BATS_FILE_TMPDIR"
}

# Runs a tool over both tables: it ends with 0 or 1, no cell is infinite or no number, and the
# awk program, which has the row's cells by name in c, finds nothing wrong.
sound() { # PROGRAM TOOL [OPTION]...
    local program=$1 input outcome
    shift
    for input in plain.csv limits.csv; do
        outcome=0
        "$@" -q -d metrics.yaml --rejects=refused.csv "$input" >out.csv 2>messages || outcome=$?
        [ $outcome -le 1 ] || { echo "$* $input: status $outcome"; cat messages; return 1; }
        # Names of areas hold commas and are in no column that is looked at here.
        sed 's/"[^"]*"/quoted/g' out.csv | awk -F, '
            NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
            { for (i = 1; i <= NF; i++) c[name[i]] = $i }
            tolower($0) ~ /(^|[,=])[-+]?(inf|nan)/ { wrong++; print; next }
            '"$program"'
            END { exit wrong > 0 }' || { echo "$* $input"; return 1; }
        case $1 in oflog-normalise|oflog-compare|oflog-rank)
            [ $(($(wc -l <out.csv) + $(sed 1d refused.csv | wc -l))) -eq "$(wc -l <"$input")" ] ;;
        esac
    done
}

@test "the table has all kinds of a case, and some that are refused" {
    [ "$(wc -l <plain.csv)" -gt 500 ]
    [ "$(cut -d, -f1 plain.csv | sort -u | wc -l)" -eq 6 ]
    [ "$(wc -l <refused.rows)" -gt 20 ]
}

@test "values, limits and scores at the edges" {
    in_order='c["value"] != "" && c["lower"] != "" && c["upper"] != "" && c["lower"] - c["upper"] > 0 {
        wrong++; print }'
    for score in mads z percentile min-max; do
        for how in --confidence=0.95 --interval=wilson --interval=exact \
            '--interval=byar --confidence=0.998' --rebuild --real=2010/11; do
            sound "$in_order" oflog-normalise --score=$score $how
        done
    done
    sound "$in_order$wider" oflog-normalise --grades --small-numbers
}

# Outer limits lie nowhere within the inner ones; a value is where it may be.
wider='c["lower99_8cl"] != "" && (c["lower99_8cl"] - c["lower"] > 0 || c["upper"] - c["upper99_8cl"] > 0) {
           wrong++; print }
       c["value_low"] != "" && c["value_low"] - c["value_high"] > 0 { wrong++; print }'

# The cells of counts as they are at the edges, rounded to the nearest 10.
@test "rounded counts at the edges" {
    sed 's/^  interval: \(wilson\|byar\|exact\)$/&\n  rounded_to: 10\n  suppressed: {to: 4}/' metrics.yaml \
        >exact.yaml
    mv metrics.yaml kept.yaml
    mv exact.yaml metrics.yaml
    [ "$(grep -c rounded_to metrics.yaml)" -eq 4 ]
    for how in --interval=wilson --interval=byar --interval=exact --confidence=0.95; do
        sound "$wider"'c["value"] != "" && c["lower"] != "" && c["upper"] != "" && c["lower"] - c["upper"] > 0 {
            wrong++; print }' oflog-normalise --grades --small-numbers $how || { mv kept.yaml metrics.yaml; return 1; }
    done
    for funnel in chance score adjusted multiplicative; do
        sound "$reasons$grades" oflog-compare --stress --grades --benchmark=country --funnel=$funnel ||
            { mv kept.yaml metrics.yaml; return 1; }
    done
    mv kept.yaml metrics.yaml
}

# A grade says what the verdict says, and no more where it is a position.
grades='c["peer_grade"] != "" && c["peer_basis"] !~ /^(limits|((score|adjusted|multiplied)-)?funnel)$/ { wrong++; print }
        c["peer_grade"] != "" && c["peer_grade"] != c["peer_verdict"] &&
            c["peer_grade"] != (c["peer_verdict"] == "better" ? "best" : c["peer_verdict"] == "worse" ? "worst" : "") {
            wrong++; print }
        c["peer_basis"] ~ /funnel$/ && c["peer_grade"] == "" { wrong++; print }'

reasons='c["peer_verdict"] == "" && c["peer_basis"] !~ /^(no-value|not-applicable|small-base|no-benchmark|too-few|no-spread)$/ {
             wrong++; print }
         c["peer_verdict"] != "" && c["peer_basis"] !~ /^(limits|((score|adjusted|multiplied)-)?funnel|mads)$/ {
             wrong++; print }
         c["peer_q1"] != "" && (c["peer_q1"] - c["peer_median"] > 0 || c["peer_median"] - c["peer_q3"] > 0) {
             wrong++; print }
         c["peer_survives"] != "" && (c["peer_survives"] < 0 || c["peer_survives"] > 1) { wrong++; print }'

@test "comparisons at the edges, with whatever peers" {
    for peers in class all region combined-authority list:E06000001,E06000002 \
        nearest:peers.csv peers.csv; do
        sound "$reasons" oflog-compare --stress --peers=$peers
        sound "$reasons" oflog-compare --include-self --quantile-type=6 --peers=$peers
    done
}

@test "comparisons at the edges, with whatever benchmark and funnel" {
    for benchmark in median aggregate region country; do
        for funnel in chance score adjusted multiplicative none; do
            sound "$reasons$grades" oflog-compare --stress --grades --benchmark=$benchmark --funnel=$funnel
        done
    done
}

@test "comparisons at the edges, with the limits of both" {
    for benchmark in region country; do
        sound "$reasons" oflog-compare --stress --double-ci --benchmark=$benchmark
    done
}

@test "ranks at the edges" {
    inside='c["rank_lower"] != "" && (c["rank_lower"] < 1 || c["rank_lower"] > c["rank"] + 0 ||
                c["rank"] > c["rank_upper"] + 0 || c["rank_upper"] > c["ranked"] + 0) { wrong++; print }
            c["p_best_quarter"] + 0 < 0 || c["p_best_quarter"] + 0 > 1 || c["p_worst_quarter"] + 0 > 1 {
                wrong++; print }'
    for method in holm posterior; do
        for how in --ties=min --bands=2 --within=level --within=region --confidence=0.999999 \
            --limits-confidence=0.001; do
            sound "$inside" oflog-rank --best=high --method=$method $how
        done
    done
    for how in --groups=phe '--simultaneous --confidence=0.999999' --limits-confidence=0.001; do
        sound "$inside" oflog-rank --best=high --method=bootstrap $how
    done
    sound "$inside" oflog-rank --best=high --simultaneous --groups=phe --bands=100
}

@test "whom to learn from at the edges" {
    sound '' oflog-learn --peers=peers.csv
    sound '' oflog-learn --peers=nearest:peers.csv --count=1 --periods=1
}

@test "neighbours at the edges" {
    local name
    cases | cut -d' ' -f1 | while read -r name; do
        table "$name" >one.csv
        for how in --scale=standard --scale=robust --scale=rank --transform=log; do
            outcome=0
            oflog-peers -q -d metrics.yaml $how one.csv >out.csv 2>messages || outcome=$?
            [ $outcome -le 1 ] || grep -q 'has no logarithm' messages ||
                { echo "$name $how"; cat messages; exit 1; }
            awk -F, 'tolower($0) ~ /(^|,)[-+]?(inf|nan)/ { wrong++; print }
                $3 == $1 { wrong++; print }
                NR > 1 && ($NF < 1 || $(NF - 1) < 0) { wrong++; print } END { exit wrong > 0 }' out.csv
        done
    done
}

@test "one metric in one period" {
    printf '%s\n' metric,area_code,period,value v.score,E06000001,2020/21,5 >single.csv
    run --separate-stderr oflog-compare -q -d metrics.yaml --stress single.csv
    shows 0 peer_n,peer_median,peer_verdict,peer_basis,peer_survives <<<$'peer_n,peer_median,peer_verdict,peer_basis,peer_survives\n0,,,too-few,'
    run --separate-stderr oflog-rank -q -d metrics.yaml single.csv
    shows 0 rank,ranked,percentile,band <<<$'rank,ranked,percentile,band\n1,1,50,'
    run --separate-stderr oflog-learn -q -d metrics.yaml --peers=peers.csv single.csv
    [ "$status" -eq 0 ]
    [ "${#lines[@]}" -eq 1 ]
    for score in mads:: z:: percentile:50 min-max::; do
        run --separate-stderr oflog-normalise -q -d metrics.yaml --score=${score%%:*} single.csv
        [ "$(columns score <<<"$output" | tail -1)" = "$(tr -d : <<<"${score#*:}")" ]
    done
}
