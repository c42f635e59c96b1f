/* Each area against its peers: the edges of the contract. */
#include "table_told.h"

#include "step/compare.h"

#define METRIC(id, polarity)                                                             \
    "- id: " id "\n  label: L\n  service: s\n  kind: rate\n  unit: u\n"                  \
    "  polarity: " polarity "\n  year: financial\n"                                      \
    "  applies_to: [unitary, county, metropolitan-district]\n"                           \
    "  source: {publisher: P, title: T, licence: L}\n"

/* A share of cases, and a rate of events. */
#define COUNTED(id, kind, interval, polarity)                                            \
    "- id: " id "\n  label: L\n  service: s\n  kind: " kind "\n  unit: u\n  per: 100\n"  \
    "  interval: " interval "\n  polarity: " polarity "\n  year: financial\n"            \
    "  applies_to: [unitary, county, metropolitan-district]\n"                           \
    "  source: {publisher: P, title: T, licence: L}\n"

static const char definitions[] =
    METRIC("high", "high") METRIC("low", "low") METRIC("neutral", "neutral")
        METRIC("target", "{target: 50}") COUNTED("share", "proportion", "wilson", "high")
            COUNTED("events", "rate", "byar", "low")
                COUNTED("aimed", "proportion", "wilson", "{target: 50}");

#define HEADER "metric,area_code,period,value,marker,lower,upper\n"
#define ROW(metric, number, rest) metric ",E0600000" #number ",2022/23," rest "\n"

/* Compares and hands over the cells wanted of each row, joined by spaces, an empty one as
 * "-"; the first is the row's line. */
static char *compare(const char *rows, const struct compare_options *options,
                     const char *const columns[])
{
    char *told = NULL;
    size_t length;
    struct table_told t;
    struct selection selection = { 0 };
    struct step_account account = { 0 };
    struct csv_writer writer;
    struct arena arena;
    arena_init(&arena);
    table_told_open(&t, definitions, rows);
    const char *const *added = compare_columns(options, &arena);
    t.table.reading.added = added;
    csv_writer_init(&writer, NULL);
    assert_int_equal(compare_run(&t.table, &selection, options, &writer, &account),
                     STEP_DONE);
    assert_int_equal(account.written + t.table.rows_merged + t.refusals.count,
                     t.table.rows_read);
    FILE *out = open_memstream(&told, &length);
    struct text all = csv_writer_take(&writer);
    struct csv_cells cells = { 0 };
    for (size_t line = 0; all.length > 0; line++) {
        const size_t end =
            (size_t)((char *)memchr(all.bytes, '\n', all.length) - all.bytes);
        csv_split(&cells, text_slice(all, 0, end));
        for (size_t i = 0; line > 0 && columns[i] != NULL; i++) {
            size_t at = 0, count = 0;
            while (added[count] != NULL)
                count++;
            while (strcmp(added[at] + 5, columns[i]) != 0)
                at++;
            const struct text cell = cells.cells[cells.count - count + at];
            fprintf(out, "%s%.*s", i == 0 ? "" : " ",
                    TEXT_ARGS(cell.length > 0 ? cell : text_of("-")));
        }
        if (line > 0)
            fputc('\n', out);
        all = text_slice(all, end + 1, all.length);
    }
    fclose(out);
    csv_cells_release(&cells);
    csv_writer_release(&writer);
    table_told_close(&t);
    arena_release(&arena);
    return told;
}

static const struct peer_model class_model = { .prefix = "peer", .kind = PEERS_CLASS };
static const struct compare_options by_class = { .models = &class_model,
                                                 .model_count = 1,
                                                 .quantile_type = QUANTILE_TYPE_7 };

/* The same with other peers. */
static struct compare_options with(const struct peer_model *model)
{
    struct compare_options options = by_class;
    options.models = model;
    return options;
}

#define COLUMNS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void check(const char *rows, const char *const columns[], const char *wanted)
{
    char *told = compare(rows, &by_class, columns);
    assert_string_equal(told, wanted);
    free(told);
}

