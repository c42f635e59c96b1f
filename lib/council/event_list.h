/* What befell councils, and when: notices and interventions, read from a file. */
#ifndef OFLOG_COUNCIL_EVENT_LIST_H
#define OFLOG_COUNCIL_EVENT_LIST_H

#include "council/area.h"
#include "format/byte_source.h"
#include "format/refusals.h"

struct council_event {
    uint32_t area; /* number in struct areas */
    uint32_t council;
    int32_t day;
};

struct event_list {
    struct council_event *all; /* by council and day: whatever order they came in */
    size_t count;
    size_t room;
};

/* Reads a CSV file with the columns `area_code` and `date` (2018-02-02); what else it has
 * is for people. NULL, said, where it is broken or lacks one. A row with an unknown code
 * or no real date is refused. Close with event_list_close(), which takes NULL. */
struct event_list *event_list_read(struct byte_source *source, const struct areas *areas,
                                   struct refusals *refusals, struct messages *messages);
void event_list_close(struct event_list *events);

#endif
