# What must hold for every table, shown on one of 4,800 rows.
bats_require_minimum_version 1.5.0

# 60 councils of four classes, 20 years, 4 metrics; values with many digits and ties,
# markers, limits, parts to fill from, rows without anything, England, some doubles.
setup_file() {
    awk 'function random(below) { seed = (seed * 75 + 74) % 65537; return seed % below }
    BEGIN {
        split("recycling-rate contamination-rate residual-household-waste", waste, " ")
        split("E0600000 E0600001 E0700007 E0800001 E0800002 E0900000", codes, " ")
        print "metric,area_code,period,value,marker,numerator,denominator,lower,upper,note"
        for (m = 1; m <= 4; m++)
            for (year = 2000; year < 2020; year++)
                for (c = 0; c < 60; c++) {
                    code = codes[int(c / 10) + 1] (c % 10)
                    if (code !~ /(E06000000|E09000000)$/)
                        row(m < 4 ? "waste." waste[m] : "finance.reserves-of-service-spend",
                            code, year "/" sprintf("%02d", (year + 1) % 100))
                }
    }
    function row(metric, code, period,    value, marker, parts, limits) {
        value = random(10) ? sprintf("%.7g", random(6001) / 61) : random(9)
        limits = random(4) ? "," : value - 1 "," value + 1
        if (random(12) == 0) { value = ""; split("c,x,z,low,w,p,", some, ",")
                               marker = some[1 + random(7)]; limits = "," }
        else if (random(9) == 0) marker = "p r"
        parts = random(5) ? "," : random(50) "," 50 + random(50)
        print metric "," code "," period "," value "," marker "," parts "," limits ",\"n, " ++n "\""
    }' >"$BATS_FILE_TMPDIR/table.csv"
}

setup() {
    table=$BATS_FILE_TMPDIR/table.csv
    cd "$BATS_TEST_TMPDIR"
}

# Rows in another order, which depends on nothing but their own number.
shuffled() {
    head -1 "$1"
    tail -n +2 "$1" | awk '{ print (NR * 7919) % 4801 "\t" $0 }' | LC_ALL=C sort -n | cut -f2-
}

sorted() {
    LC_ALL=C sort
}

# Commands whose answer must not depend on order or on sharding.
each_command() { # FUNCTION
    "$1" oflog-aggregate --to=successor
    "$1" oflog-aggregate --to=region
    "$1" oflog-aggregate --to=combined-authority --on=latest --keep
    "$1" oflog-normalise
    "$1" oflog-normalise --rebuild --score=z --within=class
    "$1" oflog-normalise --score=mads
    "$1" oflog-compare --peers=all
    "$1" oflog-compare --peers=region --quantile-type=6
    "$1" oflog-compare --peers=class --include-self
    "$1" oflog-compare --stress --benchmark=aggregate --peers=class --peers=all --as=all
    "$1" oflog-compare --peers=list:E06000001,E06000002,E06000003,E08000011,E07000071
    "$1" oflog-rank --within=level
    "$1" oflog-rank --ties=average --within=class,region --bands=10
    "$1" oflog-rank --period=latest
    "$1" flags
}

flags() {
    oflog-compare "$@" | oflog-rank -q | oflog-flag -q
}

@test "the table has what the laws are to be held against" {
    run oflog-rank -q "$table"
    [ "$status" -eq 0 ]
    [ "${#lines[@]}" -gt 4500 ]
    [ "$(oflog-normalise "$table" 2>&1 >/dev/null | grep -c 'filled')" -eq 1 ]
    [ "$(oflog-compare -q "$table" | grep -c ',limits,')" -gt 500 ]
    [ "$(oflog-compare -q "$table" | grep -c ',mads,')" -gt 1000 ]
    [ "$(flags -q "$table" | grep -c concern)" -gt 300 ]
}

@test "shuffled rows give the same rows of results to the last digit" {
    shuffled "$table" >shuffled.csv
    run -1 cmp -s "$table" shuffled.csv
    law() {
        "$@" -q "$table" | sorted >straight
        "$@" -q shuffled.csv | sorted | cmp - straight || { echo "$*"; return 1; }
    }
    each_command law
}

@test "shuffled rows with doubles and refused ones give the same rows and refusals" {
    { cat "$table"
      sed -n '100,140p' "$table"
      sed -n '200,240s/,[0-9.]*,/,77,/4p' "$table"
      sed -n '300,340s/E0/W0/p' "$table"; } >doubled.csv
    shuffled doubled.csv >shuffled.csv
    law() {
        run -1 --separate-stderr "$@" doubled.csv
        sorted <<<"$output" >straight
        echo "$stderr" >messages
        run -1 --separate-stderr "$@" shuffled.csv
        sorted <<<"$output" | cmp - straight
        echo "$stderr" >others
        # The messages name other lines.
        diff <(sed 's/^[^ ]* [^ ]*csv:[0-9]*//' messages | sorted) \
            <(sed 's/^[^ ]* [^ ]*csv:[0-9]*//' others | sorted)
    }
    law oflog-rank --within=level
    law oflog-compare --peers=all
}

