/* Neighbours read from a file. */
#include "council/peer_list.h"

#include <math.h>
#include <stdlib.h>

#include "base/counted.h"
#include "base/number.h"
#include "council/date.h"
#include "format/csv_list.h"

/* One listed pair; after reading, sorted by council, position and line. */
struct pair {
    uint32_t council;
    uint32_t peer; /* an area */
    double position;
    uint64_t line;
};

struct peer_lists {
    const struct areas *areas;
    struct pair *pairs;
    size_t count;
    size_t room;
    uint32_t *peers;  /* of all councils, one list after the other */
    uint32_t *starts; /* by council number; its peers are [starts[c], starts[c + 1]) */
};

struct peer_reading {
    struct peer_lists *lists;
    struct csv_list list;
    struct messages *messages;
    uint64_t *refused;
    size_t area, peer, position; /* cells */
    uint64_t twice, itself;
};

static bool read_header(struct peer_reading *r, struct byte_source *source)
{
    const enum csv_outcome outcome = csv_list_open(&r->list, source, r->messages);
    if (outcome == CSV_END)
        messages_say(r->messages, r->list.header, "the list of peers is empty");
    if (outcome != CSV_ROW)
        return false;
    r->area = csv_list_need(&r->list, "area_code");
    r->peer = csv_list_need(&r->list, "peer_code");
    r->position = csv_list_find(&r->list, "position");
    return r->area != CSV_COLUMN_ABSENT && r->peer != CSV_COLUMN_ABSENT;
}

static bool find(struct peer_reading *r, const struct csv_row *row, size_t cell,
                 uint32_t *area)
{
    const struct place place = csv_list_place(&r->list, row, cell);
    char why[AREA_HINT_SIZE];
    if (areas_find(r->lists->areas, row->cells[cell], DATE_DISTANT_FUTURE, area) ==
        AREA_FOUND)
        return true;
    messages_say(r->messages, place, "%s",
                 areas_explain(r->lists->areas, row->cells[cell], DATE_DISTANT_FUTURE,
                               *r->refused < 1000, why));
    return false;
}

/* Without the column every position is 0, and the lines decide; an empty cell comes last.
 */
static bool read_position(struct peer_reading *r, const struct csv_row *row,
                          double *position)
{
    const struct place place = csv_list_place(&r->list, row, r->position);
    *position = 0;
    if (r->position == CSV_COLUMN_ABSENT)
        return true;
    if (row->cells[r->position].length == 0) {
        *position = HUGE_VAL;
        return true;
    }
    if (number_parse(row->cells[r->position], position) && *position == floor(*position))
        return true;
    messages_say(r->messages, place, "'%.*s' is not a position; expected a whole number",
                 TEXT_ARGS(row->cells[r->position]));
    return false;
}

static bool read_pair(struct peer_reading *r, const struct csv_row *row)
{
    struct peer_lists *lists = r->lists;
    struct pair pair = { .line = row->line };
    uint32_t area;
    const char *wrong = csv_list_wrong_width(&r->list, row);
    if (wrong != NULL) {
        messages_say(r->messages, csv_list_place(&r->list, row, CSV_COLUMN_ABSENT), "%s",
                     wrong);
        return false;
    }
    if (!find(r, row, r->area, &area) || !find(r, row, r->peer, &pair.peer) ||
        !read_position(r, row, &pair.position))
        return false;
    pair.council = areas_get(lists->areas, area)->council;
    ARRAY_RESERVE(lists->pairs, lists->room, lists->count + 1);
    lists->pairs[lists->count++] = pair;
    return true;
}

static int by_position(const void *a, const void *b)
{
    const struct pair *p = a, *q = b;
    if (p->council != q->council)
        return p->council < q->council ? -1 : 1;
    if (p->position != q->position)
        return p->position < q->position ? -1 : 1;
    return (p->line > q->line) - (p->line < q->line);
}

/* Whether the pair's peer may join the list [first, next) of its council. */
static bool joins(struct peer_reading *r, const struct pair *pair, uint32_t first,
                  uint32_t next)
{
    const struct areas *areas = r->lists->areas;
    const uint32_t peer = areas_get(areas, pair->peer)->council;
    if (peer == pair->council) {
        r->itself++;
        return false;
    }
    for (uint32_t i = first; i < next; i++) {
        if (areas_get(areas, r->lists->peers[i])->council != peer)
            continue;
        r->twice++;
        return false;
    }
    return true;
}

static void make_lists(struct peer_reading *r, size_t most)
{
    struct peer_lists *lists = r->lists;
    const size_t councils = areas_count(lists->areas);
    if (lists->count > 0)
        qsort(lists->pairs, lists->count, sizeof *lists->pairs, by_position);
    lists->peers = memory_take(lists->count + 1, sizeof *lists->peers);
    lists->starts = memory_take(councils + 1, sizeof *lists->starts);
    uint32_t used = 0;
    size_t i = 0;
    for (uint32_t council = 0; council < councils; council++) {
        const uint32_t first = lists->starts[council] = used;
        for (; i < lists->count && lists->pairs[i].council == council; i++)
            if (joins(r, &lists->pairs[i], first, used) &&
                (most == 0 || used - first < most))
                lists->peers[used++] = lists->pairs[i].peer;
    }
    lists->starts[councils] = used;
}

static void note_oddities(const struct peer_reading *r)
{
    const char *name = r->list.header.file;
    if (r->twice > 0)
        messages_note(r->messages, "%s: %s %s listed twice and %s once", name,
                      counted(r->twice, "peer").text, counted_word(r->twice, "is", "are"),
                      counted_word(r->twice, "counts", "count"));
    if (r->itself > 0)
        messages_note(r->messages, "%s: %s %s listed as %s own peer and left out of it",
                      name, counted(r->itself, "council").text,
                      counted_word(r->itself, "is", "are"),
                      counted_word(r->itself, "its", "their"));
}

struct peer_lists *peer_lists_read(struct byte_source *source, const struct areas *areas,
                                   size_t count, uint64_t *refused,
                                   struct messages *messages)
{
    struct peer_lists *lists = memory_take(1, sizeof *lists);
    *lists = (struct peer_lists){ .areas = areas };
    struct peer_reading r = { .lists = lists, .messages = messages, .refused = refused };
    struct csv_row row;
    enum csv_outcome outcome = CSV_BROKEN;
    if (read_header(&r, source))
        while ((outcome = csv_list_next(&r.list, &row)) == CSV_ROW)
            if (!read_pair(&r, &row))
                ++*refused;
    if (outcome == CSV_END) {
        make_lists(&r, count);
        note_oddities(&r);
    }
    csv_list_close(&r.list);
    if (outcome == CSV_END)
        return lists;
    peer_lists_close(lists);
    return NULL;
}

void peer_lists_close(struct peer_lists *lists)
{
    if (lists == NULL)
        return;
    free(lists->pairs);
    free(lists->peers);
    free(lists->starts);
    free(lists);
}

struct peer_list peer_lists_of(const struct peer_lists *lists, uint32_t council)
{
    const uint32_t first = lists->starts[council];
    return (struct peer_list){ lists->peers + first, lists->starts[council + 1] - first };
}
