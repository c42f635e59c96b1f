# Another country with the same tools and a folder of data of its own: Scotland's 32 councils and
# their benchmarking framework.
bats_require_minimum_version 1.5.0
load shows
load published

setup() {
    cd "$BATS_TEST_TMPDIR"
    scotland=$abs_top_srcdir/data/scotland
}

hub=lgbf-scotland/LGBF_ScotDataCash_ISSpatialHub.csv

# The id of an indicator's code, and the period of a year or of the last of several, in awk.
lgbf='function id(code) { gsub(/[ &]/, "", code); return "lgbf." tolower(code) }
      function period(years,    last) {
          last = substr(years, 1, 2) substr(years, 6, 2)
          return sprintf("%d/%s", last - 1, substr(years, 6, 2)) }'

@test "32 councils, 101 indicators and all years of Scotland's framework, none refused" {
    need "$hub"
    ingest lgbf-councils --data-dir="$scotland"
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"34392 cells in = 34134 observations + 0 refused + 258 left out" ]]
    [ "$(cut -d, -f1 observed.csv | sort -u | grep -c lgbf)" -eq 101 ]
    [ "$(cut -d, -f2 observed.csv | sort -u | grep -c S12)" -eq 32 ]
    mv observed.csv all.csv
    ingest lgbf-pay-gap --data-dir="$scotland"
    [[ "$stderr" == *"34392 cells in = 256 observations + 0 refused + 34136 left out" ]]
}

@test "every indicator says that its parts are no counts for intervals" {
    metrics=$BATS_TEST_DIRNAME/../data/scotland/metrics/lgbf.yaml
    [ "$(grep -c '^- id: ' "$metrics")" -eq 108 ]
    [ "$(grep -cx '  interval: none' "$metrics")" -eq 108 ]
}

@test "six late indicators and a year of a seventh" {
    need lgbf-scotland/MissingData_Real.csv
    ingest lgbf-late --data-dir="$scotland"
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"1888 cells in = 1888 observations + 0 refused + 0 left out" ]]
    [ "$(cut -d, -f1 observed.csv | sort -u | grep -c lgbf)" -eq 7 ]
}

# 20 indicators and years have no figure of any council, and no average.
@test "mean and median of councils are the framework's own, but for eight in another unit" {
    need "$hub"
    for recipe in lgbf-councils lgbf-pay-gap; do
        ingest $recipe --data-dir="$scotland"
        oflog-compare -q --data-dir="$scotland" --include-self --peers=all observed.csv |
            tail -n +2 >>compared
    done
    need lgbf-scotland/Scottish_Averages.csv
    tabs "$published" >averages
    run awk -F'\t' "$lgbf"'
        function near(a, b,    off) { off = a - b; if (off < 0) off = -off; return off <= 1e-9 + 1e-9 * (b < 0 ? -b : b) }
        FILENAME ~ /averages/ { if ($4 == "Cash_Annual") { mean[id($2), period($3)] = $5; median[id($2), period($3)] = $8; n++ } next }
        { mine[$1, $4]; at_mean[$1, $4] = $16; at_median[$1, $4] = $18 }
        END { for (key in mine) {
                  if (!(key in mean) && at_mean[key] == "") { none++; continue }
                  if (near(at_mean[key], mean[key]) && near(at_median[key], median[key])) agree++
                  else if (near(at_mean[key], 100 * mean[key]) && near(at_median[key], 100 * median[key])) points++
                  else print key, at_mean[key], mean[key], at_median[key], median[key]
              }
              print n, agree, points, none }' averages <(tabs compared)
    [ "$output" = "1072 1064 8 20" ]
}

@test "Scotland's own figures are the ratios of sums, where there are sums" {
    need lgbf-scotland/Scottish_Averages.csv
    ingest lgbf-scotland --data-dir="$scotland"
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"3354 cells in = 1072 observations + 0 refused + 2282 left out" ]]
    [ "$(tabs observed.csv | awk -F'\t' 'NR > 1 && $5 != ""' | wc -l)" -eq 500 ]
    [ "$(value_of lgbf.cl01 S92000003 2010/11)" = 3.5513120620060556 ]
}

