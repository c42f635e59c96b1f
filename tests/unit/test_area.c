/* Areas: small tables that the test writes, and the shipped ones. */
#include "told.h"

#include "council/area.h"
#include "council/date.h"

enum { AREAS, SPELLINGS, MEMBERSHIPS, SUCCESSORS, JOINT, TABLES };

static const char *const names[TABLES] = { "areas.csv", "spellings.csv",
                                           "memberships.csv", "successors.csv",
                                           "joint.csv" };

static const char *const small[TABLES] = {
    "code,council,name,class,region,valid_from,valid_to\n"
    "E06000001,hpl,Hartlepool,unitary,North East,,\n"
    "E06000059,dst,Dorset,unitary,South West,2019-04-01,\n"
    "E07000049,edo,East Dorset,district,South West,,2019-03-31\n"
    "E08000019,shf,Sheffield,metropolitan-district,Yorkshire,,2025-03-31\n"
    "E08000039,shf,Sheffield,metropolitan-district,Yorkshire,2025-04-01,\n"
    "E10000009,dor,Dorset,county,South West,,2019-03-31\n"
    "E47000002,syc,South Yorkshire,combined-authority,Yorkshire,2014-04-01,\n"
    "E12000001,ne,North East,region,,,\n"
    "E92000001,eng,England,country,,,\n",
    "spelling,council\nSheffield City Council,shf\nHartlepool UA,hpl\n",
    "area,parent,kind,from,to\n"
    "E06000001,E12000001,region,,\n"
    "E08000019,E47000002,combined-authority,2014-04-01,2025-03-31\n"
    "E08000039,E47000002,combined-authority,2025-04-01,\n",
    "council,successor,date,kind\nedo,dor,2019-04-01,merged\n"
    "dor,dst,2019-04-01,split\ndor,hpl,2019-04-01,split\n",
    "council,metric,reporter,from,to\nedo,waste.rate,E10000009,2011/12,2018/19\n"
};

/* Opens the small tables with one of them replaced. */
static struct areas *open_with(int table, const char *content, struct told *told)
{
    struct folder_told folder;
    char path[128];
    folder_told_open(&folder);
    told_open(told);
    for (int i = 0; i < TABLES; i++)
        if (i != table || content != NULL)
            folder_told_write(&folder, names[i], i == table ? content : small[i], path);
    struct areas *areas = areas_open(folder.path, &told->messages);
    folder_told_close(&folder);
    return areas;
}

static struct areas *open_small(struct told *told)
{
    struct areas *areas = open_with(TABLES, NULL, told);
    assert_string_equal(told_said(told), "");
    assert_non_null(areas);
    return areas;
}

static int32_t day_of(const char *date)
{
    int32_t day = 0;
    assert_true(date_parse(text_of(date), &day));
    return day;
}

/* The code of the area that `name` means on a day, or why there is none. */
static void check_found(const struct areas *areas, const char *name, const char *date,
                        const char *wanted)
{
    uint32_t area = AREA_NONE;
    char hint[AREA_HINT_SIZE], code[16];
    const int32_t day = date == NULL ? DATE_DISTANT_FUTURE : day_of(date);
    if (areas_find(areas, text_of(name), day, &area) != AREA_FOUND) {
        assert_int_equal(area, AREA_NONE);
        assert_string_equal(areas_explain(areas, text_of(name), day, true, hint), wanted);
        return;
    }
    snprintf(code, sizeof code, "%.*s", TEXT_ARGS(areas_get(areas, area)->code));
    assert_string_equal(code, wanted);
}

static void an_area_is_known_by_code_name_and_spelling(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_small(&told);
    check_found(areas, "E06000001", NULL, "E06000001");
    check_found(areas, "Hartlepool", NULL, "E06000001");
    check_found(areas, "  HARTLEPOOL \t ua ", NULL, "E06000001");
    check_found(areas, "hartlpool", NULL,
                "unknown council 'hartlpool'; did you mean 'Hartlepool'?");
    check_found(areas, "E06000003", NULL,
                "unknown council 'E06000003'; did you mean 'E06000001', 'E06000059' or "
                "'E07000049'?");
    check_found(areas, "", NULL, "unknown council ''");
    areas_close(areas);
    told_check(&told, "");
}

