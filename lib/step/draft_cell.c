/* What one cell of an unknown file looks like. */
#include "step/draft_cell.h"

#include <stdio.h>

#include "base/number.h"
#include "base/utf8.h"
#include "council/date.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool take(struct text *t, const char *prefix)
{
    if (!text_starts_with(*t, text_of(prefix)))
        return false;
    *t = text_slice(*t, strlen(prefix), t->length);
    return true;
}

/* --- Numbers --- */

enum { LONGEST_NUMBER = 48, LONGEST_MARK = 6 };

/* The sign, if it is none of ASCII's, and the pound sign, in either order. */
static void take_front(struct text *t, struct draft_number *number, bool *minus)
{
    static const char *const signs[] = { "\u2212", "\u2013", NULL };
    for (int round = 0; round < 2; round++) {
        if (take(t, "\u00a3"))
            number->spellings |= 1u << SPELLING_CURRENCY;
        if (!*minus && t->length > 1 && t->bytes[0] == '-' && !is_digit(t->bytes[1]))
            *minus = take(t, "-");
        for (size_t i = 0; signs[i] != NULL && !*minus; i++) {
            const struct text before = *t;
            if (take(t, signs[i])) {
                *minus = true;
                number->spellings |= 1u << SPELLING_MINUS;
                number->sign = text_slice(before, 0, strlen(signs[i]));
            }
        }
    }
}

/* Digits with separators of thousands, copied without them; how many bytes of `t` they
 * are, or 0. */
static size_t take_digits(struct text t, char *plain, size_t *used, bool *separated)
{
    size_t at = 0, run = 0;
    bool point = false;
    *separated = false;
    for (; at < t.length; at++) {
        const char c = t.bytes[at];
        const bool exponent = (c == 'e' || c == 'E') && at > 0 && at + 1 < t.length &&
                              (is_digit(t.bytes[at + 1]) ||
                               (at + 2 < t.length && is_digit(t.bytes[at + 2]) &&
                                (t.bytes[at + 1] == '-' || t.bytes[at + 1] == '+')));
        if (is_digit(c)) {
            run++;
        } else if (c == ',' && !point && run > 0 && run <= 3 && at + 3 < t.length &&
                   is_digit(t.bytes[at + 1]) && is_digit(t.bytes[at + 2]) &&
                   is_digit(t.bytes[at + 3])) {
            *separated = true;
            run = 0;
            continue;
        } else if (c == '.' && !point) {
            point = true;
        } else if (exponent) {
            point = true;
            plain[(*used)++] = c;
            at++;
        } else if (!((c == '-' || c == '+') && at == 0)) {
            break;
        }
        if (*separated && !point && run > 3)
            return 0;
        plain[(*used)++] = t.bytes[at];
    }
    return *separated && !point && run != 3 ? 0 : at;
}

/* What publishers put beside a number: [r], (R), *, a single letter. */
static bool is_mark(struct text t)
{
    if (t.length == 0 || t.length > LONGEST_MARK)
        return false;
    const char first = t.bytes[0], last = t.bytes[t.length - 1];
    return (first == '[' && last == ']') || (first == '(' && last == ')') ||
           text_is(t, "*") || text_is(t, "**") || text_is(t, "\u2020") ||
           (t.length == 1 && is_letter(first));
}

/* What follows the digits: a percent sign, a mark, or nothing. */
static bool take_back(struct text t, struct draft_number *number)
{
    t = text_trim(t);
    if (take(&t, "%"))
        number->spellings |= 1u << SPELLING_PERCENT;
    number->trailing = text_trim(t);
    if (number->trailing.length == 0)
        return true;
    number->spellings |= 1u << SPELLING_MARKED;
    return is_mark(number->trailing);
}

bool draft_number_read(struct text cell, struct draft_number *number)
{
    char plain[LONGEST_NUMBER];
    struct text t = text_trim(cell);
    bool minus = false, separated;
    size_t used = 0;
    *number = (struct draft_number){ 0 };
    if (t.length == 0 || t.length >= LONGEST_NUMBER)
        return false;
    if (t.bytes[0] == '(' && t.bytes[t.length - 1] == ')') {
        t = text_slice(t, 1, t.length - 1);
        number->spellings |= 1u << SPELLING_BRACKETS;
        minus = true;
    }
    take_front(&t, number, &minus);
    const size_t length = take_digits(t, plain, &used, &separated);
    if (length == 0 || !number_parse((struct text){ plain, used }, &number->value))
        return false;
    if (separated)
        number->spellings |= 1u << SPELLING_THOUSANDS;
    if (minus)
        number->value = -number->value;
    return take_back(text_slice(t, length, t.length), number);
}

/* --- Periods --- */

static bool is_interval(struct text t)
{
    return t.length == 14 && text_digits_at(t, 0, 4) &&
           period_title_is_year(text_number_at(t, 0, 4)) &&
           text_is(text_slice(t, 10, 14), "/P1Y");
}

