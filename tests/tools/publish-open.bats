# oflog-publish: the rows as open data, for programs.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    data=$BATS_TEST_DIRNAME/../../data
    cd "$BATS_TEST_TMPDIR"
}

# A financial and an academic year, a quarter; a figure withheld; a column of somebody else's.
rows() {
    cat <<'CSV'
metric,area_code,period,value,marker,remark
waste.recycling-rate,E06000001,2022/23,30.10,r,"a ""b"", c"
waste.recycling-rate,E06000007,2022/23,,c,
skills.apprenticeship-achievements,E06000001,2021/22,+5,,=1+1
planning.major-in-time,E06000001,2022-Q3,88,,
CSV
}

publish() {
    oflog-publish --data-dir="$data" "$@"
}

@test "csv has every cell as it stood, and what one would have to look up" {
    run --separate-stderr publish --format=csv < <(rows)
    says <<'END'
oflog-publish: 4 rows in = 4 out + 0 refused
END
    shows 0 <<'END'
metric,area_code,period,value,marker,remark,metric_label,unit,area_class,period_start,period_end,publisher,licence,area_name
waste.recycling-rate,E06000001,2022/23,30.10,r,"a ""b"", c",Household waste recycling rate,percent,unitary,2022-04-01,2023-03-31,Defra,Open Government Licence v3.0,Hartlepool
waste.recycling-rate,E06000007,2022/23,,c,,Household waste recycling rate,percent,unitary,2022-04-01,2023-03-31,Defra,Open Government Licence v3.0,Warrington
skills.apprenticeship-achievements,E06000001,2021/22,+5,,=1+1,Apprenticeships completed,"per 100,000 people",unitary,2021-08-01,2022-07-31,"Department for Education, through the Office for National Statistics",Open Government Licence v3.0,Hartlepool
planning.major-in-time,E06000001,2022-Q3,88,,,Major planning applications decided in time,percent,unitary,2022-07-01,2022-09-30,"Ministry of Housing, Communities and Local Government",Open Government Licence v3.0,Hartlepool
END
}

@test "json has the same, numbers as numbers and what is empty as null" {
    run --separate-stderr publish -q --format=json --metric=waste.recycling-rate < <(rows)
    shows 0 <<'END'
{"columns":["metric","area_code","period","value","marker","remark","metric_label","unit","area_class","period_start","period_end","publisher","licence","area_name"],
"data":[
["waste.recycling-rate","E06000001","2022/23",30.10,"r","a \"b\", c","Household waste recycling rate","percent","unitary","2022-04-01","2023-03-31","Defra","Open Government Licence v3.0","Hartlepool"],
["waste.recycling-rate","E06000007","2022/23",null,"c",null,"Household waste recycling rate","percent","unitary","2022-04-01","2023-03-31","Defra","Open Government Licence v3.0","Warrington"]
]}
END
}

@test "json without rows has columns and an empty array" {
    rows | head -n 1 >none.csv
    publish -q --format=json none.csv >none.json
    [[ $(tr -d '\n' <none.json) = '{"columns":["metric",'*'],"data":[]}' ]]
}

@test "only the rows that are asked for come out" {
    run --separate-stderr publish --format=csv --area=Hartlepool --period=2022/23 < <(rows)
    says <<'END'
oflog-publish: 4 rows in = 1 out + 0 refused + 3 left out on request
END
    shows 0 area_code,period <<'END'
area_code,period
E06000001,2022/23
END
}

@test "metadata tell the CSV whose name they have, or data.csv" {
    rows >rows.csv
    publish -q --format=csvw -o leeds.csv-metadata.json rows.csv
    grep '"url"' leeds.csv-metadata.json
    [ "$(grep '"url"' leeds.csv-metadata.json)" = ' "url": "leeds.csv",' ]
    publish -q --format=csvw rows.csv >other.json
    [ "$(grep '"url"' other.json)" = ' "url": "data.csv",' ]
    publish -q --format=datapackage -o datapackage.json rows.csv
    grep -q '"path": "data.csv"' datapackage.json
}

@test "the ends of an interval of ranks are told as what limits allow" {
    printf '%s\n' metric,area_code,period,value,rank_lower,rank_upper \
        waste.recycling-rate,E06000001,2022/23,30,2,9 |
        publish -q --format=csvw >ranks.json
    grep -q 'Best rank that the limits allow' ranks.json
    grep -q 'Worst rank that the limits allow' ranks.json
}

@test "a column is a number only where every cell is one" {
    compared() {
        cat <<'CSV'
metric,area_code,area_name,period,value,peer_n,peer_median,peer_verdict,rank,band,unit_cost
waste.recycling-rate,E06000001,Hartlepool,2022/23,30,7,31.5,similar,2.5,1,5
waste.recycling-rate,E06000002,Middlesbrough,2022/23,25,7,31.5,worse,x,1,6
CSV
    }
    run --separate-stderr publish -q --format=csvw < <(compared)
    types=$(grep -E '"(name|datatype)"' <<<"$output" | cut -d'"' -f4 | paste -d= - -)
    [ "$types" = 'metric=string
area_code=string
area_name=string
period=string
value=number
peer_n=integer
peer_median=number
peer_verdict=string
rank=string
band=integer
unit_cost=string
metric_label=string
unit=string
area_class=string
period_start=date
period_end=date
publisher=string
licence=string' ]
}

@test "a column that the table has already is a mistake, or goes" {
    sed '1s/remark/unit/' < <(rows) >rows.csv
    run --separate-stderr publish -q --format=csv rows.csv
    [ "$status" -eq 2 ]
    [[ $stderr = *"'unit'"*--replace* ]]
    run --separate-stderr publish -q --format=csv --replace --area=Hartlepool \
        --period=2022/23 rows.csv
    shows 0 unit,value <<'END'
unit,value
percent,30.10
END
}

@test "a column that an option names keeps its name and is told what it holds" {
    sed '1s/value/Wert/' < <(rows) >rows.csv
    run --separate-stderr publish -q --format=csvw --value-column=Wert rows.csv
    [ "$status" -eq 0 ]
    grep -A4 '"name": "Wert"' <<<"$output" | grep -q '"datatype": "number"'
}

@test "names that are no words of programs are spelt for them" {
    sed '1s/remark/Größe, %/; 1s/\(Größe, %\)/"\1"/' < <(rows) >rows.csv
    run --separate-stderr publish -q --format=csvw rows.csv
    grep -q '"name": "Gr%C3%B6%C3%9Fe%2C%20%25"' <<<"$output"
    grep -q '"titles": "Größe, %"' <<<"$output"
}

@test "metadata name each source once, and the licence that all have" {
    rows >rows.csv
    publish -q --format=datapackage -o datapackage.json rows.csv
    [ "$(grep -c '"role": "publisher"' datapackage.json)" -eq 3 ]
    grep -q '"name": "OGL-UK-3.0"' datapackage.json
    publish -q --format=csvw rows.csv | grep -q '"dc:license"'
}

@test "a format for pages needs a council, one for programs does not" {
    run --separate-stderr publish --format=text < <(rows)
    [ "$status" -eq 2 ]
    run publish -q --format=csv < <(rows)
    [ "$status" -eq 0 ]
}