static void a_council_is_never_its_own_peer(void **state)
{
    (void)state;
    check(HEADER ROW("high", 1, "10,,,") ROW("high", 2, "20,,,") ROW("high", 3, "40,,,"),
          COLUMNS("group", "n", "mean", "median", "difference"),
          "class:unitary 2 30 30 -20\n"
          "class:unitary 2 25 25 -5\n"
          "class:unitary 2 15 15 25\n");
}

static void without_peers_nothing_is_said_but_why(void **state)
{
    (void)state;
    check(HEADER ROW("high", 1, "10,,,"),
          COLUMNS("n", "missing", "outside", "mean", "q1", "median", "q3", "mad",
                  "difference", "mads", "verdict", "basis", "marker"),
          "0 0 0 - - - - - - - - too-few -\n");
}

/* One peer makes a mean and a median; quartiles and MAD need four. */
static void few_peers_make_no_quartiles(void **state)
{
    (void)state;
    check(HEADER ROW("high", 1, "10,,,") ROW("high", 2, "20,,,"),
          COLUMNS("n", "mean", "q1", "median", "q3", "mad", "mads", "basis"),
          "1 20 - 20 - - - too-few\n1 10 - 10 - - - too-few\n");
    check(HEADER ROW("high", 1, "1,,,") ROW("high", 2, "2,,,") ROW("high", 3, "3,,,")
              ROW("high", 4, "4,,,") ROW("high", 5, "9,,,"),
          COLUMNS("n", "q1", "median", "q3", "mad", "mads", "verdict", "basis"),
          "4 2.75 3.5 5.25 1 -2.5 - too-few\n"
          "4 2.5 3.5 5.25 1.5 -1 - too-few\n"
          "4 1.75 3 5.25 1.5 0 - too-few\n"
          "4 1.75 2.5 4.5 1 1.5 - too-few\n"
          "4 1.75 2.5 3.25 1 6.5 - too-few\n");
}

/* Of five peers and more there is a verdict; 1.5 MADs is beyond the limit. */
static void a_verdict_needs_five_peers_and_a_distance(void **state)
{
    (void)state;
#define FIVE(metric)                                                                     \
    ROW(metric, 1, "8,,,")                                                               \
    ROW(metric, 2, "9,,,")                                                               \
    ROW(metric, 3, "10,,,") ROW(metric, 4, "11,,,") ROW(metric, 5, "12,,,")
    check(HEADER FIVE("high") ROW("high", 6, "11.5,,,"),
          COLUMNS("n", "mads", "verdict", "basis"),
          "5 -3 worse mads\n5 -2 worse mads\n5 -1 similar mads\n5 0.666666666666667 "
          "similar mads\n"
          "5 2 better mads\n5 1.5 better mads\n");
    check(HEADER FIVE("low") ROW("low", 6, "11.4,,,"), COLUMNS("mads", "verdict"),
          "-3 better\n-2 better\n-1 similar\n0.714285714285714 similar\n"
          "2 worse\n1.4 similar\n");
    check(HEADER FIVE("neutral") ROW("neutral", 6, "7,,,"), COLUMNS("mads", "verdict"),
          "-2 lower\n-0.5 similar\n0.5 similar\n2 higher\n3 higher\n-3 lower\n");
}

static void a_hair_below_the_limit_is_on_it(void **state)
{
    (void)state;
    check(HEADER FIVE("high") ROW("high", 6, "11.4999999999,,,"), COLUMNS("verdict"),
          "worse\nworse\nsimilar\nsimilar\nbetter\nbetter\n");
    check(HEADER FIVE("high") ROW("high", 6, "11.49999,,,"), COLUMNS("verdict"),
          "worse\nworse\nsimilar\nsimilar\nbetter\nsimilar\n");
}

