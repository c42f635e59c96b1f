/* Labels: cut to their room, and placed so that none is crossed. */
#include "unit.h"

#include "page/chart_label.h"

/* No text leaves the chart, lies on another, or lies on a line to a label above. */
static void check_placed(const struct chart_label *labels, size_t count, double room)
{
    double from[CHART_MOST_LABELS], to[CHART_MOST_LABELS];
    for (size_t i = 0; i < count; i++) {
        const double back[] = { 0, 0.5, 1 };
        from[i] = labels[i].x - labels[i].width * back[labels[i].anchor];
        to[i] = from[i] + labels[i].width;
        assert_true(from[i] >= -1e-9 && to[i] <= room + 1e-9);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            if (i == j)
                continue;
            assert_true(labels[i].row != labels[j].row || to[i] < from[j] ||
                        to[j] < from[i]);
            if (labels[j].row > labels[i].row &&
                labels[j].anchor != CHART_ANCHOR_MIDDLE &&
                labels[i].anchor != CHART_ANCHOR_MIDDLE)
                assert_true(labels[j].at < from[i] || labels[j].at > to[i]);
        }
}

static size_t place(struct chart_label *labels, size_t count)
{
    const size_t rows = chart_labels_place(labels, count, CHART_NARROW);
    check_placed(labels, count, CHART_NARROW);
    return rows;
}

static void two_in_the_middle_stand_on_either_side(void **state)
{
    (void)state;
    struct chart_label labels[] = { { .at = 140, .width = 90 },
                                    { .at = 146, .width = 90 } };
    assert_int_equal(place(labels, 2), 1);
    assert_int_equal(labels[0].anchor, CHART_ANCHOR_END);
    assert_int_equal(labels[1].anchor, CHART_ANCHOR_START);
}

static void two_at_one_place_stand_on_either_side(void **state)
{
    (void)state;
    struct chart_label labels[] = { { .at = 140, .width = 90 },
                                    { .at = 140, .width = 90 } };
    assert_int_equal(place(labels, 2), 1);
    assert_int_not_equal(labels[0].anchor, labels[1].anchor);
    assert_int_not_equal(labels[0].anchor, CHART_ANCHOR_MIDDLE);
    assert_int_not_equal(labels[1].anchor, CHART_ANCHOR_MIDDLE);
}

static void those_at_one_edge_stand_in_rows(void **state)
{
    (void)state;
    struct chart_label left[] = { { .at = 12, .width = 90 },
                                  { .at = 20, .width = 90 },
                                  { .at = 25, .width = 90 } };
    struct chart_label right[] = { { .at = 260, .width = 90 },
                                   { .at = 270, .width = 90 },
                                   { .at = 280, .width = 90 } };
    assert_int_equal(place(left, 3), 3);
    assert_int_equal(place(right, 3), 3);
}

static void any_three_places_are_free_of_collisions(void **state)
{
    (void)state;
    for (int a = 8; a <= 280; a += 16)
        for (int b = a; b <= 280; b += 16)
            for (int c = b + 1; c <= 280; c += 24) {
                struct chart_label labels[] = { { .at = a, .width = 85 },
                                                { .at = b + 0.5, .width = 95 },
                                                { .at = c + 0.6, .width = 80 } };
                place(labels, 3);
            }
}

static void one_too_wide_for_either_side_stands_above(void **state)
{
    (void)state;
    struct chart_label labels[] = { { .at = 100, .width = 60 },
                                    { .at = 140, .width = 280 },
                                    { .at = 180, .width = 60 } };
    assert_int_equal(place(labels, 3), 2);
    assert_int_equal(labels[1].row, 1);
    assert_int_equal(labels[1].anchor, CHART_ANCHOR_MIDDLE);
}

static void what_is_too_long_is_cut_between_characters(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct text name = text_of("Sir y F\xc3\xb4n");
    const struct text whole = chart_label_cut(&arena, name, 12, false, 200);
    assert_true(text_equal(whole, name));
    const struct text cut = chart_label_cut(&arena, name, 10, false, 8.5 * 5.7);
    assert_string_equal(cut.bytes, "Sir y F\xe2\x80\xa6");
    assert_true(chart_label_width(cut, 10, false) <= 8.5 * 5.7);
    arena_release(&arena);
}

static void a_number_too_long_for_a_label_is_written_short(void **state)
{
    (void)state;
    const struct metric percent = { .unit = text_of("percent"), .decimals = 1 };
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(chart_label_number(&arena, &percent, 34.94).bytes, "34.9%");
    assert_string_equal(chart_label_number(&arena, &percent, -1e308).bytes, "-1e+308");
    assert_string_equal(chart_label_tick(&arena, &percent, 0, 40).bytes, "40%");
    assert_string_equal(chart_label_plain(&arena, 0, 12345).bytes, "12,345");
    arena_release(&arena);
}

/* DejaVu Sans, where a digit is 0.636 em (bold 0.696) and '%' 0.95 em (bold 1.002). */
static void a_number_has_room_in_the_widest_font(void **state)
{
    (void)state;
    assert_true(chart_label_width(text_of("35%"), 12, false) >= 12 * 2.222);
    assert_true(chart_label_width(text_of("100%"), 12, false) >= 12 * 2.858);
    assert_true(chart_label_width(text_of("34.0%"), 13, true) >= 13 * 3.47);
    assert_true(chart_label_width(text_of("2,000"), 12, false) >= 12 * 2.862);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_in_the_middle_stand_on_either_side),
        cmocka_unit_test(two_at_one_place_stand_on_either_side),
        cmocka_unit_test(those_at_one_edge_stand_in_rows),
        cmocka_unit_test(any_three_places_are_free_of_collisions),
        cmocka_unit_test(one_too_wide_for_either_side_stands_above),
        cmocka_unit_test(what_is_too_long_is_cut_between_characters),
        cmocka_unit_test(a_number_too_long_for_a_label_is_written_short),
        cmocka_unit_test(a_number_has_room_in_the_widest_font),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
