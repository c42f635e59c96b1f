# Indicators of the ONS, population, Fingertips and Trafford's extracts as they were published;
# they are not part of the source: looked for in the folder data/ of $OFLOG_SHARED_DIR. A file
# that is not there skips its tests.
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

# A CSV file with tabs for commas and without quotes: what the tests read, not the tools.
tabs() {
    tr -d '\r' <"$1" | sed '1s/^\xef\xbb\xbf//' | awk '
        { record = open ? record " " $0 : $0
          pieces = split(record, piece, "\"")
          open = pieces % 2 == 0
          if (open) next
          line = ""
          for (i = 1; i <= pieces; i++) {
              doubled = piece[i] == "" && i > 1 && i < pieces
              if (i % 2) gsub(/,/, "\t", piece[i])
              line = line (i % 2 && doubled ? "\"" : piece[i])
          }
          print line }'
}

# Ingests $published with RECIPE into table.csv; standard error is the account.
ingest() { # RECIPE
    run --separate-stderr oflog-ingest --output=table.csv --recipe="$1" "$published"
}

# That table.csv has exactly the rows that an awk program makes of the published file, its
# cells in $1, $2, ...: metric, area, period, value and marker, separated by tabs.
holds() { # PROGRAM
    tabs "$published" | awk -F'\t' -v OFS='\t' "$1" | LC_ALL=C sort >expected
    tabs table.csv | tail -n +2 | cut -f1,2,4-6 | LC_ALL=C sort >observed
    [ -s expected ]
    diff -u expected observed | head -n 20
    cmp expected observed
}

# The value of METRIC AREA PERIOD in table.csv.
value_of() {
    tabs table.csv | awk -F'\t' -v key="$1|$2|$3" '$1 "|" $3 "|" $4 == key { print $5 $6 }'
}

split_year='function year(t) { return substr(t, 1, 4) "/" sprintf("%02d", (substr(t, 1, 4) + 1) % 100) }'

@test "apprenticeships: both metrics, every row, and what is withheld" {
    need ons-els/apprenticeships.csv
    ingest ons-apprenticeships
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"4168 rows, 4168 cells in = 4168 observations + 0 refused + 0 left out" ]]
    holds "$split_year"' NR > 1 {
        print "skills.apprenticeship-" ($4 ~ /starts/ ? "starts" : "achievements"), $1, year($5), $6, $11 }'
    [ "$(value_of skills.apprenticeship-starts Hartlepool 2024/25)" = 1194 ]
    [ "$(value_of skills.apprenticeship-achievements "Isles of Scilly" 2024/25)" = u ]
}

@test "gigabit coverage of one day: England's areas, the other nations left out" {
    need ons-els/gigabit-capable-broadband.csv
    ingest ons-gigabit-coverage
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"413 rows, 413 cells in = 342 observations + 0 refused + 71 left out" ]]
    holds 'NR > 1 && $1 ~ /^E/ { print "economy.gigabit-coverage", $1, $5, $6, $11 }'
    [ "$(value_of economy.gigabit-coverage England 2026-01-01)" = 88.4 ]
}

@test "Fingertips: every figure, its limits and its count without thousands separators" {
    need fingertips/la_hospital_admissions_2223.csv
    ingest fingertips
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"154 rows, 154 cells in = 154 observations + 0 refused + 0 left out" ]]
    tabs "$published" | awk -F'\t' -v OFS='\t' 'NR > 1 {
        gsub(/,/, "", $18); if ($18 ~ /div/) $18 = ""
        print $5, $13, $18, $19, $14, $15 }' | LC_ALL=C sort >expected
    tabs table.csv | tail -n +2 | cut -f2,5,7-10 | LC_ALL=C sort >observed
    cmp expected observed
    [ "$(grep -c '74588' observed)" -eq 1 ]
    # The City of London is counted with Hackney, and Slough was not presented.
    [ "$(value_of health.child-injury-admissions "City of London" 2022/23)" = x ]
    # Withheld with their counts, seven in all.
    [ "$(tabs table.csv | awk -F'\t' '$5 == "" && $6 == "x"' | wc -l)" -eq \
        "$(grep -c 'no-data' "$published")" ]
}

