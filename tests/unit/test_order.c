/* Sorting, quantiles, ranks and groups, by hand and against R. */
#include <stdlib.h>

#include "unit.h"
#include "vectors.h"

#include "stats/order.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void assert_numbers(const double *found, const double *expected, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (found[i] != expected[i])
            fail_msg("item %zu is %.17g, not %.17g", i, found[i], expected[i]);
}

/* Sorts numbers made from i by `make`, for every count up to 400: what comes out has to
 * rise and hold the same numbers, which whole numbers show by their sum and the sum of
 * their squares. */
static void check_sorting(double (*make)(size_t i))
{
    double values[400];
    for (size_t count = 0; count <= COUNT(values); count++) {
        double sum = 0;
        double squares = 0;
        for (size_t i = 0; i < count; i++) {
            values[i] = make(i);
            sum += values[i];
            squares += values[i] * values[i];
        }
        order_sort(values, count);
        for (size_t i = 0; i < count; i++) {
            sum -= values[i];
            squares -= values[i] * values[i];
            assert_true(i == 0 || values[i - 1] <= values[i]);
        }
        assert_true(sum == 0 && squares == 0);
    }
}

static double mixed(size_t i)
{
    return (double)(i * 7919 % 1009) - 300;
}

static double tied(size_t i)
{
    return (double)(i * i % 5);
}

static double equal(size_t i)
{
    return 4 + 0 * (double)i;
}

static double rising(size_t i)
{
    return (double)i;
}

static double falling(size_t i)
{
    return -(double)i;
}

static double organ_pipes(size_t i)
{
    return i % 2 == 0 ? (double)i : 400 - (double)i;
}

static void sorting_works_for_every_shape_and_size(void **state)
{
    (void)state;
    check_sorting(mixed);
    check_sorting(tied);
    check_sorting(equal);
    check_sorting(rising);
    check_sorting(falling);
    check_sorting(organ_pipes);
}

static void places_of_equal_values_keep_the_order_given(void **state)
{
    (void)state;
    size_t places[6];
    order_places((const double[]){ 3, 1, 3, -0.0, 0, 1 }, 6, places);
    static const size_t expected[] = { 3, 4, 1, 5, 0, 2 };
    assert_memory_equal(places, expected, sizeof expected);

    order_places((const double[]){ 1, 2, 2 }, 3, places);
    static const size_t sorted[] = { 0, 1, 2 };
    assert_memory_equal(places, sorted, sizeof sorted);
}

static void quantiles_of_one_value_are_that_value(void **state)
{
    (void)state;
    const double one[] = { 5 };
    for (int i = 0; i <= 4; i++) {
        assert_true(order_quantile(one, 1, i / 4.0, QUANTILE_TYPE_6) == 5);
        assert_true(order_quantile(one, 1, i / 4.0, QUANTILE_TYPE_7) == 5);
    }
    assert_true(order_median(one, 1) == 5);
}

static void the_two_types_differ_for_few_values(void **state)
{
    (void)state;
    const double values[] = { 1, 2, 3, 4 };
    assert_true(order_quantile(values, 4, 0.25, QUANTILE_TYPE_7) == 1.75);
    assert_true(order_quantile(values, 4, 0.25, QUANTILE_TYPE_6) == 1.25);
    assert_true(order_quantile(values, 4, 0.75, QUANTILE_TYPE_6) == 3.75);
    assert_true(order_quantile(values, 4, 0.1, QUANTILE_TYPE_6) == 1);
    assert_true(order_quantile(values, 4, 0.9, QUANTILE_TYPE_6) == 4);
    assert_true(order_quantile(values, 4, 0, QUANTILE_TYPE_7) == 1);
    assert_true(order_quantile(values, 4, 1, QUANTILE_TYPE_7) == 4);
}

/* 1 + 0.15 * 20 and 1 + 0.55 * 20 are not quite 4 and 12 in binary on the way. */
static void a_place_that_is_nearly_whole_is_whole(void **state)
{
    (void)state;
    double values[21];
    for (size_t i = 0; i < COUNT(values); i++)
        values[i] = (double)(i * i) / 7;
    for (size_t i = 0; i < COUNT(values); i++) {
        const double p = (double)i * 0.05;
        assert_true(fabs(order_quantile(values, 21, p, QUANTILE_TYPE_7) - values[i]) <
                    1e-13);
    }
}

static void quantiles_between_equal_values_are_exact(void **state)
{
    (void)state;
    const double values[] = { 0.1, 0.1, 0.1, 0.1, 0.7 };
    for (int i = 0; i <= 75; i++)
        assert_true(order_quantile(values, 5, i / 100.0, QUANTILE_TYPE_7) == 0.1);
}

static void the_median_of_an_even_number_is_the_mean_of_two(void **state)
{
    (void)state;
    const double values[] = { 1, 2, 4, 100 };
    assert_true(order_median(values, 4) == 3);
    assert_true(order_median(values, 3) == 2);
    /* Valgrind computes in 64 bits what the machine does in 80, so the sum would
     * overflow. */
    const double large[] = { 1e308, 1.5e308 };
    if (getenv("OFLOG_UNDER") == NULL)
        assert_true(order_median(large, 2) == 1.25e308);
}

