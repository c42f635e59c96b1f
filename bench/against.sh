#!/usr/bin/env bash
# against.sh TABLE: the same jobs on one table of observations by oflog and by other tools, in one run, as
# ratios. Each job runs three times and the median counts. Tools that are not there are named.
#
# DuckDB is taken as the program `duckdb`, or through Node.js and @duckdb/node-api (npm install @duckdb/node-api in the
# folder that this is run from).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
table=$1
TIMEFORMAT=%R

duck() {
    if command -v duckdb >/dev/null; then duckdb -c "$1"; else node "$here/duckdb.mjs" "$1"; fi
}

have() {
    case $1 in
    duck) command -v duckdb >/dev/null || [ -d node_modules/@duckdb/node-api ] ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

median_seconds() {
    for _ in 1 2 3; do
        { time "$@" >/dev/null 2>/dev/null; } 2>&1
    done | sort -n | sed -n 2p
}

first=
# show NAME TOOL COMMAND...: the first shown of a job is what the others are measured against.
show() {
    local name=$1 tool=$2 seconds
    shift 2
    if ! have "$tool"; then
        printf '  %-46s not installed\n' "$name"
        return
    fi
    seconds=$(median_seconds "$@")
    first=${first:-$seconds}
    awk -v name="$name" -v s="$seconds" -v first="$first" \
        'BEGIN { printf "  %-46s %7.2f s  %5.1f times oflog\n", name, s, s / first }'
}

grouped="read_csv('$table', header = true)"

echo "ingest: every row read by a recipe, checked, and written as an observation (the others read and write it)"
show "oflog-ingest --recipe=tidy" oflog-ingest oflog-ingest -q --recipe=tidy "$table"
show "DuckDB, COPY" duck duck "COPY (SELECT * FROM $grouped) TO '/dev/null' (FORMAT csv)"
show "Miller, cat" mlr mlr --csv cat "$table"

first=
echo "rank every row inside metric and period, all rows out"
show "oflog-rank" oflog-rank oflog-rank -q --within=level "$table"
show "DuckDB, a window function" duck duck \
    "COPY (SELECT *, rank() OVER w AS rank, count(value) OVER w2 AS ranked FROM $grouped
     WINDOW w AS (PARTITION BY metric, period ORDER BY value DESC), w2 AS (PARTITION BY metric, period))
     TO '/dev/null' (FORMAT csv)"

first=
echo "median of each metric and period (oflog adds it, and thirteen columns more, to every row)"
show "oflog-compare --peers=all --include-self" oflog-compare oflog-compare -q --peers=all --include-self "$table"
show "DuckDB, GROUP BY" duck duck \
    "COPY (SELECT metric, period, median(value) FROM $grouped GROUP BY ALL) TO '/dev/null' (FORMAT csv)"
show "Miller, stats1 -a p50" mlr mlr --csv stats1 -a p50 -f value -g metric,period "$table"

# datamash knows neither quotes nor empty cells: it gets the table with tabs, and NA for what is missing.
with_tabs=$(mktemp)
trap 'rm -f "$with_tabs"' EXIT
if have mlr; then
    mlr --icsv --otsv put 'is_empty($value) { $value = "NA" }' "$table" >"$with_tabs"
fi
from_table() {
    "$@" <"$with_tabs"
}
show "datamash, median" datamash from_table datamash --header-in --narm -s -g 1,4 median 5
