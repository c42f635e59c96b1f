/* What the parts of a page share. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_WRITING_H
#define OFLOG_STEP_PUBLISH_WRITING_H

#include "page/document.h"
#include "page/text_page.h" /* TEXT_NO_BREAK */
#include "page/words.h"
#include "step/publish_beside.h"
#include "step/publish_entry.h"

struct publish_writing {
    struct document *document;
    const struct publish_entries *entries;
    const struct area *area;
    const struct publish_beside *beside;
    struct arena *arena; /* as long as the document */
};

/* What the comparison numbered `peers` calls its peers, from whichever measure says it;
 * empty where none does. */
struct text publish_group(const struct publish_entries *entries, size_t peers);

/* The peers at the head of a column; the prefix stands beside it where two comparisons
 * have peers of one name. */
struct text publish_peers_heading(const struct publish_writing *writing, size_t peers);

/* How many there are to be compared with, with and without a figure. */
double publish_peer_count(const struct comparison *comparison);

/* The verdict, graded, or a NULL relation where there is none. */
struct verdict_words publish_verdict(const struct publish_entry *entry,
                                     const struct comparison *comparison);

/* The verdict as it was reached, to be counted, or a brief word on why there is none. */
const char *publish_verdict_in_a_word(const struct comparison *comparison);
enum document_tone publish_tone(enum verdict verdict);

/* "a share of 25", where the figure is of so few that it is to be read with reserve; else
 * empty. */
struct text publish_small_base(const struct observation_table *table,
                               const struct publish_entry *entry, struct arena *arena);

/* Why an entry has no figure: "withheld so that nobody can be identified". */
struct text publish_why_missing(const struct publish_writing *writing,
                                const struct publish_entry *entry);

/* "Household waste recycling rate, 2022 to 2023 (kg per household)", with the period,
 * since periods differ and an old figure must not pass for a new one. */
struct text publish_label_with_period(const struct publish_writing *writing,
                                      const struct publish_entry *entry);

/* The name of an area, or the code itself where no area has it. */
struct text publish_area_name(const struct publish_writing *writing, struct text code);

/* Links that stand in a page. */
struct document_target publish_to_measure(const struct metric *metric);

/* Whether two metrics share what stands once on a page. */
bool publish_same_service(const struct metric *a, const struct metric *b);
bool publish_same_source(const struct metric *a, const struct metric *b);

/* Whether entry `i` is shown, and the first of those that share it. */
bool publish_is_first(const struct publish_writing *writing, size_t i,
                      bool (*same)(const struct metric *a, const struct metric *b));

/* Texts joined one by one, linear in all. Starts as { 0 }. */
struct publish_list {
    char *bytes;
    size_t used, room;
    size_t count;
};

/* Adds an item, behind `between` unless it is the first. */
void publish_list_add(struct publish_list *list, const char *between, struct text item);

/* The list, kept in the arena; empties and releases it. */
struct text publish_list_take(struct publish_list *list, struct arena *arena);

#endif
