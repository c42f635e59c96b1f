#!/bin/sh
# The options that a manual page lists are those that the tool's --help lists, and mandoc finds
# no fault.
: "${srcdir:=.}"
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
count=0

# report STATUS TEXT: one line of TAP, with what stands in $work/said as its reason.
report() {
    count=$((count + 1))
    test "$1" -eq 0 || { sed 's/^/# /' "$work/said"; printf 'not '; }
    echo "ok $count - $2"
}

options_of_help() {
    "$1" --help | sed -nE 's/^ *(-[[:alnum:]],? *)?--([[:alnum:]][[:alnum:]-]*).*/\2/p' | sort -u
}

options_of_page() {
    grep '^\.It ' "$1" | grep -oE 'Fl Fl [[:alnum:]][[:alnum:]-]*' | sed 's/Fl Fl //' | sort -u
}

for page in "$srcdir"/man/oflog-*.1; do
    test -e "$page" || continue
    tool=$(basename "$page" .1)
    text="$tool: --help and the manual page list the same options"
    if ! command -v "$tool" >/dev/null; then
        report 0 "$text # SKIP $tool is not built"
        continue
    fi
    options_of_help "$tool" >"$work/help"
    options_of_page "$page" >"$work/page"
    {
        comm -23 "$work/help" "$work/page" | sed 's/.*/--& is missing in the page/'
        comm -13 "$work/help" "$work/page" | sed 's/.*/--& is missing in --help/'
        test -s "$work/help" || echo "--help lists no option at all"
    } >"$work/said"
    test ! -s "$work/said"
    report $? "$text"
done

for page in "$srcdir"/man/*.[157]; do
    test -e "$page" || continue
    text="$(basename "$page"): mandoc finds no fault"
    if command -v mandoc >/dev/null; then
        mandoc -T lint -W warning "$page" >"$work/said" 2>&1 && test ! -s "$work/said"
        report $? "$text"
    elif test "${CI:-}" = true; then
        echo 'mandoc is not installed' >"$work/said"
        report 1 "$text"
    else
        report 0 "$text # SKIP mandoc is not installed"
    fi
done
test "$count" -gt 0 && echo "1..$count" || echo '1..0 # SKIP there are no pages'
