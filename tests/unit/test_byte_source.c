/* Bytes as they are, and bytes turned into UTF-8. */
#include "unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/memory.h"
#include "format/byte_source.h"

static int file_of(const char *bytes, size_t length)
{
    const int file = memfd_create("bytes", 0);
    assert_int_equal(write(file, bytes, length), (ssize_t)length);
    lseek(file, 0, SEEK_SET);
    return file;
}

/* A descriptor from which each read gets one byte. */
static int trickle_of(const char *bytes, size_t length)
{
    int ends[2];
    assert_int_equal(pipe2(ends, O_DIRECT), 0);
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
    for (size_t i = 0; i < length; i++)
        assert_int_equal(write(ends[1], bytes + i, 1), 1);
    close(ends[1]);
    return ends[0];
}

/* All that comes out, then what was said. Closes the descriptor; the caller frees. */
static char *told(int descriptor, const char *encoding, size_t room)
{
    char *text = NULL;
    size_t text_length = 0;
    FILE *out = open_memstream(&text, &text_length);
    struct messages messages;
    messages_init(&messages, out, "test");
    struct byte_source *source =
        encoding == NULL ? byte_source_open(descriptor, "f", &messages)
                         : byte_source_open_encoded(descriptor, "f", encoding, &messages);
    char *buffer = memory_take(room, 1);
    size_t length = 0;
    while (source != NULL &&
           byte_source_read(source, buffer, room, &length) == BYTES_READ) {
        assert_in_range(length, 1, room);
        fwrite(buffer, 1, length, out);
    }
    assert_true(source == NULL || strcmp(byte_source_name(source), "f") == 0);
    free(buffer);
    byte_source_close(source);
    close(descriptor);
    fclose(out);
    return text;
}

static void check(int descriptor, const char *encoding, size_t room, const char *wanted)
{
    char *text = told(descriptor, encoding, room);
    assert_string_equal(text, wanted);
    free(text);
}

/* However the bytes come and however few are asked for, the outcome is one. */
#define GIVES(bytes, encoding, wanted)                                                   \
    do {                                                                                 \
        check(file_of((bytes), sizeof(bytes) - 1), (encoding), 4096, (wanted));          \
        check(file_of((bytes), sizeof(bytes) - 1), (encoding), 1, (wanted));             \
        check(trickle_of((bytes), sizeof(bytes) - 1), (encoding), 3, (wanted));          \
    } while (0)

static void bytes_are_handed_out_as_they_are(void **state)
{
    (void)state;
    GIVES("a,b\r\n\xef\xbb\xbf\xff\n", NULL, "a,b\r\n\xef\xbb\xbf\xff\n");
    GIVES("", NULL, "");
}

static void an_encoding_is_turned_into_utf_8(void **state)
{
    (void)state;
    GIVES("\xa3"
          "5, \x91"
          "quoted\x92",
          "WINDOWS-1252",
          "\xc2\xa3"
          "5, \xe2\x80\x98quoted\xe2\x80\x99");
    GIVES("caf\xe9", "ISO-8859-1", "caf\xc3\xa9");
    GIVES("a\0\xa3\0\n\0", "UTF-16LE", "a\xc2\xa3\n");
    GIVES("\xff\xfe"
          "a\0b\0",
          "UTF-16", "ab");
    GIVES("", "WINDOWS-1252", "");
}

static void characters_cut_by_a_read_are_joined(void **state)
{
    (void)state;
    GIVES("\xe2\x82\xac\xf0\x9f\x98\x80", "UTF-8", "\xe2\x82\xac\xf0\x9f\x98\x80");
    GIVES("=\xd8\0\xde", "UTF-16LE", "\xf0\x9f\x98\x80");
}

static void a_character_held_back_by_the_encoding_comes_at_the_end(void **state)
{
    (void)state;
    GIVES("\xe0", "CP1255", "\xd7\x90"); /* Hebrew alef: a point might have joined it */
}

static void bytes_that_are_not_of_the_encoding_are_said_with_their_line(void **state)
{
    (void)state;
    GIVES("a\nb\n\x81"
          "c\n",
          "WINDOWS-1252", "a\nb\ntest: f:3: the byte 0x81 is not WINDOWS-1252 here\n");
    GIVES("\xff", "UTF-8", "test: f:1: the byte 0xFF is not UTF-8 here\n");
    GIVES("a\n\xc3(", "UTF-8", "a\ntest: f:2: the byte 0xC3 is not UTF-8 here\n");
}

static void a_file_that_ends_within_a_character_is_said(void **state)
{
    (void)state;
    GIVES("a\nb\xe2\x82", "UTF-8",
          "a\nbtest: f:2: the file ends within a character of UTF-8\n");
    GIVES("a\0b", "UTF-16LE",
          "atest: f:1: the file ends within a character of UTF-16LE\n");
}

