# What tests of published files share. The files are not part of the source: they are looked
# for in the folder data/ of $OFLOG_SHARED_DIR, and a file that is not there skips its tests.

# The file's name in $published; leaves the test where there is no such file.
need() {
    published=${OFLOG_SHARED_DIR:-}/data/$1
    [ -n "${OFLOG_SHARED_DIR:-}" ] || skip "OFLOG_SHARED_DIR is not set"
    [ -e "$published" ] || skip "there is no $1 in its folder data/"
}

# A CSV file with tabs for commas, without quotes, a record a line: what tests read, and no tool.
tabs() { # FILE
    tr -d '\r' <"$1" | sed '1s/^\xef\xbb\xbf//' | awk '
        { record = open ? record " " $0 : $0
          pieces = split(record, piece, "\"")
          open = pieces % 2 == 0
          if (open) next
          line = ""
          for (i = 1; i <= pieces; i++) {
              doubled = piece[i] == "" && i > 1 && i < pieces
              if (i % 2) gsub(/,/, "\t", piece[i])
              line = line (i % 2 && doubled ? "\"" : piece[i])
          }
          print line }'
}

# Reads $published with RECIPE into observed.csv; what was said is in $stderr.
ingest() { # RECIPE [OPTION]...
    local recipe=$1
    shift
    run --separate-stderr oflog-ingest --output=observed.csv --recipe="$recipe" "$@" "$published"
}

# How many observations of METRIC there are, and how many have a value.
counts() { # METRIC
    tabs observed.csv | awk -F'\t' -v metric="$1" '
        $1 == metric { all++; with += $5 != "" || ($7 != "" && $8 != "") } END { print all + 0, with + 0 }'
}

# The sums of METRIC over the councils of a class, which is how their codes begin, in
# thousandths and so without the last digits of a sum of doubles.
class_sums() { # METRIC
    tabs observed.csv | awk -F'\t' -v metric="$1" '
        $1 == metric && $5 != "" { sum[substr($2, 1, 3)] += $5 }
        END { for (class in sum) printf "%s %.3f\n", class, sum[class] }' | LC_ALL=C sort
}

# VALUE or MARKER of one observation.
value_of() { # METRIC AREA PERIOD
    tabs observed.csv | awk -F'\t' -v metric="$1" -v area="$2" -v period="$3" '
        $1 == metric && $2 == area && $4 == period { print $5 $6 }'
}