static void punctuation_of_a_name_does_not_matter(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_with(
        SPELLINGS, "spelling,council\nKing's Lynn & St. Mary-on-Sea,shf\n", &told);
    static const char *const spellings[] = {
        "Kings Lynn and St Mary on Sea",
        "KING\u2019S LYNN, & ST. MARY\u2013ON\u2010SEA",
        " king\u2018s\u00a0lynn\u00a0\u00a0and\tst mary on - sea.",
        "-King's Lynn and St Mary on Sea -",
    };
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        check_found(areas, spellings[i], NULL, "E08000039");
    check_found(
        areas, "Kings Lynn St Mary on Sea", NULL,
        "unknown council 'Kings Lynn St Mary on Sea'; did you mean 'kings lynn and "
        "st mary on sea'?");
    check_found(areas, "-", NULL, "unknown council '-'");
    areas_close(areas);
    told_check(&told, "");
}

static void check_found_by(const struct areas *areas, const char *name,
                           enum area_found_by wanted)
{
    uint32_t area;
    enum area_found_by by;
    assert_int_equal(areas_find_by(areas, text_of(name), DATE_DISTANT_FUTURE, &area, &by),
                     AREA_FOUND);
    assert_int_equal(by, wanted);
}

static void how_an_area_was_found_is_told(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_small(&told);
    check_found_by(areas, "E06000001", AREA_BY_CODE);
    check_found_by(areas, " e06000001 ", AREA_BY_CODE);
    check_found_by(areas, "HARTLEPOOL", AREA_BY_NAME);
    check_found_by(areas, "Sheffield", AREA_BY_NAME);
    check_found_by(areas, "Hartlepool UA", AREA_BY_SPELLING);
    areas_close(areas);
    told_check(&told, "");
}

static void a_name_means_the_council_of_its_day(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_small(&told);
    check_found(areas, "Dorset", "2019-03-31", "E10000009");
    check_found(areas, "Dorset", "2019-04-01", "E06000059");
    check_found(areas, "Dorset", NULL, "E06000059");
    check_found(areas, "East Dorset", "2024-01-01", "E07000049");
    areas_close(areas);
    told_check(&told, "");
}

static void codes_of_one_council_are_one(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_small(&told);
    const uint32_t before = areas_find_code(areas, text_of("E08000019"));
    const uint32_t after = areas_find_code(areas, text_of("E08000039"));
    assert_int_equal(areas_get(areas, before)->council, areas_get(areas, after)->council);
    check_found(areas, "Sheffield", "2024-01-01", "E08000019");
    check_found(areas, "Sheffield City Council", "2026-01-01", "E08000039");
    check_found(areas, "Sheffield", NULL, "E08000039");
    areas_close(areas);
    told_check(&told, "");
}

static void a_name_of_two_areas_at_once_is_ambiguous(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_with(SPELLINGS, "spelling,council\nDorset,hpl\n", &told);
    assert_non_null(areas);
    check_found(areas, "Dorset", "2024-01-01",
                "'Dorset' is ambiguous: E06000001 (Hartlepool), E06000059 (Dorset)");
    areas_close(areas);
    told_check(&told, "");
}

