# Hostile series through the whole chain: tables made by a generator of random numbers with a
# fixed start. OFLOG_ROUNDS=500 makes 500 tables instead of the usual few.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    rounds=${OFLOG_ROUNDS:-6}
    awk 'BEGIN { print "area_code,peer_code,position"
        for (a = 1; a <= 9; a++) for (b = 1; b <= 9; b++)
            print "E0600000" a ",E0600000" b "," (a * b) % 10 }' >peers.csv
}

# table SEED: nine councils, years, weeks and days; no figures, markers, breaks, counts and limits;
# values that tie, that are huge, tiny, negative or the same for all.
table() {
    awk -v seed="$1" 'function random(below) {
        seed = (seed * 75 + 74) % 65537
        return seed % below
    }
    function value(    kind) {
        kind = style < 4 ? style : random(8)
        if (kind == 0) return random(3)
        if (kind == 1) return 10 + trend * (t + random(3)) / 7
        if (kind == 2) return 50
        if (kind == 3) return random(6001) / 61
        return hostile[1 + random(10)]
    }
    BEGIN {
        split("0 -0 1e308 -1e308 5e-324 -5e-324 1e-9 100 1e15 0.30000000000000004", hostile, " ")
        split("waste.recycling-rate waste.contamination-rate finance.reserves-of-service-spend",
              metrics, " ")
        print "metric,area_code,period,value,marker,numerator,denominator,lower,upper"
        for (i = 0; i < 20; i++) random(2)
        for (m = 1; m <= 3; m++) {
            style = random(7); trend = random(9) - 4; length_ = 2 + random(16); kind = random(5)
            for (t = 0; t < length_; t++)
                for (c = 1; c <= 9; c++) {
                    if (random(15) == 0) continue
                    period = sprintf("%d/%02d", 2000 + t, (2001 + t) % 100)
                    if (kind == 0) period = sprintf("2021-W%02d", t + 1)
                    if (kind == 1 && t % 2) period = sprintf("2021-01-%02d", t + 1)
                    v = value(); mark = ""; limits = ","; counts = ","
                    if (random(12) == 0) { v = ""; split("c,x,z,low,w,p,", some, ",")
                                           mark = some[1 + random(7)] }
                    else if (random(10) == 0) mark = "b"
                    if (random(3) == 0) counts = random(60) "," random(4) * 30
                    if (v != "" && random(4) == 0) limits = v "," v
                    print metrics[m] ",E0600000" c "," period "," v "," mark "," counts "," limits
                }
        }
    }'
}

# did FILE COMMAND...: ended with 0 or 1, and nothing of what it wrote is no number.
did() {
    local out=$1
    shift
    "$@" >"$out" 2>said || [ $? -eq 1 ] || { echo "seed $seed: $*: $(head -3 said)"; return 1; }
    ! grep -nEi '(^|[ ,="-])(nan|inf)([ ,"%]|$)' "$out" ||
        { echo "seed $seed: $*"; return 1; }
}

shuffled() {
    head -1 "$1"
    tail -n +2 "$1" | awk '{ print (NR * 7919) % 4801 "\t" $0 }' | LC_ALL=C sort -n | cut -f2-
}

same_rows() {
    [ "$(LC_ALL=C sort "$1")" = "$(LC_ALL=C sort "$2")" ] || { echo "seed $seed: $1 $2"; return 1; }
}

chain() { # TABLE FLAGS
    did compared.csv oflog-compare -q "$1"
    did ranked.csv oflog-rank -q compared.csv
    did "$2" oflog-flag ranked.csv
}

# Every row of flags: a q value that is a share and no less than its p value, evidence that is pairs
# beginning with the test and ending with the period, and a sentence.
well_formed() {
    awk -F, -v seed="$seed" 'NR > 1 {
        n++
        p = $10 ~ / p=/ ? $10 : ""; sub(/.* p=/, "", p); sub(/ .*/, "", p)
        wrong = $10 !~ /^"?test=[a-z-]+ / || $10 !~ / period=[0-9W\/-]+"?$/ ||
                $0 !~ /[.]"?$/ || $13 == "" ||
                ($11 != "" && ($11 < 0 || $11 > 1)) || (p != "" && $11 != "" && $11 < p * (1 - 1e-9))
        if (wrong) { print "seed " seed ": " $0; exit 1 }
    }' "$1"
}

@test "no series makes a crash, no number, or a flag without its reasons; order does not matter" {
    flags=0
    for ((seed = 1; seed <= rounds; seed++)); do
        table "$seed" >table.csv
        chain table.csv flags.csv
        well_formed flags.csv
        flags=$((flags + $(wc -l <flags.csv) - 1))
        did learned.csv oflog-learn --peers=nearest:peers.csv --periods=1 table.csv
        did progress.csv oflog-progress table.csv
        did themes.csv oflog-flag --by-theme ranked.csv
        did record.csv oflog-flag --backtest=interventions ranked.csv
        shuffled table.csv >other.csv
        chain other.csv other-flags.csv
        same_rows flags.csv other-flags.csv
        did other-learned.csv oflog-learn --peers=nearest:peers.csv --periods=1 other.csv
        same_rows learned.csv other-learned.csv
        did other-progress.csv oflog-progress other.csv
        same_rows progress.csv other-progress.csv
        did other-record.csv oflog-flag --backtest=interventions ranked.csv
        same_rows record.csv other-record.csv
    done
    [ "$flags" -gt $((rounds * 5)) ]
}

@test "new, continuing and cleared add up, whatever the run before was of" {
    for ((seed = 1; seed <= rounds; seed++)); do
        table $((seed + 7000)) >table.csv
        chain table.csv before.csv
        table "$seed" >table.csv
        chain table.csv flags.csv
        did again.csv oflog-flag --previous=flags.csv ranked.csv
        [ "$(wc -l <again.csv)" -eq "$(wc -l <flags.csv)" ]
        [ "$(grep -c ',continuing,' again.csv)" -eq $(($(wc -l <flags.csv) - 1)) ]
        did since.csv oflog-flag --previous=before.csv ranked.csv
        note=$(tail -1 said)
        grep -v ',cleared,' since.csv | sed -E 's/,(new|continuing),/,,/' >raised.csv
        cmp flags.csv raised.csv
        [[ "$note" = *": $(grep -c ',new,' since.csv) of them new, $(grep -c ',continuing,' since.csv) continuing; $(grep -c ',cleared,' since.csv) cleared" ]]
        # nothing is raised and cleared for the same council, metric, period and rule
        [ -z "$(cut -d, -f1,2,4,5 since.csv | sort | uniq -d)" ]
    done
}
