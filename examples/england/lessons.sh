#!/usr/bin/env bash
# What the choice of peers, of the council itself among them and of a type of quartile does to
# the verdicts and places of the shipped figures; oflog-compare(1) says what to learn from it.
# usage: lessons.sh [OUTPUT_FOLDER]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=${1:-$(mktemp -d)}
[ $# -gt 0 ] || trap 'rm -rf "$out"' EXIT
mkdir -p "$out"

# Status 1 means: done, but rows were refused. run.sh shows which; here they are in a file.
step() {
    local status=0
    "$@" 2>>"$out/messages" || status=$?
    [ "$status" -le 1 ] || { cat "$out/messages" >&2; return "$status"; }
}

# Names with commas are the only cells in quotes, and no name is asked for here.
without_names() { sed 's/"[^"]*"//g'; }

for file in waste adult-social-care reserves skills; do
    step oflog-ingest --recipe="$here/recipes/$file.yaml" --output="$out/$file.csv" "$here/$file.csv"
done
step oflog-normalise --output="$out/observations.csv" \
    "$out/waste.csv" "$out/adult-social-care.csv" "$out/reserves.csv" "$out/skills.csv"

compare() { # OPTION...
    step oflog-compare --quiet --peers=class --as=class --peers=all --as=all --peers=region \
        --as=region --peers="nearest:$here/neighbours.csv" --as=nearest "$@" \
        "$out/observations.csv" | without_names
}
compare --stress >"$out/usual.csv"
compare --quantile-type=6 >"$out/type-6.csv"
compare --include-self >"$out/with-self.csv"
for within in class level region; do
    step oflog-rank --quiet --best=high --within=$within "$out/observations.csv" |
        without_names >"$out/rank-$within.csv"
done

# Of the figures that both comparisons judge: how many verdicts are another, how many of them
# from one side of the peers to the other, and how many figures change their place below,
# between or above the quartiles.
changes() { # WORDS, FILE, its PREFIX; against the class as usual
    awk -F, -v words="$1" -v other="$2" -v prefix="$3" '
        function place(value, q1, q3) {
            return q1 == "" ? "" : value + 0 < q1 + 0 ? "below" : value + 0 > q3 + 0 ? "above" : "between"
        }
        function side(verdict) {
            return verdict ~ /better|higher/ ? 1 : verdict ~ /worse|lower/ ? -1 : 0
        }
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        {
            value = $at["value"]; verdict = $at["class_verdict"]
            was = place(value, $at["class_q1"], $at["class_q3"])
            if ((getline line <other) <= 0) exit 1
            split(line, cells, ",")
            if (NR == 1) { for (i in cells) there[cells[i]] = i; next }
            is = place(value, cells[there[prefix "_q1"]], cells[there[prefix "_q3"]])
            new = cells[there[prefix "_verdict"]]
            if (value != "" && was != "" && is != "") { placed++; moved += was != is }
            if (verdict == "" || new == "") next
            judged++; changed += verdict != new; turned += side(verdict) * side(new) < 0
        }
        END {
            printf "%-28s %6d %6d %5.1f%% %6d %6d %5.1f%%\n", words, judged, changed,
                   100 * changed / judged, turned, moved, 100 * moved / placed
        }' "$out/usual.csv"
}

# How many figures have another rank, and how many stand in another quarter, than in their class.
ranks() { # WORDS, FILE
    awk -F, -v words="$1" -v other="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        {
            if ((getline line <other) <= 0) exit 1
            split(line, cells, ",")
            if (NR == 1 || $at["rank"] == "" || cells[at["rank"]] == "") next
            ranked++; changed += $at["rank"] != cells[at["rank"]]
            moved += $at["band"] != cells[at["band"]]
        }
        END {
            printf "%-28s %6d %6d %5.1f%% %6s %6d %5.1f%%\n", words, ranked, changed,
                   100 * changed / ranked, "", moved, 100 * moved / ranked
        }' "$out/rank-class.csv"
}

printf '%-28s %6s %6s %6s %6s %6s %6s\n' "against the class, itself" figures verdict "" from figure ""
printf '%-28s %6s %6s %6s %6s %6s %6s\n' "left out, type 7:" judged changes "" side moves ""
changes "quartiles of type 6" "$out/type-6.csv" class
changes "itself among its peers" "$out/with-self.csv" class
changes "all councils" "$out/usual.csv" all
changes "the region" "$out/usual.csv" region
changes "15 nearest neighbours" "$out/usual.csv" nearest
printf '\n%-28s %6s %6s %6s %6s %6s\n' "against ranks in the class:" ranked rank "" "" quarter
ranks "among all councils" "$out/rank-level.csv"
ranks "in the region" "$out/rank-region.csv"
echo
awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["class_verdict"] == "" { next }
    { n++; all += $at["class_survives"] == 1; half += $at["class_survives"] < 0.5
      if ($at["class_verdict"] != "similar") { far++; far_all += $at["class_survives"] == 1
                                               far_half += $at["class_survives"] < 0.5 } }
    END { printf "Of %d verdicts on the class, %d stay in every variant tried and %d in fewer than half.\n", n, all, half
          printf "Of the %d that are not similar, %d stay in every one and %d in fewer than half.\n", far, far_all, far_half }' "$out/usual.csv"
