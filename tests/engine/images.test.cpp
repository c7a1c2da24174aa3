// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/images.hpp>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <slipway/engine/image_history.hpp>
#include <slipway/engine/inspect_image.hpp>
#include <slipway/json/write.hpp>
#include <slipway/oci/tar_writer.hpp>
#include <slipway/registry/layout.hpp>
#include <slipway/registry/memory.hpp>

#include "registry/laws/registry.hpp"
#include "support/eventually.hpp"
#include "support/scratch_directory.hpp"

namespace images_test {

using namespace slipway;
using laws::failure;

namespace {

oci::reference name(const std::string& text) { return oci::reference::parse(text); }

/// An image whose layers have these files, one layer each.
oci::built_image image_of(const std::vector<std::string>& files) {
    oci::image_builder b;
    b.config.cmd = {"/" + files.back()};
    for (const std::string& f : files) b.layer(oci::file_tree().text(f, f), "make " + f);
    return b.build();
}

/// Counts what is read of a registry.
struct counted : registry::memory_registry {
    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               registry::byte_range range = {}) {
        ++blobs;
        return registry::memory_registry::read_blob(repository, d, range);
    }
    std::atomic<int> blobs = 0;
};

/// All files below a directory but locks and the like, which stay.
std::set<std::string> blobs_in(const std::filesystem::path& root) {
    std::set<std::string> made;
    for (const auto& f : std::filesystem::recursive_directory_iterator(root / "content" / "blobs"))
        if (f.is_regular_file()) made.insert(f.path().filename().string());
    return made;
}
std::size_t layers_in(const std::filesystem::path& root) {
    std::size_t n = 0;
    for (const auto& f : std::filesystem::directory_iterator(root / "images" / "layers"))
        n += f.is_directory();
    return n;
}

std::string saved(const engine::images& all, const std::vector<std::string>& names) {
    std::string bytes;
    all.save(names, [&](std::string_view part) { bytes += part; });
    return bytes;
}
bool runs(const std::string& command) {
    return std::system((command + " > /dev/null 2>&1").c_str()) == 0;
}

}  // namespace

TEST_CASE(
    "images: what is pulled is found by its name and its id, and goes on with the same digests") {
    const scratch_directory dir;
    counted r;
    const auto built = image_of({"base", "app"});
    registry::push(r, name("shop/web:1"), built);
    engine::images all(dir.path());
    CHECK_FALSE(all.find("shop/web:1"));
    failure(core::reason::not_found, [&] { all.get("shop/web:1"); });
    failure(core::reason::not_found,
            [&] { all.pull(name("shop/web:1"), r, {}, runtime::pull_policy::never); });
    std::set<engine::transfer_step> steps;
    const auto pulled =
        all.pull(name("shop/web:1"), r, [&](const engine::transfer& t) { steps.insert(t.step); });
    CHECK(pulled.id == built.id());
    CHECK(pulled.pulled);
    CHECK(pulled.chosen == built.manifest_digest());
    CHECK(steps == std::set{engine::transfer_step::waiting, engine::transfer_step::downloading,
                            engine::transfer_step::pulled});
    CHECK(r.blobs == 3);

    const std::string hex(built.id().hex());
    for (const std::string& text : {std::string("shop/web:1"), std::string("docker.io/shop/web:1"),
                                    hex, hex.substr(0, 12), "sha256:" + hex.substr(0, 6)}) {
        INFO(text);
        CHECK(all.get(text).id == built.id());
    }
    CHECK(all.get("shop/web@" + built.manifest_digest().str()).id == built.id());
    CHECK_FALSE(all.ensure(name("shop/web:1"), r).pulled);
    CHECK_FALSE(all.pull(name("shop/web:1"), r).pulled);
    CHECK(r.blobs == 3);

    registry::memory_registry other;
    const auto sent = all.push(all.get(hex), name("other.example.com/web:2"), other);
    CHECK(sent.digest == built.manifest_digest());
    CHECK(other.get_manifest("other.example.com/web", "2").bytes == built.manifest_bytes);
    const auto by_digest =
        oci::reference::parse("other.example.com/web@" + built.manifest_digest().str());
    CHECK(all.push(all.get(hex), by_digest, other).digest == built.manifest_digest());
    failure(core::reason::invalid,
            [&] { all.push(all.get(hex), by_digest.with_digest(built.id()), other); });
    CHECK(engine::images(dir.path()).get("shop/web:1").id == built.id());
}