/* "2022/23 Q3", "2018-19;Q1": a split year, something between, a quarter. */
static bool is_split_quarter(struct text t)
{
    struct period period;
    return t.length > 3 && t.bytes[t.length - 2] == 'Q' && t.bytes[t.length - 1] >= '1' &&
           t.bytes[t.length - 1] <= '4' && !is_digit(t.bytes[t.length - 3]) &&
           period_parse_split(text_trim(text_slice(t, 0, t.length - 3)), &period);
}

/* "1955 Q1" */
static bool is_quarter(struct text t)
{
    return t.length == 7 && t.bytes[4] == ' ' && t.bytes[5] == 'Q' && t.bytes[6] >= '1' &&
           t.bytes[6] <= '4' && period_title_is_year(text_number_at(t, 0, 4));
}

static bool is_month_name(struct text t)
{
    static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul",
                                          "aug", "sep", "oct", "nov", "dec", NULL };
    if (t.length < 8 || !text_digits_at(t, t.length - 4, 4) ||
        !(t.bytes[t.length - 5] == ' ' || t.bytes[t.length - 5] == '-'))
        return false;
    for (size_t i = 0; months[i] != NULL; i++)
        if (small(t.bytes[0]) == months[i][0] && small(t.bytes[1]) == months[i][1] &&
            small(t.bytes[2]) == months[i][2])
            return true;
    return false;
}

/* Whether years of two digits at `from` and `to` are some apart. */
static bool spans(struct text t, size_t from, size_t to)
{
    const int first = text_number_at(t, from, 2), last = text_number_at(t, to, 2);
    return last > first + 1 && last < first + 10;
}

/* 2020-23, 2020/23, 2020 - 23, 2019/20 - 21/22: from one year to a later one, not the
 * next. */
bool draft_is_span(struct text cell)
{
    enum { ROOM = 16, YEARS = 7, SPLIT_YEARS = 13 };
    char plain[ROOM];
    size_t length = 0;
    const struct text t = text_trim(cell);
    for (size_t i = 0; i < t.length && length < ROOM; i++)
        if (t.bytes[i] != ' ')
            plain[length++] = t.bytes[i];
    const struct text span = { plain, length };
    if (!text_digits_at(span, 0, 4) || !period_title_is_year(text_number_at(span, 0, 4)))
        return false;
    if (length == SPLIT_YEARS)
        return plain[4] == '/' && text_digits_at(span, 5, 2) && plain[7] == '-' &&
               text_digits_at(span, 8, 2) && plain[10] == '/' &&
               text_digits_at(span, 11, 2) && spans(span, 5, 11);
    return length == YEARS && (plain[4] == '-' || plain[4] == '/') &&
           text_digits_at(span, 5, 2) && spans(span, 2, 5);
}

enum draft_period draft_period_read(struct text cell)
{
    const struct text t = text_trim(cell);
    struct period period;
    if (t.length < 4 || t.length > 24)
        return PERIOD_FORM_NONE;
    if (text_digits_at(t, 0, t.length))
        return t.length == 4 && period_title_is_year(text_number_at(t, 0, 4))
                   ? PERIOD_FORM_YEAR
               : t.length == 6 && period_title_is_year(text_number_at(t, 0, 4)) &&
                       (text_number_at(t, 2, 2) + 1) % 100 == text_number_at(t, 4, 2)
                   ? PERIOD_FORM_ACADEMIC
                   : PERIOD_FORM_NONE;
    if (is_month_name(t))
        return PERIOD_FORM_MONTH_NAME;
    if (!text_digits_at(t, 0, 4))
        return PERIOD_FORM_NONE;
    return period_parse(t, &period)         ? PERIOD_FORM_DEFAULT
           : period_parse_split(t, &period) ? PERIOD_FORM_SPLIT
           : is_interval(t)                 ? PERIOD_FORM_INTERVAL
           : is_quarter(t)                  ? PERIOD_FORM_QUARTER
           : is_split_quarter(t)            ? PERIOD_FORM_SPLIT_QUARTER
           : draft_is_span(t)               ? PERIOD_FORM_SPAN
                                            : PERIOD_FORM_NONE;
}

/* --- Areas --- */

bool draft_is_code(struct text cell)
{
    const struct text t = text_trim(cell);
    return t.length == 9 && t.bytes[0] >= 'A' && t.bytes[0] <= 'Z' &&
           text_digits_at(t, 1, 8);
}

bool draft_is_code_stem(struct text cell)
{
    const struct text t = text_trim(cell);
    return t.length == 3 && t.bytes[0] >= 'A' && t.bytes[0] <= 'Z' &&
           text_digits_at(t, 1, 2);
}

bool draft_is_e_code(struct text cell)
{
    const struct text t = text_trim(cell);
    return t.length == 5 && is_letter(t.bytes[0]) && text_digits_at(t, 1, 4);
}

enum draft_body draft_body_of(struct text code)
{
    static const char *const bodies[] = { "E05", "E11", "E13", "E22", "E23", "E24",
                                          "E25", "E26", "E28", "E29", "E31", "E33",
                                          "E37", "E38", "E40", "E50", "E54", NULL };
    code = text_trim(code);
    if (code.length == 5)
        return code.bytes[0] == 'E' && code.bytes[1] >= '6' ? BODY_OTHER : BODY_COUNCIL;
    if (code.length > 0 && strchr("JKLMNSW", code.bytes[0]) != NULL)
        return BODY_ABROAD;
    for (size_t i = 0; bodies[i] != NULL; i++)
        if (text_starts_with(code, text_of(bodies[i])))
            return BODY_OTHER;
    return BODY_COUNCIL;
}