static void where_most_peers_are_equal_nobody_is_unusual(void **state)
{
    (void)state;
    check(HEADER ROW("high", 1, "5,,,") ROW("high", 2, "5,,,") ROW("high", 3, "5,,,")
              ROW("high", 4, "5,,,") ROW("high", 5, "5,,,") ROW("high", 6, "90,,,"),
          COLUMNS("n", "mad", "difference", "mads", "verdict", "basis"),
          "5 0 0 - - no-spread\n5 0 0 - - no-spread\n5 0 0 - - no-spread\n"
          "5 0 0 - - no-spread\n5 0 0 - - no-spread\n5 0 85 - - no-spread\n");
}

static void missing_is_not_one_thing(void **state)
{
    (void)state;
    check(HEADER ROW("high", 1, "10,,,") ROW("high", 2, "20,p r,,") ROW("high", 3, ",c,,")
              ROW("high", 4, ",,,") ROW("high", 5, ",z,,")
                  ROW("high", 6, "30,e,,") "high,E07000008,2022/23,,,,\n"
                                           "high,E92000001,2022/23,25,,,\n"
                                           "high,E10000003,2022/23,70,,,\n",
          COLUMNS("group", "n", "missing", "outside", "median", "difference", "basis",
                  "marker"),
          "class:unitary 2 2 1 25 -15 too-few e p r\n"
          "class:unitary 2 2 1 20 0 too-few e\n"
          "class:unitary 3 1 1 20 - no-value e p r\n"
          "class:unitary 3 1 1 20 - no-value e p r\n"
          "class:unitary 3 2 0 20 - not-applicable e p r\n"
          "class:unitary 2 2 1 15 15 too-few p r\n"
          "class:district 0 0 0 - - not-applicable -\n"
          "- - - - - - not-applicable -\n"
          "class:county 0 0 0 - - too-few -\n");
}

/* Fingertips' rule: similar while the limits hold the median. */
static void limits_decide_where_there_are_some(void **state)
{
    (void)state;
    check(HEADER ROW("high", 1, "8,,7,10") ROW("high", 2, "9,,8,9.9")
              ROW("high", 3, "10,,,11") ROW("high", 4, "11,,10.5,12")
                  ROW("high", 5, "12,,9,13") ROW("high", 6, "10,,9,11"),
          COLUMNS("median", "verdict", "basis"),
          "10 similar limits\n10 worse limits\n10 similar mads\n10 better limits\n"
          "10 similar limits\n10 similar limits\n");
    check(HEADER ROW("low", 1, "8,,7,9") ROW("low", 2, "9,,8,10")
              ROW("low", 3, "10,,9,11") ROW("low", 4, "11,,10.5,12")
                  ROW("low", 5, "12,,9,13") ROW("low", 6, "10,,9,11"),
          COLUMNS("verdict"), "better\nsimilar\nsimilar\nworse\nsimilar\nsimilar\n");
}

/* Judged by the distance from 50; _mads stays as published. */
static void a_target_is_judged_by_the_distance_from_it(void **state)
{
    (void)state;
    check(HEADER ROW("target", 1, "40,,,") ROW("target", 2, "61,,,")
              ROW("target", 3, "38,,,") ROW("target", 4, "63,,,")
                  ROW("target", 5, "36,,,") ROW("target", 6, "50,,49,51")
                      ROW("target", 7, "80,,,"),
          COLUMNS("median", "difference", "verdict", "basis"),
          "55.5 -15.5 better mads\n45 16 similar mads\n55.5 -17.5 similar mads\n"
          "45 18 similar mads\n55.5 -19.5 worse mads\n50.5 -0.5 better mads\n"
          "45 35 worse mads\n");
}

/* The unitary that followed on 1 April 2019 takes the county's place in 2019/20. */
static void a_predecessor_that_ended_is_outside(void **state)
{
    (void)state;
    const struct peer_model model = { .prefix = "peer", .kind = PEERS_ALL };
    const struct compare_options all = with(&model);
    char *told = compare(HEADER "high,E06000001,2019/20,1,,,\n"
                                "high,E10000009,2019/20,2,,,\n"
                                "high,E06000059,2019/20,3,,,\n",
                         &all, COLUMNS("group", "n", "outside", "mean", "basis"));
    assert_string_equal(told, "all:council 1 1 3 too-few\n"
                              "all:council 2 0 2 not-applicable\n"
                              "all:council 1 1 1 too-few\n");
    free(told);
}

