// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/memory.hpp>

#include <memory>

#include "registry/laws/registry.hpp"

namespace memory_test {

using namespace slipway;

TEST_CASE("the memory registry keeps the laws of registries") {
    laws::registry_laws([] { return std::make_shared<registry::memory_registry>(); });
}

TEST_CASE("a blob that is being read outlives its deletion") {
    registry::memory_registry r;
    laws::put_blob(r, "a/b", "content");
    const auto d = oci::digest_of(std::string_view("content"));
    const auto source = r.read_blob("a/b", d);
    r.delete_blob("a/b", d);
    CHECK(oci::read_all(source, 100) == "content");
}

TEST_CASE("large blobs come back as they went in, in pieces of any size") {
    registry::memory_registry r;
    std::string all;
    const auto id = r.begin_upload("a/b", oci::digest_algorithm::sha256);
    for (std::size_t n = 1; all.size() < 5'000'000; n = n * 3 % 1'000'003) {
        const std::string piece(n, static_cast<char>('a' + n % 26));
        REQUIRE(r.write_upload("a/b", id, all.size(), piece) == all.size() + n);
        all += piece;
    }
    const auto d = oci::digest_of(std::string_view(all));
    r.commit_upload("a/b", id, d);
    CHECK((oci::read_all(r.read_blob("a/b", d), all.size()) == all));
    CHECK((oci::read_all(r.read_blob("a/b", d, {1'048'575, 2'097'153}), all.size()) ==
           all.substr(1'048'575, 2'097'153)));
}

TEST_CASE("manifests are at hand as long as they are there") {
    registry::memory_registry r;
    const auto image = laws::small_image("one");
    const std::string name = "example.com/a/b", digest = image.manifest_digest().str();
    CHECK_FALSE(r.manifest_at_hand(name, "1"));
    registry::push(r, oci::reference::parse(name + ":1"), image);
    for (const std::string& selector : {std::string("1"), digest})
        CHECK(r.manifest_at_hand(name, selector)->bytes == image.manifest_bytes);
    CHECK_FALSE(r.manifest_at_hand(name, "2"));
    r.delete_tag(name, "1");
    CHECK_FALSE(r.manifest_at_hand(name, "1"));
    r.delete_manifest(name, image.manifest_digest());
    CHECK_FALSE(r.manifest_at_hand(name, digest));
}

TEST_CASE("small blobs are at hand as long as they are there") {
    registry::memory_registry r;
    const std::string bytes(65'536, 'x');
    const auto small = oci::digest_of(bytes), large = oci::digest_of(bytes + "x");
    laws::put_blob(r, "a/b", bytes);
    laws::put_blob(r, "a/b", bytes + "x");
    CHECK((r.blob_at_hand("a/b", small) == bytes));
    CHECK_FALSE(r.blob_at_hand("a/b", large));
    laws::failure(core::reason::bad_request, [&] { r.blob_at_hand("../x", small); });
    r.delete_blob("a/b", small);
    CHECK_FALSE(r.blob_at_hand("a/b", small));
}

}  // namespace memory_test
