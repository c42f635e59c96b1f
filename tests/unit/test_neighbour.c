/* Distances between units, against R's scale() and dist(). */
#include "vectors.h"

#include "stats/neighbour.h"

enum { UNITS_MOST = 40, VARIABLES_MOST = 10 };

/* A case of neighbour_inputs.csv, its characteristics scaled. */
struct table {
    const char *units[UNITS_MOST], *variables[VARIABLES_MOST];
    size_t unit_count, count;
    double values[UNITS_MOST * VARIABLES_MOST], weights[VARIABLES_MOST];
};

static size_t number_of(const char **names, size_t *count, const char *name)
{
    size_t i = 0;
    while (i < *count && strcmp(names[i], name) != 0)
        i++;
    if (i == *count)
        names[(*count)++] = name;
    return i;
}

static void read_case(struct table *t, const struct vectors *inputs, const char *name)
{
    *t = (struct table){ 0 };
    for (size_t row = 0; row < inputs->rows; row++) {
        if (strcmp(vectors_text(inputs, row, "case"), name) != 0)
            continue;
        const size_t unit =
            number_of(t->units, &t->unit_count, vectors_text(inputs, row, "id"));
        const size_t variable =
            number_of(t->variables, &t->count, vectors_text(inputs, row, "var"));
        assert_true(unit < UNITS_MOST && variable < VARIABLES_MOST);
        t->values[unit * VARIABLES_MOST + variable] =
            *vectors_text(inputs, row, "value") == '\0'
                ? NAN
                : vectors_number(inputs, row, "value");
        t->weights[variable] = vectors_number(inputs, row, "weight");
    }
    for (size_t v = 0; v < t->count; v++)
        assert_true(neighbour_standardise(t->values + v, t->unit_count, VARIABLES_MOST,
                                          NEIGHBOUR_STANDARD));
}

static void distances_are_those_of_r(void **state)
{
    (void)state;
    struct vectors inputs = vectors_open("neighbour_inputs.csv");
    struct vectors distances = vectors_open("neighbour_distance.csv");
    struct table t = { 0 };
    const char *name = "";
    for (size_t row = 0; row < distances.rows; row++) {
        if (strcmp(name, vectors_text(&distances, row, "case")) != 0) {
            name = vectors_text(&distances, row, "case");
            read_case(&t, &inputs, name);
        }
        const size_t a =
            number_of(t.units, &t.unit_count, vectors_text(&distances, row, "id_a"));
        const size_t b =
            number_of(t.units, &t.unit_count, vectors_text(&distances, row, "id_b"));
        const struct neighbour_distance found =
            neighbour_between(t.values + a * VARIABLES_MOST,
                              t.values + b * VARIABLES_MOST, t.weights, t.count);
        const double wanted = vectors_number(&distances, row, "distance");
        assert_true(fabs(found.distance - wanted) <= 1e-9 * wanted);
        assert_int_equal(found.used, vectors_number(&distances, row, "n_vars_used"));
    }
    vectors_close(&inputs);
    vectors_close(&distances);
}

static void what_does_not_differ_is_not_scaled(void **state)
{
    (void)state;
    double same[] = { 3, NAN, 3 }, alone[] = { NAN, 4 };
    for (int scale = NEIGHBOUR_STANDARD; scale <= NEIGHBOUR_RANK; scale++) {
        assert_false(neighbour_standardise(same, 3, 1, (enum neighbour_scale)scale));
        assert_false(neighbour_standardise(alone, 2, 1, (enum neighbour_scale)scale));
        assert_false(neighbour_standardise(alone, 0, 1, (enum neighbour_scale)scale));
    }
    assert_true(same[0] == 3 && isnan(same[1]) && alone[1] == 4);
}

static void ranks_and_robust_scores_shrug_at_one_giant(void **state)
{
    (void)state;
    double ranked[] = { 1, 2, 3, 4, 1e300 }, robust[] = { 1, 2, 3, 4, 1e9 };
    assert_true(neighbour_standardise(ranked, 5, 1, NEIGHBOUR_RANK));
    assert_true(fabs(ranked[0] - 0.1) < 1e-15 && fabs(ranked[4] - 0.9) < 1e-15);
    assert_true(neighbour_standardise(robust, 5, 1, NEIGHBOUR_ROBUST));
    assert_true(fabs(robust[1] + 1 / 1.4826) < 1e-12);
}

static void nothing_in_common_is_no_distance(void **state)
{
    (void)state;
    const double a[] = { 1, NAN }, b[] = { NAN, 2 }, weights[] = { 1, 1 };
    const double none[] = { 0, 0 };
    assert_int_equal(neighbour_between(a, b, weights, 2).used, 0);
    assert_int_equal(neighbour_between(a, a, none, 2).used, 0);
    const struct neighbour_distance self = neighbour_between(a, a, weights, 2);
    assert_true(self.used == 1 && self.distance == 0 && self.share == 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_are_those_of_r),
        cmocka_unit_test(what_does_not_differ_is_not_scaled),
        cmocka_unit_test(ranks_and_robust_scores_shrug_at_one_giant),
        cmocka_unit_test(nothing_in_common_is_no_distance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
