/* The tables behind area.h, read from their files. For area.c and area_tables.c alone. */
#ifndef OFLOG_COUNCIL_AREA_TABLES_H
#define OFLOG_COUNCIL_AREA_TABLES_H

#include "base/memory.h"
#include "base/text_map.h"
#include "council/area.h"

/* What a folded name may mean: an area. A council's spelling means each of its codes. */
struct area_naming {
    uint32_t next; /* the next meaning of the same name, or AREA_NONE */
    uint32_t area;
    enum area_found_by by;
};

struct area_succession {
    uint32_t council;
    struct area_successor successor;
};

struct area_joint {
    uint32_t council;
    struct text metric, reporter;
    struct period from, to;
};

enum { AREA_TABLES_MOST = 8 };

struct areas {
    struct area *all;
    struct text_map by_code;  /* numbers are indices into `all` */
    struct text_map councils; /* ids; numbers are council numbers */
    struct text_map names;    /* folded */
    uint32_t *first_naming;   /* by number in `names` */
    struct area_naming *namings;
    struct area_membership *memberships;
    struct area_succession *successions;
    uint32_t *newest; /* by council number: the code that is valid last */
    bool *followed;   /* by council number: some other council followed it */
    /* by council number: its number among those of successors.csv, or AREA_NONE; NULL
     * where nobody followed anybody */
    uint32_t *chained;
    /* by such a number, `later_words` words: the bits of all who followed, directly or
     * through others */
    uint64_t *later;
    size_t later_words;
    struct area_joint *joints;
    size_t count, naming_count, membership_count, succession_count, joint_count;
    size_t room, first_room, naming_room, membership_room, succession_room, joint_room;
    /* paths of those that were read, in that order */
    const char *files[AREA_TABLES_MOST];
    size_t file_count;
    struct arena arena;
};

/* Fills the zeroed `areas` from the five files in `data_dir`. False, said, where one is
 * unreadable or wrong. */
bool area_tables_read(struct areas *areas, const char *data_dir,
                      struct messages *messages);

/* What spellings of one name have in common, in `arena`: lower case (ASCII), hyphens and
 * runs of white space as one space, none at the ends, "and" for &, and no commas, full
 * stops or apostrophes. */
struct text area_name_fold(struct arena *arena, struct text name);

#endif
