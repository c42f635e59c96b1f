/* Codes of number formats compiled, and the section of one that a number falls under. */
#include "format/cell_format.h"

#include <math.h>
#include <stdio.h>
#include <strings.h>

#include "base/number.h"
#include "format/cell_format_parts.h"

struct text cell_format_built_in(uint32_t id)
{
    static const char *const codes[] = {
        [1] = "0",
        [2] = "0.00",
        [3] = "#,##0",
        [4] = "#,##0.00",
        [9] = "0%",
        [10] = "0.00%",
        [11] = "0.00E+00",
        [12] = "# ?/?",
        [13] = "# ?"
               "?/?"
               "?",
        [14] = "dd/mm/yyyy",
        [15] = "d-mmm-yy",
        [16] = "d-mmm",
        [17] = "mmm-yy",
        [18] = "h:mm AM/PM",
        [19] = "h:mm:ss AM/PM",
        [20] = "h:mm",
        [21] = "h:mm:ss",
        [22] = "dd/mm/yyyy h:mm",
        [37] = "#,##0_);(#,##0)",
        [38] = "#,##0_);(#,##0)",
        [39] = "#,##0.00_);(#,##0.00)",
        [40] = "#,##0.00_);(#,##0.00)",
        [41] = "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"_);_(@_)",
        [42] = "_(\"£\"* #,##0_);_(\"£\"* \\(#,##0\\);_(\"£\"* \"-\"_);_(@_)",
        [43] = "_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"?"
               "?_);_(@_)",
        [44] = "_(\"£\"* #,##0.00_);_(\"£\"* \\(#,##0.00\\);_(\"£\"* \"-\"?"
               "?_);_(@_)",
        [45] = "mm:ss",
        [46] = "[h]:mm:ss",
        [47] = "mm:ss.0",
        [48] = "##0.0E+0",
        [49] = "@",
    };
    const bool known = id < sizeof codes / sizeof *codes && codes[id] != NULL;
    return text_of(known ? codes[id] : "General");
}

/* A code while it is read. */
struct reading {
    const char *at;
    const char *end;
    struct format_section *section;
    struct arena *arena;
};

static struct format_token *add(struct reading *r, enum format_kind kind)
{
    struct format_section *s = r->section;
    if (s->count == s->room) {
        struct format_token *more =
            arena_take(r->arena, 2 * (s->room + 4) * sizeof *more);
        if (s->count > 0)
            memcpy(more, s->tokens, s->count * sizeof *more);
        s->tokens = more;
        s->room = 2 * (s->room + 4);
    }
    s->tokens[s->count] = (struct format_token){ .kind = kind };
    return &s->tokens[s->count++];
}

static void add_literal(struct reading *r, const char *bytes, size_t length)
{
    add(r, FORMAT_LITERAL)->literal = (struct text){ bytes, length };
}

/* The length of the character at `at`, which may be no UTF-8. */
static size_t character(const char *at, const char *end)
{
    size_t length = 1;
    while (at + length < end && ((unsigned char)at[length] & 0xc0) == 0x80)
        length++;
    return length;
}

static bool takes(struct reading *r, const char *word)
{
    const size_t length = strlen(word);
    if ((size_t)(r->end - r->at) < length || strncasecmp(r->at, word, length) != 0)
        return false;
    r->at += length;
    return true;
}

static void read_quoted(struct reading *r)
{
    const char *from = ++r->at;
    while (r->at < r->end && *r->at != '"')
        r->at++;
    add_literal(r, from, (size_t)(r->at - from));
    r->at += r->at < r->end;
}

/* [>=100] */
static void read_condition(struct reading *r, struct text t)
{
    static const char *const words[] = { "<=", ">=", "<>", "<", ">", "=" };
    static const enum format_test tests[] = { TEST_MOST,  TEST_LEAST, TEST_OTHER,
                                              TEST_BELOW, TEST_ABOVE, TEST_EQUAL };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const struct text word = text_of(words[i]);
        if (!text_starts_with(t, word))
            continue;
        if (number_parse(text_trim(text_slice(t, word.length, t.length)),
                         &r->section->limit))
            r->section->test = tests[i];
        return;
    }
}

