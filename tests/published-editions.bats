# Other editions of published files: those there are, with what changes from year to year changed
# here. A recipe reads each rightly, or ends and says where; no figure comes under a wrong year or
# from another column.
bats_require_minimum_version 1.5.0
load published

setup() {
    cd "$BATS_TEST_TMPDIR"
}

outturn=mhclg-revenue/RS_2016-17_data_by_LA-RS_LA_Data_2016-17.csv
budget=mhclg-revenue/budgetaccounts1617-RA_LA_Data_2016-17.csv
service=mhclg-revenue/RSX_LA_Data_2024-25_data_by_LA-RSX_LA_Data_202425.csv
taxbase=mhclg-ctb/Local_Authorities_Council_Taxbase_2019_Drop_down-Data.csv
people=ons-population/ukmidyearestimates20182019ladcodes-MYE2-All.csv
activity=nhsd-asc/pss-exp-eng-14-15-fin-coun-lev-act-data.csv
older_activity=nhsd-asc/Final_Council_Level_ActivityData_2009-10.csv
additional=nhsd-asc/pss-exp-eng-15-16-fin-add-data.csv
ascof=nhsd-asc/ascof-2020-21-total-rows.csv
tonnes=defra-waste/LA_collection-Table_1.csv
management=defra-waste/LA_collection-Table_2.csv
indicators=defra-waste/LA_collection-Table_3.csv

# The observations of FILE by RECIPE as they are, without where they stood, in as-is.csv.
as_is() { # FILE RECIPE
    need "$1"
    oflog-ingest -q --recipe="$2" "$published" | sed 's/,[^,]*$//' >as-is.csv
}

# Reads edition.csv, or the file that is named, by RECIPE; what came out is in edition.out.
read_edition() { # RECIPE [FILE]
    run --separate-stderr oflog-ingest --output=edition.out --recipe="$1" "${2:-edition.csv}"
}

# The edition has the figures of the file as it is, and where OLD stood NEW for the period.
same_figures() { # OLD NEW
    [ "$status" -eq 0 ] || { echo "$status: $stderr"; return 1; }
    diff <(sed "s|,$1,|,$2,|" as-is.csv) <(sed 's/,[^,]*$//' edition.out)
    grep -q ",$2," edition.out
}

# What `sed` makes of FILE is read as another year by RECIPE.
other_year() { # FILE RECIPE OLD NEW EXPRESSION...
    local file=$1 recipe=$2 old=$3 new=$4
    shift 4
    as_is "$file" "$recipe"
    LC_ALL=C sed "$@" "$published" >edition.csv
    ! cmp -s "$published" edition.csv || false
    read_edition "$recipe"
    same_figures "$old" "$new" || { echo "$recipe: $*"; return 1; }
}

# What `sed` makes of FILE ends the run, which says SAYS and writes nothing.
no_year() { # FILE RECIPE SAYS EXPRESSION...
    local file=$1 recipe=$2 says=$3
    shift 3
    need "$file"
    LC_ALL=C sed "$@" "$published" >edition.csv
    ! cmp -s "$published" edition.csv || false
    rm -f edition.out
    read_edition "$recipe"
    [[ "$status" -eq 2 && "$stderr" == *"$says"* && ! -e edition.out ]] ||
        { echo "$recipe: $*: $status: $stderr"; return 1; }
}

@test "the next year's file comes out as the next year, by title, headings and file name" {
    other_year "$outturn" mhclg-revenue-outturn 2016/17 2017/18 \
        's/2016-17/2017-18/g; s/31 March 2017/31 March 2018/g; s/1 April 2016/1 April 2017/g'
    other_year "$budget" mhclg-revenue-budget 2016/17 2017/18 \
        's/2016-17/2017-18/g; s/31 March 2017/31 March 2018/g'
    other_year "$service" mhclg-service-expenditure 2024/25 2025/26 's/2024-25/2025-26/g'
    other_year "$people" ons-population-mye2 2018 2020 's/mid-2018/mid-2020/'
    other_year "$older_activity" nhsd-pss-activity-to-2013-14 2009/10 2010/11 \
        's/2009-10/2010-11/g; s/2010/2011/g; s/2011-11/2010-11/g'
    for recipe in '' -bands -annexes -premiums; do
        other_year "$taxbase" "mhclg-council-tax-base$recipe" 2019-10-07 2020-10-05 \
            's/7 October 2019/5 October 2020/g; s/(2019)/(2020)/g'
    done
    other_year "$taxbase" mhclg-council-tax-base-support 2019/20 2020/21 's/(2019)/(2020)/g'
    other_year "$taxbase" mhclg-council-tax-base-exemptions 2019-09-09 2020-09-14 \
        's/9 SEPTEMBER 2019/14 SEPTEMBER 2020/g'
}

