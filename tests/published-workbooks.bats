# The recipes read the published workbooks themselves as they read their sheets saved as CSV;
# neither is part of the source: looked for in the folder data/ of $OFLOG_SHARED_DIR. A file that
# is not there skips its tests.
bats_require_minimum_version 1.5.0
load published

setup() {
    cd "$BATS_TEST_TMPDIR"
}

# Both give the same observations, but for the row in `source`: a record of CSV with line
# breaks in it has as many lines.
reads_alike() { # WORKBOOK CSV RECIPE...
    need "$2"
    local csv=$published
    need "$1"
    shift 2
    for recipe; do
        oflog-ingest -q --recipe="$recipe" "$csv" >from-csv
        oflog-ingest -q --recipe="$recipe" "$published" >from-workbook
        [ "$(wc -l <from-csv)" -gt 100 ]
        diff <(sans_row from-csv) <(sans_row from-workbook)
    done
}

# Numbers to 13 digits: LibreOffice rounds some otherwise in their fifteenth.
sans_row() {
    tabs "$1" | awk -F'\t' -v OFS='\t' '
        { sub(/:[0-9]+:/, ":", $NF)
          for (i = 5; i < NF; i++) if ($i ~ /^-?[0-9.]+$/) $i = sprintf("%.13g", $i)
          print }'
}

@test "Defra's local authority collected waste" {
    local book=defra-waste/LA_collection
    reads_alike $book.ods $book-Table_1.csv defra-waste-table-1
    reads_alike $book.ods $book-Table_1a.csv defra-waste-table-1a-{left,right}
    reads_alike $book.ods $book-Table_2.csv defra-waste-table-2
    reads_alike $book.ods $book-Table_3.csv defra-waste-table-3 defra-waste-table-3-landfill
    reads_alike $book.ods $book-Table_3a.csv defra-waste-table-3a
}

@test "the council tax base" {
    local book=mhclg-ctb/Local_Authorities_Council_Taxbase_2019_Drop_down
    reads_alike $book.xlsx $book-Data.csv mhclg-council-tax-base \
        mhclg-council-tax-base-{annexes,bands,exemptions,premiums,support}
}

@test "revenue outturn and budget" {
    local book=mhclg-revenue/RS_2015-16_data_by_LA_-_Revision
    reads_alike $book.xlsx $book-RS_LA_Data_2015-16.csv mhclg-revenue-outturn
    book=mhclg-revenue/RS_2016-17_data_by_LA
    reads_alike $book.xlsx $book-RS_LA_Data_2016-17.csv mhclg-revenue-outturn
    book=mhclg-revenue/budgetaccounts1617
    reads_alike $book.xlsx $book-RA_LA_Data_2016-17.csv mhclg-revenue-budget
    book=mhclg-revenue/RSX_LA_Data_2024-25_data_by_LA
    reads_alike $book.ods $book-RSX_LA_Data_202425.csv mhclg-service-expenditure
}

@test "population, from an .xls" {
    local book=ons-population/ukmidyearestimates20182019ladcodes
    reads_alike $book.xls $book-MYE2-All.csv ons-population-mye2
    reads_alike $book.xls $book-MYE_5.csv ons-population-mye5-{density,population}
}