/* Where no code is valid on the day, the one that came last stands for the council. */
static void a_council_that_ended_is_known_by_its_last_code(void **state)
{
    (void)state;
    struct told told;
    char *text = NULL;
    assert_true(asprintf(&text,
                         "%s"
                         "E07000001,old,Oldham Vale,district,,,2004-03-31\n"
                         "E07000002,old,Oldham Vale,district,,2004-04-01,2009-03-31\n",
                         small[AREAS]) > 0);
    struct areas *areas = open_with(AREAS, text, &told);
    assert_non_null(areas);
    check_found(areas, "Oldham Vale", "2003-01-01", "E07000001");
    check_found(areas, "Oldham Vale", "2024-01-01", "E07000002");
    /* Whichever code the council is asked for by. */
    const uint32_t first = areas_find_code(areas, text_of("E07000001")),
                   last = areas_find_code(areas, text_of("E07000002"));
    const uint32_t council = areas_get(areas, first)->council;
    assert_int_equal(areas_newest(areas, council), last);
    assert_false(areas_has_ended(areas, council, day_of("2009-03-31")));
    assert_true(areas_has_ended(areas, council, day_of("2009-04-01")));
    free(text);
    areas_close(areas);
    told_check(&told, "");
}

static void levels_follow_from_classes(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_small(&told);
    char levels[256] = "";
    for (uint32_t i = 0; i < areas_count(areas); i++) {
        strcat(levels, area_level_words[area_level_of(areas_get(areas, i)->class)]);
        strcat(levels, " ");
    }
    assert_string_equal(levels, "council council council council council council "
                                "combined-authority region country ");
    areas_close(areas);
    told_check(&told, "");
}

static void membership_of_a_combined_authority_has_its_time(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_small(&told);
    const uint32_t authority = areas_find_code(areas, text_of("E47000002"));
    const uint32_t before = areas_find_code(areas, text_of("E08000019"));
    const uint32_t after = areas_find_code(areas, text_of("E08000039"));
    const uint32_t none = areas_find_code(areas, text_of("E06000001"));
    assert_int_equal(areas_combined_authority(areas, before, day_of("2014-03-31")),
                     AREA_NONE);
    assert_int_equal(areas_combined_authority(areas, before, day_of("2014-04-01")),
                     authority);
    assert_int_equal(areas_combined_authority(areas, after, day_of("2026-03-31")),
                     authority);
    assert_int_equal(areas_combined_authority(areas, none, day_of("2026-03-31")),
                     AREA_NONE);
    areas_close(areas);
    told_check(&told, "");
}

static uint32_t council_of(const struct areas *areas, const char *code)
{
    return areas_get(areas, areas_find_code(areas, text_of(code)))->council;
}

static void memberships_are_told_with_kind_and_days(void **state)
{
    (void)state;
    struct told told;
    size_t count, authorities = 0;
    struct areas *areas = open_small(&told);
    const struct area_membership *memberships = areas_memberships(areas, &count);
    for (size_t i = 0; i < count; i++)
        if (memberships[i].kind == MEMBERSHIP_COMBINED_AUTHORITY) {
            assert_int_equal(
                areas_combined_authority(areas, memberships[i].area, memberships[i].from),
                memberships[i].parent);
            authorities++;
        } else {
            assert_in_range(memberships[i].kind, MEMBERSHIP_COUNTY, MEMBERSHIP_COUNTRY);
        }
    assert_in_range(authorities, 1, count);
    areas_close(areas);
    told_check(&told, "");
}

static void succession_goes_through_others_and_one_way(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_small(&told);
    const uint32_t district = council_of(areas, "E07000049"),
                   county = council_of(areas, "E10000009"),
                   unitary = council_of(areas, "E06000059");
    assert_true(areas_succeeds(areas, county, district));
    assert_true(areas_succeeds(areas, unitary, district));
    assert_false(areas_succeeds(areas, district, unitary));
    assert_false(areas_succeeds(areas, unitary, unitary));
    assert_true(areas_has_successor(areas, district));
    assert_false(areas_has_successor(areas, unitary));
    areas_close(areas);
    told_check(&told, "");
}

static void check_successor(const struct areas *areas, uint32_t council, size_t n,
                            const char *code, const char *date,
                            enum area_succession_kind kind)
{
    struct area_successor successor;
    assert_true(areas_get_successor(areas, council, n, &successor));
    assert_int_equal(successor.council, council_of(areas, code));
    assert_int_equal(successor.date, day_of(date));
    assert_int_equal(successor.kind, kind);
}

