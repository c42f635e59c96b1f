# oflog-publish --chart: one council's measure, or that of a class, as a picture.
bats_require_minimum_version 1.5.0

setup() {
    data=$BATS_TEST_DIRNAME/../../data
    cd "$BATS_TEST_TMPDIR"
}

# Twelve unitary authorities with counts, over six years; the third year is missing for
# the first of them, its fourth is not comparable with those before, and its last is
# provisional. England's figure of the last year.
counts() {
    echo metric,area_code,period,value,marker,numerator,denominator
    echo share,E92000001,2022/23,57.5,,,
    awk 'BEGIN { for (year = 2017; year <= 2022; year++) for (i = 1; i <= 12; i++) {
        n = 400 + i * 100; x = int(n * (50 + i + year % 2) / 100); if (i == 12) x = n / 5
        period = year "/" year - 1999; marker = ""
        if (i == 1 && year == 2020) marker = "b"
        if (i == 1 && year == 2022) marker = "p"
        if (i == 1 && year == 2019) print "share,E06000001," period ",,c,,"
        else printf "share,E060000%02d,%s,%.15g,%s,%d,%d\n", i, period, 100 * x / n, marker, x, n
    } }'
}

define() {
    cat > metrics.yaml <<'YAML'
- id: share
  label: Share of <cases> & "others"
  service: care
  kind: proportion
  unit: percent
  per: 100
  decimals: 1
  polarity: high
  year: financial
  interval: wilson
  numerator: cases that ended well
  denominator: all cases
  applies_to: [unitary]
  source: {publisher: P, title: T, url: "https://example.org/", licence: OGL-3.0}
YAML
}

# Compared and ranked, with limits for all that have counts.
ranked() {
    define
    counts | oflog-normalise -q --data-dir="$data" -d metrics.yaml --interval=wilson |
        oflog-compare -q --data-dir="$data" -d metrics.yaml --as=class |
        oflog-rank -q --data-dir="$data" -d metrics.yaml
}

chart() {
    oflog-publish --data-dir="$data" -d metrics.yaml --area=Hartlepool --metric=share "$@"
}

# The title that states the finding, and the description, as they stand.
title() {
    sed -n 's|.*<title id="chart-title">\([^<]*\)</title>.*|\1|p' "$1"
}

desc() {
    sed -n 's|.*<desc id="chart-desc">\([^<]*\)</desc>.*|\1|p' "$1"
}

label='Share of &lt;cases&gt; &amp; &quot;others&quot;'

@test "a strip states the verdict, the range, who has no figure, the median and England" {
    ranked > ranked.csv
    chart -q --chart=strip ranked.csv > strip.svg
    [ "$(title strip.svg)" = "$label, 2022 to 2023: Hartlepool has 51.0%, worse than unitary authorities (median 56.0%)" ]
    [ "$(desc strip.svg)" = "12 unitary authorities have a figure, from 20.0% (North East Lincolnshire) to 61.0% (East Riding of Yorkshire). The median of unitary authorities is 56.0%, and their middle half lies between 53.5% and 58.5%. England has 57.5%." ]
    grep -q '>Hartlepool 51.0%</text>' strip.svg
    grep -q '>median 56.0%</text>' strip.svg
    grep -q '>England 57.5%</text>' strip.svg
    grep -q '>middle half of unitary authorities</text>' strip.svg
}

@test "a trend starts anew where figures are not comparable, and says what is missing" {
    ranked > ranked.csv
    chart -q --chart=trend ranked.csv > trend.svg
    [ "$(title trend.svg)" = "$label: Hartlepool was at 51.0% in 2020 to 2021 and 51.0% in 2022 to 2023" ]
    [[ "$(desc trend.svg)" == *"2019 to 2020: no figure (peers&#39; median 57.0%); 2020 to 2021: 51.0%, not comparable with the periods before (peers&#39; median 56.0%); 2021 to 2022: 52.0% (peers&#39; median 57.0%); 2022 to 2023: 51.0%, provisional (peers&#39; median 56.0%)." ]]
    grep -q '>provisional</text>' trend.svg
}

