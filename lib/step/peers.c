/* Each area's nearest neighbours. */
#include "step/peers.h"

#include <math.h>
#include <stdlib.h>

const char *const peers_columns[] = { "area_code",       "area_name", "peer_code",
                                      "peer_name",       "position",  "distance",
                                      "characteristics", NULL };

/* Shares of the weight that two areas have in common: below the first the distance is
 * noted as doubtful, below the second it is none. */
static const double doubtful_share = 0.8, least_share = 0.5;

struct neighbour {
    size_t place; /* among the areas */
    struct neighbour_distance found;
};

struct seeking {
    const struct characteristics *all;
    const struct areas *areas;
    const struct peers_options *options;
    struct csv_writer *writer;
    struct messages *messages;
    double *weights; /* by characteristic; 0 inside a group in which it is left out */
    double *values;  /* of the group at hand, transformed and scaled */
    size_t *members; /* of the group: places among the areas */
    struct neighbour *near;
    uint64_t doubtful, refused;
};

static const struct area *area_at(const struct seeking *s, size_t place)
{
    return areas_get(s->areas, s->all->areas[place]);
}

static const struct weight *weight_of(const struct seeking *s, size_t characteristic)
{
    return s->options->weights == NULL
               ? NULL
               : weights_find(s->options->weights, s->all->names[characteristic]);
}

static bool knows_weights(const struct seeking *s)
{
    bool fine = true;
    for (size_t i = 0; s->options->weights != NULL && i < s->options->weights->count;
         i++) {
        const struct weight *weight = &s->options->weights->all[i];
        size_t c = 0;
        while (c < s->all->count && !text_equal(s->all->names[c], weight->name))
            c++;
        if (c < s->all->count)
            continue;
        messages_say(s->messages, weight->place,
                     "'%.*s' is none of the characteristics in the table",
                     TEXT_ARGS(weight->name));
        fine = false;
    }
    return fine;
}

static void note_without_weight(const struct seeking *s)
{
    for (size_t c = 0; s->options->weights != NULL && c < s->all->count; c++)
        if (weight_of(s, c) == NULL)
            messages_note(s->messages, "'%.*s' has no weight and is left out",
                          TEXT_ARGS(s->all->names[c]));
}

/* Takes logarithms in place. False, said, of the first value that has none. */
static bool transform_column(const struct seeking *s, size_t members, size_t column)
{
    const struct weight *weight = weight_of(s, column);
    const enum transform transform = weight != NULL && weight->has_transform
                                         ? weight->transform
                                         : s->options->transform;
    for (size_t i = 0; i < members && transform == TRANSFORM_LOG; i++) {
        double *value = &s->values[i * s->all->count + column];
        if (*value <= 0) {
            const struct text name = area_at(s, s->members[i])->name;
            messages_say(s->messages, (struct place){ 0 },
                         "'%.*s' is %g in %.*s, which has no logarithm; transform it "
                         "otherwise or not at all",
                         TEXT_ARGS(s->all->names[column]), *value, TEXT_ARGS(name));
            return false;
        }
        *value = log(*value);
    }
    return true;
}

/* The characteristics of a group's members, made comparable, with their weights. */
static bool prepare(struct seeking *s, size_t members, const char *group)
{
    const size_t count = s->all->count;
    for (size_t i = 0; i < members; i++)
        memcpy(s->values + i * count, s->all->values + s->members[i] * count,
               count * sizeof *s->values);
    for (size_t c = 0; c < count; c++) {
        const struct weight *weight = weight_of(s, c);
        s->weights[c] = s->options->weights == NULL ? 1
                        : weight == NULL            ? 0
                                                    : weight->weight;
        if (!(s->weights[c] > 0))
            continue;
        if (!transform_column(s, members, c))
            return false;
        if (neighbour_standardise(s->values + c, members, count, s->options->scale))
            continue;
        s->weights[c] = 0;
        messages_note(s->messages,
                      "'%.*s' does not differ inside %s and is left out there",
                      TEXT_ARGS(s->all->names[c]), group);
    }
    return true;
}

/* Areas are ordered by code, so their places are too. Distances meant to be equal may
 * differ in their last digits, so they are ordered by ten decimals: of scaled values,
 * that is finer than any difference there is. */
static int by_distance(const void *a, const void *b)
{
    const struct neighbour *p = a, *q = b;
    const double one = round(p->found.distance * 1e10),
                 other = round(q->found.distance * 1e10);
    if (one != other)
        return one < other ? -1 : 1;
    return (p->place > q->place) - (p->place < q->place);
}

/* Restores a heap, whose furthest is on top, below its member `at`. */
static void sink(struct neighbour *near, size_t count, size_t at)
{
    for (size_t below; (below = 2 * at + 1) < count; at = below) {
        if (below + 1 < count && by_distance(&near[below], &near[below + 1]) < 0)
            below++;
        if (by_distance(&near[at], &near[below]) >= 0)
            return;
        const struct neighbour further = near[below];
        near[below] = near[at];
        near[at] = further;
    }
}