static void successors_are_told_with_date_and_kind(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_small(&told);
    struct area_successor successor;
    const uint32_t district = council_of(areas, "E07000049"),
                   county = council_of(areas, "E10000009"),
                   unitary = council_of(areas, "E06000059");
    check_successor(areas, district, 0, "E10000009", "2019-04-01", SUCCESSION_MERGED);
    assert_false(areas_get_successor(areas, district, 1, &successor));
    check_successor(areas, county, 0, "E06000059", "2019-04-01", SUCCESSION_SPLIT);
    check_successor(areas, county, 1, "E06000001", "2019-04-01", SUCCESSION_SPLIT);
    assert_false(areas_get_successor(areas, county, 2, &successor));
    assert_false(areas_get_successor(areas, unitary, 0, &successor));
    areas_close(areas);
    told_check(&told, "");
}

static void a_circle_of_successors_ends(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas =
        open_with(SUCCESSORS,
                  "council,successor,date,kind\nedo,dor,2019-04-01,merged\n"
                  "dor,edo,2019-04-01,merged\n",
                  &told);
    assert_false(areas_succeeds(areas, council_of(areas, "E06000059"),
                                council_of(areas, "E07000049")));
    areas_close(areas);
    told_check(&told, "");
}

static void check_wrong_areas(const char *row, const char *wanted)
{
    struct told told;
    char *text = NULL;
    assert_true(asprintf(&text, "code,council,name,class,region,valid_from,valid_to\n%s",
                         row) > 0);
    assert_null(open_with(AREAS, text, &told));
    assert_non_null(strstr(told_said(&told), wanted));
    told_close(&told);
    free(text);
}

static void rows_of_areas_are_whole_plain_and_in_time(void **state)
{
    (void)state;
    check_wrong_areas("E06000001,hpl,Hartle\x1b[31mpool,unitary,North East,,\n",
                      "areas.csv:2: 'Hartle?[31mpool' is not plain text: it holds a "
                      "control byte\n");
    check_wrong_areas("E06000001,hpl,\"Hartle\npool\",unitary,North East,,\n",
                      "areas.csv:2: 'Hartle?pool' is not plain text");
    check_wrong_areas("E06000001,hpl,H,unitary,N,2020-04-01,2020-03-31\n",
                      "areas.csv:2: '2020-03-31' is not the end: it comes before "
                      "'valid_from'\n");
    check_wrong_areas("E06000001,hpl,H,unitary,N,,,\n",
                      "areas.csv:2: 8 cells stand here; the header has 7\n");
    check_wrong_areas("E06000001,hpl,H,unitary,N,\n",
                      "areas.csv:2: 6 cells stand here; the header has 7\n");
}

/* Opens tables of these areas and, unless NULL, successors; of the rest only headers. */
static struct areas *open_only(const char *areas_text, const char *successors,
                               struct told *told)
{
    struct folder_told folder;
    char path[128];
    folder_told_open(&folder);
    told_open(told);
    for (int i = 0; i < TABLES; i++) {
        char header[80];
        snprintf(header, sizeof header, "%.*s",
                 (int)(strchr(small[i], '\n') + 1 - small[i]), small[i]);
        const char *const content = i == AREAS        ? areas_text
                                    : i == SUCCESSORS ? successors
                                                      : header;
        folder_told_write(&folder, names[i], content == NULL ? header : content, path);
    }
    struct areas *areas = areas_open(folder.path, &told->messages);
    folder_told_close(&folder);
    assert_non_null(areas);
    return areas;
}

/* Twenty councils, each of which followed all others: searched without a memory of who
 * was visited, one question takes years. */