TEST_CASE("images: what is pushed is compressed as is asked for, and stays the same image") {
    const scratch_directory dir;
    engine::images all(dir / "one");
    const auto built = image_of({"base", "web"});
    const auto image = all.import(built, name("web"));
    const auto sent_to = [&](const engine::push_options& how, registry::memory_registry& to,
                             const oci::reference& as = name("web")) {
        const auto sent = all.push(image, as, to, {}, how);
        const auto stored = to.get_manifest(as.name(), sent.digest.str());
        CHECK(oci::digest_of(stored.bytes) == sent.digest);
        return std::get<oci::manifest>(
            oci::parse_manifest(stored.bytes, stored.descriptor.media_type));
    };
    registry::memory_registry zstd;
    const auto sent = sent_to({.compression = oci::compression::zstd}, zstd);
    CHECK(sent.layers.size() == 2);
    for (const auto& layer : sent.layers) {
        CHECK(layer.media_type == oci::media_type::layer_tar_zstd);
        CHECK(oci::read_all(zstd.read_blob(name("web").name(), layer.digest), 1 << 20)
                  .starts_with("\x28\xb5\x2f\xfd"));
    }
    registry::memory_registry again;
    CHECK(sent_to({.compression = oci::compression::zstd}, again) == sent);
    CHECK_FALSE(sent_to({.compression = oci::compression::zstd, .level = 19}, again) == sent);
    CHECK(sent_to({.compression = oci::compression::gzip}, again) ==
          built.manifest);  // as it is here already
    CHECK(sent_to({.compression = oci::compression::none}, again).layers[0].digest ==
          image.config.diff_ids[0]);
    CHECK(all.get("web").chosen == built.manifest_digest());
    for (const auto& left : std::filesystem::directory_iterator(dir / "one/content/.work"))
        FAIL(left.path());

    engine::images other(dir / "other");
    const auto there = other.pull(name("web"), zstd);
    CHECK(there.id == image.id);
    CHECK(there.config.diff_ids == image.config.diff_ids);
    const auto back = other.push(there, name("web"), again);  // as it is there, which is zstd
    CHECK(oci::write(sent) == again.get_manifest(name("web").name(), back.digest.str()).bytes);

    failure(core::reason::invalid,
            [&] { sent_to({.compression = oci::compression::gzip, .level = 10}, again); });
    failure(core::reason::invalid, [&] { sent_to({.level = 5}, again); });
    const auto by_digest = name("web").with_digest(built.manifest_digest());
    failure(core::reason::invalid,
            [&] { sent_to({.compression = oci::compression::zstd}, again, by_digest); });
}

TEST_CASE("images: an image in Docker's words is sent in OCI's where it is compressed otherwise") {
    const scratch_directory dir;
    registry::memory_registry r;
    auto built = image_of({"base", "base", "web"});
    built.manifest.media_type = oci::media_type::docker_manifest;
    built.manifest.config.media_type = oci::media_type::docker_config;
    for (auto& layer : built.manifest.layers) layer.media_type = oci::media_type::docker_layer_gzip;
    for (auto& blob : built.blobs)
        blob.descriptor.media_type = oci::media_type::in_oci_words(blob.descriptor.media_type);
    built.manifest_bytes = oci::write(built.manifest);
    registry::push(r, name("web"), built);
    engine::images all(dir.path());
    const auto image = all.pull(name("web"), r);
    registry::memory_registry to;
    CHECK(all.push(image, name("web"), to, {}, {.compression = oci::compression::gzip}).digest ==
          built.manifest_digest());
    const auto sent = all.push(image, name("web"), to, {}, {.compression = oci::compression::zstd});
    CHECK(sent.media_type == oci::media_type::image_manifest);
    const auto manifest = std::get<oci::manifest>(
        oci::parse_manifest(to.get_manifest(name("web").name(), sent.digest.str()).bytes));
    CHECK(manifest.config.media_type == oci::media_type::image_config);
    CHECK(manifest.config.digest == image.id);
    for (const auto& layer : manifest.layers)
        CHECK(layer.media_type == oci::media_type::layer_tar_zstd);
    CHECK(manifest.layers[0] == manifest.layers[1]);
}

