/* libFuzzer: a cell of figures is a number in plain spelling, missing, or refused. The
 * first byte chooses the recipe's rules, the rest is the cell. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "council/recipe.h"
#include "council/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

static void check_number(const struct recipe *recipe, struct text cell,
                         struct text number, unsigned markers)
{
    double value;
    struct text again;
    unsigned more;
    char scratch[64 + RECIPE_SCRATCH];
    require(number_parse(number, &value), "a number is spelt plainly");
    require(recipe->numbers.digits > 0 || number.length <= cell.length,
            "no number is longer than its cell");
    require((markers & MARKERS_INSTEAD) == 0, "no number stands beside [c]");
    require(recipe->shorthand || markers == 0, "markers come from shorthand alone");
    if (number.length <= 64)
        require(recipe_read_cell(recipe, number, scratch, &again, &more) == CELL_NUMBER &&
                    text_equal(again, number) && more == 0,
                "the plain spelling is read as itself");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned marker_of[2] = { MARKER_CONFIDENTIAL, 0 };
    unsigned markers = 0;
    struct text number;
    if (size == 0)
        return 0;
    struct recipe recipe = { .numbers = { .thousands = text_of((data[0] & 1) != 0   ? ","
                                                               : (data[0] & 2) != 0 ? " "
                                                                                    : ""),
                                          .percent = (data[0] & 4) != 0,
                                          .brackets = (data[0] & 32) != 0,
                                          .currency =
                                              text_of((data[0] & 64) != 0 ? "£" : ""),
                                          .digits = (data[0] & 128) != 0 ? 15 : 0 },
                             .shorthand = (data[0] & 8) != 0,
                             .marker_of = marker_of };
    const struct text cell = { (const char *)data + 1, size - 1 };
    char *scratch = malloc(size - 1 + RECIPE_SCRATCH);
    text_map_init(&recipe.markers);
    text_map_init(&recipe.marks);
    if ((data[0] & 16) != 0) {
        text_map_add(&recipe.markers, text_of("*"));
        text_map_add(&recipe.markers, text_of("n/a"));
    }
    switch (recipe_read_cell(&recipe, cell, scratch, &number, &markers)) {
    case CELL_NUMBER:
        check_number(&recipe, cell, number, markers);
        break;
    case CELL_MISSING:
        require(text_trim(cell).length == 0 || recipe.markers.count > 0 ||
                    recipe.shorthand,
                "without markers only nothing is missing");
        require(number.length == 0, "what is missing has no number");
        break;
    case CELL_UNKNOWN:
        require(text_trim(cell).length > 0, "nothing is missing, not unknown");
        break;
    }
    free(scratch);
    text_map_release(&recipe.markers);
    text_map_release(&recipe.marks);
    return 0;
}
