/* Rows that hold the parts of one figure, read as one row. */
#include <stdlib.h>

#include "base/utf8.h"
#include "step/ingest_row.h"

struct ingest_gathered {
    bool open;
    struct arena arena;   /* of the open row */
    struct csv_row row;   /* its first row, and then a cell for each part */
    uint64_t *part_lines; /* 0: no row had it */
    size_t part_count;
};

void ingest_gather_open(struct ingesting *g)
{
    const struct recipe_gather *gather = &g->recipe->gather;
    if (!gather->given)
        return;
    g->gathered = memory_take(1, sizeof *g->gathered);
    *g->gathered = (struct ingest_gathered){ .part_count = gather->parts.count };
    g->gathered->part_lines =
        memory_take(gather->parts.count + 1, sizeof *g->gathered->part_lines);
}

void ingest_gather_close(struct ingesting *g)
{
    if (g->gathered == NULL)
        return;
    if (g->gathered->open)
        arena_release(&g->gathered->arena);
    free(g->gathered->part_lines);
    free(g->gathered);
}

bool ingest_is_gathered(const struct ingesting *g)
{
    return g->gathered != NULL && g->gathered->open &&
           g->row.cells == g->gathered->row.cells;
}

uint64_t ingest_gathered_line(const struct ingesting *g, uint32_t column)
{
    const struct recipe_gather *gather = &g->recipe->gather;
    if (!gather->given || column == RECIPE_ABSENT || column < gather->first_part ||
        column >= gather->first_part + gather->parts.count)
        return 0;
    const uint64_t line = g->gathered->part_lines[column - gather->first_part];
    return line == 0 ? g->row.line : line;
}

static bool goes_together(const struct ingesting *g)
{
    const struct recipe_gather *gather = &g->recipe->gather;
    for (size_t i = 0; i < gather->together_count; i++) {
        const size_t cell = g->header.cells[gather->together[i]];
        const struct text kept =
            cell < g->gathered->row.count ? g->gathered->row.cells[cell] : text_of("");
        if (!text_equal(utf8_trim(kept), ingest_cell(g, gather->together[i])))
            return false;
    }
    return true;
}

/* The row at hand is the first of a gathered one. */
static void begin(struct ingesting *g)
{
    struct ingest_gathered *gathered = g->gathered;
    const size_t width = g->row.count;
    arena_init(&gathered->arena);
    struct text *cells =
        arena_take(&gathered->arena, (width + gathered->part_count) * sizeof *cells);
    for (size_t i = 0; i < width; i++)
        cells[i] = arena_keep(&gathered->arena, g->row.cells[i]);
    for (size_t i = 0; i < gathered->part_count; i++) {
        cells[width + i] = text_of("");
        gathered->part_lines[i] = 0;
        g->header.cells[g->recipe->gather.first_part + i] = width + i;
    }
    gathered->row = (struct csv_row){ .cells = cells,
                                      .count = width + gathered->part_count,
                                      .line = g->row.line,
                                      .line_count = g->row.line_count };
    gathered->open = true;
}

bool ingest_gather_end(struct ingesting *g)
{
    if (g->gathered == NULL || !g->gathered->open)
        return true;
    const struct csv_row at_hand = g->row;
    g->row = g->gathered->row;
    g->account->cells += g->cells_per_row;
    const bool fine = ingest_read_observations(g);
    arena_release(&g->gathered->arena);
    g->gathered->open = false;
    g->row = at_hand;
    return fine;
}

/* Refuses a row that cannot be a part: one cell, that of the part. */
#define REFUSE_PART(g, ...)                                                              \
    ((g)->account->cells++, REFUSE_CELL((g), (g)->recipe->gather.by, __VA_ARGS__))

/* The part that the row at hand is; TEXT_MAP_ABSENT where it is none. */
static uint32_t part_of(const struct ingesting *g)
{
    const struct recipe_gather *gather = &g->recipe->gather;
    return text_map_find(&gather->parts, ingest_cell(g, gather->by));
}

static bool leave_other_part(struct ingesting *g)
{
    const struct recipe_gather *gather = &g->recipe->gather;
    const struct text name = ingest_cell(g, gather->by);
    if (gather->others == RECIPE_ABSENT)
        return REFUSE_PART(g, "the recipe does not say which part '%.*s' is",
                           TEXT_ARGS(name));
    g->account->rows_left_out[gather->others]++;
    g->account->cells++;
    g->account->cells_left_out++;
    return true;
}

bool ingest_gather(struct ingesting *g)
{
    struct ingest_gathered *gathered = g->gathered;
    const struct recipe_gather *gather = &g->recipe->gather;
    bool fine = true;
    const uint32_t part = part_of(g);
    if (part == TEXT_MAP_ABSENT)
        return leave_other_part(g);
    if (gathered->open && !goes_together(g))
        fine = ingest_gather_end(g);
    if (!gathered->open)
        begin(g);
    if (gathered->part_lines[part] != 0)
        return REFUSE_PART(g, "this part stands in %s %llu already",
                           g->recipe->transposed ? "column" : "line",
                           (unsigned long long)gathered->part_lines[part]);
    const size_t cell = g->header.cells[gather->first_part + part];
    struct text *cells = (struct text *)gathered->row.cells;
    cells[cell] = arena_keep(&gathered->arena, ingest_cell(g, gather->cell));
    gathered->part_lines[part] = g->row.line;
    return fine;
}