static void regions_and_combined_authorities_are_peers_of_their_own(void **state)
{
    (void)state;
    const char *rows = HEADER "high,E06000001,2022/23,1,,,\n"
                              "high,E06000002,2022/23,2,,,\n"
                              "high,E06000008,2022/23,3,,,\n";
    struct peer_model model = { .prefix = "peer", .kind = PEERS_REGION };
    const struct compare_options options = with(&model);
    char *told = compare(rows, &options, COLUMNS("group", "n", "basis"));
    assert_string_equal(told, "region:North East 1 too-few\nregion:North East 1 too-few\n"
                              "region:North West 0 too-few\n");
    free(told);
    model.kind = PEERS_COMBINED_AUTHORITY;
    told = compare(rows, &options, COLUMNS("n", "mean", "basis"));
    assert_string_equal(told, "1 2 too-few\n1 1 too-few\n0 - too-few\n");
    free(told);
}

/* Sheffield has a row, Cumbria ended, Darlington has none. */
static void listed_peers_without_a_row_are_missing(void **state)
{
    (void)state;
    struct messages messages;
    char data[4096];
    const char *source = getenv("srcdir");
    snprintf(data, sizeof data, "%s/data", source == NULL ? "." : source);
    messages_init(&messages, stderr, "test");
    struct areas *areas = areas_open(data, &messages);
    const uint32_t listed[] = { areas_find_code(areas, text_of("E06000001")),
                                areas_find_code(areas, text_of("E08000019")),
                                areas_find_code(areas, text_of("E10000006")),
                                areas_find_code(areas, text_of("E06000005")) };
    const struct peer_model model = { .prefix = "peer",
                                      .kind = PEERS_LISTED,
                                      .listed = listed,
                                      .listed_count = 4,
                                      .list_name = "list" };
    struct compare_options options = with(&model);
    const char *rows = HEADER ROW("high", 1, "1,,,") ROW("high", 2, "2,,,")
        ROW("high", 4, ",x,,") "high,E08000019,2022/23,4,,,\n";
    char *told =
        compare(rows, &options, COLUMNS("group", "n", "missing", "mean", "basis"));
    assert_string_equal(told, "list 1 2 4 too-few\nlist 2 2 2.5 too-few\n"
                              "list 2 2 2.5 no-value\nlist 1 2 1 too-few\n");
    free(told);
    options.include_self = true;
    told = compare(rows, &options, COLUMNS("n", "missing", "mean"));
    assert_string_equal(told, "2 2 2.5\n3 2 2.33333333333333\n2 3 2.5\n2 2 2.5\n");
    free(told);
    areas_close(areas);
}

/* Hartlepool's own list; Middlesbrough has none, and England is nobody's peer. */
static void each_council_has_its_own_list(void **state)
{
    (void)state;
    struct table_told t;
    uint64_t refused = 0;
    table_told_open(&t, definitions, "");
    FILE *stream = tmpfile();
    fputs("area_code,peer_code\nE06000001,E06000004\nE06000001,E06000002\n"
          "E06000001,E92000001\n",
          stream);
    rewind(stream);
    struct byte_source *bytes =
        byte_source_open(fileno(stream), "peers.csv", &t.messages);
    struct peer_lists *lists = peer_lists_read(bytes, t.areas, 15, &refused, &t.messages);
    const struct peer_model model = {
        .prefix = "peer", .kind = PEERS_OF_FILE, .lists = lists, .list_name = "nearest:15"
    };
    const struct compare_options options = with(&model);
    char *told = compare(HEADER ROW("high", 1, "1,,,") ROW("high", 2, "2,,,")
                             ROW("high", 4, "4,,,") "high,E92000001,2022/23,9,,,\n",
                         &options, COLUMNS("group", "n", "missing", "mean"));
    assert_string_equal(told, "nearest:15 2 0 3\nnearest:15 0 0 -\n"
                              "nearest:15 0 0 -\n- - - -\n");
    free(told);
    peer_lists_close(lists);
    byte_source_close(bytes);
    fclose(stream);
    table_told_close(&t);
}

