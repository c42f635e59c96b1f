# oflog-normalise: real terms.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
    {
        define spend currency financial '£ thousand'
        define hourly ratio financial 'pounds an hour'
        define share ratio financial percent
        define college currency academic '£'
        define fees currency calendar '£'
    } >metrics.yaml
    cat >index.csv <<'CSV'
period,value,edition
2021,93.5,June
2021-Q1,91,June
2021-Q2,93,June
2021-Q3,94,June
2021-Q4,96,June
2022-Q1,97,June
2022-Q2,98,June
2022-Q3,101,June
2022-Q4,104,June
2023-Q1,105,June
CSV
}

define() { # ID KIND YEAR UNIT
    cat <<END
- id: $1
  label: $1
  service: s
  kind: $2
  unit: $4
  polarity: low
  year: $3
  interval: none
  applies_to: [unitary]
  source: {publisher: P, title: T, licence: L}
END
}

normalise() {
    run --separate-stderr oflog-normalise -d metrics.yaml "$@"
}

@test "value, numerator and limits of money are put into the prices of the base" {
    normalise --real=2022/23 --deflator=index.csv <<'CSV'
metric,area_code,period,value,numerator,denominator,lower,upper
spend,E06000001,2021/22,190,,,95,380
spend,E06000001,2022/23,7.50,,,,
hourly,E06000001,2021/22,,950,50,,
share,E06000001,2021/22,12.5,,,10,20
CSV
    says <<'END'
oflog-normalise: prices of 2022/23, by index.csv, edition June
oflog-normalise: 1 empty value filled from its parts
oflog-normalise: 3 rows of money put into other prices
oflog-normalise: 4 rows in = 4 out + 0 refused
END
    # 102 / 95
    shows 0 <<'CSV'
metric,area_code,period,value,numerator,denominator,lower,upper,real_factor
spend,E06000001,2021/22,204,,,102,408,1.07368421052632
spend,E06000001,2022/23,7.5,,,,,1
hourly,E06000001,2021/22,20.4,1020,50,,,1.07368421052632
share,E06000001,2021/22,12.5,,,10,20,
CSV
}

@test "calendar and academic years have their own index" {
    normalise -q --real=2021 --deflator=index.csv <<'CSV'
metric,area_code,period,value
fees,E06000001,2021,10
fees,E06000001,2022-Q1,97
college,E06000001,2021/22,1164
CSV
    # (2 * 94 + 3 * 96 + 3 * 97 + 3 * 98 + 101) / 12 = 1162 / 12
    shows 0 value,real_factor <<'CSV'
value,real_factor
10,1
93.5,0.963917525773196
1123.93115318417,0.965576592082616
CSV
}

@test "money of a period without an index becomes x, never cash among real terms" {
    normalise --rebuild --real=2022/23 --deflator=index.csv <<'CSV'
metric,area_code,period,value,marker,numerator,denominator
spend,E06000001,2019/20,190,p,190,1
share,E06000001,2019/20,12.5,p,,
CSV
    says <<'END'
oflog-normalise: prices of 2022/23, by index.csv, edition June
oflog-normalise: 1 row of money before or after the deflator's periods; now x
oflog-normalise: 2 rows in = 2 out + 0 refused
END
    shows 0 <<'CSV'
metric,area_code,period,value,marker,numerator,denominator,published,real_factor
spend,E06000001,2019/20,,x,,1,190,
share,E06000001,2019/20,12.5,p,,,,
CSV
}

@test "what is no finite number in other prices is refused" {
    printf 'period,value\n2021,50\n2022,100\n' >small.csv
    normalise --real=2022 --deflator=small.csv <<'CSV'
metric,area_code,period,value,numerator,denominator,lower,upper
fees,E06000001,2021,1e308,,,,
fees,E06000002,2021,,1e308,2,,
fees,E06000003,2021,1,,,-1e308,5
fees,E06000004,2021,1e307,,,1,1e307
CSV
    says <<'END'
oflog-normalise: prices of 2022, by small.csv
oflog-normalise: <stdin>:2:4: in other prices this is no finite number
oflog-normalise: <stdin>:3:4: in other prices this is no finite number
oflog-normalise: <stdin>:4:4: in other prices this is no finite number
oflog-normalise: 1 empty value filled from its parts
oflog-normalise: 1 row of money put into other prices
oflog-normalise: most of the table was refused: it is not what it was taken for, and what comes out should not be relied on
oflog-normalise: 4 rows in = 1 out + 3 refused
END
    shows 1 area_code,value,upper <<<$'area_code,value,upper\nE06000004,2e+307,2e+307'
}

@test "an index so small or large that money would vanish is none" {
    for index in 1e-101 5e-324 1e101 1e308; do
        printf 'period,value\n2021,%s\n2022,100\n' $index >strange.csv
        normalise --real=2022 --deflator=strange.csv </dev/null
        [ "$status" -eq 2 ]
        [[ "$stderr" == *"strange.csv:2:2: '$index' is no index of prices: a number above 0, from 1e-100 to 1e100"* ]]
    done
}

@test "scores are of real values" {
    normalise -q --real=2022/23 --deflator=index.csv --score=min-max <<'CSV'
metric,area_code,period,value
spend,E06000001,2021/22,190
spend,E06000002,2021/22,95
spend,E06000003,2021/22,
CSV
    shows 0 value,score <<'CSV'
value,score
204,0
102,1
,
CSV
}

@test "without --deflator the installed one is used" {
    normalise --real=2023/24 <<'CSV'
metric,area_code,period,value
spend,E06000001,2023/24,10
spend,E06000001,2015/16,10
CSV
    [[ "${stderr%%$'\n'*}" == "oflog-normalise: prices of 2023/24, by "*"/gdp-deflator.csv, edition "* ]]
    [ "$status" -eq 0 ]
    [ "$(columns value <<<"$output" | awk 'NR == 2 { print } NR == 3 { print ($1 > 12.5 && $1 < 13.5) }')" = "10
1" ]
}

@test "mistakes in what is asked for" {
    normalise --real=2030/31 --deflator=index.csv </dev/null
    says <<<"oflog-normalise: index.csv: the deflator does not reach 2030/31"
    shows 2 </dev/null
    normalise --real=then </dev/null
    [ "$status" -eq 2 ]
    normalise --deflator=index.csv </dev/null
    [ "$status" -eq 2 ]
    normalise --real=2021 --deflator=nowhere.csv </dev/null
    [ "$status" -eq 2 ]
    echo period >bad.csv
    normalise --real=2021 --deflator=bad.csv </dev/null
    [ "$status" -eq 2 ]
}