TEST_CASE("images: a layer that is damaged here is not sent") {
    const scratch_directory dir;
    engine::images all(dir.path());
    const auto built = image_of({"base"});
    const auto image = all.import(built, name("web"));
    const auto blob =
        dir / "content/blobs/sha256" / std::string(built.manifest.layers[0].digest.hex());
    std::filesystem::resize_file(blob, std::filesystem::file_size(blob) - 1);
    registry::memory_registry to;
    CHECK_THROWS_AS(all.push(image, name("web"), to, {}, {.compression = oci::compression::zstd}),
                    status_error);
    CHECK_THROWS_AS(to.get_manifest(name("web").name(), "latest"), status_error);
}

TEST_CASE("images: what is missing is brought, from the registry or from what came before") {
    const scratch_directory dir;
    counted r;
    const auto built = image_of({"base", "app"});
    registry::push(r, name("web:1"), built);
    const auto pulled_in = [&] {
        std::set<engine::transfer_step> steps;
        engine::images all(dir.path());
        all.pull(name("web:1"), r, [&](const engine::transfer& t) { steps.insert(t.step); });
        CHECK_NOTHROW(all.document(built.id()));
        return steps;
    };
    using engine::transfer_step;
    CHECK(pulled_in() ==
          std::set{transfer_step::waiting, transfer_step::downloading, transfer_step::pulled});
    const auto blobs = blobs_in(dir.path());
    CHECK(r.blobs == 3);
    std::filesystem::remove_all(dir / "images");  // all has come, and is not unpacked
    CHECK(pulled_in() ==
          std::set{transfer_step::waiting, transfer_step::unpacking, transfer_step::pulled});
    CHECK(r.blobs == 3);
    std::filesystem::remove_all(dir / "content");  // all is unpacked, and not here as it came
    CHECK(pulled_in() ==
          std::set{transfer_step::waiting, transfer_step::present, transfer_step::downloading});
    CHECK(r.blobs == 6);
    CHECK(blobs_in(dir.path()) == blobs);
}

TEST_CASE("images: content that is not what it should be is not kept") {
    /// Gives other bytes than its digests promise, more or less of them.
    struct lying : registry::memory_registry {
        oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                                   registry::byte_range range = {}) {
            std::string bytes =
                oci::read_all(memory_registry::read_blob(repository, d, range), 1 << 20);
            if (d == of && how == 0) bytes.back() = static_cast<char>(bytes.back() ^ 1);
            if (d == of && how == 1) bytes.pop_back();
            if (d == of && how == 2) bytes += 'x';
            return oci::read_from(std::move(bytes));
        }
        oci::digest of{};
        int how = 0;
    };
    const auto built = image_of({"base", "app"});
    lying r;
    registry::push(r, name("web:1"), built);
    for (const oci::digest& wrong : {built.id(), built.manifest.layers[1].digest})
        for (int how = 0; how < 3; ++how) {
            CAPTURE(wrong.str(), how);
            const scratch_directory dir;
            engine::images all(dir.path());
            r.of = wrong;
            r.how = how;
            failure(core::reason::invalid, [&] { all.pull(name("web:1"), r); });
            CHECK_FALSE(all.find("web:1"));
            CHECK(blobs_in(dir.path()).count(std::string(wrong.hex())) == 0);
            for (const std::string& file : blobs_in(dir.path()))
                CHECK_FALSE(file.starts_with(".new-"));
            r.of = {};
            CHECK(all.pull(name("web:1"), r).id == built.id());
        }
}

