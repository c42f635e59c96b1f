#!/bin/sh
# drafts.sh: drafts a recipe for every table of $OFLOG_SHARED_DIR/data as a stranger's file, and
# holds what the draft reads against what the installed recipe of that file reads, which was
# written by hand (tests/published.csv says which recipe is whose). Prints one line a file.
#
# A draft is RIGHT, as it stands, where for each metric that the installed recipe feeds, and for
# each column of a sum or ratio that it is made of,
#   - the draft has an observation of the same cell with the same area, the same period and, where
#     the cell is the value, the same value;
#   - the metrics of the draft that have those cells have no others: no further row, and no two
#     metrics in one;
#   - the draft refuses no row and no such cell, beyond as many as the installed recipe refuses.
# Ids, labels and markers need not be the same: markers that differ are counted in a column of
# their own. What the draft reads beside these columns is not looked at.
# A file that holds nothing to ingest (published.csv has a reason and no recipe for it) is right
# where --draft says so and ends with status 2.
#
# Of tables one below the other in a sheet, --draft-table says which is meant, as --sheet does of
# the sheets of a workbook.
# A draft that is not right is edited by the sed script that tests/drafts-edits.txt has for it;
# where that makes it right, EDITS counts the lines: of each place where the draft was changed,
# the larger of the lines that went and that came. The scripts are not proven to be shortest.
# The tools must be on the PATH; `make drafts` sees to that.

: "${srcdir:=.}"
table=$srcdir/tests/published.csv
edits=$srcdir/tests/drafts-edits.txt
data=$srcdir/data
folder=${OFLOG_SHARED_DIR:-}/data
if [ -z "${OFLOG_SHARED_DIR:-}" ] || [ ! -d "$folder" ]; then
    echo 'drafts: OFLOG_SHARED_DIR names no folder with published files in data/' >&2
    exit 77
fi
scratch=$(mktemp -d) || exit
trap 'rm -rf "$scratch"' EXIT
: >"$scratch/results"

# Says how the observations of draft.csv differ from those of hand.csv; nothing where they do not.
differences() {
    LC_ALL=C awk -v hand="$scratch/hand.csv" -v drafted="$scratch/draft.csv" \
        -v refused="$scratch/draft-no.csv" -v hand_refused="$scratch/hand-no.csv" '
    # Cells of a CSV record without line breaks in it, into cell[].
    function cells(line,    n, part) {
        n = 0
        while (match(line, /^("([^"]|"")*"|[^,]*)(,|$)/)) {
            part = substr(line, 1, RLENGTH)
            line = substr(line, RLENGTH + 1)
            more = sub(/,$/, "", part)
            gsub(/^"|"$/, "", part)
            cell[++n] = part
            if (!more) break
        }
        return n
    }
    function spot(    parts) { split(cell[11], parts, ":"); return parts[2] ":" parts[3] }
    BEGIN {
        getline line <drafted
        while ((getline line <drafted) > 0) {
            cells(line)
            at = spot()
            metric_at[at] = cell[1]; said[at] = cell[2] " " cell[4]; value[at] = cell[5]
            marker[at] = cell[6]
            count[cell[1]]++
        }
        getline line <hand
        while ((getline line <hand) > 0) {
            cells(line)
            split(cell[11], source, ":")
            # Parts stand in columns of one row, 5:3+4/6, or in rows of one column, 5/7:3.
            n = split(source[2] source[3] ~ /[-+\/]/ && source[2] ~ /[-+\/]/ ? source[2] : source[3], \
                      part_of, /[-+\/]/)
            for (i = 1; i <= n; i++) {
                row = source[2] == part_of[i] || source[2] ~ /[-+\/]/ ? part_of[i] : source[2]
                column[i] = source[2] ~ /[-+\/]/ ? source[3] : part_of[i]
                if (source[2] !~ /[-+\/]/) row = source[2]
                at = row ":" column[i]
                part = cell[1] " " n " " i
                claimed[column[i]] = 1
                size[part]++
                for (other in parts_at) if (has[at, other]) both[part, other]++
                for (other in parts_at) if (has[at, other]) both[other, part]++
                parts_at[part]; has[at, part] = 1
                if (!(at in said)) { missing++; example = example == "" ? " (" at ")" : example; continue }
                if (said[at] != cell[2] " " cell[4]) {
                    differ++; example = example == "" ? " (" said[at] ", not " cell[2] " " cell[4] ")" : example
                } else if (n == 1 && value[at] != cell[5]) {
                    differ++; example = example == "" ? " (" value[at] ", not " cell[5] ")" : example
                }
                if (n == 1 && marker[at] != cell[6]) markers++
                if (!((part, metric_at[at]) in met)) {
                    met[part, metric_at[at]] = 1
                    reached[part] += count[metric_at[at]]
                }
                got[part]++
            }
        }
        # A part that is made of some of the cells of a larger one has no rows of its own to count.
        for (part in size) {
            for (other in size) if (size[other] > size[part] && both[part, other] == size[part]) within[part]
            if (!(part in within) && reached[part] > got[part]) extra += reached[part] - got[part]
        }
        for (at in said) { split(at, where, ":"); read[where[2]] = 1 }
        getline line <refused
        while ((getline line <refused) > 0) {
            # A quoted cell may break the line: only beginnings of records name the file.
            if (split(line, no, ",") < 4 || no[2] !~ /^[0-9]+$/) continue
            if (no[3] in read && !(no[3] in claimed)) continue
            rows[no[2]] = 1
        }
        getline line <hand_refused
        while ((getline line <hand_refused) > 0)
            if (split(line, no, ",") >= 4 && no[2] ~ /^[0-9]+$/) delete rows[no[2]]
        for (row in rows) refusals++
        if (missing) printf "%d missing ", missing
        if (differ) printf "%d other ", differ
        if (extra) printf "%d too many ", extra
        if (refusals) printf "%d rows refused ", refusals
        if (missing + differ + extra + refusals) print example
        print markers + 0 >"'"$scratch"'/markers"
    }'
}

