/* What --check sees while a recipe reads the new edition. */
#include "step/ingest_check_watch.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "step/ingest_header.h"

void check_watch_init(struct check_watch *watch, const struct recipe *recipe)
{
    memset(watch, 0, sizeof *watch);
    watch->recipe = recipe;
    text_map_init(&watch->periods);
    text_map_init(&watch->areas);
    text_map_init(&watch->seen);
    arena_init(&watch->arena);
}

void check_watch_release(struct check_watch *watch)
{
    text_map_release(&watch->periods);
    text_map_release(&watch->areas);
    text_map_release(&watch->seen);
    arena_release(&watch->arena);
    free(watch->scratch);
}

/* A head beyond `to` that would be read, were it before: the next period, say. */
static bool is_across(const struct recipe *recipe, struct text head)
{
    struct text part;
    struct period period;
    return recipe->across.given && !recipe->across.in_group &&
           ingest_head_cut(&recipe->across, head, &part) &&
           (recipe->period.origin != RECIPE_FROM_HEAD ||
            (recipe_text_cut(&recipe->period, part, &part) &&
             period_parse_spelt(recipe->period_spelling, part, &period)));
}

static void see_columns(void *state, const struct csv_columns *columns, const bool *read)
{
    struct check_watch *watch = state;
    watch->columns =
        arena_take(&watch->arena, (columns->count + 1) * sizeof *watch->columns);
    for (size_t i = 0; i < columns->count; i++)
        if (!read[i])
            watch->columns[watch->column_count++] = (struct checked_column){
                .head = arena_keep(&watch->arena, columns->names[i]),
                .cell = i,
                .is_across = is_across(watch->recipe, columns->names[i])
            };
}

/* Whether the recipe would read a number there. */
static bool is_number(struct check_watch *watch, struct text cell)
{
    struct text number;
    unsigned markers;
    ARRAY_RESERVE(watch->scratch, watch->scratch_room, cell.length + RECIPE_SCRATCH);
    return recipe_read_cell(watch->recipe, cell, watch->scratch, &number, &markers) ==
           CELL_NUMBER;
}

static void see_row(void *state, const struct csv_row *row)
{
    struct check_watch *watch = state;
    for (size_t i = 0; i < watch->column_count; i++) {
        struct checked_column *column = &watch->columns[i];
        const struct text cell =
            column->cell < row->count ? utf8_trim(row->cells[column->cell]) : text_of("");
        if (cell.length == 0)
            continue;
        column->filled++;
        if (is_number(watch, cell) && column->numbers++ == 0)
            column->first_line = row->line;
    }
}

static void count_period(struct check_watch *watch, struct text period, uint64_t line)
{
    uint32_t number = text_map_find(&watch->periods, period);
    if (number == TEXT_MAP_ABSENT) {
        if (watch->periods.count == CHECK_MOST_PERIODS) {
            watch->other_periods++;
            return;
        }
        number = text_map_add(&watch->periods, period);
        watch->period_counts[number] = (struct checked_count){ 0, line };
    }
    watch->period_counts[number].count++;
}

static void look_for_repeats(struct check_watch *watch, const struct metric *metric,
                             const struct area *area, struct text period, uint64_t line)
{
    struct arena arena;
    arena_init(&arena);
    const struct text key = arena_print(&arena, "%.*s %.*s %.*s", TEXT_ARGS(metric->id),
                                        TEXT_ARGS(area->code), TEXT_ARGS(period));
    if (text_map_find(&watch->seen, key) != TEXT_MAP_ABSENT) {
        if (watch->repeats.count++ == 0) {
            watch->repeats.line = line;
            watch->repeated = arena_keep(&watch->arena, key);
        }
    } else if (watch->seen.count < CHECK_MOST_OBSERVATIONS) {
        text_map_add(&watch->seen, key);
    } else {
        watch->unseen++;
    }
    arena_release(&arena);
}

static void see_observation(void *state, const struct metric *metric,
                            const struct area *area, struct period period, uint64_t line)
{
    struct check_watch *watch = state;
    char plain[PERIOD_SIZE];
    const struct text spelt = text_of(period_format(period, plain));
    count_period(watch, spelt, line);
    text_map_add(&watch->areas, area->code);
    look_for_repeats(watch, metric, area, spelt, line);
}

struct ingest_watch check_watch_hooks(struct check_watch *watch)
{
    return (struct ingest_watch){ .state = watch,
                                  .columns = see_columns,
                                  .row = see_row,
                                  .observation = see_observation };
}