TEST_CASE(
    "images: layers that are shared are fetched once, and stay as long as an image needs them") {
    const scratch_directory dir;
    counted r;
    registry::push(r, name("one"), image_of({"base", "one"}));
    registry::push(r, name("two"), image_of({"base", "two"}));
    engine::images all(dir.path());
    all.pull(name("one"), r);
    CHECK(r.blobs == 3);
    std::vector<oci::digest> present;
    all.pull(name("two"), r, [&](const engine::transfer& t) {
        if (t.step == engine::transfer_step::present) present.push_back(t.blob);
    });
    CHECK(r.blobs == 5);  // a configuration and a layer
    CHECK(present == std::vector{image_of({"base"}).manifest.layers[0].digest});
    CHECK(layers_in(dir.path()) == 3);
    CHECK(blobs_in(dir.path()).size() == 3 + 2 + 2);

    const auto gone = all.remove("one");
    CHECK(gone.untagged == std::vector{name("one")});
    CHECK(gone.deleted == std::vector{image_of({"base", "one"}).id()});
    CHECK(gone.freed > 0);
    CHECK(layers_in(dir.path()) == 2);
    CHECK(blobs_in(dir.path()).size() == 2 + 1 + 1);
    CHECK(all.get("two").config.cmd == std::vector<std::string>{"/two"});
    all.remove("two");
    CHECK(layers_in(dir.path()) == 0);
    CHECK(blobs_in(dir.path()).empty());
    CHECK(registry::layout_registry(dir / "content").repositories("", 100).empty());
}

TEST_CASE("images: names are given, moved and taken") {
    const scratch_directory dir;
    registry::memory_registry r;
    const auto first = image_of({"first"}), second = image_of({"second"});
    engine::images all(dir.path());
    all.import(first, name("shop:1"));
    all.tag("shop:1", name("registry.example.com/shop:1"));
    CHECK(all.names_of(first.id()) ==
          std::vector{name("shop:1"), name("registry.example.com/shop:1")});
    failure(core::reason::not_found, [&] { all.tag("nothing", name("x")); });
    failure(core::reason::invalid,
            [&] { all.tag("shop:1", name("x@" + first.manifest_digest().str())); });

    SECTION("by its id, an image of several tags goes only by force") {
        const std::string id = first.id().str();
        CHECK(failure(core::reason::conflict, [&] { all.remove(id); }).find("several tags") !=
              std::string::npos);
        CHECK(all.remove("shop:1").deleted.empty());
        CHECK(all.list().size() == 1);
        all.tag(id, name("again"));
        const auto gone = all.remove(id, true);
        CHECK(gone.untagged.size() == 2);
        CHECK(gone.deleted == std::vector{first.id()});
        CHECK(all.list().empty());
    }
    SECTION("an image that loses its last tag to another one stays without") {
        all.remove("shop:1");
        all.import(second, name("registry.example.com/shop:1"));
        const auto rows = all.list();
        REQUIRE(rows.size() == 2);
        CHECK(rows[0].id == second.id());
        CHECK(rows[1].id == first.id());
        CHECK(engine::images::untagged(rows[1].reference));
        CHECK(rows[1].reference.name() == "registry.example.com/shop");
        registry::memory_registry other;
        all.push(rows[1], name("kept:1"), other);
        const auto gone = all.prune();
        CHECK(gone.deleted == std::vector{first.id()});
        CHECK(all.list().size() == 1);
    }
    SECTION("a tag is moved by tagging, too") {
        all.import(second);
        CHECK(engine::images::nameless(all.get(second.id().str()).reference));
        all.remove("registry.example.com/shop:1");
        all.tag(second.id().str(), name("shop:1"));
        CHECK(all.get("shop:1").id == second.id());
        CHECK(all.get(first.id().str()).id == first.id());
        CHECK(all.prune().deleted == std::vector{first.id()});
        CHECK(all.prune(true).deleted == std::vector{second.id()});
        CHECK(blobs_in(dir.path()).empty());
    }
    SECTION("what a container stands on is not removed") {
        all.used_by([&] { return std::set{first.id()}; });
        all.remove("shop:1");
        CHECK(failure(core::reason::conflict, [&] {
                  all.remove("registry.example.com/shop:1");
              }).find("container") != std::string::npos);
        CHECK(all.prune(true).deleted.empty());
        const auto gone = all.remove("registry.example.com/shop:1", true);
        CHECK(gone.untagged.size() == 1);
        CHECK(gone.deleted.empty());
        CHECK(all.get(first.id().str()).id == first.id());
        all.used_by({});
        CHECK(all.remove(first.id().str()).deleted == std::vector{first.id()});
    }
}

