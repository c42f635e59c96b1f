# Sums over larger areas of published files as they stand, beside tests/published.bats.
bats_require_minimum_version 1.5.0
load published

setup() {
    cd "$BATS_TEST_TMPDIR"
    facts=$abs_top_srcdir/data
}

tonnages() {
    need defra-waste/LA_collection-Table_1.csv
    oflog-ingest -q --recipe=defra-waste-table-1 --output=tonnages.csv "$published"
}

# Who followed whom, from the orders; the first of each line is the code of 2023 on.
followed() {
    cat <<'END'
E06000058 E06000028 E06000029 E07000048
E06000059 E07000049 E07000050 E07000051 E07000052 E07000053
E06000060 E07000004 E07000005 E07000006 E07000007
E06000061 E07000150 E07000152 E07000153 E07000156
E06000062 E07000151 E07000154 E07000155
E06000063 E07000026 E07000028 E07000029
E06000064 E07000027 E07000030 E07000031
E06000065 E07000163 E07000164 E07000165 E07000166 E07000167 E07000168 E07000169
E06000066 E07000187 E07000188 E07000189 E07000190 E07000191
E07000244 E07000205 E07000206
E07000245 E07000201 E07000204
END
}

@test "districts of 2018-19 come to today's councils as sums of their predecessors, coverage 1" {
    # Each has a figure of its own, so that no other sum is the same; half have no tonnes.
    {   echo metric,area_code,period,value,numerator,denominator
        followed | awk '{ for (i = 2; i <= NF; i++) {
            n = (n * 75 + 74) % 65537
            print "waste.recycling-rate," $i ",2018/19,," n "," n + 40000
            print "waste.recycling-rate," $i ",2017/18," n % 100 ",," } }'; } >districts.csv
    run -0 --separate-stderr oflog-aggregate -q --to=successor districts.csv
    printf '%s\n' "$output" >today.csv
    # Sums made here, of the parts as they stand.
    followed | awk -F, 'NR == FNR { if ($3 == "2018/19") { n[$2] = $5; d[$2] = $6 } next }
        { count = split($0, code, " "); sum_n = sum_d = 0
          for (i = 2; i <= count; i++) { sum_n += n[code[i]]; sum_d += d[code[i]] }
          printf "%s,%.15g,,%d,%d,%d,%d,1,\n", code[1], 100 * (sum_n / sum_d), sum_n, sum_d,
              count - 1, count - 1 }' districts.csv - >expected
    grep ,2018/19, today.csv | cut -d, -f2,4- |
        awk -F, -v OFS=, '{ print $1, $2, $5, $3, $4, $6, $7, $8, $9 }' | diff expected -
    # Without its parts a rate is x, and why is told.
    [ "$(grep -c ',2017/18,,,,x,0,.*,0,"not averaged: no numerator and denominator of ' today.csv)" -eq 11 ]
    [ "$(wc -l <today.csv)" -eq 23 ]
}

