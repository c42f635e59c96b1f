# oflog-peers: each area's nearest neighbours.
bats_require_minimum_version 1.5.0
load ../shows

setup() {
    cd "$BATS_TEST_TMPDIR"
}

# Distances that can be checked by hand: 0, 3, 4 and 7 have mean 3.5 and variance 25/3.
line() {
    cat <<'CSV'
area_code,area_name,place
E06000001,Hartlepool,0
E06000002,Middlesbrough,3
E06000003,Redcar and Cleveland,4
E06000004,Stockton-on-Tees,7
CSV
}

@test "each area is given those that are least unlike it, equally near ones by code" {
    run --separate-stderr oflog-peers --wide --count=2 < <(line)
    says <<'END'
oflog-peers: 4 rows in = 4 out + 0 refused
END
    # sqrt(3 / 25) = 0.3464: one unit of place.
    shows 0 <<'CSV'
area_code,area_name,peer_code,peer_name,position,distance,characteristics
E06000001,Hartlepool,E06000002,Middlesbrough,1,1.03923048454133,1
E06000001,Hartlepool,E06000003,Redcar and Cleveland,2,1.3856406460551,1
E06000002,Middlesbrough,E06000003,Redcar and Cleveland,1,0.346410161513775,1
E06000002,Middlesbrough,E06000001,Hartlepool,2,1.03923048454133,1
E06000003,Redcar and Cleveland,E06000002,Middlesbrough,1,0.346410161513775,1
E06000003,Redcar and Cleveland,E06000004,Stockton-on-Tees,2,1.03923048454133,1
E06000004,Stockton-on-Tees,E06000003,Redcar and Cleveland,1,1.03923048454133,1
E06000004,Stockton-on-Tees,E06000002,Middlesbrough,2,1.3856406460551,1
CSV
}

@test "a wide table may name its columns otherwise" {
    line >line.csv
    oflog-peers --wide line.csv >usual.csv
    sed '1s/area_code,area_name/Council,"Known, as"/' line.csv >named.csv
    oflog-peers --wide --area-column=Council --name-column='Known, as' named.csv >named-peers.csv
    cmp usual.csv named-peers.csv
    # Names do for the area; then they are no characteristic either.
    cut -d, -f2- line.csv | sed '1s/.*/Council,place/' |
        oflog-peers --wide --area-column=Council | cmp usual.csv -
    run --separate-stderr oflog-peers --wide --name-column=Name line.csv
    says <<'END'
oflog-peers: line.csv:1: there is no column 'Name'
END
    [ "$status" -eq 2 ]
}

@test "distances that rounding parts are equal: the code decides" {
    # 5 lies halfway between 3 and 7, and in doubles it does not quite.
    printf '%s\n' area_code,x E06000001,5 E06000002,7 E06000003,3 E06000004,6.1 E06000005,3.9 >table.csv
    run --separate-stderr oflog-peers -q --wide --area=E06000001 table.csv
    shows 0 peer_code <<'CSV'
peer_code
E06000004
E06000005
E06000002
E06000003
CSV
}

@test "classes are parted, unless the level is asked for; regions and councils always are" {
    cat >table.csv <<'CSV'
area_code,x
E06000001,1
E06000002,9
E07000004,2
E07000005,3
E12000001,2
E12000002,3
CSV
    run --separate-stderr oflog-peers -q --wide --count=1 table.csv
    shows 0 area_code,peer_code <<'CSV'
area_code,peer_code
E06000001,E06000002
E06000002,E06000001
E07000004,E07000005
E07000005,E07000004
E12000001,E12000002
E12000002,E12000001
CSV
    run --separate-stderr oflog-peers -q --wide --count=1 --within=level --area=Hartlepool table.csv
    shows 0 area_code,peer_code <<'CSV'
area_code,peer_code
E06000001,E07000004
CSV
}