static void equal_values_share_a_rank(void **state)
{
    (void)state;
    const double values[] = { 10, 20, 20, 20, 30, 40, 40 };
    double ranks[7];
    order_ranks(values, 7, TIES_MIN, ranks);
    assert_numbers(ranks, (const double[]){ 1, 2, 2, 2, 5, 6, 6 }, 7);
    order_ranks(values, 7, TIES_MAX, ranks);
    assert_numbers(ranks, (const double[]){ 1, 4, 4, 4, 5, 7, 7 }, 7);
    order_ranks(values, 7, TIES_AVERAGE, ranks);
    assert_numbers(ranks, (const double[]){ 1, 3, 3, 3, 5, 6.5, 6.5 }, 7);
    order_ranks(values, 7, TIES_DENSE, ranks);
    assert_numbers(ranks, (const double[]){ 1, 2, 2, 2, 3, 4, 4 }, 7);
}

static void ranks_of_nothing_write_nothing(void **state)
{
    (void)state;
    double untouched = 7;
    order_ranks(NULL, 0, TIES_MIN, &untouched);
    assert_true(untouched == 7);
}

/* Bounds of the quintiles of 1 to 11 are 3, 5, 7, 9 and 11. */
static void a_value_on_a_bound_belongs_to_the_lower_group(void **state)
{
    (void)state;
    const double values[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
    const size_t groups[] = { 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5 };
    for (size_t i = 0; i < COUNT(values); i++)
        assert_int_equal(order_group(values, COUNT(values), 5, values[i]), groups[i]);
}

/* The lower quartile of these is the third value; the fourth is 0.3 too but for a
 * rounding. */
static void a_rounding_does_not_change_the_group(void **state)
{
    (void)state;
    const double values[] = { 0.1, 0.2, 0.3, 0.4 - 0.1, 0.35, 0.5, 0.6, 0.7, 0.8 };
    assert_true(values[2] < values[3]);
    assert_int_equal(order_group(values, 9, 4, values[2]), 1);
    assert_int_equal(order_group(values, 9, 4, values[3]), 1);
    assert_int_equal(order_group(values, 9, 4, 0.3 * (1 + 1e-8)), 2);
}

static void tied_values_are_never_split_between_groups(void **state)
{
    (void)state;
    const double values[] = { 2, 2, 2, 2, 2, 9 };
    assert_int_equal(order_group(values, 6, 3, 2), 1);
    assert_int_equal(order_group(values, 6, 3, 9), 3);
}

static void fewer_values_than_groups_make_no_groups(void **state)
{
    (void)state;
    const double values[] = { 1, 2, 3, 4 };
    assert_int_equal(order_group(values, 4, 5, 1), 0);
    assert_int_equal(order_group(values, 4, 4, 4), 4);
    assert_int_equal(order_group(NULL, 0, 4, 1), 0);
}

static void check_quantile_vectors(const char *name, enum quantile_type type)
{
    struct vectors vectors = vectors_open(name);
    for (size_t row = 0; row < vectors.rows; row++) {
        size_t count;
        double *values = vectors_list(&vectors, row, "x", &count);
        assert_true((double)count == vectors_number(&vectors, row, "n_used"));
        order_sort(values, count);
        const double p = vectors_number(&vectors, row, "p");
        vectors_check(&vectors, row, "the quantile",
                      order_quantile(values, count, p, type),
                      vectors_number(&vectors, row, "expected"), 1e-12);
        vectors_check(&vectors, row, "the median", order_median(values, count),
                      vectors_number(&vectors, row, "median"), 1e-12);
        free(values);
    }
    vectors_close(&vectors);
}

static void type_7_quantiles_are_those_of_r(void **state)
{
    (void)state;
    check_quantile_vectors("quantile_type7.csv", QUANTILE_TYPE_7);
}

static void type_6_quantiles_are_those_of_r(void **state)
{
    (void)state;
    check_quantile_vectors("quantile_type6.csv", QUANTILE_TYPE_6);
}

/* Rows [from, to) are one case. Ranks from the top are those of the values with their
 * signs turned. */
static void check_groups(const struct vectors *vectors, size_t row, size_t rank,
                         size_t count)
{
    static const struct {
        const char *column;
        size_t groups;
    } kinds[] = { { "phe_quartile", 4 }, { "phe_quintile", 5 } };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const size_t group = order_group_by_rank(rank, count, kinds[i].groups);
        vectors_check(vectors, row, kinds[i].column, group == 0 ? NAN : (double)group,
                      vectors_number(vectors, row, kinds[i].column), 0);
    }
}