TEST_CASE("images: an id is named by as much as tells it from the others") {
    const scratch_directory dir;
    engine::images all(dir.path());
    std::set<char> firsts;
    std::string twice;
    for (int i = 0; twice.empty(); ++i) {  // at most 17
        const auto built = image_of({std::to_string(i)});
        all.import(built);
        if (!firsts.insert(built.id().hex()[0]).second) twice = built.id().hex()[0];
    }
    failure(core::reason::conflict, [&] { all.find(twice); });
}

TEST_CASE(
    "images: of an index, this machine's image is taken, or that of another one if asked for") {
    const scratch_directory dir;
    registry::memory_registry r;
    oci::image_builder other;
    other.config.platform = {.architecture = "s390x", .os = "linux"};
    const auto here = image_of({"here"}),
               there = other.layer(oci::file_tree().text("there", "x")).build();
    oci::index index;
    for (const auto* each : {&here, &there}) {
        registry::push(r, oci::reference::parse("multi@" + each->manifest_digest().str()), *each);
        index.manifests.push_back(oci::describe(each->manifest_bytes, each->manifest.media_type));
        index.manifests.back().platform = each->config.platform;
    }
    const std::string bytes = oci::write(index);
    r.put_manifest("docker.io/library/multi", bytes, index.media_type, {"1"});
    engine::images all(dir.path());
    const auto pulled = all.pull(name("multi:1"), r);
    CHECK(pulled.id == here.id());
    CHECK(pulled.manifest == oci::digest_of(bytes));
    CHECK(engine::inspect(all, pulled)["RepoDigests"] ==
          json::value::array({"multi@" + oci::digest_of(bytes).str()}));
    CHECK(all.pull(name("multi:1"), r, {}, runtime::pull_policy::if_not_present,
                   other.config.platform)
              .id == there.id());
    CHECK(all.list().size() == 2);
    failure(core::reason::not_found, [&] {
        all.pull(name("multi:1"), r, {}, runtime::pull_policy::always,
                 oci::platform{.architecture = "mips", .os = "linux"});
    });

    engine::images second(dir / "second");
    const std::string archive = saved(all, {"multi:1"});
    CHECK(second.load(oci::read_from(archive)).at(0).id == there.id());
}

TEST_CASE("images: inspect and history") {
    const scratch_directory dir;
    engine::images all(dir.path());
    const auto built = image_of({"base", "app"});
    const auto image = all.import(built, name("shop/web:1"));
    const json::value v = engine::inspect(all, image);
    CHECK(v["Id"] == built.id().str());
    CHECK(v["RepoTags"] == json::value::array({"shop/web:1"}));
    CHECK(v["RepoDigests"] == json::value::array({"shop/web@" + built.manifest_digest().str()}));
    CHECK(v["Config"] == json::value{{"Cmd", {"/app"}}});
    CHECK(v["RootFS"]["Layers"].size() == 2);
    const auto steps = engine::history(all, image);
    REQUIRE(steps.size() == 2);
    CHECK(steps[0].created_by == "make app");
    CHECK(steps[1].created_by == "make base");
    CHECK(steps[1].size == 4);
}

