/* The draft as YAML: what was found, and beside it why. */
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/utf8.h"
#include "council/period_spelling.h"
#include "step/draft_write.h"

/* --- Text --- */

static void put(struct draft_writing *w, const char *layout, ...)
    __attribute__((__format__(__printf__, 2, 3)));

static void put(struct draft_writing *w, const char *layout, ...)
{
    char *line;
    va_list arguments;
    va_start(arguments, layout);
    const int length = vasprintf(&line, layout, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    csv_write_bytes(w->out, (struct text){ line, (size_t)length });
    free(line);
}

struct text draft_quote(struct text t, struct arena *arena)
{
    enum { WIDEST = 10 };
    char *out = arena_take_bytes(arena, t.length * WIDEST + 3);
    size_t length = 0;
    out[length++] = '"';
    for (size_t at = 0; at < t.length;) {
        uint32_t point = 0xFFFD;
        const struct text rest = text_slice(t, at, t.length);
        const size_t size = utf8_decode(rest, &point);
        if (size > 0 && utf8_is_safe(point)) {
            if (point == '"' || point == '\\')
                out[length++] = '\\';
            memcpy(out + length, rest.bytes, size);
            length += size;
        } else {
            length += (size_t)sprintf(out + length, "\\U%08X", (unsigned)point);
        }
        at += size > 0 ? size : 1;
    }
    out[length++] = '"';
    return (struct text){ out, length };
}

/* For comments: one line, nothing that a terminal would obey, not too long. */
static struct text shown(struct text t, struct arena *arena)
{
    enum { LONGEST = 90 };
    char *out = arena_take_bytes(arena, t.length + 4);
    size_t length = 0;
    for (size_t at = 0; at < t.length && length < LONGEST;) {
        uint32_t point;
        const struct text rest = text_slice(t, at, t.length);
        const size_t size = utf8_decode(rest, &point);
        if (size > 0 && utf8_is_safe(point)) {
            memcpy(out + length, rest.bytes, size);
            length += size;
        } else {
            out[length++] = rest.bytes[0] == '\n' ? ' ' : '?';
        }
        at += size > 0 ? size : 1;
        if (length >= LONGEST && at < t.length) {
            memcpy(out + length, "...", 3);
            length += 3;
        }
    }
    return (struct text){ out, length };
}

#define QUOTED(t) TEXT_ARGS(draft_quote((t), &w->draft->arena))
#define SHOWN(t) TEXT_ARGS(shown((t), &w->draft->arena))

/* The most frequent texts of a tally, with their counts, as a list for a comment. */
static void put_counts(struct draft_writing *w, const struct draft_tally *tally,
                       size_t most)
{
    uint32_t *order = draft_tally_order(tally);
    const size_t count = draft_tally_count(tally);
    for (size_t i = 0; i < count && i < most; i++)
        put(w, "%s'%.*s' %llu", i == 0 ? "" : ", ", SHOWN(tally->texts.keys[order[i]]),
            (unsigned long long)tally->counts[order[i]]);
    if (count > most)
        put(w, ", and %zu%s others", count - most, tally->others > 0 ? " or more" : "");
    free(order);
}

/* --- The file --- */

static struct text title_of(const struct draft *draft)
{
    const size_t above = draft->layout.header > 0 ? draft->layout.header - 1 : 0;
    for (size_t r = 0; r < above; r++)
        for (size_t c = 0; c < draft->sample.rows[r].count; c++)
            if (draft->sample.rows[r].cells[c].length > 10)
                return draft->sample.rows[r].cells[c];
    return text_of(draft->request->file);
}

static void write_file(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    put(w,
        "# Drafted by oflog-ingest --draft from %.*s: a proposal, to be read before it "
        "is\n"
        "# used. %llu rows below the header, %llu of them about areas that are known.\n",
        SHOWN(text_of(draft->request->file)), (unsigned long long)draft->rows,
        (unsigned long long)draft->with_area);
    put(w, "id: %.*s\n", TEXT_ARGS(w->id));
    put(w, "title: %.*s\n", QUOTED(title_of(draft)));
    put(w, "publisher: unknown               # who published it\n"
           "licence: unknown                 # under which licence\n");
    if (draft->request->encoding != NULL)
        put(w, "encoding: %-22s # %s\n", draft->request->encoding,
            draft->request->first_wrong > 0 ? "the file is not UTF-8"
                                            : "by its byte order mark");
    if (draft->request->first_wrong > 0)
        put(w,
            "                                 # (line %zu has the first byte that is "
            "not)\n",
            draft->request->first_wrong);
    if (draft->request->sheets != NULL)
        put(w, "sheet: %.*s # %s\n",
            QUOTED(text_of(draft->request->sheets[draft->sheet])),
            draft->request->sheet_count > 1 ? "the one in which most areas stand"
                                            : "no other was looked at");
}

static void put_place(struct draft_writing *w, const struct draft_head *head)
{
    put(w, "%.*s: ", TEXT_ARGS(head->short_name));
    if (head->by_position)
        put(w, "{position: %zu}", head->position);
    else if (head->by_group)
        put(w, "{group: %.*s, name: %.*s}", QUOTED(head->group), QUOTED(head->name));
    else
        put(w, "%.*s", QUOTED(head->name));
}

static void write_layout(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    const struct draft_layout *layout = &draft->layout;
    if (draft->end_record > 0) {
        put(w, "# Record %zu ends the table: below it the areas begin again.\n",
            draft->end_record);
        put(w, "table:\n  ends: {column: %zu, is: [%.*s]}\n", draft->end_column,
            QUOTED(draft->end));
    }
    put(w, "header: %-24zu # the first row about an area is record %zu\n", layout->header,
        layout->first);
    if (layout->header_lines > 1)
        put(w, "header-lines: %zu\n", layout->header_lines);
    if (w->groups)
        put(w, "group-header: %-18zu # names of columns repeat below it\n",
            layout->group_header);
    put(w, "columns:\n");
    for (size_t i = 0; i < draft->head_count; i++) {
        const struct draft_head *head = &draft->heads[i];
        if (!head->used)
            continue;
        put(w, "  ");
        put_place(w, head);
        if (head->by_position && head->name.length > 0)
            put(w, " # %.*s", SHOWN(head->name));
        put(w, "\n");
    }
}

/* Columns that the recipe does not need, ready to be used in rules. */
static void offer_columns(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    for (size_t i = 0; i < draft->head_count; i++) {
        const struct draft_head *head = &draft->heads[i];
        if (head->used || head->role == ROLE_CONTEXT || head->cells.filled == 0 ||
            (i + 1 >= draft->layout.across_from && i < draft->layout.across_to) ||
            (draft->periods_across && draft_is_figure(draft, i)))
            continue;
        put(w, "  # ");
        put_place(w, head);
        put(w, " # ");
        put_counts(w, &head->cells.texts, 5);
        put(w, "\n");
    }
}

static void write_across(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    const size_t from =
        draft->periods_across ? draft->across_from : draft->layout.across_from;
    const size_t to = draft->periods_across ? draft->across_to : draft->layout.across_to;
    if (from == 0)
        return;
    put(w, "# The heads of columns %zu to %zu are %s.\n", from, to,
        draft->periods_across ? "periods" : "areas");
    put(w, "across:\n  from: %.*s\n  to: %.*s\n",
        TEXT_ARGS(draft->heads[from - 1].short_name),
        TEXT_ARGS(draft->heads[to - 1].short_name));
    if (draft->across_before.length > 0)
        put(w, "  after: %.*s\n", QUOTED(draft->across_before));
    if (draft->across_after.length > 0)
        put(w, "  before: %.*s\n", QUOTED(draft->across_after));
}

/* --- Rows --- */

static void write_only(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    if (draft->only_count == 0)
        return;
    put(w,
        "# %llu rows share their area and period with another; these texts tell them "
        "apart.\n",
        (unsigned long long)draft->repeats);
    put(w, "only:\n");
    for (size_t i = 0; i < draft->only_count; i++) {
        const struct draft_head *head = draft_head(draft, draft->only[i].column);
        put(w, "  # of: ");
        put_counts(w, &head->cells.texts, 12);
        put(w, "\n  %.*s: %.*s\n", TEXT_ARGS(head->short_name),
            QUOTED(draft->only[i].text));
    }
}

/* Kinds of unknown codes that are no councils, by how they begin. */
enum unknown {
    UNKNOWN_ABROAD,
    UNKNOWN_BODIES,
    UNKNOWN_NOTES,
    UNKNOWN_TOTALS,
    UNKNOWN_REFUSED,
    UNKNOWN_COUNT
};

static const char *const unknown_names[UNKNOWN_COUNT] = {
    "outside England", "bodies that are no councils", "notes", "totals and other bodies",
    "not known"
};

static enum unknown kind_of_code(struct text code)
{
    static const enum unknown kinds[] = { [BODY_COUNCIL] = UNKNOWN_REFUSED,
                                          [BODY_ABROAD] = UNKNOWN_ABROAD,
                                          [BODY_OTHER] = UNKNOWN_BODIES };
    return kinds[draft_body_of(code)];
}

static enum unknown kind_of_unknown(const struct draft *draft, uint32_t number)
{
    static const char *const totals[] = {
        "total",    "totals",    "england",   "average", "authorities",
        "boroughs", "districts", "counties",  "region",  "class",
        "police",   "fire",      "national",  "all",     "kingdom",
        "wales",    "scotland",  "ireland",   "britain", "parks",
        "park",     "waste",     "transport", "eng",     NULL
    };
    const struct text t = draft->unknown.texts.keys[number];
    if (draft_is_code(t))
        return kind_of_code(t);
    if (draft_is_code(text_slice(t, 0, 9)) && t.length > 18)
        return UNKNOWN_TOTALS;
    if (draft_is_code_stem(t))
        return UNKNOWN_TOTALS;
    if (draft_is_e_code(t))
        return kind_of_code(t) == UNKNOWN_BODIES ? UNKNOWN_TOTALS : UNKNOWN_REFUSED;
    const uint32_t bare = draft_tally_count(&draft->unfigured) == 0
                              ? TEXT_MAP_ABSENT
                              : text_map_find(&draft->unfigured.texts, t);
    if (bare != TEXT_MAP_ABSENT &&
        draft->unfigured.counts[bare] == draft->unknown.counts[number])
        return UNKNOWN_NOTES;
    return draft_has_any(t, totals) ? UNKNOWN_TOTALS : UNKNOWN_REFUSED;
}

static void put_rule(struct draft_writing *w, const char *name, const char *test)
{
    if (!w->rules)
        put(w, "leave-out:\n");
    w->rules = true;
    put(w, "  - rule: %s\n    column: %.*s\n    %s", name,
        TEXT_ARGS(draft_head(w->draft, w->draft->area)->short_name), test);
}

/* Codes by their first three characters: one rule for a kind. */
static void write_prefixes(struct draft_writing *w, enum unknown kind)
{
    const struct draft_tally *prefixes = &w->draft->prefixes;
    uint32_t *order = draft_tally_order(prefixes);
    size_t written = 0;
    for (size_t i = 0; i < draft_tally_count(prefixes); i++) {
        const struct text prefix = prefixes->texts.keys[order[i]];
        if (kind_of_code(prefix) != kind)
            continue;
        if (written++ == 0)
            put_rule(w, unknown_names[kind], "starts-with:\n");
        put(w, "      - %.*s                      # %llu rows\n", TEXT_ARGS(prefix),
            (unsigned long long)prefixes->counts[order[i]]);
    }
    free(order);
}

/* Whether a text stands in a column that is asked where that of areas is empty. */
static bool is_of_level(const struct draft *draft, struct text t)
{
    for (size_t i = 0; i < draft->level_count; i++) {
        const struct draft_tally *texts =
            &draft_head(draft, draft->levels[i])->cells.texts;
        if (draft_tally_count(texts) > 0 &&
            text_map_find(&texts->texts, t) != TEXT_MAP_ABSENT)
            return true;
    }
    return false;
}

/* Other texts one by one. Refused ones are only named: a council may be among them. */
static void write_unknown(struct draft_writing *w, enum unknown kind)
{
    enum { MOST_LISTED = 100 };
    const struct draft_tally *unknown = &w->draft->unknown;
    uint32_t *order = draft_tally_order(unknown);
    size_t written = 0;
    for (size_t i = 0; i < draft_tally_count(unknown); i++) {
        const struct text t = unknown->texts.keys[order[i]];
        if (kind_of_unknown(w->draft, order[i]) != kind ||
            (draft_is_code(t) && kind != UNKNOWN_REFUSED) || written >= MOST_LISTED ||
            is_of_level(w->draft, t))
            continue;
        if (written++ == 0 && kind == UNKNOWN_REFUSED)
            put(w, "# Refused as they are, since a council may be among them: recode "
                   "them under\n"
                   "# `area`, or leave them out.\n");
        else if (written == 1)
            put_rule(w, unknown_names[kind], "is:\n");
        if (kind == UNKNOWN_REFUSED)
            put(w, "#     - %.*s # %llu rows\n", QUOTED(t),
                (unsigned long long)unknown->counts[order[i]]);
        else
            put(w, "      - %.*s # %llu\n", QUOTED(t),
                (unsigned long long)unknown->counts[order[i]]);
    }
    free(order);
}

/* Each level has a column of its own, and rows of finer levels carry codes of the
 * coarser: only both together say which row is meant. */
static void write_unknown_of_level(struct draft_writing *w, size_t level)
{
    const struct draft *draft = w->draft;
    const struct draft_head *head = draft_head(draft, draft->levels[level]);
    size_t written = 0;
    for (size_t i = 0; i < draft_tally_count(&draft->unknown); i++) {
        const struct text code = draft->unknown.texts.keys[i];
        if (text_map_find(&head->cells.texts.texts, code) == TEXT_MAP_ABSENT ||
            kind_of_unknown(draft, (uint32_t)i) == UNKNOWN_REFUSED)
            continue;
        if (written++ == 0) {
            put(w, "%s  - rule: others in %.*s\n    all:\n",
                w->rules ? "" : "leave-out:\n", TEXT_ARGS(head->short_name));
            w->rules = true;
            put(w, "      %.*s: [\"\"]\n",
                TEXT_ARGS(draft_head(draft, draft->area)->short_name));
            put(w, "      %.*s: [", TEXT_ARGS(head->short_name));
        }
        put(w, "%s%.*s", written > 1 ? ", " : "", QUOTED(code));
    }
    if (written > 0)
        put(w, "]\n");
}

/* Rows of a series whose period is none: what describes it. */
static void write_periodless(struct draft_writing *w)
{
    enum { MOST_LISTED = 40 };
    const struct draft_head *head = draft_head(w->draft, w->draft->period);
    const struct draft_tally *texts = &head->cells.texts;
    size_t written = 0;
    if (head->cells.empty > 0)
        put(w, "leave-out:\n  - rule: no period\n    column: %.*s\n    empty: true\n",
            TEXT_ARGS(head->short_name));
    for (size_t i = 0; i < draft_tally_count(texts) && written < MOST_LISTED; i++) {
        const struct text text = texts->texts.keys[i];
        if (draft_period_read(text) != PERIOD_FORM_NONE)
            continue;
        if (written++ == 0)
            put(w, "%s  - rule: about the series\n    column: %.*s\n    is:\n",
                head->cells.empty > 0 ? "" : "leave-out:\n", TEXT_ARGS(head->short_name));
        put(w, "      - %.*s\n", QUOTED(text));
    }
}

static void write_left_out(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    if (draft->layout.shape == SHAPE_SERIES)
        write_periodless(w);
    if (draft->area == 0)
        return;
    for (size_t i = 0; i < draft->level_count; i++)
        write_unknown_of_level(w, i);
    if (draft->level_count > 0) {
        for (enum unknown kind = UNKNOWN_NOTES; kind < UNKNOWN_COUNT; kind++)
            write_unknown(w, kind);
        return;
    }
    if (draft->without_area > 0) {
        put_rule(w, "rows that name no area", "");
        put(w, "empty: true                  # %llu rows\n",
            (unsigned long long)draft->without_area);
    }
    for (enum unknown kind = 0; kind < UNKNOWN_COUNT; kind++) {
        if (kind <= UNKNOWN_BODIES)
            write_prefixes(w, kind);
        else
            write_unknown(w, kind);
    }
    if (draft->unknown.others > 0)
        put(w,
            "# %llu more rows name no known area, in texts too long or too many to "
            "list.\n",
            (unsigned long long)draft->unknown.others);
}

/* --- Subjects --- */

/* Numbers before names, which a publisher may spell oddly: the scheme that knows most of
 * them. */
static const char *scheme_of(const struct draft_column *cells)
{
    size_t best = 0;
    for (size_t i = 1; area_scheme_words[i] != NULL && i < DRAFT_MOST_SCHEMES; i++)
        if (cells->schemes[i] > cells->schemes[best])
            best = i;
    return area_scheme_words[best];
}

/* The same for heads of columns. */
static const char *scheme_of_heads(const struct draft *draft)
{
    struct draft_column heads = { 0 };
    for (size_t c = draft->layout.across_from; c <= draft->layout.across_to; c++) {
        const unsigned schemes =
            draft_schemes_of(draft->request->areas, draft->heads[c - 1].name);
        for (unsigned i = 0; i < DRAFT_MOST_SCHEMES; i++)
            heads.schemes[i] += (schemes >> i) & 1;
    }
    return scheme_of(&heads);
}

static void write_levels(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    put(w,
        "  # Where one is empty the next is asked: each level has a column of its own.\n"
        "  first: [%.*s",
        TEXT_ARGS(draft_head(draft, draft->area)->short_name));
    for (size_t i = 0; i < draft->level_count; i++)
        put(w, ", %.*s", TEXT_ARGS(draft_head(draft, draft->levels[i])->short_name));
    put(w, "]\n");
}

/* The code of the region of this name, or the empty text. */
static struct text region_of(const struct areas *areas, struct text name)
{
    for (uint32_t i = 0; i < areas_count(areas); i++) {
        const struct area *area = areas_get(areas, i);
        if (area->class == CLASS_REGION && area->name.length == name.length &&
            strncasecmp(area->name.bytes, name.bytes, name.length) == 0)
            return area->code;
    }
    return text_of("");
}

/* Names that several areas bear. Among regions the region is meant; otherwise the period
 * may decide, and where it does not the row is refused. */
static void write_ambiguous(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    const struct draft_column *cells = &draft_head(draft, draft->area)->cells;
    const bool regions = cells->others > cells->councils;
    bool begun = false;
    for (size_t i = 0; i < draft_tally_count(&draft->ambiguous); i++) {
        const struct text name = draft->ambiguous.texts.keys[i];
        const struct text code = region_of(draft->request->areas, name);
        if (!regions || code.length == 0) {
            put(w,
                "  # %.*s names several areas; where the period does not tell which, it "
                "is "
                "refused.\n",
                QUOTED(name));
            continue;
        }
        if (!begun)
            put(w, "  recode: # names of several areas; the others in this column are "
                   "regions\n");
        begun = true;
        put(w, "    %.*s: %.*s\n", QUOTED(name), TEXT_ARGS(code));
    }
}

/* Heads among numbered councils that are names alone: sums of regions and the country. */
static void write_named_heads(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    bool begun = false;
    for (size_t c = draft->layout.across_from; c <= draft->layout.across_to; c++) {
        const struct text name = draft->heads[c - 1].name;
        uint32_t area;
        if (name.length == 0 || draft_glued_name(name) > 0)
            continue;
        struct text code = region_of(draft->request->areas, name);
        if (code.length == 0 &&
            draft_area_read(draft->request->areas, name, &area) != AREA_FORM_NONE &&
            area != AREA_NONE)
            code = areas_get(draft->request->areas, area)->code;
        if (!begun)
            put(w, "  recode: # names without a number\n");
        begun = true;
        if (code.length > 0)
            put(w, "    %.*s: %.*s\n", QUOTED(name), TEXT_ARGS(code));
        else
            put(w, "    # %.*s: AREA # not known\n", QUOTED(name));
    }
}

static void write_area(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    put(w, "area:\n");
    if (draft->layout.shape == SHAPE_SERIES) {
        put(w, "  # No column says whose the figures are. Until a code or name is put "
               "here every\n"
               "  # row is refused.\n  value: AREA\n");
        return;
    }
    if (draft->area == 0) {
        put(w, "  head: true\n");
        if (draft_glued_name(draft->heads[draft->layout.across_from - 1].name) > 0)
            put(w, "  before: \"-\"\n  scheme: %s\n", scheme_of_heads(draft));
        if (draft_glued_name(draft->heads[draft->layout.across_from - 1].name) > 0)
            write_named_heads(w);
        return;
    }
    const struct draft_head *head = draft_head(draft, draft->area);
    const struct draft_column *cells = &head->cells;
    if (draft->level_count > 0) {
        write_levels(w);
        return;
    }
    put(w, "  column: %.*s # %zu councils and %zu areas above them: ",
        TEXT_ARGS(head->short_name), cells->councils, cells->others);
    put(w, "%llu codes, %llu E-codes, %llu names, %llu codes not known\n",
        (unsigned long long)cells->areas[AREA_FORM_CODE],
        (unsigned long long)cells->areas[AREA_FORM_E_CODE],
        (unsigned long long)(cells->areas[AREA_FORM_NAME] +
                             cells->areas[AREA_FORM_GLUED]),
        (unsigned long long)cells->areas[AREA_FORM_FOREIGN]);
    write_ambiguous(w);
    if (cells->areas[AREA_FORM_GLUED] * 2 > cells->filled)
        put(w, "  before: \"-\"                    # a name is glued to the number\n");
    if ((cells->areas[AREA_FORM_GLUED] + cells->areas[AREA_FORM_NUMBER]) * 2 >
        cells->filled)
        put(w, "  scheme: %s                 # it knows %llu of them\n", scheme_of(cells),
            (unsigned long long)(cells->schemes[0] > cells->schemes[1]
                                     ? cells->schemes[0]
                                     : cells->schemes[1]));
}

static enum period_spelling spelling_of(enum draft_period form)
{
    static const enum period_spelling spellings[PERIOD_FORM_COUNT] = {
        [PERIOD_FORM_YEAR] = PERIOD_SPELT_DEFAULT,
        [PERIOD_FORM_DEFAULT] = PERIOD_SPELT_DEFAULT,
        [PERIOD_FORM_SPLIT] = PERIOD_SPELT_SPLIT,
        [PERIOD_FORM_INTERVAL] = PERIOD_SPELT_INTERVAL,
        [PERIOD_FORM_SPLIT_QUARTER] = PERIOD_SPELT_SPLIT_QUARTER,
        [PERIOD_FORM_MONTH_NAME] = PERIOD_SPELT_MONTH_NAME,
        [PERIOD_FORM_QUARTER] = PERIOD_SPELT_QUARTER,
        [PERIOD_FORM_ACADEMIC] = PERIOD_SPELT_DIGITS,
    };
    return spellings[form];
}

/* What a period that no spelling reads is proposed to mean: a year from a day on which no
 * year of the recipes begins, the split year that begins in its first calendar year;
 * several years, the last of them. */
static bool propose_split_year(struct text t, char out[DRAFT_PERIOD_SIZE])
{
    int year, end;
    const enum draft_period form = draft_period_read(t);
    if (draft_is_span(t) && sscanf(t.bytes, "%2d%*2d%*c%2d", &year, &end) == 2)
        year = 100 * year + end - 1;
    else if (form != PERIOD_FORM_INTERVAL || sscanf(t.bytes, "%4d", &year) != 1)
        return false;
    snprintf(out, DRAFT_PERIOD_SIZE, "%d/%02d", year, (year + 1) % 100);
    return true;
}

/* Cells of the period's column that its spelling does not read: years from another day
 * are proposed, all else is left to the reader. */
static void write_odd_periods(struct draft_writing *w, enum period_spelling spelling)
{
    const struct draft_tally *texts =
        &draft_head(w->draft, w->draft->period)->cells.texts;
    uint32_t *order = draft_tally_order(texts);
    struct period period;
    bool any = false;
    for (size_t i = 0; i < draft_tally_count(texts); i++) {
        if (period_parse_spelt(spelling, texts->texts.keys[order[i]], &period))
            continue;
        char split[DRAFT_PERIOD_SIZE] = "PERIOD";
        const bool proposed = propose_split_year(texts->texts.keys[order[i]], split);
        if (!any)
            put(w,
                "  # Not read by this spelling: check which period each means.\n  "
                "%srecode:\n",
                proposed ? "" : "# ");
        any = true;
        put(w, "%s    %.*s: %s # %llu rows\n", proposed ? "" : "  #",
            QUOTED(texts->texts.keys[order[i]]), split,
            (unsigned long long)texts->counts[order[i]]);
    }
    free(order);
}

static void write_period_column(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    const struct draft_head *head = draft_head(draft, draft->period);
    const enum period_spelling spelling =
        draft->period_ends ? PERIOD_SPELT_YEAR_ENDING : spelling_of(draft->period_form);
    put(w, "  column: %.*s # ", TEXT_ARGS(head->short_name));
    put_counts(w, &head->cells.texts, 4);
    put(w, "\n  spelling: %s\n", period_spelling_words[spelling]);
    if (draft->period_form == PERIOD_FORM_YEAR && !draft->period_ends)
        put(w, "  # Each a calendar year; where it names the year to March or July that "
               "ends in "
               "it, `year-ending`.\n");
    write_odd_periods(w, spelling);
}

static void write_period(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    put(w, "period:\n");
    if (draft->period > 0)
        write_period_column(w);
    else if (draft->periods_across)
        put(w, "  head: true\n  spelling: %s\n",
            period_spelling_words[spelling_of(draft->across_form)]);
    else if (draft->period_found != NULL)
        put(w, "  value: %-23s # in %s; no column has it\n", draft->fixed_period,
            draft->period_found);
    else
        put(w, "  # No column, title or name says which period the figures are of. Until "
               "it is\n"
               "  # put here this recipe is refused.\n  value: PERIOD\n");
}

static void write_metric(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    if (!w->is_long)
        return;
    put(w, "metric:\n");
    if (draft->dimension_count == 1)
        put(w, "  column: %.*s\n",
            TEXT_ARGS(draft_head(draft, draft->dimensions[0])->short_name));
    else {
        put(w, "  columns: [");
        for (size_t i = 0; i < draft->dimension_count; i++)
            put(w, "%s%.*s", i == 0 ? "" : ", ",
                TEXT_ARGS(draft_head(draft, draft->dimensions[i])->short_name));
        put(w, "]\n");
    }
    put(w, "  names:\n");
    for (size_t i = 0; i < draft_tally_count(&draft->metrics); i++) {
        put(w, "    %.*s: %.*s # %llu rows", QUOTED(draft->metrics.texts.keys[i]),
            TEXT_ARGS(w->metrics[i].id), (unsigned long long)draft->metrics.counts[i]);
        draft_put_likeness(w, "; ", &w->metrics[i]);
    }
    if (draft->wordy > 0)
        put(w, "  others: leave-out # %llu rows have words for figures\n",
            (unsigned long long)draft->wordy);
    if (draft->metrics.others > 0)
        put(w,
            "  # %llu more rows have names too many or too long to list; they are "
            "refused.\n",
            (unsigned long long)draft->metrics.others);
}

static void put_column(struct draft_writing *w, const char *key, size_t column)
{
    if (column > 0)
        put(w, "    %s: %.*s\n", key,
            TEXT_ARGS(draft_head(w->draft, column)->short_name));
}

static void write_parts(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    put_column(w, "lower", draft->lower);
    put_column(w, "upper", draft->upper);
    put_column(w, "marker", draft->status);
}

/* What looks like a part is offered, not used: a wrong one would give wrong sums. */
static void offer_parts(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    if (draft->numerator > 0)
        put(w, "    # numerator: %.*s\n",
            TEXT_ARGS(draft_head(draft, draft->numerator)->short_name));
    if (draft->denominator > 0)
        put(w, "    # denominator: %.*s\n",
            TEXT_ARGS(draft_head(draft, draft->denominator)->short_name));
}

static void write_values(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    put(w, "values:\n");
    if (w->is_long) {
        put(w, "  - value: %.*s\n",
            draft->layout.across_from > 0
                ? 4
                : (int)draft_head(draft, draft->value)->short_name.length,
            draft->layout.across_from > 0
                ? "each"
                : draft_head(draft, draft->value)->short_name.bytes);
        write_parts(w);
        offer_parts(w);
        return;
    }
    for (size_t i = 0; i < w->metric_count; i++) {
        const struct draft_proposal *metric = &w->metrics[i];
        put(w, "  - metric: %.*s", TEXT_ARGS(metric->id));
        draft_put_likeness(w, " # ", metric);
        put(w, "    value: %.*s\n",
            draft->periods_across
                ? 4
                : (int)draft->heads[metric->column - 1].short_name.length,
            draft->periods_across ? "each"
                                  : draft->heads[metric->column - 1].short_name.bytes);
        if (metric->column == draft->value) {
            write_parts(w);
            offer_parts(w);
        }
    }
}

/* --- Cells --- */

static uint64_t count_spelling(const struct draft *draft, enum draft_spelling spelling)
{
    uint64_t count = 0;
    for (size_t i = 0; i < draft->head_count; i++)
        if (draft_is_figure(draft, i) || (draft->heads[i].used && i + 1 != draft->area))
            count += draft->heads[i].cells.spellings[spelling];
    return count;
}

static void write_numbers(struct draft_writing *w)
{
    static const struct {
        enum draft_spelling spelling;
        const char *line;
    } lines[] = {
        { SPELLING_THOUSANDS, "thousands: \",\"" },
        { SPELLING_PERCENT, "percent: true" },
        { SPELLING_CURRENCY, "currency: \"\u00a3\"" },
        { SPELLING_BRACKETS, "negative: brackets" },
        { SPELLING_MINUS, "minus: [\"\u2212\", \"\u2013\"]" },
    };
    bool begun = false;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const uint64_t count = count_spelling(w->draft, lines[i].spelling);
        if (count == 0)
            continue;
        if (!begun)
            put(w, "numbers:\n");
        begun = true;
        put(w, "  %-30s # %llu cells\n", lines[i].line, (unsigned long long)count);
    }
}

