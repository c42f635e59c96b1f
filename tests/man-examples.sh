#!/bin/sh
# The examples of the manual pages and of the README do what they say. A line "$ command" is
# run in a copy of examples/; the lines up to the next one, or to the end of the display, must be
# its standard output followed by its standard error. A command that ends in a backslash goes on
# in the next line.
: "${srcdir:=.}"
work=$(mktemp -d) && trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
source=$(cd "$srcdir" && pwd)
count=0

# Cuts document $1 into $work/cases/LINE.command and LINE.expected.
cut_examples() {
    awk -v folder="$work/cases/" '
    function plain(line) { # what roff would print
        gsub(/\\&/, "", line)
        gsub(/\\\(aq/, "\047", line)
        gsub(/\\\(dq/, "\"", line)
        gsub(/\\\(ha/, "^", line)
        gsub(/\\\(ti/, "~", line)
        gsub(/\\\(ga/, "`", line)
        gsub(/\\-/, "-", line)
        gsub(/\\e/, "\\", line)
        return line
    }
    FILENAME ~ /\.md$/ { markdown = 1 }
    !markdown && /^\.Sh / { examples = /EXAMPLES/ }
    markdown ? /^```/ : /^\.(Bd|Ed)/ {
        display = markdown ? /^```console$/ : examples && /^\.Bd.* -literal/
        start = continued = 0
        next
    }
    !display || !markdown && /^\./ { next }
    { line = markdown ? $0 : plain($0) }
    continued || line ~ /^\$ / {
        if (!continued) {
            start = FNR
            printf "" >(folder start ".expected")
        }
        sub(continued ? "^> " : "^[$] ", "", line)
        print line >(folder start ".command")
        continued = line ~ /\\$/
        next
    }
    start { print line >(folder start ".expected") }' "$1"
}

cd "$source" || exit
for document in man/*.[157] README.md; do
    test -e "$document" || continue
    rm -rf "$work/cases" "$work/examples" && mkdir "$work/cases"
    cut_examples "$document"
    # A copy, since the source may be read-only and should stay as it is.
    cp -R examples "$work" && chmod -R u+w "$work/examples"
    test -e "$work/data" || ln -s "$source/data" "$work/data"
    for line in $(find "$work/cases" -name '*.command' | sed 's|.*/||; s|\.command||' | sort -n); do
        case=$work/cases/$line
        (cd "$work/examples" && sh -c "$(cat "$case.command")" </dev/null) \
            >"$case.found" 2>"$case.errors"
        cat "$case.errors" >>"$case.found"
        count=$((count + 1))
        if ! cmp -s "$case.expected" "$case.found"; then
            diff -u --label "in $document" --label 'as found' "$case.expected" "$case.found" |
                sed 's/^/# /'
            printf 'not '
        fi
        echo "ok $count - $document:$line: $(head -n 1 "$case.command" | tr -d '#\\')"
    done
done
test "$count" -gt 0 && echo "1..$count" || echo '1..0 # SKIP there are no examples'
