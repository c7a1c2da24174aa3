// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/oci/build.hpp>
#include <slipway/registry/concepts.hpp>
#include <slipway/registry/copy.hpp>

/// What every registry must hold to. Each law takes a fresh, empty registry.
namespace laws {

using namespace slipway;

inline oci::built_image small_image(const std::string& text,
                                    oci::annotations_map annotations = {}) {
    oci::image_builder b;
    b.annotations = std::move(annotations);
    b.config.env = {"TEXT=" + text};
    return b.layer(oci::file_tree().text("shared", "the same"))
        .layer(oci::file_tree().text("own", text))
        .build();
}

/// Runs `f`, which must fail for `why`; gives the message. `line` is that of the law.
inline std::string failure(core::reason why, const std::function<void()>& f,
                           int line = __builtin_LINE()) {
    INFO("asked for in line " << line << " of registry/laws/registry.hpp");
    try {
        f();
    } catch (const status_error& e) {
        CHECK(core::facts(e.why()).name == core::facts(why).name);
        return e.message();
    }
    FAIL("nothing was thrown; " << core::facts(why).name << " is expected");
    return {};
}

template <registry::registry R>
void put_blob(R& r, const std::string& repository, const std::string& bytes) {
    const auto d = oci::digest_of(bytes);
    registry::push_blob(r, repository, {.media_type = "x", .digest = d, .size = bytes.size()},
                        oci::read_from(bytes));
}

template <registry::registry R>
void blobs(R& r) {
    const std::string repository = "example.com/a/b";
    r.check();
    for (const std::string& bytes : {std::string(), std::string("{}"), std::string(300'000, 'x')}) {
        const auto d = oci::digest_of(bytes);
        CHECK_FALSE(r.stat_blob(repository, d));
        failure(core::reason::not_found, [&] { r.read_blob(repository, d); });
        put_blob(r, repository, bytes);
        put_blob(r, repository, bytes);
        CHECK(r.stat_blob(repository, d) == bytes.size());
        CHECK(oci::read_all(r.read_blob(repository, d), 1 << 20) == bytes);
        CHECK(r.mount_blob("other", d, repository));
        CHECK(r.stat_blob("other", d) == bytes.size());
    }
    const std::string text = "0123456789";
    put_blob(r, repository, text);
    const auto d = oci::digest_of(text);
    const auto part = [&](std::uint64_t offset, std::optional<std::uint64_t> length) {
        return oci::read_all(r.read_blob(repository, d, registry::byte_range{offset, length}), 100);
    };
    CHECK(part(0, std::nullopt) == text);
    CHECK(part(3, 4) == "3456");
    CHECK(part(7, std::nullopt) == "789");
    CHECK(part(8, 100) == "89");
    CHECK(part(8, UINT64_MAX) == "89");
    for (std::uint64_t behind : {std::uint64_t{10}, UINT64_MAX})
        failure(core::reason::invalid, [&] { part(behind, 1); });
    CHECK_FALSE(r.mount_blob(repository, oci::digest_of(std::string_view("absent")), ""));
    r.delete_blob(repository, d);
    r.delete_blob(repository, d);
    CHECK_FALSE(r.stat_blob(repository, d));
}

template <registry::registry R>
void uploads(R& r) {
    const std::string repository = "a/b", text = "hello world";
    const auto d = oci::digest_of(text);
    const std::string id = r.begin_upload(repository, oci::digest_algorithm::sha256);
    CHECK(r.upload_status(repository, id) == 0);
    CHECK(r.write_upload(repository, id, 0, "hello ") == 6);
    failure(core::reason::invalid, [&] { r.write_upload(repository, id, 9, "x"); });
    failure(core::reason::invalid, [&] { r.write_upload(repository, id, 0, "x"); });
    CHECK(r.upload_status(repository, id) == 6);
    CHECK(r.write_upload(repository, id, 6, "world") == 11);
    CHECK_FALSE(r.stat_blob(repository, d));
    r.commit_upload(repository, id, d);
    CHECK(r.stat_blob(repository, d) == 11);
    failure(core::reason::not_found, [&] { r.commit_upload(repository, id, d); });

    const std::string wrong = r.begin_upload(repository, oci::digest_algorithm::sha256);
    r.write_upload(repository, wrong, 0, "other");
    const auto claimed = oci::digest_of(std::string_view("claimed"));
    failure(core::reason::invalid, [&] { r.commit_upload(repository, wrong, claimed); });
    CHECK_FALSE(r.stat_blob(repository, claimed));
    CHECK_FALSE(r.stat_blob(repository, oci::digest_of(std::string_view("other"))));
    failure(core::reason::not_found, [&] { r.upload_status(repository, wrong); });

    const std::string stopped = r.begin_upload(repository, oci::digest_algorithm::sha256);
    r.cancel_upload(repository, stopped);
    r.cancel_upload(repository, stopped);
    failure(core::reason::not_found, [&] { r.write_upload(repository, stopped, 0, "x"); });
    failure(core::reason::not_found, [&] { r.upload_status("another", id); });

    const std::string large = r.begin_upload(repository, oci::digest_algorithm::sha512);
    r.write_upload(repository, large, 0, text);
    const auto d512 = oci::digest_of(text, oci::digest_algorithm::sha512);
    r.commit_upload(repository, large, d512);
    CHECK(oci::read_all(r.read_blob(repository, d512), 100) == text);
    const std::string changed = r.begin_upload(repository, oci::digest_algorithm::sha256),
                      other = "another text";
    r.write_upload(repository, changed, 0, other);
    r.commit_upload(repository, changed, oci::digest_of(other, oci::digest_algorithm::sha512));
    CHECK(r.stat_blob(repository, oci::digest_of(other, oci::digest_algorithm::sha512)) ==
          other.size());
}

template <registry::registry R>
void manifests(R& r) {
    const auto one = small_image("one"), two = small_image("two");
    const auto ref = oci::reference::parse("shop/web:1");
    const std::string name = ref.name();
    failure(core::reason::not_found, [&] { r.resolve(name, "1"); });
    failure(core::reason::invalid,
            [&] { r.put_manifest(name, one.manifest_bytes, one.manifest.media_type, {"1"}); });
    failure(core::reason::not_found, [&] { r.resolve(name, "1"); });
    registry::push(r, ref, one);
    const auto d = r.resolve(name, "1");
    CHECK(d.digest == one.manifest_digest());
    CHECK(d.size == one.manifest_bytes.size());
    CHECK(d.media_type == oci::media_type::image_manifest);
    CHECK(r.get_manifest(name, "1").bytes == one.manifest_bytes);
    CHECK(r.get_manifest(name, d.digest.str()).bytes == one.manifest_bytes);
    failure(core::reason::not_found,
            [&] { r.get_manifest("docker.io/shop/other", d.digest.str()); });

    registry::push(r, ref, two);  // the tag moves, the first manifest stays
    CHECK(r.resolve(name, "1").digest == two.manifest_digest());
    CHECK(r.resolve(name, d.digest.str()).digest == d.digest);
    const auto result =
        r.put_manifest(name, one.manifest_bytes, one.manifest.media_type, {"b", "a"});
    CHECK(result.digest == d.digest);
    CHECK(r.tags(name, "", 10) == std::vector<std::string>{"1", "a", "b"});
    CHECK(r.tags(name, "1", 1) == std::vector<std::string>{"a"});

    r.delete_tag(name, "a");
    r.delete_tag(name, "a");
    CHECK(r.tags(name, "", 10) == std::vector<std::string>{"1", "b"});
    r.delete_tag(name, "b");
    CHECK(r.resolve(name, d.digest.str()).digest == d.digest);
    r.delete_manifest(name, d.digest);
    r.delete_manifest(name, d.digest);
    failure(core::reason::not_found, [&] { r.resolve(name, d.digest.str()); });
    r.delete_manifest(name, two.manifest_digest());
    failure(core::reason::not_found, [&] { r.resolve(name, "1"); });
    failure(core::reason::not_found, [&] { r.tags(name, "", 10); });

    const auto d512 = oci::digest_of(one.manifest_bytes, oci::digest_algorithm::sha512);
    CHECK(r.put_manifest(name, one.manifest_bytes, one.manifest.media_type, {"5", "12"},
                         oci::digest_algorithm::sha512)
              .digest == d512);
    CHECK(r.get_manifest(name, d512.str()).bytes == one.manifest_bytes);
    CHECK(r.get_manifest(name, "12").bytes == one.manifest_bytes);
    CHECK(r.tags(name, "", 10) == std::vector<std::string>{"12", "5"});
}

template <registry::registry R>
void large_manifest(R& r) {
    oci::annotations_map many;
    for (int i = 0; i < 390; ++i)
        many["annotation." + std::to_string(i)] = std::string(10'000, 'x');
    const auto image = small_image("large", many);
    registry::push(r, oci::reference::parse("large"), image);
    CHECK(r.get_manifest("docker.io/library/large", "latest").bytes == image.manifest_bytes);
}

template <registry::registry R>
void repositories_stand_apart(R& r) {
    const std::vector<std::string> names{"busybox", "docker.io/a/b", "localhost:5000/busybox",
                                         "registry.example.com/shop/web"};
    for (const auto& n : names) registry::push(r, oci::reference::parse(n), small_image(n));
    CHECK(r.repositories("", 10) ==
          std::vector<std::string>{"docker.io/a/b", "docker.io/library/busybox",
                                   "localhost:5000/busybox", "registry.example.com/shop/web"});
    CHECK(r.repositories("docker.io/a/b", 1) ==
          std::vector<std::string>{"docker.io/library/busybox"});
    std::set<oci::digest> all;
    for (const auto& n : names)
        all.insert(r.resolve(oci::reference::parse(n).name(), "latest").digest);
    CHECK(all.size() == names.size());
    r.delete_tag("docker.io/library/busybox", "latest");
    CHECK(r.resolve("localhost:5000/busybox", "latest").size > 0);
}

template <registry::registry R>
void indexes_and_referrers(R& r) {
    const auto image = small_image("image");
    const auto ref = oci::reference::parse("multi:1");
    const std::string name = ref.name();
    oci::index index;
    index.manifests = {oci::describe(image.manifest_bytes, image.manifest.media_type)};
    const std::string bytes = oci::write(index);
    failure(core::reason::invalid, [&] { r.put_manifest(name, bytes, index.media_type, {"all"}); });
    registry::push(r, ref, image);
    r.put_manifest(name, bytes, index.media_type, {"all"});
    CHECK(r.resolve(name, "all").media_type == oci::media_type::image_index);

    oci::manifest signature;
    signature.artifact_type = "application/x.signature";
    put_blob(r, name, "{}");
    signature.config = oci::describe("{}", oci::media_type::empty);
    signature.subject = oci::describe(image.manifest_bytes, image.manifest.media_type);
    signature.annotations = {{"by", "me"}};
    const std::string signed_bytes = oci::write(signature);
    CHECK(r.put_manifest(name, signed_bytes, signature.media_type, {}).subject ==
          image.manifest_digest());
    const auto all = r.referrers(name, image.manifest_digest(), "");
    REQUIRE(all.size() == 1);
    CHECK(all[0].digest == oci::digest_of(signed_bytes));
    CHECK(all[0].artifact_type == "application/x.signature");
    CHECK(all[0].annotations == signature.annotations);
    CHECK(r.referrers(name, image.manifest_digest(), "application/x.signature").size() == 1);
    CHECK(r.referrers(name, image.manifest_digest(), "another").empty());
    CHECK(r.referrers("nothing/here", image.manifest_digest(), "").empty());
}

template <registry::registry R>
void bad_input(R& r) {
    const auto image = small_image("x");
    registry::push(r, oci::reference::parse("x"), image);
    const std::string name = "docker.io/library/x";
    const auto bad = core::reason::bad_request;
    for (const std::string& repository :
         {std::string(), std::string("../../etc"), std::string("A/B"), std::string("a//b"),
          std::string("/a"), std::string(300, 'a'), std::string("a\0b", 3)}) {
        CAPTURE(repository);
        failure(bad, [&] { r.resolve(repository, "latest"); });
        failure(bad, [&] { r.stat_blob(repository, image.id()); });
        failure(bad, [&] { r.begin_upload(repository, oci::digest_algorithm::sha256); });
        failure(bad, [&] {
            r.put_manifest(repository, image.manifest_bytes, image.manifest.media_type, {});
        });
    }
    for (const std::string& tag :
         {std::string(), std::string("../x"), std::string("sha256:12"), std::string(129, 'a')}) {
        CAPTURE(tag);
        failure(bad, [&] { r.resolve(name, tag); });
    }
    failure(bad, [&] {
        r.put_manifest(name, image.manifest_bytes, image.manifest.media_type, {"ok", "not ok"});
    });
    failure(core::reason::not_found, [&] { r.resolve(name, "ok"); });
    for (const std::string& bytes :
         {std::string("{"), std::string("[]"), std::string(2000, '['), std::string()})
        failure(core::reason::invalid, [&] {
            r.put_manifest(name, bytes, std::string(oci::media_type::image_manifest), {"y"});
        });
    failure(core::reason::unsupported_media_type,
            [&] { r.put_manifest(name, "{}", "text/plain", {"y"}); });
    auto lies = image.manifest;
    lies.layers[0].size += 1;
    const auto message = failure(core::reason::invalid, [&] {
        r.put_manifest(name, oci::write(lies), lies.media_type, {"y"});
    });
    CHECK_THAT(message, Catch::Contains("bytes, but it has"));
    failure(core::reason::not_found, [&] { r.resolve(name, "y"); });
    CHECK(r.resolve(name, "latest").digest == image.manifest_digest());
}

template <registry::registry R>
void many_at_once(R& r) {
    std::vector<std::jthread> all;
    std::vector<int> good(4);
    for (std::size_t i = 0; i < good.size(); ++i)
        all.emplace_back([&, i] {
            try {
                for (int n = 0; n < 5; ++n)
                    registry::push(
                        r,
                        oci::reference::parse("same:" +
                                              std::to_string(i * 10 + static_cast<std::size_t>(n))),
                        small_image(std::to_string(n)));
                good[i] = 1;
            } catch (const status_error&) {
            }
        });
    all.clear();
    CHECK(good == std::vector<int>{1, 1, 1, 1});
    CHECK(r.tags("docker.io/library/same", "", 100).size() == 20);
}

/// All laws; `fresh()` gives a pointer to an empty registry.
template <class Fresh>
void registry_laws(Fresh fresh) {
    SECTION("blobs") { blobs(*fresh()); }
    SECTION("uploads") { uploads(*fresh()); }
    SECTION("manifests") { manifests(*fresh()); }
    SECTION("a manifest of 3.9 MB") { large_manifest(*fresh()); }
    SECTION("repositories stand apart") { repositories_stand_apart(*fresh()); }
    SECTION("indexes and referrers") { indexes_and_referrers(*fresh()); }
    SECTION("bad input") { bad_input(*fresh()); }
    SECTION("many at once") { many_at_once(*fresh()); }
}

}  // namespace laws
