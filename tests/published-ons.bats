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
}

@test "Fingertips: all 146 verdicts follow from the limits and England's value" {
    need fingertips/la_hospital_admissions_2223.csv
    oflog-ingest -q --recipe=fingertips "$published" >table.csv
    tabs table.csv | awk -F'\t' '
        NR == 2 { england = $5 }
        NR > 2 && $5 != "" {
            print $2 "\t" ($9 > england ? "Worse" : $10 < england ? "Better" : "Similar") }' |
        LC_ALL=C sort >ours
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
}

@test "Trafford: young people not in education, employment or training, with and without the unknown" {
    need trafford/neet.csv
    ingest trafford-neet
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"168 rows, 168 cells in = 168 observations + 0 refused + 0 left out" ]]
    holds 'NR > 1 { print "children.neet" ($4 ~ /inc not know/ ? "-or-not-known" : ""), $1, $3, $7, "" }'
    [ "$(value_of children.neet Trafford 2019)" = 2.3 ]
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