@test "a file that says its year in its name alone is of the year that its name says" {
    while read -r recipe file old new name; do
        as_is "${!file}" "$recipe"
        cp "$published" "$name"
        read_edition "$recipe" "$name"
        same_figures "$old" "$new" || { echo "$recipe $name"; return 1; }
        cp "$published" data.csv
        read_edition "$recipe" data.csv
        [[ "$status" -eq 2 && "$stderr" == *"'data.csv'"*"does not have one period"* ]]
    done <<'END'
nhsd-pss-activity activity 2014/15 2015/16 pss-exp-eng-15-16-fin-coun-lev-act-data.csv
nhsd-pss-rates activity 2014/15 2015/16 pss-exp-eng-15-16-fin-coun-lev-act-data.csv
nhsd-pss-additional additional 2015/16 2014/15 pss-exp-eng-14-15-fin-add-data.csv
nhsd-pss-shares additional 2015/16 2014/15 pss-exp-eng-14-15-fin-add-data.csv
nhsd-ascof ascof 2020/21 2021/22 meas-from-asc-of-eng-2122-open-data-csv.csv
END
}

@test "where title and headings are of two years nothing is read" {
    no_year "$outturn" mhclg-revenue-outturn "under the group 'Reserves at 1 April 2017'" '1s/2016-17/2017-18/'
    no_year "$outturn" mhclg-revenue-outturn "under the group 'Reserves at 31 March 2017'" \
        's/Reserves at 31 March 2017/Reserves at 31 March 2016/'
    no_year "$budget" mhclg-revenue-budget "under the group 'Reserves at 31 March 2018'" '1s/2016-17/2017-18/'
    no_year "$taxbase" mhclg-council-tax-base "second homes on {any} 2019'" \
        's/second homes on 7 October 2019/second homes on 1 October 2018/'
    no_year "$outturn" mhclg-revenue-outturn 'does not have one period' '1s/2016-17/2015-16 and 2016-17/'
    no_year "$service" mhclg-service-expenditure 'no cell above the rows' '1s/Revenue Outturn/Outturn/'
}

@test "lines above the header come and go" {
    while read -r file recipe; do
        as_is "${!file}" "$recipe"
        for expression in '1s/^/A line that was not there before\n/' '1s/^/\n\n/'; do
            sed "$expression" "$published" >edition.csv
            read_edition "$recipe"
            [ "$status" -eq 0 ] || { echo "$recipe: $stderr"; return 1; }
            diff as-is.csv <(sed 's/,[^,]*$//' edition.out)
        done
    done <<'END'
outturn mhclg-revenue-outturn
budget mhclg-revenue-budget
service mhclg-service-expenditure
people ons-population-mye2
older_activity nhsd-pss-activity-to-2013-14
tonnes defra-waste-table-1
management defra-waste-table-2
indicators defra-waste-table-3
indicators defra-waste-table-3-landfill
taxbase mhclg-council-tax-base
END
}

@test "a column more between others moves no figure" {
    while read -r file recipe; do
        as_is "${!file}" "$recipe"
        tabs "$published" | awk -F'\t' '{
            gsub(/"/, "\"\"")
            for (i = 1; i <= NF; i++) printf "%s%s\"%s\"", (i > 1 ? "," : ""), (i == 7 ? "Added," : ""), $i
            print "" }' >edition.csv
        read_edition "$recipe"
        [ "$status" -eq 0 ] || { echo "$recipe: $stderr"; return 1; }
        diff as-is.csv <(sed 's/,[^,]*$//' edition.out)
    done <<'END'
service mhclg-service-expenditure
people ons-population-mye2
tonnes defra-waste-table-1
management defra-waste-table-2
indicators defra-waste-table-3
END
}

@test "where columns are known by their places alone, a column more leaves nobody out unsaid" {
    need "$taxbase"
    for recipe in '' -bands -exemptions -support -annexes -premiums; do
        sed 's/^\([^,]*\),/\1,,/' "$published" >edition.csv
        read_edition "mhclg-council-tax-base$recipe"
        [ "$status" -ne 0 ] || { echo "$recipe: $stderr"; return 1; }
        [ ! -e edition.out ] || [ "$(wc -l <edition.out)" -eq 1 ]
        rm -f edition.out
    done
}