@test "observations are read as well: each metric is a characteristic" {
    cat >table.csv <<'CSV'
metric,area_code,period,value,marker
waste.recycling-rate,E06000001,2021/22,10,
waste.recycling-rate,E06000001,2022/23,90,
waste.recycling-rate,E06000002,2022/23,30,
waste.recycling-rate,E06000003,2022/23,80,
waste.residual-household-waste,E06000001,2022/23,500,
waste.residual-household-waste,E06000002,2022/23,,c
waste.residual-household-waste,E06000003,2022/23,510,
CSV
    run --separate-stderr oflog-peers --count=1 table.csv
    says <<'END'
oflog-peers: table.csv:3:3: 'waste.recycling-rate' has figures of 2021/22 and of 2022/23; --period=PERIOD or --period=latest says which
END
    [ "$status" -eq 2 ]
    run --separate-stderr oflog-peers --count=1 --period=latest table.csv
    says <<'END'
oflog-peers: pairs with less than 80% of the weight in common: 2; with less than 50%, which are no neighbours: 0
oflog-peers: 7 rows in = 5 out + 0 refused + 2 left out on request
END
    shows 0 area_code,peer_code,characteristics <<'CSV'
area_code,peer_code,characteristics
E06000001,E06000003,2
E06000002,E06000003,1
E06000003,E06000001,2
CSV
}

@test "weights choose, weigh and transform; what they do not name is left out" {
    cat >table.csv <<'CSV'
area_code,a,b,c
E06000001,1,5,0
E06000002,10,6,9
E06000003,100,1,1
CSV
    printf '%s\n' '- name: a' '  transform: log' '- name: b' '  weight: 0.25' >weights.yaml
    run --separate-stderr oflog-peers --wide --weights=weights.yaml --area=E06000002 table.csv
    says <<'END'
oflog-peers: 'c' has no weight and is left out
oflog-peers: 3 rows in = 3 out + 0 refused
END
    # Logarithms 1 standard deviation apart, b 1 / sqrt(7) and 5 / sqrt(7).
    shows 0 peer_code,distance,characteristics <<'CSV'
peer_code,distance,characteristics
E06000001,1.01770048919821,2
E06000003,1.37581144887559,2
CSV
}

@test "a characteristic that does not differ tells nobody apart; one without a logarithm ends the run" {
    printf '%s\n' area_code,a,b E06000001,1,7 E06000002,2,7 >table.csv
    run --separate-stderr oflog-peers --wide table.csv
    says <<'END'
oflog-peers: 'b' does not differ inside unitary and is left out there
oflog-peers: 2 rows in = 2 out + 0 refused
END
    [ "$status" -eq 0 ]
    printf '%s\n' area_code,a E06000001,1 E06000002,0 >table.csv
    run --separate-stderr oflog-peers --wide --transform=log table.csv
    says <<'END'
oflog-peers: 'a' is 0 in Middlesbrough, which has no logarithm; transform it otherwise or not at all
END
    [ "$status" -eq 2 ]
}

@test "areas with less than half of the weight in common are no neighbours" {
    printf '%s\n' area_code,a,b,c E06000001,1,5,[x] E06000002,2,x,9 E06000003,3,4,8 >table.csv
    run --separate-stderr oflog-peers --wide table.csv
    says <<'END'
oflog-peers: pairs with less than 80% of the weight in common: 3; with less than 50%, which are no neighbours: 1
oflog-peers: 3 rows in = 3 out + 0 refused
END
    shows 0 area_code,peer_code,characteristics <<'CSV'
area_code,peer_code,characteristics
E06000001,E06000003,2
E06000002,E06000003,2
E06000003,E06000002,2
E06000003,E06000001,2
CSV
}

@test "what is no number, unknown or there twice is refused by place, and kept" {
    cat >table.csv <<'CSV'
area_code,place
E06000001,many
Nowhere,3
E06000003,4
E06000003,5
E06000004
CSV
    run --separate-stderr oflog-peers --wide --rejects=rejects.csv table.csv
    [ "$status" -eq 1 ]
    says <<'END'
oflog-peers: table.csv:2:2: 'many' is no number; --variables names the columns that are characteristics
oflog-peers: table.csv:3:1: unknown council 'Nowhere'
oflog-peers: table.csv:6: 1 cell stands here; the header has 2
oflog-peers: table.csv:4:1: 'Redcar and Cleveland' stands in line 5 as well
oflog-peers: table.csv:5:1: 'Redcar and Cleveland' stands in line 4 as well
oflog-peers: most of the table was refused: it is not what it was taken for, and what comes out should not be relied on
oflog-peers: 5 rows in = 0 out + 5 refused
END
    [ "$(wc -l <rejects.csv)" -eq 6 ]
    run --separate-stderr oflog-peers --wide --strict -o out.csv table.csv
    [ "$status" -eq 2 ]
    [ ! -e out.csv ]
}

