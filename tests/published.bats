# Real published files as they stand, which are not part of the source: looked for in the
# folder data/ of $OFLOG_SHARED_DIR. A file that is not there skips its tests.
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

# Rows of a table meet the rows of the published file from which they came, by the line
# that each row's source names. The awk program has the table's n cells in t, the file's in
# $; they are counted from the right, since names may hold commas.
meet() { # TABLE SOURCE-FROM-THE-RIGHT PROGRAM
    awk -F, -v from="$2" "
        NR == FNR { if (FNR > 1) { split(\$(NF - from), source, \":\"); line[source[2]] = \$0 }
                    next }
        FNR in line { n = split(line[FNR], t, \",\"); $3 }
        function differ(a, b) {
            if ((a == \"\") != (b == \"\")) return 1
            return a - b > 1e-6 * size(b) || b - a > 1e-6 * size(b)
        }
        function size(x) { return x < 0 ? -x : x > 1e-6 ? x : 1e-6 }" "$1" "$published"
}

@test "the Office's own medians and distances from them, all 6,078" {
    need oflog/adult_social_care.csv
    both() {
        oflog-ingest -q --recipe=oflog-adult-social-care "$published" |
            oflog-compare --include-self --peers=all
    }
    both >compared.csv 2>account
    [ "$(<account)" = "oflog-compare: 6376 rows in = 6376 out + 0 refused" ]
    # In the file, the median and the distance stand third and second from the right. The
    # median stands beside missing values too.
    run meet compared.csv 14 '
        median = $(NF - 2); distance = $(NF - 1)
        medians += median != ""; distances += distance != ""
        if (differ(t[n - 7], median) || differ(t[n - 3], distance))
            print FNR ": " t[n - 7] " and " t[n - 3] ", not " median " and " distance
        } END { print medians, distances'
    [ "$output" = "6376 6078" ]
}

# Among these, little is good of none, and where no end is good the sign stays.
@test "scores are the Office's distances by 1.4826, as the ONS scales its own, all 6,078" {
    need oflog/adult_social_care.csv
    oflog-ingest -q --recipe=oflog-adult-social-care "$published" |
        oflog-normalise -q --score=mads >scored.csv
    run meet scored.csv 1 '
        distance = $(NF - 1); scores += t[n] != ""
        if (differ(t[n], distance == "" ? "" : distance / 1.4826))
            print FNR ": " t[n] ", not " distance " by 1.4826"
        } END { print scores'
    [ "$output" = 6078 ]
}

@test "the social care file goes through rank and flag" {
    need oflog/adult_social_care.csv
    all() {
        oflog-ingest -q --recipe=oflog-adult-social-care "$published" |
            oflog-compare -q --peers=all | oflog-rank -q | oflog-flag -q
    }
    run --separate-stderr all
    [ "$status" -eq 0 ]
    [ "$stderr" = "" ]
    [ "${#lines[@]}" -gt 100 ]
    [[ "${lines[0]}" == metric,area_code,area_name,period,flag,kind,severity,* ]]
}

@test "Defra's Table 3 is read to the last row, and what is left out is counted by rule" {
    need defra-waste/LA_collection-Table_3.csv
    run --separate-stderr oflog-ingest --recipe=defra-waste-table-3 "$published"
    says <<'END'
oflog-ingest: left out by rule 'notes': 23 rows
oflog-ingest: left out by rule 'disposal authorities': 407 rows
oflog-ingest: left out by rule 'totals': 130 rows
oflog-ingest: left out by rule 'waste partnerships': 22 rows
oflog-ingest: areas found: 4070 by code, 3 recoded
oflog-ingest: 4659 records = 4 above the table + 4655 rows + 0 blank + 0 outside; 7 of 10 columns read
oflog-ingest: 4655 rows, 13965 cells in = 12219 observations + 0 refused + 1746 left out
END
    [ "$status" -eq 0 ]
    # Counted otherwise: 4,632 rows with a type, of which the same leave.
    run awk -F, 'NR > 4 { type = $(NF - 4); all++ }
        NR > 4 && type ~ /^(Unitary|Collection|Disposal|Total)$/ { rows++; of[type]++ }
        type !~ /^(Unitary|Collection)$/ { next }
        /Cambridge City and South Cambs|Corby and Kettering|Dorset Waste P|Somerset Waste P/ { joint++ }
        /Corby and Kettering/ { two++ }
        END { print all, rows, of["Disposal"], of["Total"], joint, two
              print 3 * (rows - of["Disposal"] - of["Total"] - joint) }' "$published"
    [ "${lines[0]}" = "4655 4632 407 130 22 2" ]
    [ "${lines[1]}" = 12219 ]
}

@test "every figure of Table 3 is the published one, without its percent sign" {
    need defra-waste/LA_collection-Table_3.csv
    oflog-ingest -q --recipe=defra-waste-table-3 "$published" >observed.csv
    [ "$(cut -d, -f2,4 observed.csv | grep -c E06000060)" -eq 9 ]
    for metric in recycling-rate:2 residual-household-waste:3 collected-per-person:0; do
        { head -1 observed.csv; grep "${metric%:*}" observed.csv; } >one.csv
        run meet one.csv 0 '
            rows++
            cell = $(NF - '"${metric#*:}"'); sub("%", "", cell)
            if (t[n - 6] != (cell ~ /^[-:]$/ ? "" : cell)) print FNR ": " t[n - 6] ", not " cell
            } END { print rows'
        [ "$output" = 4073 ]
    done
}

@test "contamination from Table 1 is rejects among all sent for recycling, never below 0" {
    need defra-waste/LA_collection-Table_1.csv
    oflog-ingest -q --recipe=defra-waste-table-1 "$published" |
        grep -E '^(metric|waste.contamination-rate),' |
        oflog-normalise >normalised.csv 2>account
    grep -q '^oflog-normalise: 2791 rows in = 2791 out + 0 refused' account
    # Of the published row: household recycling tonnes, rejected tonnes.
    run meet normalised.csv 0 '
        rows++
        recycled = $(NF - 14); rejected = $(NF - 7); rate = ""
        if (recycled ~ /^-?[0-9.]+$/ && rejected ~ /^-?[0-9.]+$/ && recycled + rejected > 0)
            rate = 100 * rejected / (recycled + rejected)
        below += rate < 0 && rate != ""
        if (rate != "" && rate < 0) rate = 0
        shown = rate == "" ? "" : sprintf("%.1f", rate)
        ours = t[n - 6] == "" ? "" : sprintf("%.1f", t[n - 6])
        with += shown != ""
        if (ours != shown || differ(t[n - 6], rate)) print FNR ": " ours ", not " shown
        } END { print rows, with; print below'
    [ "${#lines[@]}" -eq 2 ]
    [ "${lines[0]% *}" -eq 2791 ]
    [ "${lines[0]#* }" -gt 2700 ]
    grep -qx "oflog-normalise: ${lines[1]} values came out below their metric's minimum and were set to it" account
}

# Both reserves metrics of one year: how many councils, and how many have a value.
reserves() { # YEAR RECIPE
    oflog-ingest -q --recipe="$1" "$published" | oflog-normalise -q >"$2.csv"
    for metric in net-revenue-expenditure service-spend; do
        echo "$(grep -c "reserves-of-$metric" "$2.csv")" \
            "$(grep "reserves-of-$metric" "$2.csv" | awk -F, '$(NF - 6) != ""' | wc -l)"
    done
}

@test "both reserves metrics for 353 councils in 2015/16" {
    need "mhclg-revenue/RS_2015-16_data_by_LA_-_Revision-RS_LA_Data_2015-16.csv"
    run --separate-stderr reserves mhclg-revenue-outturn year
    [ "$stderr" = "" ]
    [ "$output" = $'353 353\n353 353' ]
    [ "$(cut -d, -f2 year.csv | sort -u | wc -l)" -eq 354 ]
}

@test "both reserves metrics for 352 councils in 2016/17, and x for the Isles of Scilly" {
    need mhclg-revenue/RS_2016-17_data_by_LA-RS_LA_Data_2016-17.csv
    run --separate-stderr reserves mhclg-revenue-outturn year
    [ "$stderr" = "" ]
    [ "$output" = $'353 352\n353 352' ]
    [ "$(awk -F, 'NR > 1 && $(NF - 6) == ""' year.csv | cut -d, -f2-6 | sort -u)" = \
        "E06000053,Isles of Scilly,2016/17,,x" ]
}

@test "authorities that are no councils leave the revenue outturn by rule" {
    need mhclg-revenue/RS_2016-17_data_by_LA-RS_LA_Data_2016-17.csv
    run --separate-stderr oflog-ingest --recipe=mhclg-revenue-outturn "$published"
    says <<'END'
oflog-ingest: left out by rule 'England and notes': 12 rows
oflog-ingest: left out by rule 'totals': 6 rows
oflog-ingest: left out by rule 'other authorities': 93 rows
oflog-ingest: left out by rule 'only class for finance.adult-social-care-expenditure': 201 cells
oflog-ingest: left out by rule 'only class for finance.childrens-social-care-expenditure': 201 cells
oflog-ingest: left out by rule 'only class for finance.social-care-of-service-spend': 201 cells
oflog-ingest: areas found: 353 by code
oflog-ingest: 471 records = 7 above the table + 464 rows + 0 blank + 0 outside; 14 of 99 columns read
oflog-ingest: 464 rows, 6496 cells in = 4339 observations + 0 refused + 2157 left out
END
    [ "$status" -eq 0 ]
}

@test "skills of 317 councils and 12 combined authorities, each compared inside its level" {
    need ons-els/further-education-and-skills-learner-achievements.csv
    compared() {
        oflog-ingest -q --recipe=ons-achievements-19-plus "$published" |
            oflog-compare -q --peers=all --period=2024/25 | sed 's/"[^"]*"/quoted/' >all.csv
        columns area_code,peer_group,peer_n,peer_missing <all.csv | tail -n +2 |
            sed -E 's/^(E..)[0-9]*/\1/' | LC_ALL=C sort | uniq -c | awk '{ print $2, $1 }'
    }
    run --separate-stderr compared
    [ "$stderr" = "" ]
    shows 0 <<'END'
E06,all:council,316,0 63
E07,all:council,316,0 164
E08,all:council,316,0 36
E09,all:council,316,0 33
E10,all:council,316,0 21
E12,,, 9
E47,all:combined-authority,11,0 11
E61,all:combined-authority,11,0 1
E92,,, 1
END
}

@test "combined authorities are ranked among 12, councils among 317" {
    need ons-els/further-education-and-skills-learner-achievements.csv
    ranked() {
        oflog-ingest -q --recipe=ons-achievements-19-plus "$published" |
            oflog-rank -q --within=level --period=2024/25 | sed 's/"[^"]*"/quoted/' >all.csv
        columns area_code,ranked,rank <all.csv | tail -n +2 |
            sed -E 's/^(E..)[0-9]*/\1/' >ranks
        cut -d, -f2 ranks | sort -n | uniq -c | awk '{ print $2 ": " $1 }'
        grep -E '^E(47|61)' ranks | cut -d, -f3 | sort -n | paste -sd' '
    }
    run --separate-stderr ranked
    [ "$stderr" = "" ]
    shows 0 <<'END'
: 10
12: 12
317: 317
1 2 3 4 5 6 7 8 9 10 11 12
END
}