@test "Fingertips: all 146 verdicts come out of the pipeline, against England's value" {
    need fingertips/la_hospital_admissions_2223.csv
    oflog-ingest -q --recipe=fingertips "$published" |
        oflog-compare -q --peers=all --benchmark=country >table.csv
    # Which cell is which, by the header.
    tabs table.csv | awk -F'\t' '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["peer_verdict"] != "" {
            print $2 "\t" toupper(substr($at["peer_verdict"], 1, 1)) substr($at["peer_verdict"], 2) }' |
        LC_ALL=C sort >ours
    [ "$(tabs table.csv | awk -F'\t' '$24 == "limits" && $26 == "country:England" && $27 == 75.30912' |
        wc -l)" -eq 146 ]
    tabs "$published" | awk -F'\t' '$22 ~ /^(Worse|Better|Similar)$/ { print $5 "\t" $22 }' |
        LC_ALL=C sort >theirs
    [ "$(wc -l <theirs)" -eq 146 ]
    cmp ours theirs
}

@test "Trafford: outcomes of social care, NA read as x" {
    need trafford/social_care_satisfaction.csv
    ingest trafford-social-care
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"187 rows, 187 cells in = 187 observations + 0 refused + 0 left out" ]]
    holds 'NR > 1 { print "asc.users-satisfaction", $1, $3, $7 == "NA" ? "" : $7, $7 == "NA" ? "x" : "" }'
    need trafford/admissions_care_homes_65p.csv
    ingest trafford-social-care
    [[ "$stderr" == *"170 rows, 170 cells in = 170 observations + 0 refused + 0 left out" ]]
    holds 'NR > 1 { print "asc.admissions-65-and-over", $1, $3, $7 == "NA" ? "" : $7, $7 == "NA" ? "x" : "" }'
    [ "$(grep -c ,x, table.csv)" -eq 4 ]
    # In 2020/21 those are measure 2A2 of NHS Digital's own file, but for Stockport, whose
    # 1367.7 was not passed on.
    tabs table.csv | awk -F'\t' '$4 == "2020/21" { print $2, $5 }' | LC_ALL=C sort >theirs
    need nhsd-asc/ascof-2020-21-total-rows.csv
    tabs "$published" | awk -F'\t' '$5 == "2A2" && $7 == "Outcome" { print $4, $8 }' | LC_ALL=C sort >ours
    [ "$(comm -12 ours theirs | wc -l)" -eq 16 ]
    [ "$(comm -13 ours theirs)" = "E08000007 " ]
}

@test "Trafford: young people not in education, employment or training, with and without the unknown" {
    need trafford/neet.csv
    ingest trafford-neet
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"168 rows, 168 cells in = 168 observations + 0 refused + 0 left out" ]]
    holds 'NR > 1 { print "children.neet" ($4 ~ /inc not know/ ? "-or-not-known" : ""), $1, $3, $7, "" }'
    [ "$(value_of children.neet Trafford 2019)" = 2.3 ]
    # In 2022 those are the Department's own, both metrics of all twelve areas.
    tabs table.csv | awk -F'\t' '$4 == 2022 { print $1, $2, $5 + 0 }' | LC_ALL=C sort >theirs
    need dfe-neet/UD_NEETNK_LA_dashboard_2022_final.csv
    tabs "$published" | awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        { code = $9 != "" ? $9 : $4
          print "children.neet", code, $at["NEET_percent"] + 0
          print "children.neet-or-not-known", code, $at["NEET_not_known_percent"] + 0 }' |
        LC_ALL=C sort -u >ours
    [ "$(comm -12 ours theirs | wc -l)" -eq 24 ]
}

@test "Trafford's apprenticeships are those that the ONS publishes" {
    need trafford/apprenticeship_starts.csv
    ingest trafford-apprenticeships
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"102 rows, 102 cells in = 102 observations + 0 refused + 0 left out" ]]
    tabs table.csv | awk -F'\t' '$6 == "" && NR > 1 { print $1, $2, $4, $5 }' | LC_ALL=C sort >theirs
    need ons-els/apprenticeships.csv
    ingest ons-apprenticeships
    tabs table.csv | awk -F'\t' '{ print $1, $2, $4, $5 }' | LC_ALL=C sort >ours
    [ "$(comm -12 ours theirs | wc -l)" -eq 101 ]
}