TEST_CASE("images: an archive brings images to another machine, whoever wrote it") {
    const scratch_directory dir;
    engine::images all(dir / "one"), other(dir / "two");
    const auto one = image_of({"base", "one"}), two = image_of({"base", "two"});
    all.import(one, name("shop/one:1"));
    all.import(one, name("shop/one:latest"));
    all.import(two, name("registry.example.com/two:2"));

    SECTION("written here") {
        const std::string bytes =
            saved(all, {"shop/one:1", "shop/one", "registry.example.com/two:2"});
        CHECK((bytes ==
               saved(all, {"shop/one:1", "shop/one", "shop/one", "registry.example.com/two:2"})));
        CHECK(other.load(oci::read_from(bytes)).size() == 3);
        CHECK(other.get("shop/one:1").chosen == one.manifest_digest());
        CHECK(other.get("shop/one").id == one.id());
        CHECK(other.get("registry.example.com/two:2").chosen == two.manifest_digest());
    }
    SECTION("named by its id, it has no name") {
        const auto loaded = other.load(oci::read_from(saved(all, {two.id().str()})));
        REQUIRE(loaded.size() == 1);
        CHECK(engine::images::nameless(loaded[0].reference));
    }
    SECTION("to and from other tools") {
        if (!runs("skopeo --version")) {
            WARN("needs Debian's package skopeo");
            return;
        }
        const std::string file = (dir / "saved.tar").string(),
                          converted = (dir / "converted.tar").string();
        scratch_directory::write(file, saved(all, {"shop/one:1"}));
        CHECK(runs("skopeo inspect docker-archive:" + file));
        CHECK(runs("skopeo inspect oci-archive:" + file));
        REQUIRE(runs("skopeo copy docker-archive:" + file + " docker-archive:" + converted +
                     ":shop/other:2"));
        CHECK(other.load(oci::read_from_file(converted)).size() == 1);
        CHECK(other.get("shop/other:2").config.diff_ids == one.config.diff_ids);
        CHECK(other.get("shop/other:2").id == one.id());
        const std::string oci_file = (dir / "oci.tar").string();
        REQUIRE(
            runs("skopeo copy oci-archive:" + file + " oci-archive:" + oci_file + ":shop/third:3"));
        CHECK(other.load(oci::read_from_file(oci_file)).size() == 1);
        CHECK(other.get("shop/third:3").chosen == one.manifest_digest());
    }
    SECTION("as docker wrote it before it wrote layouts, compressed, with a link in it") {
        std::string layers[2];
        std::string bytes;
        {
            oci::tar_writer tar([&](std::string_view part) { bytes += part; });
            const std::string config = oci::read_all(one.blobs.back().open(), 1 << 20);
            tar.file(std::string(one.id().hex()) + ".json", config);
            for (int i = 0; i < 2; ++i) {
                layers[i] = oci::read_all(one.blobs[static_cast<std::size_t>(i)].open(), 1 << 20);
                tar.file(std::to_string(i) + "/layer.tar", layers[i]);
            }
            tar.file(
                "manifest.json",
                json::write(json::value::array({{{"Config", std::string(one.id().hex()) + ".json"},
                                                 {"RepoTags", {"old:1", "old:2"}},
                                                 {"Layers", {"0/layer.tar", "./1/layer.tar"}}}})));
            tar.close();
        }
        CHECK(other.load(oci::read_from(bytes)).size() == 2);
        CHECK(other.get("old:1").id == one.id());
        CHECK(other.get("old:2").id == one.id());
    }
    SECTION("what is none is refused, and leaves nothing") {
        const std::string bytes = saved(all, {"shop/one:1"});
        CHECK(failure(core::reason::invalid, [&] {
                  other.load(oci::read_from(std::string("no archive at all, but some text")));
              }) != "");
        failure(core::reason::invalid, [&] { other.load(oci::read_from(std::string())); });
        const auto archive_of = [](const std::vector<std::pair<std::string, std::string>>& files) {
            std::string made;
            oci::tar_writer tar([&](std::string_view part) { made += part; });
            for (const auto& [path, content] : files) tar.file(path, content);
            tar.close();
            return oci::read_from(made);
        };
        failure(core::reason::invalid, [&] {
            other.load(archive_of(
                {{"manifest.json", R"([{"Config": "../../etc/passwd", "Layers": []}])"}}));
        });
        failure(core::reason::invalid, [&] { other.load(archive_of({{"manifest.json", "[1]"}})); });
        failure(core::reason::invalid, [&] {
            other.load(archive_of(
                {{"manifest.json", R"([{"Config": "a", "Layers": [1]}])"}, {"a", "{}"}}));
        });
        std::string broken = bytes;
        const std::size_t at = broken.find("\x1f\x8b");
        REQUIRE(at != std::string::npos);
        broken[at + 30] = static_cast<char>(broken[at + 30] ^ 1);
        failure(core::reason::invalid, [&] { other.load(oci::read_from(broken)); });
        failure(core::reason::invalid,
                [&] { other.load(oci::read_from(bytes.substr(0, bytes.size() / 2))); });
        CHECK(other.list().empty());
        CHECK(std::filesystem::is_empty(dir / "two" / "content" / ".work"));
        other.collect();
        CHECK(blobs_in(dir / "two").empty());
    }
}

