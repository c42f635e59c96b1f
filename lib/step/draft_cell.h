/* What one cell of an unknown file looks like: a number, a period, an area, a word.
 * Nothing here decides what a column is. */
#ifndef OFLOG_STEP_DRAFT_CELL_H
#define OFLOG_STEP_DRAFT_CELL_H

#include "council/area.h"
#include "council/period_title.h"

/* How a number is written. */
enum draft_spelling {
    SPELLING_THOUSANDS, /* 1,234 */
    SPELLING_PERCENT,   /* 36.7% */
    SPELLING_CURRENCY,  /* with a pound sign */
    SPELLING_BRACKETS,  /* (123) for -123 */
    SPELLING_MINUS,     /* U+2212 or an en dash for the sign */
    SPELLING_MARKED,    /* something trails: 41.3 [r], 41.3* */
    SPELLING_COUNT
};

struct draft_number {
    double value;
    unsigned spellings;   /* 1 << enum draft_spelling */
    struct text sign;     /* of SPELLING_MINUS: the sign as it stands, in the cell */
    struct text trailing; /* of SPELLING_MARKED: what trails, trimmed, in the cell */
};

/* Whether a cell is a number in any of these spellings. */
bool draft_number_read(struct text cell, struct draft_number *number);

/* In which of the recipes' spellings a cell is a period; the first that fits. */
enum draft_period {
    PERIOD_FORM_NONE,
    PERIOD_FORM_YEAR,    /* 2022: of the default spelling, but any number may look so */
    PERIOD_FORM_DEFAULT, /* 2022/23, 2022-Q3, 2022-07, 2022-W05, 2022-07-31 */
    PERIOD_FORM_SPLIT,   /* 2022-23, 2022/2023 */
    PERIOD_FORM_INTERVAL,
    PERIOD_FORM_SPLIT_QUARTER, /* 2022/23 Q3 */
    PERIOD_FORM_MONTH_NAME,    /* Nov 2023 */
    PERIOD_FORM_QUARTER,       /* 2022 Q3, of the calendar */
    PERIOD_FORM_ACADEMIC,      /* 202223 */
    PERIOD_FORM_SPAN,          /* 2020-23: several years, which no spelling reads */
    PERIOD_FORM_COUNT
};
enum draft_period draft_period_read(struct text cell);

/* Whether it may be PERIOD_FORM_SPAN, such as 2009-11, which may be a month as well. */
bool draft_is_span(struct text cell);

/* How a cell names an area; the better way has the larger number. */
enum draft_area {
    AREA_FORM_NONE,
    AREA_FORM_NUMBER,  /* three digits that a scheme knows: 102 */
    AREA_FORM_NAME,    /* a name or spelling that the tables know */
    AREA_FORM_GLUED,   /* 102 - Cumbria */
    AREA_FORM_E_CODE,  /* E3831 */
    AREA_FORM_CODE,    /* E06000001, known */
    AREA_FORM_FOREIGN, /* the shape of such a code, and not in the tables */
    AREA_FORM_COUNT
};

/* Whose number a cell is, or begins with where a name is glued to it: a bit for each of
 * area_scheme_words. 0: no number, or nobody's. */
unsigned draft_schemes_of(const struct areas *areas, struct text cell);

/* *area becomes the area where one is known, else AREA_NONE. */
enum draft_area draft_area_read(const struct areas *areas, struct text cell,
                                uint32_t *area);

/* Whether a cell is a letter and eight digits. */
bool draft_is_code(struct text cell);

/* Whether it is how codes of one kind begin: a letter and two digits. */
bool draft_is_code_stem(struct text cell);

/* Whether it is a letter and four digits. */
bool draft_is_e_code(struct text cell);

/* What kind of body has a code, by how it begins (the first three characters of codes of
 * the Office for National Statistics; the first of the Ministry's E-codes). */
enum draft_body {
    BODY_COUNCIL, /* or what councils belong to, or not known to be another */
    BODY_ABROAD,  /* the United Kingdom, and its nations but England */
    BODY_OTHER, /* metropolitan counties without a council, police, fire, parks, waste */
};
enum draft_body draft_body_of(struct text code);

/* Of `102 - Cumbria` or `909-Bristol UA`: where the name begins; 0 where it is not such.
 */
size_t draft_glued_name(struct text cell);

/* Whether `word`, in small letters, is one of the words of `text` (letters and digits;
 * case does not matter; `_` and a capital after a small letter divide words). */
bool draft_has_word(struct text text, const char *word);

/* Whether any of `words` (NULL-terminated) is. */
bool draft_has_any(struct text text, const char *const words[]);

/* Whether `part`, in small letters, stands anywhere in `text`, whatever the case. */
bool draft_contains(struct text text, const char *part);

#endif