static void all_may_follow_all(void **state)
{
    (void)state;
    struct told told;
    char *areas_text = NULL, *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    fputs("council,successor,date,kind\n", out);
    for (int i = 0; i < 20; i++)
        for (int j = 0; j < 20; j++)
            if (i != j)
                fprintf(out, "c%d,c%d,2019-04-01,split\n", i, j);
    fclose(out);
    out = open_memstream(&areas_text, &length);
    fputs("code,council,name,class,region,valid_from,valid_to\n", out);
    for (int i = 0; i < 21; i++)
        fprintf(out, "E060000%02d,c%d,C%d,unitary,,,\n", i, i, i);
    fclose(out);
    struct areas *areas = open_only(areas_text, text, &told);
    assert_true(areas_succeeds(areas, council_of(areas, "E06000000"),
                               council_of(areas, "E06000019")));
    assert_false(areas_succeeds(areas, council_of(areas, "E06000020"),
                                council_of(areas, "E06000019")));
    areas_close(areas);
    free(areas_text);
    free(text);
    told_check(&told, "");
}

static void nobody_need_follow_anybody(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_with(SUCCESSORS, "council,successor,date,kind\n", &told);
    assert_false(areas_has_successor(areas, 0));
    areas_close(areas);
    told_check(&told, "");
}

static void check_joint(const struct areas *areas, const char *metric, const char *period,
                        const char *wanted)
{
    struct period p;
    assert_true(period_parse(text_of(period), &p));
    assert_true(text_is(
        areas_joint_reporter(areas, council_of(areas, "E07000049"), text_of(metric), p),
        wanted));
}

static void figures_reported_together_have_a_reporter(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_small(&told);
    check_joint(areas, "waste.rate", "2010/11", "");
    check_joint(areas, "waste.rate", "2011/12", "E10000009");
    check_joint(areas, "waste.rate", "2018/19", "E10000009");
    check_joint(areas, "waste.rate", "2019/20", "");
    check_joint(areas, "roads.red", "2018/19", "");
    areas_close(areas);
    told_check(&told, "");
}

/* What is said, from after the folder's name, when one table is wrong. */
static void check_wrong(int table, const char *content, const char *wanted)
{
    struct told told;
    assert_null(open_with(table, content, &told));
    assert_int_equal(told.messages.said, 1);
    const char *said = strstr(told_said(&told), names[table]);
    assert_non_null(said);
    assert_string_equal(said, wanted);
    told_close(&told);
}

#define SUCCESSION "council,successor,date,kind\n"
#define HEADER "code,council,name,class,region,valid_from,valid_to\n"

static void a_wrong_table_is_said_with_its_place(void **state)
{
    (void)state;
    check_wrong(JOINT, NULL, "joint.csv: cannot be read: No such file or directory\n");
    check_wrong(AREAS, "", "areas.csv:1: the table is empty\n");
    check_wrong(AREAS, "code,council,name,class,region,valid_from\n",
                "areas.csv:1: there is no column 'valid_to'; did you mean "
                "'valid_from'?\n");
    check_wrong(AREAS, HEADER "E06000001,hpl\n",
                "areas.csv:2: 2 cells stand here; the header has 7\n");
    check_wrong(AREAS, HEADER "E06000001,hpl,H,village,,,\n",
                "areas.csv:2: 'village' is not a class of area\n");
    check_wrong(AREAS, HEADER "E06000001,hpl,H,unitary,,1.4.2019,\n",
                "areas.csv:2: '1.4.2019' is not a date such as 2019-04-01\n");
    check_wrong(AREAS, HEADER "E06000001,a,H,unitary,,,\nE06000001,b,I,unitary,,,\n",
                "areas.csv:3: 'E06000001' is not new: the code stands twice\n");
    check_wrong(SPELLINGS, "spelling,council\nHull,kuh\n",
                "spellings.csv:2: 'kuh' is not a council of areas.csv\n");
    check_wrong(MEMBERSHIPS, "area,parent,kind,from,to\nE06000001,E47000099,region,,\n",
                "memberships.csv:2: 'E47000099' is not a code of areas.csv\n");
    check_wrong(SUCCESSORS, SUCCESSION "edo,dors,2019-04-01,merged\n",
                "successors.csv:2: 'dors' is not a council of areas.csv\n");
    check_wrong(SUCCESSORS, SUCCESSION "edo,dor,,merged\n",
                "successors.csv:2: '' is not a date such as 2019-04-01\n");
    check_wrong(SUCCESSORS, SUCCESSION "edo,dor,2019-04-01,moved\n",
                "successors.csv:2: 'moved' is not a kind of succession: merged or "
                "split\n");
    check_wrong(JOINT,
                "council,metric,reporter,from,to\nedo,w,E10000009,2011/12,2018-19\n",
                "joint.csv:2: '2018-19' is not a period such as 2022/23\n");
}

