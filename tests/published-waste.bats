# Defra's waste tables as they stand, beside tests/published.bats: what regions, treatment and
# disposal add up to.
bats_require_minimum_version 1.5.0
load shows
load published

setup() {
    cd "$BATS_TEST_TMPDIR"
}

table=defra-waste/LA_collection-Table

@test "contamination has the Office's 2,469 figures of eight years, 111 of them set to 0" {
    need ${table}_1.csv
    ingest defra-waste-table-1
    [ "$status" -eq 0 ]
    grep -E '^(metric|waste.contamination-rate),' observed.csv >one.csv
    oflog-normalise -q --output=rates.csv one.csv
    # The Office had no figure for the new Buckinghamshire, which stands under another code.
    run bash -c "tail -n +2 rates.csv | sed 's/\"[^\"]*\"/quoted/' |
        awk -F, '\$4 >= \"2015/16\" && \$2 != \"E06000060\" && \$5 != \"\" {
            all++; below += \$5 == 0 && \$7 < 0 } END { print all, below }'"
    [ "$output" = "2469 111" ]
}

@test "Table 1 gives five figures for each of 2,791 councils and years" {
    need ${table}_1.csv
    ingest defra-waste-table-1
    [[ "$stderr" == *"15595 cells in = 13955 observations + 0 refused + 1640 left out" ]]
    [ "$(tabs observed.csv | tail -n +2 | cut -f1 | sort | uniq -c | awk '{ print $1 }' | uniq -c |
        xargs)" = "5 2791" ]
}

@test "treated waste of councils, partnerships and joint authorities sums to England" {
    need ${table}_2.csv
    ingest defra-waste-table-2
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"7987 cells in = 7280 observations + 0 refused + 707 left out" ]]
    # By year and in tonnes: England less ours less what rules leave out. What remains is
    # the publisher's rounding of some 120 figures, 10 tonnes at most in 54 sums.
    run awk -F'\t' '
        NR == FNR { if (FNR > 1) sum[$1, $4] += $5; next }
        { year = $1; sub("-", "/", year) }
        $4 ~ /^E50/ || $6 ~ /Partnership/ { for (i = 8; i <= 13; i++) left[year, i] += $i }
        $7 == "*Total" { for (i = 8; i <= 13; i++) england[year, i] = $i }
        BEGIN { split(",,,,,,,-landfilled,-incinerated-with-energy,-incinerated-without-energy,-recycled,-otherwise,", name, ",") }
        END { for (key in england) {
                  split(key, k, SUBSEP)
                  off = england[key] - left[key] - sum["waste.managed" name[k[2]], k[1]]
                  if (off < -10 || off > 10) print k[1], "waste.managed" name[k[2]], off
                  n++
              }
              print n }' <(tabs observed.csv) <(tabs "$published")
    [ "$output" = 54 ]
}

@test "landfill is of those who dispose: Buckinghamshire as a county, then as a unitary" {
    need ${table}_3.csv
    ingest defra-waste-table-3-landfill
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"4655 cells in = 1505 observations + 0 refused + 3150 left out" ]]
    [ "$(value_of waste.landfill-rate E10000002 2019/20)" = 0.3 ]
    [ "$(value_of waste.landfill-rate E06000060 2020/21)" = 0.3 ]
    # The name with a footnote's mark is known.
    [ "$(value_of waste.landfill-rate E10000009 2010/11)" = 43.6 ]
}

@test "ten tables of one sheet, side by side and stacked: regions sum to England" {
    need ${table}_1a.csv
    for side in left right; do
        ingest "defra-waste-table-1a-$side"
        [ "$status" -eq 0 ]
        [[ "$stderr" == *" = 920 observations + 0 refused + "* ]]
        tabs observed.csv | tail -n +2 >>all
    done
    # In thousands of tonnes, each rounded: England is off by 3 at most, in 184 sums.
    run awk -F'\t' '
        { areas[$2]; if ($2 ~ /^E12/) sum[$1, $4] += $5; else england[$1, $4] = $5 }
        END { for (a in areas) n++
              for (key in england) {
                  all++; off = england[key] - sum[key]; if (off < 0) off = -off
                  if (off > most) most = off
              }
              print n, all, most }' all
    [ "$output" = "10 184 3" ]
}

