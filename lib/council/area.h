/* Councils and the areas above them: codes, names, classes, who belongs to whom and who
 * followed whom. */
#ifndef OFLOG_COUNCIL_AREA_H
#define OFLOG_COUNCIL_AREA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/messages.h"
#include "base/text.h"
#include "council/period.h"

enum area_class {
    CLASS_UNITARY,
    CLASS_METROPOLITAN_DISTRICT,
    CLASS_LONDON_BOROUGH,
    CLASS_COUNTY,
    CLASS_DISTRICT,
    CLASS_COMBINED_AUTHORITY,
    CLASS_REGION,
    CLASS_COUNTRY,
    CLASS_COUNT
};

/* Levels are never mixed in one comparison. */
enum area_level {
    LEVEL_COUNCIL,
    LEVEL_COMBINED_AUTHORITY,
    LEVEL_REGION,
    LEVEL_COUNTRY,
    LEVEL_COUNT
};

/* Ids as the tables write them, ending in NULL; in the order of the enums. */
extern const char *const area_class_words[];
extern const char *const area_level_words[];

enum area_level area_level_of(enum area_class class);

/* Areas and councils are numbers below the counts; texts are good until areas_close(). */
enum { AREA_NONE = UINT32_MAX };

struct area {
    struct text code;
    struct text name;
    uint32_t council; /* one number for all codes of one unbroken council */
    enum area_class class;
    struct text region; /* a name; empty where there is none */
    int32_t valid_from; /* days; DATE_DISTANT_PAST or _FUTURE where open */
    int32_t valid_to;   /* the last day */
};

struct areas;

/* Reads areas.csv, spellings.csv, memberships.csv, successors.csv and joint.csv in the
 * folder `data_dir`. NULL, said, where one is unreadable or wrong. */
struct areas *areas_open(const char *data_dir, struct messages *messages);
void areas_close(struct areas *areas);

/* The path of the table that was read as number `i` from 0; NULL after the last. */
const char *areas_file(const struct areas *areas, size_t i);

size_t areas_count(const struct areas *areas);
const struct area *areas_get(const struct areas *areas, uint32_t area);

/* The area of a council whose code is valid last: what the council is called today. */
uint32_t areas_newest(const struct areas *areas, uint32_t council);

/* By nine-character code; AREA_NONE where there is none. The fast path of every row. */
uint32_t areas_find_code(const struct areas *areas, struct text code);

enum area_outcome { AREA_FOUND, AREA_UNKNOWN, AREA_AMBIGUOUS };

/* Numbers that publishers give councils collide between them (909 is Cumbria for the
 * Department for Education and Bristol in adult social care), so spellings.csv has them
 * with their scheme in front, "dfe:909"; a plain "909" is found nowhere. Ends in NULL. */
extern const char *const area_scheme_words[];

/* By code, name or known spelling; case, runs of white space, hyphens for spaces, & for
 * and, commas, full stops and apostrophes do not matter. Where a name belongs to several
 * areas (Dorset the county, then the unitary), those valid on `day` count, or, where none
 * is, all of them; several left are ambiguous. *area is set only by AREA_FOUND. */
enum area_outcome areas_find(const struct areas *areas, struct text name, int32_t day,
                             uint32_t *area);

/* What led to an area: a code or a name of areas.csv, or a spelling of spellings.csv. */
enum area_found_by { AREA_BY_CODE, AREA_BY_NAME, AREA_BY_SPELLING, AREA_BY_COUNT };

/* As areas_find(), and how; *by is set only by AREA_FOUND. */
enum area_outcome areas_find_by(const struct areas *areas, struct text name, int32_t day,
                                uint32_t *area, enum area_found_by *by);

enum { AREA_HINT_SIZE = 512 };

/* Why areas_find() found none: "unknown council 'X'; did you mean …?", "'X' is ambiguous:
 * A (code), B (code)", that X reports for several, or what the plain number X is in which
 * scheme. Looking for near names is slow; without `look` it is not done. Returns `hint`.
 */
const char *areas_explain(const struct areas *areas, struct text name, int32_t day,
                          bool look, char hint[AREA_HINT_SIZE]);

/* The combined authority (an area number) of which `area` is a member on `day`, or
 * AREA_NONE. */
uint32_t areas_combined_authority(const struct areas *areas, uint32_t area, int32_t day);

/* What an area is a member of, as memberships.csv has it. */
enum membership_kind {
    MEMBERSHIP_COUNTY,
    MEMBERSHIP_COMBINED_AUTHORITY,
    MEMBERSHIP_REGION,
    MEMBERSHIP_COUNTRY,
    MEMBERSHIP_OTHER
};

struct area_membership {
    uint32_t area, parent; /* area numbers */
    enum membership_kind kind;
    int32_t from, to; /* days; DATE_DISTANT_PAST or _FUTURE where open */
};

/* All memberships, in the order of the file: one stands under every code of a council. */
const struct area_membership *areas_memberships(const struct areas *areas, size_t *count);

/* Whether council `later` followed council `earlier`, directly or through others. Each of
 * a circle follows all of it, itself included. */
bool areas_succeeds(const struct areas *areas, uint32_t later, uint32_t earlier);

/* Merged: all of a council went into one (with others or alone); split: into several. */
enum area_succession_kind { SUCCESSION_MERGED, SUCCESSION_SPLIT, SUCCESSION_COUNT };

/* As the tables write them, ending in NULL; in the order of the enum. */
extern const char *const area_succession_words[];

struct area_successor {
    uint32_t council;
    int32_t date; /* its first day in place of the other */
    enum area_succession_kind kind;
};

/* The council's own successors, n = 0, 1, 2 ... in the order of successors.csv; false
 * from the first n that has none. Those of successors are asked for in turn. */
bool areas_get_successor(const struct areas *areas, uint32_t council, size_t n,
                         struct area_successor *successor);

/* Whether no code of a council is valid on `day` or later. */
bool areas_has_ended(const struct areas *areas, uint32_t council, int32_t day);

/* Whether any council followed this one: for a quick no. */
bool areas_has_successor(const struct areas *areas, uint32_t council);

/* The code under which the figures of `council` for `metric` in `period` are reported
 * together with another's, or empty. */
struct text areas_joint_reporter(const struct areas *areas, uint32_t council,
                                 struct text metric, struct period period);

#endif