size_t draft_glued_name(struct text cell)
{
    size_t at = 0;
    while (at < cell.length && text_is_space(cell.bytes[at]))
        at++;
    if (!text_digits_at(cell, at, 3) || text_digits_at(cell, at, 4))
        return 0;
    at += 3;
    while (at < cell.length && cell.bytes[at] == ' ')
        at++;
    if (at >= cell.length || cell.bytes[at] != '-')
        return 0;
    at++;
    while (at < cell.length && cell.bytes[at] == ' ')
        at++;
    return at < cell.length && is_letter(cell.bytes[at]) ? at : 0;
}

static enum draft_area found(const struct areas *areas, struct text name,
                             enum draft_area form, uint32_t *area)
{
    const enum area_outcome outcome = areas_find(areas, name, DATE_DISTANT_FUTURE, area);
    if (outcome != AREA_FOUND)
        *area = AREA_NONE;
    return outcome == AREA_UNKNOWN ? AREA_FORM_NONE : form;
}

/* The area that has the three digits at the front of `t` in a scheme; AREA_NONE. */
static uint32_t find_number(const struct areas *areas, size_t scheme, struct text t)
{
    char name[16];
    uint32_t area = AREA_NONE;
    const int length =
        snprintf(name, sizeof name, "%s:%.*s", area_scheme_words[scheme], 3, t.bytes);
    if (length < 0 || (size_t)length >= sizeof name ||
        areas_find(areas, (struct text){ name, (size_t)length }, DATE_DISTANT_FUTURE,
                   &area) != AREA_FOUND)
        return AREA_NONE;
    return area;
}

unsigned draft_schemes_of(const struct areas *areas, struct text cell)
{
    const struct text t = text_trim(cell);
    unsigned schemes = 0;
    if (!text_digits_at(t, 0, 3) || (t.length > 3 && draft_glued_name(t) == 0))
        return 0;
    for (size_t s = 0; area_scheme_words[s] != NULL; s++)
        if (find_number(areas, s, t) != AREA_NONE)
            schemes |= 1u << s;
    return schemes;
}

enum draft_area draft_area_read(const struct areas *areas, struct text cell,
                                uint32_t *area)
{
    enum { LONGEST_NAME = 100 };
    const struct text t = text_trim(cell);
    *area = AREA_NONE;
    if (t.length < 3 || t.length > LONGEST_NAME)
        return AREA_FORM_NONE;
    if (draft_is_code(t)) {
        *area = areas_find_code(areas, t);
        return *area == AREA_NONE ? AREA_FORM_FOREIGN : AREA_FORM_CODE;
    }
    if (t.length == 3 && text_digits_at(t, 0, 3)) {
        for (size_t s = 0; area_scheme_words[s] != NULL && *area == AREA_NONE; s++)
            *area = find_number(areas, s, t);
        return *area == AREA_NONE ? AREA_FORM_NONE : AREA_FORM_NUMBER;
    }
    if (draft_is_e_code(t))
        return found(areas, t, AREA_FORM_E_CODE, area);
    const size_t glued = draft_glued_name(t);
    if (glued > 0) {
        found(areas, text_slice(t, glued, t.length), AREA_FORM_GLUED, area);
        return AREA_FORM_GLUED;
    }
    return is_letter(t.bytes[0]) ? found(areas, t, AREA_FORM_NAME, area) : AREA_FORM_NONE;
}

/* --- Words --- */

static bool is_word_byte(char c)
{
    return is_letter(c) || is_digit(c);
}

static bool begins_word(struct text t, size_t at)
{
    const char c = t.bytes[at];
    return is_word_byte(c) &&
           (at == 0 || !is_word_byte(t.bytes[at - 1]) ||
            (c >= 'A' && c <= 'Z' && t.bytes[at - 1] >= 'a' && t.bytes[at - 1] <= 'z'));
}

bool draft_has_word(struct text text, const char *word)
{
    const size_t length = strlen(word);
    for (size_t at = 0; at + length <= text.length; at++) {
        size_t i = 0;
        while (i < length && small(text.bytes[at + i]) == word[i])
            i++;
        const size_t end = at + length;
        if (i == length && begins_word(text, at) &&
            (end == text.length || !is_word_byte(text.bytes[end]) ||
             begins_word(text, end)))
            return true;
    }
    return false;
}

bool draft_has_any(struct text text, const char *const words[])
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (draft_has_word(text, words[i]))
            return true;
    return false;
}

bool draft_contains(struct text text, const char *part)
{
    const size_t length = strlen(part);
    for (size_t at = 0; at + length <= text.length; at++) {
        size_t i = 0;
        while (i < length && small(text.bytes[at + i]) == part[i])
            i++;
        if (i == length)
            return true;
    }
    return false;
}