static void gather_trailing(struct draft *draft, struct draft_tally *all)
{
    for (size_t i = 0; i < draft->head_count; i++) {
        const struct draft_tally *one = &draft->heads[i].cells.trailing;
        if (draft_is_figure(draft, i))
            for (size_t j = 0; j < draft_tally_count(one); j++)
                for (uint64_t n = 0; n < one->counts[j] && n < 1000; n++)
                    draft_tally_add(all, one->texts.keys[j], DRAFT_MOST_MARKS);
    }
}

static bool is_shorthand(struct text t)
{
    struct text rest;
    unsigned markers;
    return t.length > 2 && t.bytes[0] == '[' &&
           markers_parse_shorthand(t, &rest, &markers) && rest.length == 0;
}

static bool any_shorthand(const struct draft_tally *tally)
{
    for (size_t i = 0; i < draft_tally_count(tally); i++)
        if (is_shorthand(tally->texts.keys[i]))
            return true;
    return false;
}

static void write_marks(struct draft_writing *w)
{
    struct draft_tally marks = { 0 };
    gather_trailing(w->draft, &marks);
    bool begun = false;
    w->shorthand = w->shorthand || any_shorthand(&marks);
    for (size_t i = 0; i < draft_tally_count(&marks); i++) {
        if (is_shorthand(marks.texts.keys[i]))
            continue;
        if (!begun)
            put(w, "# What trails numbers, refused as long as nobody says what it means: "
                   "a letter,\n"
                   "# or `nothing`.\n# marks:\n");
        begun = true;
        put(w, "#   %.*s: # %llu cells\n", QUOTED(marks.texts.keys[i]),
            (unsigned long long)marks.counts[i]);
    }
    draft_tally_release(&marks);
}

