/* Neighbours from a file. */
#include "told.h"

#include "council/peer_list.h"

struct reading {
    struct told told;
    struct areas *areas;
    struct peer_lists *lists;
    uint64_t refused;
};

static void read_peers(struct reading *r, const char *rows, size_t count)
{
    char path[4096];
    const char *source = getenv("srcdir");
    snprintf(path, sizeof path, "%s/data", source == NULL ? "." : source);
    told_open(&r->told);
    r->areas = areas_open(path, &r->told.messages);
    assert_non_null(r->areas);
    r->refused = 0;
    struct byte_source *bytes = source_told(rows, "peers.csv", &r->told.messages);
    r->lists = peer_lists_read(bytes, r->areas, count, &r->refused, &r->told.messages);
    source_told_close(bytes);
}

/* The names of the peers of Hartlepool, then what was said. */
static void check(const char *rows, size_t count, uint64_t refused, const char *wanted)
{
    struct reading r;
    char text[1024] = "";
    read_peers(&r, rows, count);
    const uint32_t area = areas_find_code(r.areas, text_of("E06000001"));
    struct peer_list list = { 0 };
    if (r.lists != NULL)
        list = peer_lists_of(r.lists, areas_get(r.areas, area)->council);
    for (size_t i = 0; i < list.count; i++)
        sprintf(text + strlen(text), "%.*s\n",
                TEXT_ARGS(areas_get(r.areas, list.areas[i])->name));
    strcat(text, told_said(&r.told));
    assert_string_equal(text, wanted);
    assert_int_equal(r.refused, refused);
    peer_lists_close(r.lists);
    areas_close(r.areas);
    told_close(&r.told);
}

#define HEADER "area_code,area_name,peer_code,peer_name,position,distance\n"

static void peers_come_nearest_first(void **state)
{
    (void)state;
    check(HEADER "E06000001,,E06000004,,3,\n"
                 "E06000002,,E06000005,,1,\n"
                 "E06000001,,E06000002,,1,\n"
                 "E06000001,,E06000003,,2,\n",
          0, 0, "Middlesbrough\nRedcar and Cleveland\nStockton-on-Tees\n");
    check(HEADER, 0, 0, "");
}

static void only_the_first_stay(void **state)
{
    (void)state;
    check(HEADER "E06000001,,E06000004,,10,\n"
                 "E06000001,,E06000002,,9,\n"
                 "E06000001,,E06000003,,2,\n",
          2, 0, "Redcar and Cleveland\nMiddlesbrough\n");
}

static void without_positions_the_order_of_rows_counts(void **state)
{
    (void)state;
    check("peer_code,area_code\nMiddlesbrough,Hartlepool\n\nE06000004,hartlepool\n", 0, 0,
          "Middlesbrough\nStockton-on-Tees\n");
}

/* Sheffield's two codes are one council. */
static void a_peer_counts_once_and_the_council_itself_never(void **state)
{
    (void)state;
    check("area_code,peer_code\n"
          "E06000001,E08000019\n"
          "E06000001,E06000001\n"
          "E06000001,E08000039\n"
          "E06000001,E08000019\n"
          "E06000001,E06000002\n",
          2, 0,
          "Sheffield\nMiddlesbrough\n"
          "test: peers.csv: 2 peers are listed twice and count once\n"
          "test: peers.csv: 1 council is listed as its own peer and left out of "
          "it\n");
}

static void an_ended_peer_is_still_a_peer(void **state)
{
    (void)state;
    check("area_code,peer_code\nE06000001,E10000006\n", 0, 0, "Cumbria\n");
}

static void a_wrong_row_is_said_and_skipped(void **state)
{
    (void)state;
    check(HEADER "E06000001,,E06000099,,1,\n"
                 "Nowhere at all,,E06000002,,1,\n"
                 "E06000001,,E06000002,,first,\n"
                 "E06000001,,E06000003,,,\n"
                 "E06000001,,E06000004\n"
                 "E06000001\n"
                 "E06000001,,E06000005,,2,\n",
          0, 5,
          "Darlington\nRedcar and Cleveland\n"
          "test: peers.csv:2:3: unknown council 'E06000099'; did you mean 'E06000009', "
          "'E06000019' or 'E06000029'?\n"
          "test: peers.csv:3:1: unknown council 'Nowhere at all'\n"
          "test: peers.csv:4:5: 'first' is not a position; expected a whole number\n"
          "test: peers.csv:6: 3 cells stand here; the header has 6\n"
          "test: peers.csv:7: 1 cell stands here; the header has 6\n");
}

static void a_position_is_a_whole_number(void **state)
{
    (void)state;
    check(HEADER "E06000001,,E06000002,,1.5,\nE06000001,,E06000003,,1,\n", 0, 1,
          "Redcar and Cleveland\ntest: peers.csv:2:5: '1.5' is not a position; expected "
          "a whole number\n");
}

static void a_file_that_cannot_be_read_gives_no_lists(void **state)
{
    (void)state;
    check("", 0, 0, "test: peers.csv:1: the list of peers is empty\n");
    check(
        "area,peer_code\n", 0, 0,
        "test: peers.csv:1: there is no column 'area_code'; did you mean 'peer_code'?\n");
    check("area_code,peer_code\nE06000001,\"E06000002\n", 0, 0,
          "test: peers.csv:2:2: the quote that opens this cell is left open\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(peers_come_nearest_first),
        cmocka_unit_test(only_the_first_stay),
        cmocka_unit_test(without_positions_the_order_of_rows_counts),
        cmocka_unit_test(a_peer_counts_once_and_the_council_itself_never),
        cmocka_unit_test(an_ended_peer_is_still_a_peer),
        cmocka_unit_test(a_wrong_row_is_said_and_skipped),
        cmocka_unit_test(a_position_is_a_whole_number),
        cmocka_unit_test(a_file_that_cannot_be_read_gives_no_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
