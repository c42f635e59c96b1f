/* Compiled number formats inside, shared by the files that make them up. */
#ifndef OFLOG_FORMAT_CELL_FORMAT_PARTS_H
#define OFLOG_FORMAT_CELL_FORMAT_PARTS_H

#include "format/cell_format.h"

enum format_kind {
    FORMAT_LITERAL,
    FORMAT_DIGIT, /* letter: 0, # or ? */
    FORMAT_POINT,
    FORMAT_COMMA, /* none is left when the section is settled */
    FORMAT_PERCENT,
    FORMAT_EXPONENT, /* letter: + or - */
    FORMAT_SLASH,
    FORMAT_GENERAL,
    FORMAT_TEXT,
    FORMAT_TIME, /* letter: y, m, d, h, s, or n for minutes; width: how often it stands */
    FORMAT_SECOND_PARTS,
    FORMAT_HALF_DAY,
};

struct format_token {
    enum format_kind kind;
    char letter;
    unsigned char width;
    bool elapsed;        /* [h]: all the hours, not those of a day */
    struct text literal; /* in the arena, or for ever */
};

enum format_test {
    TEST_NONE,
    TEST_BELOW,
    TEST_MOST,
    TEST_ABOVE,
    TEST_LEAST,
    TEST_EQUAL,
    TEST_OTHER
};

struct format_section {
    struct format_token *tokens;
    size_t count;
    size_t room;
    enum format_test test;
    double limit;
    bool time;
    bool half_day;
    bool text;     /* has an @ */
    bool fraction; /* has a / between digits */
    bool exponent;
    bool thousands;
    bool bare_point; /* nothing but # behind the point, which goes where no digit does */
    int whole;       /* digits before the point */
    int decimals;    /* after it */
    int scale; /* the power of ten the number is multiplied by: 2 for each % and -3 for
                  each comma behind the digits */
};

enum { FORMAT_SECTIONS = 4 };

struct cell_format {
    struct format_section sections[FORMAT_SECTIONS];
    size_t count;
    bool conditional;
    bool time;
};

/* Sets what follows from the tokens: which m are minutes, what commas mean, counts. */
void format_section_settle(struct format_section *section);

void format_section_show_number(const struct format_section *section, double number,
                                struct text_buffer *out);

/* False where the number is no date that can be shown. */
bool format_section_show_time(const struct format_section *section, double number,
                              bool since_1904, struct text_buffer *out);

#endif
