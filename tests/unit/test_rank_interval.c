/* Intervals and chances of ranks, by hand and against R. */
#include <time.h>

#include "unit.h"
#include "vectors.h"

#include "stats/distribution.h"
#include "stats/rank_bootstrap.h"
#include "stats/rank_interval.h"
#include "stats/rank_posterior.h"

enum { MOST = 32 };

/* The interval of each value, such as "1-2 1-2 3-3". */
static const char *holm(const double *values, const double *errors, size_t count,
                        enum rank_scope scope)
{
    static char text[MOST * 8];
    struct rank_limits limits[MOST];
    size_t length = 0;
    rank_interval_holm(&(struct rank_values){ values, errors, count }, 0.95, scope,
                       limits);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        length += (size_t)sprintf(text + length, "%s%zu-%zu", i > 0 ? " " : "",
                                  limits[i].lower, limits[i].upper);
    return text;
}

static const char *groups(const double *values, const double *errors, size_t count,
                          size_t *number)
{
    static char text[MOST * 8];
    struct rank_groups found[MOST];
    size_t length = 0;
    *number = rank_groups(&(struct rank_values){ values, errors, count }, 0.95, found);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        length += (size_t)sprintf(text + length, "%s%zu-%zu", i > 0 ? " " : "",
                                  found[i].first, found[i].last);
    return text;
}

static void posterior(const double *values, const double *errors, size_t count,
                      struct rank_posterior *ranks)
{
    rank_posterior(&(struct rank_values){ values, errors, count }, 0.95, ranks);
    for (size_t i = 0; i < count; i++) {
        assert_true(ranks[i].lower >= 1 && ranks[i].lower <= ranks[i].median);
        assert_true(ranks[i].median <= ranks[i].upper && ranks[i].upper <= count);
        assert_true(ranks[i].best >= 0 && ranks[i].best <= 1);
        assert_true(ranks[i].worst >= 0 && ranks[i].worst <= 1);
        assert_true(ranks[i].best_quarter >= 0 && ranks[i].best_quarter <= 1);
        assert_true(ranks[i].worst_quarter >= 0 && ranks[i].worst_quarter <= 1);
        assert_true(ranks[i].expected >= 1 - 1e-9 &&
                    ranks[i].expected <= (double)count + 1e-9);
    }
}

static void nobody_and_one_alone_need_no_luck(void **state)
{
    (void)state;
    const double value = 3;
    const double error = 1;
    struct rank_posterior rank = { .expected = -1 };
    size_t number;
    for (int scope = RANK_MARGINAL; scope <= RANK_SIMULTANEOUS; scope++) {
        assert_string_equal(holm(&value, &error, 0, scope), "");
        assert_string_equal(holm(&value, &error, 1, scope), "1-1");
    }
    posterior(&value, &error, 0, &rank);
    assert_true(rank.expected == -1);
    posterior(&value, &error, 1, &rank);
    assert_true(rank.best == 1 && rank.worst == 1 && rank.upper == 1);
    assert_true(rank.best_quarter == 0);
    assert_string_equal(groups(&value, &error, 0, &number), "");
    assert_int_equal(number, 0);
    assert_string_equal(groups(&value, &error, 1, &number), "1-1");
    assert_int_equal(number, 1);
}

static void equal_values_may_have_any_rank(void **state)
{
    (void)state;
    const double values[] = { 5, 5, 5, 5 };
    const double errors[] = { 1, 1, 1, 1 };
    const double none[] = { 0, 0, 0, 0 };
    struct rank_posterior ranks[4];
    size_t number;
    for (int scope = RANK_MARGINAL; scope <= RANK_SIMULTANEOUS; scope++) {
        assert_string_equal(holm(values, errors, 4, scope), "1-4 1-4 1-4 1-4");
        assert_string_equal(holm(values, none, 4, scope), "1-4 1-4 1-4 1-4");
        assert_string_equal(holm(values, NULL, 4, scope), "1-4 1-4 1-4 1-4");
    }
    assert_string_equal(groups(values, errors, 4, &number), "1-1 1-1 1-1 1-1");
    posterior(values, errors, 4, ranks);
    for (size_t i = 0; i < 4; i++) {
        assert_true(fabs(ranks[i].best - 0.25) < 1e-9);
        assert_true(fabs(ranks[i].worst_quarter - 0.25) < 1e-9);
        assert_true(fabs(ranks[i].expected - 2.5) < 1e-9);
    }
    /* Known to be equal, all are first. */
    posterior(values, none, 4, ranks);
    for (size_t i = 0; i < 4; i++)
        assert_true(ranks[i].best == 1 && ranks[i].upper == 1);
}

