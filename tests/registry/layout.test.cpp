// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/layout.hpp>

#include <csignal>
#include <cstdlib>
#include <memory>

#include <sys/resource.h>
#include <sys/stat.h>

#include <slipway/json/value.hpp>

#include "registry/laws/registry.hpp"
#include "support/eventually.hpp"
#include "support/scratch_directory.hpp"

namespace layout_test {

using namespace slipway;

namespace {

int run(const std::string& command) { return std::system((command + " > /dev/null 2>&1").c_str()); }
bool has_skopeo() {
    const bool there = run("skopeo --version") == 0;
    if (!there) WARN("needs Debian's package skopeo");
    return there;
}

}  // namespace

TEST_CASE("the layout registry keeps the laws of registries") {
    const scratch_directory dir;
    int n = 0;
    laws::registry_laws(
        [&] { return std::make_shared<registry::layout_registry>(dir / std::to_string(n++)); });
}

TEST_CASE("a layout is found again, and an unfinished upload leaves nothing") {
    const scratch_directory dir;
    const auto image = laws::small_image("kept");
    {
        registry::layout_registry r(dir / "layout");
        registry::push(r, oci::reference::parse("kept:1"), image);
        r.write_upload("a/b", r.begin_upload("a/b", oci::digest_algorithm::sha256), 0,
                       "unfinished");
    }
    registry::layout_registry r(dir / "layout");
    CHECK(r.get_manifest("docker.io/library/kept", "1").bytes == image.manifest_bytes);
    std::size_t files = 0;
    for (const auto& f : std::filesystem::recursive_directory_iterator(dir / "layout/blobs"))
        files += f.is_regular_file();
    CHECK(files == 4);
}

TEST_CASE("an upload that was left goes on where it stood") {
    const scratch_directory dir;
    const std::string bytes(300'000, 'x'), half = bytes.substr(0, 150'000);
    const auto d = oci::digest_of(bytes);
    const auto begun = [&](registry::layout_registry& r) { return r.resume_upload("a/b", d); };
    {
        registry::layout_registry r(dir / "layout"), another(dir / "layout");
        const std::string id = begun(r), beside = begun(another);
        CHECK(r.write_upload("a/b", id, 0, half) == half.size());
        CHECK(another.upload_status("a/b", beside) == 0);  // one of its own: that one is in use
        another.cancel_upload("a/b", beside);
        r.leave_upload("a/b", id);
        CHECK_FALSE(r.stat_blob("a/b", d));
    }
    registry::layout_registry r(dir / "layout");
    std::string id = begun(r);
    CHECK(r.upload_status("a/b", id) == half.size());
    CHECK((oci::read_all(r.read_upload("a/b", id), 1 << 20) == half));
    r.write_upload("a/b", id, half.size(), half);
    r.commit_upload("a/b", id, d);
    CHECK((oci::read_all(r.read_blob("a/b", d), 1 << 20) == bytes));
    r.delete_blob("a/b", d);

    id = begun(r);
    r.write_upload("a/b", id, 0, std::string(200, 'y'));
    r.leave_upload("a/b", id);
    id = begun(r);
    CHECK(r.upload_status("a/b", id) == 200);
    CHECK_THROWS_AS(r.commit_upload("a/b", id, d), status_error);  // nobody goes on with that
    id = begun(r);
    CHECK(r.upload_status("a/b", id) == 0);

    r.write_upload("a/b", id, 0, half);
    const auto now = std::chrono::system_clock::now();
    r.remove_parts(now + std::chrono::minutes(1));  // not while somebody writes
    r.leave_upload("a/b", id);
    r.remove_parts(now - std::chrono::minutes(1));
    id = begun(r);
    CHECK(r.upload_status("a/b", id) == half.size());
    r.leave_upload("a/b", id);
    CHECK(r.remove_parts(now + std::chrono::minutes(1)) == half.size());
    CHECK(r.upload_status("a/b", begun(r)) == 0);
}

TEST_CASE("a damaged layout says so") {
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout");
    const auto image = laws::small_image("x");
    registry::push(r, oci::reference::parse("x"), image);
    const auto blob = dir / ("layout/blobs/sha256/" + std::string(image.manifest_digest().hex()));
    scratch_directory::write(blob, image.manifest_bytes + " ");
    CHECK_THAT(laws::failure(core::reason::invalid,
                             [&] { r.get_manifest("docker.io/library/x", "latest"); }),
               Catch::Contains("damaged"));
    scratch_directory::write(dir / "layout/index.json",
                             "{\"schemaVersion\":2,\"manifests\":[{\"size\":-1}]}");
    laws::failure(core::reason::invalid, [&] { r.resolve("docker.io/library/x", "latest"); });
    scratch_directory::write(dir / "layout/oci-layout", "{\"imageLayoutVersion\":\"9.9\"}");
    laws::failure(core::reason::invalid, [&] { r.check(); });
}

TEST_CASE("a manifest is at hand when it has been read, until something changes") {
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout"), other(dir / "layout");
    const auto image = laws::small_image("one"), next = laws::small_image("two");
    const std::string name = "example.com/a/b";
    registry::push(r, oci::reference::parse(name + ":1"), image);
    CHECK_FALSE(r.manifest_at_hand(name, "1"));
    // What has just been written may change again without showing it.
    const auto comes_to_hand = [&](const std::string& selector) {
        return support::eventually([&] {
            return r.get_manifest(name, selector), r.manifest_at_hand(name, selector).has_value();
        });
    };
    const std::string digest = image.manifest_digest().str();
    REQUIRE(comes_to_hand("1"));
    CHECK(r.manifest_at_hand(name, "1")->bytes == image.manifest_bytes);
    CHECK(r.manifest_at_hand(name, digest)->descriptor == r.resolve(name, "1"));
    CHECK_FALSE(r.manifest_at_hand(name, "2"));
    CHECK_FALSE(r.manifest_at_hand("example.com/a", "1"));
    laws::failure(core::reason::bad_request, [&] { r.manifest_at_hand(name, "sha256:0"); });

    registry::push(other, oci::reference::parse(name + ":1"),
                   next);  // by another object, as by another process
    CHECK_FALSE(r.manifest_at_hand(name, "1"));
    REQUIRE(comes_to_hand("1"));
    CHECK(r.manifest_at_hand(name, "1")->bytes == next.manifest_bytes);
    other.delete_tag(name, "1");
    CHECK_FALSE(r.manifest_at_hand(name, "1"));
    REQUIRE(comes_to_hand(digest));
    other.delete_manifest(name, image.manifest_digest());
    CHECK_FALSE(r.manifest_at_hand(name, digest));
    laws::failure(core::reason::not_found, [&] { r.get_manifest(name, digest); });

    const std::string left = next.manifest_digest().str();
    REQUIRE(comes_to_hand(left));
    const auto blob = dir / ("layout/blobs/sha256/" + std::string(next.manifest_digest().hex()));
    std::string damaged = next.manifest_bytes;
    damaged.back() = damaged.back() == ' ' ? '\n' : ' ';
    scratch_directory::write(blob, damaged);
    CHECK_FALSE(r.manifest_at_hand(name, left));
    laws::failure(core::reason::invalid, [&] { r.get_manifest(name, left); });
    scratch_directory::write(blob, next.manifest_bytes);
    REQUIRE(comes_to_hand(left));
    r.delete_blob(name, next.manifest_digest());
    CHECK_FALSE(r.manifest_at_hand(name, left));
}

TEST_CASE("a large blob takes no more room than it needs") {
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout");
    const std::string piece(512 * 1024, 'x');
    const auto id = r.begin_upload("a/b", oci::digest_algorithm::sha256);
    oci::hasher hash;
    for (std::uint64_t at = 0; at < 20'000'000; at += piece.size()) {
        r.write_upload("a/b", id, at, piece);
        hash.update(piece);
    }
    const auto d = hash.finish();
    r.commit_upload("a/b", id, d);
    struct ::stat s{};
    const std::string file = dir / ("layout/blobs/sha256/" + std::string(d.hex()));
    REQUIRE(::stat(file.c_str(), &s) == 0);
    CHECK(s.st_size == 39 * 512 * 1024);
    CHECK(s.st_blocks * 512 < s.st_size + 1024 * 1024);
}

TEST_CASE("a small blob is at hand when it has been read, until something changes") {
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout"), other(dir / "layout");
    const std::string name = "example.com/a/b", bytes = "some bytes", large(65'537, 'x');
    const auto d = oci::digest_of(bytes), big = oci::digest_of(large);
    laws::put_blob(r, name, bytes);
    laws::put_blob(r, name, large);
    const auto file = dir / ("layout/blobs/sha256/" + std::string(d.hex()));
    const auto comes_to_hand = [&] {
        return support::eventually(
            [&] { return r.small_blob(name, d) == bytes && r.blob_at_hand(name, d) == bytes; });
    };
    CHECK_FALSE(r.blob_at_hand(name, d));
    REQUIRE(comes_to_hand());
    CHECK_FALSE(r.small_blob(name, big));
    CHECK_FALSE(r.blob_at_hand(name, big));
    laws::failure(core::reason::bad_request, [&] { r.small_blob("../x", d); });
    laws::failure(core::reason::bad_request, [&] { r.blob_at_hand("../x", d); });

    // Who asks after a while renews it, so that no collector takes it.
    const auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(3);
    std::filesystem::last_write_time(file, old);
    CHECK_FALSE(r.blob_at_hand(name, d));
    CHECK(r.small_blob(name, d) == bytes);
    CHECK(std::filesystem::last_write_time(file) > old + std::chrono::hours(2));
    REQUIRE(comes_to_hand());

    scratch_directory::write(file, "other byte");  // as it is, but not to be kept
    CHECK_FALSE(r.blob_at_hand(name, d));
    CHECK(r.small_blob(name, d) == "other byte");
    CHECK_FALSE(r.blob_at_hand(name, d));
    scratch_directory::write(file, bytes);
    REQUIRE(comes_to_hand());
    other.delete_blob(name, d);
    CHECK_FALSE(r.blob_at_hand(name, d));
    CHECK_FALSE(r.small_blob(name, d));
}

TEST_CASE("an upload to a disk that was full goes on when it has room again") {
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout");
    const std::string piece(300'000, 'x');
    const auto id = r.begin_upload("a/b", oci::digest_algorithm::sha256);
    REQUIRE(r.write_upload("a/b", id, 0, piece) == piece.size());
    {
        struct limited {  // files grow no further than that; the rest of the piece is refused
            limited() {
                ::getrlimit(RLIMIT_FSIZE, &before);
                rlimit small = before;
                small.rlim_cur = 400'000;
                ::setrlimit(RLIMIT_FSIZE, &small);
            }
            ~limited() {
                ::setrlimit(RLIMIT_FSIZE, &before);
                std::signal(SIGXFSZ, handler);
            }
            void (*handler)(int) = std::signal(SIGXFSZ, SIG_IGN);
            rlimit before{};
        } const full;
        CHECK_THROWS_AS(r.write_upload("a/b", id, piece.size(), piece), status_error);
    }
    CHECK(r.upload_status("a/b", id) == piece.size());
    CHECK(r.write_upload("a/b", id, piece.size(), piece) == 2 * piece.size());
    const auto d = oci::digest_of(std::string_view(piece + piece));
    r.commit_upload("a/b", id, d);
    CHECK(oci::digest_of(std::string_view(oci::read_all(r.read_blob("a/b", d), 1'000'000))) == d);
}

TEST_CASE("skopeo reads what is written here, with several repositories in one layout") {
    if (!has_skopeo()) return;
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout");
    for (const char* n : {"busybox", "localhost:5000/shop/web:1.4", "shop/web:1.4"})
        registry::push(r, oci::reference::parse(n), laws::small_image(n));
    const std::string layout = "oci:" + (dir / "layout").string() + ":";
    for (const char* n : {"docker.io/library/busybox:latest", "localhost:5000/shop/web:1.4",
                          "docker.io/shop/web:1.4"}) {
        CAPTURE(n);
        CHECK(run("skopeo inspect " + layout + n) == 0);
        const auto out = dir / std::to_string(std::hash<std::string>{}(n));
        CHECK(run("skopeo --insecure-policy copy " + layout + n + " dir:" + out.string()) == 0);
        const auto ref = oci::reference::parse(n);
        CHECK(scratch_directory::read(out / "manifest.json") ==
              r.get_manifest(ref.name(), ref.tag()).bytes);
    }
    CHECK(run("skopeo inspect " + layout + "absent") != 0);
}

TEST_CASE("what skopeo writes is read here") {
    if (!has_skopeo()) return;
    const scratch_directory dir;
    const auto image = laws::small_image("x");
    {
        registry::layout_registry r(dir / "from");
        registry::push(r, oci::reference::parse("x:1"), image);
    }
    const std::string copy = "skopeo --insecure-policy copy oci:" + (dir / "from").string() +
                             ":docker.io/library/x:1 oci:" + (dir / "to").string();
    REQUIRE(run(copy + ":bare") == 0);
    REQUIRE(run(copy + ":y:2") == 0);
    registry::layout_registry r(dir / "to", "example.com/mine");
    CHECK(r.resolve("example.com/mine", "bare").digest == image.manifest_digest());
    CHECK(r.resolve("docker.io/library/y", "2").digest == image.manifest_digest());
    registry::layout_registry strict(dir / "to");
    CHECK(strict.repositories("", 9) == std::vector<std::string>{"docker.io/library/y"});
    registry::push(strict, oci::reference::parse("z"), image);
    CHECK(r.resolve("example.com/mine", "bare").digest == image.manifest_digest());
}

}  // namespace layout_test
