# The back-test on the ministry's revenue outturn of 2015-16 and 2016-17, as oflog-flag(1) tells
# it.
bats_require_minimum_version 1.5.0
load published

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    for year in '5-16_data_by_LA_-_Revision-RS_LA_Data_2015-16' '6-17_data_by_LA-RS_LA_Data_2016-17'; do
        need "mhclg-revenue/RS_201$year.csv"
        oflog-ingest -q -r mhclg-revenue-outturn -o "${year:0:1}.csv" "$published"
    done
    oflog-normalise -q 5.csv 6.csv | oflog-compare -q | oflog-rank -q >ranked.csv
}

# "EVENTS HITS FLAGGED FALSE_ALARMS FINDING" of a rule over so many years, and the chance.
record() { # YEARS RULE METRIC
    oflog-flag -q --window="$1" --metric="$3" --backtest=interventions ranked.csv |
        awk -F, -v rule="$2" '$1 == rule { printf "%s %s %s %s %s expected %.2f p %.5f\n", $3, $4, $16, $17, $19, $9, $10 }'
}

@test "outlying debt came before notices and interventions more often than by chance" {
    debt=finance.debt-servicing-of-net-revenue-expenditure
    [ "$(record 7 outlier $debt)" = "10 4 39 35 more-than-chance expected 0.30 p 0.00005" ]
    [ "$(record 5 outlier $debt)" = "6 2 39 37 more-than-chance expected 0.12 p 0.00497" ]
    [ "$(record 3 outlier $debt)" = "1 1 39 38 no-evidence expected 0.04 p 0.00000" ]
    [ "$(record 7 bottom-quartile $debt)" = "10 8 109 101 more-than-chance expected 2.96 p 0.00140" ]
}

@test "low reserves did not" {
    [ "$(record 7 bottom-quartile finance.reserves-of-net-revenue-expenditure)" = \
        "10 5 111 106 no-more-than-chance expected 2.78 p 0.11422" ]
}