/* Known words are mapped; of others only the publisher can say what they mean. */
static void write_markers(struct draft_writing *w)
{
    const struct draft_tally *words = &w->draft->words;
    uint32_t *order = draft_tally_order(words);
    bool begun = false, doubtful = false;
    for (size_t i = 0; i < draft_tally_count(words); i++) {
        const struct text word = words->texts.keys[order[i]];
        const char *marker = draft_marker(word);
        doubtful = doubtful || marker == NULL;
        w->shorthand = w->shorthand || (marker != NULL && *marker == '\0');
        if (marker == NULL || *marker == '\0')
            continue;
        if (!begun)
            put(w, "markers:\n");
        begun = true;
        put(w, "  %.*s: %s # %llu cells\n", QUOTED(word), marker,
            (unsigned long long)words->counts[order[i]]);
    }
    if (doubtful && !begun)
        put(w, "# markers:\n");
    for (size_t i = 0; doubtful && i < draft_tally_count(words); i++)
        if (draft_marker(words->texts.keys[order[i]]) == NULL)
            put(w,
                "#  %.*s: x # %llu cells, refused as long as nobody says what it means\n",
                QUOTED(words->texts.keys[order[i]]),
                (unsigned long long)words->counts[order[i]]);
    free(order);
}

static void write_cells(struct draft_writing *w)
{
    write_numbers(w);
    write_marks(w);
    write_markers(w);
    if (w->shorthand)
        put(w, "shorthand: true                  # [c], 41.3 [r]\n");
}

