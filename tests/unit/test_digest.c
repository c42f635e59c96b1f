/* Checksums, against the examples of FIPS 180. */
#include "unit.h"

#include <string.h>
#include <unistd.h>

#include "base/digest.h"

static void known_texts_have_their_known_sums(void **state)
{
    (void)state;
    char sum[DIGEST_SIZE];
    struct digest digest;
    digest_init(&digest);
    assert_string_equal(
        digest_end(&digest, sum),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    digest_init(&digest);
    digest_add(&digest, "abc", 3);
    assert_int_equal(digest.size, 3);
    assert_string_equal(
        digest_end(&digest, sum),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void the_pieces_do_not_matter(void **state)
{
    (void)state;
    static const char text[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    char sum[DIGEST_SIZE];
    int ends[2];
    struct digest digest;
    digest_init(&digest);
    for (size_t i = 0; i < 20; i++)
        digest_add(&digest, text + i, 1);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text + 20, strlen(text) - 20), strlen(text) - 20);
    close(ends[1]);
    assert_true(digest_add_rest(&digest, ends[0]));
    close(ends[0]);
    assert_int_equal(digest.size, strlen(text));
    assert_string_equal(
        digest_end(&digest, sum),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_descriptor_that_cannot_be_read_is_told(void **state)
{
    (void)state;
    struct digest digest;
    digest_init(&digest);
    assert_false(digest_add_rest(&digest, -1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_texts_have_their_known_sums),
        cmocka_unit_test(the_pieces_do_not_matter),
        cmocka_unit_test(a_descriptor_that_cannot_be_read_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
