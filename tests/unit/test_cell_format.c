/* Numbers as their formats show them. Where Excel and LibreOffice agree, so do we. */
#include "unit.h"

#include <stdlib.h>

#include "format/cell_format.h"

static void check(const char *code, double number, bool since_1904, const char *wanted)
{
    struct arena arena;
    struct text_buffer out = { 0 };
    arena_init(&arena);
    cell_format_show(cell_format_compile(text_of(code), &arena), number, since_1904,
                     &out);
    text_buffer_put_byte(&out, '\0');
    assert_string_equal(out.bytes, wanted);
    free(out.bytes);
    arena_release(&arena);
}

#define SHOWS(code, number, wanted) check((code), (number), false, (wanted))

static void general_has_up_to_fifteen_digits(void **state)
{
    (void)state;
    SHOWS("General", 0, "0");
    SHOWS("General", -1.5, "-1.5");
    SHOWS("General", 0.1 + 0.2, "0.3");
    SHOWS("General", 42177.469999999994, "42177.47");
    SHOWS("General", 1e20, "1E+20");
    SHOWS("General", 0.0000123, "1.23E-05");
    SHOWS("", 12.5, "");
    SHOWS("@", 12.5, "12.5");
    SHOWS("General\" km\"", 12.5, "12.5 km");
}

static void digits_are_rounded_with_halves_away_from_zero(void **state)
{
    (void)state;
    SHOWS("0", 2.5, "3");
    SHOWS("0", -2.5, "-3");
    SHOWS("0.00", 2.675, "2.68");
    SHOWS("0.00", 0.285, "0.29");
    SHOWS("0.0", 132771.44999999998, "132771.4");
    SHOWS("0.0", 9.96, "10.0");
    SHOWS("0.0", -0.04, "0.0");
    SHOWS("0", 0.5, "1");
    SHOWS("0", 0.4, "0");
    SHOWS("0.0", 1e20, "100000000000000000000.0");
    SHOWS("0.###", 1.5, "1.5");
    SHOWS("0.###", 15, "15");
    SHOWS("#.##", 0.25, ".25");
    SHOWS("000", 7, "007");
    SHOWS("0.0?", 1.5, "1.5 ");
    SHOWS(".0", 12.34, "12.3");
}

static void thousands_are_grouped_or_divided_by(void **state)
{
    (void)state;
    SHOWS("#,##0", 1234567, "1,234,567");
    SHOWS("#,##0", 999.5, "1,000");
    SHOWS("#,##0", -12, "-12");
    SHOWS("#,##0.0", 1234.56, "1,234.6");
    SHOWS("0,000", 5, "0,005");
    SHOWS("0.0,", 1234567, "1234.6");
    SHOWS("0,,\"m\"", 1234567, "1m");
    SHOWS("00-00", 1234, "12-34");
}

static void per_cent_and_exponents_are_shown(void **state)
{
    (void)state;
    SHOWS("0%", 0.367, "37%");
    SHOWS("0.0%", 0.36699999999999999, "36.7%");
    SHOWS("0.00E+00", 12345, "1.23E+04");
    SHOWS("0.00E+00", 0.00012345, "1.23E-04");
    SHOWS("0.0E-0", 99999, "1.0E5");
    SHOWS("##0.0E+0", 12345, "12.3E+3");
    SHOWS("0.00E+00", 0, "0.00E+00");
}

static void sections_are_for_positive_negative_zero_and_conditions(void **state)
{
    (void)state;
    SHOWS("0;(0)", 5, "5");
    SHOWS("0;(0)", -5, "(5)");
    SHOWS("0;(0)", 0, "0");
    SHOWS("0.0;-0.0;\"-\"", 0, "-");
    SHOWS("0;;", -5, "");
    SHOWS("0;@", -5, "-5");
    SHOWS("[Red]0;[Blue]-0", -5, "-5");
    SHOWS("[<5]\"low\";0", 4, "low");
    SHOWS("[<5]\"low\";0", 6, "6");
    SHOWS("[>=100]0.0;[<>1]0.00;0.000", 1, "1.000");
}