static void the_type_of_quantile_is_a_choice(void **state)
{
    (void)state;
    struct compare_options options = by_class;
    options.quantile_type = QUANTILE_TYPE_6;
    char *told =
        compare(HEADER ROW("high", 1, "1,,,") ROW("high", 2, "2,,,")
                    ROW("high", 3, "3,,,") ROW("high", 4, "4,,,") ROW("high", 5, "9,,,"),
                &options, COLUMNS("q1", "median", "q3"));
    assert_string_equal(told, "2.25 3.5 7.75\n1.5 3.5 7.75\n1.25 3 7.75\n"
                              "1.25 2.5 7.5\n1.25 2.5 3.75\n");
    free(told);
}

static void with_self_included_all_of_a_class_have_one_median(void **state)
{
    (void)state;
    struct compare_options options = by_class;
    options.include_self = true;
    char *told = compare(HEADER ROW("high", 1, "1,,,") ROW("high", 2, "2,,,")
                             ROW("high", 3, "6,,,"),
                         &options, COLUMNS("n", "mean", "median", "difference"));
    assert_string_equal(told, "3 3 2 -1\n3 3 2 0\n3 3 2 4\n");
    free(told);
}

static void columns_carry_their_prefix(void **state)
{
    (void)state;
    struct arena arena;
    char text[512] = "";
    const struct peer_model models[] = { { .prefix = "near" }, { .prefix = "far" } };
    const struct compare_options options = { .models = models, .model_count = 2 };
    arena_init(&arena);
    const char *const *columns = compare_columns(&options, &arena);
    for (size_t i = 0; columns[i] != NULL; i++) {
        strcat(text, columns[i]);
        strcat(text, " ");
    }
    assert_string_equal(
        text,
        "near_group near_n near_missing near_outside near_mean near_q1 near_median "
        "near_q3 near_mad near_difference near_mads near_verdict near_basis "
        "near_marker far_group far_n far_missing far_outside far_mean far_q1 far_median "
        "far_q3 far_mad far_difference far_mads far_verdict far_basis far_marker ");
    arena_release(&arena);
}

static void an_empty_table_stays_empty(void **state)
{
    (void)state;
    check("", COLUMNS("n"), "");
    check(HEADER, COLUMNS("n"), "");
}

#define PARTS "metric,area_code,period,value,marker,numerator,denominator,lower,upper\n"

/* The edges: what the first council is told. Nothing here may be NaN, infinite or left
 * without a basis. */