@test "a funnel names those beyond its limits" {
    ranked > ranked.csv
    chart -q --chart=funnel ranked.csv > funnel.svg
    [[ "$(title funnel.svg)" == "$label, 2022 to 2023: Hartlepool has 51.0%, within what chance"*" would explain" ]]
    [[ "$(desc funnel.svg)" == *"12 unitary authorities with counts, taken together "*". One lies beyond the 99.8% limits of what chance"*": North East Lincolnshire (20.0%)." ]]
    grep -q '>North East Linco.*</text>' funnel.svg
}

@test "a ladder says what the rank may as well be" {
    ranked > ranked.csv
    read -r rank ranked lower upper < <(awk -F, '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        /^share,E06000001,2022/ { print $at["rank"], $at["ranked"], $at["rank_lower"], $at["rank_upper"] }' ranked.csv)
    [ "$rank $ranked" = "11 12" ]
    chart -q --chart=ladder ranked.csv > ladder.svg
    [[ "$(title ladder.svg)" == "$label, 2022 to 2023: Hartlepool is 11th of 12, and may as well be anywhere from ${lower}th to ${upper}th" ]]
}

@test "a control chart is of the figures behind the last break" {
    ranked > ranked.csv
    run --separate-stderr chart -q --chart=control ranked.csv
    [ "$status" -eq 2 ]
    [ "$output" = "" ]
    [ "$stderr" = "oflog-publish: no control chart of Hartlepool: a control chart takes four figures that follow each other and are comparable" ]
    oflog-publish -q --data-dir="$data" -d metrics.yaml --area=Middlesbrough --metric=share \
        --chart=control ranked.csv > control.svg
    [ "$(title control.svg)" = "$label: none of Middlesbrough&#39;s 6 figures stands out from its usual ups and downs" ]
    [[ "$(desc control.svg)" == *"The mean is 52.5%, and chance alone would keep figures between 49.8% and 55.2% (trial limits: fewer than 12 figures)."* ]]
}

@test "each kind is well formed, leads nowhere, and has no number that is none" {
    command -v xmllint > /dev/null || skip "xmllint is missing"
    ranked > ranked.csv
    for kind in strip trend funnel control ladder; do
        oflog-publish -q --data-dir="$data" -d metrics.yaml --area=Middlesbrough \
            --metric=share --chart=$kind ranked.csv > $kind.svg
        xmllint --noout $kind.svg
        [[ "$(head -c 45 $kind.svg)" == '<svg xmlns="http://www.w3.org/2000/svg"'* ]]
        run ! grep -Eq '="[^"]*(nan|inf)|<script|href|url\(|<cases>' $kind.svg
    done
}

@test "neighbours that are listed are marked as peers" {
    define
    printf '%s\n' area_code,peer_code,position > neighbours.csv
    for i in 2 3 4 5 6 7; do
        echo "E06000001,E0600000$i,$((i - 1))"
    done >> neighbours.csv
    counts | oflog-compare -q --data-dir="$data" -d metrics.yaml \
        --peers=nearest:neighbours.csv --as=nearest > compared.csv
    chart -q --chart=strip compared.csv > without.svg
    chart -q --chart=strip --neighbours=neighbours.csv compared.csv > with.svg
    run ! grep -q '<title>Darlington' without.svg
    grep -q '<title>Darlington: 55.0%</title>' with.svg
    run ! grep -q '<title>Blackburn' with.svg
}

