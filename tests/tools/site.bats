# oflog-publish --format=site: a folder of pages, whole or not at all.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    data=$BATS_TEST_DIRNAME/../../data
    cd "$BATS_TEST_TMPDIR"
}

# Unitary authorities, of which one figure is revised, one withheld, one not available; two
# districts of which one has ended; England; and combined authorities with limits.
observations() {
    cat <<'CSV'
metric,area_code,period,value,marker,lower,upper
waste.recycling-rate,E06000001,2021/22,12,,,
waste.recycling-rate,E06000001,2022/23,10,r,,
waste.recycling-rate,E06000002,2022/23,20,,,
waste.recycling-rate,E06000003,2022/23,30,,,
waste.recycling-rate,E06000004,2022/23,40,,,
waste.recycling-rate,E06000005,2022/23,50,,,
waste.recycling-rate,E06000006,2022/23,50,,,
waste.recycling-rate,E06000007,2022/23,,c,,
waste.recycling-rate,E06000008,2022/23,,x,,
waste.recycling-rate,E07000026,2022/23,33,,,
waste.recycling-rate,E08000039,2022/23,31,,,
waste.recycling-rate,E92000001,2022/23,43.3,,,
skills.level-3-or-above,E06000001,2023,50,,45,55
skills.level-3-or-above,E06000002,2023,52,,47,57
skills.level-3-or-above,E06000003,2023,80,,78,82
skills.level-3-or-above,E06000004,2023,20,,18,22
skills.level-3-or-above,E47000006,2022,55,,53,57
skills.level-3-or-above,E47000006,2023,61,,58.5,63.5
skills.level-3-or-above,E47000001,2023,62,,60,64
CSV
}

ranked() {
    oflog-compare -q --data-dir="$data" --as=class | oflog-rank -q --data-dir="$data"
}

publish_site() {
    oflog-publish -q --format=site --data-dir="$data" "$@"
}

# The site of a table, with its flags and progress, in the folder of that name.
make_site() {
    observations | ranked >table.csv
    oflog-flag -q --data-dir="$data" --against=class --period=latest -o flags.csv table.csv
    oflog-progress -q --data-dir="$data" -o progress.csv table.csv
    publish_site --flags=flags.csv --progress=progress.csv --output="$1" table.csv
}

# What a page says, without its tags, on one line.
words() {
    tr '\n' ' ' <"$1" | sed 's/<[^>]*>/ /g; s/&amp;/\&/g; s/  */ /g'
}

