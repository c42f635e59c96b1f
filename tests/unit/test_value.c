/* Published markers and what they mean in a comparison. */
#include "unit.h"

#include <stdio.h>

#include "council/value.h"

/* The markers of a cell, sorted, or "?" where it holds something else. */
static const char *spelt(const char *cell, char out[MARKERS_SIZE])
{
    unsigned markers;
    return markers_parse(text_of(cell), &markers) ? markers_format(markers, out) : "?";
}

static void markers_come_out_sorted(void **state)
{
    (void)state;
    char out[MARKERS_SIZE];
    assert_string_equal(spelt("", out), "");
    assert_string_equal(spelt("c", out), "c");
    assert_string_equal(spelt("r e", out), "e r");
    assert_string_equal(spelt("p low", out), "low p");
    assert_string_equal(spelt("z x w u r p low f e c b", out), "b c e f low p r u w x z");
}

static void anything_else_is_no_marker(void **state)
{
    (void)state;
    static const char *const wrong[] = { "q",   "C",   "r r", " r",   "r ", "r  e",
                                         "[r]", "r,e", "lo",  "rlow", " " };
    char out[MARKERS_SIZE];
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (strcmp(spelt(wrong[i], out), "?") != 0)
            fail_msg("'%s' was read", wrong[i]);
}

/* "REST|MARKERS" of a cell in the government's shorthand, or "?". */
static void check_shorthand(const char *cell, const char *wanted)
{
    struct text rest;
    unsigned markers;
    char letters[MARKERS_SIZE], told[128] = "?";
    if (markers_parse_shorthand(text_of(cell), &rest, &markers))
        snprintf(told, sizeof told, "%.*s|%s", TEXT_ARGS(rest),
                 markers_format(markers, letters));
    assert_string_equal(told, wanted);
}

static void shorthand_stands_behind_a_number_or_alone(void **state)
{
    (void)state;
    check_shorthand("28.9", "28.9|");
    check_shorthand("41.3 [r]", "41.3|r");
    check_shorthand(" 41.3[r] [e] ", "41.3|e r");
    check_shorthand("[c]", "|c");
    check_shorthand("[low]", "|low");
    check_shorthand("", "|");
    check_shorthand("[r][r]", "|r");
}

static void a_bracket_with_anything_else_is_refused(void **state)
{
    (void)state;
    check_shorthand("41.3 [q]", "?");
    check_shorthand("[]", "?");
    check_shorthand("r]", "?");
    check_shorthand("]", "?");
    check_shorthand("[q] [r]", "?");
    check_shorthand("[r] 41.3", "[r] 41.3|");
}

/* The table of the contract. */
static void a_marker_without_a_number_is_missing_and_z_is_outside(void **state)
{
    (void)state;
    static const struct {
        bool has_number;
        unsigned markers;
        enum standing standing;
    } cases[] = {
        { true, 0, STANDING_COUNTS },
        { true, MARKER_PROVISIONAL | MARKER_REVISED, STANDING_COUNTS },
        { false, 0, STANDING_MISSING },
        { false, MARKER_PROVISIONAL, STANDING_MISSING },
        { false, MARKER_CONFIDENTIAL, STANDING_MISSING },
        { false, MARKER_NOT_AVAILABLE, STANDING_MISSING },
        { false, MARKER_LOW, STANDING_MISSING },
        { false, MARKER_NONE_RECORDED, STANDING_MISSING },
        { false, MARKER_NOT_APPLICABLE, STANDING_OUTSIDE },
        { false, MARKER_NOT_APPLICABLE | MARKER_REVISED, STANDING_OUTSIDE },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(value_standing(cases[i].has_number, cases[i].markers),
                         cases[i].standing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markers_come_out_sorted),
        cmocka_unit_test(anything_else_is_no_marker),
        cmocka_unit_test(shorthand_stands_behind_a_number_or_alone),
        cmocka_unit_test(a_bracket_with_anything_else_is_refused),
        cmocka_unit_test(a_marker_without_a_number_is_missing_and_z_is_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
