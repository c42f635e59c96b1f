/* The tables behind area.h, read from their files. */
#include "council/area_tables.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/counted.h"
#include "council/date.h"
#include "format/csv_columns.h"

enum { MOST_COLUMNS = 7, MOST_SUCCESSIONS = 10000 };

/* One table: its file, its columns in the order in which `add` finds their cells, and
 * what a row becomes. */
struct area_table {
    const char *file;
    const char *columns[MOST_COLUMNS + 1];
    bool (*add)(struct areas *areas, const struct text cells[], struct place place,
                struct messages *messages);
};

/* What differs between spellings of one name and means nothing: St. Helens and St Helens,
 * Stoke-on-Trent and Stoke on Trent. A no-break space looks like a space. */
static const struct folding {
    const char *from, *to;
} foldings[] = {
    { "&", "and" },    { ",", "" },       { ".", "" },       { "'", "" },
    { "\u2018", "" },  { "\u2019", "" },  { "-", " " },      { "\u2010", " " },
    { "\u2011", " " }, { "\u2013", " " }, { "\u00a0", " " },
};

static bool is_plain(char c)
{
    return c == ' ' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* What the start of `rest` folds to, as a zero-terminated string, and how many bytes it
 * took. */
static const char *fold_at(struct text rest, char letter[2], size_t *taken)
{
    const char c = rest.bytes[0];
    *taken = 1;
    letter[0] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : text_is_space(c) ? ' ' : c;
    letter[1] = '\0';
    for (size_t i = 0; !is_plain(letter[0]) && i < sizeof foldings / sizeof *foldings;
         i++)
        if (text_starts_with(rest, text_of(foldings[i].from))) {
            *taken = strlen(foldings[i].from);
            return foldings[i].to;
        }
    return letter;
}

struct text area_name_fold(struct arena *arena, struct text name)
{
    char *all = arena_take_bytes(arena, 3 * name.length + 1);
    size_t length = 0;
    for (size_t at = 0, taken; at < name.length; at += taken) {
        char letter[2];
        const char *folded = fold_at(text_slice(name, at, name.length), letter, &taken);
        for (; *folded != '\0'; folded++)
            if (*folded != ' ' || (length > 0 && all[length - 1] != ' '))
                all[length++] = *folded;
    }
    return text_trim((struct text){ all, length });
}

static bool wrong(struct place place, struct text cell, const char *expected,
                  struct messages *messages)
{
    messages_say(messages, place, "'%.*s' is not %s", TEXT_ARGS(cell), expected);
    return false;
}

static bool read_day(struct text cell, int32_t open, int32_t *day, struct place place,
                     struct messages *messages)
{
    *day = open;
    return cell.length == 0 || date_parse(cell, day) ||
           wrong(place, cell, "a date such as 2019-04-01", messages);
}

static bool find_council(const struct areas *areas, struct text id, uint32_t *council,
                         struct place place, struct messages *messages)
{
    *council = text_map_find(&areas->councils, id);
    return *council != TEXT_MAP_ABSENT ||
           wrong(place, id, "a council of areas.csv", messages);
}

static bool find_area(const struct areas *areas, struct text code, uint32_t *area,
                      struct place place, struct messages *messages)
{
    *area = areas_find_code(areas, code);
    return *area != AREA_NONE || wrong(place, code, "a code of areas.csv", messages);
}

static void add_naming(struct areas *areas, struct text name, uint32_t area,
                       enum area_found_by by)
{
    struct arena scratch;
    arena_init(&scratch);
    const uint32_t known = areas->names.count;
    const uint32_t number = text_map_add(&areas->names, area_name_fold(&scratch, name));
    arena_release(&scratch);
    ARRAY_RESERVE(areas->first_naming, areas->first_room, number + 1);
    ARRAY_RESERVE(areas->namings, areas->naming_room, areas->naming_count + 1);
    const uint32_t next = number == known ? AREA_NONE : areas->first_naming[number];
    areas->namings[areas->naming_count] = (struct area_naming){ next, area, by };
    areas->first_naming[number] = (uint32_t)areas->naming_count++;
}

static bool find_word(struct text word, const char *const words[], unsigned *number)
{
    for (*number = 0; words[*number] != NULL; ++*number)
        if (text_is(word, words[*number]))
            return true;
    return false;
}

static bool add_area(struct areas *areas, const struct text cells[], struct place place,
                     struct messages *messages)
{
    struct area area = { .council = text_map_add(&areas->councils, cells[1]) };
    if (!find_word(cells[3], area_class_words, &area.class))
        return wrong(place, cells[3], "a class of area", messages);
    if (!read_day(cells[5], DATE_DISTANT_PAST, &area.valid_from, place, messages) ||
        !read_day(cells[6], DATE_DISTANT_FUTURE, &area.valid_to, place, messages))
        return false;
    if (area.valid_from > area.valid_to)
        return wrong(place, cells[6], "the end: it comes before 'valid_from'", messages);
    if (text_map_add(&areas->by_code, cells[0]) != areas->count)
        return wrong(place, cells[0], "new: the code stands twice", messages);
    area.code = areas->by_code.keys[areas->count];
    area.name = arena_keep(&areas->arena, cells[2]);
    area.region = arena_keep(&areas->arena, cells[4]);
    ARRAY_RESERVE(areas->all, areas->room, areas->count + 1);
    areas->all[areas->count] = area;
    const uint32_t number = (uint32_t)areas->count++;
    add_naming(areas, cells[0], number, AREA_BY_CODE);
    add_naming(areas, cells[2], number, AREA_BY_NAME);
    return true;
}

static bool add_spelling(struct areas *areas, const struct text cells[],
                         struct place place, struct messages *messages)
{
    uint32_t council;
    if (!find_council(areas, cells[1], &council, place, messages))
        return false;
    for (uint32_t area = 0; area < areas->count; area++)
        if (areas->all[area].council == council)
            add_naming(areas, cells[0], area, AREA_BY_SPELLING);
    return true;
}

static enum membership_kind membership_kind_of(struct text word)
{
    static const char *const words[] = { "county", "combined-authority", "region",
                                         "country" };
    enum membership_kind kind = 0;
    while (kind < MEMBERSHIP_OTHER && !text_is(word, words[kind]))
        ++kind;
    return kind;
}

static bool add_membership(struct areas *areas, const struct text cells[],
                           struct place place, struct messages *messages)
{
    struct area_membership m = { .kind = membership_kind_of(cells[2]) };
    if (!find_area(areas, cells[0], &m.area, place, messages) ||
        !find_area(areas, cells[1], &m.parent, place, messages) ||
        !read_day(cells[3], DATE_DISTANT_PAST, &m.from, place, messages) ||
        !read_day(cells[4], DATE_DISTANT_FUTURE, &m.to, place, messages))
        return false;
    ARRAY_RESERVE(areas->memberships, areas->membership_room,
                  areas->membership_count + 1);
    areas->memberships[areas->membership_count++] = m;
    return true;
}

static bool add_succession(struct areas *areas, const struct text cells[],
                           struct place place, struct messages *messages)
{
    struct area_succession s;
    if (areas->succession_count == MOST_SUCCESSIONS) {
        messages_say(messages, place, "more than %d successions are not read",
                     (int)MOST_SUCCESSIONS);
        return false;
    }
    if (!find_council(areas, cells[0], &s.council, place, messages) ||
        !find_council(areas, cells[1], &s.successor.council, place, messages))
        return false;
    if (!date_parse(cells[2], &s.successor.date))
        return wrong(place, cells[2], "a date such as 2019-04-01", messages);
    if (!find_word(cells[3], area_succession_words, &s.successor.kind))
        return wrong(place, cells[3], "a kind of succession: merged or split", messages);
    ARRAY_RESERVE(areas->successions, areas->succession_room,
                  areas->succession_count + 1);
    areas->successions[areas->succession_count++] = s;
    if (areas->followed == NULL) {
        areas->followed = memory_take(areas->councils.count, sizeof *areas->followed);
        memset(areas->followed, 0, areas->councils.count * sizeof *areas->followed);
    }
    areas->followed[s.council] = true;
    return true;
}

static bool read_period(struct text cell, uint32_t open, struct period *period,
                        struct place place, struct messages *messages)
{
    period->key = open;
    return cell.length == 0 || period_parse(cell, period) ||
           wrong(place, cell, "a period such as 2022/23", messages);
}

static bool add_joint(struct areas *areas, const struct text cells[], struct place place,
                      struct messages *messages)
{
    struct area_joint j;
    if (!find_council(areas, cells[0], &j.council, place, messages) ||
        !read_period(cells[3], 0, &j.from, place, messages) ||
        !read_period(cells[4], UINT32_MAX, &j.to, place, messages))
        return false;
    j.metric = arena_keep(&areas->arena, cells[1]);
    j.reporter = arena_keep(&areas->arena, cells[2]);
    ARRAY_RESERVE(areas->joints, areas->joint_room, areas->joint_count + 1);
    areas->joints[areas->joint_count++] = j;
    return true;
}

static bool read_header(struct csv_reader *reader, const struct area_table *table,
                        size_t places[MOST_COLUMNS], size_t *count,
                        struct messages *messages)
{
    const struct place header = { csv_reader_name(reader), 1, 0 };
    struct csv_row row;
    const enum csv_outcome outcome = csv_reader_next(reader, &row);
    if (outcome == CSV_END)
        messages_say(messages, header, "the table is empty");
    if (outcome != CSV_ROW)
        return false;
    struct arena arena;
    arena_init(&arena);
    struct csv_columns columns;
    csv_columns_keep(&columns, &row, &arena);
    bool fine = csv_columns_check(&columns, header, messages);
    for (size_t i = 0; fine && table->columns[i] != NULL; i++) {
        places[i] =
            csv_columns_need(&columns, text_of(table->columns[i]), header, messages);
        fine = places[i] != CSV_COLUMN_ABSENT;
    }
    *count = columns.count;
    arena_release(&arena);
    return fine;
}

/* Codes and names stand in tables, in messages and on pages. */
static bool are_plain(const struct text cells[], struct place place,
                      struct messages *messages)
{
    for (size_t c = 0; c < MOST_COLUMNS; c++)
        for (size_t i = 0; i < cells[c].length; i++)
            if ((unsigned char)cells[c].bytes[i] < 0x20 || cells[c].bytes[i] == 0x7f)
                return wrong(place, cells[c], "plain text: it holds a control byte",
                             messages);
    return true;
}

static bool read_rows(struct areas *areas, struct csv_reader *reader,
                      const struct area_table *table, struct messages *messages)
{
    size_t places[MOST_COLUMNS], count;
    struct csv_row row;
    enum csv_outcome outcome;
    if (!read_header(reader, table, places, &count, messages))
        return false;
    while ((outcome = csv_reader_next(reader, &row)) == CSV_ROW) {
        const struct place place = { csv_reader_name(reader), row.line, 0 };
        struct text cells[MOST_COLUMNS] = { 0 };
        if (row.count == 0)
            continue;
        if (row.count != count) {
            messages_say(messages, place, "%s %s here; the header has %zu",
                         counted(row.count, "cell").text,
                         counted_word(row.count, "stands", "stand"), count);
            return false;
        }
        for (size_t i = 0; table->columns[i] != NULL; i++)
            cells[i] = row.cells[places[i]];
        if (!are_plain(cells, place, messages))
            return false;
        if (!table->add(areas, cells, place, messages))
            return false;
    }
    return outcome == CSV_END;
}

static bool read_table(struct areas *areas, const char *data_dir,
                       const struct area_table *table, struct messages *messages)
{
    const char *path = arena_print(&areas->arena, "%s/%s", data_dir, table->file).bytes;
    areas->files[areas->file_count++] = path;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        messages_say(messages, (struct place){ path, 0, 0 }, "cannot be read: %s",
                     strerror(errno));
        return false;
    }
    struct byte_source *source = byte_source_open(descriptor, path, messages);
    struct csv_reader *reader = csv_reader_open(source, messages);
    const bool fine = read_rows(areas, reader, table, messages);
    csv_reader_close(reader);
    byte_source_close(source);
    close(descriptor);
    return fine;
}