@test "what has no counts, limits or figures has no chart, and it is said why" {
    define
    sed -i 's/interval: wilson/interval: none/' metrics.yaml
    counts | oflog-compare -q --data-dir="$data" -d metrics.yaml --as=class > compared.csv
    run --separate-stderr chart -q --chart=funnel compared.csv
    [ "$status" -eq 2 ]
    [ "$stderr" = "oflog-publish: no funnel chart of Hartlepool: a funnel is of counts of cases, which this metric is not made of" ]
    run --separate-stderr chart -q --chart=ladder compared.csv
    [ "$status" -eq 2 ]
    [ "$stderr" = "oflog-publish: no ladder chart of Hartlepool: the table has no rank intervals of it; oflog-rank makes them of figures with confidence limits" ]
    define
    counts | cut -d, -f1-5 | oflog-compare -q --data-dir="$data" -d metrics.yaml > compared.csv
    run --separate-stderr chart -q --chart=funnel compared.csv
    [ "$status" -eq 2 ]
    [ "$stderr" = "oflog-publish: no funnel chart of Hartlepool: a funnel takes numerators and denominators of 5 unitary authorities; 0 have them" ]
}

class_chart() {
    oflog-publish -q --data-dir="$data" -d metrics.yaml --metric=share "$@"
}

@test "without an area a strip and a funnel are of the largest class, and nobody stands out" {
    ranked > ranked.csv
    class_chart --chart=strip ranked.csv > strip.svg
    [ "$(title strip.svg)" = "$label, 2022 to 2023: from 20.0% to 61.0% among 12 unitary authorities" ]
    [ "$(desc strip.svg)" = "12 unitary authorities have a figure, from 20.0% (North East Lincolnshire) to 61.0% (East Riding of Yorkshire). England has 57.5%." ]
    run ! grep -q 'median' strip.svg
    class_chart --chart=funnel ranked.csv > funnel.svg
    [ "$(title funnel.svg)" = "$label, 2022 to 2023: 1 of 12 unitary authorities lies outside what chance and the usual differences between councils would explain" ]
    [[ "$(desc funnel.svg)" == *"One lies beyond the 99.8% limits of "*": North East Lincolnshire (20.0%)." ]]
    run ! grep -q '>other ' funnel.svg
    grep -q '<title>Hartlepool: 51.0%</title>' funnel.svg
}

@test "a funnel of a class is as wide as the one by which the class was judged" {
    define
    counts | oflog-compare -q --data-dir="$data" -d metrics.yaml --as=class > chance.csv
    grep -q ',funnel,' chance.csv
    class_chart --chart=funnel chance.csv > funnel.svg
    [[ "$(title funnel.svg)" == "$label, 2022 to 2023: "*" outside what chance alone would explain" ]]
}

@test "a ladder of a class says how many can be told apart, and numbers nobody" {
    ranked > ranked.csv
    class_chart --chart=ladder ranked.csv > ladder.svg
    [[ "$(title ladder.svg)" == "$label, 2022 to 2023: of 12 unitary authorities "*" can only be in the first half, and "*" only in the second" ]]
    [[ "$(desc ladder.svg)" == *"North East Lincolnshire 12th to 12th"* ]]
    run ! grep -E '[0-9](st|nd|rd|th) \([0-9]' <<<"$(desc ladder.svg)"
    # All the same, and few cases: no test tells any two apart.
    counts | grep -v /23, > alike.csv
    for i in 1 2 3 4 5 6; do echo "share,E0600000$i,2022/23,50,,$((10 + i)),$((20 + 2 * i))"; done >> alike.csv
    oflog-normalise -q --data-dir="$data" -d metrics.yaml --interval=wilson alike.csv |
        oflog-compare -q --data-dir="$data" -d metrics.yaml --as=class |
        oflog-rank -q --data-dir="$data" -d metrics.yaml > alike-ranked.csv
    class_chart --chart=ladder alike-ranked.csv > alike.svg
    [ "$(title alike.svg)" = "$label, 2022 to 2023: no two of 6 unitary authorities can be told apart" ]
}

