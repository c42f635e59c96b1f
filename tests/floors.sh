#!/bin/sh
# No floor of lib/ includes from the floors above it, and no step includes another step.
: "${srcdir:=.}"

# Says FILE:LINE and what is wrong for every include in the tree $1 that breaks the rule.
wrong_includes() (
    cd "$1" && find lib cmd -name '*.[ch]' | LC_ALL=C sort | xargs awk '
    BEGIN {
        below["base"] = " base "
        below["format"] = " base format "
        below["stats"] = " base stats "
        below["council"] = " base format council "
        below["page"] = " base stats council page "
        below["step"] = " base format stats council page step "
        below["cmd"] = " base format stats council page step cmd "
    }
    # step/rank.c and step/rank_tables.c are parts of one step; step/step.h belongs to all.
    function step_of(name) { sub(/[_.].*/, "", name); return name }
    /^[ \t]*#[ \t]*include/ {
        split(FILENAME, path, "/")
        floor = path[1] == "cmd" ? "cmd" : path[2]
        split($0, quoted, /["<>]/)
        parts = split(quoted[2], name, "/")
        own = $0 ~ /"/ || name[1] in below
        if (!own || floor == "cmd" && parts == 1)
            next
        if (parts == 1 || index(below[floor], " " name[1] " ") == 0)
            print FILENAME ":" FNR ": " floor " may not include " quoted[2]
        else if (floor == "step" && name[1] == "step" && name[2] != "step.h" &&
                 step_of(name[2]) != step_of(path[3]))
            print FILENAME ":" FNR ": a step may not include another, " quoted[2]
    }' /dev/null
)

echo 1..3
found=$(wrong_includes "$srcdir" 2>&1)
test -z "$found" || { echo "$found" | sed 's/^/# /'; printf 'not '; }
echo 'ok 1 - every include goes down or stays'

# A check that finds nothing may be blind: what it must see is planted in a copy.
copy=$(mktemp -d) && trap 'rm -rf "$copy"' EXIT
cp -R "$srcdir/lib" "$srcdir/cmd" "$copy" && chmod -R u+w "$copy"
mkdir -p "$copy/lib/page" "$copy/lib/step" "$copy/lib/council"
missed=
while read -r file include; do
    echo "#include \"$include\"" >"$copy/$file"
    wrong_includes "$copy" | grep -q "^$file:1: " || missed="$missed $file<-$include"
    rm "$copy/$file"
done <<'END'
lib/base/planted.h format/csv_reader.h
lib/format/planted.c stats/order.h
lib/stats/planted.c format/csv_reader.h
lib/council/planted.c stats/order.h
lib/page/planted.c format/csv_writer.h
lib/page/planted.c step/step.h
lib/step/planted.c step/rank.h
lib/step/planted.c cmd/cli.h
lib/step/planted.c ../cmd/cli.h
lib/stats/planted.c order.h
END
test -z "$missed" || { echo "# not noticed:$missed"; printf 'not '; }
echo 'ok 2 - a wrong include is noticed'

printf '#include "%s"\n' step/step.h step/planted.h step/planted_part.h council/area.h page/html.h \
    >"$copy/lib/step/planted.c"
printf '#include <%s>\n' sys/stat.h stdio.h >>"$copy/lib/step/planted.c"
found=$(wrong_includes "$copy" | grep 'planted\.c')
test -z "$found" || { echo "$found" | sed 's/^/# /'; printf 'not '; }
echo 'ok 3 - a right include is let through'