static uint32_t chained_number(struct areas *areas, uint32_t council, uint32_t *count)
{
    if (areas->chained[council] == AREA_NONE)
        areas->chained[council] = (*count)++;
    return areas->chained[council];
}

/* All who followed `start`, into its row of bits, which also says who has been visited:
 * circles and branches that meet again cost nothing. `first` and `next` list the direct
 * successions of each number; `stack` has room for every number. */
static void follow(struct areas *areas, uint32_t start, const uint32_t *first,
                   const uint32_t *next, uint32_t *stack)
{
    uint64_t *const row = areas->later + start * areas->later_words;
    size_t waiting = 0;
    stack[waiting++] = start;
    while (waiting > 0) {
        const uint32_t earlier = stack[--waiting];
        for (uint32_t i = first[earlier]; i != AREA_NONE; i = next[i]) {
            const uint32_t later =
                areas->chained[areas->successions[i].successor.council];
            if ((row[later / 64] >> later % 64 & 1) != 0)
                continue;
            row[later / 64] |= (uint64_t)1 << later % 64;
            if (later != start)
                stack[waiting++] = later;
        }
    }
}

/* Who followed whom through others is asked for pairs of every cohort, so it is worked
 * out once. */
static void settle_successions(struct areas *areas)
{
    const size_t most = 2 * areas->succession_count;
    if (most == 0)
        return;
    areas->chained = memory_take(areas->councils.count, sizeof *areas->chained);
    memset(areas->chained, 0xff, areas->councils.count * sizeof *areas->chained);
    uint32_t *first = memory_take(most, sizeof *first);
    uint32_t *next = memory_take(most, sizeof *next);
    uint32_t *stack = memory_take(most, sizeof *stack);
    memset(first, 0xff, most * sizeof *first);
    uint32_t count = 0;
    for (uint32_t i = 0; i < areas->succession_count; i++) {
        const struct area_succession *s = &areas->successions[i];
        const uint32_t earlier = chained_number(areas, s->council, &count);
        chained_number(areas, s->successor.council, &count);
        next[i] = first[earlier];
        first[earlier] = i;
    }
    areas->later_words = (count + 63) / 64;
    areas->later = memory_take(count * areas->later_words, sizeof *areas->later);
    memset(areas->later, 0, count * areas->later_words * sizeof *areas->later);
    for (uint32_t start = 0; start < count; start++)
        follow(areas, start, first, next, stack);
    free(first);
    free(next);
    free(stack);
}

bool area_tables_read(struct areas *areas, const char *data_dir,
                      struct messages *messages)
{
    /* Each refers to those before it. */
    static const struct area_table tables[] = {
        { "areas.csv",
          { "code", "council", "name", "class", "region", "valid_from", "valid_to" },
          add_area },
        { "spellings.csv", { "spelling", "council" }, add_spelling },
        { "memberships.csv", { "area", "parent", "kind", "from", "to" }, add_membership },
        { "successors.csv", { "council", "successor", "date", "kind" }, add_succession },
        { "joint.csv", { "council", "metric", "reporter", "from", "to" }, add_joint },
    };
    _Static_assert(sizeof tables / sizeof *tables <= AREA_TABLES_MOST, "room");
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!read_table(areas, data_dir, &tables[i], messages))
            return false;
    settle_successions(areas);
    return true;
}
