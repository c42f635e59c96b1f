/* --by-theme: what flags say of each council under each best value theme, counted. For
 * the files of flag alone. */
#ifndef OFLOG_STEP_FLAG_THEMES_H
#define OFLOG_STEP_FLAG_THEMES_H

#include "format/csv_writer.h"
#include "step/flag_tests.h"

struct flag_themes;

struct flag_themes *flag_themes_open(const struct observation_table *table);
void flag_themes_close(struct flag_themes *themes);

/* A row was looked at by a rule, whose themes are its own or the metric's. */
void flag_themes_look(struct flag_themes *themes, const struct rule *rule,
                      const struct observation *row);

/* A flag was raised on a row. */
void flag_themes_raise(struct flag_themes *themes, const struct rule *rule,
                       enum rule_kind kind, const struct observation *row);

/* A row for each council looked at, by code, and each theme, in the order of the
 * guidance; how many rows were written. */
size_t flag_themes_write(const struct flag_themes *themes, struct csv_writer *writer);

#endif