@test "three stacked tables of regions agree with the totals of Table 3, but for three figures" {
    need ${table}_3a.csv
    ingest defra-waste-table-3a
    [ "$status" -eq 0 ]
    [[ "$stderr" == *" = 690 observations + 0 refused + "* ]]
    tabs observed.csv | tail -n +2 >all
    need ${table}_3.csv
    # Residual waste is in whole kilograms in one and with a decimal in the other.
    run awk -F'\t' '
        BEGIN { at["waste.recycling-rate"] = 8; at["waste.landfill-rate"] = 9
                at["waste.residual-household-waste"] = 7 }
        NR == FNR { name = $3 == "England" ? "Total England" : "*" $3
                    sub("Yorkshire and The", "Yorkshire and", name)
                    sub("East of England", "Eastern", name)
                    ours[$1, name, $4] = $5; next }
        $6 == "Total" { year = $1; sub("-", "/", year)
            for (metric in at) {
                figure = $at[metric]; sub("%", "", figure); n++
                off = figure - ours[metric, $2, year]
                if (off < 0) off = -off
                if (off > (metric ~ /residual/ ? 0.501 : 0.001))
                    print metric, year, $2, figure, "not", ours[metric, $2, year]
            } }
        END { print n }' all <(tabs "$published")
    [ "${lines[-1]}" = 390 ]
    diff -u - <(printf '%s\n' "${lines[@]:0:3}" | LC_ALL=C sort) <<'END'
waste.landfill-rate 2017/18 Total England 12.6 not 12.7
waste.recycling-rate 2016/17 *London 33.1 not 33
waste.recycling-rate 2018/19 *Yorkshire and Humber 42.8 not 42.9
END
    [ "${#lines[@]}" -eq 4 ]
}

@test "the ways in which waste of ten regions was managed sum to the total of each year" {
    need defra-waste/LA_collection.ods
    for side in left right; do
        ingest "defra-waste-table-2a-$side"
        # In the table of the East two columns are headed 2004-05 and none 2005-06: Table 1a has
        # the second one's total for 2005-06. Neither is read.
        years=115
        if [ "$side" = left ]; then
            [ "$status" -eq 1 ]
            [[ "$stderr" == *"'2004-05', which heads this column, means what '2004-05r' means over column 6"* ]]
            years=113
        fi
        # Six figures, each rounded to a thousand tonnes, are within three of their sum.
        run -0 awk -F, 'NR > 1 { key = $2 " " $4; n[key]++
                if ($1 == "waste.regional-managed") all[key] += $5; else parts[key] += $5 }
            END { for (key in n) { rows++; d = all[key] - parts[key]
                      if (n[key] != 6 || d > 3 || d < -3) print key, n[key], d }
                  print rows }' observed.csv
        [ "$output" = "$years" ] || { echo "$output"; return 1; }
    done
}

@test "England's household waste and its recycling in Table 3b are those of Tables 1a and 3a" {
    need defra-waste/LA_collection.ods
    ingest defra-waste-table-1a-left
    [ "$status" -eq 0 ]
    mv observed.csv amounts.csv
    ingest defra-waste-table-3a
    [ "$status" -eq 0 ]
    mv observed.csv rates.csv
    ingest defra-waste-table-3b
    [ "$status" -eq 0 ]
    grep E92000001 amounts.csv rates.csv observed.csv | sed 's/.*csv://' | awk -F, '
        $1 == "waste.recycling-rate" { rate[$4] = $5; next }
        $1 ~ /regional-household-(recycled|waste)$/ {
            name = $1; sub(/.*-/, "", name); n[name, $4]++
            if (($1, $4) in seen && ($5 - seen[$1, $4] > 1 || seen[$1, $4] - $5 > 1))
                print $1, $4, seen[$1, $4], $5
            seen[$1, $4] = $5; value[name, $4] = $5 }
        END { for (year in rate) {
                  years += n["recycled", year] == 2 && n["waste", year] == 2
                  d = 100 * value["recycled", year] / value["waste", year] - rate[year]
                  if (d > 0.06 || d < -0.06) print year, d }
              print years }' >told
    [ "$(cat told)" = 23 ] || { cat told; return 1; }
}