# Sums of table.csv's rows of METRIC over the areas whose codes begin with each of PREFIXES.
sums() { # METRIC PREFIXES...
    local metric=$1 prefixes
    shift
    for prefixes; do
        tabs table.csv | awk -F'\t' -v metric="$metric" -v these="^($prefixes)" '
            $1 == metric && $2 ~ these { sum += $5 } END { printf "%d\n", sum }'
    done
}

@test "population by age: five metrics, whose districts, upper tiers and regions make England" {
    need ons-population/ukmidyearestimates20182019ladcodes-MYE2-All.csv
    ingest ons-population-mye2
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"433 rows, 2165 cells in = 1765 observations + 0 refused + 400 left out" ]]
    holds '$1 ~ /^E(06|07|08|09|10|12|92)/ {
        children = adults = old = working = 0
        for (age = 0; age <= 90; age++) {
            n = $(age + 5)
            children += age < 18 ? n : 0; adults += age >= 18 ? n : 0
            old += age >= 65 ? n : 0; working += age >= 16 && age < 65 ? n : 0
        }
        print "population.persons", $1, 2018, $4, ""
        print "population.aged-0-17", $1, 2018, children, ""
        print "population.aged-16-64", $1, 2018, working, ""
        print "population.aged-18-plus", $1, 2018, adults, ""
        print "population.aged-65-plus", $1, 2018, old, "" }'
    [ "$(value_of population.persons England 2018)" = 55977178 ]
    [ "$(value_of population.persons Hartlepool 2018)" = 93242 ]
    for metric in persons aged-0-17 aged-16-64 aged-18-plus aged-65-plus; do
        england=$(value_of "population.$metric" England 2018)
        run sums "population.$metric" 'E0[6-9]' 'E0[689]|E10' E12
        [ "$output" = "$england"$'\n'"$england"$'\n'"$england" ]
    done
}

@test "population and density by year: 18 columns each, and their districts make England in every year" {
    need ons-population/ukmidyearestimates20182019ladcodes-MYE_5.csv
    ingest ons-population-mye5-density
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"433 rows, 7794 cells in = 6354 observations + 0 refused + 1440 left out" ]]
    holds '$1 ~ /^E(06|07|08|09|10|12|92)/ {
        for (back = 0; back < 18; back++) print "population.density", $1, 2018 - back, $(6 + 2 * back), "" }'
    ingest ons-population-mye5-population
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"433 rows, 7794 cells in = 6354 observations + 0 refused + 1440 left out" ]]
    holds '$1 ~ /^E(06|07|08|09|10|12|92)/ {
        for (back = 0; back < 18; back++) print "population.persons", $1, 2018 - back, $(5 + 2 * back), "" }'
    [ "$(value_of population.persons "Bristol, City of" 2017)" = 459252 ]
    run awk -F'\t' '$2 ~ /^E0/ { sum[$4] += $5 } $2 ~ /^E92/ { england[$4] = $5 }
        END { for (year in england) agree += sum[year] == england[year]; print agree }' <(tabs table.csv)
    [ "$output" = 18 ]
}

@test "obesity: the survey's years as its publisher writes them, with limits, and none else" {
    need ons-els/adult-obesity-prevalence.csv
    ingest ons-adult-obesity
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"3510 rows, 3510 cells in = 3510 observations + 0 refused + 0 left out" ]]
    holds "$split_year"' NR > 1 { print "health.adult-obesity", $1, year($5), $6, $11 }'
    tabs "$published" | awk -F'\t' 'NR > 1 { print $1, substr($5, 1, 4), $9, $10 }' | LC_ALL=C sort >expected
    tabs table.csv | awk -F'\t' 'NR > 1 { print $2, substr($4, 1, 4), $9, $10 }' | LC_ALL=C sort >observed
    cmp expected observed
    [ "$(value_of health.adult-obesity "South Somerset" 2015/16)" = 18.88211 ]
    # The next year of the survey is one more; a year that begins on another day is refused, and
    # not read as one of these.
    sed 's|2024-11-16/P1Y|2025-11-16/P1Y|' "$published" >later.csv
    run -0 --separate-stderr oflog-ingest --recipe=ons-adult-obesity later.csv
    [ "$(grep -c ,2025/26, <<<"$output")" -eq 337 ]
    sed 's|2024-11-16/P1Y|2024-04-01/P1Y|' "$published" >later.csv
    run --separate-stderr oflog-ingest --recipe=ons-adult-obesity --output=table.csv later.csv
    [ "$status" -eq 1 ]
    [[ "$stderr" == *"3510 cells in = 3173 observations + 337 refused + 0 left out" ]]
}

