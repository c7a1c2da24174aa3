// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/layout.hpp>

#include <cstdlib>
#include <memory>

#include <slipway/json/value.hpp>

#include "registry/laws/registry.hpp"
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
    laws::registry_laws([&] { return std::make_shared<registry::layout_registry>(dir / std::to_string(n++)); });
}

TEST_CASE("a layout is found again, and an unfinished upload leaves nothing") {
    const scratch_directory dir;
    const auto image = laws::small_image("kept");
    {
        registry::layout_registry r(dir / "layout");
        registry::push(r, oci::reference::parse("kept:1"), image);
        r.write_upload("a/b", r.begin_upload("a/b", oci::digest_algorithm::sha256), 0, "unfinished");
    }
    registry::layout_registry r(dir / "layout");
    CHECK(r.get_manifest("docker.io/library/kept", "1").bytes == image.manifest_bytes);
    std::size_t files = 0;
    for (const auto& f : std::filesystem::recursive_directory_iterator(dir / "layout/blobs")) files += f.is_regular_file();
    CHECK(files == 4);
}

TEST_CASE("a damaged layout says so") {
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout");
    const auto image = laws::small_image("x");
    registry::push(r, oci::reference::parse("x"), image);
    const auto blob = dir / ("layout/blobs/sha256/" + std::string(image.manifest_digest().hex()));
    scratch_directory::write(blob, image.manifest_bytes + " ");
    CHECK_THAT(laws::failure(core::reason::invalid, [&] { r.get_manifest("docker.io/library/x", "latest"); }),
               Catch::Contains("damaged"));
    scratch_directory::write(dir / "layout/index.json", "{\"schemaVersion\":2,\"manifests\":[{\"size\":-1}]}");
    laws::failure(core::reason::invalid, [&] { r.resolve("docker.io/library/x", "latest"); });
    scratch_directory::write(dir / "layout/oci-layout", "{\"imageLayoutVersion\":\"9.9\"}");
    laws::failure(core::reason::invalid, [&] { r.check(); });
}

TEST_CASE("skopeo reads what is written here, with several repositories in one layout") {
    if (!has_skopeo()) return;
    const scratch_directory dir;
    registry::layout_registry r(dir / "layout");
    for (const char* n : {"busybox", "localhost:5000/shop/web:1.4", "shop/web:1.4"})
        registry::push(r, oci::reference::parse(n), laws::small_image(n));
    const std::string layout = "oci:" + (dir / "layout").string() + ":";
    for (const char* n : {"docker.io/library/busybox:latest", "localhost:5000/shop/web:1.4", "docker.io/shop/web:1.4"}) {
        CAPTURE(n);
        CHECK(run("skopeo inspect " + layout + n) == 0);
        const auto out = dir / std::to_string(std::hash<std::string>{}(n));
        CHECK(run("skopeo --insecure-policy copy " + layout + n + " dir:" + out.string()) == 0);
        const auto ref = oci::reference::parse(n);
        CHECK(scratch_directory::read(out / "manifest.json") == r.get_manifest(ref.name(), ref.tag()).bytes);
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
    const std::string copy = "skopeo --insecure-policy copy oci:" + (dir / "from").string() + ":docker.io/library/x:1 oci:" +
                             (dir / "to").string();
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
