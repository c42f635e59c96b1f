#!/bin/sh
# published-accounts.sh: reads every published file of $OFLOG_SHARED_DIR/data with the recipes
# that tests/published.csv names for it, prints what came of each cell, and checks that
#   - the cells add up, and as many observations were written as were counted;
#   - the records add up to those of the file, counted here by other means (CSV only);
#   - nothing was refused, or the table says why;
#   - every file of the folder is read or listed with a reason, and every recipe is used.
# The tools must be on the PATH; `make published` and `make check` see to that.

: "${srcdir:=.}"
table=$srcdir/tests/published.csv
data=$srcdir/data
folder=${OFLOG_SHARED_DIR:-}/data
if [ -z "${OFLOG_SHARED_DIR:-}" ] || [ ! -d "$folder" ]; then
    echo 'published-accounts: OFLOG_SHARED_DIR names no folder with published files in data/' >&2
    exit 77
fi
scratch=$(mktemp -d) || exit
trap 'rm -rf "$scratch"' EXIT
: >"$scratch/wrong"
line='%-48s %-47s %7s %7s %7s %8s %7s %8s\n'

wrong() {
    echo "published-accounts: $*" >&2
    echo "$*" >>"$scratch/wrong"
}

# Records of a CSV file: lines, but for those that end inside quotes.
records() {
    LC_ALL=C awk '{ quotes += gsub(/"/, "") } quotes % 2 == 0 { n++ } END { print n + 0 }' "$1"
}

# Columns of a CSV file without line breaks in its cells: what stands outside quotes counts.
# A recipe that turns a table on its side makes records of them.
columns() {
    LC_ALL=C awk -F'"' '{ n = 1; for (i = 1; i <= NF; i += 2) n += gsub(/,/, "", $i) }
        n > most { most = n } END { print most + 0 }' "$1"
}

# From the account on standard error: rows, cells, observations, refused, left out; records, and
# what they add up to.
numbers() {
    awk '/ rows?, [0-9]+ cells? in = / {
             for (i = 1; i <= NF; i++) {
                 if ($i ~ /^rows?,$/) rows = $(i - 1)
                 if ($i ~ /^cells?$/) cells = $(i - 1)
                 if ($i ~ /^observations?$/) observations = $(i - 1)
                 if ($i == "refused") refused = $(i - 1)
                 if ($i == "left") left = $(i - 1)
             }
             found++
         }
         / records? = / {
             sub(";.*", "")
             for (i = 1; i <= NF; i++) {
                 if ($i ~ /^records?$/) records = $(i - 1)
                 else if ($i ~ /^[0-9]+$/ && records != "") parts += $i
             }
         }
         END { if (found == 1) print rows, cells, observations, refused, left, records, parts }' "$1"
}

check() { # FILE RECIPE REASON ROWS CELLS OBSERVATIONS REFUSED LEFT-OUT RECORDS PARTS
    [ "$5" -eq $(($6 + $7 + $8)) ] || wrong "$1 with $2: $5 cells are not $6 + $7 + $8"
    [ "$9" -eq "${10}" ] || wrong "$1 with $2: $9 records are not the ${10} accounted for"
    written=$(($(wc -l <"$scratch/observations") - 1))
    [ "$written" -eq "$6" ] || wrong "$1 with $2: $written observations written, not $6"
    [ "$6" -gt 0 ] || wrong "$1 with $2: no observations"
    [ "$7" -eq 0 ] || [ -n "$3" ] || wrong "$1 with $2: $7 cells refused, and no reason why"
    case $1 in
    *.csv)
        there=$(records "$folder/$1")
        grep -qsx '  transposed: true' "$data/recipes/$2.yaml" && there=$(columns "$folder/$1")
        [ "$9" -eq "$there" ] || wrong "$1 with $2: $9 records of $there" ;;
    esac
}

account() { # FILE SHEET RECIPE DATA-DIR REASON
    oflog-ingest ${4:+"--data-dir=$data/$4"} ${2:+"--sheet=$2"} --recipe="$3" "$folder/$1" \
        </dev/null >"$scratch/observations" 2>"$scratch/account"
    status=$?
    # shellcheck disable=SC2046  # numbers, one word each
    set -- "$1" "$3" "$5" $(numbers "$scratch/account")
    if [ "$status" -gt 1 ] || [ $# -ne 10 ]; then
        wrong "$1 with $2: status $status: $(tail -n 1 "$scratch/account")"
        return
    fi
    printf "$line" "$(basename "$1" | cut -c 1-48)" "$2" "$9" "$4" "$5" "$6" "$7" "$8"
    check "$@"
}

[ "$(head -n 1 "$table")" = file,sheet,recipe,data_dir,reason ] || wrong "$table: another header"
printf "$line" file recipe records rows cells observed refused 'left out'
# No cell of the table has a comma or a quote in it.
tail -n +2 "$table" | while IFS=, read -r file sheet recipe data_dir reason; do
    [ -z "$file" ] || [ -e "$folder/$file" ] || { wrong "$file: listed, but not there"; continue; }
    if [ -z "$recipe" ] || [ -z "$file" ]; then
        [ -n "$reason" ] || wrong "$file: neither a recipe nor a reason"
    else
        account "$file" "$sheet" "$recipe" "$data_dir" "$reason"
    fi
done

(cd "$folder" && find . -type f ! -name README.md) | sed 's,^\./,,' | LC_ALL=C sort |
    while read -r file; do
        cut -d, -f1 "$table" | grep -qxF "$file" || wrong "$file: neither read nor listed"
    done
for recipe in "$data"/recipes/*.yaml "$data"/*/recipes/*.yaml; do
    [ -e "$recipe" ] || continue
    name=$(basename "$recipe" .yaml)
    cut -d, -f3 "$table" | grep -qxF "$name" || wrong "$recipe: used for no file"
done

listed=$(tail -n +2 "$table" | awk -F, '$1 != "" && $3 == ""' | wc -l)
if [ -s "$scratch/wrong" ]; then
    echo "$(wc -l <"$scratch/wrong") things are wrong" >&2
    exit 1
fi
echo "$listed entries are not ingested, each with its reason in $table"
