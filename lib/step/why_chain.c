/* The runs that made a table, as their receipts tell. */
#include "step/why_chain.h"

#include <stdlib.h>

static bool wrote(const struct receipt *run, const char *sha256)
{
    if (run->failed)
        return false;
    for (size_t i = 0; i < run->output_count; i++)
        if (run->outputs[i].hashed && strcmp(run->outputs[i].sha256, sha256) == 0)
            return true;
    return false;
}

static bool has_read(const struct receipt *run, const char *sha256)
{
    for (size_t i = 0; i < run->input_count; i++)
        if (why_is_table(&run->inputs[i]) && strcmp(run->inputs[i].sha256, sha256) == 0)
            return true;
    return false;
}

/* The walk back: runs that are begun, of which those in the chain are done. */
struct walk {
    struct why_chain *chain;
    const struct receipts *receipts;
    const struct receipt *begun[WHY_MOST_RUNS];
    size_t count;
};

static bool is_begun(const struct walk *walk, const struct receipt *run)
{
    for (size_t i = 0; i < walk->count; i++)
        if (walk->begun[i] == run)
            return true;
    return false;
}

static bool took_too_much(struct why_chain *chain)
{
    chain->left |= chain->compared > WHY_MOST_COMPARED;
    return chain->left;
}

/* The last run that wrote it. A run may write what it read, byte by byte: one that made
 * it of something else comes before those, and none is its own maker. */
static const struct receipt *find_writer(const struct walk *walk, const char *sha256)
{
    const struct receipt *copied = NULL;
    for (size_t i = walk->receipts->count; i-- > 0;) {
        const struct receipt *run = &walk->receipts->all[i];
        walk->chain->compared += run->output_count + walk->count;
        if (took_too_much(walk->chain))
            return NULL;
        if (!wrote(run, sha256) || is_begun(walk, run))
            continue;
        walk->chain->compared += run->input_count;
        if (!has_read(run, sha256))
            return run;
        copied = copied == NULL ? run : copied;
    }
    return copied;
}

static void add_gap(struct why_chain *chain, const struct receipt *run,
                    const struct receipt_file *input)
{
    ARRAY_RESERVE(chain->gaps, chain->gap_room, chain->gap_count + 1);
    chain->gaps[chain->gap_count++] = (struct why_gap){ run, input };
}

/* Whether a run of the chain wrote it; not asked when too much was compared. */
static bool is_in_chain(struct walk *walk, const char *sha256)
{
    for (size_t i = 0; i < walk->chain->count; i++)
        walk->chain->compared += walk->chain->runs[i]->output_count;
    return !took_too_much(walk->chain) && why_chain_writer(walk->chain, sha256) > 0;
}

static void visit(struct walk *walk, const struct receipt *run);

/* What has a source is published: there the way ends. */
static void visit_input(struct walk *walk, const struct receipt *run,
                        const struct receipt_file *input)
{
    if (!text_is(input->role, RECEIPT_TABLE) || input->source_id.length > 0 ||
        is_in_chain(walk, input->sha256))
        return;
    walk->chain->left |= walk->count == WHY_MOST_RUNS;
    const struct receipt *writer = input->hashed && walk->count < WHY_MOST_RUNS
                                       ? find_writer(walk, input->sha256)
                                       : NULL;
    if (writer != NULL)
        visit(walk, writer);
    else
        add_gap(walk->chain, run, input);
}

/* As deep as WHY_MOST_RUNS at most. */
static void visit(struct walk *walk, const struct receipt *run)
{
    walk->begun[walk->count++] = run;
    for (size_t i = 0; i < run->input_count; i++)
        visit_input(walk, run, &run->inputs[i]);
    ARRAY_RESERVE(walk->chain->runs, walk->chain->room, walk->chain->count + 1);
    walk->chain->runs[walk->chain->count++] = run;
}

void why_chain_find(struct why_chain *chain, const struct receipts *receipts,
                    const char *sha256)
{
    struct walk walk = { .chain = chain, .receipts = receipts };
    *chain = (struct why_chain){ 0 };
    const struct receipt *last = find_writer(&walk, sha256);
    if (last != NULL)
        visit(&walk, last);
}

void why_chain_release(struct why_chain *chain)
{
    free(chain->runs);
    free(chain->gaps);
}

size_t why_chain_writer(const struct why_chain *chain, const char *sha256)
{
    for (size_t i = chain->count; i-- > 0;)
        if (wrote(chain->runs[i], sha256))
            return i + 1;
    return 0;
}