static void an_unknown_encoding_is_said(void **state)
{
    (void)state;
    GIVES("a", "KLINGON-1",
          "test: f: 'KLINGON-1' is not a known encoding; 'iconv -l' lists them\n");
    GIVES("a", "", "test: f: '' is not a known encoding; 'iconv -l' lists them\n");
    GIVES("a", "UTF-8//IGNORE",
          "test: f: 'UTF-8//IGNORE' is not a known encoding; 'iconv -l' lists them\n");
}

static void a_read_that_fails_is_said(void **state)
{
    (void)state;
    check(open("/", O_RDONLY | O_DIRECTORY), NULL, 10,
          "test: f: cannot be read: Is a directory\n");
    check(open("/", O_RDONLY | O_DIRECTORY), "UTF-8", 10,
          "test: f: cannot be read: Is a directory\n");
}

static void a_large_file_is_converted_whole(void **state)
{
    (void)state;
    enum { COUNT = 1000000 };
    char *bytes = memory_take(COUNT, 1);
    for (size_t i = 0; i < COUNT; i++)
        bytes[i] = i % 50 == 0 ? '\n' : '\xa3';
    bytes[COUNT - 1] = '\x81';
    char *text = told(file_of(bytes, COUNT), "WINDOWS-1252", 1000);
    const char *said = "test: f:20001: the byte 0x81 is not WINDOWS-1252 here\n";
    const size_t pounds = COUNT - COUNT / 50 - 1;
    assert_int_equal(strlen(text), COUNT / 50 + 2 * pounds + strlen(said));
    assert_string_equal(text + strlen(text) - strlen(said), said);
    free(text);
    free(bytes);
}

/* `text` as one member of gzip, appended at `packed`; returns its length. */
static size_t gzip(const char *text, char *packed, size_t room)
{
    z_stream z = { .next_in = (unsigned char *)text,
                   .avail_in = (uInt)strlen(text),
                   .next_out = (unsigned char *)packed,
                   .avail_out = (uInt)room };
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 8, 0), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

static size_t zstd(const char *text, char *packed, size_t room)
{
    const size_t length = ZSTD_compress(packed, room, text, strlen(text), 3);
    assert_false(ZSTD_isError(length));
    return length;
}

/* However the bytes come and however few are asked for. */
static void check_each_way(const char *bytes, size_t length, const char *encoding,
                           const char *wanted)
{
    check(file_of(bytes, length), encoding, 4096, wanted);
    check(file_of(bytes, length), encoding, 1, wanted);
    check(trickle_of(bytes, length), encoding, 3, wanted);
}

static void packed_bytes_are_unpacked_member_by_member(void **state)
{
    (void)state;
    char packed[1000];
    size_t length = gzip("a,b\n", packed, sizeof packed);
    length += gzip("", packed + length, sizeof packed - length);
    length += gzip("1,\xa3\n", packed + length, sizeof packed - length);
    check_each_way(packed, length, NULL, "a,b\n1,\xa3\n");
    check_each_way(packed, length, "WINDOWS-1252", "a,b\n1,\xc2\xa3\n");
    length = zstd("a,b\n", packed, sizeof packed);
    length += zstd("", packed + length, sizeof packed - length);
    length += zstd("1,2\n", packed + length, sizeof packed - length);
    check_each_way(packed, length, NULL, "a,b\n1,2\n");
}

static void packed_bytes_that_are_cut_short_are_said(void **state)
{
    (void)state;
    char packed[1000];
    size_t length = gzip("a,b\n", packed, sizeof packed);
    for (size_t cut = 4; cut < length; cut++) {
        char *text = told(file_of(packed, cut), NULL, 4096);
        assert_non_null(strstr(text,
                               "test: f: the file ends within its gzip data; it was cut "
                               "short\n"));
        free(text);
    }
    length = zstd("a,b\n", packed, sizeof packed);
    for (size_t cut = 4; cut < length; cut++) {
        char *text = told(file_of(packed, cut), NULL, 4096);
        assert_non_null(strstr(text,
                               "test: f: the file ends within its zstd data; it was cut "
                               "short\n"));
        free(text);
    }
}

static void packed_bytes_that_are_damaged_are_said(void **state)
{
    (void)state;
    char packed[1000];
    size_t length = gzip("a,b\n1,2\n", packed, sizeof packed);
    packed[length - 5] ^= 1; /* of the checksum */
    check(file_of(packed, length), NULL, 4096,
          "test: f: the gzip data is damaged: incorrect data check\n");
    length = gzip("a,b,c,d\n", packed, sizeof packed);
    memcpy(packed + length, "rubbish", 7);
    check_each_way(
        packed, length + 7, NULL,
        "a,b,c,d\ntest: f: the gzip data is damaged: incorrect header check\n");
    check(file_of("\x28\xb5\x2f\xfd\x08_a frame of reserved bits", 30), NULL, 4096,
          "test: f: the zstd data is damaged: Unsupported frame parameter\n");
}