@test "a page of a metric has the charts of its classes, and the funnel's counts" {
    ranked > ranked.csv
    class_chart --format=html ranked.csv > page.html
    [ "$(grep -o '<figcaption>' page.html | wc -l)" -eq 3 ]
    for kind in strip funnel ladder; do
        class_chart --chart=$kind ranked.csv > $kind.svg
        grep -qF "<figcaption>$(title $kind.svg)</figcaption>" page.html
    done
    grep -q '<summary>Which places each may have, in a chart</summary>' page.html
    # Hartlepool's 500 cases are nowhere else.
    grep -q '>500<' page.html
}

@test "a class of few has no chart, and over time only a council has one" {
    ranked | grep -vE 'E060000(0[5-9]|1)' > few.csv
    run --separate-stderr class_chart --chart=strip few.csv
    [ "$status" -eq 2 ]
    [ "$stderr" = "oflog-publish: no strip chart of unitary authorities: it takes 5 unitary authorities; 4 can be shown" ]
    run --separate-stderr class_chart --chart=trend few.csv
    [ "$status" -eq 2 ]
    [ "$stderr" = "oflog-publish: no trend chart of unitary authorities: it is of one council, which --area names" ]
}

@test "a chart is of one metric, of one area at most, and of no other format" {
    run --separate-stderr oflog-publish --chart=strip --area=Leeds /dev/null
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"--chart is of exactly one --metric=ID, and of one --area=AREA or a whole class"* ]]
    run --separate-stderr oflog-publish --chart=strip --area=Leeds --metric=a --format=html /dev/null
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"--chart writes SVG: there is no --format of it"* ]]
    run --separate-stderr oflog-publish --chart=pie --area=Leeds --metric=a /dev/null
    [ "$status" -eq 2 ]
}

# The contrast of two colours, "#rrggbb", as WCAG 2 has it, times 100.
contrast() {
    local a=${1#\#} b=${2#\#}
    awk -v a="$((16#${a:0:2})) $((16#${a:2:2})) $((16#${a:4:2}))" \
        -v b="$((16#${b:0:2})) $((16#${b:2:2})) $((16#${b:4:2}))" '
        function part(c) { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ^ 2.4 }
        function light(c, p) { split(c, p, " "); return 0.2126 * part(p[1]) + 0.7152 * part(p[2]) + 0.0722 * part(p[3]) }
        BEGIN { x = light(a) + 0.05; y = light(b) + 0.05; printf "%d\n", 100 * (x > y ? x / y : y / x) }'
}

# The n-th colour of this name in a style sheet: light first, then dark.
colour() {
    grep -o -e "--chart-$2: *#[0-9a-f]*" "$1" | sed -n "$3s/.*#/#/p"
}

@test "marks stand out from the ground and from the band, in light and dark" {
    style=$data/site/style.css
    for n in 1 2; do
        for mark in this peer other line limit special; do
            [ "$(contrast "$(colour "$style" $mark $n)" "$(colour "$style" ground $n)")" -ge 300 ]
            [ "$(contrast "$(colour "$style" $mark $n)" "$(colour "$style" band $n)")" -ge 300 ]
        done
        for text in ink this line; do
            [ "$(contrast "$(colour "$style" $text $n)" "$(colour "$style" ground $n)")" -ge 450 ]
        done
    done
}

@test "a chart alone has the colours of the pages" {
    style=$data/site/style.css
    ranked > ranked.csv
    for kind in strip trend funnel; do
        chart -q --chart=$kind ranked.csv
    done > charts.svg
    for name in this other line ink ground grid band limit special; do
        light=$(colour "$style" $name 1) dark=$(colour "$style" $name 2)
        grep -q " \(fill\|stroke\)=\"$light\"" charts.svg
        grep -qF "[fill=\"$light\"]{fill:$dark}[stroke=\"$light\"]{stroke:$dark}" charts.svg
    done
    ! grep -q 'var(' charts.svg || false # which programs that draw files of SVG do not know
}
