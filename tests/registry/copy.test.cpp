// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/copy.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

#include <slipway/registry/memory.hpp>

#include "registry/laws/registry.hpp"

namespace copy_test {

using namespace slipway;

namespace {

/// Gives other bytes than its digests promise.
struct lying_registry : registry::memory_registry {
    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               registry::byte_range range = {}) {
        std::string bytes =
            oci::read_all(memory_registry::read_blob(repository, d, range), 1 << 20);
        if (shorter) bytes.pop_back();
        else if (longer) bytes += "x";
        else bytes[0] = static_cast<char>(bytes[0] ^ 1);
        return oci::read_from(std::move(bytes));
    }
    bool shorter = false;
    bool longer = false;
};

}  // namespace

TEST_CASE("a copy is the same, byte for byte, and takes only what is missing") {
    registry::memory_registry from, to;
    const auto one = oci::reference::parse("one"), two = oci::reference::parse("two"),
               there = oci::reference::parse("x/y:1");
    registry::push(from, one, laws::small_image("one"));
    registry::push(from, two, laws::small_image("two"));
    const auto first = registry::copy(from, one, to, there);
    CHECK(first.blobs_copied == 3);
    CHECK(to.resolve(there.name(), "1").digest == from.resolve(one.name(), "latest").digest);
    const auto second = registry::copy(from, two, to, there);  // shares the lower layer
    CHECK(second.blobs_copied == 2);
    CHECK(second.blobs_present == 1);
    const auto again = registry::copy(from, two, to, there);
    CHECK(again.blobs_copied == 0);
    CHECK(again.bytes_copied == 0);
}

TEST_CASE("an index is copied with all its images") {
    registry::memory_registry from, to;
    const auto ref = oci::reference::parse("multi:1");
    oci::index index;
    for (const char* text : {"a", "b"}) {
        const auto image = laws::small_image(text);
        registry::push(from, oci::reference::parse("multi:" + std::string(text)), image);
        index.manifests.push_back(oci::describe(image.manifest_bytes, image.manifest.media_type));
    }
    from.put_manifest(ref.name(), oci::write(index), index.media_type, {"1"});
    CHECK(registry::copy(from, ref, to, ref).manifest.media_type == oci::media_type::image_index);
    for (const auto& d : index.manifests)
        CHECK(to.resolve(ref.name(), d.digest.str()).size == d.size);
    CHECK(to.tags(ref.name(), "", 9) == std::vector<std::string>{"1"});
}

TEST_CASE("a source that lies spoils nothing") {
    const auto ref = oci::reference::parse("x");
    for (int kind = 0; kind < 3; ++kind) {
        lying_registry from;
        from.shorter = kind == 1;
        from.longer = kind == 2;
        registry::memory_registry to;
        registry::push(from, ref, laws::small_image("x"));
        laws::failure(core::reason::invalid, [&] { registry::copy(from, ref, to, ref); });
        CHECK(to.repositories("", 9).empty());
    }
}

namespace {

/// Counts how many uploads are under way at once, and waits in each until as many are as there
/// should be.
struct counting_registry : registry::memory_registry {
    std::uint64_t write_upload(const std::string& repository, const std::string& id,
                               std::uint64_t offset, std::string_view bytes) {
        {
            std::unique_lock lock(own);
            most = std::max(most, ++now);
            ++uploads;
            changed.notify_all();
            changed.wait_for(lock, std::chrono::seconds(20), [&] { return most >= wanted; });
        }
        const auto made = memory_registry::write_upload(repository, id, offset, bytes);
        const std::lock_guard lock(own);
        --now;
        return made;
    }
    std::mutex own;
    std::condition_variable changed;
    int wanted = 1, now = 0, most = 0, uploads = 0;
};

oci::built_image image_of(int layers) {
    oci::image_builder b;
    for (int i = 0; i < layers; ++i) b.layer(oci::file_tree().text("file", std::to_string(i)));
    return b.build();
}

}  // namespace

TEST_CASE("some blobs are copied at once, no more than wanted, each once") {
    const auto ref = oci::reference::parse("many:1");
    registry::memory_registry from;
    registry::push(from, ref, image_of(7));
    for (const unsigned parallel : {1U, 3U}) {
        counting_registry to;
        to.wanted = static_cast<int>(parallel);
        std::map<oci::digest, std::uint64_t> done;
        const auto made = registry::copy(
            from, ref, to, ref,
            {.parallel = parallel,
             .progress = [&](const registry::copy_progress& p) { done[p.blob.digest] = p.done; }});
        CHECK(to.most == static_cast<int>(parallel));
        CHECK(to.uploads == 8);
        CHECK(made.blobs_copied == 8);
        std::uint64_t all = 0;
        for (const auto& [d, n] : done) all += n;
        CHECK(done.size() == 8);
        CHECK(all == made.bytes_copied);
        CHECK(to.resolve(ref.name(), "1").digest == from.resolve(ref.name(), "1").digest);
    }
}

TEST_CASE("one blob that fails ends the copy of all") {
    const auto ref = oci::reference::parse("many:1");
    lying_registry from;
    const auto image = image_of(7);
    registry::push(from, ref, image);
    registry::memory_registry to;
    laws::failure(core::reason::invalid,
                  [&] { registry::copy(from, ref, to, ref, {.parallel = 3}); });
    CHECK(to.repositories("", 9).empty());
}

}  // namespace copy_test
