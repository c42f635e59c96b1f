/* Charts as SVG: what they show, and that nothing that comes in can break them. */
#include "unit.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <expat.h>

#include "page/chart_label.h"
#include "page/chart_svg.h"

static const struct metric percent = { .id = { "m", 1 },
                                       .unit = { "percent", 7 },
                                       .decimals = 1 };

/* Of each kind, with whatever a kind may have. */
struct sample {
    struct chart chart;
    struct chart_point points[8];
    struct chart_line lines[2];
    double x[8], lower[8], upper[8], at;
};

static void fill(struct sample *sample, enum chart_kind kind, const double *values,
                 size_t count, struct text name)
{
    static const double none = 0;
    *sample = (struct sample){ .chart = { .kind = kind,
                                          .title = name,
                                          .description = name,
                                          .x_name = name,
                                          .y_name = name,
                                          .metric = &percent,
                                          .count = count,
                                          .line_count = 2,
                                          .this_name = name,
                                          .peers_name = name } };
    sample->at = count == 0 ? none : values[count - 1];
    for (size_t i = 0; i < count; i++) {
        const bool across = kind == CHART_STRIP || kind == CHART_LADDER;
        sample->x[i] = (double)i + 1;
        sample->lower[i] = values[i] / 2;
        sample->upper[i] = values[i];
        sample->points[i] = (struct chart_point){ .x = across ? values[i] : sample->x[i],
                                                  .y = across ? 0 : values[i],
                                                  .has_limits = i % 2 == 0,
                                                  .lower = values[i] / 2,
                                                  .upper = values[i] / 2 + values[i],
                                                  .name = name,
                                                  .role = i == 0   ? CHART_THIS
                                                          : i == 1 ? CHART_PEER
                                                                   : CHART_OTHER,
                                                  .special = i > 2,
                                                  .provisional = i == 1,
                                                  .breaks = i == 3 };
    }
    sample->lines[0] =
        (struct chart_line){ CHART_LINE_MEDIAN, name, 1, &sample->at, &sample->at };
    sample->lines[1] = kind == CHART_STRIP
                           ? (struct chart_line){ CHART_LINE_BENCHMARK, name, 1,
                                                  &sample->at, &sample->at }
                           : (struct chart_line){ CHART_LINE_LIMIT, name, count,
                                                  sample->x, sample->upper };
    sample->chart.points = sample->points;
    sample->chart.lines = sample->lines;
    sample->chart.band =
        (struct chart_band){ name, count, sample->x, sample->lower, sample->upper };
}

static char *drawn(const struct chart *chart, bool alone)
{
    struct text_buffer out = { 0 };
    struct markup markup;
    markup_init(&markup, &out);
    chart_svg(&markup, chart, text_of("c1"), alone);
    assert_int_equal(markup.depth, 0);
    text_buffer_put_byte(&out, '\0');
    return out.bytes;
}

static void XMLCALL check_start(void *state, const XML_Char *element,
                                const XML_Char **attributes)
{
    (void)state;
    assert_true(strcmp(element, "svg") == 0 || strcmp(element, "g") == 0 ||
                strcmp(element, "path") == 0 || strcmp(element, "rect") == 0 ||
                strcmp(element, "text") == 0 || strcmp(element, "title") == 0 ||
                strcmp(element, "desc") == 0 || strcmp(element, "style") == 0);
    for (; *attributes != NULL; attributes += 2) {
        assert_null(strstr(attributes[1], "nan"));
        assert_null(strstr(attributes[1], "inf"));
        assert_false(strncmp(attributes[0], "on", 2) == 0);
    }
}

static void check_well_formed(const char *svg)
{
    XML_Parser parser = XML_ParserCreate("UTF-8");
    XML_SetStartElementHandler(parser, check_start);
    assert_int_equal(XML_Parse(parser, svg, (int)strlen(svg), 1), XML_STATUS_OK);
    XML_ParserFree(parser);
}

static void check_all_kinds(const double *values, size_t count, struct text name)
{
    for (enum chart_kind kind = CHART_STRIP; kind <= CHART_LADDER; kind++)
        for (int alone = 0; alone < 2; alone++) {
            struct sample sample;
            fill(&sample, kind, values, count, name);
            char *svg = drawn(&sample.chart, alone);
            check_well_formed(svg);
            free(svg);
        }
}