# Every href and src of a site that leads to no file or to no id.
broken_links() {
    (cd "$1" && {
        find . -type f | sed 's|^\./|file |'
        grep -roE ' id="[^"]*"' --include='*.html' . | sed 's|^\./||; s|: id="|#|; s|"$||; s|^|id |'
        grep -roE ' (href|src)="[^"]*"' --include='*.html' . |
            sed -E 's|^\./||; s/: (href|src)="/ /; s|"$||; s|^|link |'
    }) | awk '
        $1 == "file" { files[$2] = 1 }
        $1 == "id" { ids[$2] = 1 }
        $1 == "link" && $3 !~ /^https?:/ {
            at = $2; to = $3; fragment = ""
            if (match(to, /#.*/)) { fragment = substr(to, RSTART + 1); to = substr(to, 1, RSTART - 1) }
            if (to != "") {
                sub(/[^\/]*$/, "", at)
                while (sub(/^\.\.\//, "", to)) if (!sub(/[^\/]*\/$/, "", at)) at = "outside/"
                at = at to
            }
            count++
            if (!(at in files) || (fragment != "" && !((at "#" fragment) in ids))) print $2 ": " $3
        }
        END { if (count == 0) print "no link at all" }'
}

@test "every link of a site leads to something in its folder" {
    make_site site
    run broken_links site
    [ "$output" = "" ]
    for page in index methods themes changes downloads; do
        [ -s "site/$page.html" ]
        grep -q "href=\"../../$page.html\"" site/metric/waste.recycling-rate/index.html
    done
    echo '<a href="../nowhere.html">' >>site/council/E06000001/index.html
    [ "$(broken_links site)" = "council/E06000001/index.html: ../nowhere.html" ]
}

@test "no page has an id twice, whatever kinds of flags and services there are" {
    make_site site
    cat >flags.csv <<'CSV'
metric,area_code,period,flag,kind,value,evidence,status
waste.recycling-rate,E06000001,2022/23,implausible,data,10,test=implausible median=40 n=6,
waste.recycling-rate,E06000001,2022/23,outlier,concern,10,test=outlier median=40 n=6,
CSV
    cp -r "$data/metrics" own
    sed -i 's/service: waste-management/service: find/' own/waste-management.yaml
    publish_site --flags=flags.csv --definitions=own --output=site table.csv
    grep -q 'Check the data' site/council/E06000001/index.html
    find site -name '*.html' | while read -r page; do
        grep -oE ' id="[^"]*"' "$page" | sort | uniq -d | sed "s|^|$page|"
    done >twice
    [ ! -s twice ]
}

@test "each page has a title, one heading of the first rank and the licence" {
    make_site site
    while read -r page; do
        [ "$(grep -c '^<title>..*</title>$' "$page")" -eq 1 ]
        [ "$(grep -o '<h1' "$page" | wc -l)" -eq 1 ]
        grep -q 'Open Government Licence v3.0' "$page"
        grep -q '</html>' "$page"
    done < <(find site -name '*.html')
}

@test "no page asks for anything from elsewhere, or holds a script of its own" {
    make_site site
    run grep -rEn '<(img|iframe|link|script|source)[^>]*="(https?:)?//' site --include='*.html'
    [ "$output" = "" ]
    run grep -rEn ' on[a-z]+="|javascript:' site --include='*.html'
    [ "$output" = "" ]
}

@test "a page of a metric has each council, with figure, verdict and why there is none" {
    make_site site
    run words site/metric/waste.recycling-rate/index.html
    [[ "$output" == *"Household waste recycling rate"* ]]
    [[ "$output" == *" Hartlepool 10.0% "*" Revised "* ]]
    [[ "$output" == *" Halton 50.0% "* ]]
    [[ "$output" == *" Withheld so that nobody can be identified (1) Warrington "* ]]
    [[ "$output" == *" Not available (1) Blackburn with Darwen "* ]]
    [[ "$output" == *" England 43.3% "* ]]
    [[ "$output" == *"how sure their order is cannot be said"* ]]
    # Without limits nobody is numbered.
    run ! grep -E '>[0-9]+(st|nd|rd|th)( of [0-9]+)?<' site/metric/waste.recycling-rate/index.html
}

@test "with limits a place is a range, as wide as those that cannot be told apart" {
    make_site site
    run words site/metric/skills.level-3-or-above/index.html
    [[ "$output" == *" Hartlepool 50.0% 45.0% to 55.0% 2nd to 3rd of 4 "* ]]
    [[ "$output" == *" Redcar and Cleveland 80.0% 78.0% to 82.0% 1st of 4 "* ]]
    [[ "$output" == *"Councils whose ranges overlap are not put in order."* ]]
}

@test "a page of a metric has a chart of each class that is not small" {
    make_site site
    run words site/metric/waste.recycling-rate/index.html
    [[ "$output" == *"Household waste recycling rate, 2022 to 2023: from 10.0% to 50.0% among 6 unitary authorities"* ]]
    [[ "$output" == *"6 unitary authorities have a figure, from 10.0% (Hartlepool) to 50.0% (Halton); 2 have none. England has 43.3%."* ]]
    [ "$(grep -o '<figure class="chart"' site/metric/waste.recycling-rate/index.html | wc -l)" -eq 1 ]
    run ! grep -q '<figure' site/metric/skills.level-3-or-above/index.html
}

@test "a page of a council shows it among all, whose numbers its metric's page has" {
    make_site site
    page=site/council/E06000001/index.html
    run words "$page"
    [[ "$output" == *"Household waste recycling rate, 2022 to 2023: Hartlepool has 10.0%, "* ]]
    grep -q 'href="../../metric/waste.recycling-rate/index.html">All councils in one table: Household waste recycling rate<' "$page"
    # What is read out has the title once, and each dot of the class is there.
    strip=$(grep -o '<figure class="chart".*</figure>' "$page" | sed 's|</figure>.*||')
    [ "$(grep -o 'Hartlepool has 10.0%' <<<"$strip" | wc -l)" -eq 2 ] # caption and title
    [[ $strip = *'6 unitary authorities have a figure'* ]]
    [ "$(grep -o 'h0' <<<"$strip" | wc -l)" -ge 5 ]
    [[ $strip != *'The numbers of this chart'* ]]
    run ! grep -q 'The numbers of this chart' "$page"
}

@test "a page of a metric says who stood where others stand now" {
    observations | ranked >table.csv
    cat >learn.csv <<'CSV'
metric,area_code,area_name,period,value,peer_code,peer_name,position,kind,peer_value,difference,basis,then_period,then_value,change,evidence
waste.recycling-rate,E06000001,Hartlepool,2022/23,10,E06000005,Darlington,1,improved,50,40,mads,2018/19,11,39,gap_mads=3 figures=4 n=6
waste.recycling-rate,E06000002,Middlesbrough,2022/23,20,E06000005,Darlington,2,improved,50,30,mads,2019/20,21,29,gap_mads=3 figures=3 n=6
waste.recycling-rate,E06000002,Middlesbrough,2022/23,20,E06000006,Halton,3,better,50,30,mads,,,,gap_mads=3 n=6
CSV
    publish_site --learn=learn.csv --output=site table.csv
    run words site/metric/waste.recycling-rate/index.html
    [[ "$output" == *" Neighbours that stand there now Darlington 11.0% 2018 to 2019 50.0% 2 "* ]]
    [[ "$output" != *" Halton 21.0%"* ]]
    [[ "$(words site/metric/skills.level-3-or-above/index.html)" == *"Too few figures have been published"* ]]
    run broken_links site
    [ "$output" = "" ]
}

@test "what a council says stands with its figure on every page that has it" {
    observations | ranked >table.csv
    cat >notes.csv <<'CSV'
metric,area_code,period,text,author,date
waste.recycling-rate,Hartlepool,2022/23,"A lorry was counted twice: <b>see</b> our letter.",Head of waste,2024-05-31
skills.level-3-or-above,Tees Valley,2023,The sample was small.,Clerk,2024-06-01
CSV
    publish_site --notes=notes.csv --output=site table.csv
    for page in metric/waste.recycling-rate council/E06000001 combined-authority/E47000006; do
        run words "site/$page/index.html"
        [[ "$output" == *" (council&#39;s note)"* || "$output" == *" (council's note)"* || $page == council/* ]]
    done
    for page in metric/waste.recycling-rate council/E06000001; do
        grep -q 'A lorry was counted twice: &lt;b&gt;see&lt;/b&gt; our letter' "site/$page/index.html"
    done
    for page in metric/skills.level-3-or-above combined-authority/E47000006; do
        grep -q 'The sample was small' "site/$page/index.html"
    done
}

@test "a combined authority is beside its like alone, with progress and its members" {
    make_site site
    run words site/combined-authority/E47000006/index.html
    [[ "$output" == *"Tees Valley"*"Adults with a qualification at level 3 or above 2023 61.0%"* ]]
    [[ "$output" == *" 55.0% (2022) 61.0% (2023) +6.0 points "* ]]
    [[ "$output" == *"Members today: "*"Hartlepool"* ]]
    grep -q 'href="../../council/E06000001/index.html"' site/combined-authority/E47000006/index.html
    [[ "$(words site/metric/skills.level-3-or-above/index.html)" == *"Greater Manchester 62.0%"* ]]
}

@test "the way in has former names, and old codes lead on" {
    make_site site
    run words site/index.html
    [[ "$output" == *" Allerdale , district council, ended on 31 March 2023, now Cumberland "* ]]
    [[ "$output" == *" Hartlepool , unitary authority"* ]]
    # Sheffield had another code.
    run words site/council/E08000019/index.html
    [[ "$output" == *"Sheffield had the code E08000019 until "*"Its page is at Sheffield, code E08000039 ."* ]]
    grep -q 'href="../../council/E08000039/index.html"' site/council/E08000019/index.html
}

@test "no figure for years includes none now" {
    make_site site
    cat >flags.csv <<'CSV'
metric,area_code,period,flag,kind,value,evidence,status
waste.recycling-rate,E06000007,2022/23,no-return,data,,test=no-return n=6 group=class:unitary,
waste.recycling-rate,E06000007,2022/23,stale,data,,test=stale last_period=2019/20 last=10 behind=3 n=6,
CSV
    publish_site --flags=flags.csv --output=site table.csv
    run words site/council/E06000007/index.html
    [[ "$output" == *"no figure since 2019 to 2020, 3 periods ago"* ]]
    [[ "$output" != *"no figure, while"* ]]
}

@test "who has ended leads at once to who followed" {
    { observations; echo 'skills.level-3-or-above,E47000010,2023,60,,58,62'; } | ranked >table.csv
    publish_site --output=site table.csv
    # A link where there is a page of it.
    run words site/council/E07000026/index.html
    [[ "$output" == *" Ended on 31 March 2023 and was followed by Cumberland. The figures here are its own last ones. "*"At a glance"* ]]
    run words site/index.html
    [[ "$output" == *" (2 of them ended) compare on 2 measures"* ]]
    [[ "$output" == *" North East , ended on 6 May 2024, now North East "* ]]
}

@test "the way in counts who is not in the table of a measure" {
    make_site site
    run words site/index.html
    # Nine unitary authorities and districts are there in 2023, of which four have rows.
    [[ "$output" == *" Not in the table "* ]]
    [[ "$output" == *" Adults with a qualification at level 3 or above 2023 4 0 5 "* ]]
    [[ "$(words site/metric/skills.level-3-or-above/index.html)" == *" 4 councils with a figure, 0 without one, 5 not in the table."* ]]
}

@test "a council without figures whose successor has some leads to it" {
    { observations; echo 'waste.recycling-rate,E06000063,2023/24,40,,,'; } | ranked >table.csv
    publish_site --output=site table.csv
    run words site/council/E07000028/index.html
    [[ "$output" == *"Carlisle, a district council, ended on 31 March 2023. It was followed by: Cumberland , unitary authority, from 1 April 2023"* ]]
    [[ "$(words site/index.html)" == *" Cumberland , unitary authority (formerly Allerdale"*"Carlisle"* ]]
}

@test "the first edition says so; later ones say what is new, revised and gone" {
    make_site site
    [[ "$(words site/changes.html)" == *"This is the first edition"* ]]
    # In the last edition Hartlepool had 41, Carlisle was there, and a year and the skills
    # were not.
    { observations; echo 'waste.recycling-rate,E07000028,2022/23,30,,,'; } |
        sed 's/E06000001,2022\/23,10,r/E06000001,2022\/23,41,p/; s/E06000003,/E06000009,/
            /2021\/22/d; /^skills/d' | ranked >previous.csv
    publish_site --previous=previous.csv --output=site table.csv
    run words site/changes.html
    [[ "$output" == *"New measures: "*"Adults with a qualification at level 3 or above"* ]]
    [[ "$output" == *"New periods: Household waste recycling rate , 2021 to 2022 "* ]]
    [[ "$output" == *" Hartlepool Household waste recycling rate 2022 to 2023 41.0% (provisional) 10.0% (revised) "* ]]
    [[ "$output" == *" Hartlepool Household waste recycling rate Unitary authorities similar (2022 to 2023) worse (2022 to 2023) "* ]]
    [[ "$output" == *"New here: "*"Redcar and Cleveland"* ]]
    [[ "$output" == *"No longer here: Blackpool Carlisle, followed by Cumberland"* ]]
    run broken_links site
    [ "$output" = "" ]
    # Beside itself nothing has changed.
    publish_site --previous=table.csv --output=site table.csv
    run words site/changes.html
    [[ "$output" == *"The same measures and periods"*"each figure of the last edition that is here stands as it did."*" None. "*"The same councils"* ]]
}

@test "the bytes depend neither on the run nor on the order of the rows" {
    make_site one
    { head -1 table.csv; tail -n +2 table.csv | tac; } >turned.csv
    publish_site --flags=flags.csv --progress=progress.csv --output=two turned.csv
    publish_site --flags=flags.csv --progress=progress.csv --output=two turned.csv
    diff -r one two
    # And so with an edition before it.
    sed '/E06000003/d; s/,40,/,41,/; /2021/d' table.csv >previous.csv
    { head -1 previous.csv; tail -n +2 previous.csv | tac; } >previous-turned.csv
    publish_site --previous=previous.csv --output=one table.csv
    publish_site --previous=previous-turned.csv --output=two turned.csv
    diff -r one two
    grep -q 'Redcar and Cleveland' one/changes.html
}

@test "each page has its rows beside it, and a package lists them all" {
    make_site site
    cd site
    while read -r page; do
        for file in data.csv data.csv-metadata.json data.json; do
            [ -s "$page/$file" ]
            grep -q "href=\"$file\"" "$page/index.html"
        done
        grep -q "\"path\": \"$page/data.csv\"" datapackage.json
    done < <(find metric combined-authority council/E0* -mindepth 1 -maxdepth 1 -type d; echo council/E06000001)
    [ "$(grep -c '"path"' datapackage.json)" -ge "$(find . -name data.csv | wc -l)" ]
    # Every row of the table is with its metric and with its council, cell by cell.
    diff <(grep -E 'E06000001|E08000039' ../table.csv | LC_ALL=C sort) \
        <(cat council/E06000001/data.csv council/E08000039/data.csv | grep -v ^metric, |
            cut -d, -f1-"$(head -1 ../table.csv | tr , '\n' | wc -l)" | LC_ALL=C sort)
    [ "$(cat metric/*/data.csv | grep -vc ^metric,)" -eq "$(($(wc -l <../table.csv) - 1))" ]
    grep -q ',2022-04-01,2023-03-31,Defra,' council/E06000001/data.csv
}

@test "the list of files has the checksum of each, and no file is without" {
    make_site site
    (cd site && sha256sum --quiet -c .oflog-site)
    diff <(cut -c67- site/.oflog-site | LC_ALL=C sort) \
        <(cd site && find . -type f ! -name .oflog-site | cut -c3- | LC_ALL=C sort)
    oflog-publish -q --format=site --data-dir="$data" --receipt=receipts --output=site/ table.csv
    [[ "$(<receipts)" == *'"role":"output","name":"site//.oflog-site","size":'*"$(sha256sum site/.oflog-site | cut -d' ' -f1)"* ]]
}

@test "a site replaces an earlier one, an empty folder, or what a link leads to" {
    make_site site
    chmod 750 site
    mkdir empty
    ln -s site link
    head -4 table.csv >short.csv
    publish_site --output=site short.csv
    [ "$(stat -c %a site)" = 750 ]
    [ ! -e site/council/E08000039 ]
    publish_site --output=empty table.csv
    [ -e empty/council/E08000039/index.html ]
    publish_site --output=link table.csv
    [ -L link ]
    [ -e site/council/E08000039/index.html ]
    run ls -A
    [[ "$output" != *site.* && "$output" != *empty.* ]]
}

refused() { # FOLDER PATTERN
    run --separate-stderr publish_site --output="$1" table.csv
    [ "$status" -eq 2 ]
    # The pattern is meant to be one.
    # shellcheck disable=SC2053
    [[ "$stderr" == $2 ]] || { echo "$stderr"; return 1; }
}

@test "a folder that is no site of ours is left alone" {
    make_site site
    mkdir mine && echo mine >mine/file
    refused mine "oflog-publish: mine: is not replaced: it is not empty, and no site that was written by this tool"
    [ "$(<mine/file)" = mine ]
    echo mine >site/council/note.txt
    refused site "oflog-publish: site: is not replaced: 'council/note.txt' in it is no file of the site that was written there"
    [ -s site/index.html ]
    rm site/council/note.txt
    ln -s "$PWD/mine" site/council/E06000099
    refused site "*'council/E06000099' in it is no file*"
    rm site/council/E06000099
    # A list that names files outside makes them no part of it.
    printf '%064d  ../mine/file\n' 0 >>site/.oflog-site
    publish_site --output=site table.csv
    [ "$(<mine/file)" = mine ]
    echo mine >file
    refused file "oflog-publish: file: cannot be written: Not a directory"
    ln -s nowhere dangling
    refused dangling "oflog-publish: dangling: cannot be written: No such file or directory"
    refused none/site "oflog-publish: none/site: cannot be written: No such file or directory"
    run ls -Ad ./*.??????
    [ "$status" -ne 0 ]
}

# What is in the folder of the test, by name and content.
everything() {
    find . -type f ! -name 'separate-stderr-*' -exec sha256sum {} + | LC_ALL=C sort
    find . -type d | LC_ALL=C sort
}

@test "a full disk or a signal leaves the earlier site, and nothing else" {
    make_site site
    sed 's/,10,/,11,/' table.csv >other.csv
    everything >../before
    # Every file but the style sheet is shorter than this.
    full() { trap '' XFSZ; ulimit -f 4; publish_site --output="$1" other.csv; }
    for folder in site new; do
        run --separate-stderr full "$folder"
        [ "$status" -eq 2 ]
        [[ "$stderr" == "oflog-publish: $folder: "*" cannot be written: File too large" ]]
        everything | diff ../before -
    done
    killed() { ulimit -f 4; exec oflog-publish -q --format=site --data-dir="$data" --output=site other.csv; }
    run killed
    [ "$status" -gt 128 ]
    everything | diff ../before -
    mkfifo pipe
    publish_site --output=site pipe &
    tool=$!
    exec 7>pipe
    kill -TERM "$tool"
    exec 7>&-
    run wait "$tool"
    rm pipe
    everything | diff ../before -
}

@test "names of strangers stay inside the folder, and stand as text" {
    cp -r "$data" data
    sed -i 's/^E06000001,hpl,Hartlepool,/..\/..\/evil,hpl,"<script>alert(1)<\/script>",/' data/areas.csv
    sed -i '/^E06000001,/d' data/memberships.csv
    data=$PWD/data
    observations | sed 's/E06000001/..\/..\/evil/; /E47/d' | ranked >table.csv
    publish_site --output=site table.csv
    [ ! -e ../evil ] && [ ! -e evil ]
    [ -s site/council/_2E._2F.._2Fevil/index.html ]
    run grep -rl --include='*.html' '<script>alert' site
    [ "$output" = "" ]
    grep -q '&lt;script&gt;alert(1)&lt;/script&gt;' site/council/_2E._2F.._2Fevil/index.html
    run broken_links site
    [ "$output" = "" ]
}

@test "no name of a folder is one that Windows keeps or would change" {
    cp -r "$data" data
    for pair in waste.recycling-rate:con waste.residual-household-waste:lpt1.a; do
        sed -i "s/^- id: ${pair%:*}$/- id: ${pair#*:}/" data/metrics/waste-management.yaml
    done
    cat >table.csv <<'CSV'
metric,area_code,period,value
con,E06000001,2022/23,10
lpt1.a,E06000001,2022/23,400
CSV
    data=$PWD/data
    publish_site --output=site table.csv
    [ "$(cd site/metric && echo *)" = "_6Cpt1.a _63on" ] ||
        [ "$(cd site/metric && echo *)" = "_63on _6Cpt1.a" ]
    run broken_links site
    [ "$output" = "" ]
}

@test "themes count the flags that pages list, and no others" {
    make_site site
    cat >flags.csv <<'CSV'
metric,area_code,period,flag,kind,themes,value,evidence,status
waste.recycling-rate,E06000001,2022/23,bottom-quartile,concern,service-delivery,10,test=bottom-quartile n=6,
waste.recycling-rate,E06000001,2022/23,persistent-bottom-quartile,concern,service-delivery,10,test=persistent-bottom-quartile n=6,
waste.recycling-rate,E06000001,2021/22,outlier,concern,service-delivery,12,test=outlier n=1,
waste.recycling-rate,E06000002,2022/23,outlier,concern,service-delivery,20,test=outlier n=6,
CSV
    publish_site --flags=flags.csv --output=site table.csv
    words site/themes.html | grep -qF 'Flags on all councils: 2 worth a look, 0 '
    publish_site --flags=flags.csv --area=E06000001 --output=site table.csv
    words site/themes.html | grep -qF 'Flags on all councils: 1 worth a look, 0 '
}

@test "what is asked for is what is shown" {
    observations | ranked >table.csv
    publish_site --metric=skills.level-3-or-above --area=Hartlepool --output=site table.csv
    [ "$(cd site && find . -name index.html | LC_ALL=C sort | tr '\n' ' ')" = \
        "./council/E06000001/index.html ./index.html ./metric/skills.level-3-or-above/index.html " ]
    run --separate-stderr publish_site --area=Leeds --output=other table.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"there is no council to show"* ]]
    [ ! -e other ]
}

@test "a site needs a folder, and options of a site are of a site alone" {
    run --separate-stderr publish_site table.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"--output=FOLDER is needed"* ]]
    for option in progress previous; do
        run --separate-stderr oflog-publish --data-dir="$data" --area=Leeds --$option=x table.csv
        [ "$status" -eq 2 ]
        [[ "$stderr" == *"--$option is of --format=site alone"* ]]
    done
}

@test "a row of progress that cannot be read is refused and named" {
    make_site site
    sed -i '2s/,[^,]*$/,nonsense/' progress.csv
    run --separate-stderr publish_site --progress=progress.csv --output=site table.csv
    [ "$status" -eq 1 ]
    [[ "$stderr" == *"progress.csv:2:"*"'nonsense' is nothing that oflog-progress writes here"* ]]
}

@test "progress that says other figures than the table is of another edition" {
    make_site site
    grep -q 'How far it has come' site/combined-authority/E47000006/index.html
    words site/combined-authority/E47000006/index.html | grep -qF '55.0% (2022'
    for change in '/E47000006,2022/s/,55,/,54,/' '/E47000006,2023/s/,61,/,60,/' '/E47000006,2023/d'; do
        observations | sed "$change" | ranked >other.csv
        run --separate-stderr publish_site --progress=progress.csv --output=other other.csv
        [ "$status" -eq 1 ]
        [[ "$stderr" == *"progress.csv: "*" not shown: the table has other figures"* ]]
        words other/combined-authority/E47000006/index.html | grep -qF 'No figure has an earlier one'
    done
}

@test "the weekly job of the example makes a small site, in which every figure is the table's" {
    run --separate-stderr "$BATS_TEST_DIRNAME/../../examples/england/run.sh" out Leeds
    [ "$status" -eq 0 ]
    [ "${lines[-1]}" = "Open in a browser: $PWD/out/site/index.html" ]
    run broken_links out/site
    [ "$output" = "" ]
    [ "$(du -sm out | cut -f1)" -lt 100 ]
    # Four classes by their service: a county neither collects waste nor lacks a figure of it.
    [[ "$(words out/site/metric/waste.recycling-rate/index.html)" != *" Kent "* ]]
    [[ "$(words out/site/metric/asc.carers-information/index.html)" == *" Kent "* ]]
    [[ "$(words out/site/index.html)" == *" Westmorland and Furness , unitary authority (formerly "*"Eden"* ]]
    command -v python3 >/dev/null || skip "python3 is not installed"
    figures() { python3 "$BATS_TEST_DIRNAME/site-figures.py" out/comparison.csv out/site; }
    run figures
    [[ "$output" =~ ^3[0-9][0-9][0-9]' rows looked at'$ ]]
    # It would see one that is wrong.
    sed -i 's/<td class="figure" data-value="44.6">44.6%/<td class="figure" data-value="44.6">46.4%/' \
        out/site/metric/waste.recycling-rate/index.html
    run figures
    [[ "${lines[0]}" == "waste.recycling-rate: "*": figure 46.4% (44.6), not 44.6" ]]
}

@test "the methods say what each test of the shipped rules looks for" {
    make_site plain
    sed -n 's/^  test: //p' "$data/rules/default.yaml" | sort -u >tests.txt
    head -1 flags.csv >every.csv
    while read -r test; do
        sed -n "2s/test=[a-z-]*/test=$test/p" flags.csv
    done <tests.txt >>every.csv
    [ "$(wc -l <every.csv)" -gt 20 ]
    publish_site --flags=every.csv --output=every table.csv
    said=$(words every/methods.html | sed 's/.*What was looked for//; s/Whom to learn from.*//')
    [ "$(grep -o 'worth a look 1 \|worth celebrating 1 \|check the data 1 ' <<<"$said" |
        wc -l)" -eq "$(wc -l <tests.txt)" ]
    # Of chance they say no more than the q values of the flags.
    [[ "$(words every/methods.html)" != *"chance hardly"* ]]
    sed '2s/,,,"/,0.0421,,"/' flags.csv >q.csv
    publish_site --flags=q.csv --output=q table.csv
    [[ "$(words q/methods.html)" == *" Largest q value "*" worth a look "[1-9]" 0.042 "* ]]
}
