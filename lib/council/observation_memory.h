/* What an observation table keeps for itself. For observation_table.c and
 * observation_reader.c alone. */
#ifndef OFLOG_COUNCIL_OBSERVATION_MEMORY_H
#define OFLOG_COUNCIL_OBSERVATION_MEMORY_H

#include "base/text_map.h"
#include "council/observation_table.h"

struct observation_table_memory {
    struct arena texts;
    struct text_map cohort_keys;
    uint32_t *cohort_rows;
    struct csv_cells scratch;
    struct csv_writer line; /* without a stream */
};

#endif