static const struct edge {
    const char *name, *rows, *told; /* n, mean, q1, median, mad, mads, verdict, basis */
} edges[] = {
    { "nobody else", PARTS ROW("share", 1, "30,,30,100,,"), "0 - - - - - - too-few" },
    { "nobody else, limits", PARTS ROW("share", 1, "30,,30,100,20,40"),
      "0 - - - - - - too-few" },
    { "one peer", PARTS ROW("high", 1, "1,,,,,") ROW("high", 2, "3,,,,,"),
      "1 3 - 3 - - - too-few" },
    { "one peer, limits", PARTS ROW("high", 1, "1,,,,0,2") ROW("high", 2, "3,,,,,"),
      "1 3 - 3 - - worse limits" },
    { "two peers",
      PARTS ROW("high", 1, "1,,,,,") ROW("high", 2, "3,,,,,") ROW("high", 3, "4,,,,,"),
      "2 3.5 - 3.5 - - - too-few" },
    { "all missing",
      PARTS ROW("high", 1, ",x,,,,") ROW("high", 2, ",c,,,,") ROW("high", 3, ",,,,,"),
      "0 - - - - - - no-value" },
    { "the only value", PARTS ROW("high", 1, "1,,,,,") ROW("high", 2, ",c,,,,"),
      "0 - - - - - - too-few" },
    { "all equal",
      PARTS ROW("high", 1, "5,,,,,") ROW("high", 2, "5,,,,,") ROW("high", 3, "5,,,,,")
          ROW("high", 4, "5,,,,,") ROW("high", 5, "5,,,,,") ROW("high", 6, "5,,,,,"),
      "5 5 5 5 0 - - no-spread" },
    { "all equal, limits", PARTS ROW("high", 1, "5,,,,5,5") ROW("high", 2, "5,,,,,"),
      "1 5 - 5 - - similar limits" },
    { "MAD 0 beside others",
      PARTS ROW("high", 1, "9,,,,,") ROW("high", 2, "5,,,,,") ROW("high", 3, "5,,,,,")
          ROW("high", 4, "5,,,,,") ROW("high", 5, "1,,,,,") ROW("high", 6, "8,,,,,"),
      "5 4.8 5 5 0 - - no-spread" },
    { "MAD 0, counts",
      PARTS ROW("share", 1, "90,,90,100,,") ROW("share", 2, "50,,50,100,,")
          ROW("share", 3, "50,,50,100,,") ROW("share", 4, "50,,50,100,,")
              ROW("share", 5, "50,,50,100,,") ROW("share", 6, "50,,50,100,,"),
      "5 50 50 50 0 - better funnel" },
    { "ties everywhere",
      PARTS ROW("high", 1, "2,,,,,") ROW("high", 2, "1,,,,,") ROW("high", 3, "1,,,,,")
          ROW("high", 4, "2,,,,,") ROW("high", 5, "2,,,,,") ROW("high", 6, "3,,,,,")
              ROW("high", 7, "3,,,,,"),
      "6 2 1.25 2 1 0 similar mads" },
    { "the largest numbers",
      PARTS ROW("high", 1, "1.7e308,,,,,") ROW("high", 2, "-1.7e308,,,,,")
          ROW("high", 3, "-1.7e308,,,,,") ROW("high", 4, "1.7e308,,,,,")
              ROW("high", 5, "0,,,,,") ROW("high", 6, "1.7e308,,,,,"),
      "5 0 -1.7e+308 0 1.7e+308 1 similar mads" },
    { "the smallest numbers",
      PARTS ROW("high", 1, "5e-324,,,,,") ROW("high", 2, "0,,,,,")
          ROW("high", 3, "0,,,,,") ROW("high", 4, "5e-324,,,,,")
              ROW("high", 5, "1e-323,,,,,") ROW("high", 6, "1.5e-323,,,,,"),
      NULL },
    { "nobody counted", PARTS ROW("share", 1, ",,0,0,,") ROW("share", 2, "50,,50,100,,"),
      "1 50 - 50 - - - no-value" },
    { "a share of nobody",
      PARTS ROW("share", 1, "0,,0,0,,") ROW("share", 2, "50,,50,100,,"),
      "1 50 - 50 - - - small-base" },
    { "a share of 19",
      PARTS ROW("share", 1, "100,,19,19,90,100") ROW("share", 2, "50,,,,,"),
      "1 50 - 50 - - - small-base" },
    { "more cases than people",
      PARTS ROW("share", 1, "50,,150,100,,") ROW("share", 2, "50,,150,100,,")
          ROW("share", 3, "50,,150,100,,") ROW("share", 4, "50,,150,100,,")
              ROW("share", 5, "50,,150,100,,") ROW("share", 6, "40,,150,100,,"),
      "5 48 50 50 0 - - no-spread" },
    { "nobody has any",
      PARTS ROW("events", 1, "1,,1,100,,") ROW("events", 2, "0,,0,100,,")
          ROW("events", 3, "0,,0,100,,") ROW("events", 4, "0,,0,100,,")
              ROW("events", 5, "0,,0,100,,") ROW("events", 6, "0,,0,100,,"),
      "5 0 0 0 0 - - no-spread" },
    { "everybody has",
      PARTS ROW("share", 1, "99,,99,100,,") ROW("share", 2, "100,,100,100,,")
          ROW("share", 3, "100,,100,100,,") ROW("share", 4, "100,,100,100,,")
              ROW("share", 5, "100,,100,100,,") ROW("share", 6, "100,,100,100,,"),
      "5 100 100 100 0 - - no-spread" },
    { "denominators beyond all",
      PARTS ROW("events", 1, "1e-300,,1,1e302,,") ROW("events", 2, "1e-300,,1,1e302,,")
          ROW("events", 3, "1e-300,,1,1e302,,") ROW("events", 4, "1e-300,,1,1e302,,")
              ROW("events", 5, "1e-300,,1,1e302,,") ROW("events", 6, "1e-300,,1,1e302,,"),
      NULL },
    { "a target that all have",
      PARTS ROW("aimed", 1, "50,,50,100,40,60") ROW("aimed", 2, "50,,50,100,,")
          ROW("aimed", 3, "50,,50,100,,") ROW("aimed", 4, "50,,50,100,,")
              ROW("aimed", 5, "50,,50,100,,") ROW("aimed", 6, "50,,50,100,,"),
      "5 50 50 50 0 - - no-spread" },
};

