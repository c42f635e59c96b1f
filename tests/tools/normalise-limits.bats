# oflog-normalise: confidence limits.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
    {
        define share proportion wilson 100
        define cases rate byar 100000
        define tonnes proportion none 100
        define unsaid proportion '' 1
        define events count exact 1
        define money currency wilson 1
        define score score byar 1
    } >metrics.yaml
}

define() { # ID KIND INTERVAL PER
    cat <<END
- id: $1
  label: $1
  service: s
  kind: $2
  unit: u
${3:+  interval: $3
}  per: $4
  polarity: high
  year: financial
  applies_to: [unitary]
  source: {publisher: P, title: T, licence: L}
END
}

normalise() {
    run --separate-stderr oflog-normalise -d metrics.yaml "$@"
}

@test "empty limits are filled by the metric's method; published ones stay" {
    normalise <<'CSV'
metric,area_code,period,value,marker,numerator,denominator,lower,upper
share,E06000001,2022/23,,,0,10,,
share,E06000002,2022/23,20.0,,2,10,5.7,51.0
share,E06000003,2022/23,20.0,,2,10,5.7,
cases,E06000001,2022/23,,,3,43802,,
cases,E06000002,2022/23,57.6,,20,34745,,
tonnes,E06000001,2022/23,,,5,10,,
unsaid,E06000001,2022/23,,,5,10,,
events,E06000001,2022/23,2,,,,,
money,E06000001,2022/23,,,5,10,,
score,E06000001,2022/23,,,5,10,,
CSV
    says <<'END'
oflog-normalise: 6 empty values filled from their parts
oflog-normalise: 4 rows given limits, 95%: what chance alone may have moved, were these cases some of many alike
oflog-normalise: 10 rows in = 10 out + 0 refused
END
    shows 0 metric,area_code,value,lower,upper <<'CSV'
metric,area_code,value,lower,upper
share,E06000001,0,0,27.7532799862889
share,E06000002,20.0,5.7,51.0
share,E06000003,20.0,5.7,
cases,E06000001,6.84900232866079,1.4124289367965,20.0156912235567
cases,E06000002,57.6,35.1458593607021,88.9045340889252
tonnes,E06000001,50,,
unsaid,E06000001,0.5,,
events,E06000001,2,0.242209278543965,7.22468766772396
money,E06000001,0.5,,
score,E06000001,0.5,,
CSV
}

@test "no value, a withheld one, or one that its parts do not give has no limits" {
    normalise <<'CSV'
metric,area_code,period,value,marker,numerator,denominator,lower,upper
share,E06000001,2022/23,,c,2,10,,
share,E06000002,2022/23,30.0,,2,10,,
share,E06000003,2022/23,20.0,,,10,,
share,E06000004,2022/23,20.0,p,2,10,,
CSV
    says <<'END'
oflog-normalise: <stdin>:3:4: the published value 30.0 differs from its parts, which give 20
oflog-normalise: 1 row given limits, 95%: what chance alone may have moved, were these cases some of many alike
oflog-normalise: 4 rows in = 4 out + 0 refused
END
    shows 0 value,lower,upper <<'CSV'
value,lower,upper
,,
30.0,,
20.0,,
20.0,5.66821514543753,50.9837528463358
CSV
}

@test "--interval adds the columns where they are wanting, and does not overrule none" {
    normalise --interval=exact --confidence=0.998 --rebuild <<'CSV'
metric,area_code,period,value,numerator,denominator
share,E06000001,2022/23,,1,25
unsaid,E06000001,2022/23,,1,2
cases,E06000001,2022/23,1,1,100000
tonnes,E06000001,2022/23,,5,10
score,E06000001,2022/23,,5,10
CSV
    says <<'END'
oflog-normalise: 4 empty values filled from their parts
oflog-normalise: 3 rows given limits, 99.8%: what chance alone may have moved, were these cases some of many alike
oflog-normalise: 2 rows without limits: their metric is not of a kind that --interval is for, or says none
oflog-normalise: 5 rows in = 5 out + 0 refused
END
    shows 0 <<'CSV'
metric,area_code,period,value,numerator,denominator,lower,upper,published
share,E06000001,2022/23,4,1,25,0.00400192125532899,31.421703296038,
unsaid,E06000001,2022/23,0.5,1,2,0.00050012506253909,0.999499874937461,
cases,E06000001,2022/23,1,1,100000,0.00100050033358353,9.23341347645158,1
tonnes,E06000001,2022/23,50,5,10,,,
score,E06000001,2022/23,0.5,5,10,,,
CSV
}

