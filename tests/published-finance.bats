# The ministry's finance tables as they stand: accounts, known answers, and the totals that the
# ministry printed itself.
bats_require_minimum_version 1.5.0
load shows
load published

setup() {
    cd "$BATS_TEST_TMPDIR"
}

rs2015="mhclg-revenue/RS_2015-16_data_by_LA_-_Revision-RS_LA_Data_2015-16.csv"
rs2016=mhclg-revenue/RS_2016-17_data_by_LA-RS_LA_Data_2016-17.csv
budget=mhclg-revenue/budgetaccounts1617-RA_LA_Data_2016-17.csv
rsx=mhclg-revenue/RSX_LA_Data_2024-25_data_by_LA-RSX_LA_Data_202425.csv

# The published totals of the classes that stand below the authorities, as class_sums prints
# ours; the classes are named in column NAME, the figures stand in column FIGURE.
published_sums() { # NAME FIGURE
    tabs "$published" | awk -F'\t' -v name="$1" -v figure="$2" '
        BEGIN { code["UNITARY AUTHORITIES"] = "E06"; code["SHIRE DISTRICTS"] = "E07"
                code["METROPOLITAN DISTRICTS"] = "E08"; code["LONDON BOROUGHS"] = "E09"
                code["SHIRE COUNTIES"] = "E10" }
        toupper($name) in code { printf "%s %.3f\n", code[toupper($name)], $figure }' | LC_ALL=C sort
}

# Ours and theirs agree, for each METRIC and the column of the file where it stands.
agree() { # NAME METRIC COLUMN...
    local name=$1
    shift
    while [ $# -gt 0 ]; do
        diff -u --label "$1, published" --label "$1, summed" \
            <(published_sums "$name" "$2" | sums_but "${differ:-}") \
            <(class_sums "$1" | sums_but "${differ:-}")
        [ "$(class_sums "$1" | wc -l)" -ge 4 ]
        shift 2
    done
}

# Without the class whose published total is known to be another sum.
sums_but() { # CLASS
    grep -v "^${1:-none} "
}

@test "the revenue outturn 2015-16 is read whole: 353 councils, 11 figures each, and social care of 152" {
    need "$rs2015"
    ingest mhclg-revenue-outturn
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"6468 cells in = 4339 observations + 0 refused + 2129 left out" ]]
    [ "$(tabs observed.csv | tail -n +2 | cut -f1 | sort | uniq -c | awk '{ print $1 }' | sort -n | uniq -c |
        xargs)" = "3 152 11 353" ]
}

@test "councils of 2015-16 sum to the ministry's totals of their classes, each of them" {
    need "$rs2015"
    ingest mhclg-revenue-outturn
    agree 3 finance.service-expenditure 19 finance.net-revenue-expenditure 58 \
        finance.council-tax-requirement 68 finance.earmarked-reserves-at-start 71 \
        finance.unallocated-reserves-at-start 72 finance.earmarked-reserves 75 \
        finance.unallocated-reserves 76
}

@test "councils of 2016-17 do so too, but for an estimate among unitaries" {
    need "$rs2016"
    ingest mhclg-revenue-outturn
    [ "$status" -eq 0 ]
    [ "$(counts finance.net-revenue-expenditure)" = "353 352" ]
    [ "$(value_of finance.net-revenue-expenditure E06000053 2016/17)" = x ]
    # The ministry put an estimate for the Isles of Scilly, which made no return, into the
    # totals of unitaries and of England.
    differ=E06 agree 3 finance.service-expenditure 19 finance.net-revenue-expenditure 59 \
        finance.council-tax-requirement 69 finance.earmarked-reserves-at-start 72 \
        finance.unallocated-reserves-at-start 73 finance.earmarked-reserves 76 \
        finance.unallocated-reserves 77
    [ "$(class_sums finance.council-tax-requirement | head -n 1)" = "E06 5010254.000" ]
    [ "$(published_sums 3 69 | head -n 1)" = "E06 5011723.000" ]
}

