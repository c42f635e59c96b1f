/* The observation table's columns and one row of it, made small: tables of 100 million
 * rows are held in memory. */
#ifndef OFLOG_COUNCIL_OBSERVATION_H
#define OFLOG_COUNCIL_OBSERVATION_H

#include "council/period.h"
#include "council/value.h"

enum observation_column {
    OBSERVATION_METRIC,
    OBSERVATION_AREA_CODE,
    OBSERVATION_AREA_NAME,
    OBSERVATION_PERIOD,
    OBSERVATION_VALUE,
    OBSERVATION_MARKER,
    OBSERVATION_NUMERATOR,
    OBSERVATION_DENOMINATOR,
    OBSERVATION_LOWER,
    OBSERVATION_UPPER,
    OBSERVATION_SOURCE,
    OBSERVATION_COLUMN_COUNT
};

/* Their names in the order in which ingest writes them, ending in NULL. */
extern const char *const observation_column_words[];

struct observation {
    /* meant only when standing is STANDING_COUNTS, or a benchmark has one */
    double value;
    const char *record; /* the row's cells in CSV form, without a line end */
    uint32_t record_length;
    uint32_t metric; /* index into struct metrics */
    uint32_t area;   /* number in struct areas */
    struct period period;
    uint32_t cohort; /* rows of one metric, period and level */
    uint32_t file;   /* index into the table's files */
    uint64_t line;
    uint16_t markers;
    uint8_t standing; /* enum standing */
    bool has_value;
    bool superseded; /* another council stands for this one in this period */
    bool gone;       /* merged with an equal row, or refused beside a different one */
};

#endif
