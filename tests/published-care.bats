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

# How many of a metric's rates with both parts do not come out of these, rounded as they are.
from_parts() { # METRIC PER DECIMALS
    awk -F, -v metric="$1" -v per="$2" -v decimals="$3" '
        BEGIN { half = 0.5 / 10 ^ decimals }
        $1 != metric || $(NF - 6) == "" || $(NF - 3) + 0 == 0 || $(NF - 4) == "" { next }
        { n++; off = $(NF - 6) - per * $(NF - 4) / $(NF - 3)
          if (off > half + 1e-6 || -off > half + 1e-6) differ++ }
        END { print n + 0, differ + 0 }' observed.csv
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

@test "children looked after: every rate, its parts, and the total of England" {
    need dfe-ees/cla_number_and_rate_per_10k_children.csv
    run observe dfe-children-looked-after
    shows 0 <<'END'
left out by rule 'Inner and Outer London': 30 rows
2505 rows, 2505 cells in = 2475 observations + 0 refused + 30 left out
END
    for metric in looked-after started-to-be-looked-after ceased-to-be-looked-after; do
        [ "$(as_published "children.$metric" 0)" = 825 ]
    done
    # Regions' counts are rounded to 10, so a rate can turn out one off: of the West Midlands and
    # of London it does.
    [ "$(from_parts children.looked-after 10000 0)" = "805 1" ]
    [ "$(from_parts children.started-to-be-looked-after 10000 0)" = "806 0" ]
    [ "$(from_parts children.ceased-to-be-looked-after 10000 0)" = "806 1" ]
    [ "$(figure children.looked-after E08000035 2024/25)" = "85 : 1498 / 176239" ]
    [ "$(figure children.ceased-to-be-looked-after E08000035 2024/25)" = "29 : 512 / 176239" ]
    # Cumbria has no figure after it ended, and Cumberland none before it began.
    [ "$(figure children.looked-after E10000006 2024/25)" = " z:  / " ]
    [ "$(figure children.looked-after E06000063 2021/22)" = " z:  / " ]
    [ "$(figure children.looked-after E09000001 2024/25)" = " c:  / 847" ]
    # England is rounded to 10; its children are not.
    [ "$(totals children.looked-after 2020/21 4)" = "80776 80780" ]
    [ "$(totals children.looked-after 2023/24 4)" = "83529 83530" ]
    [ "$(totals children.looked-after 2024/25 3)" = "12183016 12183016" ]
}

@test "the children beside those looked after are the population of the middle of the year" {
    need dfe-ees/cla_number_and_rate_per_10k_children.csv
    observe dfe-children-looked-after
    mv observed.csv children.csv
    need ons-population/ons_mid-year_population_estimates_2012_to_2024.csv
    observe ons-population-aged-0-17
    # 20 rows of councils that had ended or not begun have `x`.
    run awk -F, 'NR == FNR { population[$2, $(NF - 7)] = $(NF - 6); next }
        $1 != "children.looked-after" { next }
        $(NF - 3) != population[$2, substr($(NF - 7), 1, 4)] { print }
        { rows++; with += $(NF - 3) != "" }
        END { print rows, with }' observed.csv children.csv
    [ "$output" = "825 811" ]
}

@test "children in need: every number, and England with what it estimates" {
    need dfe-ees/b1_children_in_need_2013_to_2025.csv
    run observe dfe-children-in-need
    shows 0 <<'END'
left out by rule 'Inner and Outer London': 26 rows
2132 rows, 4264 cells in = 4212 observations + 0 refused + 52 left out
END
    [ "$(as_published children.in-need 1)" = 2106 ]
    [ "$(as_published children.in-need-started 5)" = 2106 ]
    [ "$(figure children.in-need E08000035 2024/25)" = "5775 :  / " ]
    [ "$(figure children.in-need-started E08000035 2024/25)" = "4893 :  / " ]
    [ "$(figure children.in-need E10000014 2023/24)" = " u:  / " ]
    [ "$(figure children.in-need E09000012 2020/21)" = " x:  / " ]
    [ "$(totals children.in-need 2024/25 6)" = "402398 402400" ]
    # Hackney's 3,090 and Hampshire's 9,370 of these years are in England alone.
    [ "$(totals children.in-need 2021/22 6)" = "401217 404310" ]
    [ "$(totals children.in-need 2023/24 6)" = "390092 399460" ]
}

@test "social workers: every rate of councils comes from its parts" {
    need dfe-ees/csww_indicators_2017_to_2025.csv
    run observe dfe-social-work-workforce
    shows 0 <<'END'
left out by rule 'Inner and Outer London': 18 rows
left out by rule 'two councils with one figure': 14 rows
1463 rows, 7315 cells in = 7155 observations + 0 refused + 160 left out
END
    [ "$(as_published children.social-worker-turnover 15)" = 1431 ]
    [ "$(as_published children.social-worker-agency-rate 11)" = 1431 ]
    [ "$(as_published children.social-worker-vacancy-rate 6)" = 1431 ]
    [ "$(as_published children.social-worker-caseload 2)" = 1431 ]
    [ "$(as_published children.social-worker-absence 0)" = 1431 ]
    [ "$(figure children.social-worker-turnover E08000035 2025)" = "7 : 46.2 / 660.4" ]
    [ "$(figure children.social-worker-agency-rate E08000035 2025)" = "2.1 : 14 / 674.4" ]
    [ "$(figure children.social-worker-vacancy-rate E08000035 2024)" = "7.2 : 50 / 690.6" ]
    [ "$(figure children.social-worker-caseload E08000035 2025)" = "14.8 : 4420 / 298.4" ]
    # Published from counts before rounding: what is off by more than both roundings allow.
    run awk -F, '$1 ~ /turnover|agency|vacancy|caseload/ && $2 ~ /^E(06|08|09|10)/ &&
        $(NF - 6) != "" && $(NF - 4) != "" && $(NF - 3) > 20 {
            per = $1 ~ /caseload/ ? 1 : 100
            off = $(NF - 6) - per * $(NF - 4) / $(NF - 3); if (off < 0) off = -off
            most = 0.0501 + (per + $(NF - 6)) * 0.11 / $(NF - 3)
            n++; if (off > most) print $1, $2, $(NF - 7), off }
        END { print (n > 5000) }' observed.csv
    [ "$output" = 1 ]
    # England has the 4,288 and 1,481 cases of the councils that report together too.
    [ "$(totals children.social-worker-caseload 2023 4)" = "331286 337055" ]
}

@test "NEET: four of fifty columns for 150 councils, 9 regions and England" {
    need dfe-neet/UD_NEETNK_LA_dashboard_2022_final.csv
    run observe dfe-neet
    shows 0 <<'END'
160 rows, 640 cells in = 640 observations + 0 refused + 0 left out
END
    [ "$(as_published children.neet-or-not-known 37)" = 160 ]
    [ "$(as_published children.neet 36)" = 160 ]
    [ "$(as_published children.in-education-or-training 30)" = 160 ]
    [ "$(as_published children.september-guarantee 22)" = 160 ]
    [ "$(figure children.neet-or-not-known E08000035 2022)" = "7.8 :  / " ]
    [ "$(figure children.in-education-or-training E06000061 2022)" = "94.7 :  / " ]
    [ "$(figure children.neet E92000001 2022)" = "2.6 :  / " ]
    [ "$(cut -d, -f2 observed.csv | grep -cE '^E(06|08|09|10)')" = 600 ]
}

# The department cut before it rounded: a figure on a bound may stand in two of its fifths, and
# is in the better one of ours.
@test "NEET: bands are the department's fifths, but for figures that stand on a bound" {
    need dfe-neet/UD_NEETNK_LA_dashboard_2022_final.csv
    oflog-ingest -q --recipe=dfe-neet "$published" |
        oflog-rank -q --within=level --bands=5 --best=low >ranked.csv
    # From the right: which column has the fifths of which metric.
    run awk -F, '
        FILENAME == "ranked.csv" { band[$1, $2] = $(NF - 4); value[$1, $2] = $(NF - 16); next }
        { sub(/\r$/, "")
          for (metric in fifth)
              if ($9 ~ /^E/ && $(NF - fifth[metric]) ~ /^[1-5]$/) {
                  published[metric, $9] = $(NF - fifth[metric])
                  among[metric, value[metric, $9], $(NF - fifth[metric])]++ } }
        END { for (key in published) {
                  split(key, of, SUBSEP)
                  if (band[key] == published[key]) agree++
                  else if (band[key] == published[key] - 1 && among[of[1], value[key], band[key]] + 0) bound++
                  else print key, value[key], band[key] ", not " published[key] }
              print agree, bound }
        BEGIN { fifth["children.neet-or-not-known"] = 4; fifth["children.neet"] = 3
                fifth["children.in-education-or-training"] = 1
                fifth["children.september-guarantee"] = 0 }' ranked.csv "$published"
    [ "$output" = "563 37" ]
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

# What both editions of ASCOF hold of the totals, told by hand from the CSV file.
ascof_figures() {
    [ "$(wc -l <observed.csv)" = 3382 ]
    [ "$(figure asc.short-term-services E08000035 2020/21)" = "71.9 : 1060 / 1475" ]
    [ "$(figure asc.reablement-at-home E10000016 2020/21)" = "86.8 : 721 / 831" ]
    [ "$(figure asc.self-directed-support E09000007 2020/21)" = "100 : 2120 / 2121" ]
    [ "$(figure asc.learning-disability-employment E92000001 2020/21)" = "5.1 : 6871 / 133658" ]
    [ "$(figure asc.mental-health-employment E92000001 2020/21)" = "9 :  / " ]
    [ "$(figure asc.short-term-services E09000012 2020/21)" = " x:  / " ]
    [ "$(figure asc.users-social-care-quality-of-life E08000036 2020/21)" = "19.3 : 82085 / 4260" ]
    # 19.3 and a margin of error of 0.4: lower and upper limit.
    run awk -F, '$1 == "asc.users-social-care-quality-of-life" && $2 == "E08000036" {
        print $(NF - 2), $(NF - 1) }' observed.csv
    [ "$output" = "18.9 19.7" ]
    # England has Hackney too, which sent no return: 2,193 people, of whom an estimate is left.
    [ "$(totals asc.self-directed-support 2020/21 3)" = "441935 444128" ]
    [ "$(totals asc.short-term-services 2020/21 4)" = "115992 116113" ]
    # Not the sample surveys, whose figures are weighted and their counts rounded to 5.
    for rate in self-directed-support:100:160 carers-direct-payments:100:157 \
        learning-disability-own-home:100:159 admissions-18-to-64:100000:160 \
        admissions-65-and-over:100000:160 reablement-at-home:100:157 \
        reablement-offered:100:160 short-term-services:100:160; do
        IFS=: read -r metric per rows <<<"$rate"
        [ "$(from_parts "asc.$metric" "$per" 1)" = "$rows 0" ]
    done
}

@test "ASCOF 2020-21: the parts of a figure, which stand in rows of their own, come together" {
    need nhsd-asc/ascof-2020-21-total-rows.csv
    run observe nhsd-ascof
    # Base, which is no part of ours, and five types of council. A figure is one cell, however
    # many rows it was gathered from.
    shows 0 <<'END'
left out by rule 'other parts': 1288 rows
left out by rule 'types of council': 365 rows
12118 rows, 5034 cells in = 3381 observations + 0 refused + 1653 left out
END
    ascof_figures
}

@test "ASCOF 2020-21, the workbook: 48,970 rows give what its Total rows give" {
    need nhsd-asc/meas-from-asc-of-eng-2021-open-data-csv_v2.xlsx
    run observe nhsd-ascof
    shows 0 <<'END'
left out by rule 'other parts': 1288 rows
left out by rule 'types of council': 1475 rows
left out by rule 'only breakdown': 35742 rows
48970 rows, 41886 cells in = 3381 observations + 0 refused + 38505 left out
END
    ascof_figures
    mv observed.csv workbook.csv
    need nhsd-asc/ascof-2020-21-total-rows.csv
    observe nhsd-ascof
    diff <(sed 's/:[^,]*$//' workbook.csv) <(sed 's/:[^,]*$//' observed.csv)
}

@test "ASCOF and the Office agree on short-term services in 2020/21, council by council" {
    need nhsd-asc/ascof-2020-21-total-rows.csv
    observe nhsd-ascof
    mv observed.csv ascof.csv
    need oflog/adult_social_care.csv
    observe oflog-adult-social-care
    run awk -F, '$1 != "asc.short-term-services" || $(NF - 7) != "2020/21" { next }
        NR == FNR { value[$2] = $(NF - 6); next }
        value[$2] != $(NF - 6) { print $2, value[$2], $(NF - 6) }
        { councils++; figures += $(NF - 6) != "" }
        END { print councils, figures }' ascof.csv observed.csv
    [ "$output" = "151 150" ]
}

@test "activity of 2009-10: shares from counts with commas, councils by number" {
    need nhsd-asc/Final_Council_Level_ActivityData_2009-10.csv
    run observe nhsd-pss-activity-to-2013-14
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

@test "activity of 2014-15: a table on its side, whose weeks add up to England's" {
    need nhsd-asc/pss-exp-eng-14-15-fin-coun-lev-act-data.csv
    run observe nhsd-pss-activity
    shows 0 <<'END'
162 rows, 486 cells in = 486 observations + 0 refused + 0 left out
END
    [ "$(figure asc.residential-weeks-in-own-homes E08000035 2014/15)" = " : 10345 / 81067" ]
    [ "$(figure asc.residential-weeks-in-own-homes E10000006 2014/15)" = " : 37653.57 / 92997.29" ]
    [ "$(figure asc.nursing-weeks-65-and-over-physical E08000035 2014/15)" = "26338 :  / " ]
    [ "$(figure asc.nursing-weeks-65-and-over-physical E12000003 2014/15)" = "172137.57 :  / " ]
    [ "$(figure asc.nursing-weeks-65-and-over-physical E12000006 2014/15)" = "122213.24 :  / " ]
    [ "$(totals asc.nursing-weeks-65-and-over-memory 2014/15 6)" = "520091 520091" ]
    # The file's own row and column: Leeds is in column 26.
    grep -q '^asc.nursing-weeks-65-and-over-physical,E08000035,.*:44:26$' observed.csv
}

@test "hourly rates of 2014-15: 0 is no rate, and England is the mean of the others" {
    need nhsd-asc/pss-exp-eng-14-15-fin-coun-lev-act-data.csv
    run observe nhsd-pss-rates
    shows 0 <<'END'
162 rows, 324 cells in = 324 observations + 0 refused + 0 left out
END
    [ "$(figure asc.home-care-hourly-rate-own E08000035 2014/15)" = "35.74 :  / " ]
    [ "$(figure asc.home-care-hourly-rate-own E10000016 2014/15)" = " z:  / " ]
    [ "$(figure asc.home-care-hourly-rate-external E10000016 2014/15)" = "13.97 :  / " ]
    run awk -F, '$2 ~ /^E(06|08|09|10)/ && $(NF - 6) != "" { n[$1]++; sum[$1] += $(NF - 6) }
        $2 == "E92000001" { england[$1] = $(NF - 6) }
        END { for (m in n) printf "%d %.2f %.2f\n", n[m], sum[m] / n[m], england[m] }' observed.csv
    [ "$(sort -n <<<"$output")" = $'64 29.07 29.07\n151 13.92 13.92' ]
}

@test "additional data of 2015-16: six of 33 lines for 152 councils" {
    need nhsd-asc/pss-exp-eng-15-16-fin-add-data.csv
    run observe nhsd-pss-additional
    [ "$status" -eq 0 ]
    [ "${lines[-1]}" = "5016 rows, 5016 cells in = 912 observations + 0 refused + 4104 left out" ]
    [ "$(as_published asc.spend-care-homes-65-and-over 0)" = 152 ]
    [ "$(as_published asc.better-care-fund-income 0)" = 152 ]
    [ "$(figure asc.better-care-fund-income E10000006 2015/16)" = "36013 :  / " ]
    [ "$(totals asc.spend-home-care-18-to-64 2015/16 6 | cut -d" " -f1)" = 898012 ]
    [ "$(awk -F, '/better-care/ && $(NF - 6) == ""' observed.csv | wc -l)" = 49 ]
}

@test "shares of spending in 2015-16, from 12 of the 33 lines of each council" {
    need nhsd-asc/pss-exp-eng-15-16-fin-add-data.csv
    run observe nhsd-pss-shares
    shows 0 <<'END'
left out by rule 'other parts': 3192 rows
5016 rows, 3800 cells in = 608 observations + 0 refused + 3192 left out
END
    [ "$(figure asc.share-on-care-homes-65-and-over E08000035 2015/16)" = " : 65699 / 119604" ]
    [ "$(figure asc.share-on-direct-payments-18-to-64 E08000035 2015/16)" = " : 5117 / 147694" ]
    # The parts of all councils are the file's expenditure of each age.
    run awk -F, 'NR == FNR { homes += /share-on-care-homes/ ? $(NF - 3) : 0; next }
        $7 == "Expenditure" && $6 != "-" { all += $9 }
        END { printf "%.1f\n%.1f\n", homes, all }' observed.csv "$published"
    [ "${lines[0]}" = 19185274.5 ]
    [ "${lines[1]}" = 19185274.5 ]
}

@test "additional data of 2016-17: the same lines by their codes, and England their sum" {
    need nhsd-asc/CSV_ASCFR_Additional.csv
    run observe nhsd-asc-fr-additional
    [ "$status" -eq 0 ]
    [[ "$output" == *"left out by rule 'a line that repeats another': 161 rows"* ]]
    [ "${lines[-1]}" = "5152 rows, 5152 cells in = 966 observations + 0 refused + 4186 left out" ]
    [ "$(as_published asc.spend-care-homes-65-and-over 0)" = 161 ]
    [ "$(totals asc.spend-care-homes-65-and-over 2016/17 6)" = "5122621 5122621" ]
    [ "$(totals asc.better-care-fund-income 2016/17 6)" = "1244340 1244340" ]
    # The reason why that line is left out.
    run awk -F, '$1 == 8511101 { other[$4 $5] = $12 } $1 == 8511601 { n += other[$4 $5] == $12 }
        END { print n }' "$published"
    [ "$output" = 161 ]
}

@test "activity of 2016-17: two of 125 lines, whose weeks add up to England's" {
    need nhsd-asc/CSV_ASCFR_Activity.csv
    run observe nhsd-asc-fr-activity
    [ "$status" -eq 0 ]
    [ "${lines[-1]}" = "20125 rows, 20125 cells in = 322 observations + 0 refused + 19803 left out" ]
    [ "$(as_published asc.nursing-weeks-65-and-over-physical 0)" = 161 ]
    [ "$(totals asc.nursing-weeks-65-and-over-physical 2016/17 6)" = "1792017 1792017" ]
    [ "$(totals asc.nursing-weeks-65-and-over-memory 2016/17 6)" = "529914 529914" ]
}
