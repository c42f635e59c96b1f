# oflog-publish: one council's comparison, as people read it.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    data=$BATS_TEST_DIRNAME/../../data
    cd "$BATS_TEST_TMPDIR"
}

# Seven unitary authorities: one figure revised, one joint, one withheld; and two in a
# metric whose latest year is another.
observations() {
    cat <<'CSV'
metric,area_code,period,value,marker
waste.recycling-rate,E06000001,2022/23,10,r
waste.recycling-rate,E06000002,2022/23,20,
waste.recycling-rate,E06000003,2022/23,30,
waste.recycling-rate,E06000004,2022/23,40,
waste.recycling-rate,E06000005,2022/23,50,
waste.recycling-rate,E06000006,2022/23,50,
waste.recycling-rate,E06000007,2022/23,,c
waste.recycling-rate,E06000007,2021/22,33.333,
waste.residual-household-waste,E06000001,2021/22,1580.27,
waste.residual-household-waste,E06000002,2021/22,480,p
CSV
}

compared() {
    observations | oflog-compare -q --data-dir="$data" "$@"
}

ranked() {
    compared --as=class | oflog-rank -q --data-dir="$data"
}

publish() {
    oflog-publish --data-dir="$data" "$@"
}

@test "a page says the finding, what it rests on, and what it cannot say" {
    run --separate-stderr publish --area=Hartlepool < <(ranked)
    says <<'END'
oflog-publish: 10 rows in = 2 out + 0 refused + 8 left out on request
END
    shows 0 <<'END'
Hartlepool
==========

Unitary authority, North East, code E06000001.

At a glance
-----------

Compared with unitary authorities
  - Better on no measure.
  - Worse on 1 measure: Household waste recycling rate.
  - Cannot be said on 1 measure: Residual household waste (too few of the others
    have a figure).

Each measure, its figure and the verdict

Measure                                                   Figure  Unitary
                                                                  authorities
--------------------------------------------------------------------------------
Household waste recycling rate, 2022 to 2023               10.0%  worse
Residual household waste, 2021 to 2022 (kg per           1,580.3  too few to say
household)

Before you use a figure, see What these numbers cannot say.

Waste management
----------------

Household waste recycling rate
  10.0% in 2022 to 2023 (financial year), revised
  Higher is better.
  Worse than unitary authorities in 2022 to 2023: median 40.0%, middle half
    30.0% to 50.0% (5 have a figure, 1 has none).
  Rank: 6th of the 6 unitary authorities compared (1 is best); how sure it is
    has not been worked out.
  Household waste recycling rate, 2022 to 2023: Hartlepool has 10.0%, worse than
    unitary authorities (median 40.0%)
    10.0%  ●──────────────·──────────────·░░░░░░░░░░░░░┃░░░░░░░░░░░░░░·  50.0%
    ● Hartlepool; · other unitary authorities; ┃ median; ░ middle half of
      unitary authorities
  The table has no earlier figure of it.
  Bear in mind:
    Material collected for recycling but rejected counts as not recycled.
    Gardens raise the rate and flats lower it, so rural and urban councils
    differ before any of them acts. Figures are reported jointly by some
    neighbouring councils.

Residual household waste
  1,580.3 kg per household in 2021 to 2022 (financial year)
  Lower is better.
  Too few unitary authorities have a figure to judge by in 2021 to 2022: median
    480.0 (1 has a figure). Some of these figures are provisional.
  Rank: 2nd of the 2 unitary authorities compared (1 is best); how sure it is
    has not been worked out.
  Residual household waste, 2021 to 2022: Hartlepool has 1,580.3, and the median
    of unitary authorities is 480.0
    480.0  ┃──────────────────────────────────────────────────────────●  1,580.3
    ● Hartlepool; · other unitary authorities; ┃ median
  The table has no earlier figure of it.
  Bear in mind:
    Until 2014/15 the dwellings are those of the year before; from 2015/16 Defra
    corrected this, so do not read a change across the two years. Households
    differ in size between councils, and waste that residents take to other
    councils' sites is counted there.

Who it is compared with
-----------------------

Unitary authorities
  5 others with a figure beside one or more of those on this page. How many of
    them have one is said with each measure.

The seven themes of best value
------------------------------

What these figures say under each theme of the statutory guidance on best value.
It is no score: most themes are about how a council is led, and hardly any
figure is about that.

Evidence under each theme

Theme                   Figures
--------------------------------------------------
Continuous improvement  no figure here is about it
Leadership              no figure here is about it
Governance              no figure here is about it
Culture                 no figure here is about it
Use of resources        no figure here is about it
Service delivery        2 figures
Partnerships            no figure here is about it

How to read this page
---------------------

The median is the middle figure of those compared. Half of them are nearer to it
than the median distance, half further. The middle half leaves out the lowest
and the highest quarter. Each measure has a period of its own.

Similar means nearer to the median than one and a half times that distance or,
where a figure has confidence limits, that the median lies within them. So a
figure that a sentence calls slightly better, worse, higher or lower counts as
similar.

What these numbers cannot say
-----------------------------

- Why: a figure says what was counted, not who or what brought it about. Places
  differ in their people and their money before a council acts.
- How good a council is: better and worse are about one figure beside those of
  others. Figures cannot be added up to a score, and this page has none.
- What is not measured: these are the figures that are published for many
  councils, and other things may matter more.
- What is chance: of many measures some stand out by luck alone.
- That one place is better than the next: ranks look further apart than figures
  are.
- How sure a rank is, where no range stands beside it: that has not been worked
  out, and places close together may as well be the same.

Where the numbers come from
---------------------------

- Defra, Local authority collected waste management - annual results
  <https://www.gov.uk/government/statistics/local-authority-collected-waste-management-annual-results>.
  Licence: Open Government Licence v3.0. Used for: Household waste recycling
  rate; Residual household waste.

Contains public sector information licensed under the Open Government Licence
v3.0.
END
}