static void any_numbers_give_a_chart_without_nan_or_infinity(void **state)
{
    (void)state;
    static const double one[] = { 34.9 }, equal[] = { 5, 5, 5, 5 }, zero[] = { 0, 0 },
                        huge[] = { 1e308, -1e308, 1e308, 0, DBL_MAX },
                        tiny[] = { 5e-324, 1e-300, 0 }, negative[] = { -3, -2.5, -70 },
                        mixed[] = { NAN, INFINITY, -INFINITY, 3, 4, NAN },
                        near[] = { 1e15, 1e15 + 1, 1e15 + 2 };
    check_all_kinds(NULL, 0, text_of("Leeds"));
    check_all_kinds(one, 1, text_of("Leeds"));
    check_all_kinds(equal, 4, text_of("Leeds"));
    check_all_kinds(zero, 2, text_of("Leeds"));
    check_all_kinds(huge, 5, text_of("Leeds"));
    check_all_kinds(tiny, 3, text_of("Leeds"));
    check_all_kinds(negative, 3, text_of("Leeds"));
    check_all_kinds(mixed, 6, text_of("Leeds"));
    check_all_kinds(near, 3, text_of("Leeds"));
}

static void any_name_comes_out_as_text(void **state)
{
    (void)state;
    static const double values[] = { 1, 2, 3, 4, 5, 6 };
    char *word = malloc(10001);
    memset(word, 'W', 10000);
    word[10000] = '\0';
    check_all_kinds(values, 6, text_of(word));
    check_all_kinds(values, 6, text_of("</text><script>alert(1)</script>\"'&"));
    check_all_kinds(values, 6, text_of("\xe2\x80\xae\x01\xff"));
    check_all_kinds(values, 6, text_of(""));
    free(word);
}

static void title_and_description_name_the_picture(void **state)
{
    (void)state;
    static const double values[] = { 34.9, 40 };
    struct sample sample;
    fill(&sample, CHART_STRIP, values, 2, text_of("Leeds"));
    char *svg = drawn(&sample.chart, false);
    assert_non_null(strstr(svg, " role=\"img\""));
    assert_non_null(strstr(svg, " aria-labelledby=\"c1-title c1-desc\">"
                                "<title id=\"c1-title\">Leeds</title>"
                                "<desc id=\"c1-desc\">Leeds</desc>"));
    assert_null(strstr(svg, "<style"));
    free(svg);
}

static void a_missing_period_breaks_the_line(void **state)
{
    (void)state;
    static const double values[] = { 10, 20, 30, 40 };
    struct sample sample;
    fill(&sample, CHART_TREND, values, 4, text_of("Leeds"));
    sample.points[1].missing = true;
    sample.points[3].breaks = false;
    char *svg = drawn(&sample.chart, false);
    const char *line = strstr(svg, "stroke-width=\"2.5\"");
    assert_non_null(line);
    while (strncmp(line, "<path", 5) != 0)
        line--;
    size_t moves = 0, lines = 0;
    for (line = strstr(line, " d=\"") + 4; *line != '"'; line++) {
        moves += *line == 'M';
        lines += *line == 'L';
    }
    assert_int_equal(moves, 2);
    assert_int_equal(lines, 1);
    free(svg);
}

/* Texts in the middle of their places, as those below an axis are, on a narrow screen. */
static void check_apart(const char *svg)
{
    double x, y, end = -1, last_y = -1;
    char text[64];
    for (const char *at = svg; (at = strstr(at, "<text x=\"")) != NULL; at++) {
        if (sscanf(at,
                   "<text x=\"%lf%%\" y=\"%lf\" text-anchor=\"middle\" "
                   "font-size=\"12\">%63[^<]",
                   &x, &y, text) != 3)
            continue;
        const double half = chart_label_width(text_of(text), 12, false) / 2;
        const double middle = x * CHART_NARROW / 100;
        assert_true(middle - half >= -1 && middle + half <= CHART_NARROW + 1);
        assert_true(y != last_y || middle - half > end);
        end = middle + half;
        last_y = y;
    }
    assert_true(end > 0);
}

static void marks_of_an_axis_do_not_touch(void **state)
{
    (void)state;
    for (double most = 11; most < 3e9; most *= 1.7) {
        const double values[] = { most, most / 10, most / 5 };
        struct sample sample;
        fill(&sample, CHART_STRIP, values, 3, text_of("Leeds"));
        char *svg = drawn(&sample.chart, false);
        check_apart(svg);
        free(svg);
    }
}

static void a_name_without_room_gives_way_to_its_number(void **state)
{
    (void)state;
    const double values[] = { 91.7, 40 };
    struct sample sample;
    fill(&sample, CHART_STRIP, values, 2,
         text_of("Bournemouth, Christchurch and Poole and more of it"));
    char *svg = drawn(&sample.chart, false);
    assert_non_null(strstr(svg, " font-weight=\"700\">91.7%</text>"));
    free(svg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_numbers_give_a_chart_without_nan_or_infinity),
        cmocka_unit_test(any_name_comes_out_as_text),
        cmocka_unit_test(title_and_description_name_the_picture),
        cmocka_unit_test(a_missing_period_breaks_the_line),
        cmocka_unit_test(marks_of_an_axis_do_not_touch),
        cmocka_unit_test(a_name_without_room_gives_way_to_its_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