static void a_byte_order_mark_of_utf_16_is_enough(void **state)
{
    (void)state;
    GIVES("\xff\xfe"
          "a\0,\0\xa3\0\n\0",
          NULL, "a,\xc2\xa3\n");
    GIVES("\xfe\xff\0a\0,\0\xa3\0\n", NULL, "a,\xc2\xa3\n");
    GIVES("\0a\0\n", "UTF-16BE", "a\n");
    GIVES("\xff\xfe"
          "a\0\n\0b",
          NULL, "a\ntest: f:2: the file ends within a character of UTF-16\n");
    GIVES("\xff\xfe=\xd8"
          "a\0",
          NULL, "test: f:1: the byte 0x3D is not UTF-16 here\n");
    GIVES("\xff\xfe=\xd8", NULL,
          "test: f:1: the file ends within a character of UTF-16\n");
    char packed[1000];
    check_each_way(packed, gzip("\xff\xfe\x61\x20", packed, sizeof packed), NULL,
                   "\xe2\x81\xa1");
}

/* The bytes that can be sought, whatever the source is. */
static void check_seekable(int descriptor, const char *encoding, bool copied,
                           const char *wanted)
{
    struct messages messages;
    struct text head;
    messages_init(&messages, stderr, "test");
    struct byte_source *source =
        encoding == NULL ? byte_source_open(descriptor, "f", &messages)
                         : byte_source_open_encoded(descriptor, "f", encoding, &messages);
    assert_true(byte_source_head(source, &head));
    const size_t length = strlen(wanted);
    const size_t shown = length < BYTE_HEAD_SIZE ? length : BYTE_HEAD_SIZE;
    assert_int_equal(head.length, shown);
    assert_memory_equal(head.bytes, wanted, shown);
    const int file = byte_source_seekable(source);
    assert_int_equal(file != descriptor, copied);
    char bytes[100];
    assert_int_equal(pread(file, bytes, sizeof bytes, 0), (ssize_t)length);
    assert_memory_equal(bytes, wanted, length);
    byte_source_close(source);
    close(descriptor);
}

static void what_cannot_be_sought_is_copied(void **state)
{
    (void)state;
    char packed[1000];
    const char *text = "PK of some length\xa3";
    const size_t length = gzip(text, packed, sizeof packed);
    check_seekable(file_of(text, strlen(text)), NULL, false, text);
    check_seekable(file_of(text, strlen(text)), "WINDOWS-1252", false, text);
    check_seekable(trickle_of(text, strlen(text)), NULL, true, text);
    check_seekable(file_of(packed, length), NULL, true, text);
    check_seekable(trickle_of(packed, length), "WINDOWS-1252", true, text);
    check_seekable(trickle_of("", 0), NULL, true, "");
}

struct watched {
    char bytes[64];
    size_t length;
    bool ended;
};

static void watch(void *watcher, const char *bytes, size_t length)
{
    struct watched *w = watcher;
    assert_true(w->length + length <= sizeof w->bytes);
    memcpy(w->bytes + w->length, bytes, length);
    w->length += length;
    w->ended = length == 0;
}

static void a_watcher_sees_the_bytes_of_the_descriptor(void **state)
{
    (void)state;
    struct messages messages;
    struct watched watched = { .length = 0 };
    char buffer[4];
    size_t length;
    const int file = file_of("\xa3\x31\n", 3);
    messages_init(&messages, stderr, "test");
    struct byte_source *source =
        byte_source_open_encoded(file, "f", "WINDOWS-1252", &messages);
    byte_source_watch(source, watch, &watched);
    while (byte_source_read(source, buffer, sizeof buffer, &length) == BYTES_READ)
        ;
    byte_source_close(source);
    close(file);
    assert_true(watched.ended);
    assert_int_equal(watched.length, 3);
    assert_memory_equal(watched.bytes, "\xa3\x31\n", 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_handed_out_as_they_are),
        cmocka_unit_test(an_encoding_is_turned_into_utf_8),
        cmocka_unit_test(characters_cut_by_a_read_are_joined),
        cmocka_unit_test(a_character_held_back_by_the_encoding_comes_at_the_end),
        cmocka_unit_test(bytes_that_are_not_of_the_encoding_are_said_with_their_line),
        cmocka_unit_test(a_file_that_ends_within_a_character_is_said),
        cmocka_unit_test(an_unknown_encoding_is_said),
        cmocka_unit_test(a_read_that_fails_is_said),
        cmocka_unit_test(a_large_file_is_converted_whole),
        cmocka_unit_test(packed_bytes_are_unpacked_member_by_member),
        cmocka_unit_test(packed_bytes_that_are_cut_short_are_said),
        cmocka_unit_test(packed_bytes_that_are_damaged_are_said),
        cmocka_unit_test(a_byte_order_mark_of_utf_16_is_enough),
        cmocka_unit_test(what_cannot_be_sought_is_copied),
        cmocka_unit_test(a_watcher_sees_the_bytes_of_the_descriptor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
