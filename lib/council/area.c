/* Councils and the areas above them. */
#include "council/area.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/suggest.h"
#include "council/area_tables.h"

const char *const area_class_words[] = {
    "unitary",  "metropolitan-district", "london-borough", "county",
    "district", "combined-authority",    "region",         "country",
    NULL
};
const char *const area_level_words[] = { "council", "combined-authority", "region",
                                         "country", NULL };
const char *const area_scheme_words[] = { "dfe", "cassr", NULL };
const char *const area_succession_words[] = { "merged", "split", NULL };

enum area_level area_level_of(enum area_class class)
{
    switch (class) {
    case CLASS_COMBINED_AUTHORITY:
        return LEVEL_COMBINED_AUTHORITY;
    case CLASS_REGION:
        return LEVEL_REGION;
    case CLASS_COUNTRY:
        return LEVEL_COUNTRY;
    case CLASS_UNITARY:
    case CLASS_METROPOLITAN_DISTRICT:
    case CLASS_LONDON_BOROUGH:
    case CLASS_COUNTY:
    case CLASS_DISTRICT:
    case CLASS_COUNT:
        break;
    }
    return LEVEL_COUNCIL;
}

static void find_newest(struct areas *areas)
{
    areas->newest = memory_take(areas->count + 1, sizeof *areas->newest);
    for (size_t i = 0; i < areas->count; i++)
        areas->newest[i] = AREA_NONE;
    for (uint32_t i = 0; i < areas->count; i++) {
        uint32_t *newest = &areas->newest[areas->all[i].council];
        if (*newest == AREA_NONE || areas->all[i].valid_to > areas->all[*newest].valid_to)
            *newest = i;
    }
}

struct areas *areas_open(const char *data_dir, struct messages *messages)
{
    struct areas *areas = memory_take(1, sizeof *areas);
    *areas = (struct areas){ 0 };
    text_map_init(&areas->by_code);
    text_map_init(&areas->councils);
    text_map_init(&areas->names);
    arena_init(&areas->arena);
    if (area_tables_read(areas, data_dir, messages)) {
        find_newest(areas);
        return areas;
    }
    areas_close(areas);
    return NULL;
}

void areas_close(struct areas *areas)
{
    if (areas == NULL)
        return;
    text_map_release(&areas->by_code);
    text_map_release(&areas->councils);
    text_map_release(&areas->names);
    arena_release(&areas->arena);
    free(areas->all);
    free(areas->first_naming);
    free(areas->namings);
    free(areas->memberships);
    free(areas->successions);
    free(areas->newest);
    free(areas->followed);
    free(areas->chained);
    free(areas->later);
    free(areas->joints);
    free(areas);
}

const char *areas_file(const struct areas *areas, size_t i)
{
    return i < areas->file_count ? areas->files[i] : NULL;
}

size_t areas_count(const struct areas *areas)
{
    return areas->count;
}

const struct area *areas_get(const struct areas *areas, uint32_t area)
{
    return &areas->all[area];
}

uint32_t areas_find_code(const struct areas *areas, struct text code)
{
    const uint32_t found = text_map_find(&areas->by_code, code);
    return found == TEXT_MAP_ABSENT ? AREA_NONE : found;
}

static bool is_valid_on(const struct area *area, int32_t day)
{
    return area->valid_from <= day && day <= area->valid_to;
}

enum { MOST_MEANINGS = 16 };

/* Keeps `found` in order and without doubles; the last ones fall off. */
static size_t insert(uint32_t found[MOST_MEANINGS], size_t count, uint32_t area)
{
    size_t at = count;
    while (at > 0 && found[at - 1] >= area)
        at--;
    if ((at < count && found[at] == area) || at == MOST_MEANINGS)
        return count;
    const size_t moved = (count < MOST_MEANINGS ? count : MOST_MEANINGS - 1) - at;
    memmove(found + at + 1, found + at, moved * sizeof *found);
    found[at] = area;
    return at + 1 + moved;
}

/* The areas that a folded name may mean, valid on `day` or (any_day) at any time, into
 * `found`, in the order of the table. */
static size_t collect(const struct areas *areas, uint32_t name, int32_t day, bool any_day,
                      uint32_t found[MOST_MEANINGS])
{
    size_t count = 0;
    for (uint32_t n = areas->first_naming[name]; n != AREA_NONE;
         n = areas->namings[n].next)
        if (any_day || is_valid_on(&areas->all[areas->namings[n].area], day))
            count = insert(found, count, areas->namings[n].area);
    return count;
}

/* The number of a name among the folded ones, or TEXT_MAP_ABSENT. */
static uint32_t folded_number(const struct areas *areas, struct text name)
{
    struct arena scratch;
    arena_init(&scratch);
    const uint32_t number = text_map_find(&areas->names, area_name_fold(&scratch, name));
    arena_release(&scratch);
    return number;
}

