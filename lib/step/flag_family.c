/* Families of p values. */
#include "step/flag_family.h"

#include <stdlib.h>

#include "stats/multiple_tests.h"

/* One cohort's p values, and whose they are. */
struct family {
    double *p;
    uint32_t *rows;
    size_t count, p_room, row_room;
};

static bool asks_any(const struct flag_choice *choice, size_t metric_count, size_t rule)
{
    for (size_t metric = 0; metric < metric_count; metric++)
        if (flag_choice_asks(choice, metric, rule))
            return true;
    return false;
}

static void add_row(struct family *family, struct flag_matter *m, const struct rule *rule,
                    uint32_t number, struct csv_cells *cells)
{
    const struct observation *row = &m->table->rows[number];
    const struct flag_test *test = &flag_tests[rule->test];
    struct comparison peers;
    double p;
    if (row->gone || row->standing != test->standing)
        return;
    observation_cells(row, cells);
    if (comparison_read(&m->columns, cells, &peers) != CSV_COLUMN_ABSENT)
        return;
    const struct flag_question q = { .rule = rule,
                                     .metric =
                                         &m->table->reading.metrics->all[row->metric],
                                     .row = row,
                                     .peers = &peers };
    if (!test->p_value(m, &q, &p))
        return;
    ARRAY_RESERVE(family->p, family->p_room, family->count + 1);
    ARRAY_RESERVE(family->rows, family->row_room, family->count + 1);
    family->p[family->count] = p;
    family->rows[family->count++] = number;
}

static void fill_rule(double *q, struct flag_matter *m, const struct rules *rules,
                      size_t rule, const struct flag_choice *choice)
{
    const struct observation_table *table = m->table;
    struct family family = { 0 };
    struct csv_cells cells = { 0 };
    for (size_t i = 0; i < table->count; i++)
        q[i] = -1;
    for (size_t c = 0; c < table->cohort_count; c++) {
        const struct cohort *cohort = &table->cohorts[c];
        const size_t metric = (size_t)(cohort->metric - table->reading.metrics->all);
        family.count = 0;
        for (uint32_t i = 0; flag_choice_asks(choice, metric, rule) && i < cohort->count;
             i++)
            add_row(&family, m, &rules->all[rule], cohort->rows[i], &cells);
        multiple_tests_adjust(family.p, family.count, MULTIPLE_TESTS_BENJAMINI_HOCHBERG,
                              family.p);
        for (size_t i = 0; i < family.count; i++)
            q[family.rows[i]] = family.p[i];
    }
    free(family.p);
    free(family.rows);
    csv_cells_release(&cells);
}

void flag_families_init(struct flag_families *families, struct flag_matter *m,
                        const struct rules *rules, const struct flag_choice *choice)
{
    families->rule_count = rules->count;
    families->q = memory_take(rules->count + 1, sizeof *families->q);
    for (size_t i = 0; i < rules->count; i++) {
        families->q[i] = NULL;
        if (flag_tests[rules->all[i].test].p_value == NULL ||
            !asks_any(choice, m->table->reading.metrics->count, i))
            continue;
        families->q[i] = memory_take(m->table->count + 1, sizeof **families->q);
        fill_rule(families->q[i], m, rules, i, choice);
    }
}

void flag_families_release(struct flag_families *families)
{
    for (size_t i = 0; i < families->rule_count; i++)
        free(families->q[i]);
    free(families->q);
    *families = (struct flag_families){ 0 };
}

bool flag_families_q(const struct flag_families *families, size_t rule, size_t row,
                     double *q)
{
    if (families->q[rule] == NULL || families->q[rule][row] < 0)
        return false;
    *q = families->q[rule][row];
    return true;
}