static void check_ranks(const struct vectors *vectors, size_t from, size_t to, int sign,
                        enum ties ties, const char *column)
{
    size_t count;
    double *values = vectors_column(vectors, from, to, "x", &count);
    double *ranks = malloc((count + 1) * sizeof *ranks);
    assert_non_null(ranks);
    for (size_t i = 0; i < count; i++)
        values[i] *= sign;
    order_sort(values, count);
    order_ranks(values, count, ties, ranks);

    for (size_t row = from; row < to; row++) {
        const double x = sign * vectors_number(vectors, row, "x");
        double rank = NAN;
        for (size_t i = 0; i < count; i++)
            if (values[i] == x)
                rank = ranks[i];
        vectors_check(vectors, row, column, rank, vectors_number(vectors, row, column),
                      0);
        if (ties == TIES_MAX && sign > 0)
            vectors_check(vectors, row, "cume_dist", rank / (double)count,
                          vectors_number(vectors, row, "cume_dist"), 1e-12);
        if (ties == TIES_MIN && sign > 0 && !isnan(x))
            check_groups(vectors, row, (size_t)rank, count);
        if (ties == TIES_MIN && sign > 0 && count > 1)
            vectors_check(vectors, row, "percent_rank", (rank - 1) / ((double)count - 1),
                          vectors_number(vectors, row, "percent_rank"), 1e-12);
    }
    free(ranks);
    free(values);
}

/* By hand: ten values in four groups are three, two, three and two. */
static void groups_by_rank_are_as_even_as_may_be(void **state)
{
    (void)state;
    static const size_t expected[] = { 1, 1, 1, 2, 2, 3, 3, 3, 4, 4 };
    for (size_t rank = 1; rank <= 10; rank++)
        assert_int_equal(order_group_by_rank(rank, 10, 4), expected[rank - 1]);
    for (size_t rank = 1; rank <= 4; rank++) {
        assert_int_equal(order_group_by_rank(rank, 4, 4), rank);
        assert_int_equal(order_group_by_rank(rank, 4, 5), 0);
    }
    assert_int_equal(order_group_by_rank(1, 4, 4), 1); /* all tied */
}

static void ranks_are_those_of_r(void **state)
{
    (void)state;
    struct vectors vectors = vectors_open("rank_ties.csv");
    for (size_t from = 0, to; from < vectors.rows; from = to) {
        to = vectors_next_case(&vectors, from, "case");
        check_ranks(&vectors, from, to, 1, TIES_MIN, "asc_min");
        check_ranks(&vectors, from, to, 1, TIES_MAX, "asc_max");
        check_ranks(&vectors, from, to, 1, TIES_AVERAGE, "asc_average");
        check_ranks(&vectors, from, to, 1, TIES_DENSE, "asc_dense");
        check_ranks(&vectors, from, to, -1, TIES_MIN, "desc_min");
        check_ranks(&vectors, from, to, -1, TIES_MAX, "desc_max");
        check_ranks(&vectors, from, to, -1, TIES_AVERAGE, "desc_average");
        check_ranks(&vectors, from, to, -1, TIES_DENSE, "desc_dense");
    }
    vectors_close(&vectors);
}

/* Against taking it out: all lists of up to 7 numbers from 0 to 2, so with many ties. */
static void the_median_without_one_is_that_of_the_rest(void **state)
{
    (void)state;
    for (size_t count = 2; count <= 7; count++) {
        for (int code = 0; code < 2187; code++) {
            double all[7], rest[7];
            for (size_t i = 0, digits = (size_t)code; i < count; i++, digits /= 3)
                all[i] = (double)(digits % 3);
            order_sort(all, count);
            for (size_t out = 0; out < count; out++) {
                memcpy(rest, all, out * sizeof *rest);
                memcpy(rest + out, all + out + 1, (count - 1 - out) * sizeof *rest);
                assert_true(order_median_without(all, count, all[out]) ==
                            order_median(rest, count - 1));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_median_without_one_is_that_of_the_rest),
        cmocka_unit_test(sorting_works_for_every_shape_and_size),
        cmocka_unit_test(places_of_equal_values_keep_the_order_given),
        cmocka_unit_test(quantiles_of_one_value_are_that_value),
        cmocka_unit_test(the_two_types_differ_for_few_values),
        cmocka_unit_test(a_place_that_is_nearly_whole_is_whole),
        cmocka_unit_test(quantiles_between_equal_values_are_exact),
        cmocka_unit_test(the_median_of_an_even_number_is_the_mean_of_two),
        cmocka_unit_test(equal_values_share_a_rank),
        cmocka_unit_test(ranks_of_nothing_write_nothing),
        cmocka_unit_test(a_value_on_a_bound_belongs_to_the_lower_group),
        cmocka_unit_test(a_rounding_does_not_change_the_group),
        cmocka_unit_test(tied_values_are_never_split_between_groups),
        cmocka_unit_test(fewer_values_than_groups_make_no_groups),
        cmocka_unit_test(type_7_quantiles_are_those_of_r),
        cmocka_unit_test(type_6_quantiles_are_those_of_r),
        cmocka_unit_test(groups_by_rank_are_as_even_as_may_be),
        cmocka_unit_test(ranks_are_those_of_r),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
