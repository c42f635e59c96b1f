# Workbooks and packed files, good and hostile, made here by bsdtar.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
    command -v bsdtar >/dev/null || {
        [ "${CI:-}" != true ] || { echo 'bsdtar is missing: libarchive-tools'; return 1; }
        skip 'bsdtar is not installed (libarchive-tools)'
    }
    mkdir -p parts/_rels parts/xl/_rels
    echo '<Types/>' >'parts/[Content_Types].xml'
    relations 1 officeDocument xl/workbook.xml >parts/_rels/.rels
    relations 1 worksheet notes.xml 2 worksheet data.xml 3 styles styles.xml \
        >parts/xl/_rels/workbook.xml.rels
    echo '<workbook><sheets><sheet name="Notes" id="1"/>' \
        '<sheet name="The data" state="hidden" id="2"/></sheets></workbook>' >parts/xl/workbook.xml
    echo '<styleSheet><cellXfs><xf/><xf numFmtId="10"/><xf numFmtId="3"/></cellXfs></styleSheet>' \
        >parts/xl/styles.xml
    sheet '<row><c t="str"><v>nothing here</v></c></row>' >parts/xl/notes.xml
}

relations() {
    echo '<Relationships>'
    while [ $# -gt 0 ]; do
        echo "<Relationship Id='$1' Type='x/$2' Target='$3'/>"
        shift 3
    done
    echo '</Relationships>'
}

sheet() { # ROWS
    echo "<worksheet><sheetData>$1</sheetData></worksheet>"
}

# A row of texts, then a cell as it is given.
row() { # CELL TEXT...
    local last=$1
    shift
    echo "<row>$(printf '<c t="str"><v>%s</v></c>' "$@")$last</row>"
}

# book.xlsx, from its parts.
pack() {
    (cd parts && bsdtar --format zip -cf ../book.xlsx -- *)
}

# A sheet that the recipe `tidy` reads.
pack_tidy() {
    sheet "$(row '' metric area_code period value
        row '<c s="1"><v>0.36699999999999999</v></c>' waste.recycling-rate E06000001 2022/23
        echo '<row/>'
        row '<c s="2"><v>1234.48</v></c>' waste.residual-household-waste E06000002 2022/23)" \
        >parts/xl/data.xml
    pack
}

@test "the sheets of a workbook are listed, hidden ones too" {
    pack_tidy
    run --separate-stderr oflog-ingest --sheets book.xlsx
    shows 0 <<'CSV'
file,number,sheet,rows,columns,state
book.xlsx,1,Notes,1,1,
book.xlsx,2,The data,4,4,hidden
CSV
}

@test "a sheet becomes observations, as shown or as stored, from a file or a packed pipe" {
    pack_tidy
    run --separate-stderr oflog-ingest -q --recipe=tidy --sheet='The data' book.xlsx
    shows 0 area_code,value,source <<'CSV'
area_code,value,source
E06000001,36.70,tidy:2:4
E06000002,1234,tidy:4:4
CSV
    gzip -c book.xlsx >pipe
    run --separate-stderr oflog-ingest -q --recipe=tidy --sheet=2 --cells=stored <pipe
    shows 0 area_code,value,source <<'CSV'
area_code,value,source
E06000001,0.367,tidy:2:4
E06000002,1234.48,tidy:4:4
CSV
}

@test "a recipe names the sheet and how its cells are read" {
    pack_tidy
    for sheet in 'The data' 2; do
        cat >own.yaml <<YAML
id: own
title: A table
publisher: A publisher
url: none
licence: OGL-3.0
sheet: $sheet
cells: stored
columns: {metric: metric, code: area_code, period: period, value: value}
area: {column: code}
period: {column: period}
metric: {column: metric}
values:
  - {value: value}
YAML
        run --separate-stderr oflog-ingest -q --recipe=./own.yaml book.xlsx
        shows 0 value,source <<'CSV'
value,source
0.367,own:2:4
1234.48,own:4:4
CSV
    done
}

@test "the last heading of a group holds to the end of the header, though its row ends there" {
    sheet "$(row '' '' Households '' Councils)$(row '' code a b a b)$(row '' E06000001 1 2 3 4)" \
        >parts/xl/data.xml
    pack
    cat >own.yaml <<YAML
id: own
title: A table
publisher: A publisher
url: none
licence: OGL-3.0
sheet: 2
header: 2
group-header: 1
columns: {code: code, last: {group: Councils, name: b}}
area: {column: code}
period: {value: 2022/23}
values:
  - {metric: waste.recycling-rate, value: last}
YAML
    run --separate-stderr oflog-ingest -q --recipe=./own.yaml book.xlsx
    shows 0 value,source <<'CSV'
value,source
4,own:3:5
CSV
}

@test "a sheet that is not there is said with those that are" {
    pack_tidy
    run --separate-stderr oflog-ingest --recipe=tidy --sheet=Data book.xlsx
    [ "$status" -eq 2 ]
    [ -z "$output" ]
    says <<'END'
oflog-ingest: book.xlsx: has no sheet 'Data'; there are 2: 'Notes', 'The data'
END
}

@test "the names of sheets are listed without what a terminal would obey" {
    pack_tidy
    sed 's/The data/The \&#x9b;31m data\&#x202e;/' parts/xl/workbook.xml >workbook.xml
    mv workbook.xml parts/xl/workbook.xml
    pack
    run --separate-stderr oflog-ingest --sheets book.xlsx
    shows 0 sheet <<<$'sheet\nNotes\nThe ?31m data?'
}

