# Adult social care and children's services: the published files as they stand, which are not
# part of the source, looked for in the folder data/ of $OFLOG_SHARED_DIR. A file that is not there
# skips its tests. Figures that stand here were read from the files by hand.
bats_require_minimum_version 1.5.0
load shows

setup() {
    cd "$BATS_TEST_TMPDIR"
}

# The file's name in $published; leaves the test where there is no such file.
need() {
    published=${OFLOG_SHARED_DIR:-}/data/$1
    [ -n "${OFLOG_SHARED_DIR:-}" ] || skip "OFLOG_SHARED_DIR is not set"
    [ -e "$published" ] || skip "there is no $1 in its folder data/"
}

# Ingests $published into observed.csv; prints what the account says of its cells, and of rows
# that were left out.
observe() { # RECIPE
    oflog-ingest --recipe="$1" "$published" >observed.csv 2>account || return
    grep -E 'left out by|cells in' account | sed 's/^oflog-ingest: //'
}

# What one area's figure is made of. Names may hold commas, so cells count from the right.
figure() { # METRIC CODE PERIOD
    awk -F, -v key="$1,$2" -v period="$3" '$1 "," $2 == key && $(NF - 7) == period {
        print $(NF - 6), $(NF - 5) ":", $(NF - 4) " / " $(NF - 3) }' observed.csv
}

# The sum over councils and the published total of England, of one metric and period.
totals() { # METRIC PERIOD CELL-FROM-THE-RIGHT
    awk -F, -v metric="$1" -v period="$2" -v from="$3" '
        $1 != metric || $(NF - 7) != period { next }
        $2 ~ /^E(06|08|09|10)/ { sum += $(NF - from) }
        $2 == "E92000001" { england = $(NF - from) }
        END { printf "%.0f %.0f\n", sum, england }' observed.csv
}

# Values met cell by cell with the file: the line of its source, and the column from the right.
as_published() { # METRIC COLUMN-FROM-THE-RIGHT
    awk -F, -v metric="$1" -v from="$2" '
        NR == FNR { if ($1 == metric) { split($NF, source, ":"); value[source[2]] = $(NF - 6) }
                    next }
        FNR in value { rows++; cell = $(NF - from); sub(/\r$/, "", cell)
            if (value[FNR] != (cell ~ /^-?[0-9]/ ? cell : "")) print FNR ": " value[FNR] ", not " cell }
        END { print rows + 0 }' observed.csv "$published"
}

@test "scorecards of school places: councils by the department's numbers" {
    need dfe-scorecards/scorecard_data_2025_2023.csv
    run observe dfe-school-places-scorecards
    shows 0 <<'END'
462 rows, 1848 cells in = 1848 observations + 0 refused + 0 left out
END
    [ "$(figure schools.first-choice-primary E08000035 2024/25)" = "93.08221659 :  / " ]
    [ "$(figure schools.first-choice-secondary E08000035 2022/23)" = "84.3 :  / " ]
    [ "$(figure schools.unfilled-places-primary E08000035 2024/25)" = "9.498899427 :  / " ]
    [ "$(figure schools.unfilled-places-secondary E92000001 2024/25)" = "12.45075436 :  / " ]
    [ "$(figure schools.first-choice-primary E06000053 2024/25)" = " x:  / " ]
    [ "$(figure schools.first-choice-primary E06000064 2022/23)" = " z:  / " ]
    # The number leads to the council whose code stands beside it, in every row; Barnsley and
    # Sheffield of 2024/25 have the codes there that were theirs until March 2025.
    run awk -F, 'NR == FNR { split($NF, source, ":"); code[source[2]] = $2; next }
        FNR > 1 { n++; want = match($0, /,E(06|08|09|10)[0-9]+,/) ? substr($0, RSTART + 1, 9) : "E92000001"
                  if (code[FNR] != want) print FNR, code[FNR], want }
        END { print n }' observed.csv "$published"
    [ "$output" = $'38 E08000038 E08000016\n149 E08000039 E08000019\n462' ]
}

@test "activity of 2009-10: shares from counts with commas, councils by number" {
    need nhsd-asc/Final_Council_Level_ActivityData_2009-10.csv
    run observe nhsd-pss-activity-2009-10
    shows 0 <<'END'
left out by rule 'notes': 5 rows
left out by rule 'total': 1 row
158 rows, 316 cells in = 304 observations + 0 refused + 12 left out
END
    [ "$(figure asc.home-care-own-staff E10000006 2009/10)" = " : 695500 / 2910130" ]
    [ "$(figure asc.intensive-home-care E08000035 2009/10)" = " : 1355 / 4455" ]
    [ "$(figure asc.intensive-home-care E09000001 2009/10)" = " x: 15 / " ]
    # 117 councils with both kinds of hours, 122 with all five counts of people: counted by hand,
    # as are the sums of all that is said of own hours and of intensive home care.
    run awk -F, 'NR > 1 { half = $1 ~ /own-staff/ ? "hours" : "people"
        if ($(NF - 4) != "" && $(NF - 3) != "" && $(NF - 3) > 0) both[half]++
        if ($(NF - 4) != "") sum[half] += $(NF - 4) }
        END { print both["hours"], sum["hours"]; print both["people"], sum["people"] }' observed.csv
    [ "$output" = $'117 25014165\n122 113765' ]
}

@test "additional data of 2015-16: six of 33 lines for 152 councils" {
    need nhsd-asc/pss-exp-eng-15-16-fin-add-data.csv
    run observe nhsd-pss-additional-2015-16
    [ "$status" -eq 0 ]
    [ "${lines[-1]}" = "5016 rows, 5016 cells in = 912 observations + 0 refused + 4104 left out" ]
    [ "$(as_published asc.spend-care-homes-65-and-over 0)" = 152 ]
    [ "$(as_published asc.better-care-fund-income 0)" = 152 ]
    [ "$(figure asc.better-care-fund-income E10000006 2015/16)" = "36013 :  / " ]
    [ "$(totals asc.spend-home-care-18-to-64 2015/16 6 | cut -d" " -f1)" = 898012 ]
    [ "$(awk -F, '/better-care/ && $(NF - 6) == ""' observed.csv | wc -l)" = 49 ]
}