/* The candidates for a folded name; several codes of one council count once, as the code
 * that came last. */
static size_t meanings(const struct areas *areas, uint32_t number, int32_t day,
                       uint32_t *found)
{
    if (number == TEXT_MAP_ABSENT)
        return 0;
    size_t count = collect(areas, number, day, false, found);
    if (count == 0)
        count = collect(areas, number, day, true, found);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t same = 0;
        while (same < kept &&
               areas->all[found[same]].council != areas->all[found[i]].council)
            same++;
        if (same == kept)
            found[kept++] = found[i];
        else if (areas->all[found[i]].valid_from > areas->all[found[same]].valid_from)
            found[same] = found[i];
    }
    return kept;
}

/* Codes before names before spellings, where a name is several of them. */
static enum area_found_by found_by(const struct areas *areas, uint32_t name,
                                   uint32_t area)
{
    enum area_found_by by = AREA_BY_SPELLING;
    for (uint32_t n = areas->first_naming[name]; n != AREA_NONE;
         n = areas->namings[n].next)
        if (areas->all[areas->namings[n].area].council == areas->all[area].council &&
            areas->namings[n].by < by)
            by = areas->namings[n].by;
    return by;
}

enum area_outcome areas_find_by(const struct areas *areas, struct text name, int32_t day,
                                uint32_t *area, enum area_found_by *by)
{
    uint32_t found[MOST_MEANINGS];
    const uint32_t by_code = areas_find_code(areas, name);
    if (by_code != AREA_NONE) {
        *area = by_code;
        *by = AREA_BY_CODE;
        return AREA_FOUND;
    }
    const uint32_t number = folded_number(areas, name);
    const size_t count = meanings(areas, number, day, found);
    if (count == 1) {
        *area = found[0];
        *by = found_by(areas, number, found[0]);
    }
    return count == 0 ? AREA_UNKNOWN : count == 1 ? AREA_FOUND : AREA_AMBIGUOUS;
}

enum area_outcome areas_find(const struct areas *areas, struct text name, int32_t day,
                             uint32_t *area)
{
    enum area_found_by by;
    return areas_find_by(areas, name, day, area, &by);
}

/* The name under which a council was last known. */
static struct text council_name(const struct areas *areas, uint32_t council)
{
    uint32_t last = AREA_NONE;
    for (uint32_t i = 0; i < areas->count; i++)
        if (areas->all[i].council == council &&
            (last == AREA_NONE || areas->all[i].valid_from > areas->all[last].valid_from))
            last = i;
    return areas->all[last].name;
}

/* A sentence that grows in a caller's buffer and stops where that is full. */
struct hint {
    char *text;
    size_t used;
};

static __attribute__((__format__(__printf__, 2, 3))) void
hint_add(struct hint *hint, const char *format, ...)
{
    va_list arguments;
    if (hint->used >= AREA_HINT_SIZE)
        return;
    va_start(arguments, format);
    hint->used += (size_t)vsnprintf(hint->text + hint->used, AREA_HINT_SIZE - hint->used,
                                    format, arguments);
    va_end(arguments);
}

/* A code that stands for several councils at once. */
static bool explain_joint(const struct areas *areas, struct text code, struct hint *hint)
{
    uint32_t before = AREA_NONE;
    for (size_t i = 0; i < areas->joint_count; i++) {
        const struct area_joint *joint = &areas->joints[i];
        if (!text_equal(joint->reporter, code) || joint->council == before)
            continue;
        before = joint->council;
        const struct text name = council_name(areas, joint->council);
        if (hint->used == 0)
            hint_add(hint,
                     "'%.*s' reports for several councils together: ", TEXT_ARGS(code));
        else
            hint_add(hint, ", ");
        hint_add(hint, "%.*s", TEXT_ARGS(name));
    }
    return hint->used > 0;
}

static void explain_ambiguous(const struct areas *areas, struct text name,
                              const uint32_t *found, size_t count, struct hint *hint)
{
    hint_add(hint, "'%.*s' is ambiguous:", TEXT_ARGS(name));
    for (size_t i = 0; i < count; i++)
        hint_add(hint, "%s %.*s (%.*s)", i == 0 ? "" : ",",
                 TEXT_ARGS(areas->all[found[i]].code),
                 TEXT_ARGS(areas->all[found[i]].name));
}

static bool is_plain_number(struct text name)
{
    for (size_t i = 0; i < name.length; i++)
        if (name.bytes[i] < '0' || name.bytes[i] > '9')
            return false;
    return name.length == 3;
}