static void literals_currency_and_widths_are_shown(void **state)
{
    (void)state;
    SHOWS("\"£\"#,##0_);[Red]\\(\"£\"#,##0\\)", 1234, "£1,234 ");
    SHOWS("\"£\"#,##0_);[Red]\\(\"£\"#,##0\\)", -1234, "(£1,234)");
    SHOWS("[$£-809]#,##0", -5, "-£5");
    SHOWS("_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"?"
          "?_);_(@_)",
          1.5, " 1.50 ");
    SHOWS("_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"?"
          "?_);_(@_)",
          0, " -   ");
    SHOWS("0\\ kg", 3, "3 kg");
    SHOWS("0 €", 3, "3 €");
}

static void fractions_are_shown(void **state)
{
    (void)state;
    SHOWS("\\ ?/9", 5.0 / 9, " 5/9");
    SHOWS("# ?/?", 1.5, "1 1/2");
    SHOWS("# ?"
          "?/?"
          "?",
          0.333,
          " "
          " 1/3 ");
    SHOWS("# ?/100", 2.25, "2 25/100");
    SHOWS("# ?/?", -0.04, "0    ");
}

static void dates_and_times_are_shown(void **state)
{
    (void)state;
    SHOWS("dd/mm/yyyy", 43861, "31/01/2020");
    SHOWS("d mmmm yy", 43861, "31 January 20");
    SHOWS("ddd d-mmm", 43861, "Fri 31-Jan");
    SHOWS("dddd", 43861, "Friday");
    SHOWS("yyyy-mm-dd hh:mm:ss", 43861.75, "2020-01-31 18:00:00");
    SHOWS("h:mm AM/PM", 0.75, "6:00 PM");
    SHOWS("h:mm AM/PM", 0, "12:00 AM");
    SHOWS("[h]:mm:ss", 1.5, "36:00:00");
    SHOWS("mm:ss.0", 1.0 / 86400 * 61.26, "01:01.3");
    SHOWS("[$-809]d mmm yyyy;@", 43861, "31 Jan 2020");
    SHOWS("dd/mm/yyyy", 43861.999999, "31/01/2020");
    SHOWS("h:mm", 43861.5208333333, "12:30");
    SHOWS("dd/mm/yyyy", 60, "28/02/1900");
    SHOWS("dd/mm/yyyy", -1, "-1");
    SHOWS("dd/mm/yyyy", 1e9, "1000000000");
    check("yyyy-mm-dd", 42399, true, "2020-01-31");
}

static void text_goes_through_its_section(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "0", "a" },
        { "_(@_)", " a " },
        { "0;0;0;\"<\"@\">\"", "<a>" },
        { "0;0", "a" },
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_buffer out = { 0 };
        cell_format_show_text(cell_format_compile(text_of(cases[i][0]), &arena),
                              text_of("a"), &out);
        text_buffer_put_byte(&out, '\0');
        assert_string_equal(out.bytes, cases[i][1]);
        free(out.bytes);
    }
    arena_release(&arena);
}

static void moments_are_stored_as_iso_8601(void **state)
{
    (void)state;
    struct text_buffer out = { 0 };
    assert_true(cell_format_stored_time(43861, false, &out));
    text_buffer_put_byte(&out, ' ');
    assert_true(cell_format_stored_time(0.5, false, &out));
    text_buffer_put_byte(&out, ' ');
    assert_true(cell_format_stored_time(42399.25, true, &out));
    assert_false(cell_format_stored_time(-1, false, &out));
    assert_false(cell_format_stored_time(3000000, false, &out));
    text_buffer_put_byte(&out, '\0');
    assert_string_equal(out.bytes, "2020-01-31 12:00:00 2020-01-31T06:00:00");
    free(out.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(general_has_up_to_fifteen_digits),
        cmocka_unit_test(digits_are_rounded_with_halves_away_from_zero),
        cmocka_unit_test(thousands_are_grouped_or_divided_by),
        cmocka_unit_test(per_cent_and_exponents_are_shown),
        cmocka_unit_test(sections_are_for_positive_negative_zero_and_conditions),
        cmocka_unit_test(literals_currency_and_widths_are_shown),
        cmocka_unit_test(fractions_are_shown),
        cmocka_unit_test(dates_and_times_are_shown),
        cmocka_unit_test(text_goes_through_its_section),
        cmocka_unit_test(moments_are_stored_as_iso_8601),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
