# What a test expects of `run --separate-stderr`, read from a here-document; diff shows
# where it came out otherwise.

# columns LIST: the named columns of the table on standard input, in that order. No cell
# of it may be quoted.
columns() {
    awk -F, -v list="$1" -v OFS=, '
        NR == 1 { wanted = split(list, names, ","); for (i = 1; i <= NF; i++) at[$i] = i }
        { line = ""
          for (i = 1; i <= wanted; i++)
              line = line (i > 1 ? OFS : "") (names[i] in at ? $at[names[i]] : "?" names[i])
          print line }'
}

# The status, and then standard output, or only the columns of LIST.
shows() { # STATUS [LIST]
    [ "$status" -eq "$1" ] || { echo "status $status, not $1; $stderr"; return 1; }
    if [ $# -gt 1 ]; then
        diff -u --label expected --label output - <(columns "$2" <<<"$output")
    else
        diff -u --label expected --label output - <(printf '%s' "$output${output:+
}")
    fi
}

# Standard error, whole.
says() {
    diff -u --label expected --label stderr - <(printf '%s' "$stderr${stderr:+
}")
}