@test "waste of 2018-19 in today's councils, from the published tonnes" {
    tonnages
    # Household waste sent for recycling stands in column 9, estimated rejects in 16; names
    # with commas have quotes. Chiltern's stand in Wycombe's row.
    sum_of() { # CODE...
        local IFS='|'
        sed 's/"[^"]*"/quoted/g' "$published" |
            awk -F, -v codes="^($*)\$" '$1 == "2018-19" && $3 ~ codes {
                rejects += $16; all += $9 + $16; rows++ }
                END { printf "%d,%d,%.12g,%d\n", rejects, all, 100 * rejects / all, rows }'
    }
    oflog-aggregate -q --to=successor tonnages.csv |
        grep '^waste.contamination-rate,.*,2018/19,' | sed 's/"[^"]*"/quoted/g' >today.csv
    told() { # CODE
        awk -F, -v code="$1" '$2 == code {
            printf "%d,%d,%.12g,%d,%d,%s\n", $7, $8, $5, $12, $13, $14 }' today.csv
    }
    same() { # CODE MEMBERS CODE...
        local wanted
        wanted=$(sum_of "${@:3}")
        [ "$(told "$1")" = "${wanted%,*},$2,$2,1" ] ||
            { told "$1"; echo "$wanted"; return 1; }
        [ "${wanted##*,}" -eq $(($# - 2)) ]
    }
    same E06000060 4 E07000004 E07000006 E07000007
    same E06000061 4 E07000150 E07000152 E07000153 E07000156
    same E06000062 3 E07000151 E07000154 E07000155
    same E06000063 3 E07000026 E07000028 E07000029
    same E06000064 3 E07000027 E07000030 E07000031
    same E06000065 7 E07000163 E07000164 E07000165 E07000166 E07000167 E07000168 E07000169
    same E07000244 2 E07000205 E07000206
    # As set down from the file by hand.
    [ "$(told E06000061)" = 2276,59064,3.85344710822,4,4,1 ]
    [ "$(told E06000063)" = 341,40875,0.834250764526,3,3,1 ]
    # Christchurch's figure is inside that of the Dorset Waste Partnership.
    grep -q '^waste.contamination-rate,E06000058,.*,x,.*,2,3,0.666666666666667,reported with others: Christchurch (E10000009)$' today.csv
}

# code,period,larger area (its id) of every council and financial year from 2014/15, from the
# tables of facts alone. A day in the table is a text that sorts.
lie_in() { # KIND
    awk -F, -v kind="$1" '
    function last(year) { return year + 1 "-03-31" }
    function name(year) { return year "/" sprintf("%02d", (year + 1) % 100) }
    function reaches(from, to, day) { return (from == "" || from <= day) && (to == "" || day <= to) }
    { gsub(/"[^"]*"/, "quoted") }
    FNR == 1 { file++; next }
    file == 1 { council[$1] = $2; class[$1] = $4; region[$1] = $5; from[$1] = $6; to[$1] = $7
                if ($7 == "") today[$2]
                if ($4 == "region") code_of[$3] = $1 }
    file == 2 && $3 == kind { m++; area[m] = $1; parent[m] = $2; since[m] = $4; until[m] = $5 }
    file == 3 { heirs[$1]++; heir[$1] = $2 }
    END {
        for (code in class) {
            if (class[code] !~ /^(unitary|metropolitan-district|london-borough|district)$/) continue
            for (year = 2014; year < 2023; year++) {
                if (!reaches(from[code], to[code], last(year))) continue
                if (kind == "region") print code "," name(year) "," council[code_of[region[code]]]
                if (kind == "country") print code "," name(year) ",e92000001"
                if (kind == "successor") {
                    for (c = council[code]; !(c in today); c = heir[c]) if (heirs[c] != 1) break
                    if (c in today) print code "," name(year) "," c
                }
                for (i = 1; i <= m; i++)
                    if (area[i] == code && reaches(since[i], until[i], last(year)))
                        print code "," name(year) "," council[parent[i]]
            }
        }
    }' "$facts/areas.csv" "$facts/memberships.csv" "$facts/successors.csv"
}

@test "every sum of Defra's tonnages is what a sum made otherwise is" {
    tonnages
    for kind in successor combined-authority county region country; do
        oflog-aggregate -q --to="$kind" tonnages.csv | sed 's/"[^"]*"/quoted/g' >sums.csv
        lie_in "$kind" >lie.csv
        cp "$facts/areas.csv" .
        run -0 awk -F, '
        function differ(a, b) { d = a - b; s = b < 0 ? -b : b; return d > 1e-12 * s || -d > 1e-12 * s }
        { gsub(/"[^"]*"/, "quoted") }
        FILENAME == "areas.csv" { council[$1] = $2; next }
        FILENAME == "lie.csv" { larger[$1, $2] = $3; expected[$2, $3]++; next }
        FNR == 1 { next }
        FILENAME == "tonnages.csv" {
            if (!(($2, $4) in larger) || ($5 == "" && $7 == "")) next
            key = $1 "," larger[$2, $4] "," $4
            value[key] += $5; top[key] += $7; bottom[key] += $8; figures[key]++
            next
        }
        {   key = $1 "," council[$2] "," $4
            rows++
            # An unchanged council passes, its rate not yet made of its parts.
            made = $5 == "" && $12 == 1 && $13 == 1 && $7 != "" ? 100 * $7 / $8 : $5
            wanted = $1 ~ /rate$/ && bottom[key] > 0 ? 100 * top[key] / bottom[key] : value[key]
            if ($1 ~ /rate$/ && wanted < 0 && made >= 0) wanted = 0
            if (made != "" && differ(made, wanted)) print key ": " made ", not " wanted
            if (made == "" && $12 == $13 && $13 > 0) print key ": no value though whole"
            if ($13 > expected[$4, council[$2]]) print key ": " $13 " members are too many"
            if ($12 < figures[key]) print key ": " $12 " members have figures, not " figures[key]
            if (made != "") { values++; if ($12 != $13 || $14 != 1) print key ": coverage " $14 }
            else if ($6 != "x" || $12 >= $13) print key ": " $0
            delete figures[key]
        }
        END { for (key in figures) print "no sum of " key
              if (rows < 45 || values == 0 && rows > 45) print "only " rows " rows, " values " values"
        }' areas.csv lie.csv tonnages.csv sums.csv
        [ "$output" = "" ] || { echo "$kind: $output" | head -20; return 1; }
    done
}

@test "people of mid-2018 summed over regions and England are those that ONS has" {
    need ons-population/ukmidyearestimates20182019ladcodes-MYE2-All.csv
    oflog-ingest -q --recipe=ons-population-mye2 --output=people.csv "$published"
    # The file has figures of 2018 for the councils of April 2019, and its own totals.
    for larger in region:E12:45 county:E10:125 country:E92:5; do
        IFS=: read -r to code count <<<"$larger"
        grep ",$code" people.csv | cut -d, -f1,2,5 | sort >published
        grep -v ",$code" people.csv | oflog-aggregate -q --to="$to" |
            sed 's/"[^"]*"/quoted/g' | awk -F, 'NR > 1 && $14 == 1 { print $1 "," $2 "," $5 }' |
            sort >summed
        comm -12 published summed >both
        # Dorset's row is that of the council of 2019.
        [ "$(wc -l <both)" -ge "$count" ]
        [ "$(comm -23 published summed | wc -l)" -eq 0 ] || { comm -23 published summed | head; return 1; }
    done
}

@test "reserves of 2016-17: the counties that were divided, and those that were not" {
    need mhclg-revenue/RS_2016-17_data_by_LA-RS_LA_Data_2016-17.csv
    oflog-ingest -q --recipe=mhclg-revenue-outturn --output=outturn.csv "$published"
    grep -E '^metric|^finance.reserves-of-service-spend' outturn.csv >reserves.csv
    run -1 --separate-stderr oflog-aggregate --to=successor reserves.csv
    [ "$(grep -c "was divided among" <<<"$stderr")" -eq 3 ]
    printf '%s\n' "$output" >today.csv
    # Somerset: the county and its five districts of then.
    wanted=$(sed 's/"[^"]*"/quoted/g' reserves.csv |
        awk -F, '$2 ~ /^(E10000027|E07000187|E07000188|E07000189|E07000190|E07000191)$/ {
            n += $7; d += $8; rows++ } END { printf "%.10g,%d", 100 * n / d, rows }')
    [ "$(awk -F, '$2 == "E06000066" { printf "%.10g,%d", $5, $12 }' today.csv)" = "$wanted" ]
    [ "${wanted#*,}" -eq 6 ]
    for code in E06000058 E06000059 E06000061 E06000062 E06000063 E06000064; do
        grep -q ",$code,.*,x,.*,cannot be divided: " today.csv
    done
}
