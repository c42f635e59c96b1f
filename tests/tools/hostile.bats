# Hostile and broken files: a clear word each, in bounded memory, and nothing half-written.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
    echo before >out.csv
    recipe <<'YAML'
columns: {code: Code, rate: Rate}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
}

# Recipe own.yaml: what every recipe says, and then standard input.
recipe() {
    { printf '%s\n' 'id: own' 'title: A table' 'publisher: A publisher' 'licence: OGL-3.0'
      cat; } >own.yaml
}

# within KILOBYTES COMMAND...: in so much memory. A sanitizer needs more for itself alone.
within() {
    local kilobytes=$1
    shift
    bash -c "ulimit -v $kilobytes; oflog-ingest --version" >/dev/null 2>&1 ||
        kilobytes=unlimited
    bash -c 'ulimit -v "$1"; shift; exec "$@"' - "$kilobytes" "$@"
}

# ends_at MESSAGE ARGUMENT...: status 2, MESSAGE (a pattern) alone is said, and the file of
# an earlier run is what it was, with none beside it.
ends_at() {
    local message=$1
    shift
    run --separate-stderr within 260000 oflog-ingest --output=out.csv "$@"
    [ "$status" -eq 2 ] || { echo "status $status; $stderr"; return 1; }
    [[ "$stderr" == "oflog-ingest: "$message ]] || { echo "$stderr"; return 1; }
    [ -z "$output" ]
    [ "$(cat out.csv)" = before ]
    [ "$(echo out.csv*)" = out.csv ]
}

# letters COUNT: as many bytes of a text.
letters() {
    head -c "$1" /dev/zero | tr '\0' 1
}

# many COUNT TEXT: so often, joined by commas.
many() {
    yes "$2" | head -n "$1" | paste -sd,
}

@test "a cell of a gigabyte is refused when 64 MiB of it were read" {
    { printf 'Code,Rate\nE06000001,'; letters 1000000000; } |
        ends_at '<stdin>:2: a record of more than 67108864 bytes' -r ./own.yaml
    { printf 'Code,Rate\nE06000001,"\n'; letters 1000000000; } |
        ends_at '<stdin>:2:2: a record of more than 67108864 bytes; is the quote that opens this cell left open[?]' \
            -r ./own.yaml
    { printf 'Code,Rate\nE06000001,'; letters 70000000; } | gzip -1 >packed
    ends_at 'packed:2: a record of more than 67108864 bytes' -r ./own.yaml packed
}

@test "a cell of ten megabytes is only no number" {
    { printf 'Code,Rate\nE06000001,x'; letters 10000000; printf '\nE06000002,2\n'; } >own.csv
    run --separate-stderr oflog-ingest -q -r ./own.yaml own.csv
    shows 1 area_code,value <<<$'area_code,value\nE06000002,2'
    [ "${#stderr}" -lt 1000 ]
}

@test "100,000 columns are read, and more than a million are not" {
    { echo "Code,Rate,$(many 100000 c)"; echo "E06000001,1,$(many 100000 '')"; } >own.csv
    run --separate-stderr within 260000 oflog-ingest -r ./own.yaml own.csv
    shows 0 value <<<$'value\n1'
    [[ "$stderr" == *"2 of 100002 columns read"* ]]
    { echo 'Code,Rate'; many 1000001 ''; } >own.csv
    ends_at 'own.csv:2: a record of more than 1000000 cells' -r ./own.yaml own.csv
}

@test "a file that is cut in a quoted cell, in a character, in its packing, or has a zero byte" {
    printf 'Code,Rate\nE06000001,1\nE06000002,"1' >own.csv
    ends_at 'own.csv:3:2: the quote that opens this cell is left open' -r ./own.yaml own.csv
    printf 'Code,Rate,Name\nE06000001,1,\nE06000002,1,Ynys M\303' >own.csv
    ends_at 'own.csv:3: the file ends within a character of UTF-8: it was cut short, or is in another encoding' \
        -r ./own.yaml own.csv
    printf 'Code,Rate\nE06000001,1\000\n' >own.csv
    ends_at 'own.csv:2:2: a zero byte; text in UTF-8 has none' -r ./own.yaml own.csv
    head -c 300000000 /dev/zero | ends_at '<stdin>:1:1: a zero byte; text in UTF-8 has none' \
        -r ./own.yaml
    printf 'Code,Rate\nE06000001,1\n' | gzip | head -c 30 >own.csv
    ends_at 'own.csv: the file ends within its gzip data; it was cut short' -r ./own.yaml own.csv
}

@test "a table on its side is held, so cells and bytes are bounded" {
    recipe <<'YAML'
table: {transposed: true}
columns: {code: Code, rate: Rate}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    { letters 60000000; echo; letters 60000000; echo; letters 60000000; } |
        ends_at '<stdin>:3: a table to be turned on its side may have 134217728 bytes, and ends before this row' \
            -r ./own.yaml
}

@test "a recipe with aliases, or of many megabytes, is no recipe" {
    { cat own.yaml; printf 'numbers: &a {currency: &b "£"}\nmarks: {x: *b}\n'; } >laughs.yaml
    ends_at './laughs.yaml:9:10: anchors and tags are not read here; write the keys out' -r ./laughs.yaml
    printf 'a: [x, x]\nb: [*a, *a]\n' >laughs.yaml
    ends_at './laughs.yaml:2:5: aliases are not read here; write the value out' -r ./laughs.yaml
    { cat own.yaml; echo "url: [$(many 1000000 a)]"; } >long.yaml
    ends_at './long.yaml:9:*: more texts, lists and maps than any definitions or recipe have' \
        -r ./long.yaml
    { cat own.yaml; echo "url: $(letters 5000000)"; } >long.yaml
    ends_at './long.yaml: is longer than 4194304 bytes, which no definitions or recipe are' \
        -r ./long.yaml
}

