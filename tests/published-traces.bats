# Numbers of the real published files, followed back to the cells they came from.
bats_require_minimum_version 1.5.0
load published

# Observations of observed.csv that have a number, N of them at even distances: metric, area,
# period, value, numerator and denominator, with a unit separator between.
sample() { # N
    tabs observed.csv | awk -F'\t' -v OFS='\037' -v wanted="$1" '
        NR > 1 && ($5 != "" || $7 != "" && $8 != "") { rows[++count] = $1 OFS $2 OFS $4 OFS $5 OFS $7 OFS $8 }
        END {
            for (i = 1; i <= wanted && i <= count; i++)
                print rows[count <= wanted ? i : 1 + int((i - 1) * (count - 1) / (wanted - 1))]
        }'
}

# Whether the texts of the traced cells are the number: read as people do, per cent signs,
# pounds and thousands aside, and added up; those of a ratio are its two parts.
reads_as() { # VALUE NUMERATOR DENOMINATOR <TRACE
    tabs /dev/stdin | awk -F'\t' -v value="$1" -v above="$2" -v below="$3" '
        function near(a, b) { return (a - b) ^ 2 <= (1e-9 * (a < 0 ? -a : a) + 1e-12) ^ 2 }
        NR > 1 {
            if ($11 != "as-read" || $18 != "whole") exit wrong = 1
            gsub(/[^0-9.eE+-]/, "", $17)
            sum[$6] += ($7 == "-" ? -1 : 1) * $17
            cells++
        }
        END {
            if (wrong || !cells) exit 1
            if ("denominator" in sum) exit !(near(sum["numerator"], above) && near(sum["denominator"], below))
            exit !near(sum["value"], value == "" ? above : value)
        }'
}

# The number of sampled observations that were traced; each that was not is named.
trace() { # N [OPTION]...
    local n=$1 traced=0
    shift
    while IFS=$'\037' read -r metric area period value above below; do
        if oflog-why -q "$@" --receipt=receipts --format=csv "$metric" "$area" "$period" \
            observed.csv >trace.csv && reads_as "$value" "$above" "$below" <trace.csv; then
            traced=$((traced + 1))
        else
            echo "$metric $area $period $value" >&2
        fi
    done < <(sample "$n")
    echo "$traced"
}

setup() {
    cd "$BATS_TEST_TMPDIR"
}

@test "200 numbers of Defra's Table 3 stand where their trace says" {
    need defra-waste/LA_collection-Table_3.csv
    ingest defra-waste-table-3 --receipt=receipts
    [ "$(trace 200)" -eq 200 ]
}

@test "a number that stands elsewhere, or a file that has changed, is noticed" {
    need defra-waste/LA_collection-Table_3.csv
    cp "$published" published.csv
    published=published.csv
    ingest defra-waste-table-3 --receipt=receipts
    [ "$(trace 20)" -eq 20 ]
    sed 's/:[78]$/:6/' observed.csv >moved.csv && mv moved.csv observed.csv
    [ "$(trace 20 2>/dev/null)" -eq 0 ]
    ingest defra-waste-table-3 --receipt=receipts
    echo >>published.csv
    [ "$(trace 20 2>/dev/null)" -eq 0 ]
}

@test "and where it says so of a sheet of the workbook, shown or stored" {
    need defra-waste/LA_collection.ods
    for cells in shown stored; do
        rm -f receipts
        run oflog-ingest -q --recipe=defra-waste-table-1 --sheet=Table_1 --cells=$cells \
            --receipt=receipts --output=observed.csv "$published"
        [ "$(trace 10)" -eq 10 ]
    done
}

@test "five numbers of every published table stand where their trace says" {
    need defra-waste
    tables=0
    while IFS=, read -r file sheet recipe data_dir _; do
        [ -n "$recipe" ] && [ -n "$file" ] || continue
        need "$file"
        options=()
        [ -z "$sheet" ] || options+=(--sheet="$sheet")
        facts=()
        [ -z "$data_dir" ] || facts+=(--data-dir="$abs_top_srcdir/data/$data_dir")
        rm -f receipts
        ingest "$recipe" --receipt=receipts "${options[@]}" "${facts[@]}"
        [ "$status" -lt 2 ]
        wanted=$(sample 5 | wc -l)
        [ "$wanted" -gt 0 ]
        [ "$(trace 5 "${facts[@]}")" -eq "$wanted" ] || { echo "$file $recipe"; return 1; }
        tables=$((tables + 1))
    done < <(tail -n +2 "$abs_top_srcdir/tests/published.csv")
    [ "$tables" -gt 50 ]
}
