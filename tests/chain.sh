#!/bin/sh
# Hostile tables through oflog-normalise | oflog-compare | oflog-rank, and what must hold of
# whatever comes out: tests/chain.awk makes the table of a seed, and the seed chooses options.
#
#     tests/chain.sh [FIRST [LAST]]      the seeds; by hand, tens of thousands
#
# A failure names its seed and leaves what it made in the folder that it names.
: "${srcdir:=.}"
first=${1:-1} last=${2:-${1:-12}}
here=$(cd "$srcdir" && pwd)/tests
folder=$(mktemp -d "${TMPDIR:-/tmp}/oflog-chain.XXXXXX") || exit 99
cd "$folder" || exit 99
LC_ALL=C
export LC_ALL

definitions() {
    for metric in 'share proportion wilson high 100 percent' 'rate rate byar low 100000 each' \
        'ratio ratio exact neutral 1 each' 'count count byar low 1 cases' \
        'target proportion exact {target:_50} 100 percent' 'spend ratio byar high 1 £'; do
        set -- $metric
        cat <<YAML
- id: c.$1
  label: x
  service: c
  kind: $2
  interval: $3
  polarity: $(echo "$4" | tr _ ' ')
  per: $5
  unit: $6
  year: financial
  applies_to: [unitary, metropolitan-district]
  source: {publisher: P, title: T, licence: L}
YAML
    done
}

neighbours() {
    echo area_code,peer_code,position
    for a in E06000001 E06000002 E06000003 E08000001; do
        for b in E06000003 E08000019 E06000002 E06000005 E10000009 E08000039 E06000001 E06000059; do
            [ "$a" = "$b" ] || echo "$a,$b,$((place = place + 1))"
        done
    done
}

