#!/usr/bin/env bash
# The weekly job: published files in, one comparison, its flags, one council's page and a site out.
# usage: run.sh [OUTPUT_FOLDER [COUNCIL]]
# Each step leaves a receipt, so that oflog-why can tell where a number came from.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=${1:-england-comparison}
council=${2:-Leeds}
mkdir -p "$out"
out=$(cd "$out" && pwd)

receipt=--receipt=$out/receipts

# Status 1 means: done, but rows were refused and named above. Only 2 ends the job.
step() {
    local status=0
    "$@" || status=$?
    [ "$status" -le 1 ] || return "$status"
}

# 1. Published files become observations, each by its own recipe.
for file in waste adult-social-care reserves skills; do
    step oflog-ingest --recipe="$here/recipes/$file.yaml" "$receipt" \
        --rejects="$out/$file-rejects.csv" --output="$out/$file.csv" "$here/$file.csv"
done

# 2. Values are made from their parts where only those were published, and checked where both were.
step oflog-normalise "$receipt" --output="$out/observations.csv" \
    "$out/waste.csv" "$out/adult-social-care.csv" "$out/reserves.csv" "$out/skills.csv"

# 3. Each council against its fifteen nearest neighbours and, beside that, against its class.
step oflog-compare --peers="nearest:$here/neighbours.csv" --as=nearest \
    --peers=class --as=class "$receipt" "$out/observations.csv" |
    step oflog-rank "$receipt" --output="$out/comparison.csv"

# 4. What is worth a look or a celebration in each metric's latest period.
step oflog-flag --against=class --period=latest "$receipt" --output="$out/flags.csv" \
    "$out/comparison.csv"

# 5. How far each has come: combined authorities since before they began.
step oflog-progress "$receipt" --output="$out/progress.csv" "$out/observations.csv"

# 6. Whom each council may learn from, among its nearest neighbours.
step oflog-learn --peers="nearest:$here/neighbours.csv" "$receipt" --output="$out/learn.csv" \
    "$out/observations.csv"

# 7. One council's page, and a site of all of them. The table of the edition before this one, if
# it was kept as previous.csv, shows what has changed.
beside=(--flags="$out/flags.csv" --learn="$out/learn.csv" --neighbours="$here/neighbours.csv")
step oflog-publish --format=text --area="$council" "${beside[@]}" "$out/comparison.csv"
previous=()
[ ! -e "$out/previous.csv" ] || previous=(--previous="$out/previous.csv")
step oflog-publish --format=site "$receipt" "${beside[@]}" --progress="$out/progress.csv" \
    "${previous[@]}" --output="$out/site" "$out/comparison.csv"

echo
echo "The full tables are in $out: observations.csv, comparison.csv, flags.csv, progress.csv,"
echo "learn.csv;"
echo "what became of which file is in receipts, for oflog-why."
echo "Open in a browser: $out/site/index.html"