@test "Bristol closed 2015-16 with reserves that it opened 2016-17 with the other way round" {
    need "$rs2015"
    ingest mhclg-revenue-outturn
    earmarked=$(value_of finance.earmarked-reserves E06000023 2015/16)
    unallocated=$(value_of finance.unallocated-reserves E06000023 2015/16)
    need "$rs2016"
    ingest mhclg-revenue-outturn
    [ "$earmarked" = "$(value_of finance.unallocated-reserves-at-start E06000023 2016/17)" ]
    [ "$unallocated" = "$(value_of finance.earmarked-reserves-at-start E06000023 2016/17)" ]
    [ "$earmarked,$unallocated" = 20000,87311 ]
}

@test "social care is of 152 councils, and not of districts" {
    need "$rs2015"
    ingest mhclg-revenue-outturn
    [ "$status" -eq 0 ]
    [ "$(counts finance.social-care-of-service-spend)" = "152 152" ]
    differ=E07 agree 3 finance.adult-social-care-expenditure 9 \
        finance.childrens-social-care-expenditure 8
    # What 201 districts returned for a service that is not theirs, in thousands of pounds.
    [ "$(published_sums 3 9 | grep E07)" = "E07 8710.279" ]
    [ "$(published_sums 3 8 | grep E07)" = "E07 731.000" ]
    need "$rs2016"
    ingest mhclg-revenue-outturn
    [ "$status" -eq 0 ]
    [ "$(counts finance.social-care-of-service-spend)" = "152 151" ]
}

@test "the budget is read by E-codes alone, and sums to all totals of classes" {
    need "$budget"
    ingest mhclg-revenue-budget
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"1844 cells in = 1412 observations + 0 refused + 432 left out" ]]
    [ "$(counts finance.budget-reserves-of-net-revenue-expenditure)" = "353 353" ]
    agree 2 finance.budget-service-expenditure 149 finance.budget-net-revenue-expenditure 189 \
        finance.budget-council-tax-requirement 199
}

@test "service expenditure 2024-25: 317 councils, nine without a return" {
    need "$rsx"
    ingest mhclg-service-expenditure
    [ "$status" -eq 0 ]
    [ "$(counts finance.service-expenditure)" = "317 308" ]
    run sh -c "grep '^finance.service-expenditure,' observed.csv | cut -d, -f3,5,6 | grep ',x$' | cut -d, -f1 | paste -sd,"
    [ "$output" = "Amber Valley,Ashfield,Birmingham,Cumberland,Guildford,North Warwickshire,North West Leicestershire,Slough,Warwick" ]
}

@test "the classes of 2024-25 that are complete sum to the ministry's totals" {
    need "$rsx"
    ingest mhclg-service-expenditure
    # London boroughs and shire counties made all their returns; their printed totals were
    # rounded otherwise by up to three hundredths. The others have estimates in them.
    run class_sums finance.service-expenditure
    shows 0 <<'END'
E06 29280137.600
E07 3221829.070
E08 22262391.470
E09 19594070.660
E10 31349599.700
END
    run published_sums 3 105
    shows 0 <<'END'
E06 30093885.983
E07 3345503.668
E08 24499109.194
E09 19594070.690
E10 31349599.690
END
}

