# A hostile table that looks like one of observations, made from a seed alone:
#     awk -v seed=N -v limits_too=0|1 -f chain.awk
# Of six metrics, a few periods and councils that end, succeed and change their code; numbers
# at the edges of what a double holds, many ties, limits and parts of every kind, markers,
# doubles, rows to refuse, and cells to pass through that need quotes.

# Park and Miller's generator: all its products are exact in a double.
function random(below) {
    state = state * 16807 % 2147483647
    return state % below
}

function one_of(list,    parts) {
    return parts[1 + random(split(list, parts, " "))]
}

function edge() {
    return one_of("1e308 -1e308 1.7976931348623157e308 -1.7976931348623157e308 1e-320 5e-324 " \
        "-5e-324 2.2250738585072014e-308 0 -0 -0.0 0.1 0.30000000000000004 1e15 1e16 1e22 1e23 " \
        "9007199254740993 123456789012345678901234567890 0.000000000000000000001 +5 .5 5. 007 " \
        "1e-400 99.99999999999999 1e300 1e154 -1e154 3e-162")
}

function decimal() {
    return sprintf("%.*f", random(8), (random(200001) - 40000) / 977)
}

# Mostly an ordinary number of what kind the table has, at times one that is not.
function number(    kind) {
    kind = random(odd)
    return kind == 0 ? edge() : kind == 1 ? decimal() : random(range)
}

# Two halves with a comma between, of parts that belong together or do not.
function parts(    n, d) {
    if (random(3) == 0)
        return ","
    if (random(odd) == 0)
        return (random(4) ? edge() : "") "," (random(4) ? edge() : "")
    d = random(4) ? 15 + random(600) : 1000 * random(100000)
    n = int(d * random(101) / 100)
    return (random(9) ? n : n + random(10) / 10) "," d
}

function limits(value,    width) {
    if (!limits_too || random(3))
        return ","
    if (random(odd) == 0)
        return (random(3) ? edge() : "") "," (random(3) ? edge() : "")
    width = (1 + random(50)) / 10
    return sprintf("%.6g,%.6g", value - width * random(3), value + width)
}

# Where a number must be, what is none; a row that is refused.
function spoilt() {
    return one_of("n/a nan inf -inf 1e309 0x1p3 1,5 - 1e 12a \342\200\2225 \"\"")
}

function row(metric, area, period,    value, marker, made) {
    value = number()
    marker = random(9) ? "" : one_of("p r e b u f")
    made = parts()
    if (made != "," && random(3))
        value = ""
    if (random(12) == 0) {
        value = ""
        marker = one_of("c x z low w p")
    }
    if (random(60) == 0)
        value = spoilt()
    return metric "," area "," period "," value "," marker "," made "," limits(value)
}

function note() {
    return one_of("\"a,b\" \"say_\"\"so\"\"\" plain \303\251t\303\251 \"\" nan -0 \"nan,inf\" =1+1")
}

BEGIN {
    state = seed * 7919 + 1
    for (i = 0; i < 5; i++)
        random(2)
    odd = 2 + random(12)
    range = 1 + random(60)
    metrics = "c.share c.rate c.ratio c.count c.target c.spend"
    # Hartlepool to Stockton, Dorset and who it came from, Sheffield twice, a county; a region,
    # a country and a combined authority; one that is not.
    councils = "E06000001 E06000002 E06000003 E06000004 E06000005 E06000006 E06000047 " \
        "E08000001 E08000002 E08000003 E08000019 E08000039 E10000009 E06000059 " \
        "E12000001 E92000001 E47000001"
    areas = split(councils, area, " ")
    periods = 1 + random(4)
    print "metric,area_code,period,value,marker,numerator,denominator,lower,upper,note"
    for (m = split(metrics, metric, " "); m > 0; m--)
        for (p = 0; p < periods; p++)
            for (a = 1; a <= areas; a++) {
                if (random(15) == 0)
                    continue
                made = row(metric[m], random(200) ? area[a] : "E99999999",
                    (2018 + p) "/" (19 + p)) "," note()
                print made
                if (random(40) == 0)
                    print random(2) ? made : row(metric[m], area[a], (2018 + p) "/" (19 + p)) ","
            }
    print "c.unknown,E06000001,2018/19,5,,,,,,"
}