@test "a table cut by metric gives the same rows, whichever process has which" {
    for metric in recycling-rate contamination-rate residual-household-waste service-spend; do
        sed -n "1p;/$metric/p" "$table" >"$metric.shard"
    done
    law() {
        "$@" -q "$table" | sorted >whole
        { "$@" -q recycling-rate.shard
          for shard in contamination-rate residual-household-waste service-spend; do
              "$@" -q "$shard.shard" | tail -n +2
          done; } | sorted | cmp - whole || { echo "$*"; return 1; }
    }
    each_command law
}

@test "to normalise twice is to normalise once" {
    oflog-normalise -q "$table" >once.csv
    oflog-normalise -q once.csv | cmp - once.csv
    run -1 cmp -s "$table" once.csv
}

@test "to replace the columns of a run by the same run changes nothing" {
    oflog-rank -q "$table" >once.csv
    oflog-rank -q --replace once.csv | cmp - once.csv
    oflog-compare -q "$table" >once.csv
    oflog-compare -q --replace once.csv | cmp - once.csv
}

@test "a council compared with itself alone differs by nothing" {
    head -1 "$table" >own.csv
    grep E06000001 "$table" >>own.csv
    oflog-compare -q --include-self own.csv >compared.csv
    # The note is quoted, so columns are counted from the right.
    run awk -F, 'NR > 1 && $4 != "" { n++; if ($(NF - 4) != 0 || $(NF - 12) != 1) print }
        END { print (n > 50 ? "many" : "few") }' compared.csv
    [ "$output" = many ]
}

@test "rows of councils without the service change nobody's rank or comparison" {
    { cat "$table"
      awk 'BEGIN { for (year = 2000; year < 2020; year++)
          for (code = 2; code <= 34; code++)
              if (code ~ /^(3|6|8|11|12|13)$/)
                  printf "waste.recycling-rate,E100000%02d,%d/%02d,,z,,,,,\n", code, year,
                      (year + 1) % 100 }'; } >more.csv
    oflog-rank -q --within=level "$table" >before
    oflog-rank -q --within=level more.csv | head -n "$(wc -l <before)" | cmp - before
    # But for _outside, the twelfth cell from the right, where they are counted.
    compared() { oflog-compare -q --peers=all "$1" | awk -F, -v OFS=, '{ $(NF - 10) = "" } 1'; }
    compared "$table" >before
    compared more.csv | head -n "$(wc -l <before)" | cmp - before
    [ "$(oflog-rank -q more.csv | grep -c ',z,.*,,,,,,$')" -ge 120 ]
}

@test "a value multiplied by a thousand keeps its ranks and its MADs" {
    cut -d, -f1-4 "$table" | grep -v recycling | grep -v contamination >small.csv
    awk -F, -v OFS=, 'NR > 1 && $4 != "" { $4 = $4 "e3" } 1' small.csv >great.csv
    run -0 diff <(oflog-rank -q small.csv | cut -d, -f5-) <(oflog-rank -q great.csv | cut -d, -f5-)
    mads() { oflog-compare -q "$1" | awk -F, '{ print $16 == "" ? "" : $16 + 0, $17 }'; }
    run -0 diff <(mads small.csv) <(mads great.csv)
}

# Waste of every council of one day, in tenths.
whole_country() {
    echo metric,area_code,period,value,numerator,denominator
    awk -F, 'NR > 1 && $4 ~ /^(unitary|metropolitan-district|london-borough|district)$/ &&
        $(NF - 1) <= "2019-03-31" && ($NF == "" || $NF >= "2019-03-31") {
        seed = (seed * 75 + 74) % 65537
        print "waste.recycling-rate," $1 ",2018/19,," seed / 10 "," 7000 + seed / 10 }' \
        <(sed 's/"[^"]*"/quoted/' "$abs_top_srcdir/data/areas.csv")
}

@test "sums come out alike whatever the order of the rows, and whole ones add up to the country" {
    whole_country >country.csv
    { head -1 country.csv; tail -n +2 country.csv | tac; } >turned.csv
    run -1 cmp -s country.csv turned.csv
    for larger in successor region county combined-authority country; do
        oflog-aggregate -q --to="$larger" country.csv >"$larger.sums"
        oflog-aggregate -q --to="$larger" turned.csv | cmp - "$larger.sums"
    done
    # Every region is whole, and what they have is what England has.
    [ "$(grep -c ',1,$' region.sums)" -eq 9 ]
    parts() { awk -F, 'NR > 1 { n += $5; d += $6 } END { printf "%.1f %.1f\n", n, d }' "$1"; }
    [ "$(parts region.sums)" = "$(parts country.sums)" ]
    [ "$(parts region.sums)" = "$(parts country.csv)" ]
    [ "$(parts successor.sums)" = "$(parts country.csv)" ]
}

@test "to carry twice is to carry once, and a region's sum is that of its carried councils" {
    whole_country >country.csv
    oflog-aggregate -q --to=successor country.csv >once.csv
    run -0 diff <(cut -d, -f1-7 once.csv) \
        <(oflog-aggregate -q --replace --to=successor once.csv | cut -d, -f1-7)
    run -0 diff <(oflog-aggregate -q --to=region country.csv | cut -d, -f1-6) \
        <(oflog-aggregate -q --replace --to=region once.csv | cut -d, -f1-6)
    run -0 diff <(oflog-aggregate -q --to=region country.csv | cut -d, -f1-6) \
        <(oflog-aggregate -q --replace --to=region --on=latest once.csv | cut -d, -f1-6)
}