# Reads FILE by draft.yaml and says what is not as in hand.csv.
compare() { # FILE SHEET DATA-DIR
    oflog-ingest -q ${3:+"--data-dir=$data/$3"} --recipe="$scratch/draft.yaml" \
        --definitions="$data/${3:+$3/}metrics" --definitions="$scratch/metrics.yaml" \
        --rejects="$scratch/draft-no.csv" --output="$scratch/draft.csv" "$folder/$1" 2>"$scratch/said"
    if [ $? -gt 1 ]; then
        head -n 1 "$scratch/said" | sed 's,^oflog-ingest: ,,; s,^.*/,,'
        return
    fi
    [ -e "$scratch/draft-no.csv" ] || : >"$scratch/draft-no.csv"
    differences
}

# The lines of the edits for a file and a recipe; else those for a sheet of it that was saved as
# CSV, whose name begins as that of the workbook.
script_of() { # FILE RECIPE
    awk -v wanted="== $1 $2" '/^== / { on = $0 == wanted; next } on' "$edits" >"$scratch/own"
    if [ -s "$scratch/own" ]; then
        cat "$scratch/own"
    else
        awk -v stem="${1%.*}-" -v recipe="$2" \
            '/^== / { on = $3 == recipe && index($2, stem) == 1; next } on' "$edits"
    fi
}

# Of each changed place, the larger of the lines before and after.
count_edits() {
    diff "$1" "$2" | awk '
        /^[0-9]/ { all += gone > come ? gone : come; gone = come = 0 }
        /^</ { gone++ } /^>/ { come++ }
        END { print all + (gone > come ? gone : come) }'
}

result() { # FILE RECIPE RIGHT EDITS MARKERS REMARK
    printf '%-58s %-34s %-5s %5s %7s  %s\n' "$(basename "$1")" "$2" "$3" "$4" "$5" "$6"
    [ "$2" = '(nothing to ingest)' ] && kind=list || kind=figures
    echo "$1,$3,$4,$kind" >>"$scratch/results"
}

draft() { # FILE SHEET DATA-DIR [TABLE]
    rm -f "$scratch/draft.yaml" "$scratch/metrics.yaml" "$scratch/draft.csv" "$scratch/draft-no.csv"
    oflog-ingest --draft ${4:+"--draft-table=$4"} ${2:+"--sheet=$2"} ${3:+"--data-dir=$data/$3"} --draft-metrics="$scratch/metrics.yaml" \
        --output="$scratch/draft.yaml" "$folder/$1" 2>"$scratch/said"
}

read_by_hand() { # FILE SHEET RECIPE DATA-DIR
    rm -f "$scratch/hand-no.csv"
    oflog-ingest -q ${4:+"--data-dir=$data/$4"} ${2:+"--sheet=$2"} --recipe="$3" \
        --rejects="$scratch/hand-no.csv" --output="$scratch/hand.csv" "$folder/$1" 2>/dev/null
    [ $? -le 1 ] && { [ -e "$scratch/hand-no.csv" ] || : >"$scratch/hand-no.csv"; }
}