TEST_CASE("images: nothing is collected while somebody pulls; afterwards it is") {
    const scratch_directory dir;
    registry::memory_registry r;
    registry::push(r, name("slow"), image_of({"base", "slow"}));
    engine::images all(dir.path());
    all.import(image_of({"other"}), name("other"));
    bool removed = false;
    all.pull(name("slow"), r, [&](const engine::transfer& t) {
        if (removed || t.step != engine::transfer_step::pulled) return;
        removed = true;
        CHECK(engine::images(dir.path()).remove("other").freed == 0);
        CHECK(layers_in(dir.path()) > 0);
    });
    REQUIRE(removed);
    CHECK(all.get("slow").layers.size() == 2);
    CHECK(layers_in(dir.path()) == 2);
    CHECK(blobs_in(dir.path()).size() == 4);
}

namespace {

/// Whose blobs of more than a megabyte end after 700,000 bytes, as long as it is told so.
struct cutting_registry : registry::memory_registry {
    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               registry::byte_range range = {}) {
        auto source = registry::memory_registry::read_blob(repository, d, range);
        if (*stat_blob(repository, d) < 1 << 20) return source;
        offsets.push_back(range.offset);
        return [this, source, left = std::size_t{700'000}](std::span<char> into) mutable {
            if (cuts && left == 0)
                throw status_error(core::reason::service_unavailable, "the cable is cut");
            const std::size_t n = source(cuts ? into.first(std::min(left, into.size())) : into);
            left -= std::min(n, left);
            return n;
        };
    }

    bool cuts = true;
    std::vector<std::uint64_t> offsets{};  ///< from which they were asked for
};

std::string two_megabytes() {
    std::string made(2 << 20, 'x');
    std::uint32_t random = 1;
    for (char& c : made) c = static_cast<char>((random = random * 1664525 + 1013904223) >> 24);
    return made;
}

}  // namespace