@test "mistakes in the call and in the weights are said" {
    line >line.csv
    run --separate-stderr oflog-peers --variables=a line.csv
    [[ "$status $stderr" == "2 oflog-peers: --variables goes with --wide"* ]]
    run --separate-stderr oflog-peers --wide --variables=spot line.csv
    [[ "$status $stderr" == "2 oflog-peers: line.csv:1: "*"'spot'"* ]]
    run --separate-stderr oflog-peers --wide --period=latest line.csv
    [[ "$status $stderr" == "2 oflog-peers: --metric and --period do not go with --wide"* ]]
    printf '%s\n' '- name: spot' '- weight: -1' '- name: a' '  power: 2' >weights.yaml
    run --separate-stderr oflog-peers --wide --weights=weights.yaml line.csv
    [ "$status" -eq 2 ]
    [[ "$stderr" == *"weights.yaml:2:"*"'name'"* ]]
    [[ "$stderr" == *"weights.yaml:2:11: 'weight' must be a number from 0 to 1e+06"* ]]
    [[ "$stderr" == *"weights.yaml:4:3: "*"'power'"* ]]
    printf '%s\n' '- name: spot' >weights.yaml
    run --separate-stderr oflog-peers --wide --weights=weights.yaml line.csv
    says <<<"oflog-peers: weights.yaml:1:3: 'spot' is none of the characteristics in the table"
    [ "$status" -eq 2 ]
}

@test "the neighbours are peers for oflog-compare" {
    line | oflog-peers -q --wide --count=2 >peers.csv
    run --separate-stderr oflog-compare -q --peers=nearest:peers.csv --area=E06000004 <<'CSV'
metric,area_code,period,value
waste.recycling-rate,E06000001,2022/23,10
waste.recycling-rate,E06000002,2022/23,40
waste.recycling-rate,E06000003,2022/23,30
waste.recycling-rate,E06000004,2022/23,20
CSV
    shows 0 peer_n,peer_median <<'CSV'
peer_n,peer_median
2,35
CSV
}

# The reference's areas are made up: its ids stand for as many councils of ours.
@test "distances are those of R's scale() and dist()" {
    [ -n "${OFLOG_SHARED_DIR-}" ] || skip 'OFLOG_SHARED_DIR is not set'
    local vectors=$OFLOG_SHARED_DIR/vectors case
    for case in plain missing weighted; do
        awk -F, -v case=$case '
            $1 == case { if (!($2 in known)) { known[$2]; ids[++n] = $2 }
                         if (!($3 in weight)) { names[++count] = $3; weight[$3] = $4 }
                         value[$2, $3] = $5 }
            END { for (v = 1; v <= count; v++)
                      printf "- name: %s\n  weight: %s\n", names[v], weight[names[v]] >"weights.yaml"
                  line = "area_code"
                  for (v = 1; v <= count; v++) line = line "," names[v]
                  print line
                  for (i = 1; i <= n; i++) {
                      line = sprintf("E070000%02d", i + 60)
                      for (v = 1; v <= count; v++) line = line "," value[ids[i], names[v]]
                      print line } }' "$vectors/neighbour_inputs.csv" >"$case.csv"
        oflog-peers -q --wide --count=1000 --weights=weights.yaml "$case.csv" >found.csv
        awk -F, -v case=$case '
            NR == FNR { if (FNR > 1) { found[$1 $3] = $6; used[$1 $3] = $7 } next }
            FNR > 1 && $1 == case {
                a = sprintf("E070000%02d", substr($2, 2) + 60)
                b = sprintf("E070000%02d", substr($3, 2) + 60)
                apart = found[a b] / $5 - 1
                if ($4 < 2.5) # of five: too few for us, and R goes on
                    wrong += (a b) in used
                else if (used[a b] != $4 || apart > 1e-9 || apart < -1e-9)
                    { print "differs: " $0 " found " found[a b]; wrong++ }
                seen++ }
            END { exit !(seen >= 50 && !wrong) }' \
            <(sed 's/"[^"]*"/quoted/g' found.csv) "$vectors/neighbour_distance.csv"
    done
}
