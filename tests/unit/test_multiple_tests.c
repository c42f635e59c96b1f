/* Adjusted p values, by hand and against R. */
#include "unit.h"
#include "vectors.h"

#include "stats/multiple_tests.h"

enum { METHODS = 4 };

static void adjust(const double *p, size_t count, enum multiple_tests method,
                   double *adjusted)
{
    multiple_tests_adjust(p, count, method, adjusted);
    for (size_t i = 0; i < count; i++)
        assert_true(adjusted[i] >= p[i] && adjusted[i] <= 1);
}

static void one_test_needs_no_adjusting(void **state)
{
    (void)state;
    const double p = 0.03;
    double adjusted = -1;
    for (int method = 0; method < METHODS; method++) {
        adjust(&p, 1, method, &adjusted);
        assert_true(adjusted == 0.03);
    }
}

static void no_tests_give_nothing(void **state)
{
    (void)state;
    double untouched = -1;
    for (int method = 0; method < METHODS; method++)
        multiple_tests_adjust(NULL, 0, method, &untouched);
    assert_true(untouched == -1);
}

static void equal_p_values_stay_equal(void **state)
{
    (void)state;
    const double p[] = { 0.04, 0.01, 0.04, 0.01 };
    double adjusted[4];
    adjust(p, 4, MULTIPLE_TESTS_BENJAMINI_HOCHBERG, adjusted);
    for (size_t i = 0; i < 4; i++)
        assert_true(adjusted[i] == (i % 2 == 0 ? 0.04 : 0.02));
    adjust(p, 4, MULTIPLE_TESTS_HOLM, adjusted);
    for (size_t i = 0; i < 4; i++)
        assert_true(adjusted[i] == (i % 2 == 0 ? 0.08 : 0.04));
}

static void certainty_and_impossibility_keep_their_bounds(void **state)
{
    (void)state;
    const double p[] = { 1, 0, 1, 0, 1 };
    double adjusted[5];
    for (int method = 0; method < METHODS; method++) {
        adjust(p, 5, method, adjusted);
        for (size_t i = 0; i < 5; i++)
            assert_true(adjusted[i] == p[i]);
    }
}

/* A larger p must never end before a smaller one. */
static void the_order_of_p_values_is_kept(void **state)
{
    (void)state;
    double p[100];
    double adjusted[100];
    for (size_t i = 0; i < 100; i++)
        p[i] = (double)(i * i * 37 % 101) / 101;
    for (int method = 0; method < METHODS; method++) {
        adjust(p, 100, method, adjusted);
        for (size_t i = 0; i < 100; i++)
            for (size_t j = 0; j < 100; j++)
                assert_true(p[i] >= p[j] || adjusted[i] <= adjusted[j]);
    }
}

static void p_values_may_be_adjusted_in_place(void **state)
{
    (void)state;
    double p[] = { 0.02, 0.01 };
    multiple_tests_adjust(p, 2, MULTIPLE_TESTS_HOLM, p);
    assert_true(p[0] == 0.02 && p[1] == 0.02);
    multiple_tests_adjust(p, 2, MULTIPLE_TESTS_BONFERRONI, p);
    assert_true(p[0] == 0.04 && p[1] == 0.04);
}

static void adjusted_p_values_are_those_of_r(void **state)
{
    (void)state;
    static const char *const columns[METHODS] = {
        [MULTIPLE_TESTS_BENJAMINI_HOCHBERG] = "bh",
        [MULTIPLE_TESTS_BENJAMINI_YEKUTIELI] = "by",
        [MULTIPLE_TESTS_HOLM] = "holm",
        [MULTIPLE_TESTS_BONFERRONI] = "bonferroni",
    };
    struct vectors v = vectors_open("benjamini_hochberg.csv");
    for (size_t from = 0, to; from < v.rows; from = to) {
        to = vectors_next_case(&v, from, "case");
        size_t count;
        double *p = vectors_column(&v, from, to, "p", &count);
        double *adjusted = malloc((count + 1) * sizeof *adjusted);
        assert_non_null(adjusted);
        for (int method = 0; method < METHODS; method++) {
            adjust(p, count, method, adjusted);
            size_t i = 0;
            for (size_t row = from; row < to; row++) {
                const bool missing = isnan(vectors_number(&v, row, "p"));
                vectors_check(&v, row, columns[method], missing ? NAN : adjusted[i++],
                              vectors_number(&v, row, columns[method]), 1e-12);
                if (method == MULTIPLE_TESTS_BENJAMINI_HOCHBERG && !missing)
                    assert_int_equal(adjusted[i - 1] <= 0.05,
                                     (int)vectors_number(&v, row, "flag_q05"));
            }
            assert_int_equal(i, count);
        }
        free(adjusted);
        free(p);
    }
    vectors_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_test_needs_no_adjusting),
        cmocka_unit_test(no_tests_give_nothing),
        cmocka_unit_test(equal_p_values_stay_equal),
        cmocka_unit_test(certainty_and_impossibility_keep_their_bounds),
        cmocka_unit_test(the_order_of_p_values_is_kept),
        cmocka_unit_test(p_values_may_be_adjusted_in_place),
        cmocka_unit_test(adjusted_p_values_are_those_of_r),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