# Made otherwise: sorted, and the middle taken out of the sorted file.
@test "obesity: scores by 1.4826 MADs, turned since little is good, as the ONS makes its own" {
    need ons-els/adult-obesity-prevalence.csv
    oflog-ingest -q --recipe=ons-adult-obesity "$published" |
        oflog-normalise -q --score=mads --output=table.csv
    tabs table.csv | awk -F'\t' '$2 ~ /^E(06|07|08|09|10)/ && $NF != "" { print $4 "\t" $5 "\t" $NF }' >scored
    [ "$(wc -l <scored)" -gt 3000 ]
    middle() { # of the second column, inside each of the first
        LC_ALL=C sort -k1,1 -k2,2g | awk '
            function median() { return n % 2 ? x[(n + 1) / 2] : (x[n / 2] + x[n / 2 + 1]) / 2 }
            $1 != last { if (n) printf "%s %.17g\n", last, median(); n = 0; last = $1 }
            { x[++n] = $2 }
            END { printf "%s %.17g\n", last, median() }'
    }
    middle <scored >medians
    awk 'NR == FNR { median[$1] = $2; next }
         { off = $2 - median[$1]; printf "%s %.17g\n", $1, off < 0 ? -off : off }' medians scored |
        middle >mads
    run awk 'FILENAME == "medians" { median[$1] = $2; next }
             FILENAME == "mads" { mad[$1] = $2; next }
             { off = $3 + ($2 - median[$1]) / (1.4826 * mad[$1])
               agree += off < 1e-9 && off > -1e-9 }
             END { print NR - agree - 20 }' medians mads scored
    [ "$output" = 0 ]
}

@test "Trafford: planning decisions of single quarters of the financial year" {
    quarters='function quarter(t,   q, y) { y = substr(t, 1, 4) + 0; q = substr(t, 10, 1) + 1
        return q == 5 ? y + 1 "-Q1" : y "-Q" q }'
    need trafford/planning_applications_major.csv
    ingest trafford-planning
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"221 rows, 221 cells in = 221 observations + 0 refused + 0 left out" ]]
    holds "$quarters"' NR > 1 { print "planning.major-in-time", $1, quarter($3), $7, "" }'
    [ "$(value_of planning.major-in-time Trafford 2022-Q4)" = 100 ]
    need trafford/planning_applications_non-major.csv
    ingest trafford-planning
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"136 rows, 136 cells in = 136 observations + 0 refused + 0 left out" ]]
    holds "$quarters"' NR > 1 { print "planning.non-major-in-time", $1, quarter($3), $7, "" }'
}

@test "Trafford: ratings of care homes by month" {
    need trafford/care_homes_rating.csv
    ingest trafford-care-homes
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"510 rows, 510 cells in = 510 observations + 0 refused + 0 left out" ]]
    holds 'BEGIN { months = "JanFebMarAprMayJunJulAugSepOctNovDec" } NR > 1 {
        month = (index(months, substr($3, 1, 3)) + 2) / 3
        print "asc.care-homes-good-or-outstanding", $1, sprintf("%s-%02d", substr($3, 5), month), $7, "" }'
}