/* [Red], [>=100], [h], [$£-809] */
static void read_bracket(struct reading *r)
{
    const char *from = ++r->at;
    while (r->at < r->end && *r->at != ']')
        r->at++;
    const struct text t = { from, (size_t)(r->at - from) };
    r->at += r->at < r->end;
    const char *dash = t.length == 0 ? NULL : memchr(from, '-', t.length);
    const char first = t.length == 0 ? '\0' : (char)(t.bytes[0] | 0x20);
    bool same = t.length > 0;
    for (size_t i = 0; i < t.length; i++)
        same = same && (t.bytes[i] | 0x20) == first;
    if (t.length > 0 && t.bytes[0] == '$') {
        add_literal(r, from + 1, dash == NULL ? t.length - 1 : (size_t)(dash - from - 1));
    } else if (same && (first == 'h' || first == 'm' || first == 's')) {
        struct format_token *token = add(r, FORMAT_TIME);
        token->letter = first;
        token->width = (unsigned char)(t.length < 9 ? t.length : 9);
        token->elapsed = true;
        r->section->time = true;
    } else {
        read_condition(r, t);
    }
}

static void read_time_letters(struct reading *r)
{
    const char letter = (char)(*r->at | 0x20);
    unsigned width = 0;
    while (r->at < r->end && (char)(*r->at | 0x20) == letter) {
        width += width < 9;
        r->at++;
    }
    struct format_token *token = add(r, FORMAT_TIME);
    token->letter = letter;
    token->width = (unsigned char)width;
    r->section->time = true;
}

/* A point in a date with zeros behind it is the fraction of a second. */
static void read_point(struct reading *r)
{
    r->at++;
    if (!r->section->time) {
        add(r, FORMAT_POINT);
        return;
    }
    unsigned width = 0;
    for (; r->at < r->end && *r->at == '0'; r->at++)
        width += width < 3;
    if (width == 0)
        add_literal(r, r->at - 1, 1);
    else
        add(r, FORMAT_SECOND_PARTS)->width = (unsigned char)width;
}

static bool read_word(struct reading *r)
{
    if (takes(r, "General")) {
        add(r, FORMAT_GENERAL);
    } else if (takes(r, "AM/PM")) {
        add(r, FORMAT_HALF_DAY)->width = 2;
        r->section->time = r->section->half_day = true;
    } else if (takes(r, "A/P")) {
        add(r, FORMAT_HALF_DAY)->width = 1;
        r->section->time = r->section->half_day = true;
    } else if (takes(r, "E+") || takes(r, "E-")) {
        add(r, FORMAT_EXPONENT)->letter = r->at[-1];
    } else {
        return false;
    }
    return true;
}

static void read_character(struct reading *r)
{
    const char c = *r->at;
    const size_t length = character(r->at, r->end);
    if (c == '_' || c == '*' || c == '\\' || c == '!') {
        const char *next = r->at + 1;
        const size_t taken = next < r->end ? character(next, r->end) : 0;
        if (c == '_')
            add_literal(r, " ", 1);
        else if (c != '*')
            add_literal(r, next, taken);
        r->at = next + taken;
        return;
    }
    if (c == '0' || c == '#' || c == '?')
        add(r, FORMAT_DIGIT)->letter = c;
    else if (c == ',')
        add(r, FORMAT_COMMA);
    else if (c == '%')
        add(r, FORMAT_PERCENT);
    else if (c == '/')
        add(r, FORMAT_SLASH);
    else if (c == '@')
        add(r, FORMAT_TEXT);
    else
        add_literal(r, r->at, length);
    r->at += length;
}

/* Up to the semicolon that ends the section, or the end. */
static void read_section(struct reading *r)
{
    while (r->at < r->end && *r->at != ';') {
        if (*r->at == '"')
            read_quoted(r);
        else if (*r->at == '[')
            read_bracket(r);
        else if (*r->at == '.')
            read_point(r);
        else if (!read_word(r)) {
            if (strchr("yYmMdDhHsS", *r->at) != NULL)
                read_time_letters(r);
            else
                read_character(r);
        }
    }
    r->at += r->at < r->end;
    format_section_settle(r->section);
}

