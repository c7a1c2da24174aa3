// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/read_only.hpp>

#include <memory>

#include <slipway/registry/memory.hpp>

#include "registry/laws/registry.hpp"

namespace read_only_test {

using namespace slipway;
using laws::failure;
using registry::any_registry;
using registry::memory_registry;

namespace {

any_registry fresh() { return any_registry(std::make_shared<memory_registry>()); }
const auto web = oci::reference::parse("shop/web:1");

}  // namespace

TEST_CASE("a registry that is read only is read, and not changed") {
    any_registry below = fresh();
    const auto image = laws::small_image("one");
    registry::push(below, web, image);
    registry::read_only_registry r(below);
    r.check();
    CHECK(r.get_manifest(web.name(), "1").bytes == image.manifest_bytes);
    CHECK(r.resolve(web.name(), "1").digest == image.manifest_digest());
    CHECK(r.stat_blob(web.name(), image.id()));
    CHECK(oci::read_all(r.read_blob(web.name(), image.id()), 1 << 20).size() ==
          *below.stat_blob(web.name(), image.id()));
    CHECK(r.tags(web.name(), "", 9) == std::vector<std::string>{"1"});
    CHECK(r.repositories("", 9).size() == 1);
    CHECK(r.referrers(web.name(), image.manifest_digest(), "").empty());
    const auto refused = [](const std::function<void()>& f) {
        CHECK(failure(core::reason::method_not_allowed, f) == "this registry is read only");
    };
    refused([&] {
        r.put_manifest(web.name(), image.manifest_bytes, image.manifest.media_type, {"2"});
    });
    refused([&] { r.delete_tag(web.name(), "1"); });
    refused([&] { r.delete_manifest(web.name(), image.manifest_digest()); });
    refused([&] { r.delete_blob(web.name(), image.id()); });
    refused([&] { r.mount_blob("other", image.id(), web.name()); });
    refused([&] { r.begin_upload(web.name(), oci::digest_algorithm::sha256); });
    CHECK(below.tags(web.name(), "", 9) == std::vector<std::string>{"1"});
}

}  // namespace read_only_test