try_edits() { # FILE SHEET RECIPE DATA-DIR FOUND
    script_of "$1" "$3" >"$scratch/edit.sed"
    if [ ! -s "$scratch/edit.sed" ]; then
        result "$1" "$3" no - - "$5"
        return
    fi
    cp "$scratch/draft.yaml" "$scratch/before.yaml"
    sed -f "$scratch/edit.sed" "$scratch/before.yaml" >"$scratch/draft.yaml"
    still=$(compare "$1" "$2" "$4")
    if [ -n "$still" ]; then
        result "$1" "$3" no - - "edited: $still"
    else
        result "$1" "$3" no "$(count_edits "$scratch/before.yaml" "$scratch/draft.yaml")" \
            "$(cat "$scratch/markers")" "$5"
    fi
}

# Of several tables one below the other, who drafts says which is meant: the first that has cells
# of the recipe's. Leaves the draft and `found`; false where none is.
try_tables() { # FILE SHEET DATA-DIR
    number=2
    while draft "$1" "$2" "$3" "$number"; do
        found=$(compare "$1" "$2" "$3")
        case $found in *missing*) ;; *) return 0 ;; esac
        number=$((number + 1))
    done
    return 1
}

table_of_figures() { # FILE SHEET RECIPE DATA-DIR
    if ! read_by_hand "$@"; then
        result "$1" "$3" no - - 'the installed recipe does not read it'
    elif ! draft "$1" "$2" "$4"; then
        result "$1" "$3" no - - "no draft: $(head -n 1 "$scratch/said" | sed 's,^.*: ,,')"
    else
        found=$(compare "$1" "$2" "$4")
        first=$found
        if grep -q -e '--draft-table=2' "$scratch/draft.yaml" && [ "${found#*missing}" != "$found" ] &&
            ! try_tables "$1" "$2" "$4"; then
            draft "$1" "$2" "$4"
            found=$first
        fi
        if [ -z "$found" ]; then
            result "$1" "$3" yes 0 "$(cat "$scratch/markers")" ''
        else
            try_edits "$1" "$2" "$3" "$4" "$found"
        fi
    fi
}

nothing_to_ingest() { # FILE REASON
    if draft "$1" '' ''; then
        result "$1" '(nothing to ingest)' no - - "drafted all the same: $2"
    elif [ "$(tail -n 1 "$scratch/said" | grep -c 'nothing to draft')" -eq 1 ]; then
        result "$1" '(nothing to ingest)' yes 0 - ''
    else
        result "$1" '(nothing to ingest)' no - - "$(head -n 1 "$scratch/said")"
    fi
}

printf '%-58s %-34s %-5s %5s %7s  %s\n' file 'recipe by hand' right edits markers 'what differs, unedited'
tail -n +2 "$table" | while IFS=, read -r file sheet recipe data_dir reason; do
    case $file in *.csv | *.xlsx | *.ods | *.xls) ;; *) continue ;; esac
    [ -z "${DRAFTS_OF:-}" ] || case $file in *$DRAFTS_OF*) ;; *) continue ;; esac
    if [ -n "$recipe" ]; then
        table_of_figures "$file" "$sheet" "$recipe" "$data_dir"
    else
        nothing_to_ingest "$file" "$reason"
    fi
done

# A file with several recipes is right where its draft is right for each, and needs as many edits
# as the one that needs most. Lists and prose, which a draft rightly refuses, are easy: the share
# of the files that have figures is printed beside that of all, and both must be reached.
LC_ALL=C awk -F, '
    function say(what, count, right, few) {
        printf "%d of %d %s (%.1f%%) are right as drafted; %d (%.1f%%) need at most five edited lines\n",
            right, count, what, 100 * right / count, few, 100 * few / count
        if (2 * right < count || 10 * few < 9 * count) short = 1
    }
    !($1 in seen) { seen[$1] = 1; files++ }
    $4 == "figures" && !($1 in figured) { figured[$1] = 1; figures++ }
    $2 != "yes" { wrong[$1] = 1 }
    $3 == "-" || $3 > 5 { more[$1] = 1 }
    END {
        for (f in seen) {
            right += !(f in wrong); few += !(f in more)
            figures_right += (f in figured) && !(f in wrong)
            figures_few += (f in figured) && !(f in more)
        }
        if (files == 0) exit 1
        say("files", files, right, few)
        if (figures > 0) say("files of figures", figures, figures_right, figures_few)
        exit short
    }' "$scratch/results"