const struct cell_format *cell_format_compile(struct text code, struct arena *arena)
{
    enum { CODE_LIMIT = 512 }; /* twice what Excel takes */
    struct cell_format *format = arena_take(arena, sizeof *format);
    const struct text kept =
        arena_keep(arena, code.length > CODE_LIMIT ? text_of("General") : code);
    struct reading r = { kept.bytes, kept.bytes + kept.length, NULL, arena };
    *format = (struct cell_format){ 0 };
    do {
        r.section = &format->sections[format->count++];
        read_section(&r);
    } while (format->count < FORMAT_SECTIONS &&
             (r.at < r.end || (kept.length > 0 && r.at == r.end && r.at[-1] == ';')));
    for (size_t i = 0; i < format->count; i++) {
        format->conditional |= format->sections[i].test != TEST_NONE;
        format->time |= format->sections[i].time;
    }
    return format;
}

bool cell_format_is_time(const struct cell_format *format)
{
    return format->time;
}

static bool passes(const struct format_section *section, double number)
{
    switch (section->test) {
    case TEST_NONE:
        return true;
    case TEST_BELOW:
        return number < section->limit;
    case TEST_MOST:
        return number <= section->limit;
    case TEST_ABOVE:
        return number > section->limit;
    case TEST_LEAST:
        return number >= section->limit;
    case TEST_EQUAL:
        return number == section->limit;
    case TEST_OTHER:
        return number != section->limit;
    }
    return true;
}

/* The sections that numbers fall under: a last one with @ is for text alone. */
static size_t sections_of_numbers(const struct cell_format *format)
{
    size_t count = format->count < 3 ? format->count : 3;
    if (format->count > 1 && count == format->count && format->sections[count - 1].text)
        count--;
    return count;
}

/* The section, and whether the sign is the section's to show. */
static const struct format_section *choose(const struct cell_format *format,
                                           double number, bool *unsigned_there)
{
    const size_t count = sections_of_numbers(format);
    size_t chosen = 0;
    if (format->conditional) {
        while (chosen + 1 < count && !passes(&format->sections[chosen], number))
            chosen++;
    } else if (count > 1 && number < 0) {
        chosen = 1;
    } else if (count > 2 && number == 0) {
        chosen = 2;
    }
    *unsigned_there = !format->conditional && chosen == 1 && number < 0;
    return &format->sections[chosen];
}

void cell_format_show_general(double number, struct text_buffer *out)
{
    char text[NUMBER_SIZE];
    const size_t length = number_format(number, text);
    for (size_t i = 0; i < length; i++)
        text_buffer_put_byte(out, text[i] == 'e' ? 'E' : text[i]);
}

void cell_format_stored(double number, struct text_buffer *out)
{
    char text[NUMBER_SIZE];
    text_buffer_put(out, (struct text){ text, number_format(number, text) });
}

void cell_format_show(const struct cell_format *format, double number, bool since_1904,
                      struct text_buffer *out)
{
    bool unsigned_there;
    const struct format_section *section = choose(format, number, &unsigned_there);
    if (section->time) {
        if (!format_section_show_time(section, number, since_1904, out))
            cell_format_show_general(number, out);
        return;
    }
    format_section_show_number(section, unsigned_there ? -number : number, out);
}

void cell_format_show_text(const struct cell_format *format, struct text t,
                           struct text_buffer *out)
{
    const struct format_section *section = &format->sections[format->count - 1];
    if (!section->text) {
        text_buffer_put(out, t);
        return;
    }
    for (size_t i = 0; i < section->count; i++) {
        const struct format_token *token = &section->tokens[i];
        if (token->kind == FORMAT_TEXT)
            text_buffer_put(out, t);
        else if (token->kind == FORMAT_LITERAL)
            text_buffer_put(out, token->literal);
    }
}