/* A plain number that some scheme knows. */
static bool explain_number(const struct areas *areas, struct text number, int32_t day,
                           struct hint *hint)
{
    uint32_t found[MOST_MEANINGS];
    for (size_t s = 0; is_plain_number(number) && area_scheme_words[s] != NULL; s++) {
        char name[16];
        snprintf(name, sizeof name, "%s:%.*s", area_scheme_words[s], TEXT_ARGS(number));
        const size_t count =
            meanings(areas, folded_number(areas, text_of(name)), day, found);
        for (size_t i = 0; i < count; i++) {
            if (hint->used == 0)
                hint_add(hint, "'%.*s' alone is no council:", TEXT_ARGS(number));
            else
                hint_add(hint, ",");
            hint_add(hint, " %s is %.*s (%.*s)", name,
                     TEXT_ARGS(areas->all[found[i]].code),
                     TEXT_ARGS(areas->all[found[i]].name));
        }
    }
    if (hint->used > 0)
        hint_add(hint, "; a recipe's 'scheme' says which numbers these are");
    return hint->used > 0;
}

/* A number of a scheme is not meant by one that looks like it. */
static bool is_in_scheme(struct text name)
{
    for (size_t s = 0; area_scheme_words[s] != NULL; s++) {
        const struct text scheme = text_of(area_scheme_words[s]);
        if (text_starts_with(name, scheme) && name.length > scheme.length &&
            name.bytes[scheme.length] == ':')
            return true;
    }
    return false;
}

/* Names and codes first; other spellings where none of those is near. */
static void explain_unknown(const struct areas *areas, struct text name, bool look,
                            struct hint *hint)
{
    struct suggestions near;
    char nearest[SUGGEST_SIZE];
    suggest_init(&near, name);
    look = look && !is_in_scheme(name);
    for (size_t i = 0; look && i < areas->count; i++) {
        suggest_offer(&near, areas->all[i].name);
        suggest_offer(&near, areas->all[i].code);
    }
    for (uint32_t i = 0; look && near.count == 0 && i < areas->names.count; i++)
        suggest_offer(&near, areas->names.keys[i]);
    hint_add(hint, "unknown council '%.*s'%s", TEXT_ARGS(name),
             suggest_format(&near, nearest));
}

const char *areas_explain(const struct areas *areas, struct text name, int32_t day,
                          bool look, char hint[AREA_HINT_SIZE])
{
    uint32_t found[MOST_MEANINGS];
    const size_t count = meanings(areas, folded_number(areas, name), day, found);
    struct hint said = { hint, 0 };
    if (explain_joint(areas, name, &said) ||
        explain_number(areas, text_trim(name), day, &said))
        return hint;
    if (count > 1)
        explain_ambiguous(areas, name, found, count, &said);
    else
        explain_unknown(areas, name, look, &said);
    return hint;
}

uint32_t areas_combined_authority(const struct areas *areas, uint32_t area, int32_t day)
{
    for (size_t i = 0; i < areas->membership_count; i++) {
        const struct area_membership *m = &areas->memberships[i];
        if (m->area == area && m->kind == MEMBERSHIP_COMBINED_AUTHORITY &&
            m->from <= day && day <= m->to)
            return m->parent;
    }
    return AREA_NONE;
}

const struct area_membership *areas_memberships(const struct areas *areas, size_t *count)
{
    *count = areas->membership_count;
    return areas->memberships;
}

bool areas_succeeds(const struct areas *areas, uint32_t later, uint32_t earlier)
{
    if (areas->chained == NULL)
        return false;
    const uint32_t from = areas->chained[earlier], to = areas->chained[later];
    return from != AREA_NONE && to != AREA_NONE &&
           (areas->later[from * areas->later_words + to / 64] >> to % 64 & 1) != 0;
}

uint32_t areas_newest(const struct areas *areas, uint32_t council)
{
    return areas->newest[council];
}

bool areas_has_ended(const struct areas *areas, uint32_t council, int32_t day)
{
    return areas->all[areas->newest[council]].valid_to < day;
}

bool areas_has_successor(const struct areas *areas, uint32_t council)
{
    return areas->followed != NULL && areas->followed[council];
}

bool areas_get_successor(const struct areas *areas, uint32_t council, size_t n,
                         struct area_successor *successor)
{
    for (size_t i = 0; i < areas->succession_count; i++) {
        if (areas->successions[i].council != council || n-- > 0)
            continue;
        *successor = areas->successions[i].successor;
        return true;
    }
    return false;
}

struct text areas_joint_reporter(const struct areas *areas, uint32_t council,
                                 struct text metric, struct period period)
{
    for (size_t i = 0; i < areas->joint_count; i++) {
        const struct area_joint *j = &areas->joints[i];
        if (j->council == council && text_equal(j->metric, metric) &&
            period_compare(j->from, period) <= 0 && period_compare(period, j->to) <= 0)
            return j->reporter;
    }
    return text_of("");
}
