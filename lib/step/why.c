/* Where the numbers of a table came from. */
#include "step/why.h"

#include <stdlib.h>

#include "step/why_answer.h"
#include "step/why_file.h"

struct asking {
    const struct observation_table *table;
    const struct why_options *options;
    struct why_chain *chains; /* by file of the table */
    struct csv_cells cells;
};

static const struct receipt_file *find_source(const struct receipt *run, struct text id)
{
    if (run->failed)
        return NULL;
    for (size_t i = run->input_count; i-- > 0;)
        if (why_is_table(&run->inputs[i]) && text_equal(run->inputs[i].source_id, id))
            return &run->inputs[i];
    return NULL;
}

/* The file that an ID means: that of a run of the chain, else of the last run that read
 * such a one, which may have been another edition. */
static const struct receipt_file *
bind(const struct asking *a, const struct why_chain *chain, struct text id, bool *guessed)
{
    const struct receipt_file *file = NULL;
    for (size_t i = chain->count; i-- > 0 && file == NULL;)
        file = find_source(chain->runs[i], id);
    if (file != NULL)
        return file;
    *guessed = true;
    for (size_t i = a->options->receipts->count; i-- > 0 && file == NULL;)
        file = find_source(&a->options->receipts->all[i], id);
    return file;
}

static void bind_all(const struct asking *a, struct why_answer *answer)
{
    for (size_t i = 0; i < answer->made.count; i++) {
        struct why_cell *cell = &answer->made.all[i];
        if (i > 0 && text_equal(cell->id, cell[-1].id))
            cell->file = cell[-1].file;
        else
            cell->file = bind(a, answer->chain, cell->id, &answer->guessed);
    }
}

/* Each file once, with all its cells. */
static void read_all(const struct asking *a, struct why_cells *cells, struct arena *arena)
{
    for (size_t i = 0; i < cells->count; i++)
        if (cells->all[i].file != NULL && cells->all[i].state == WHY_UNBOUND)
            why_file_read(a->options, cells, i, arena, a->table->reading.messages);
}

static bool answer_row(struct asking *a, const struct observation *row,
                       struct csv_writer *writer)
{
    struct arena arena;
    arena_init(&arena);
    observation_cells(row, &a->cells);
    struct why_answer answer = { .table = a->table,
                                 .row = row,
                                 .cells = a->cells.cells,
                                 .options = a->options,
                                 .chain = &a->chains[row->file] };
    answer.source = text_trim(why_cell_of(&answer, OBSERVATION_SOURCE));
    if (!why_source_parse(answer.source, &answer.made))
        answer.made.count = 0;
    bind_all(a, &answer);
    read_all(a, &answer.made, &arena);
    if (a->options->format == WHY_CSV)
        why_write_csv(&answer, writer);
    else
        why_write_text(&answer, writer);
    const bool doubtful = why_is_doubtful(&answer);
    free(answer.made.all);
    arena_release(&arena);
    return !doubtful;
}

enum step_outcome why_run(const struct observation_table *table,
                          const struct selection *selection,
                          const struct why_options *options, struct csv_writer *writer,
                          struct step_account *account, uint64_t *doubts)
{
    struct asking a = { .table = table,
                        .options = options,
                        .chains = memory_take(table->file_count + 1, sizeof *a.chains) };
    for (size_t i = 0; i < table->file_count; i++)
        why_chain_find(&a.chains[i], options->receipts, options->tables[i].sha256);
    *doubts = 0;
    if (options->format == WHY_CSV)
        why_write_csv_header(writer);
    for (size_t i = 0; i < table->count; i++)
        if (step_takes(account, selection, table, &table->rows[i]))
            *doubts += !answer_row(&a, &table->rows[i], writer);
    for (size_t i = 0; i < table->file_count; i++)
        why_chain_release(&a.chains[i]);
    free(a.chains);
    csv_cells_release(&a.cells);
    return STEP_DONE;
}
