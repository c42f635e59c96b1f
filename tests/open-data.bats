# What oflog-publish writes for programs, read by programs that are not ours: public validators
# from npm, R and Python.
bats_require_minimum_version 1.5.0
load npm

setup_file() {
    cd "$BATS_FILE_TMPDIR"
    "$BATS_TEST_DIRNAME/../examples/england/run.sh" . >run.log 2>&1
    open england comparison.csv
}

setup() {
    cd "$BATS_FILE_TMPDIR"
}

# open FOLDER FILE [OPTION]...: open data of FILE in a folder, as a site has them.
open() {
    local folder=$1 file=$2
    shift 2
    mkdir "$folder"
    oflog-publish -q --format=csv -o "$folder/data.csv" "$@" "$file"
    oflog-publish -q --format=json -o "$folder/data.json" "$@" "$file"
    oflog-publish -q --format=csvw -o "$folder/data.csv-metadata.json" "$@" "$file"
    oflog-publish -q --format=datapackage -o "$folder/datapackage.json" "$@" "$file"
}

# Every kind of cell that might be read as another: quotes, commas, formulas, signs, markup.
hostile() {
    cat <<'CSV'
metric,area_code,period,value,marker,peer_n,peer_median,"a ""b"", <c>",größe
waste.recycling-rate,E06000001,2022/23,+30.10,r,7,.5,"a ""b"", <script>",=1+1
waste.recycling-rate,E06000002,2022/23,,c,,-0,"C:\x",
waste.recycling-rate,E06000003,2022/23,1e-05,,007,5.,NaN,-INF
skills.apprenticeship-achievements,E06000003,2021/22,5,,7,1e3,null,2021-07-31
CSV
}

@test "a reader of CSV on the Web takes the metadata and every cell" {
    need_npm open-data
    hostile >hostile.csv
    open hostile-csvw hostile.csv
    open leeds-csvw comparison.csv --area=Leeds
    run node "$npm/check-csvw.mjs" england/data.csv-metadata.json \
        leeds-csvw/data.csv-metadata.json hostile-csvw/data.csv-metadata.json
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$output" ]
}

@test "the library of Frictionless Data takes package, schema and every cell" {
    need_npm open-data
    hostile >hostile.csv
    open hostile-package hostile.csv
    head -n 1 hostile.csv >none.csv
    open none none.csv
    open recycling comparison.csv --metric=waste.recycling-rate
    mkdir lent # a licence that is no identifier
    sed 's/licence: OGL-3.0/licence: "CC BY (4.0), for é & all"/' \
        "$BATS_TEST_DIRNAME"/../data/metrics/waste-management.yaml >lent.yaml
    grep -v skills hostile.csv >lent.csv
    open lent/waste lent.csv --definitions=lent.yaml
    run node "$npm/check-package.mjs" england/datapackage.json recycling/datapackage.json \
        hostile-package/datapackage.json none/datapackage.json lent/waste/datapackage.json
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$output" ]
}

@test "the same holds for every file of a site" {
    need_npm open-data
    oflog-publish -q --format=site -o site comparison.csv
    readarray -d '' metadata < <(find site -name data.csv-metadata.json -print0)
    [ "${#metadata[@]}" -gt 300 ]
    run node "$npm/check-csvw.mjs" "${metadata[@]}"
    echo "$output"
    [ -z "$output" ]
    run node "$npm/check-package.mjs" site/datapackage.json
    echo "$output"
    [ -z "$output" ]
}

@test "the Open XML SDK takes workbooks of councils and of a metric, and no broken one" {
    need_npm open-data
    oflog-publish -q --format=xlsx --area=Leeds --area=Westminster -o councils.xlsx comparison.csv
    oflog-publish -q --format=xlsx --metric=waste.recycling-rate -o metric.xlsx comparison.csv
    run node "$npm/check-workbook.mjs" councils.xlsx metric.xlsx
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$output" ]
    mkdir unpacked
    (cd unpacked && bsdtar -xf ../metric.xlsx && sed -i 's/<sheetData>/<sheetDate>/' \
        xl/worksheets/sheet1.xml && bsdtar --format=zip -cf ../broken.xlsx -- *)
    run node "$npm/check-workbook.mjs" broken.xlsx
    [ "$status" -eq 1 ]
}

@test "the validators find what is wrong" {
    need_npm open-data
    open wrong comparison.csv --area=Leeds
    cd wrong
    sed 's/"tableSchema"/"tableScheme"/' data.csv-metadata.json >term.csv-metadata.json
    sed 's/"date"/"day"/' data.csv-metadata.json >type.csv-metadata.json
    sed '0,/,15,/s//,5x5,/' data.csv >cell.csv
    sed 's/data.csv/cell.csv/' data.csv-metadata.json >cell.csv-metadata.json
    for file in term type cell; do
        run node "$npm/check-csvw.mjs" $file.csv-metadata.json
        [ "$status" -eq 1 ]
    done
    sed 's/data.csv/cell.csv/' datapackage.json >cell.json
    cp datapackage.json doubled.json && sed -i 's/data.csv/doubled.csv/' doubled.json
    sed '2p' data.csv >doubled.csv
    sed 's/"licenses"/"licenses": 1, "x"/' datapackage.json >licence.json
    for file in cell doubled licence; do
        run node "$npm/check-package.mjs" $file.json
        [ "$status" -eq 1 ]
    done
}

@test "csv and json say the same" {
    need_command python3 python3
    hostile >hostile.csv
    open hostile-json hostile.csv
    for folder in england hostile-json; do
        python3 - "$folder" <<'PYTHON'
import csv, json, sys
csv_rows = list(csv.DictReader(open(sys.argv[1] + "/data.csv", newline="", encoding="utf-8")))
table = json.load(open(sys.argv[1] + "/data.json", encoding="utf-8"))
json_rows = [dict(zip(table["columns"], row, strict=True)) for row in table["data"]]
assert len(csv_rows) == len(json_rows) > 0
def same(cell, value):
    if value is None or isinstance(value, str):
        return cell == (value or "")
    return float(cell) == value
for a, b in zip(csv_rows, json_rows):
    assert list(a) == list(b)
    for name in a:
        assert same(a[name], b[name]), (name, a[name], b[name])
PYTHON
    done
}

read_by_both='11500 rows from 2015-04-01 to 2025-07-31, 214 without a value
median recycling rate of 59 unitary councils: 40.10'

@test "Python reads the table with its types" {
    need_command python3 python3
    run python3 "$BATS_TEST_DIRNAME/../examples/england/read.py" england/data.csv
    diff -u - <(echo "$output") <<<"$read_by_both"
    run python3 "$BATS_TEST_DIRNAME/../examples/england/read.py" \
        site/metric/waste.recycling-rate/data.csv
    [[ ${lines[-1]} = "${read_by_both##*$'\n'}" ]]
}

@test "readr of R reads the table with its types" {
    need_command Rscript r-cran-readr
    Rscript -e 'quit(status = !requireNamespace("readr", quietly = TRUE))' ||
        skip_unless_ci 'readr is not installed: apt-get install r-cran-readr'
    run Rscript "$BATS_TEST_DIRNAME/../examples/england/read.R" england/data.csv
    diff -u - <(echo "$output") <<<"$read_by_both"
}
