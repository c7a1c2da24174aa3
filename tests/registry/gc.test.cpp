// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/gc.hpp>

#include <filesystem>
#include <latch>
#include <string>
#include <thread>

#include <slipway/registry/layout.hpp>

#include "registry/laws/registry.hpp"
#include "support/scratch_directory.hpp"

namespace gc_test {

using namespace slipway;
using namespace std::chrono_literals;

namespace {

const registry::gc_options at_once{.grace = 0ms};

/// As if all that is in the layout had come long ago.
void age(const std::filesystem::path& layout) {
    for (const auto& f : std::filesystem::recursive_directory_iterator(layout / "blobs"))
        if (f.is_regular_file())
            std::filesystem::last_write_time(f.path(),
                                             std::filesystem::file_time_type::clock::now() - 2h);
}
std::size_t files(const std::filesystem::path& layout) {
    std::size_t n = 0;
    for (const auto& f : std::filesystem::recursive_directory_iterator(layout / "blobs"))
        n += f.is_regular_file();
    return n;
}
void check_whole(registry::layout_registry& r, const std::string& repository,
                 const oci::built_image& image) {
    CHECK(r.get_manifest(repository, image.manifest_digest().str()).bytes == image.manifest_bytes);
    for (const auto& b : image.blobs)
        CHECK(r.stat_blob(repository, b.descriptor.digest) == b.descriptor.size);
}

}  // namespace

TEST_CASE("what no manifest leads to is collected, and nothing else") {
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout");
    const auto kept = laws::small_image("kept"), listed = laws::small_image("listed"),
               untagged = laws::small_image("untagged"), gone = laws::small_image("gone");
    registry::push(r, oci::reference::parse("a/kept:1"), kept);
    registry::push(r, oci::reference::parse("a/listed:1"), listed);
    registry::push(r, oci::reference::parse("a/untagged:1"), untagged);
    registry::push(r, oci::reference::parse("a/gone:1"), gone);
    oci::index index;
    index.manifests.push_back(oci::describe(listed.manifest_bytes, listed.manifest.media_type));
    r.put_manifest("docker.io/a/listed", oci::write(index), index.media_type, {"all"});
    r.delete_tag("docker.io/a/untagged", "1");
    r.delete_manifest("docker.io/a/gone", gone.manifest_digest());
    const std::size_t before = files(dir / "layout");

    const auto would = registry::collect_garbage(r, {.grace = 0ms, .dry_run = true});
    CHECK(would.removed.size() == 3);  // manifest, configuration and its own layer
    CHECK(files(dir / "layout") == before);

    const auto did = registry::collect_garbage(r, at_once);
    CHECK(did.removed.size() == 3);
    CHECK(did.bytes_freed == would.bytes_freed);
    CHECK(did.bytes_freed > gone.manifest_bytes.size());
    CHECK(did.used == before - 3);
    CHECK(files(dir / "layout") == before - 3);
    check_whole(r, "docker.io/a/kept", kept);
    check_whole(r, "docker.io/a/listed", listed);
    check_whole(r, "docker.io/a/untagged", untagged);
    CHECK_FALSE(r.stat_blob("any", gone.manifest_digest()));
    CHECK(registry::collect_garbage(r, at_once).removed.empty());
}

TEST_CASE("whoever heard that a blob is there finds it for a while") {
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout");
    for (const char* blob : {"asked for", "mounted", "sent again", "forgotten"})
        laws::put_blob(r, "a/b", blob);
    age(dir / "layout");
    CHECK(r.stat_blob("a/b", oci::digest_of("asked for")));
    CHECK(r.mount_blob("a/c", oci::digest_of("mounted"), "a/b"));
    laws::put_blob(r, "a/b", "sent again");
    const auto did = registry::collect_garbage(r);
    REQUIRE(did.removed.size() == 1);
    CHECK(did.removed[0].digest == oci::digest_of("forgotten"));
    CHECK(did.removed[0].size == 9);
    CHECK(did.young == 3);
    age(dir / "layout");
    CHECK(registry::collect_garbage(r).removed.size() == 3);
}

TEST_CASE("uploads under way stay however old, what dead ones have left goes") {
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout");
    const std::string id = r.begin_upload("a/b", oci::digest_algorithm::sha256);
    r.write_upload("a/b", id, 0, "slow");
    scratch_directory::write(dir / "layout/blobs/sha256/.new-dead00", "12345");
    age(dir / "layout");
    const auto did = registry::collect_garbage(r);
    CHECK(did.removed.empty());
    CHECK(did.bytes_freed == 5);
    CHECK_FALSE(std::filesystem::exists(dir / "layout/blobs/sha256/.new-dead00"));
    r.commit_upload("a/b", id, oci::digest_of("slow"));
    CHECK(registry::collect_garbage(r).young == 1);  // its age begins with the commit
}

TEST_CASE("where a manifest cannot be read, nothing is removed") {
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout");
    const auto image = laws::small_image("x");
    registry::push(r, oci::reference::parse("x"), image);
    laws::put_blob(r, "a/b", "garbage");
    scratch_directory::write(
        dir / ("layout/blobs/sha256/" + std::string(image.manifest_digest().hex())),
        image.manifest_bytes + " ");
    CHECK_THAT(laws::failure(core::reason::invalid, [&] { registry::collect_garbage(r, at_once); }),
               Catch::Contains("damaged"));
    CHECK(r.stat_blob("a/b", oci::digest_of("garbage")));
}

TEST_CASE("more blobs than a page are all looked at") {
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout");
    for (int i = 0; i < 300; ++i)
        scratch_directory::write(
            dir / ("layout/blobs/sha256/" + std::string(oci::digest_of(std::to_string(i)).hex())),
            "x");
    CHECK(r.blobs({}, 100).size() == 100);
    CHECK(r.blobs(r.blobs({}, 200).back().digest, 200).size() == 100);
    age(dir / "layout");
    CHECK(registry::collect_garbage(r).removed.size() == 300);
    CHECK(files(dir / "layout") == 0);
}

TEST_CASE("a push that finds old garbage while it is collected keeps what it was told is there") {
    const scratch_directory dir;
    registry::layout_registry pushing(dir / "layout"), collecting(dir / "layout");
    const auto image = laws::small_image("raced");
    const auto as = oci::reference::parse("a/raced:1");
    registry::push(pushing, as, image);
    for (int round = 0; round < 40; ++round) {
        pushing.delete_manifest(as.name(), image.manifest_digest());
        age(dir / "layout");
        std::latch both(2);
        std::thread collector([&] {
            both.arrive_and_wait();
            for (int n = 0; n < 3; ++n) registry::collect_garbage(collecting);
        });
        both.arrive_and_wait();
        std::string failed;
        try {
            registry::push(pushing, as, image);
        } catch (const std::exception& e) {
            failed = e.what();
        }
        collector.join();
        REQUIRE(failed == "");
        check_whole(pushing, as.name(), image);
    }
}

}  // namespace gc_test
