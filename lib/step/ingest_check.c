/* What has changed in the layout of a file since its recipe was written. */
#include "step/ingest_check.h"

#include <stdlib.h>

#include "step/ingest_check_parts.h"

static void hear(void *state, struct place place, const char *reason)
{
    struct checking *g = state;
    const uint32_t known = text_map_find(&g->reasons, text_of(reason));
    if (known != TEXT_MAP_ABSENT) {
        g->counts[known].count++;
        return;
    }
    if (g->reasons.count == CHECK_MOST_REASONS) {
        g->other_reasons++;
        return;
    }
    ARRAY_RESERVE(g->counts, g->counts_room, g->reasons.count + 1);
    g->counts[text_map_add(&g->reasons, text_of(reason))] =
        (struct check_reason){ 1, place };
}

static enum step_outcome read_cells(struct checking *g, const struct recipe *recipe)
{
    const struct check_request *request = g->request;
    const struct ingest_watch hooks = check_watch_hooks(&g->watch);
    struct ingest_input input = { .output = INGEST_NOTHING,
                                  .watch = &hooks,
                                  .number = 1 };
    input.rows = request->open(request->state, &input.sheet);
    if (input.rows == NULL)
        return STEP_BROKEN;
    request->refusals->hear = hear;
    request->refusals->hear_state = g;
    const enum step_outcome outcome =
        ingest_run(&input, recipe, request->metrics, request->areas, false,
                   request->refusals, request->writer, request->account);
    request->refusals->hear = NULL;
    request->close(request->state);
    return outcome;
}

static enum step_outcome check(struct checking *g)
{
    struct recipe adapted;
    csv_write_cells_as_they_stand(g->request->writer,
                                  text_of("what,count,line,column,detail"));
    csv_write_end(g->request->writer);
    switch (check_header_find(g, &adapted)) {
    case CHECK_HEADER_BROKEN:
        return STEP_BROKEN;
    case CHECK_HEADER_ABSENT:
        return STEP_DONE;
    case CHECK_HEADER_FOUND:
        break;
    }
    if (read_cells(g, &adapted) != STEP_DONE)
        return STEP_BROKEN;
    check_tell_all(g);
    return STEP_DONE;
}

enum step_outcome check_run(const struct check_request *request,
                            struct messages *messages)
{
    struct checking g = { .request = request, .messages = messages };
    arena_init(&g.arena);
    text_map_init(&g.reasons);
    check_watch_init(&g.watch, request->recipe);
    const enum step_outcome outcome = check(&g);
    text_map_release(&g.reasons);
    check_watch_release(&g.watch);
    arena_release(&g.arena);
    free(g.counts);
    return outcome;
}