static void values_without_error_have_their_own_rank(void **state)
{
    (void)state;
    const double values[] = { 2, 3, 1 };
    const double none[] = { 0, 0, 0 };
    struct rank_posterior ranks[3];
    assert_string_equal(holm(values, none, 3, RANK_SIMULTANEOUS), "2-2 1-1 3-3");
    posterior(values, none, 3, ranks);
    assert_true(ranks[0].expected == 2 && ranks[1].best == 1 && ranks[2].worst == 1);
}

/* One that is known, among others that are not: it lies between them for certain, or on
 * the middle of one with even chances. */
static void one_value_may_be_known(void **state)
{
    (void)state;
    const double values[] = { 5, 5, 9 };
    const double errors[] = { 0, 1, 0.1 };
    struct rank_posterior ranks[3];
    posterior(values, errors, 3, ranks);
    assert_true(fabs(ranks[0].expected - 2.5) < 1e-9);
    assert_true(fabs(ranks[1].expected - 2.5) < 1e-4);
    assert_true(fabs(ranks[1].worst - 0.5) < 1e-9);
    assert_true(fabs(ranks[0].worst - 0.5) < 1e-9);
}

/* Two values: the chance that one is above is that of their difference. */
static void two_values_are_a_difference(void **state)
{
    (void)state;
    static const double errors[][2] = { { 1, 1 }, { 1, 0.01 }, { 5, 1e-7 }, { 3, 4 } };
    for (size_t i = 0; i < 4; i++)
        for (double away = 0; away < 12; away += 1.7) {
            const double values[] = { away, 0 };
            struct rank_posterior ranks[2];
            posterior(values, errors[i], 2, ranks);
            const double above =
                distribution_normal(away / hypot(errors[i][0], errors[i][1]), TAIL_LOWER);
            assert_true(fabs(ranks[0].best - above) < 1e-9);
            assert_true(fabs(ranks[1].best - (1 - above)) < 1e-9);
        }
}

static void huge_and_tiny_numbers_end(void **state)
{
    (void)state;
    const double values[] = { 1e308, -1e308, 0, 1e-300, 1e-310 };
    static const double errors[][5] = { { 1e308, 1e308, 1e308, 1e308, 1e308 },
                                        { 1e-308, 1e-308, 1e-308, 1e-308, 1e-308 },
                                        { 1e308, 1e-308, 1, 1e-100, 0 } };
    struct rank_posterior ranks[5];
    for (size_t i = 0; i < 3; i++) {
        posterior(values, errors[i], 5, ranks);
        holm(values, errors[i], 5, RANK_SIMULTANEOUS);
    }
    assert_string_equal(holm(values, errors[1], 3, RANK_MARGINAL), "1-1 3-3 2-2");
}

/* 3 stands between 1 and 5, which are told apart, and is itself told apart from neither.
 */
static void groups_overlap(void **state)
{
    (void)state;
    const double values[] = { 4, 2, 3, 30 };
    const double errors[] = { 1, 1, 1, 1 };
    const double spread[] = { 5, 1, 3, 30 };
    size_t number;
    assert_string_equal(groups(spread, errors, 4, &number), "2-2 3-3 2-3 1-1");
    assert_int_equal(number, 3);
    assert_string_equal(groups(values, errors, 4, &number), "2-2 2-2 2-2 1-1");
    assert_int_equal(number, 2);
}

/* Equal values of unequal precision, with others about them. */
static void groups_do_not_depend_on_the_order_given(void **state)
{
    (void)state;
    double values[30], errors[30], turned_values[30], turned_errors[30];
    for (size_t round = 1; round < 40; round++) {
        struct rank_groups one[30], other[30];
        for (size_t i = 0; i < 30; i++) {
            values[i] = turned_values[29 - i] = (double)(i * i * round % 7);
            errors[i] = turned_errors[29 - i] = 0.1 + (double)(i * round % 5) / 2;
        }
        const size_t number =
            rank_groups(&(struct rank_values){ values, errors, 30 }, 0.95, one);
        assert_int_equal(
            rank_groups(&(struct rank_values){ turned_values, turned_errors, 30 }, 0.95,
                        other),
            number);
        for (size_t i = 0; i < 30; i++)
            assert_true(one[i].first == other[29 - i].first &&
                        one[i].last == other[29 - i].last);
    }
}

