/* Scores, by hand and against R. */
#include "unit.h"
#include "vectors.h"

#include "stats/order.h"
#include "stats/score.h"

/* NAN: there is no score. */
static void check(bool (*score)(const double *, size_t, double, double *),
                  const double *sorted, size_t count, double value, double expected)
{
    double found = NAN;
    assert_true(score(sorted, count, value, &found) == !isnan(expected));
    if (isnan(expected) ? !isnan(found)
                        : fabs(found - expected) > 1e-12 * fmax(1, fabs(expected)))
        fail_msg("%.17g, not %.17g", found, expected);
}

static const double textbook[] = { 2, 4, 4, 4, 5, 5, 7, 9 };

static void a_robust_score_counts_scaled_mads_from_the_median(void **state)
{
    (void)state;
    const double sorted[] = { 1, 2, 3, 4, 100 };
    check(score_robust, sorted, 5, 3, 0);
    check(score_robust, sorted, 5, 100, 97 / 1.4826);
    check(score_robust, sorted, 5, 1, -2 / 1.4826);
}

static void where_most_are_equal_the_mean_deviation_takes_over(void **state)
{
    (void)state;
    const double sorted[] = { 5, 5, 5, 5, 9 };
    check(score_robust, sorted, 5, 9, 4 / (sqrt(M_PI / 2) * 0.8));
    check(score_robust, sorted, 5, 5, 0);
}

static void a_standard_score_counts_standard_deviations(void **state)
{
    (void)state;
    check(score_standard, textbook, 8, 9, 4 / sqrt(32.0 / 7));
    check(score_standard, textbook, 8, 5, 0);
}

static void the_least_is_0_and_the_most_1(void **state)
{
    (void)state;
    check(score_min_max, textbook, 8, 2, 0);
    check(score_min_max, textbook, 8, 9, 1);
    check(score_min_max, textbook, 8, 5, 3.0 / 7);
}

static void a_percentile_halves_ties(void **state)
{
    (void)state;
    check(score_percentile, textbook, 8, 2, 100 * 0.5 / 8);
    check(score_percentile, textbook, 8, 4, 100 * 2.5 / 8);
    check(score_percentile, textbook, 8, 9, 100 * 7.5 / 8);
    check(score_percentile, (const double[]){ 3 }, 1, 3, 50);
}

static void without_spread_there_is_no_score(void **state)
{
    (void)state;
    const double equal[] = { 0.1, 0.1, 0.1 };
    for (size_t count = 1; count <= 3; count++) {
        check(score_robust, equal, count, 0.1, NAN);
        check(score_standard, equal, count, 0.1, NAN);
        check(score_min_max, equal, count, 0.1, NAN);
        check(score_percentile, equal, count, 0.1, 50);
    }
}

static void robust_scores_agree_with_R(void **state)
{
    (void)state;
    struct vectors v = vectors_open("robust_z.csv");
    for (size_t from = 0, next; from < v.rows; from = next) {
        next = vectors_next_case(&v, from, "case");
        size_t count;
        double *sorted = vectors_column(&v, from, next, "x", &count);
        order_sort(sorted, count);
        for (size_t row = from; row < next; row++) {
            const double x = vectors_number(&v, row, "x");
            const bool mad_is_0 = vectors_number(&v, row, "mad_raw") == 0;
            const double expected =
                vectors_number(&v, row, mad_is_0 ? "z_fallback_meanad" : "z_mad");
            double score = NAN;
            if (isnan(x))
                continue;
            assert_true(score_robust(sorted, count, x, &score) == !isnan(expected));
            vectors_check(&v, row, "score", score, expected, 1e-9);
        }
        free(sorted);
    }
    vectors_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_robust_score_counts_scaled_mads_from_the_median),
        cmocka_unit_test(where_most_are_equal_the_mean_deviation_takes_over),
        cmocka_unit_test(a_standard_score_counts_standard_deviations),
        cmocka_unit_test(the_least_is_0_and_the_most_1),
        cmocka_unit_test(a_percentile_halves_ties),
        cmocka_unit_test(without_spread_there_is_no_score),
        cmocka_unit_test(robust_scores_agree_with_R),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
