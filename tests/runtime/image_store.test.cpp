// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/image_store.hpp>

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/oci/build.hpp>
#include <slipway/registry/copy.hpp>
#include <slipway/registry/http.hpp>
#include <slipway/runtime/image_pull_policy.hpp>

#include <support/docker_registry.hpp>

#include "support/scratch_directory.hpp"

namespace image_store_test {

using namespace slipway;

namespace {

struct sent_manifest {
    oci::descriptor descriptor{};
    std::string bytes{};
};

/// A registry of one image under any name, which can be made to lie.
struct shelf {
    std::map<std::string, sent_manifest> manifests;
    std::map<oci::digest, std::string> blobs;
    std::mutex mutex;
    std::map<oci::digest, int> reads;
    std::atomic<int> manifest_reads = 0;

    void add(const std::string& selector, const oci::built_image& image) {
        const auto d = oci::describe(image.manifest_bytes, image.manifest.media_type);
        manifests[selector] = manifests[d.digest.str()] = {d, image.manifest_bytes};
        for (const auto& b : image.blobs)
            blobs[b.descriptor.digest] = oci::read_all(b.open(), 1 << 24);
    }
    sent_manifest get_manifest(const std::string&, const std::string& selector) {
        ++manifest_reads;
        const auto at = manifests.find(selector);
        if (at == manifests.end())
            throw status_error(core::reason::not_found, "no manifest " + selector);
        return at->second;
    }
    oci::byte_source read_blob(const std::string&, const oci::digest& d) {
        const std::lock_guard lock(mutex);
        ++reads[d];
        const auto at = blobs.find(d);
        if (at == blobs.end()) throw status_error(core::reason::not_found, "no blob " + d.str());
        return oci::read_from(at->second);
    }
};

oci::built_image made_of(const std::vector<std::string>& layers, oci::image_config config = {}) {
    oci::image_builder b(std::move(config));
    for (const auto& text : layers) b.layer(oci::file_tree().text("file-" + text, text));
    return b.build();
}

std::size_t files_in(const std::filesystem::path& dir) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(dir), {}));
}

}  // namespace

TEST_CASE("an image is pulled once, and found the second time and after a restart") {
    const scratch_directory dir;
    shelf from;
    from.add("latest", made_of({"a", "b", "c"}));
    const auto ref = oci::reference::parse("web");
    std::map<oci::digest, std::uint64_t> done;
    oci::digest id;
    {
        runtime::image_store store(dir / "store");
        CHECK_FALSE(store.find(ref));
        const auto image = store.ensure(ref, from, [&](const runtime::pull_progress& p) {
            CHECK(p.done <= p.total);
            done[p.layer] = p.done;
        });
        id = image.id;
        CHECK(image.pulled);
        CHECK(done.size() == 3);
        REQUIRE(image.layers.size() == 3);
        CHECK(scratch_directory::read(image.layers[0] / "file-a") == "a");
        CHECK(scratch_directory::read(image.layers[2] / "file-c") == "c");
        CHECK_FALSE(store.ensure(ref, from).pulled);
        CHECK(from.manifest_reads == 1);
        CHECK_FALSE(store.pull(ref, from).pulled);
        CHECK(from.manifest_reads == 2);
    }
    runtime::image_store store(dir / "store");
    const auto found = store.find(ref);
    REQUIRE(found);
    CHECK(found->id == id);
    CHECK(found->size == 3);
    CHECK(store.find(ref.with_digest(found->manifest)));
    CHECK_FALSE(store.find(oci::reference::parse("other").with_digest(found->manifest)));
    CHECK(store.list().size() == 1);
    for (const auto& [d, n] : from.reads) CHECK(n == 1);
}

TEST_CASE("an image goes through docker-registry to another machine") {
    if (support::docker_registry_program().empty()) {
        WARN("skipped: docker-registry is not there");
        return;
    }
    const support::docker_registry between;
    const scratch_directory dir;
    const auto first = oci::reference::parse(between.host() + "/shop/web:1"),
               second = oci::reference::parse(between.host() + "/shop/web:2");
    registry::http_registry here;
    registry::push(here, first, made_of({"a", "b"}));
    registry::push(here, second, made_of({"a", "b", "c"}));

    registry::http_registry there;
    runtime::image_store store(dir / "store");
    const auto pulled = store.ensure(first, there);
    CHECK(pulled.pulled);
    REQUIRE(pulled.layers.size() == 2);
    CHECK(scratch_directory::read(pulled.layers[1] / "file-b") == "b");
    CHECK_FALSE(store.ensure(first, there).pulled);
    std::size_t fetched = 0;
    const auto next = store.ensure(
        second, there, [&](const runtime::pull_progress& p) { fetched += p.done == p.total; });
    REQUIRE(next.layers.size() == 3);
    CHECK(next.layers[0] == pulled.layers[0]);
    CHECK(fetched >= 1);
    try {
        store.ensure(first.with_tag("3"), there);
        FAIL("nothing was thrown");
    } catch (const status_error& e) {
        CHECK(e.is(core::reason::not_found));
    }
}

