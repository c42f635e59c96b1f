/* In which encoding a stranger's file is. */
#ifndef OFLOG_STEP_DRAFT_ENCODING_H
#define OFLOG_STEP_DRAFT_ENCODING_H

#include "format/byte_source.h"

struct draft_encoding {
    const char *name;   /* as a recipe says it; NULL: UTF-8, or UTF-16 by its mark */
    size_t first_wrong; /* the line of the first byte that is not UTF-8; 0: none */
};

/* Reads `source` to its end: all UTF-8, or else Windows-1252, which gives every byte but
 * five a character and is what spreadsheets in England wrote. False, said. */
bool draft_encoding_find(struct byte_source *source, struct draft_encoding *encoding);

#endif
