/* What is counted of one rule in a back-test. For the files of flag alone. */
#ifndef OFLOG_STEP_FLAG_RECORD_H
#define OFLOG_STEP_FLAG_RECORD_H

#include "council/event_list.h"

/* One rule put to one row, by the day on which the row's period ended. */
struct look {
    uint32_t council;
    int32_t day;
    uint16_t class;
    bool raised;
};

/* The looks at one council, [from, to). */
struct span {
    uint32_t council;
    uint16_t class;
    size_t from, to;
};

/* Starts as { 0 }. */
struct looks {
    struct look *all; /* ordered by council and day when they are read */
    size_t count, room;
    struct span *spans; /* by council; when they are read */
    size_t span_count;
    size_t *raised_before; /* by look: flags among those before it */
};

/* What is counted of one rule. */
struct flag_record {
    size_t events, hits, of_councils;
    double expected;
    double *chances; /* of so many hits, 0 to `events`, were councils hit by chance */
    double *leads;   /* of each hit, days */
    size_t councils, flagged, false_alarms, open;
    bool has_p;
    double p, q;
};

/* Events against which rules are held. */
struct flag_events {
    const struct event_list *all; /* borrowed */
    int years;                    /* the window before an event */
    struct council_event *kept;   /* those that do not follow another within the window */
    size_t kept_count;
    int32_t last; /* day of the last event */
};

void flag_events_init(struct flag_events *events, const struct event_list *all,
                      int years);
void flag_events_release(struct flag_events *events);

/* Counts one rule's looks, and puts them in order. */
void flag_record_fill(struct flag_record *record, const struct flag_events *events,
                      struct looks *looks);
void flag_record_release(struct flag_record *record);
void looks_release(struct looks *looks);

#endif