/* Members of a group are never told apart, all are in one, and none could be longer. */
static void groups_are_what_they_say(void **state)
{
    (void)state;
    double values[30], errors[30];
    for (size_t round = 1; round < 40; round++) {
        struct rank_groups found[30];
        struct rank_limits limits[30];
        for (size_t i = 0; i < 30; i++) {
            values[i] = (double)(i * i * round % 31);
            errors[i] = 0.2 + (double)(i * round % 7) / 2;
        }
        const struct rank_values given = { values, errors, 30 };
        const size_t number = rank_groups(&given, 0.95, found);
        rank_interval_holm(&given, 0.95, RANK_SIMULTANEOUS, limits);
        for (size_t i = 0; i < 30; i++) {
            size_t apart = 0;
            assert_in_range(found[i].first, 1, found[i].last);
            assert_in_range(found[i].last, 1, number);
            for (size_t j = 0; j < 30; j++) {
                if (values[j] > values[i])
                    assert_true(found[j].first <= found[i].first &&
                                found[j].last <= found[i].last);
                apart += found[j].last < found[i].first || found[j].first > found[i].last;
            }
            /* Whoever is told apart is in no group with i. */
            assert_true(apart >= limits[i].lower - 1 + (30 - limits[i].upper));
        }
    }
}

static void intervals_are_wider_together(void **state)
{
    (void)state;
    const double values[] = { 9, 7, 5, 3, 1 };
    const double errors[] = { 0.62, 0.62, 0.62, 0.62, 0.62 };
    struct rank_limits one[5], all[5];
    const struct rank_values given = { values, errors, 5 };
    rank_interval_holm(&given, 0.95, RANK_MARGINAL, one);
    rank_interval_holm(&given, 0.95, RANK_SIMULTANEOUS, all);
    for (size_t i = 0; i < 5; i++) {
        assert_true(one[i].lower <= i + 1 && one[i].upper >= i + 1);
        assert_true(all[i].lower <= one[i].lower && all[i].upper >= one[i].upper);
    }
}

/* The square of such an error is no number, and a step of its size none either. */
static void an_error_that_is_nothing_beside_the_values_is_none(void **state)
{
    (void)state;
    static const double values[] = { 1000, 1e-305, 0, 588 };
    static const double errors[] = { 0, 1e-305, 1e-305, 0 };
    struct rank_posterior ranks[4];
    posterior(values, errors, 4, ranks);
    assert_int_equal(ranks[0].upper, 1);
    assert_int_equal(ranks[3].lower, 2);
    assert_int_equal(ranks[1].lower, 3);
    assert_int_equal(ranks[2].upper, 4);
}

