#!/bin/sh
# Makefile.am names each file that is to be built, installed or run as a test; it has no
# wildcards, so a forgotten one would be missing only in a tarball, or quietly never run.
: "${srcdir:=.}"
cd "$srcdir" || exit

echo 1..1
missing=$(
    find HACKING.md lib cmd man data/*.csv data/metrics data/recipes data/rules data/scotland data/site tests bench \
        -type f 2>/dev/null | grep -E '\.([ch157]|csv|css|js|mjs|yaml|sh|bats|bash|md)$' | LC_ALL=C sort |
        while read -r file; do
            # Programs of one source are listed without the ending.
            case $file in
            tests/unit/test_*.c | tests/fuzz/*.c | tests/browser/*.c | bench/*.c) file=${file%.c} ;;
            esac
            tr -s ' \\=' '\n' <Makefile.am | grep -qxF "$file" || echo "# not listed: $file"
        done
)
test -z "$missing" || { echo "$missing"; printf 'not '; }
echo 'ok 1 - every file is listed in Makefile.am'