@test "a recipe asks for no more than any file has" {
    sed '1iheader: 900\nheader-lines: 900' own.yaml >more.yaml
    ends_at "./more.yaml:2:15: 'header-lines' must be a whole number from 1 to 100" -r ./more.yaml
    sed "1iheader: 900\ngroup-header: [$(seq -s, 17)]" own.yaml >more.yaml
    ends_at './more.yaml:2:15: 17 group headers stand here; at most 16 are read' -r ./more.yaml
    { sed '$d' own.yaml; echo 'values:'; echo '  - metric: waste.recycling-rate'
      echo "    value: $(yes rate | head -n 50000 | paste -sd+)"; } >more.yaml
    ends_at './more.yaml:10:12: a sum has at most 256 columns' -r ./more.yaml
    sed "s/rate: Rate/&, $(seq -f 'c%.0f: C' -s', ' 5000)/" own.yaml >more.yaml
    ends_at './more.yaml:5:10: 5002 columns stand here; at most 5000 are read*' -r ./more.yaml
}

@test "figures of a row and names of columns are bounded" {
    recipe <<'YAML'
columns: {code: Code}
across: {after: Y}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: each + each + each + each + each + each}]
YAML
    echo "Code,$(many 200000 Y1)" >own.csv
    ends_at 'own.csv:1: a row would have 6 figures in each of 200000 columns; at most 1000000 are read of a row' \
        -r ./own.yaml own.csv
    sed -i '5iheader: 20\nheader-lines: 20' own.yaml
    { for line in $(seq 20); do many 100000 "A long name, which is line $line of it"; done; } >own.csv
    ends_at 'own.csv:*: the records of the header take more than 67108864 bytes, up to this one' \
        -r ./own.yaml own.csv
}

@test "rejects do not keep a wide row once for each of its cells without end" {
    recipe <<'YAML'
columns: {code: Code}
across: {after: Y}
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: each}]
YAML
    { echo "Code,$(many 5000 Y1)"; echo "E06000001,$(many 5000 'a word')"
      echo "E06000002,$(many 5000 'a word')"; } >own.csv
    run --separate-stderr oflog-ingest -q --rejects=no.csv -o out.csv -r ./own.yaml own.csv
    [ "$status" -eq 1 ]
    [ "$(grep -c "'a word' is neither a number" no.csv)" -eq 10000 ]
    [ "$(grep -c "^own.csv,2,.*,E06000001,a word" no.csv)" -eq 480 ]
    [ "$(grep -c "^own.csv,3,.*,E06000002,a word" no.csv)" -eq 480 ]
}

@test "what a terminal would obey comes out as question marks where people read it" {
    recipe <<'YAML'
columns: {code: Code, rate: {position: 2}}
leave-out: [{rule: "a \e[31mred rule", column: code, is: [x]}]
area: {column: code}
period: {value: 2022/23}
values: [{metric: waste.recycling-rate, value: rate}]
YAML
    printf 'Code,R\033[31mate\302\233,\342\200\256No\377te\nx,1,\nE06000001,\033]0;a\007,\n' >own.csv
    run --separate-stderr oflog-ingest -q --explain -r ./own.yaml own.csv
    shows 1 <<'CSV'
file,line,column,what,detail
own.csv,1,1,column read,"Code: code: area, rule a ?[31mred rule"
own.csv,1,2,column read,R?[31mate?: rate: value of waste.recycling-rate
own.csv,1,3,column not read,?No?te
own.csv,2,,left out,a ?[31mred rule
own.csv,3,2,refused,'?]0;a?' is neither a number nor one of the recipe's 'markers'
CSV
    sed -i 2d own.csv
    run --separate-stderr oflog-ingest -q --check -r ./own.yaml own.csv
    shows 1 <<'CSV'
what,count,line,column,detail
refused,1,2,2,'?]0;a?' is neither a number nor one of the recipe's 'markers'
period fixed,,,,"2022/23, whatever the file says"
rule idle,,,,a ?[31mred rule
rows,1,,,
CSV
    cp -r "$(sed -n "s/.*'--data-dir=\([^']*\)'.*/\1/p" "$(command -v oflog-ingest)")" data
    chmod -R u+w data
    sed 's/^id: own/id: zzz/; s/^title:.*/title: "A \\e[31mtable"/' own.yaml >data/recipes/zzz.yaml
    run oflog-ingest -q --data-dir=data --recipes
    [[ "$output" == *"zzz,A ?[31mtable,A publisher"* ]]
    # Observations are for programs, and what was refused is kept as it stood.
    run oflog-ingest -q --rejects=no.csv -r ./own.yaml own.csv
    grep -qF $'E06000001,\e]0;a\a,' no.csv
}

# Where the one before in a pipe is killed, a table may end within a number.
@test "a last line without an end is said, for it may have been cut" {
    for tool in oflog-normalise oflog-compare oflog-rank; do
        printf 'metric,area_code,period,value\nwaste.recycling-rate,E06000001,2022/23,12' >cut.csv
        run --separate-stderr $tool cut.csv
        [ "$status" -eq 0 ]
        [[ "$stderr" == "$tool: cut.csv:2: the last line has no end; if the table was cut short, so may be its last cell"$'\n'* ]]
        echo 3 >>cut.csv
        run --separate-stderr $tool cut.csv
        [ "$status" -eq 0 ]
        [[ "$stderr" != *"no end"* ]]
    done
}