@test "missing is said with its reason, its period and the latest figure before" {
    run --separate-stderr publish -q --area=E06000007 < <(ranked)
    [ "$status" -eq 0 ]
    [[ $output == *"
Household waste recycling rate
  No figure for 2022 to 2023 (financial year):
    Withheld so that nobody can be identified.
    Its latest figure here is 33.3%, for 2021 to 2022.
  Higher is better.
  Unitary authorities in 2022 to 2023: median 35.0%, middle half 22.5% to 47.5%
    (6 have a figure). Some of these figures are revised."* ]]
    [[ $output == *"
Residual household waste
  No figure for 2021 to 2022 (financial year):
    The table has no row for it."* ]]
    [[ $output == *"
Compared with unitary authorities
  There is no figure to compare.

Missing: no figure on 2 measures, and why
  - Withheld so that nobody can be identified: Household waste recycling rate.
  - The table has no row for it: Residual household waste.
"* ]]
}

@test "a council that began after the period is said to have" {
    run --separate-stderr publish -q --area=E06000065 < <(
        ranked; echo waste.recycling-rate,E06000065,2023/24,,c,class:unitary,0,0,0,,,,,,,,,no-value,,,,,,,,,,,)
    [[ $output == *"
  No figure for 2022 to 2023 (financial year):
    The council began on 1 April 2023."* ]]
}

@test "joint ranks are called joint, and how sure they are is said once" {
    run --separate-stderr publish -q --area=Darlington < <(ranked)
    [[ $output == *"  Rank: joint 1st of the 6 unitary authorities compared (1 is best); how sure"* ]]
    [ "$(grep -c 'How sure a rank is, where no range stands beside it' <<<"$output")" -eq 1 ]
}

@test "whom it was ranked with is named only where the table bears it out" {
    run --separate-stderr publish -q --area=Darlington < <(ranked | grep -v E06000001)
    [[ $output == *"  Rank: joint 1st of 6 ranked together (1 is best); how sure"* ]]
}

@test "a class is not named where as many were ranked but their values give another rank" {
    run --separate-stderr publish -q --area=Darlington < <(
        ranked | sed '/E06000001,2022/s/,10,r/,60,r/')
    [[ $output == *"  Rank: joint 1st of 6 ranked together (1 is best); how sure"* ]]
}

# rank_of AREA OPTION...: the line of the rank in the metric of that area.
rank_of() {
    oflog-rank -q --data-dir="$data" "${@:2}" neutral.csv | publish -q --width=132 --area="$1" |
        sed -n 's/^  Rank: \(.*\); how sure.*/\1./p'
}

@test "1 is the best, the highest or the lowest, as the table bears out" {
    {
        echo metric,area_code,period,value
        printf 'asc.workforce-turnover,E0600000%d,2022/23,%d\n' 1 10 2 20 3 30 4 40 5 40
    } >neutral.csv
    [ "$(rank_of E06000001 --best=high)" = "5th of the 5 unitary authorities compared (1 is the highest)." ]
    [ "$(rank_of E06000001 --best=low)" = "1st of the 5 unitary authorities compared (1 is the lowest)." ]
    # In the middle both ends would give the rank: another council's tells.
    sed -i '$d' neutral.csv && sed -i '/E06000002/d' neutral.csv
    [ "$(rank_of E06000003 --best=high)" = "2nd of the 3 unitary authorities compared (1 is the highest)." ]
    [ "$(rank_of E06000003 --best=low)" = "2nd of the 3 unitary authorities compared (1 is the lowest)." ]
    # Alone, or not among those that were ranked, it does not show.
    sed -i '/E06000003/!{1!d}' neutral.csv
    [ "$(rank_of E06000003 --best=high)" = "1st of the 1 unitary authorities compared (1 is the end that the ranking was asked for)." ]
    sed -i 's/asc.workforce-turnover/waste.recycling-rate/' neutral.csv
    printf 'waste.recycling-rate,E0600000%d,2022/23,%d\n' 1 10 2 20 >>neutral.csv
    [ "$(rank_of E06000003)" = "1st of the 3 unitary authorities compared (1 is best)." ]
    [ "$(rank_of E06000003 --best=low)" = "3rd of the 3 unitary authorities compared (1 is the lowest)." ]
    [ "$(rank_of E06000002 --best=low)" = "2nd of the 3 unitary authorities compared (1 is the lowest)." ]
}

@test "an average rank is no ordinal and not called joint" {
    run --separate-stderr publish -q --area=Darlington < <(
        compared --as=class | oflog-rank -q --data-dir="$data" --ties=average)
    [[ $output == *"  Rank: 1.5 of the 6 unitary authorities compared (1 is best); how sure"* ]]
}

@test "the table of words agrees with the tally, and the sentences grade" {
    run --separate-stderr publish -q --area=Redcar\ and\ Cleveland < <(
        { echo metric,area_code,period,value
          printf 'waste.recycling-rate,E0600000%d,2022/23,%d\n' 1 10 2 20 3 27 4 40 5 50 6 60
        } | oflog-compare -q --data-dir="$data")
    [[ $output == *"
Compared with unitary authorities
  - Better on no measure.
  - Worse on no measure.
  - Similar on 1 measure: Household waste recycling rate."* ]]
    [[ $output == *"Household waste recycling rate, 2022 to 2023   27.0%  similar"* ]]
    [[ $output == *"  Slightly worse than unitary authorities in 2022 to 2023: median 40.0%"* ]]
}

@test "England's and the region's own figure stand beside, without a verdict" {
    compared --as=class >with.csv
    cells=$(head -1 with.csv | tr -dc , | wc -c)
    for row in E92000001,2022/23,26.61,p E12000001,2022/23,27.1, E12000002,2022/23,28, \
        W92000004,2022/23,29, E92000001,2021/22,30, ; do
        printf 'waste.recycling-rate,%s%*s\n' "$row" $((cells - 4)) '' | tr ' ' ,
    done >>with.csv
    run --separate-stderr publish -q --area=Hartlepool with.csv
    [ "$status" -eq 0 ]
    [[ $output == *"
  10.0% in 2022 to 2023 (financial year), revised
  Higher is better.
  Worse than unitary authorities in 2022 to 2023: "* ]]
    [[ $output == *"
  England: 26.6% in 2022 to 2023 (provisional)
  North East: 27.1% in 2022 to 2023
"* ]]
    [ "$(grep -cE '^  (England|Wales|North)' <<<"$output")" -eq 2 ]
}

@test "markers go with the figure in words" {
    run --separate-stderr publish -q --area=Hartlepool < <(ranked)
    [[ $output == *"
Household waste recycling rate
  10.0% in 2022 to 2023 (financial year), revised"* ]]
    [[ $output == *"Some of these figures are provisional."* ]]
}

@test "each comparison in the table is shown, under the name of its peers" {
    run --separate-stderr publish -q --area=Middlesbrough < <(
        compared --as=a --peers=list:E06000001,E06000003,E06000004,E06000005,E06000006 |
            oflog-compare -q --data-dir="$data" --as=b --peers=region)
    [[ $output == *"
Compared with the councils listed
  - Better on no measure.
  - Worse on 1 measure: "* ]]
    [[ $output == *"
Compared with councils in the North East
"* ]]
}

@test "a verdict on England's value says England, and the peers stand beside it" {
    page() {
        oflog-compare -q --peers=region "$@" "$abs_top_srcdir/examples/pages/injuries.csv" |
            oflog-publish -q --area=Darlington | grep -A3 "^  \(Worse\|No verdict\)"
    }
    run --separate-stderr page --benchmark=country
    shows 0 <<'END'
  Worse than England as a whole (75.3) in 2022 to 2023, judged by the figure's
    confidence limits. Councils in the North East: median 88.7, middle half 80.4
    to 120.4 (7 have a figure).
  England: 75.3 in 2022 to 2023
END
    run --separate-stderr page --benchmark=aggregate
    [[ "${lines[0]}" == "  Worse than councils in the North East taken together (114.1) in 2022 to 2023," ]]
    run --separate-stderr sh -c "oflog-compare -q --benchmark=country '$abs_top_srcdir/examples/pages/injuries.csv' |
        oflog-publish -q --area=Darlington | tr -s '\n ' ' '"
    [[ "$output" == *"Where a sentence says that a figure was judged by something else, or against something else than the median, similar is what that says."* ]]
    run --separate-stderr page --benchmark=region
    [[ "${lines[0]}" == "  No verdict, since what it was to be judged against is missing. Councils in the" ]]
}

@test "how much of a verdict stays when peers change is said where it is known" {
    page() {
        oflog-compare -q --stress "$abs_top_srcdir/examples/pages/recycling.csv" |
            oflog-publish -q --area=Stockton-on-Tees | tr -s '\n ' ' '
    }
    run --separate-stderr page
    [[ "$output" == *"(7 have a figure, 1 has none). This holds in "[0-9]*"% of the choices of peers and rounding that were tried."* ]]
}

@test "two comparisons with peers of one name are told apart by their prefix" {
    run --separate-stderr publish -q --area=Middlesbrough < <(
        compared --as=one | oflog-compare -q --data-dir="$data" --as=two)
    [[ $output == *"Compared with unitary authorities (one)"*"Compared with unitary authorities (two)"* ]]
}

@test "a table without a comparison is shown as it is" {
    run --separate-stderr publish -q --area=Hartlepool < <(observations)
    [ "$status" -eq 0 ]
    [[ $output == *"The table has no comparison; oflog-compare adds one."* ]]
    [[ $output == *"
  10.0% in 2022 to 2023 (financial year), revised"* ]]
}

@test "another period is shown on request" {
    run --separate-stderr publish -q --area=E06000007 --period=2021/22 < <(ranked)
    [[ $output == *"
Household waste recycling rate
  33.3% in 2021 to 2022 (financial year)
"* ]]
}

@test "a year of a survey's own is called neither financial nor academic" {
    years() {
        printf 'metric,area_code,period,value\n'
        printf '%s,E06000001,2022/23,30\n' health.adult-obesity skills.achievements-19-plus
    }
    run --separate-stderr publish --area=Hartlepool < <(years)
    [ "$status" -eq 0 ]
    [[ "$output" == *"
  30.0% in 2022 to 2023
  Lower is better."* ]]
    [[ "$output" == *"
  30 per 100,000 people in 2022 to 2023 (academic year)
  Higher is better."* ]]
}

@test "flags are listed by what they ask of the reader" {
    cat >flags.csv <<'CSV'
metric,area_code,area_name,period,flag,kind,severity,themes,value,evidence,q_value,status
waste.recycling-rate,E06000001,Hartlepool,2022/23,bottom-quartile,concern,low,,10,test=bottom-quartile q1=25 median=40 n=5 missing=1 group=class:unitary method=quartile period=2022/23,,
waste.recycling-rate,E06000001,Hartlepool,2022/23,persistent-bottom-quartile,concern,medium,,10,test=persistent-bottom-quartile q1=25 periods=2020/21+2021/22+2022/23 median=40 n=5 missing=1 group=class:unitary method=quartile period=2022/23,,
waste.recycling-rate,E06000001,Hartlepool,2022/23,best-in-class,celebrate,low,,10,test=best-in-class rank=1 ranked=61 n=5 group=class:unitary,,new
waste.recycling-rate,E06000001,Hartlepool,2022/23,implausible,data,high,,10,"test=implausible mads=-8 median=40 n=13 missing=2 group=""nearest:15""",,
waste.recycling-rate,E06000001,Hartlepool,2020/21,bottom-quartile,concern,low,,10,test=bottom-quartile q1=25,,
waste.recycling-rate,E06000002,Middlesbrough,2022/23,outlier,concern,low,,20,test=outlier q1=25,,
CSV
    run --separate-stderr publish -q --area=Hartlepool --flags=flags.csv < <(ranked)
    [ "$status" -eq 0 ]
    [[ $output == *"
Worth celebrating
-----------------

- Household waste recycling rate, 2022 to 2023: 10.0% is the best of 61 ranked
  together. New.

Worth a look
------------

- Household waste recycling rate, 2022 to 2023: 10.0% is worse than the lower
  quartile of 5 unitary authorities, 25.0%; its figure was on that side in each
  of 2020 to 2021, 2021 to 2022 and 2022 to 2023.

Check the data
--------------

- Household waste recycling rate, 2022 to 2023: 10.0% is so far below the median
  of 13 of its 15 nearest neighbours, 40.0%, that the figure itself wants a
  look: 8.0 median absolute deviations from it.

1 flag on other figures or periods is not listed.
"* ]]
}

@test "a flag is worded by its test, whatever its rule is called" {
    cat >flags.csv <<'CSV'
metric,area_code,period,flag,kind,value,evidence,status
waste.recycling-rate,E06000001,2022/23,outlier,data,,test=no-return median=40 n=5 missing=1 group=class:unitary,
waste.recycling-rate,E06000001,2022/23,slow,concern,10,test=bottom-quartile q1=25 n=5 missing=1 group=class:unitary,
waste.recycling-rate,E06000001,2022/23,slow-for-years,concern,10,test=persistent-bottom-quartile q1=25 periods=2021/22+2022/23 n=5 missing=1 group=class:unitary,
CSV
    run --separate-stderr publish -q --area=Hartlepool --flags=flags.csv < <(ranked)
    [ "$status" -eq 0 ]
    [[ $output == *"
Worth a look
------------

- Household waste recycling rate, 2022 to 2023: 10.0% is worse than the lower
  quartile of 5 unitary authorities, 25.0%; its figure was on that side in each
  of 2021 to 2022 and 2022 to 2023.

Check the data
--------------

- Household waste recycling rate, 2022 to 2023: no figure, while 5 unitary
  authorities have one.
"* ]]
}

@test "a flag whose evidence names no known test is told by its rule" {
    cat >flags.csv <<'CSV'
metric,area_code,period,flag,kind,value,evidence,status
waste.recycling-rate,E06000001,2022/23,no-return,concern,,,
waste.recycling-rate,E06000001,2022/23,outlier,concern,10,median=40 n=5 missing=1 group=class:unitary,
waste.recycling-rate,E06000001,2022/23,quick,concern,10,test=quickness,
CSV
    run --separate-stderr publish -q --area=Hartlepool --flags=flags.csv < <(ranked)
    [ "$status" -eq 0 ]
    [[ $output == *"
- Household waste recycling rate, 2022 to 2023: no figure is flagged by the rule
  \"no-return\".
- Household waste recycling rate, 2022 to 2023: 10.0% is flagged by the rule
  \"outlier\"; the median of 5 unitary authorities is 40.0%.
- Household waste recycling rate, 2022 to 2023: 10.0% is flagged by the rule
  \"quick\".
"* ]]
}

@test "a persistent flag that is cleared does not stand for today's" {
    cat >flags.csv <<'CSV'
metric,area_code,period,flag,kind,value,evidence,status
waste.recycling-rate,E06000001,2022/23,bottom-quartile,concern,10,test=bottom-quartile q1=25 group=class:unitary,
waste.recycling-rate,E06000001,2022/23,persistent-bottom-quartile,concern,10,test=persistent-bottom-quartile q1=25 periods=2021/22+2022/23 group=class:unitary,cleared
CSV
    run --separate-stderr publish -q --area=Hartlepool --flags=flags.csv < <(ranked)
    [[ $output == *"
Worth a look
------------

- Household waste recycling rate, 2022 to 2023: 10.0% is worse than the lower
  quartile of unitary authorities, 25.0%.

No longer flagged
"* ]]
}

@test "a quartile that is passed is named with its figure" {
    cat >flags.csv <<'CSV'
metric,area_code,area_name,period,flag,kind,severity,themes,value,evidence,q_value,status
waste.residual-household-waste,E06000001,Hartlepool,2021/22,bottom-quartile,concern,low,,1580.27,test=bottom-quartile q3=640.04 median=500 n=5 missing=1 group=class:unitary,,
waste.recycling-rate,E06000001,Hartlepool,2022/23,bottom-quartile,concern,low,,10,test=bottom-quartile group=class:unitary,,
CSV
    run --separate-stderr publish -q --area=Hartlepool --flags=flags.csv < <(ranked)
    [[ $output == *"
- Residual household waste, 2021 to 2022: 1,580.3 is worse than the upper
  quartile of 5 unitary authorities, 640.0."* ]]
    [[ $output == *"
- Household waste recycling rate, 2022 to 2023: 10.0% is worse than the worse
  quartile of unitary authorities."* ]]
}

@test "a metric without caveats has none on the page" {
    mkdir definitions
    sed -E '/^ *caveats:/,/^ *[a-z_]+:/{/^ *caveats:/d;/^ *[a-z_]+:/!d}' \
        "$data/metrics/waste-management.yaml" >definitions/plain.yaml
    run --separate-stderr publish -q --area=Hartlepool --definitions=definitions < <(compared)
    [ "$status" -eq 0 ]
    [[ $output == *"Household waste recycling rate"* ]]
    [[ $output != *"Bear in mind"* ]]
}

@test "a flag that cannot be read is refused by name" {
    printf '%s\n' metric,area_code,period,flag,kind,value,evidence,status \
        waste.recycling,E06000001,2022/23,outlier,concern,1,, \
        waste.recycling-rate,E99999999,2022/23,outlier,concern,1,, >flags.csv
    run --separate-stderr publish -q --area=Hartlepool --flags=flags.csv < <(ranked)
    [ "$status" -eq 1 ]
    says <<'END'
oflog-publish: flags.csv:2:1: 'waste.recycling' is not a known metric
oflog-publish: flags.csv:3:2: 'E99999999' is not the code of a known area
END
}

@test "a flag file without its columns is an error" {
    echo metric,area_code >flags.csv
    run --separate-stderr publish -q --area=Hartlepool --flags=flags.csv < <(ranked)
    [ "$status" -eq 2 ]
    [ -z "$output" ]
}

@test "several councils have a page each, one council one" {
    run --separate-stderr publish -q --area=Hartlepool --area=Darlington \
        --area=E06000001 < <(ranked)
    [ "$(grep -c '^Where the numbers come from$' <<<"$output")" -eq 2 ]
    [[ $output == Hartlepool*"
Darlington
==========
"* ]]
}

@test "without a row of a council there is no page, and councils near it are named" {
    run --separate-stderr publish --area=Leeds --area=Hartlepool < <(ranked)
    [ "$status" -eq 2 ] && [ "$output" = "" ]
    [ "$stderr" = "oflog-publish: the table has no row of Leeds (E08000035) to show" ]
    run --separate-stderr publish --area=Gateshead --area=Cumbria --area=Hartlepol <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000064,2023/24,20
waste.recycling-rate,E06000063,2023/24,30
waste.recycling-rate,E08000022,2023/24,40
waste.recycling-rate,E08000019,2023/24,40
CSV
    [ "$status" -eq 2 ]
    run --separate-stderr publish --area=Gateshead --area=Cumbria <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000064,2023/24,20
waste.recycling-rate,E06000063,2023/24,30
waste.recycling-rate,E08000022,2023/24,40
waste.recycling-rate,E08000019,2023/24,40
CSV
    [ "$status" -eq 2 ] && [ "$output" = "" ]
    says <<'END'
oflog-publish: the table has no row of Gateshead (E08000037) to show; like it in name or place, and with rows: North Tyneside (E08000022)
oflog-publish: the table has no row of Cumbria (E10000006) to show; like it in name or place, and with rows: Cumberland (E06000063) and Westmorland and Furness (E06000064)
END
}

@test "a period in which a council has no row is no page either" {
    run --separate-stderr publish --area=Hartlepool --period=2010/11 < <(ranked)
    [ "$status" -eq 2 ] && [ "$output" = "" ]
    says <<<"oflog-publish: the table has no row of Hartlepool (E06000001) in 2010/11; its rows there are of 2021/22 to 2022/23"
}

@test "a metric that is a draft is on no page, and is only noted elsewhere" {
    cat >metrics.yaml <<'YAML'
# to complete
- id: draft.homes
  label: Homes
  service: unknown
  kind: score
  unit: unknown
  polarity: high
  year: financial
  applies_to: [unitary]
  source: {publisher: unknown, title: unknown, licence: unknown}
  status: draft
YAML
    { echo metric,area_code,period,value
      for i in {1..7}; do echo draft.homes,E0600000$i,2022/23,$((i * i)); done; } >homes.csv
    run --separate-stderr oflog-compare --definitions=metrics.yaml --output=compared.csv homes.csv
    says <<'END'
oflog-compare: 1 definition is not complete, as 'draft.homes' (metrics.yaml:2:3): its unit and kind are guesses, and neither end counts as better; complete it and take 'status: draft' out
oflog-compare: 7 rows in = 7 out + 0 refused
END
    [ "$(oflog-compare -q --definitions=metrics.yaml homes.csv | grep -cE 'better|worse')" -eq 0 ]
    run --separate-stderr oflog-publish --definitions=metrics.yaml --area=Hartlepool compared.csv
    [ "$status" -eq 2 ] && [ "$output" = "" ]
    says <<'END'
oflog-publish: metrics.yaml:2:3: 'draft.homes' is a draft, which no page shows: complete its service, kind, unit, polarity, year, applies_to and source, then take 'status: draft' out
END
    sed -i '/status:/d' metrics.yaml
    run --separate-stderr oflog-publish --definitions=metrics.yaml --area=Hartlepool compared.csv
    [ "$status" -eq 2 ]
    [ "${stderr_lines[0]}" = "oflog-publish: metrics.yaml:4:12: 'service' is 'unknown', which only a draft may say (status: draft)" ]
    sed -i 's/unknown/bins/g' metrics.yaml
    oflog-publish -q --definitions=metrics.yaml --area=Hartlepool compared.csv | grep -q Homes
}

@test "without --area it is said what is missing" {
    run --separate-stderr publish < <(ranked)
    [ "$status" -eq 2 ]
    [ "$stderr" = "oflog-publish: --area=AREA or --metric=ID is needed: whose comparison is to be shown (try 'oflog-publish --help')" ]
}

@test "a format that is not known is named with those that are" {
    run --separate-stderr publish --format=pdf --area=Hartlepool </dev/null
    [ "$status" -eq 2 ]
    [[ $stderr = "oflog-publish: --format: unknown word 'pdf'; expected one of: text, "* ]]
}

@test "a page of HTML is of one area or metric" {
    run --separate-stderr publish --format=html --area=Hartlepool --area=Darlington </dev/null
    [ "$status" -eq 2 ]
    [ "$stderr" = "oflog-publish: --format=html: a page is of one area or metric; --format=site makes one of each (try 'oflog-publish --help')" ]
}

# What each format says of what the council itself says, by those that wrote it to do harm.
hostile_notes() {
    long=$(head -c 10000 /dev/zero | tr '\0' w)
    {
        echo metric,area_code,period,text,author,date
        printf '%s,%s\n' waste.recycling-rate,E06000001,2022/23 \
            '"<script>alert(1)</script> & ""quoted"" javascript:alert(2)",A <b>,2024-05-31' \
            waste.recycling-rate,Hartlepool,2022/23 \
            $'"one\n\u202ereversed\u202c \e[31mred\e[0m \u009b32m","",2024-06-01' \
            waste.recycling-rate,Hartlepool,2022/23 "$long,[x](javascript:1) | ~b~,2024-06-02"
    } >notes.csv
}

@test "a note is printed with its figure, and as text in every format" {
    hostile_notes
    ranked >ranked.csv
    for format in text markdown html; do
        publish -q --format=$format --area=Hartlepool --notes=notes.csv -o $format ranked.csv
        # Nothing that steers a terminal, and nothing that turns the direction of writing.
        [ "$(tr -d '\n\t -~\200-\377' <$format | wc -c)" -eq 0 ]
        run ! grep -q $'\u202e\|\u009b' $format
        [ "$(grep -o 'w\{10000\}' $format | wc -l)" -eq 1 ]
    done
    grep -q "10.0% (council's note)  worse$" text
    tr -s '\n ' ' ' <text | grep -qF 'What Hartlepool says of this figure (A <b>, 31 May 2024): <script>alert(1)</script> & "quoted" javascript:alert(2) '
    grep -qF '\<script\>alert(1)\</script\> \& "quoted" javascript:alert(2)' markdown
    grep -qF '&lt;script&gt;alert(1)&lt;/script&gt; &amp; ' html
    [ "$(grep -c '<script' html)" -eq 1 ] # ours
    run ! grep -q 'href="javascript' html
    run ! grep -q '[^\\]\](javascript' markdown
}

@test "a council's name that harms is text in every format, in a site and on a chart" {
    cp -R "$data" hostile && chmod -R u+w hostile
    name=$'"=<script>alert(1)</script>&""\' \xe2\x80\xae ](javascript:x) |"'
    awk -v name="$name" 'BEGIN { FS = OFS = "," } $1 == "E06000001" { $3 = name } 1' \
        "$data/areas.csv" >hostile/areas.csv
    # Where a cell has a name too, that is not the one shown.
    ranked | sed 's/,Hartlepool,/,,/' >ranked.csv
    named() {
        oflog-publish -q --data-dir=hostile "$@" ranked.csv
    }
    for format in text markdown html xlsx; do
        named --format=$format --area=E06000001 -o named.$format
    done
    named --chart=strip --area=E06000001 --metric=waste.recycling-rate >named.svg
    named --format=site -o site
    find site -name '*.html' >pages
    mkdir sheets && (cd sheets && bsdtar -xf ../named.xlsx)
    # It is there, and nothing of it is more than text.
    grep -qF '=<script>alert(1)</script>&' named.text
    grep -qF '=\<script\>alert(1)\</script\>\&' named.markdown
    grep -qF '=&lt;script&gt;alert(1)&lt;/script&gt;&amp;' named.html
    grep -qF '=&lt;script&gt;alert(1)&lt;/script&gt;&amp;' named.svg
    grep -qF '=&lt;script&gt;alert(1)&lt;/script&gt;&amp;' site/index.html
    grep -qF '=&lt;script&gt;alert(1)&lt;/script&gt;&amp;' sheets/xl/sharedStrings.xml
    run ! grep -F '<script>alert' named.markdown named.html named.svg
    run ! xargs grep -F '<script>alert' <pages
    run ! xargs grep -F 'href="javascript' named.html <pages
    run ! grep '[^\\]\](javascript' named.markdown
    run ! grep -rF '<f>' sheets
    run ! env LC_ALL=C grep -F $'\xe2\x80\xae' named.text named.markdown named.html named.svg
    run ! env LC_ALL=C xargs grep -F $'\xe2\x80\xae' <pages
}

@test "names that harm are text in every format" {
    mkdir definitions
    sed -E 's|label: Household waste recycling rate|label: "<img src=x onerror=alert(1)> \& \\"r\\" =1+1"|' \
        "$data/metrics/waste-management.yaml" >definitions/waste.yaml
    compared --definitions=definitions --as='<i>' >t.csv
    for format in markdown html; do
        publish -q --format=$format --definitions=definitions --area=Hartlepool -o $format t.csv
        run ! grep -qiE '(^|[^\\])<img' $format
    done
    grep -qF '&lt;img src=x onerror=alert(1)&gt; &amp; ' html
}

@test "a note of something unknown, without words or a day is refused by name" {
    cat >notes.csv <<'CSV'
metric,area_code,period,text,author,date
waste.recycling,E06000001,2022/23,a,b,2024-05-31
waste.recycling-rate,Atlantis,2022/23,a,b,2024-05-31
waste.recycling-rate,E06000001,2022-23,a,b,2024-05-31
waste.recycling-rate,E06000001,2022/23, ,b,2024-05-31
waste.recycling-rate,E06000001,2022/23,a,b,31/05/2024
waste.recycling-rate,E06000001,2022/23,a,b
CSV
    run --separate-stderr publish -q --area=Hartlepool --notes=notes.csv < <(ranked)
    [ "$status" -eq 1 ]
    says <<'END'
oflog-publish: notes.csv:2:1: 'waste.recycling' is not a known metric
oflog-publish: notes.csv:3:2: 'Atlantis' is not a known area
oflog-publish: notes.csv:4:3: '2022-23' is not a period
oflog-publish: notes.csv:5:4: ' ' is neither a text nor a day (2024-05-31)
oflog-publish: notes.csv:6:6: '31/05/2024' is neither a text nor a day (2024-05-31)
oflog-publish: notes.csv:7: 5 cells stand here; the header has 6
END
    [[ "$output" != *"council's note"* ]]
    echo metric,area_code,period,text,author >notes.csv
    run --separate-stderr publish -q --area=Hartlepool --notes=notes.csv < <(ranked)
    [ "$status" -eq 2 ]
    says <<<"oflog-publish: notes.csv:1: there is no column 'date'"
}

@test "who to learn from is named with the evidence, nearest first" {
    {
        echo metric,area_code,period,value
        for year in 2017/18 2018/19 2019/20 2020/21 2021/22 2022/23; do
            echo waste.recycling-rate,E06000001,$year,20
            echo waste.recycling-rate,E06000002,$year,$((20 + 4 * (${year:2:2} - 17)))
        done
        printf 'waste.recycling-rate,E0600000%d,2022/23,%d\n' 3 41 4 22 5 24 6 21
    } >values.csv
    { echo area_code,peer_code; printf 'E06000001,E0600000%d\n' 4 2 3 5 6; } >peers.csv
    oflog-compare -q --peers=nearest:peers.csv -o compared.csv values.csv
    oflog-learn -q --peers=peers.csv -o learn.csv compared.csv
    run --separate-stderr publish -q --area=Hartlepool --learn=learn.csv --neighbours=peers.csv \
        --width=300 compared.csv
    [ "$status" -eq 0 ]
    [[ "$output" == *"
Household waste recycling rate: Hartlepool has 20.0%
  - Middlesbrough started where Hartlepool is now and improved: 24.0% in 2018 to 2019, 40.0% in 2022 to 2023; it has published 4 figures since, none of them worse than at the start (2nd on the list of similar councils).
  - Also clearly better in 2022 to 2023, nearest first: Redcar and Cleveland (41.0%).

"* ]]
    [[ "$output" == *"
Nearest neighbours
  Nearest first, by the list of neighbours given.
  - Stockton-on-Tees
  - Middlesbrough
  - Redcar and Cleveland
  - Darlington
  - Halton

"* ]]
    # Nobody is better than the best.
    oflog-learn -q --peers=peers.csv --area=E06000003 -o none.csv compared.csv
    run --separate-stderr publish -q --area=Hartlepool --learn=none.csv --width=200 compared.csv
    [[ "$output" == *"
Of the councils listed as similar, none was shown to do clearly better on a measure of this page that has a better end.
"* ]]
    sed -i 's/,improved,/,else,/' learn.csv
    run --separate-stderr publish -q --area=Hartlepool --learn=learn.csv compared.csv
    [ "$status" -eq 1 ]
    [[ "$stderr" == "oflog-publish: learn.csv:"*":9: 'else' is nothing that oflog-learn writes here" ]]
}

@test "flags and lessons that say other figures than the table are of another edition" {
    {
        echo metric,area_code,period,value
        for year in 2017/18 2018/19 2019/20 2020/21 2021/22 2022/23; do
            echo waste.recycling-rate,E06000001,$year,20
            echo waste.recycling-rate,E06000002,$year,$((20 + 4 * (${year:2:2} - 17)))
        done
        printf 'waste.recycling-rate,E0600000%d,2022/23,%d\n' 3 41 4 22 5 24 6 21
    } >values.csv
    { echo area_code,peer_code; printf 'E06000001,E0600000%d\n' 4 2 3 5 6; } >peers.csv
    oflog-compare -q --peers=nearest:peers.csv -o compared.csv values.csv
    oflog-learn -q --peers=peers.csv -o learn.csv compared.csv
    oflog-flag -q --period=latest -o flags.csv compared.csv
    show() {
        run --separate-stderr publish -q --area=Hartlepool --learn=learn.csv --flags=flags.csv \
            --width=300 "$@" "$BATS_TEST_TMPDIR/table.csv"
    }
    cp compared.csv table.csv
    show
    [ "$status" -eq 0 ]
    [[ "$output" == *"Middlesbrough started where Hartlepool is now"* ]]
    [[ "$output" == *"Redcar and Cleveland (41.0%)"* ]]
    [[ "$output" == *": 20.0% is "* ]]
    # The peer's figure of today was revised: the other lesson stays.
    sed '/E06000002,2022.23/s/,40,/,39,/' compared.csv >table.csv
    show
    [ "$status" -eq 1 ]
    says <<'END'
oflog-publish: flags.csv: 2 rows are not shown: the table has other figures, as where one of the two is of another edition
oflog-publish: learn.csv: 1 row is not shown: the table has other figures, as where one of the two is of another edition
END
    [[ "$output" != *Middlesbrough\ started* ]]
    [[ "$output" == *"Redcar and Cleveland (41.0%)"* ]]
    # So was the one that it started from.
    sed '/E06000002,2018.19/s/,24,/,30,/' compared.csv >table.csv
    show
    [ "$status" -eq 1 ]
    [[ "$output" != *Middlesbrough\ started* ]]
    # The council's own is another, or withdrawn: neither a lesson nor a flag on it is left.
    for change in 's/,20,/,21,/' 's/,20,/,,/'; do
        sed "/E06000001,2022.23/$change" compared.csv >table.csv
        show
        [ "$status" -eq 1 ]
        [[ "$stderr" == *"learn.csv: 2 rows are not shown"* ]]
        [[ "$output" != *"Hartlepool has 20.0%"* ]]
        [[ "$output" != *": 20.0% is "* ]]
    done
    show --strict
    [ "$status" -eq 2 ]
    [ "$output" = "" ]
    # Of a peer that is not in the table nothing else is known.
    sed '/E0600000[23]/d' compared.csv >table.csv
    show
    [ "$status" -eq 0 ]
    [[ "$output" == *"Redcar and Cleveland (41.0%)"* ]]
}

@test "lines keep to the width, but for addresses" {
    for width in 40 60 132; do
        publish -q --area=Hartlepool --width=$width < <(ranked) | grep -v https: |
            LC_ALL=C sed 's/[\x80-\xbf]//g' |
            awk -v width=$width 'length($0) > width { print; bad = 1 } END { exit bad }'
    done
    run --separate-stderr publish --area=Hartlepool --width=39 </dev/null
    [ "$status" -eq 2 ]
}

@test "the order of the rows does not matter" {
    ranked >in.csv
    { head -1 in.csv && tail -n +2 in.csv | tac; } >reversed.csv
    publish -q --area=Hartlepool in.csv >a
    publish -q --area=Hartlepool reversed.csv >b
    cmp a b
}

@test "what strangers wrote cannot steer the terminal" {
    run --separate-stderr publish -q --area=Hartlepool < <(
        compared --as=peer | sed 's/class:unitary/class:\x1b[31mred/')
    [ "$status" -eq 0 ]
    [[ $output != *$'\x1b'* ]]
    [[ $output == *"?[31mred"* ]]
}

@test "a comparison that no tool wrote is refused by place" {
    run --separate-stderr publish -q --area=Middlesbrough < <(
        compared --as=peer | sed '/E06000002,2022/s/worse/bad/')
    [ "$status" -eq 1 ]
    [[ $stderr == *": nothing that oflog-compare or oflog-rank writes stands here" ]]
}

@test "a full disk is an error" {
    ranked >t.csv
    run --separate-stderr bash -c "oflog-publish --data-dir='$data' -q --area=Hartlepool t.csv >/dev/full" < /dev/null
    [ "$status" -eq 2 ]
}

@test "a share of fewer than thirty is said to be one, on pages and in tables" {
    shares() {
        echo metric,area_code,period,value,marker,numerator,denominator
        echo asc.short-term-services,E06000001,2022/23,80,,20,25
        echo asc.short-term-services,E06000002,2022/23,50,e,5,10
        for council in 3 4 5 6 7 8; do
            echo asc.short-term-services,E0600000$council,2022/23,7$council,,7$council,100
        done
    }
    shares | oflog-compare -q --data-dir="$data" --as=class >shares.csv
    run publish -q --area=E06000001 shares.csv
    [[ $output == *"
  80.0% in 2022 to 2023 (financial year)
  It is a share of 25 only: chance moves such a figure far.
"*"judged by how far chance alone
    may move such a count from what they make together: median"* ]]
    run publish -q --area=E06000002 shares.csv
    [[ $output == *"
  It is a share of 10 only: chance moves such a figure far.
"*"
  No verdict, since the figure is a share of fewer than 20."* ]]
    run publish -q --area=E06000003 shares.csv
    [[ $output != *"a share of"* ]]
    oflog-publish -q --format=site --data-dir="$data" -o site shares.csv
    grep -o '[Aa] share of [0-9]* only' site/metric/*/index.html >said
    [ "$(sort said | tr '\n' ';')" = 'A share of 25 only;a share of 10 only;' ]
}