static void a_reporter_of_others_explains_itself(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_with(
        JOINT,
        "council,metric,reporter,from,to\nedo,w,E50000001,,\nedo,x,E50000001,,\n"
        "dor,w,E50000001,,\n",
        &told);
    check_found(areas, "E50000001", NULL,
                "'E50000001' reports for several councils together: East Dorset, Dorset");
    areas_close(areas);
    told_check(&told, "");
}

static void a_plain_number_says_what_it_is_in_which_scheme(void **state)
{
    (void)state;
    struct told told;
    struct areas *areas = open_with(SPELLINGS,
                                    "spelling,council\ndfe:909,hpl\ncassr:909,shf\n"
                                    "dfe:835,dor\ndfe:835,dst\n",
                                    &told);
    check_found(areas, "dfe:909", NULL, "E06000001");
    check_found(areas, "CASSR:909", NULL, "E08000039");
    check_found(areas, "dfe:835", "2018-04-01", "E10000009");
    check_found(areas, "dfe:835", "2020-04-01", "E06000059");
    check_found(areas, " 909", NULL,
                "'909' alone is no council: dfe:909 is E06000001 (Hartlepool), cassr:909 "
                "is E08000039 (Sheffield); a recipe's 'scheme' says which numbers these "
                "are");
    check_found(areas, "835", "2018-04-01",
                "'835' alone is no council: dfe:835 is E10000009 (Dorset); a recipe's "
                "'scheme' says which numbers these are");
    check_found(areas, "910", NULL, "unknown council '910'");
    check_found(areas, "dfe:910", NULL, "unknown council 'dfe:910'");
    check_found(areas, "dfee:910", NULL,
                "unknown council 'dfee:910'; did you mean 'dfe:909'?");
    check_found(areas, "9091", NULL, "unknown council '9091'");
    areas_close(areas);
    told_check(&told, "");
}

/* More than are ever listed: the first ones of the table are, whatever their order. */
static void a_name_of_many_areas_lists_the_first(void **state)
{
    (void)state;
    struct told told;
    char rows[4000] = "code,council,name,class,region,valid_from,valid_to\n", *at = rows;
    char hint[AREA_HINT_SIZE], hints[AREA_HINT_SIZE] = "'Many' is ambiguous:";
    for (int i = 0; i < 20; i++) {
        at += strlen(at);
        sprintf(at, "E060000%02d,c%d,Many,unitary,,,\n", i, i);
        if (i < 16)
            sprintf(hints + strlen(hints), "%s E060000%02d (Many)", i == 0 ? "" : ",", i);
    }
    struct areas *areas = open_only(rows, NULL, &told);
    areas_explain(areas, text_of("Many"), DATE_DISTANT_FUTURE, true, hint);
    assert_string_equal(hint, hints);
    areas_close(areas);
    told_check(&told, "");
}

/* Names of 600 bytes and more: what does not fit is left away. */
static void a_long_hint_ends_at_its_bound(void **state)
{
    (void)state;
    struct told told;
    char rows[2000] = "spelling,council\n", name[700], hint[AREA_HINT_SIZE];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    sprintf(rows + strlen(rows), "%s,hpl\n%s,shf\n", name, name);
    struct areas *areas = open_with(SPELLINGS, rows, &told);
    areas_explain(areas, text_of(name), DATE_DISTANT_FUTURE, true, hint);
    assert_int_equal(strlen(hint), AREA_HINT_SIZE - 1);
    areas_close(areas);
    told_check(&told, "");
}

