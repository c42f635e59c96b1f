# Nearest neighbours from published characteristics, beside the lists of the Office for National
# Statistics. They are not part of the source: see tests/published.bash.
bats_require_minimum_version 1.5.0
load published

setup() {
    cd "$BATS_TEST_TMPDIR"
}

observe() { # FILE RECIPE NAME
    need "$1"
    ingest "$2"
    mv observed.csv "$3.csv"
}

# People, density, the shares aged 65 or over and under 18, gigabit coverage, obesity and
# qualifications of each council of 2018, a row each.
characteristics() {
    observe ons-population/ukmidyearestimates20182019ladcodes-MYE_5.csv ons-population-mye5-density density
    observe ons-population/ukmidyearestimates20182019ladcodes-MYE2-All.csv ons-population-mye2 ages
    observe ons-els/gigabit-capable-broadband.csv ons-gigabit-coverage gigabit
    observe ons-els/adult-obesity-prevalence.csv ons-adult-obesity obesity
    observe ons-els/qualifications-level-3-or-above.csv ons-level-3-or-above level3
    for name in density ages gigabit obesity level3; do
        tabs "$name.csv"
    done | awk -F'\t' '
        $5 == "" || $2 !~ /^E0/ || ($1 == "population.density" && $4 != 2018) { next }
        $1 == "population.persons" { councils[$2] }
        { value[$1, $2] = $5 }
        END { print "area_code,persons,density,old,young,gigabit,obesity,level3"
              for (c in councils)
                  print c "," value["population.persons", c] "," value["population.density", c] "," \
                      value["population.aged-65-plus", c] / value["population.persons", c] "," \
                      value["population.aged-0-17", c] / value["population.persons", c] "," \
                      value["economy.gigabit-coverage", c] "," value["health.adult-obesity", c] "," \
                      value["skills.level-3-or-above", c] }'
}

@test "seven characteristics find a fifth of the nearest fifteen of the ONS, four times what chance does" {
    characteristics >wide.csv
    need ons-nearest-neighbours/global-neighbours.csv
    oflog-peers -q --wide --within=level --output=peers.csv wide.csv
    run awk -F'\t' '
        which == "wide" { councils[$1]; n++; next }
        which == "peers" { mine[$1, $3]; next }
        { k = found = 0
          for (i = 2; i <= NF && k < 15; i++)
              if ($i in councils) { k++; found += ($1, $i) in mine }
          if ($1 in councils && k >= 10) { share += found / k; lists++ } }
        END { printf "%d lists, %.2f in common, %.2f by chance\n", lists, share / lists, 15 / n }' \
        which=wide <(sed 1d wide.csv | tr , '\t') which=peers <(tabs peers.csv) \
        which=ons <(tabs "$published")
    [ "$output" = "286 lists, 0.21 in common, 0.05 by chance" ]
}