@test "a council of Scotland has a page, with Scotland's figure beside its own" {
    need "$hub"
    ingest lgbf-councils --data-dir="$scotland"
    mv observed.csv all.csv
    need lgbf-scotland/Scottish_Averages.csv
    ingest lgbf-scotland --data-dir="$scotland"
    tail -n +2 observed.csv >>all.csv
    page() {
        oflog-compare -q --data-dir="$scotland" --peers=all all.csv |
            oflog-publish -q --data-dir="$scotland" --area=Stirling --metric=lgbf.cl02
    }
    run --separate-stderr page
    [ "$status" -eq 0 ]
    [[ "$output" == *"
Cost per Library Visit
  £"* ]]
    [[ "$output" == *"  Scotland: £"* ]]
    [[ "$output" == *"Lower is better."* ]]
}

@test "spending its whole fund is best where the framework says so" {
    need "$hub"
    ingest lgbf-councils --data-dir="$scotland"
    oflog-rank -q --data-dir="$scotland" --period=2022/23 --output=ranked.csv observed.csv
    # Goldilocks: the nearest to 1 comes first.
    run awk -F'\t' '$1 == "lgbf.corp11" { off = $5 - 1; if (off < 0) off = -off
            if ($12 == 1) first = off; else if (least == "" || off < least) least = off }
        END { print first <= least }' <(tabs ranked.csv)
    [ "$output" = 1 ]
}

@test "the folder for Scotland is what its script makes of the lists" {
    need lgbf-scotland/Indicator_Information.csv
    command -v python3 >/dev/null || skip "there is no python3"
    python3 "$abs_top_srcdir/data/build/scotland.py" "$OFLOG_SHARED_DIR/data" made
    diff -r made "$scotland"
}

@test "means of families of eight are the framework's own, all 33,454" {
    need lgbf-scotland/Family_Groups.csv
    # Two ways to form families: by deprivation for what is done for people, by density else.
    for type in Children Environmental; do
        echo area_code,peer_code
        tabs "$published" | awk -F'\t' -v type=$type '
            $3 ~ "^" type { group[++n] = $1; name[n] = $2 }
            END { for (i = 1; i <= n; i++) for (j = 1; j <= n; j++)
                      if (i != j && group[i] == group[j]) print "\"" name[i] "\",\"" name[j] "\"" }'
    done | awk '/^area_code/ { file = n++ ? "places.csv" : "people.csv" } { print >file }'
    [ "$(wc -l <people.csv)" -eq 225 ]
    need "$hub"
    ingest lgbf-councils --data-dir="$scotland"
    oflog-compare -q --data-dir="$scotland" --include-self --peers=people.csv --as=people \
        --peers=places.csv --as=places --output=compared.csv observed.csv
    tabs "$published" >hub.tabs
    # By the record that each figure came from.
    run awk -F'\t' '
        FILENAME ~ /hub/ { if ($14 ~ /Deprived/) people[$3]; of[FNR] = $3; mean[FNR] = $11; next }
        FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        { split($at["source"], place, ":"); record = place[2]
          found = $at[(of[record] in people ? "people" : "places") "_mean"]
          off = found - mean[record]; size = mean[record] < 0 ? -mean[record] : mean[record] + 0
          if (mean[record] == "" && found == "") none++
          else if (mean[record] == "") unprinted++
          else if (found != "" && (off < 0 ? -off : off) <= 1e-9 * (1 + size)) agree++
          else if (++others <= 3) print $1, $2, $4, found, mean[record] }
        END { print agree, none, unprinted, others + 0 }' hub.tabs <(tabs compared.csv)
    # One family of one climate indicator has no mean printed, in five years.
    [ "$output" = "33454 640 40 0" ]
}