static void the_shipped_tables_are_right(void **state)
{
    (void)state;
    struct told told;
    char path[4096];
    const char *source = getenv("srcdir");
    snprintf(path, sizeof path, "%s/data", source == NULL ? "." : source);
    told_open(&told);
    struct areas *areas = areas_open(path, &told.messages);
    assert_non_null(areas);
    for (uint32_t i = 0; i < areas_count(areas); i++) {
        const struct area *area = areas_get(areas, i);
        assert_int_equal(area->code.length, 9);
        assert_true(area->valid_from <= area->valid_to);
        assert_true(area->council < areas_count(areas));
    }
    check_found(areas, "E06000001", NULL, "E06000001");
    check_found(areas, "Dorset", "2018-04-01", "E10000009");
    check_found(areas, "Dorset", NULL, "E06000059");
    check_found(areas, "Bristol, City of", NULL, "E06000023");
    check_found(areas, "England", NULL, "E92000001");
    check_found(areas, "E3831", NULL, "E07000223");
    check_found(areas, "00CN", NULL, "E08000025");
    check_found(areas, "dfe:831", NULL, "E06000015");
    check_found(areas, "cassr:102", "2015-04-01", "E10000006");
    check_found(areas, "London Borough of Hackney", NULL, "E09000012");
    check_found(areas, "Bath & North East Somerset (UA)", NULL, "E06000022");
    check_found(areas, "Newcastle-upon-Tyne", NULL, "E08000021");
    check_found(areas, "Kings Lynn and West Norfolk BC", NULL, "E07000146");
    check_found(areas, "Royal Borough of Greenwich", NULL, "E09000011");
    check_found(areas, "City of Bradford", NULL, "E08000032");
    check_found(areas, "Kent County Council", NULL, "E10000016");
    check_found(areas, "909", "2015-04-01",
                "'909' alone is no council: dfe:909 is E10000006 (Cumbria), cassr:909 is "
                "E06000023 (Bristol, City of); a recipe's 'scheme' says which numbers "
                "these are");
    check_found(areas, "E6354", NULL,
                "'E6354' is ambiguous: E47000006 (Tees Valley), E47000009 (West of "
                "England)");
    check_found(areas, "E50000008", NULL,
                "'E50000008' reports for several councils together: Cambridge, South "
                "Cambridgeshire");
    assert_true(areas_succeeds(areas, council_of(areas, "E06000063"),
                               council_of(areas, "E10000006")));
    areas_close(areas);
    told_check(&told, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_area_is_known_by_code_name_and_spelling),
        cmocka_unit_test(punctuation_of_a_name_does_not_matter),
        cmocka_unit_test(how_an_area_was_found_is_told),
        cmocka_unit_test(a_name_means_the_council_of_its_day),
        cmocka_unit_test(codes_of_one_council_are_one),
        cmocka_unit_test(a_name_of_two_areas_at_once_is_ambiguous),
        cmocka_unit_test(a_council_that_ended_is_known_by_its_last_code),
        cmocka_unit_test(levels_follow_from_classes),
        cmocka_unit_test(membership_of_a_combined_authority_has_its_time),
        cmocka_unit_test(memberships_are_told_with_kind_and_days),
        cmocka_unit_test(succession_goes_through_others_and_one_way),
        cmocka_unit_test(successors_are_told_with_date_and_kind),
        cmocka_unit_test(a_circle_of_successors_ends),
        cmocka_unit_test(rows_of_areas_are_whole_plain_and_in_time),
        cmocka_unit_test(all_may_follow_all),
        cmocka_unit_test(nobody_need_follow_anybody),
        cmocka_unit_test(figures_reported_together_have_a_reporter),
        cmocka_unit_test(a_wrong_table_is_said_with_its_place),
        cmocka_unit_test(a_reporter_of_others_explains_itself),
        cmocka_unit_test(a_plain_number_says_what_it_is_in_which_scheme),
        cmocka_unit_test(a_name_of_many_areas_lists_the_first),
        cmocka_unit_test(a_long_hint_ends_at_its_bound),
        cmocka_unit_test(the_shipped_tables_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
