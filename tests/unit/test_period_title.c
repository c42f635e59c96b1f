/* Periods in titles and names, and how a recipe reads them there. */
#include "unit.h"

#include "council/period_title.h"
#include "council/recipe.h"

/* What a recipe with the edges that are proposed leaves of the title, and what it means;
 * "none" where the title says no one period. */
static void check(const char *text, bool short_years, const char *wanted)
{
    struct period_title title;
    struct text after, before, part = { 0 };
    char out[200] = "none", means[PERIOD_SIZE];
    struct arena arena;
    arena_init(&arena);
    if (period_title_read(text_of(text), short_years, &title)) {
        period_title_edges(&title, &arena, &after, &before);
        const struct recipe_text edges = { .after = after, .before = before };
        assert_true(recipe_text_cut(&edges, title.text, &part));
        struct period read = title.means;
        if (title.spelt)
            assert_true(period_parse_spelt(title.spelling, part, &read));
        assert_int_equal(period_compare(read, title.means), 0);
        snprintf(out, sizeof out, "%.*s|%.*s|%.*s = %s%s", TEXT_ARGS(after),
                 TEXT_ARGS(part), TEXT_ARGS(before), period_format(title.means, means),
                 title.spelt ? "" : ", recoded");
    }
    arena_release(&arena);
    assert_string_equal(out, wanted);
}

static void a_title_speaks_of_one_period_or_of_none(void **state)
{
    (void)state;
    check("Revenue Outturn (RO) 2015-16: summary", false, "RO) |2015-16|: = 2015/16");
    check("population, mid-2018", false, "mid-|2018| = 2018");
    check("in the year 2009/10, published in 2011", false, "year |2009/10|, = 2009/10");
    check("2014-15 to 2022-23", false, "none");
    check("2001 to 2018", false, "none");
    check("line 190 of 20160401", false, "none");
    check("", true, "none");
}

static void a_year_may_be_named_by_its_end(void **state)
{
    (void)state;
    check("Visits in the year ending 31 March 2023", false, "March |2023| = 2022/23");
    check("Year ending December 2023", false, "December |2023| = 2023");
    check("Year ending June 2023", false, "none");
    check("April 2022 to March 2023", false, "March |2023| = 2022/23");
    check("January 2022 to December 2022", false, "December |2022| = 2022");
    check("April to June 2023", false, "none");
}

static void days_months_and_quarters_are_read(void **state)
{
    (void)state;
    check("Dwellings exempt on 7 October 2019 (CTB)", false,
          "on |7 October 2019| ( = 2019-10-07");
    check("Reserves at 31/03/2017", false, "at |31/03/2017| = 2017-03-31");
    check("Claimants, March 2024", false, "Claimants, |March 2024| = 2024-03");
    check("Apr-23", false, "|Apr-23| = 2023-04, recoded");
    check("Returns for 2022/23 Q3", false, "for |2022/23 Q3| = 2022-Q4");
    check("Returns for Q3 2022/23", false, "for |Q3 2022/23| = 2022-Q4, recoded");
    check("31 May 2019 and 7 Oct 2019", false, "May |2019|  = 2019");
}

static void the_date_of_a_publication_is_no_period(void **state)
{
    (void)state;
    check("Published 13 March 2024", false, "none");
    check("Last updated: 2024", false, "none");
    check("ONS Crown Copyright Reserved [from Nomis on 13 March 2025]", false, "none");
    check("local authority: county / unitary (as of April 2023)", false, "none");
    check("Homes 2022, released May 2024", false, "Homes |2022|, = 2022");
}

static void names_of_files_have_short_years(void **state)
{
    (void)state;
    check("budgetaccounts1617.csv", true, "budgetaccounts|1617|. = 2016/17");
    check("budgetaccounts1617", false, "none");
    check("exp-eng-14-15-fin.csv", true, "eng-|14-15|-f = 2014/15");
    check("RSX_LA_Data_202425.csv", true, "Data_|202425|. = 2024/25");
    check("RS_2015-16_data.csv", true, "RS_|2015-16|_ = 2015/16");
    check("saved-2023-10-11.csv", true, "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_speaks_of_one_period_or_of_none),
        cmocka_unit_test(a_year_may_be_named_by_its_end),
        cmocka_unit_test(days_months_and_quarters_are_read),
        cmocka_unit_test(the_date_of_a_publication_is_no_period),
        cmocka_unit_test(names_of_files_have_short_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