/* Keeps the nearest `most` only: of thousands of areas a few are wanted, and to sort all
 * for each costs more than to measure them. Returns how many are kept. */
static size_t keep_nearest(struct neighbour *near, size_t count, size_t most,
                           struct neighbour one)
{
    if (count < most) {
        near[count++] = one;
        for (size_t i = count == most ? count / 2 : 0; i-- > 0;)
            sink(near, count, i);
    } else if (most > 0 && by_distance(&one, &near[0]) < 0) {
        near[0] = one;
        sink(near, count, 0);
    }
    return count;
}

static size_t find_neighbours(struct seeking *s, size_t members, size_t self)
{
    const size_t count = s->all->count;
    size_t n = 0;
    for (size_t i = 0; i < members; i++) {
        if (i == self)
            continue;
        const struct neighbour_distance found = neighbour_between(
            s->values + self * count, s->values + i * count, s->weights, count);
        /* Each pair is met from both sides. */
        s->doubtful += i > self && found.share < doubtful_share;
        s->refused += i > self && found.share < least_share;
        if (found.used > 0 && found.share >= least_share && isfinite(found.distance))
            n = keep_nearest(s->near, n, s->options->count,
                             (struct neighbour){ s->members[i], found });
    }
    qsort(s->near, n, sizeof *s->near, by_distance);
    return n;
}

static void write_area(const struct seeking *s, size_t place)
{
    csv_write_cell(s->writer, area_at(s, place)->code);
    csv_write_cell(s->writer, area_at(s, place)->name);
}

static void write_neighbours(const struct seeking *s, size_t place, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        write_area(s, place);
        write_area(s, s->near[i].place);
        csv_write_number(s->writer, (double)(i + 1));
        csv_write_number(s->writer, s->near[i].found.distance);
        csv_write_number(s->writer, (double)s->near[i].found.used);
        csv_write_end(s->writer);
    }
}

/* Which areas are neighbours of each other at all: those of one group. */
static int group_of(const struct seeking *s, size_t place)
{
    const enum area_class class = area_at(s, place)->class;
    return s->options->across_classes ? (int)area_level_of(class) : (int)class;
}

static const char *group_name(const struct seeking *s, int group)
{
    return s->options->across_classes ? area_level_words[group] : area_class_words[group];
}

static bool seek_in_group(struct seeking *s, int group, const bool *selected)
{
    size_t members = 0;
    for (size_t place = 0; place < s->all->area_count; place++)
        if (group_of(s, place) == group)
            s->members[members++] = place;
    if (!prepare(s, members, group_name(s, group)))
        return false;
    for (size_t i = 0; i < members; i++) {
        const size_t near = find_neighbours(s, members, i);
        if (selected == NULL || selected[area_at(s, s->members[i])->council])
            write_neighbours(s, s->members[i], near);
    }
    return true;
}

static bool seek(struct seeking *s, const bool *selected)
{
    bool seen[CLASS_COUNT] = { false };
    if (!knows_weights(s))
        return false;
    note_without_weight(s);
    for (size_t place = 0; place < s->all->area_count; place++) {
        const int group = group_of(s, place);
        if (!seen[group] && !seek_in_group(s, group, selected))
            return false;
        seen[group] = true;
    }
    return true;
}

static void note_missing(const struct seeking *s)
{
    if (s->doubtful > 0)
        messages_note(
            s->messages,
            "pairs with less than 80%% of the weight in common: %llu; with less "
            "than 50%%, which are no neighbours: %llu",
            (unsigned long long)s->doubtful, (unsigned long long)s->refused);
}

enum step_outcome peers_run(const struct characteristics *characteristics,
                            const struct areas *areas, const bool *selected,
                            const struct peers_options *options,
                            struct csv_writer *writer, struct messages *messages)
{
    const size_t count = characteristics->count, members = characteristics->area_count;
    struct seeking s = {
        .all = characteristics,
        .areas = areas,
        .options = options,
        .writer = writer,
        .messages = messages,
        .weights = memory_take(count + 1, sizeof *s.weights),
        .values = memory_take(members * count + 1, sizeof *s.values),
        .members = memory_take(members + 1, sizeof *s.members),
        .near = memory_take(members + 1, sizeof *s.near),
    };
    for (size_t i = 0; peers_columns[i] != NULL; i++)
        csv_write_cell(writer, text_of(peers_columns[i]));
    csv_write_end(writer);
    const bool done = seek(&s, selected);
    note_missing(&s);
    free(s.weights);
    free(s.values);
    free(s.members);
    free(s.near);
    return done ? STEP_DONE : STEP_BROKEN;
}