@test "--interval=none leaves limits as they are" {
    normalise -q --interval=none <<'CSV'
metric,area_code,period,value,numerator,denominator,lower,upper
share,E06000001,2022/23,10.0,1,10,,
CSV
    shows 0 <<'CSV'
metric,area_code,period,value,numerator,denominator,lower,upper
share,E06000001,2022/23,10.0,1,10,,
CSV
}

@test "what no method can take is counted, never a number that is none" {
    normalise --interval=exact --confidence=0.95 <<'CSV'
metric,area_code,period,value,numerator,denominator,lower,upper
share,E06000001,2022/23,,2.5,10,,
share,E06000002,2022/23,,0,0,,
share,E06000003,2022/23,7.0,,,,
share,E06000004,2022/23,,0,1,,
share,E06000005,2022/23,,1,1,,
share,E06000006,2022/23,50.0,0,0,,
cases,E06000007,2022/23,,-1,10,,
share,E06000007,2022/23,,11,10,,
CSV
    says <<'END'
oflog-normalise: <stdin>:8:5: the numerator is negative
oflog-normalise: <stdin>:9:5: the numerator of a proportion is above its denominator
oflog-normalise: 3 empty values filled from their parts
oflog-normalise: 2 rows have no denominator above 0 and keep the value they have
oflog-normalise: 2 rows given limits, 95%: what chance alone may have moved, were these cases some of many alike
oflog-normalise: 1 row without limits: the denominator is not above 0
oflog-normalise: 1 row without limits: exact ones are for whole numbers up to 1e12
oflog-normalise: 8 rows in = 6 out + 2 refused
END
    shows 1 area_code,value,lower,upper <<'CSV'
area_code,value,lower,upper
E06000001,25,,
E06000002,,,
E06000003,7.0,,
E06000004,0,0,97.5
E06000005,100,2.5,100
E06000006,50.0,,
CSV
}

@test "levels other than between 0 and 1 are mistakes" {
    for level in 0 1 95 -0.5 x ''; do
        normalise --confidence="$level" </dev/null
        [ "$status" -eq 2 ]
        [ "$stderr" = "oflog-normalise: --confidence: '$level' is no level above 0 and below 1, such as 0.95 (try 'oflog-normalise --help')" ]
    done
    normalise --interval=bayes </dev/null
    [ "$status" -eq 2 ]
}

@test "made twice is made once" {
    printf '%s\n' metric,area_code,period,value,numerator,denominator \
        share,E06000001,2022/23,,1,3 cases,E06000001,2022/23,,7,333 >table.csv
    oflog-normalise -q -d metrics.yaml --confidence=0.9 table.csv >once.csv
    oflog-normalise -q -d metrics.yaml --confidence=0.9 once.csv | diff - once.csv
}

@test "money has no limits, whatever its kind and whatever is asked for" {
    for kind in ratio rate proportion; do
        { define hourly "$kind" byar 1; define fees "$kind" wilson 1; } |
            sed 's/unit: u/unit: £ an hour/' >money.yaml
        for how in --confidence=0.95 --interval=wilson --interval=exact; do
            run --separate-stderr oflog-normalise -q -d money.yaml $how <<'CSV'
metric,area_code,period,value,numerator,denominator,lower,upper
hourly,E06000001,2022/23,,950,5000,,
fees,E06000001,2022/23,,950,5000,,
CSV
            shows 0 value,lower,upper <<<$'value,lower,upper\n0.19,,\n0.19,,'
        done
    done
}

@test "limits of the largest numbers stand in order, or there are none" {
    normalise -q <<'CSV'
metric,area_code,period,value,numerator,denominator,lower,upper
share,E06000001,2022/23,,99.5,1e308,,
share,E06000002,2022/23,,1e16,1.7e308,,
share,E06000003,2022/23,,1.6e308,1.7e308,,
CSV
    shows 0 <<'CSV'
metric,area_code,period,value,numerator,denominator,lower,upper
share,E06000001,2022/23,9.95e-305,99.5,1e308,8.17760264569594e-305,1.21065432363735e-304
share,E06000002,2022/23,5.88235294117647e-291,1e16,1.7e308,5.88235282588447e-291,5.88235305646847e-291
share,E06000003,2022/23,94.1176470588235,1.6e308,1.7e308,,
CSV
}
