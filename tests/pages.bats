# What pages of councils say is what the tables of the pipeline hold: recomputed, and looked for.
bats_require_minimum_version 1.5.0

setup_file() {
    export example=$BATS_TEST_DIRNAME/../examples/england
    cd "$BATS_FILE_TMPDIR"
    for file in waste adult-social-care reserves skills; do
        oflog-ingest -q --recipe="$example/recipes/$file.yaml" --output=$file.csv \
            "$example/$file.csv" 2>>messages || [ $? -eq 1 ]
    done
    oflog-normalise -q --output=observations.csv waste.csv adult-social-care.csv reserves.csv \
        skills.csv 2>>messages || [ $? -eq 1 ]
    oflog-compare -q --stress --peers="nearest:$example/neighbours.csv" --as=nearest \
        --peers=class --as=class observations.csv | oflog-rank -q --output=comparison.csv
    oflog-flag -q --against=class --period=latest --output=flags.csv comparison.csv
    oflog-learn -q --peers="nearest:$example/neighbours.csv" --output=learn.csv comparison.csv
}

# pages CODE...: writes each council's page as CODE.txt and CODE.html.
pages() {
    local code
    for code in "$@"; do
        oflog-publish -q --width=1000 --area="$code" --flags=flags.csv --learn=learn.csv \
            --output="$code.txt" comparison.csv
        oflog-publish -q --format=html --area="$code" --flags=flags.csv --learn=learn.csv \
            --output="$code.html" comparison.csv
        printf '%s\n' "$code" "$code.txt" "$code.html"
    done
}

recompute() {
    python3 "$BATS_TEST_DIRNAME/pages/recompute.py" "$BATS_TEST_DIRNAME/../data" \
        comparison.csv flags.csv learn.csv "$@"
}

# Of each class; the City of London, the Isles of Scilly, one that began, some with gaps.
councils=(E08000035 E09000001 E06000053 E06000063 E10000016 E07000240 E06000001 E08000003
    E09000033 E06000058)

@test "every figure and sentence of ten councils is what the tables give" {
    command -v python3 >/dev/null || skip "python3 is missing"
    cd "$BATS_FILE_TMPDIR"
    mapfile -t arguments < <(pages "${councils[@]}")
    [ "${#arguments[@]}" -eq 30 ]
    run --separate-stderr recompute "${arguments[@]}"
    echo "$stderr" | head -40
    [ "$status" -eq 0 ]
    [[ "$output" == [0-9][0-9][0-9][0-9]" sentences looked for, 0 not found" ]]
}

@test "a figure that is not the table's is found out" {
    command -v python3 >/dev/null || skip "python3 is missing"
    cd "$BATS_FILE_TMPDIR"
    mapfile -t arguments < <(pages E08000035)
    sed -i 's/34\.9%/34.8%/' E08000035.txt
    run --separate-stderr recompute "${arguments[@]}"
    [ "$status" -eq 1 ]
    [[ "$stderr" == *"E08000035.txt: not found: 34.9% in 2022 to 2023 (financial year)"* ]]
}
