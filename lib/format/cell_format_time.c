/* Numbers shown as dates and times. */
#include <math.h>
#include <stdio.h>

#include "format/cell_format_parts.h"

struct moment {
    int64_t days; /* since 1970-01-01 */
    int year;
    int month;
    int day;
    int64_t thousandths; /* of the day */
    int64_t total;       /* seconds since 1899-12-30 */
};

enum {
    DAY_SECONDS = 86400,
    DAY_THOUSANDTHS = 86400000,
    SINCE_1904 = 1462,
    DAYS_BEFORE_1970 = 25569
};

/* Days since 1970-01-01 to a date of the Gregorian calendar: Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms" (2013), civil_from_days. */
static void take_date(struct moment *m)
{
    const int64_t days = m->days + 719468;
    const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const int64_t of_era = days - era * 146097;
    const int64_t year =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    const int64_t month = (5 * of_year + 2) / 153;
    m->day = (int)(of_year - (153 * month + 2) / 5 + 1);
    m->month = (int)(month < 10 ? month + 3 : month - 9);
    m->year = (int)(year + era * 400 + (m->month <= 2));
}

/* Rounded to a step of so many thousandths of a second. False where the number is before
 * 1899-12-30 or after the year 9999. */
static bool moment_of(double number, bool since_1904, int step, struct moment *m)
{
    const double days = number + (since_1904 ? SINCE_1904 : 0);
    if (!(days >= 0 && days < 2958466))
        return false;
    const int64_t thousandths = (int64_t)round(days * DAY_THOUSANDTHS / step) * step;
    m->total = thousandths / 1000;
    m->days = thousandths / DAY_THOUSANDTHS - DAYS_BEFORE_1970;
    m->thousandths = thousandths % DAY_THOUSANDTHS;
    take_date(m);
    return true;
}

/* The last part of a second that is shown is rounded. Without seconds nothing is:
 * 23:59:59 is no part of tomorrow. */
static int step_of(const struct format_section *section)
{
    static const int steps[] = { 1000, 100, 10, 1 };
    int step = 1;
    for (size_t i = 0; i < section->count; i++) {
        const struct format_token *token = &section->tokens[i];
        if (token->kind == FORMAT_SECOND_PARTS)
            return steps[token->width];
        if (token->kind == FORMAT_TIME && token->letter == 's')
            step = 1000;
    }
    return step;
}

static void put_number(struct text_buffer *out, int64_t number, int width)
{
    char text[24];
    snprintf(text, sizeof text, "%0*lld", width, (long long)number);
    text_buffer_put(out, text_of(text));
}

static void show_month(const struct moment *m, int width, struct text_buffer *out)
{
    static const char *const names[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"
    };
    const struct text name = text_of(names[m->month - 1]);
    if (width <= 2)
        put_number(out, m->month, width);
    else
        text_buffer_put(out, text_slice(name, 0,
                                        width == 3   ? 3
                                        : width == 5 ? 1
                                                     : name.length));
}

static void show_day(const struct moment *m, int width, struct text_buffer *out)
{
    /* 1970-01-01 was a Thursday. */
    static const char *const names[] = { "Thursday", "Friday",  "Saturday", "Sunday",
                                         "Monday",   "Tuesday", "Wednesday" };
    const struct text name = text_of(names[((m->days % 7) + 7) % 7]);
    if (width <= 2)
        put_number(out, m->day, width);
    else
        text_buffer_put(out, text_slice(name, 0, width == 3 ? 3 : name.length));
}

static int64_t hour_of(const struct moment *m, bool half_day)
{
    const int64_t hour = m->thousandths / 3600000;
    return half_day ? (hour + 11) % 12 + 1 : hour;
}

static void show_part(const struct format_section *s, const struct format_token *token,
                      const struct moment *m, struct text_buffer *out)
{
    const int width = token->width <= 2 ? token->width : 2;
    switch (token->letter) {
    case 'y':
        put_number(out, token->width <= 2 ? m->year % 100 : m->year,
                   token->width <= 2 ? 2 : 4);
        return;
    case 'm':
        show_month(m, token->width, out);
        return;
    case 'd':
        show_day(m, token->width, out);
        return;
    case 'h':
        put_number(out, token->elapsed ? m->total / 3600 : hour_of(m, s->half_day),
                   width);
        return;
    case 'n':
        put_number(out, token->elapsed ? m->total / 60 : m->thousandths / 60000 % 60,
                   width);
        return;
    default:
        put_number(out, token->elapsed ? m->total : m->thousandths / 1000 % 60, width);
        return;
    }
}

static void show_second_parts(const struct moment *m, int width, struct text_buffer *out)
{
    static const int divisors[] = { 1000, 100, 10, 1 };
    text_buffer_put_byte(out, '.');
    put_number(out, m->thousandths % 1000 / divisors[width], width);
}

static void show_half_day(const struct moment *m, size_t width, struct text_buffer *out)
{
    const bool morning = m->thousandths < DAY_THOUSANDTHS / 2;
    text_buffer_put(out, text_slice(text_of(morning ? "AM" : "PM"), 0, width));
}

bool format_section_show_time(const struct format_section *section, double number,
                              bool since_1904, struct text_buffer *out)
{
    struct moment m;
    if (!moment_of(number, since_1904, step_of(section), &m))
        return false;
    for (size_t i = 0; i < section->count; i++) {
        const struct format_token *token = &section->tokens[i];
        if (token->kind == FORMAT_LITERAL)
            text_buffer_put(out, token->literal);
        else if (token->kind == FORMAT_TIME)
            show_part(section, token, &m, out);
        else if (token->kind == FORMAT_SECOND_PARTS)
            show_second_parts(&m, token->width, out);
        else if (token->kind == FORMAT_HALF_DAY)
            show_half_day(&m, token->width, out);
        else if (token->kind == FORMAT_SLASH)
            text_buffer_put_byte(out, '/');
        else if (token->kind == FORMAT_COMMA)
            text_buffer_put_byte(out, ',');
    }
    return true;
}

bool cell_format_stored_time(double number, bool since_1904, struct text_buffer *out)
{
    struct moment m;
    char text[40];
    if (!moment_of(number, since_1904, 1, &m))
        return false;
    const int seconds = (int)(m.thousandths / 1000);
    const int parts = (int)(m.thousandths % 1000);
    const bool day = m.total >= DAY_SECONDS;
    if (day) {
        snprintf(text, sizeof text, "%04d-%02d-%02d", m.year, m.month, m.day);
        text_buffer_put(out, text_of(text));
    }
    if (!day || m.thousandths > 0) {
        snprintf(text, sizeof text, "%s%02d:%02d:%02d", day ? "T" : "", seconds / 3600,
                 seconds / 60 % 60, seconds % 60);
        text_buffer_put(out, text_of(text));
    }
    if (parts > 0) {
        snprintf(text, sizeof text, ".%03d", parts);
        text_buffer_put(out, text_of(text));
    }
    return true;
}