TEST_CASE("images: a pull that was cut goes on where it was") {
    const scratch_directory dir;
    cutting_registry r;
    const auto built =
        oci::image_builder().layer(oci::file_tree().text("big", two_megabytes())).build();
    registry::push(r, name("big"), built);
    const auto cut = [&] {
        engine::images all(dir.path());
        CHECK_THROWS_WITH(all.pull(name("big"), r), Catch::Contains("the cable is cut"));
        CHECK_FALSE(all.find("big"));
    };
    cut();
    cut();  // each time a bit more
    r.cuts = false;
    SECTION("to its end") {
        engine::images all(dir.path());
        const auto made = all.pull(name("big"), r);
        CHECK(r.offsets == std::vector<std::uint64_t>{0, 700'000, 1'400'000});
        CHECK((scratch_directory::read(made.layers.at(0) / "big") == two_megabytes()));
        CHECK(blobs_in(dir.path()).size() == 3);
    }
    SECTION("and is given up where what had come was damaged") {
        for (const auto& each :
             std::filesystem::directory_iterator(dir / "content" / "blobs" / "sha256"))
            if (each.path().filename().string().starts_with(".part-"))
                scratch_directory::write(each.path(), std::string(1'000'000, 'x'));
        engine::images all(dir.path());
        CHECK_THROWS_AS(all.pull(name("big"), r), status_error);
        CHECK_FALSE(all.find("big"));
        all.pull(name("big"), r);
        CHECK(r.offsets.back() == 0);
    }
    SECTION("and is forgotten by who makes room") {
        engine::images all(dir.path());
        all.collect();
        all.pull(name("big"), r);
        CHECK(r.offsets.back() == 0);
    }
}

TEST_CASE("images: a process that is killed leaves nothing half made") {
    const scratch_directory dir;
    oci::image_builder big;
    for (int i = 0; i < 3; ++i) {
        std::string bytes(1 << 20, 'x');
        for (std::size_t at = 0; at < bytes.size(); at += 7)
            bytes[at] = static_cast<char>(at * 31 + static_cast<std::size_t>(i));
        big.layer(oci::file_tree().text("big" + std::to_string(i), bytes));
    }
    const auto built = big.build();
    engine::images(dir.path()).import(image_of({"kept"}), name("kept"));
    int killed = 0;
    for (bool whole = false; !whole; ++killed) {  // at each step, until it gets to the end
        const pid_t child = ::fork();
        if (child == 0) {
            registry::memory_registry r;
            registry::push(r, name("big"), built);
            engine::images here(dir.path());
            std::atomic<int> steps = 0;
            here.pull(name("big"), r, [&](const engine::transfer&) {
                if (++steps > killed) ::raise(SIGKILL);
            });
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        whole = !WIFSIGNALED(status);
        engine::images here(dir.path());
        INFO(killed);
        CHECK(std::filesystem::is_empty(dir / "content" / ".work"));
        CHECK(std::filesystem::is_empty(dir / "images" / "work"));
        CHECK(here.get("kept").layers.size() == 1);
        CHECK(here.find("big").has_value() == whole);
        if (whole) here.remove("big");
        here.collect();
        CHECK(layers_in(dir.path()) == 1);
        CHECK(blobs_in(dir.path()).size() == 3);
    }
    CHECK(killed > 10);
}

TEST_CASE("images: several processes pull and remove in one root") {
    const scratch_directory dir;
    std::vector<pid_t> children;
    for (int n = 0; n < 3; ++n) {
        const pid_t child = ::fork();
        if (child == 0) {
            try {
                registry::memory_registry r;
                const std::string own = "own" + std::to_string(n);
                const auto built = image_of({"base", own});
                registry::push(r, name(own), built);
                engine::images here(dir.path());
                for (int round = 0; round < 10; ++round) {
                    here.pull(name(own), r);
                    registry::memory_registry other;
                    if (here.push(here.get(own), name(own), other).digest !=
                        built.manifest_digest())
                        ::_exit(2);
                    here.tag(own, name(own + ":again"));
                    here.remove(own + ":again");
                    here.remove(own);
                    if (here.find(own)) ::_exit(3);
                }
            } catch (const std::exception& e) {
                std::fprintf(stderr, "%s\n", e.what());
                ::_exit(1);
            }
            ::_exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = -1;
        ::waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    engine::images here(dir.path());
    CHECK(here.list().empty());
    here.collect();
    CHECK(layers_in(dir.path()) == 0);
    CHECK(blobs_in(dir.path()).empty());
}

}  // namespace images_test
