# oflog-progress: how far each area has come.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
}

# metric,area_code,period,value of one metric; each line "CODE VALUE OF EACH YEAR FROM 2018/19 ON".
table() { # METRIC
    awk -v metric="$1" 'BEGIN { print "metric,area_code,period,value" }
        { for (i = 2; i <= NF; i++)
              if ($i != "-")
                  printf "%s,%s,%d/%d,%s\n", metric, $1, 2016 + i, 17 + i, $i }'
}

@test "a body that began in between starts from the last figure before, the others from their first" {
    # York and North Yorkshire began in February 2024, the East Midlands in the same month.
    table skills.achievements-19-plus >table.csv <<'END'
E47000012 - - - - 3000 3100 3400
E47000001 2000 2100 2200 2300 2400 2500 2600
END
    [ "$(oflog-progress -q table.csv | grep -c ^skills.*E47000012)" -eq 2 ]
    run --separate-stderr oflog-progress --period=2024/25 table.csv
    says <<'END'
oflog-progress: 10 rows in = 2 out + 0 refused + 8 left out on request
END
    shows 0 area_name,began,from_period,from_is,from_value,period,value,change,basis <<'CSV'
area_name,began,from_period,from_is,from_value,period,value,change,basis
York and North Yorkshire,2024-02-01,2022/23,last-before,3000,2024/25,3400,400,no-limits
Greater Manchester,2011-04-01,2018/19,first-figure,2000,2024/25,2600,600,no-limits
CSV
}

@test "--since starts all from one period; who has none of it has no row" {
    table waste.recycling-rate >table.csv <<'END'
E06000001 10 20 30
E06000002 - 40 35
E06000003 - - 50
END
    run --separate-stderr oflog-progress -q --since=2019/20 --period=latest table.csv
    shows 0 area_code,from_period,from_is,change <<'CSV'
area_code,from_period,from_is,change
E06000001,2019/20,asked,10
E06000002,2019/20,asked,-5
CSV
    run --separate-stderr oflog-progress --since=2019-20 table.csv
    [[ "$status $stderr" == "2 oflog-progress: --since: '2019-20' is neither start nor a period"* ]]
}

@test "the change has limits where both figures do, and is judged by them" {
    run --separate-stderr oflog-progress -q <<'CSV'
metric,area_code,period,value,lower,upper
waste.residual-household-waste,E06000001,2018/19,500,490,510
waste.residual-household-waste,E06000001,2019/20,480,470,490
waste.residual-household-waste,E06000002,2018/19,500,490,510
waste.residual-household-waste,E06000002,2019/20,490,480,500
waste.residual-household-waste,E06000003,2018/19,500,,
waste.residual-household-waste,E06000003,2019/20,480,470,490
CSV
    # 10 and 10 make sqrt(200) = 14.1; less waste is better.
    shows 0 area_code,change,change_lower,change_upper,verdict,basis <<'CSV'
area_code,change,change_lower,change_upper,verdict,basis
E06000001,-20,-34.142135623731,-5.85786437626905,better,limits
E06000002,-10,-24.142135623731,4.14213562373095,similar,limits
E06000003,-20,,,,no-limits
CSV
}

@test "beside the changes of the others of the class, over the same two periods" {
    # The others of the first came by 1 2 3 4 5: median 3, MAD 1; those of classes of their own do not count.
    table waste.recycling-rate >table.csv <<'END'
E06000001 10 15
E06000002 10 11
E06000003 10 12
E06000004 10 13
E06000005 10 14
E06000006 10 15
E07000004 10 90
E08000001 - 90
END
    run --separate-stderr oflog-progress -q table.csv
    shows 0 area_code,change,others_n,others_median,others_mads,more_than_others <<'CSV'
area_code,change,others_n,others_median,others_mads,more_than_others
E06000001,5,5,3,2,better
E06000002,1,5,4,-3,worse
E06000003,2,5,4,-2,worse
E06000004,3,5,4,-1,similar
E06000005,4,5,3,0.5,similar
E06000006,5,5,3,2,better
E07000004,80,0,,,
CSV
}

@test "a neutral metric goes higher or lower, a target nearer, and no change is no more than the others'" {
    cat >target.yaml <<'YAML'
- id: target
  label: A target
  service: s
  kind: score
  unit: points
  polarity: {target: 50}
  year: financial
  applies_to: [unitary]
  source: {publisher: P, title: T, licence: OGL-3.0}
YAML
    table target >table.csv <<'END'
E06000001 40 55
E06000002 40 41
E06000003 40 42
E06000004 40 43
E06000005 40 44
E06000006 60 65
END
    run --separate-stderr oflog-progress -q -d target.yaml --area=E06000001 table.csv
    # Nearer by 5; the others by 1 2 3 4 and -5: median 2, MAD 1.
    shows 0 change,others_median,others_mads,more_than_others <<'CSV'
change,others_median,others_mads,more_than_others
15,2,3,better
CSV
    table asc.workforce-turnover >table.csv <<'END'
E06000001 40 30
E06000002 40 40
E06000003 40 40
E06000004 40 40
E06000005 40 40
E06000006 40 40
END
    run --separate-stderr oflog-progress -q --area=E06000001 table.csv
    shows 0 change,others_n,others_median,others_mads,more_than_others <<'CSV'
change,others_n,others_median,others_mads,more_than_others
-10,5,0,,
CSV
}
