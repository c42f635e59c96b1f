#!/bin/sh
# The tables of areas against the published lists they were built from: they are what
# data/build/build.py writes, data/build/check.py explains each disagreement, and it notices
# a fact that is taken away. The lists are in the folder data/ of $OFLOG_SHARED_DIR.

data=${srcdir:-.}/data
lists=${OFLOG_SHARED_DIR:-}/data
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE

if [ ! -r "$lists/mysociety-la/uk_local_authorities.csv" ]; then
    echo "1..0 # SKIP no published lists in the folder data/ of OFLOG_SHARED_DIR"
    exit 0
elif ! python3 -c '' 2>/dev/null; then
    echo "1..0 # SKIP python3 is missing"
    exit 0
fi

scratch=$(mktemp -d) || exit
trap 'rm -rf "$scratch"' EXIT
tables='areas.csv joint.csv memberships.csv spellings.csv successors.csv build/ambiguous.csv'
number=0
status=0

told() { # OK NAME
    number=$((number + 1))
    test "$1" = 0 || { status=1; printf 'not '; }
    echo "ok $number - $2"
}

differ() {
    for table in $tables; do
        cmp "$data/$table" "$scratch/$table" || return
    done
}

# One line of one table changes, and the check has to say so.
notices() { # WHAT TABLE SED-SCRIPT
    for table in $tables; do cp "$data/$table" "$scratch/$table"; done
    sed "$3" "$data/$2" >"$scratch/$2"
    if cmp -s "$data/$2" "$scratch/$2"; then
        echo "# nothing changed in $2"
        told 1 "check.py notices $1"
        return
    fi
    python3 "$data/build/check.py" "$lists" "$scratch" >"$scratch/said" 2>&1
    grep -q '^UNEXPLAINED' "$scratch/said"
    told $? "check.py notices $1"
}

echo 1..13
python3 "$data/build/build.py" "$lists" "$scratch" && differ | sed 's/^/# /' >"$scratch/said"
test ! -s "$scratch/said"
told $? "the tables are what build.py writes"
cat "$scratch/said"
python3 "$data/build/check.py" "$lists" "$data" >"$scratch/said" 2>&1
told $? "check.py explains each disagreement of the lists"
grep -E '^(UNEXPLAINED|Trace|[A-Za-z]*Error)' "$scratch/said" | sed 's/^/# /'
notices "a code that is missing" areas.csv '/^E07000032,/d'
notices "a council that does not end" areas.csv 's/^\(E07000004.*\),2020-03-31$/\1,/'
notices "a class that is wrong" areas.csv 's/^\(E06000001.*\),unitary,/\1,district,/'
notices "a member of a combined authority of 2025" memberships.csv '/^E06000010,E47000016/d'
notices "a successor that is missing" successors.csv '/^ayl,/d'
notices "a name that is missing" spellings.csv '/^London Borough of Hackney,/d'
notices "an E-code that is missing" spellings.csv '/^E3831,/d'
notices "a code of 2009 that is missing" spellings.csv '/^00CN,/d'
notices "a DfE number that is missing" spellings.csv '/^dfe:831,/d'
notices "a number of adult social care that moves" spellings.csv 's/^cassr:909,bst/cassr:909,cma/'
notices "a joint reporter that is missing" joint.csv '/^ktt,/d'
exit $status