static void edges_are_told_by_their_basis(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        char *told = compare(
            edges[i].rows, &by_class,
            COLUMNS("n", "mean", "q1", "median", "mad", "mads", "verdict", "basis"));
        *strchr(told, '\n') = '\0';
        if (edges[i].told != NULL && strcmp(told, edges[i].told) != 0)
            fail_msg("%s: %s", edges[i].name, told);
        free(told);
    }
}

/* Each edge with each benchmark, funnel and type, with and without itself, under stress.
 */
static void no_edge_gives_what_is_no_number(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        for (int choice = 0; choice < 5 * 3 * 2 * 2; choice++) {
            struct compare_options options = by_class;
            options.benchmark = (enum benchmark_kind)(choice % 5);
            options.funnel = (enum funnel_choice)(choice / 5 % 3);
            options.quantile_type =
                choice / 15 % 2 == 0 ? QUANTILE_TYPE_6 : QUANTILE_TYPE_7;
            options.include_self = choice / 30 == 1;
            options.stress = true;
            char *told =
                compare(edges[i].rows, &options,
                        COLUMNS("mean", "q1", "median", "q3", "mad", "difference", "mads",
                                "survives", "verdict", "basis"));
            if (strstr(told, "nan") != NULL || strstr(told, "inf") != NULL ||
                strstr(told, " -\n") != NULL)
                fail_msg("%s, choice %d: %s", edges[i].name, choice, told);
            free(told);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_council_is_never_its_own_peer),
        cmocka_unit_test(without_peers_nothing_is_said_but_why),
        cmocka_unit_test(few_peers_make_no_quartiles),
        cmocka_unit_test(a_verdict_needs_five_peers_and_a_distance),
        cmocka_unit_test(a_hair_below_the_limit_is_on_it),
        cmocka_unit_test(where_most_peers_are_equal_nobody_is_unusual),
        cmocka_unit_test(missing_is_not_one_thing),
        cmocka_unit_test(limits_decide_where_there_are_some),
        cmocka_unit_test(a_target_is_judged_by_the_distance_from_it),
        cmocka_unit_test(a_predecessor_that_ended_is_outside),
        cmocka_unit_test(regions_and_combined_authorities_are_peers_of_their_own),
        cmocka_unit_test(listed_peers_without_a_row_are_missing),
        cmocka_unit_test(each_council_has_its_own_list),
        cmocka_unit_test(the_type_of_quantile_is_a_choice),
        cmocka_unit_test(with_self_included_all_of_a_class_have_one_median),
        cmocka_unit_test(columns_carry_their_prefix),
        cmocka_unit_test(an_empty_table_stays_empty),
        cmocka_unit_test(edges_are_told_by_their_basis),
        cmocka_unit_test(no_edge_gives_what_is_no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