TEST_CASE("images share layers, and what no name needs is collected") {
    const scratch_directory dir;
    shelf from;
    from.add("1", made_of({"base", "one"}));
    from.add("2", made_of({"base", "two"}));
    runtime::image_store store(dir / "store");
    const auto one = oci::reference::parse("web:1"), two = oci::reference::parse("web:2");
    const auto first = store.ensure(one, from), second = store.ensure(two, from);
    CHECK(first.layers[0] == second.layers[0]);
    CHECK(store.usage().images == 2);
    CHECK(store.usage().layers == 3);
    store.tag(one, oci::reference::parse("mine"));
    CHECK(store.names_of(first.id) == std::vector{oci::reference::parse("mine"), one});
    CHECK(store.names_of(second.id) == std::vector{two});
    CHECK(store.remove(one));
    CHECK(store.names_of(first.id) == std::vector{oci::reference::parse("mine")});
    CHECK_FALSE(store.remove(one));
    CHECK(std::filesystem::exists(first.layers[1]));
    {
        const auto held = store.hold(first);
        CHECK(store.remove(oci::reference::parse("mine")));
        CHECK(std::filesystem::exists(first.layers[1]));
    }
    CHECK(store.collect_garbage() == 3);
    CHECK_FALSE(std::filesystem::exists(first.layers[1]));
    CHECK(store.find(two));
    CHECK(store.remove(two));
    CHECK(files_in(dir / "store/layers") == 0);
    CHECK(files_in(dir / "store/blobs") == 0);
    CHECK_THROWS_AS(store.tag(two, one), status_error);
}

TEST_CASE("many ask at once, one fetches") {
    const scratch_directory dir;
    shelf from;
    from.add("1", made_of({"a", "b"}));
    from.add("2", made_of({"a", "c"}));
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < 8; ++i)
            all.emplace_back([&, i] {
                runtime::image_store own(dir / "store");  // as another process would
                good += own.ensure(oci::reference::parse(i % 2 ? "web:1" : "web:2"), from)
                            .layers.size() == 2;
            });
    }
    CHECK(good == 8);
    for (const auto& d : made_of({"a", "b"}).manifest.layers) CHECK(from.reads[d.digest] == 1);
    CHECK(files_in(dir / "store/work") == 0);
    CHECK(runtime::image_store(dir / "store").usage().layers == 3);
}

TEST_CASE("what lies is refused, and nothing of it is to see") {
    const auto image = made_of({std::string(5000, 'a'), "b"});
    const auto layer = image.manifest.layers[0].digest;
    const auto attempt = [&](const std::string& part, auto spoil) {
        const scratch_directory dir;
        shelf from;
        from.add("latest", image);
        spoil(from);
        runtime::image_store store(dir / "store");
        const auto ref = oci::reference::parse("web");
        CAPTURE(part);
        CHECK_THROWS_WITH(store.ensure(ref, from), Catch::Contains(part));
        CHECK_FALSE(store.find(ref));
        CHECK(store.list().empty());
        CHECK(files_in(dir / "store/work") == 0);
        CHECK_FALSE(std::filesystem::exists(
            dir / ("store/layers/sha256-" + std::string(image.config.diff_ids[0].hex()))));
    };
    const auto replace = [](shelf& from, oci::manifest m) {
        const std::string bytes = oci::write(m);
        from.manifests["latest"] = {oci::describe(bytes, m.media_type), bytes};
    };
    attempt("has other content",
            [&](shelf& s) { s.blobs[layer][20] = static_cast<char>(s.blobs[layer][20] ^ 1); });
    attempt("ends after", [&](shelf& s) { s.blobs[layer].pop_back(); });
    attempt("ends after", [&](shelf& s) { s.blobs[layer].clear(); });
    attempt("more bytes than", [&](shelf& s) { s.blobs[layer] += "tail"; });
    attempt("no blob", [&](shelf& s) { s.blobs.erase(layer); });
    attempt("no blob", [&](shelf& s) { s.blobs.erase(image.id()); });
    attempt("has other content", [&](shelf& s) { s.blobs[image.id()][0] = ' '; });
    attempt("not the one that was asked for",
            [&](shelf& s) { s.manifests["latest"].bytes += " "; });
    attempt("no manifest", [&](shelf& s) { s.manifests.clear(); });
    attempt("layers", [&](shelf& s) {
        auto m = image.manifest;
        m.layers.pop_back();
        replace(s, m);
    });
    attempt("text/plain", [&](shelf& s) {
        auto m = image.manifest;
        m.layers[1].media_type = "text/plain";
        replace(s, m);
    });
    attempt("not the one that the image names", [&](shelf& s) {
        auto m = image.manifest;
        m.layers[0] = m.layers[1];
        replace(s, m);
    });
    attempt("no container image", [&](shelf& s) {
        auto m = image.manifest;
        m.config.media_type = "application/x.other";
        replace(s, m);
    });
}