# The seed's choice of the words given.
one_of() {
    draw=$(((draw * 16807 + 11) % 2147483647))
    shift $((draw / 7 % $#))
    echo "$1"
}

choose() { # SEED
    draw=$(($1 * 7919 % 2147483647))
    one_of - >/dev/null
    normalise="--score=$(one_of mads z percentile min-max) --confidence=$(one_of 0.95 0.998 0.5)"
    normalise="$normalise $(one_of '' '' --rebuild) $(one_of '' '' --real=2020/21)"
    normalise="$normalise $(one_of '' --interval=byar --interval=exact --interval=wilson)"
    normalise="$normalise --within=$(one_of level class region,class combined-authority)"
    compare="--stress --funnel=$(one_of chance score adjusted multiplicative none)"
    compare="$compare --peers=$(one_of class all region combined-authority peers.csv \
        nearest:peers.csv list:E06000001,E06000002,E06000003,E08000019,E06000005,E06000004,E06000006)"
    compare="$compare --benchmark=$(one_of median aggregate region country)"
    compare="$compare $(one_of '' --include-self) --quantile-type=$(one_of 6 7)"
    compare="$compare $(one_of '' '' '--peers=all --as=all')"
    ties=$(one_of min average max dense)
    rank="--best=$(one_of high low) --ties=$ties --method=$(one_of holm posterior) --within=$(one_of level class region)"
    rank="$rank --bands=$(one_of 2 4 7) --confidence=$(one_of 0.95 0.6 0.999)"
}

wrong() {
    echo "# seed $seed: $*" >&2
    fine=false
}

# tool TOOL INPUT OUTPUT OPTION...: runs it, and holds its account against its files.
tool() {
    name=$1 input=$2 output=$3
    shift 3
    outcome=0
    "oflog-$name" -d metrics.yaml --rejects=refused.csv "$@" "$input" >"$output" 2>said ||
        outcome=$?
    if grep -q 'Sanitizer\|runtime error\|Assertion' said || test $outcome -gt 1; then
        wrong "oflog-$name $* $input: status $outcome"
        sed 's/^/# /;20q' said >&2
    fi
    grep -v "^oflog-$name: [^ ]*:[0-9]" said | awk -v status=$outcome -v rows="$(wc -l <"$output")" \
        -v rejects="$(wc -l <refused.csv)" -v given="$(wc -l <"$input")" '
        / rows? in = / {
            for (i = 2; i <= NF; i++) {
                if ($i == "in") in_ = $(i - 2)
                if ($i == "out") out = $(i - 1)
                if ($i == "refused") refused = $(i - 1)
                if ($i == "merged") merged = $(i - 1)
            }
            told = 1
        }
        END { exit !(told && in_ == given - 1 && out == rows - 1 && refused == rejects - 1 &&
                     in_ == out + refused + merged && status == (refused > 0)) }' ||
        { wrong "oflog-$name $*: rows are lost, or the status is not that of the account"
          tail -3 said | sed 's/^/# /' >&2; }
}

# holds FILE: what must be true of each row of the chain's end; `from` is the file before.
holds() {
    awk -v columns="$(head -1 table.csv)" '
    # The cells of a record, with the quotes of those that have them taken off.
    function cut_record(record, cell,    n, at) {
        for (n = 0; ; record = substr(record, at + 1)) {
            if (substr(record, 1, 1) == "\"") {
                for (at = 2; substr(record, at, 1) != "\"" || substr(record, at + 1, 1) == "\""; )
                    at += substr(record, at, 1) == "\"" ? 2 : 1
                cell[++n] = substr(record, 2, at - 2)
                at++
            } else {
                at = index(record ",", ",")
                cell[++n] = substr(record, 1, at - 1)
            }
            if (at > length(record))
                return n
        }
    }
    function say(what) { print FILENAME ":" FNR ": " what; wrong++ }
    function near(a, b) { return a - b <= 1e-12 * ((a < 0 ? -a : a) + (b < 0 ? -b : b)) }
    # Each is no more than the one after it, where both stand.
    function in_order(names,    n, i, list, before) {
        n = split(names, list, " ")
        for (i = 1; i <= n; i++) {
            if (list[i] ~ /^[0-9]/) value[list[i]] = list[i]
            if (value[list[i]] == "") continue
            if (before != "" && !near(value[before] + 0, value[list[i]] + 0))
                say(before " " value[before] " is above " list[i] " " value[list[i]])
            before = list[i]
        }
    }
    function is_one_of(cell, words) { return index(" " words " ", " " cell " ") > 0 }
    NR == 1 {
        known = split(columns, name, ",")
        for (i = 1; i <= known; i++) is_known[name[i]] = 1
        count = cut_record($0, name)
        next
    }
    {
        if (cut_record($0, cell) != count) { say("not as many cells as the header"); next }
        for (i = 1; i <= count; i++) {
            value[name[i]] = cell[i]
            if (!is_known[name[i]] && name[i] !~ /_(group|verdict|basis|marker|against)$/ &&
                name[i] != "published" &&
                cell[i] !~ /^(-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?(e[-+][0-9][0-9]+)?)?$/)
                say(name[i] " is " cell[i])
            if (!is_known[name[i]] && name[i] != "published" && cell[i] ~ /^-0$|inf|nan/)
                say(name[i] " is " cell[i])
        }
        in_order("rank_lower rank_upper ranked"); in_order("1 rank ranked")
        if (ties != "dense") in_order("1 rank_lower rank rank_upper ranked")
        if (made) in_order("lower value upper")
        in_order("1 group_from group_to"); in_order("0 percentile 100"); in_order("1 band 7")
        in_order("0 p_best_quarter 1"); in_order("0 p_worst_quarter 1")
        models = value["all_basis"] == "" ? 1 : 2
        for (m = 1; m <= models; m++) {
            p = m == 1 ? "peer" : "all"
            in_order(p "_q1 " p "_median " p "_q3"); in_order("0 " p "_survives 1"); in_order("0 " p "_mad")
            verdict = value[p "_verdict"]; basis = value[p "_basis"]
            if (!is_one_of(verdict, "better similar worse higher lower") && verdict != "")
                say("verdict " verdict)
            if ((verdict != "") != is_one_of(basis, "limits funnel score-funnel adjusted-funnel multiplied-funnel mads"))
                say("verdict " verdict " by " basis)
            if ((verdict == "") != (value[p "_survives"] == ""))
                say("a verdict of " verdict " survives " value[p "_survives"])
            if (verdict != "" && value["value"] == "") say("a verdict on nothing")
            # The peers are of the table, so what describes them is within its values.
            lots = value["metric"] SUBSEP value["period"]
            if (value[p "_n"] > 0) { described[++d] = lots SUBSEP value[p "_median"] SUBSEP value[p "_mean"] }
        }
        if (value["value"] != "") {
            x = value["value"] + 0
            if (!(lots in least) || x < least[lots]) least[lots] = x
            if (!(lots in most) || x > most[lots]) most[lots] = x
        }
    }
    END {
        for (i = 1; i <= d; i++) {
            split(described[i], part, SUBSEP)
            lots = part[1] SUBSEP part[2]
            for (k = 3; k <= 4; k++)
                if (!near(least[lots], part[k] + 0) || !near(part[k] + 0, most[lots]))
                    say("peers of " part[1] " " part[2] " are about " part[k])
        }
        exit wrong > 0
    }' ties="$ties" made="$made" "$1" >wrongs || { wrong "$1"; sed 's/^/# /;10q' wrongs >&2; }
}

chain() { # NAME: from NAME.csv to NAME.ranks
    tool normalise "$1.csv" "$1.values" $normalise
    tool compare "$1.values" "$1.peers" $compare
    test $outcome -eq 0 || wrong "oflog-compare refuses what oflog-normalise $normalise wrote"
    tool rank "$1.peers" "$1.ranks" $rank
    test $outcome -eq 0 || wrong "oflog-rank refuses what oflog-compare $compare wrote"
}

# Of several files together, but for their headers.
rows_of() { # FILE...
    for file; do
        tail -n +2 "$file"
    done | sort
}

same_rows() { # LAW FILE...
    law=$1
    shift
    rows_of table.ranks >expected
    rows_of "$@" | diff expected - >difference ||
        { wrong "$law: $normalise | $compare | $rank"; sed 's/^/# /;6q' difference >&2; }
}

attack() { # SEED
    seed=$1 fine=true
    choose "$seed"
    # Without published limits all are made, and of values made from their parts.
    made=$((seed % 3 == 0))
    test $made = 0 || normalise="$normalise --rebuild"
    awk -v seed="$seed" -v limits_too=$((!made)) -f "$here/chain.awk" >table.csv
    chain table
    holds table.ranks
    { head -1 table.csv
      tail -n +2 table.csv | awk '{ print NR * 7919 % 10007 "\t" $0 }' | sort -n | cut -f2-; } >turned.csv
    chain turned
    same_rows 'the order of rows matters' turned.ranks
    rm -f -- *.shard.csv *.shard.ranks
    awk -F, 'NR == 1 { header = $0; next }
        { file = $1 ".shard.csv"; if (!seen[file]++) print header >file; print >file }' table.csv
    for shard in *.shard.csv; do
        chain "${shard%.csv}"
    done
    same_rows 'a table cut by metric gives other rows' ./*.shard.ranks
    $fine
}

definitions >metrics.yaml
neighbours >peers.csv
echo "1..$((last - first + 1))"
number=0 failures=0
while test "$first" -le "$last"; do
    number=$((number + 1))
    attack "$first" || { printf 'not '; failures=$((failures + 1)); }
    echo "ok $number - whatever the table of seed $first holds"
    first=$((first + 1))
done
cd / && { test $failures -gt 0 && echo "# see $folder" || rm -rf "$folder"; }