/* --- The whole --- */

static void use(struct draft *draft, size_t column)
{
    if (column > 0)
        draft_head(draft, column)->used = true;
}

/* Which columns the recipe names. */
static void use_columns(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    const size_t columns[] = { draft->area,
                               draft->period,
                               draft->lower,
                               draft->upper,
                               draft->status,
                               draft->layout.across_from,
                               draft->layout.across_to,
                               draft->across_from,
                               draft->across_to };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        use(draft, columns[i]);
    for (size_t i = 0; i < draft->level_count; i++)
        use(draft, draft->levels[i]);
    for (size_t i = 0; i < draft->only_count; i++)
        use(draft, draft->only[i].column);
    for (size_t i = 0; i < draft->dimension_count; i++)
        use(draft, draft->dimensions[i]);
    if (draft->value > 0) {
        use(draft, draft->value);
        use(draft, draft->numerator);
        use(draft, draft->denominator);
    }
    for (size_t i = 0; !w->is_long && !draft->periods_across && i < w->metric_count; i++)
        use(draft, w->metrics[i].column);
    for (size_t i = 0; i < draft->head_count; i++)
        w->groups = w->groups || (draft->heads[i].used && draft->heads[i].by_group);
}

void draft_write(struct draft *draft)
{
    struct draft_writing w = { .draft = draft, .out = draft->request->recipe };
    const struct text file = text_of(draft->request->file);
    const char *dot = strrchr(draft->request->file, '.');
    const size_t stem = dot == NULL ? file.length : (size_t)(dot - file.bytes);
    w.id = draft_slug(text_slice(file, 0, stem), 60, &draft->arena);
    if (w.id.length == 0)
        w.id = text_of("draft");
    w.is_long = draft_is_long(draft) || draft->layout.shape == SHAPE_AREAS_ACROSS;
    draft_propose(&w);
    use_columns(&w);
    write_file(&w);
    write_layout(&w);
    offer_columns(&w);
    write_across(&w);
    write_only(&w);
    write_left_out(&w);
    write_area(&w);
    write_period(&w);
    write_metric(&w);
    write_values(&w);
    write_cells(&w);
    draft_write_definitions(&w);
    free(w.metrics);
}