@test "a workbook cut short at any place is refused, and nothing is written" {
    pack_tidy
    local size
    size=$(wc -c <book.xlsx)
    for cut in 10 100 $((size / 2)) $((size - 100)) $((size - 1)); do
        head -c "$cut" book.xlsx >cut.xlsx
        run --separate-stderr oflog-ingest --recipe=tidy --sheet=2 --output=out.csv cut.xlsx
        [ "$status" -eq 2 ]
        [[ $stderr == 'oflog-ingest: cut.xlsx: is a zip file that is damaged or cut short'* ]]
        [ ! -e out.csv ]
    done
}

@test "an entry whose bytes were changed is refused by its checksum" {
    printf 'abcdefgh%.0s' {1..40} >filler
    sheet "$(row '' metric area_code period value "$(cat filler)")" >parts/xl/data.xml
    (cd parts && bsdtar --format zip --options zip:compression=store -cf ../book.xlsx -- *)
    LC_ALL=C sed 's/abcdefghabcdefgh/abcdefghabcdefgX/' book.xlsx >changed.xlsx
    run --separate-stderr oflog-ingest --recipe=tidy --sheet=2 changed.xlsx
    [ "$status" -eq 2 ]
    [[ $stderr == *"its part 'xl/data.xml' is damaged or cut short"* ]]
}

@test "a bomb is refused in bounded memory" {
    { echo '<worksheet><sheetData>'; yes '<row></row>' | head -c 100000000; } >parts/xl/data.xml
    pack
    [ "$(wc -c <book.xlsx)" -lt 400000 ]
    # A sanitizer needs more room than that for itself alone.
    local limit='ulimit -v 400000'
    bash -c "$limit; oflog-ingest --version" >/dev/null 2>&1 || limit=:
    run --separate-stderr bash -c "$limit; oflog-ingest --sheets --output=out.csv book.xlsx"
    [ "$status" -eq 2 ]
    [[ $stderr == *"its part 'xl/data.xml' unpacks to more than "*': a zip bomb?' ]]
    [ ! -e out.csv ]
}

@test "a cell without end, and entities that grow, are refused" {
    { echo '<worksheet><sheetData><row><c t="str"><v>'; yes aaaaaaa | head -c 20000000; } \
        >parts/xl/data.xml
    pack
    run --separate-stderr oflog-ingest --recipe=tidy --sheet=2 book.xlsx
    [ "$status" -eq 2 ]
    says <<'END'
oflog-ingest: book.xlsx:1:1: sheet 'The data': a cell of more than 1048576 bytes
END
    echo '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>' \
        >parts/xl/data.xml
    pack
    run --separate-stderr oflog-ingest --recipe=tidy --sheet=2 book.xlsx
    [ "$status" -eq 2 ]
    says <<'END'
oflog-ingest: book.xlsx: its part 'xl/data.xml', line 1: a document type is declared, which no workbook does
END
}

@test "what begins as a workbook and is none is refused" {
    printf '\320\317\021\340\241\261\032\341rubbish' >old.xls
    run --separate-stderr oflog-ingest --recipe=tidy old.xls
    [ "$status" -eq 2 ]
    [[ $stderr == 'oflog-ingest: old.xls: is an .xls that is damaged'* ]]
    echo a >a.csv
    bsdtar --format zip -cf a.zip a.csv
    run --separate-stderr oflog-ingest --recipe=tidy a.zip
    [ "$status" -eq 2 ]
    says <<'END'
oflog-ingest: a.zip: is a zip file but no workbook (.ods or .xlsx); unpack it and name the file that is meant
END
}

@test "gzip and zstd are read, and refused when they are cut" {
    cat >table.csv <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,28.9
CSV
    for packer in gzip zstd; do
        command -v "$packer" >/dev/null || continue
        "$packer" -c <table.csv >packed
        run --separate-stderr oflog-ingest -q --recipe=tidy packed
        shows 0 area_code,value,source <<'CSV'
area_code,value,source
E06000001,28.9,tidy:2:4
CSV
        head -c 40 packed >cut
        run --separate-stderr oflog-ingest --recipe=tidy --output=out.csv cut
        [ "$status" -eq 2 ]
        [[ $stderr == "oflog-ingest: cut: the file ends within its "*" data; it was cut short" ]]
        [ ! -e out.csv ]
    done
}

@test "UTF-16 with its mark is read, and refused when a character is cut" {
    printf 'metric,area_code,period,value\nwaste.recycling-rate,E06000001,2022/23,28.9\n' |
        iconv -f UTF-8 -t UTF-16 >wide.csv
    run --separate-stderr oflog-ingest -q --recipe=tidy wide.csv
    shows 0 area_code,value,source <<'CSV'
area_code,value,source
E06000001,28.9,tidy:2:4
CSV
    head -c 101 wide.csv >cut.csv
    run --separate-stderr oflog-ingest -q --recipe=tidy --output=out.csv cut.csv
    [ "$status" -eq 2 ]
    says <<'END'
oflog-ingest: cut.csv:2: the file ends within a character of UTF-16
END
    [ ! -e out.csv ]
}

@test "a sheet that is asked of what is no workbook is an error" {
    echo metric,area_code,period,value >book.csv
    for task in "--recipe=tidy" "--recipe=tidy --check" "--recipe=tidy --explain" "--draft"; do
        # Several options.
        # shellcheck disable=SC2086
        run --separate-stderr oflog-ingest $task --sheet=2 --output=out.csv book.csv
        says <<<"oflog-ingest: book.csv: --sheet: the file is no workbook and has no sheets"
        [ "$status" -eq 2 ] && [ ! -e out.csv ]
    done
}
