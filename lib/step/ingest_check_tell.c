/* What --check writes about the cells of a new edition. */
#include "council/period_title.h"
#include "step/ingest_check_parts.h"

void check_tell(struct checking *g, const char *what, uint64_t count, struct place place,
                struct text detail)
{
    struct csv_writer *writer = g->request->writer;
    csv_write_cell(writer, text_of(what));
    csv_write_known(writer, count > 0, (double)count);
    csv_write_known(writer, place.line > 0, (double)place.line);
    csv_write_known(writer, place.column > 0, (double)place.column);
    csv_write_cell(writer, detail);
    csv_write_end(writer);
}

void check_tell_change(struct checking *g, const char *what, uint64_t count,
                       struct place place, struct text detail)
{
    check_tell(g, what, count, place, detail);
    g->request->refusals->count++;
}

/* --- Columns --- */

static bool is_listed(const struct text *heads, size_t count, struct text head)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(heads[i], head))
            return true;
    return false;
}

bool check_is_known(const struct recipe *recipe, struct text head)
{
    return is_listed(recipe->unread, recipe->unread_count, head) ||
           is_listed(recipe->across.except, recipe->across.except_count, head);
}

/* A column that is not read is a change where the recipe lists those that it knows, or
 * where its head is such as those across. Where it lists none, those of figures are told,
 * since nobody knows whether they are new. */
static void tell_columns(struct checking *g)
{
    const struct recipe *recipe = g->request->recipe;
    for (size_t i = 0; i < g->watch.column_count; i++) {
        const struct checked_column *column = &g->watch.columns[i];
        const struct place place = { NULL, column->first_line, column->cell + 1 };
        const bool figures = column->numbers > 0 && column->numbers * 2 >= column->filled;
        if (check_is_known(recipe, column->head))
            continue;
        if (column->is_across ||
            (recipe->unread_given && (column->filled > 0 || column->head.length > 0)))
            check_tell_change(g, "column not read", column->numbers, place, column->head);
        else if (figures)
            check_tell(g, "figures not read", column->numbers, place, column->head);
    }
}

/* --- The period --- */

/* A period that the recipe fixes is that of this edition only by luck. */
static void tell_fixed_period(struct checking *g)
{
    const struct recipe *recipe = g->request->recipe;
    struct period_title title;
    struct period fixed;
    char means[PERIOD_SIZE];
    if (recipe->period.origin != RECIPE_FROM_VALUE)
        return;
    check_tell(g, "period fixed", 0, (struct place){ 0 },
               arena_print(&g->arena, "%.*s, whatever the file says",
                           TEXT_ARGS(recipe->period.value)));
    if (period_title_read(text_of(g->request->file), true, &title) &&
        period_parse(recipe->period.value, &fixed) &&
        period_compare(fixed, title.means) != 0)
        check_tell_change(g, "period doubtful", 0, (struct place){ 0 },
                          arena_print(&g->arena,
                                      "the name of the file says %s, the recipe "
                                      "%.*s",
                                      period_format(title.means, means),
                                      TEXT_ARGS(recipe->period.value)));
}

static void list_periods(struct checking *g)
{
    const struct check_watch *watch = &g->watch;
    for (uint32_t i = 0; i < watch->periods.count; i++)
        check_tell(g, "period", watch->period_counts[i].count,
                   (struct place){ NULL, watch->period_counts[i].line, 0 },
                   watch->periods.keys[i]);
    if (watch->other_periods > 0)
        check_tell(g, "period", watch->other_periods, (struct place){ 0 },
                   text_of("others"));
}

/* --- Rows --- */

static void tell_repeats(struct checking *g)
{
    const struct check_watch *watch = &g->watch;
    if (watch->repeats.count > 0)
        check_tell_change(g, "repeated", watch->repeats.count,
                          (struct place){ NULL, watch->repeats.line, 0 },
                          arena_print(&g->arena,
                                      "one metric, area and period twice, such as %.*s",
                                      TEXT_ARGS(watch->repeated)));
    if (watch->unseen > 0)
        check_tell(g, "not compared", watch->unseen, (struct place){ 0 },
                   text_of("observations beyond the first million, for repeats"));
}

static void tell_end(struct checking *g)
{
    if (g->request->recipe->ends.given && g->request->account->records_outside == 0)
        check_tell_change(
            g, "end missing", 0, (struct place){ 0 },
            text_of("no record is such as the recipe has the table end at"));
}

static void tell_reasons(struct checking *g)
{
    for (uint32_t i = 0; i < g->reasons.count; i++)
        check_tell(g, "refused", g->counts[i].count, g->counts[i].first,
                   g->reasons.keys[i]);
    if (g->other_reasons > 0)
        check_tell(g, "refused", g->other_reasons, (struct place){ 0 },
                   text_of("for other reasons"));
}

static void tell_idle_rules(struct checking *g)
{
    const struct recipe *recipe = g->request->recipe;
    for (size_t i = 0; i < recipe->rule_count; i++)
        if (g->request->account->rows_left_out[i] == 0)
            check_tell(g, "rule idle", 0, (struct place){ 0 }, recipe->rules[i].name);
}

/* --- The account --- */

static void count(struct checking *g, const char *what, uint64_t number)
{
    if (number > 0)
        check_tell(g, what, number, (struct place){ 0 }, text_of(""));
}

static void give_account(struct checking *g)
{
    const struct recipe *recipe = g->request->recipe;
    const struct ingest_account *account = g->request->account;
    list_periods(g);
    count(g, "areas", g->watch.areas.count);
    count(g, "observations", account->observations);
    count(g, "rows", account->rows);
    for (size_t i = 0; i < recipe->rule_count; i++)
        if (account->rows_left_out[i] > 0)
            check_tell(g, "left out", account->rows_left_out[i], (struct place){ 0 },
                       recipe->rules[i].name);
    count(g, "blank", account->blank_rows);
    count(g, "outside the table", account->records_outside);
}

void check_tell_all(struct checking *g)
{
    tell_columns(g);
    tell_reasons(g);
    tell_repeats(g);
    tell_end(g);
    tell_fixed_period(g);
    tell_idle_rules(g);
    give_account(g);
}