TEST_CASE("before an image gets its name, its layers are there") {
    const scratch_directory dir;
    shelf from;
    const auto built = made_of({"a", "b"});
    from.add("latest", built);
    runtime::image_store store(dir / "store");
    const auto ref = oci::reference::parse("web");
    CHECK_THROWS_WITH(store.pull(ref, from, {},
                                 [](const oci::digest&) {
                                     throw status_error(core::reason::conflict, "not now");
                                 }),
                      "not now");
    CHECK_FALSE(store.find(ref));
    oci::digest told;
    store.pull(ref, from, {}, [&](const oci::digest& d) {
        told = d;
        CHECK_FALSE(store.find(ref));
        CHECK(store.layer_size(built.config.diff_ids[1]) == 1);
    });
    CHECK(told == built.manifest_digest());
    CHECK(store.find(ref));
}

TEST_CASE("of an index, this machine's image is taken") {
    const scratch_directory dir;
    shelf from;
    oci::image_config other;
    other.platform = {.architecture = "s390x", .os = "linux"};
    const auto mine = made_of({"mine"}), foreign = made_of({"foreign"}, other);
    from.add("a", mine);
    from.add("b", foreign);
    oci::index index;
    for (const auto* i : {&foreign, &mine}) {
        index.manifests.push_back(oci::describe(i->manifest_bytes, i->manifest.media_type));
        index.manifests.back().platform = i->config.platform;
    }
    const std::string bytes = oci::write(index);
    from.manifests["latest"] = {oci::describe(bytes, index.media_type), bytes};
    runtime::image_store store(dir / "store", {.platform = mine.config.platform});
    const auto image = store.ensure(oci::reference::parse("web"), from);
    CHECK(image.id == mine.id());
    CHECK(image.manifest == oci::digest_of(bytes));
    CHECK(image.chosen == mine.manifest_digest());
    CHECK(store.layer_size(image.config.diff_ids[0]) == 4);
    CHECK_THROWS_WITH(store.ensure(oci::reference::parse("web:b"), from),
                      Catch::Contains("linux/s390x"));
    from.manifests["self"] = from.manifests["latest"];
    index.manifests = {foreign.manifest.config};
    const std::string none = oci::write(oci::index{});
    from.manifests["none"] = {oci::describe(none, index.media_type), none};
    CHECK_THROWS_WITH(store.ensure(oci::reference::parse("web:none"), from),
                      Catch::Contains("not made for"));
}

TEST_CASE("pull policies fail in the kubelet's words") {
    const scratch_directory dir;
    shelf from;
    runtime::image_store store(dir / "store");
    const auto fails = [&](const std::string& name, runtime::pull_policy policy,
                           const std::string& word) {
        try {
            runtime::ensure_image(store, name, policy, from);
            FAIL("no failure");
        } catch (const runtime::image_error& e) {
            CHECK(e.waiting_reason() == word);
            return e.message();
        }
        return std::string();
    };
    CHECK(fails("web", runtime::pull_policy::never, "ErrImageNeverPull") ==
          "Container image \"web\" is not present with pull policy of Never");
    CHECK_THAT(fails("web", runtime::pull_policy::if_not_present, "ErrImagePull"),
               Catch::Contains("no manifest latest"));
    CHECK_THAT(fails("Web/Web", runtime::pull_policy::always, "InvalidImageName"),
               Catch::Contains("couldn't parse image name"));
    from.add("latest", made_of({"a"}));
    CHECK(runtime::ensure_image(store, "web", runtime::pull_policy::if_not_present, from).pulled);
    CHECK_FALSE(runtime::ensure_image(store, "web", runtime::pull_policy::never, from).pulled);
    from.add("latest", made_of({"b"}));
    CHECK_FALSE(
        runtime::ensure_image(store, "web", runtime::pull_policy::if_not_present, from).pulled);
    CHECK(runtime::ensure_image(store, "web", runtime::pull_policy::always, from).pulled);
    CHECK(runtime::parse_pull_policy("Always") == runtime::pull_policy::always);
    CHECK_THROWS_AS(runtime::parse_pull_policy("always"), status_error);
    CHECK(runtime::default_pull_policy(oci::reference::parse("web")) ==
          runtime::pull_policy::always);
    CHECK(runtime::default_pull_policy(oci::reference::parse("web:1")) ==
          runtime::pull_policy::if_not_present);
}

TEST_CASE("a damaged table of names says so, and crashed work is cleared") {
    const scratch_directory dir;
    scratch_directory::write(dir / "store/work/left/rootfs/file", "x");
    scratch_directory::write(dir / "store/images.json.AbCdEf", "half of a table");
    runtime::image_store store(dir / "store");
    CHECK(files_in(dir / "store/work") == 0);
    CHECK_FALSE(std::filesystem::exists(dir / "store/images.json.AbCdEf"));
    scratch_directory::write(dir / "store/images.json", "{\"images\":{\"x\":1}}");
    CHECK_THROWS_WITH(store.list(), Catch::Contains("images.json is damaged"));
}

}  // namespace image_store_test