/* Every value has one rank: the chances of being first add up to 1, and so on. */
static void check_sums(const struct rank_posterior *ranks, size_t count)
{
    double best = 0, worst = 0, quarter = 0, expected = 0;
    for (size_t i = 0; i < count; i++) {
        best += ranks[i].best;
        worst += ranks[i].worst;
        quarter += ranks[i].best_quarter;
        expected += ranks[i].expected;
    }
    assert_true(fabs(best - 1) < 1e-8);
    assert_true(fabs(worst - 1) < 1e-8);
    assert_true(fabs(quarter - (double)(count / 4)) < 1e-7 * (double)count);
    assert_true(fabs(expected / ((double)count * ((double)count + 1) / 2) - 1) < 1e-9);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* As many as England has, all about equal, of equal and of very different precision; the
 * expected rank has a sum of its own to agree with. */
static void all_of_england_is_ranked_at_once(void **state)
{
    (void)state;
    enum { COUNT = 400 };
    static double values[COUNT], errors[COUNT];
    static struct rank_posterior ranks[COUNT];
    static struct rank_limits limits[COUNT];
    for (int uneven = 0; uneven < 3; uneven++) {
        for (size_t i = 0; i < COUNT; i++) {
            values[i] = (double)(i * 7919 % 1009) / 1009;
            errors[i] = uneven == 0   ? 0.3
                        : uneven == 1 ? 0.01 + (double)(i % 17) / 40
                                      : pow(10, -(double)(i % 5)) / 3;
        }
        const double start = seconds();
        posterior(values, errors, COUNT, ranks);
        const double middle = seconds();
        rank_interval_holm(&(struct rank_values){ values, errors, COUNT }, 0.95,
                           RANK_MARGINAL, limits);
        print_message("# %.3f s of chances, %.3f s of intervals\n", middle - start,
                      seconds() - middle);
        check_sums(ranks, COUNT);
        for (size_t i = 0; i < COUNT; i++) {
            double expected = 0.5; /* 1, less the half of itself */
            for (size_t j = 0; j < COUNT; j++)
                expected += distribution_normal(
                    (values[i] - values[j]) / hypot(errors[i], errors[j]), TAIL_UPPER);
            if (fabs(ranks[i].expected - expected) > 1e-7 * expected)
                fail_msg("%zu: %.12g, not %.12g", i, ranks[i].expected, expected);
        }
    }
}

static void check(const struct vectors *v, size_t row, const char *column, double found,
                  double tolerance)
{
    vectors_check(v, row, column, found, vectors_number(v, row, column), tolerance);
}

static void check_posterior(const struct vectors *v, size_t row,
                            const struct rank_posterior *rank)
{
    check(v, row, "expected_rank", rank->expected, 1e-7);
    check(v, row, "p_best", rank->best, 1e-7);
    check(v, row, "p_worst", rank->worst, 1e-7);
    check(v, row, "p_top_quarter", rank->best_quarter, 1e-7);
    if (!(vectors_number(v, row, "post_threshold_gap") > 1e-6))
        return;
    check(v, row, "post_lo95", (double)rank->lower, 0);
    check(v, row, "post_median", (double)rank->median, 0);
    check(v, row, "post_hi95", (double)rank->upper, 0);
}

/* The bootstrap of csranks is at most a rank away from ours and within it. */
static void check_bootstrap(const struct vectors *v, size_t row, const char *scope,
                            struct rank_limits limits)
{
    char column[32];
    snprintf(column, sizeof column, "cs_%s_stable", scope);
    if (vectors_number(v, row, column) != 1)
        return;
    snprintf(column, sizeof column, "cs_%s_lo", scope);
    const double lower = vectors_number(v, row, column) - (double)limits.lower;
    assert_true(lower >= 0 && lower <= 1);
    snprintf(column, sizeof column, "cs_%s_hi", scope);
    const double upper = (double)limits.upper - vectors_number(v, row, column);
    assert_true(upper >= 0 && upper <= 1);
}

static void ranks_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("rank_intervals.csv");
    for (size_t from = 0, to; from < v.rows; from = to) {
        to = vectors_next_case(&v, from, "case");
        size_t count;
        double *values = vectors_column(&v, from, to, "x", &count);
        double *errors = vectors_column(&v, from, to, "se", &count);
        const struct rank_values given = { values, errors, count };
        struct rank_limits one[MOST], all[MOST], ours[MOST];
        struct rank_posterior ranks[MOST];
        assert_in_range(count, 1, MOST);
        rank_interval_holm(&given, 0.95, RANK_MARGINAL, one);
        rank_interval_holm(&given, 0.95, RANK_SIMULTANEOUS, all);
        rank_interval_bootstrap(&given, 0.95, RANK_MARGINAL, ours);
        posterior(values, errors, count, ranks);
        check_sums(ranks, count);
        for (size_t row = from; row < to; row++) {
            const size_t i = row - from;
            check(&v, row, "pw_marg_lo", (double)one[i].lower, 0);
            check(&v, row, "pw_marg_hi", (double)one[i].upper, 0);
            check(&v, row, "pw_simul_lo", (double)all[i].lower, 0);
            check(&v, row, "pw_simul_hi", (double)all[i].upper, 0);
            assert_in_range(ours[i].lower, one[i].lower, ours[i].upper);
            assert_in_range(ours[i].upper, ours[i].lower, one[i].upper);
            check_bootstrap(&v, row, "marg", one[i]);
            check_bootstrap(&v, row, "simul", all[i]);
            check_posterior(&v, row, &ranks[i]);
        }
        free(errors);
        free(values);
    }
    vectors_close(&v);
}

static void ranks_of_counts_are_those_of_csranks(void **state)
{
    (void)state;
    struct vectors v = vectors_open("rank_intervals_multinom.csv");
    for (size_t from = 0, to; from < v.rows; from = to) {
        to = vectors_next_case(&v, from, "case");
        size_t count;
        double *counts = vectors_column(&v, from, to, "count", &count);
        const struct rank_values given = { counts, NULL, count };
        struct rank_limits one[MOST], all[MOST];
        assert_in_range(count, 1, MOST);
        rank_interval_holm(&given, 0.95, RANK_MARGINAL, one);
        rank_interval_holm(&given, 0.95, RANK_SIMULTANEOUS, all);
        for (size_t row = from; row < to; row++) {
            check(&v, row, "marg_lo", (double)one[row - from].lower, 0);
            check(&v, row, "marg_hi", (double)one[row - from].upper, 0);
            check(&v, row, "simul_lo", (double)all[row - from].lower, 0);
            check(&v, row, "simul_hi", (double)all[row - from].upper, 0);
        }
        free(counts);
    }
    vectors_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_and_one_alone_need_no_luck),
        cmocka_unit_test(equal_values_may_have_any_rank),
        cmocka_unit_test(values_without_error_have_their_own_rank),
        cmocka_unit_test(one_value_may_be_known),
        cmocka_unit_test(two_values_are_a_difference),
        cmocka_unit_test(huge_and_tiny_numbers_end),
        cmocka_unit_test(groups_overlap),
        cmocka_unit_test(groups_are_what_they_say),
        cmocka_unit_test(groups_do_not_depend_on_the_order_given),
        cmocka_unit_test(intervals_are_wider_together),
        cmocka_unit_test(all_of_england_is_ranked_at_once),
        cmocka_unit_test(an_error_that_is_nothing_beside_the_values_is_none),
        cmocka_unit_test(ranks_are_those_of_r),
        cmocka_unit_test(ranks_of_counts_are_those_of_csranks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