@test "Trafford: shares and tonnes of waste, the shares those of Defra's Table 3" {
    need trafford/household_waste_not_recycled.csv
    ingest trafford-waste
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"365 rows, 365 cells in = 365 observations + 0 refused + 0 left out" ]]
    holds 'NR > 1 { print $5 == "Percentage" ? "waste.not-recycled-rate" : "waste.regular-collection-tonnes", $1, $3, $7, "" }'
    need trafford/household_waste_recycling.csv
    ingest trafford-waste
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"365 rows, 365 cells in = 365 observations + 0 refused + 0 left out" ]]
    holds 'NR > 1 { print $5 == "Percentage" ? "waste.recycling-rate" : "waste.recycled-tonnes", $1, $3, $7, "" }'
    of_years() { awk -F'\t' '$1 == "waste.recycling-rate" && $4 < "2023" && $2 ~ /^E0/ { print $2, $4, $5 + 0 }' | LC_ALL=C sort; }
    tabs table.csv | of_years >theirs
    need defra-waste/LA_collection-Table_3.csv
    ingest defra-waste-table-3
    tabs table.csv | of_years >ours
    [ "$(wc -l <theirs)" -eq 152 ]
    [ "$(comm -12 ours theirs | wc -l)" -eq 152 ]
}

@test "further education: achievements of councils, authorities, regions and England" {
    need ons-els/further-education-and-skills-learner-achievements.csv
    ingest ons-achievements-19-plus
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"2084 rows, 2084 cells in = 2084 observations + 0 refused + 0 left out" ]]
    holds "$split_year"' NR > 1 { print "skills.achievements-19-plus", $1, year($5), $6, $11 }'
    [ "$(value_of skills.achievements-19-plus England 2024/25)" = 3554 ]
}

@test "level 3: with limits, whose cells may have 17 digits, and what is not available" {
    need ons-els/qualifications-level-3-or-above.csv
    ingest ons-level-3-or-above
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"803 rows, 803 cells in = 683 observations + 0 refused + 120 left out" ]]
    holds 'NR > 1 && $1 ~ /^E/ { print "skills.level-3-or-above", $1, substr($5, 1, 4), $6, $11 }'
    [ "$(value_of skills.level-3-or-above "Isles of Scilly" 2023)" = x ]
    tabs "$published" | awk -F'\t' 'NR > 1 && $1 ~ /^E/ { print $1, substr($5, 1, 4), $9, $10 }' | LC_ALL=C sort >expected
    tabs table.csv | awk -F'\t' 'NR > 1 { print $2, $4, $9, $10 }' | LC_ALL=C sort >observed
    cmp expected observed
}

@test "children by year: councils, regions and England, each level from its own column" {
    need ons-population/ons_mid-year_population_estimates_2012_to_2024.csv
    ingest ons-population-aged-0-17
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"2132 rows, 2132 cells in = 2106 observations + 0 refused + 26 left out" ]]
    holds 'NR > 1 && !($3 == "Regional" && $6 ~ /^E13/) {
        print "population.aged-0-17", $9 != "" ? $9 : $6 != "" ? $6 : $4, $1, $12 == "x" ? "" : $12, $12 == "x" ? "x" : "" }'
    [ "$(value_of population.aged-0-17 Hartlepool 2022)" = 20164 ]
    # Regions make England in all 13 years, councils in the six since 2019.
    run awk -F'\t' '$2 ~ /^E(0|10)/ { councils[$4] += $5 } $2 ~ /^E12/ { regions[$4] += $5 }
        $2 ~ /^E92/ { england[$4] = $5 }
        END { for (year in england) {
                  ours += councils[year] == england[year]; regional += regions[year] == england[year]
              } print regional, ours, england[2018] - councils[2018] }' <(tabs table.csv)
    [ "$output" = "13 6 140094" ]
}

@test "population out of the workbook itself: what its sheets saved as CSV give, and median ages" {
    need ons-population/ukmidyearestimates20182019ladcodes.xls
    workbook=$published
    for pair in mye2:MYE2-All mye5-population:MYE_5 mye5-density:MYE_5; do
        published=$workbook
        ingest "ons-population-${pair%:*}"
        [ "$status" -eq 0 ]
        tabs table.csv | cut -f1-6 >from-workbook
        need "ons-population/ukmidyearestimates20182019ladcodes-${pair#*:}.csv"
        ingest "ons-population-${pair%:*}"
        tabs table.csv | cut -f1-6 >from-csv
        cmp from-csv from-workbook
    done
    published=$workbook
    ingest ons-population-mye6
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"6354 observations + 0 refused + 1404 left out" ]]
    [ "$(value_of population.median-age Hartlepool 2018)" = 41.8 ]
    [ "$(value_of population.median-age England 2001)" = 37.8 ]
}