@test "footnote marks and numbers of lines behind names may be others" {
    other_year "$management" defra-waste-table-2 none , 's/Other1/Other3/; s/Total2/Total4/; s/plants3/plants/'
    other_year "$service" mhclg-service-expenditure 2024/25 2024/25 's/(C7 = C3 - C6)/(C9 = C4 - C8)/g'
    other_year "$taxbase" mhclg-council-tax-base 2019-10-07 2019-10-07 \
        's/,8\. Number of/,9. Number of/; s/in line 7/in line 8/g; s/(line 22)/(line 23)/g'
    other_year "$outturn" mhclg-revenue-outturn 2016/17 2016/17 \
        's/COUNCIL TAX REQUIREMENT/COUNCIL TAX REQUIREMENT (total of lines 905 to 980)/'
}

@test "a year more in tables of regions is read, on both sides" {
    need defra-waste/LA_collection-Table_3a.csv
    awk -F, -v OFS=, '/^Region,/ { print $0, "2023/24"; next } { print $0, $24 == "" ? "" : $24 }' \
        "$published" >edition.csv
    read_edition defra-waste-table-3a
    [ "$(grep -c ,2023/24, edition.out)" -eq "$(grep -c ,2022/23, edition.out)" ]
    need defra-waste/LA_collection-Table_1a.csv
    # Both tables of a row get a column more.
    awk -F, -v OFS=, '{ left = $1; right = $25
        for (i = 2; i <= 24; i++) { left = left OFS $i; right = right OFS $(i + 24) }
        print left, $24 == "2022/23" ? "2023/24" : $24 ~ /^[0-9]+$/ ? $24 + 1 : "",
              right, $48 == "2022/23" ? "2023/24" : $48 ~ /^[0-9]+$/ ? $48 + 1 : "" }' \
        "$published" >edition.csv
    for side in left right; do
        read_edition "defra-waste-table-1a-$side"
        [ "$status" -eq 0 ] || { echo "$stderr"; return 1; }
        awk -F, '$4 == "2022/23" { last[$1, $2] = $5; n++ }
                 $4 == "2023/24" { next_year[$1, $2] = $5; m++ }
                 END { for (k in last) if (next_year[k] != last[k] + 1) print k, last[k], next_year[k]
                       print n, m }' edition.out >compared
        [ "$(cat compared)" = "40 40" ] || { cat compared; return 1; }
    done
}

@test "markers may be spelt as the publisher spells them in other years" {
    while read -r file recipe old new; do
        as_is "${!file}" "$recipe"
        LC_ALL=C sed "s/$old/$new/g" "$published" >"$(basename "$published")"
        ! cmp -s "$published" "$(basename "$published")" || false
        read_edition "$recipe" "$(basename "$published")"
        [ "$status" -eq 0 ] || { echo "$recipe: $stderr"; return 1; }
        diff as-is.csv <(sed 's/,[^,]*$//' edition.out)
    done <<'END'
ascof nhsd-ascof ,\[x\], ,:,
ascof nhsd-ascof ,\[c\], ,*,
activity nhsd-pss-activity ,:, ,..,
END
}

@test "a council that is new, has ended or is unknown, and a marker that is unknown, are counted or refused" {
    need "$outturn"
    # A council that no table of areas has.
    sed 's/^E0101,E06000022,/E0101,E06000999,/' "$published" >edition.csv
    read_edition mhclg-revenue-outturn
    [[ "$status" -eq 1 && "$stderr" == *"edition.csv:10:2: unknown council 'E06000999'"* ]]
    # Its row is gone.
    sed '/^E0101,/d' "$published" >edition.csv
    read_edition mhclg-revenue-outturn
    [ "$status" -eq 0 ]
    ! grep -q E06000022 edition.out || false
    # A council without an ONS code is refused, and no note or total.
    sed 's/^E0101,E06000022,/E0101,,/' "$published" >edition.csv
    read_edition mhclg-revenue-outturn
    [ "$status" -eq 1 ]
    # The mark for no return is an older one, or one that the publisher has not used so far.
    sed 's/^\(E0101,E06000022,[^,]*,,UA,[^,]*,[^,]*\),[^,]*/\1,%/' "$published" >edition.csv
    read_edition mhclg-revenue-outturn
    [[ "$status" -eq 1 && "$stderr" == *"edition.csv:10:8: '%' is neither a number nor one of"* ]]
    need "$tonnes"
    sed '5s/,24000,/,..,/' "$published" >edition.csv
    read_edition defra-waste-table-1
    [[ "$status" -eq 1 && "$stderr" == *"edition.csv:5:7: '..' is neither"* ]]
}
