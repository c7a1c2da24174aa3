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

}  // namespace memory_test
