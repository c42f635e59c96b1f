/* The file of --to=FILE: which councils make up areas of the user's own. */
#ifndef OFLOG_STEP_AGGREGATE_LIST_H
#define OFLOG_STEP_AGGREGATE_LIST_H

#include "base/text_map.h"
#include "council/area.h"
#include "format/byte_source.h"

/* A row of the file. */
struct aggregate_listed {
    uint32_t council;
    uint32_t parent; /* a council's number, or areas_count() and a number in `own` */
    int32_t from, to;
};

/* Starts as { 0 }. */
struct aggregate_list {
    struct aggregate_listed *all;
    size_t count, room;
    struct text_map own;    /* codes of parents that the tables of areas do not have */
    const char **own_names; /* by number in `own`; "" where none is given */
    size_t own_room;
    bool *is_parent; /* by council number */
    struct arena arena;
};

/* As aggregate_areas_open() says. */
bool aggregate_list_read(struct aggregate_list *list, const struct areas *areas,
                         struct byte_source *source, struct messages *messages);
void aggregate_list_release(struct aggregate_list *list);

#endif