@test "debt servicing is what the two columns give, for Leeds by hand" {
    need "$rs2015"
    ingest mhclg-revenue-outturn
    parts=$(tabs "$published" | awk -F'\t' '$2 == "E08000035" { print $41 + $43 "/" $58 }')
    [ "$parts" = "$(tabs observed.csv | awk -F'\t' '
        $1 == "finance.debt-servicing-of-net-revenue-expenditure" && $2 == "E08000035" {
            print $7 "/" $8 }')" ]
}

ctb=mhclg-ctb/Local_Authorities_Council_Taxbase_2019_Drop_down-Data.csv

# The sum of METRIC over all councils: of its values, or of a cell such as its numerator.
sum_of() { # METRIC [CELL]
    tabs observed.csv | awk -F'\t' -v metric="$1" -v cell="${2:-5}" '
        $1 == metric { n++; sum += $cell } END { printf "%d %.2f\n", n, sum }'
}

# What RECORD of the file, a row of England, has in column FIGURE, after how many councils.
england() { # RECORD FIGURE
    tabs "$published" | awk -F'\t' -v record="$1" -v figure="$2" '
        NR == record { printf "317 %.2f\n", $figure }'
}

@test "each of five stacked tables of the council tax base sums to its row of England" {
    need "$ctb"
    ingest mhclg-council-tax-base
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"1693 records = 3 above the table + 331 rows + 0 blank + 1359 outside"* ]]
    [[ "$stderr" == *"2648 cells in = 2536 observations + 0 refused + 112 left out" ]]
    [ "$(sum_of finance.dwellings)" = "$(england 327 13)" ]
    [ "$(sum_of finance.exempt-dwellings 7)" = "$(england 327 22)" ]
    [ "$(sum_of finance.second-homes 7)" = "$(england 327 108)" ]
    [ "$(sum_of finance.second-homes 8)" = "$(england 327 69)" ]
    [ "$(sum_of finance.long-term-empty-dwellings 7)" = "$(england 327 153)" ]
    [ "$(sum_of finance.tax-base)" = "$(england 327 283)" ]
    [ "$(sum_of finance.dwellings)" = "317 24549014.00" ]
    ingest mhclg-council-tax-base-exemptions
    [ "$(sum_of finance.student-dwellings)" = \
        "$(tabs "$published" | awk -F'\t' 'NR == 661 { printf "317 %.2f\n", $17 + $18 }')" ]
    ingest mhclg-council-tax-base-support
    [ "$(sum_of finance.council-tax-support-forgone)" = "$(england 1009 34)" ]
    ingest mhclg-council-tax-base-annexes
    [ "$(sum_of finance.family-annexes)" = "$(england 1351 24)" ]
    ingest mhclg-council-tax-base-premiums
    [ "$(sum_of finance.empty-homes-premium)" = "$(england 1693 141)" ]
}

@test "support of pensioners and of working age make up all support, but in Dorset" {
    need "$ctb"
    ingest mhclg-council-tax-base-support
    # Dorset returned its total alone; what stands for the parts is 0.
    [ "$(value_of finance.band-d-council-tax E07000223 2019/20)" = 1892.04 ]
    run bash -c "$(declare -f tabs); tabs observed.csv | awk -F'\t' '
        /support-forgone\t/ { all[\$2] += \$5 } /support-forgone-/ { all[\$2] -= \$5 }
        END { for (a in all) { n++; if (all[a] > 2 || all[a] < -2) print a, all[a] } print n }'"
    [ "$output" = $'E06000059 26327456\n317' ]
}

@test "the eight bands of a council make up its dwellings" {
    need "$ctb"
    ingest mhclg-council-tax-base-bands
    [ "$status" -eq 0 ]
    mv observed.csv bands.csv
    ingest mhclg-council-tax-base
    run bash -c "$(declare -f tabs); { tabs bands.csv; tabs observed.csv; } | awk -F'\t' '
        /^finance.dwellings-band-/ { all[\$2] += \$5; n++ } /^finance.dwellings\t/ { all[\$2] -= \$5 }
        END { for (a in all) if (all[a] != 0) print a, all[a]; print n }'"
    [ "$output" = 2536 ]
}

@test "the deflator has 77 years and 281 quarters of the United Kingdom" {
    need ons-gdp-deflator/gdp_deflators.csv
    ingest ons-gdp-deflator
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"366 cells in = 358 observations + 0 refused + 8 left out" ]]
    [ "$(cut -d, -f4 observed.csv | grep -cx '[0-9]*')" -eq 77 ]
    [ "$(cut -d, -f4 observed.csv | grep -cx '[0-9]*-Q[1-4]')" -eq 281 ]
    [ "$(value_of economy.gdp-deflator K02000001 2022)" = 100.0 ]
    [ "$(value_of economy.gdp-deflator K02000001 2025-Q1)" = 114.1 ]
}
